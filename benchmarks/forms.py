"""Forms of offices read blank, beside what a careful clerk says of them: how much is right, and what is wrong without a doubt.

    python benchmarks/forms.py FOLDER [--all]

FOLDER holds NAME.xlsx (blank) and NAME.toml (tables, columns, rows as the clerk understands them); what counts as right is
said in tests/office_forms.py. `--all` prints what is wrong and doubted too.
"""

import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests import office_relations
from tests.office_forms import HEADINGS, LAYOUT, Score, scored
from tracker.office_form import read_office_form
from tracker.uploads.reading import read_grids

_ENOUGH = 97.0  # of 100 columns, rows and cells, before any correction


def main(arguments: Sequence[str]) -> None:
    """Print the table; exit code 1 if too little is right or something is wrong in silence."""
    folder, total = Path(arguments[0]), Score()
    print(LAYOUT.format(*HEADINGS))
    for book in sorted(folder.glob("*.toml")):
        told = tomllib.loads(book.read_text(encoding="utf-8"))
        score = scored(told, read_office_form(read_grids((folder / f"{book.stem}.xlsx").read_bytes())))
        print(score.line(book.stem))
        for what in score.silent:
            print(f"    SILENT {what}")
        for what in score.asked if "--all" in arguments else ():
            print(f"    asked  {what}")
        total.add(score)
    print(total.line("all"))
    print(f"{total.share:.1f} of 100 right, {len(total.silent)} silent")
    print(f"{total.adding_wrong} added over units though a clerk says no\n")
    _print_relations(folder, everything="--all" in arguments)
    sys.exit(total.share < _ENOUGH or bool(total.silent))


def _print_relations(folder: Path, *, everything: bool) -> None:
    """By form the relations that a clerk tells, those found, those beyond them, and from what they were read."""
    total = office_relations.Found()
    print(office_relations.LAYOUT.format(*office_relations.HEADINGS))
    for book in sorted(folder.glob("*.toml")):
        told = tomllib.loads(book.read_text(encoding="utf-8"))
        form = read_office_form(read_grids((folder / f"{book.stem}.xlsx").read_bytes()))
        found = office_relations.found_in(told, form)
        print(found.line(book.stem))
        for what in found.missing if everything else ():
            print(f"    missing {what}")
        for what in found.beyond:
            print(f"    beyond  {what}")
        total.add(found)
    print(total.line("all"))


if __name__ == "__main__":
    main(sys.argv[1:])
