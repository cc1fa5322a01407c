"""Reading workbooks that people send: hostile until proven otherwise."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, DecimalException
from pathlib import Path
from threading import Event, Timer
from typing import Any, NamedTuple

from tracker.kernel.grids import Grid, SheetPlace, Span, Value
from tracker.uploads import errors, guard

MOST_BYTES = guard.MOST_BYTES
_MOST_ANSWER = 16_000_000  # bytes
_ROOT = Path(__file__).parent.parent.parent
# -S and -P: nothing is imported but the standard library and this package, whatever lies around in the working folder.
_READER = (sys.executable, "-S", "-P", "-m")
_WORKED_TOO_LONG = -getattr(signal, "SIGXCPU", 0)  # how a process ends then, on systems that count work
_REFUSALS = {kind.__name__: kind for kind in errors.UploadRefused.__subclasses__()}


class Sheets(list[Grid]):
    """The visible worksheets of a workbook, in order, with the workbook itself as it came."""

    def __init__(self, grids: Iterable[Grid], content: bytes | None = None) -> None:
        """Keep both; there is no workbook of sheets that we made ourselves."""
        super().__init__(grids)
        self.content = content


class TextRead(NamedTuple):
    """A text: its paragraphs in order, NFC, and those among them that stand in tables, by their places.

    `tables` are those of a Word document, each with the lines above it, `workbooks` those that are embedded in it, of which
    so many are `unread`.
    """

    paragraphs: tuple[str, ...]
    in_tables: frozenset[int]
    tables: tuple[Grid, ...] = ()
    workbooks: tuple[Sheets, ...] = ()
    unread: int = 0

    @property
    def running(self) -> list[str]:
        """The paragraphs outside of tables."""
        return [text for place, text in enumerate(self.paragraphs) if place not in self.in_tables]


Read = Sheets | TextRead | errors.UploadRefused  # what became of an upload


class ReadingLimits(NamedTuple):
    """How long the process that reads may take, in seconds: what it works, and what passes on the clock meanwhile.

    Work is what counts, since beside others a good file takes long without doing much; the clock is for a process that hangs,
    and for systems that do not count work.
    """

    worked: int = 4
    passed: int = 40


OFFICE = ReadingLimits()  # what the reader has everywhere but in tests


def read_grids(content: bytes, limits: ReadingLimits = OFFICE) -> Sheets:
    """The visible worksheets of an .xlsx, in order, with the .xlsx; raises UploadRefused.

    At most 5 MB, 20 sheets of 2,000 rows and 200 columns with 100,000 filled cells together. The file is looked at byte by
    byte here, and parsed in a process of its own that has 4 seconds of work, 180 MB and none of our secrets. Whoever calls
    waits.
    """
    guard.check(content)
    answer = ask_reader(content, limits, "tracker.uploads.child")
    try:
        said = json.loads(answer)
        if "refused" in said:
            raise _REFUSALS[said["refused"]](**said["facts"])
        return Sheets(map(_grid, said["grids"]), content)
    except (ValueError, TypeError, KeyError, RecursionError, DecimalException) as fault:
        raise errors.UploadReaderFailed(status="its answer makes no sense") from fault


def ask_reader(content: bytes, limits: ReadingLimits, reader_module: str, *more: str, beside: str = "") -> bytes:
    """What the process of this module answers, as it wrote it; raises UploadRefused where it does not come to its end.

    It gets the file as a file, so that no pipe has to be filled while another is emptied; `more` arguments, and what it can
    import `beside` the standard library and this package.
    """
    with tempfile.TemporaryFile() as upload:
        upload.write(content)
        upload.seek(0)
        command = (*_READER, reader_module, str(limits.worked), *more)
        environment = {"PYTHONPATH": os.pathsep.join(filter(None, (str(_ROOT), beside)))}
        with subprocess.Popen(command, stdin=upload, stdout=subprocess.PIPE, env=environment) as reader:  # noqa: S603 - ours
            late = Event()
            timer = Timer(limits.passed, _end, (reader, late))
            timer.start()
            answer = reader.stdout.read(_MOST_ANSWER + 1) if reader.stdout else b""
            if len(answer) > _MOST_ANSWER:
                reader.kill()
            status = reader.wait()
            timer.cancel()
    if status == 0:
        return answer
    if status == _WORKED_TOO_LONG:
        raise errors.SpreadsheetTooSlow(seconds=limits.worked)
    if late.is_set():
        raise errors.SpreadsheetTooSlow(seconds=limits.passed)
    if status < 0:
        raise errors.SpreadsheetTooHeavy
    raise errors.UploadReaderFailed(status=f"exit status {status}")


def _end(reader: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    reader.kill()


def _grid(said: Mapping[str, Any]) -> Grid:
    return Grid(
        name=str(said["name"]),
        rows=tuple(tuple(_value(value) for value in row) for row in said["rows"]),
        merged=tuple(Span(SheetPlace(*first), SheetPlace(*last)) for first, last in said["merged"]),
        percent=frozenset(SheetPlace(*place) for place in said["percent"]),
        unresolved=frozenset(SheetPlace(*place) for place in said["unresolved"]),
        hidden=frozenset(int(column) for column in said["hidden"]),
        bold=frozenset(SheetPlace(*place) for place in said["bold"]),
        italic=frozenset(SheetPlace(*place) for place in said["italic"]),
        indents={SheetPlace(row, column): int(steps) for row, column, steps in said["indents"]},
        shaded=frozenset(SheetPlace(*place) for place in said["shaded"]),
        formulas={SheetPlace(row, column): str(text) for row, column, text in said["formulas"]},
    )


def _value(said: Any) -> Value:
    if said is None or isinstance(said, str):
        return said
    kind, digits = said
    return Decimal(digits) if kind == "number" else date.fromisoformat(digits)
