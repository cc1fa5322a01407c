"""The five built-in forms, written blank in the layouts of tests/blank_forms.py: how much of each is understood by itself."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.blank_forms import CODES, LAYOUTS, Found, compare
from tracker.blank_form import read_blank_form
from tracker.forms.catalogue import official_form
from tracker.forms.form import Form
from tracker.inference import Understood, understand

_COLUMNS = "{:<15} {:<14} {:>5} {:>6} {:>6} {:>6} {:>8} {:>8} {:>8} {:>8}"
_ENOUGH = 97.0  # of 100 rows of the right kind, before any correction


def _line(form: Form, layout: str, understood: Understood) -> tuple[Found, str]:
    found = compare(form, understood.rows)
    rules = f"{len(set(understood.warn) & set(form.warn))}/{len(form.warn)}+{len(set(understood.warn) - set(form.warn))}"
    pairs = f"{found.pairs}/{found.pairs_wanted}+{found.pairs_wrong}"
    by = sum(own.by == inferred.by for own, inferred in zip(form.rows, understood.rows, strict=False))
    groups = f"{found.groups}/{sum(row.typed for row in form.rows)}"
    flagged = len({doubt.key for doubt in understood.doubts})
    counts = (found.rows, found.kinds, f"{found.share:.1f}", by, flagged)
    return found, _COLUMNS.format(form.code, layout, *counts, pairs, groups, rules)


def main() -> None:
    """Print the table; exit code 1 if a form is understood too badly."""
    print("pairs, rules: found/wanted+others. flagged: rows with a doubt. The rules were made with these forms in view.")
    print(_COLUMNS.format("form", "layout", "rows", "kinds", "%", "by", "flagged", "pairs", "groups", "rules"))
    enough = True
    for code in CODES:
        form = official_form(code)
        for name, layout in LAYOUTS.items():
            found, line = _line(form, name, understand(read_blank_form(layout(form))))
            print(line)
            enough &= found.share >= _ENOUGH and found.pairs == found.pairs_wanted and not found.pairs_wrong
    sys.exit(not enough)


if __name__ == "__main__":
    main()
