"""How long every hostile or odd upload occupies the bot, and how much memory its reader takes at most.

Each file is read by a new, small process, whose children are the reader alone: what a child inherits counts as its own.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.hostile import REFUSED
from tests.odd_workbooks import READ
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.reports.entry import Entry
from tracker.workbooks.appendix import Heading, appendix

_ROOT = Path(__file__).parent.parent
_MOST_SECONDS, _MOST_MB = 5.0, 200.0
_MEASURE = """
import resource, sys, time
from tracker.uploads.errors import UploadRefused
from tracker.uploads.reading import read_grids
content = open(sys.argv[1], "rb").read()
begun = time.perf_counter()
try:
    read_grids(content)
    said = "read"
except UploadRefused as refusal:
    said = type(refusal).__name__
seconds = time.perf_counter() - begun
own = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(seconds, own / 1000, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000, said)
"""


def files() -> Iterator[tuple[str, bytes]]:
    """Every case by its name, ours first."""
    form, heading = official_form("ban-thi-2024"), Heading(parse_period("2024-Q1"), "xã Bản Thi")
    yield "the appendix of 121 rows", appendix(form, heading, {row.cell: Entry.number(12) for row in form.rows})
    for cases in (READ, REFUSED):
        for name, (_, build) in cases.items():
            yield name, build()


def main() -> None:
    """Print a table; fail when a file takes too much."""
    over = []
    print(f"{'case':44}{'kB':>8}{'seconds':>9}{'bot MB':>8}{'reader MB':>11}  what became of it")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        for name, content in files():
            path.write_bytes(content)
            command = [sys.executable, "-c", _MEASURE, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(_ROOT)})  # noqa: S603
            seconds, own, reader = map(float, done.stdout.split()[:3])
            said = done.stdout.split()[3]
            print(f"{name:44}{len(content) / 1000:8.1f}{seconds:9.2f}{own:8.1f}{reader:11.1f}  {said}")
            if seconds > _MOST_SECONDS or reader > _MOST_MB:
                over.append(name)
    sys.exit(f"over {_MOST_SECONDS:.0f} s or {_MOST_MB:.0f} MB: {', '.join(over)}" if over else 0)


if __name__ == "__main__":
    main()
