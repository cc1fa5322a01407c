"""Lines of a sheet or of a pasted table beside the rows of a form: whatever was done to some, no other is taken for them."""

import random
from typing import NamedTuple

import pytest

from tracker.filled_form.aligning import align
from tracker.forms.catalogue import official_form

FORMS = ("ban-thi-2024", "dinh-ca-2024", "hoang-luu-2024", "ninh-thuan-2021", "cam-xuyen-2021")


class Line(NamedTuple):
    stt: str
    label: str
    key: str  # of the row that it is; "" for one that was added


def printed(code: str) -> list[Line]:
    return [Line(row.stt, row.label, row.key) for row in official_form(code).rows]


@pytest.mark.parametrize("code", FORMS)
def test_a_form_is_its_own_rows(code: str) -> None:
    rows = official_form(code).rows
    assert [row.key if row else "" for row in align(rows, printed(code))] == [row.key for row in rows]


@pytest.mark.parametrize("code", FORMS)
def test_a_row_of_a_twin_that_is_reworded_moves_no_figure(code: str) -> None:
    """3.3.1a and 3.3.2a have one label; the other one never takes the place of the one that was reworded."""
    rows = official_form(code).rows
    for at, line in enumerate(printed(code)):
        changed = printed(code)
        changed[at] = line._replace(label=f"{line.label} (huyện + xã)")
        found = [row.key if row else "" for row in align(rows, changed)]
        assert [(one.key, key) for one, key in zip(changed, found, strict=True) if key not in {one.key, ""}] == []


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("code", FORMS)
def test_whatever_was_edited_no_line_is_taken_for_another_row(code: str, seed: int) -> None:
    lot, rows = random.Random(seed), official_form(code).rows
    lines = printed(code)
    for _ in range(lot.randrange(1, 6)):
        at = lot.randrange(len(lines))
        edit = lot.choice(("delete", "add", "reword", "number"))
        if edit == "delete":
            lines.pop(at)
        elif edit == "add":
            lines.insert(at, Line("", "Số lượt người đến làm việc trong kỳ", ""))
        elif edit == "reword":
            lines[at] = lines[at]._replace(label=f"{lines[at].label} (*)")
        else:
            lines[at] = lines[at]._replace(stt="")
    found = [row.key if row else "" for row in align(rows, lines)]
    assert [(line, key) for line, key in zip(lines, found, strict=True) if key not in {line.key, ""}] == []
    assert len([key for key in found if key]) >= len(rows) - 12
