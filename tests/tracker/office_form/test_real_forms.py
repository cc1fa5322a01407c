"""Real forms of offices, blank: nearly everything is read as a careful clerk does, and what is not is doubted."""

import pytest

from tests.office_forms import DATA, Score, scored, told_in
from tracker.office_form import OfficeForm, read_office_form
from tracker.uploads.reading import read_grids

NAMES = sorted(path.stem for path in DATA.glob("*.tsv"))
_FEWEST, _ENOUGH, _MOST_DOUBTED = 8, 97.0, 0.25


def read(name: str) -> OfficeForm:
    return read_office_form(read_grids((DATA / f"{name}.xlsx").read_bytes()))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_misread_in_silence(name: str) -> None:
    score = scored(told_in(name), read(name))
    assert score.silent == []
    assert score.tables_right == score.tables
    assert score.adding_wrong == 0


def test_nearly_all_is_right_and_little_is_doubted() -> None:
    assert len(NAMES) >= _FEWEST
    whole = Score()
    for name in NAMES:
        whole.add(scored(told_in(name), read(name)))
    assert whole.share >= _ENOUGH
    assert whole.doubts <= _MOST_DOUBTED * (whole.columns + whole.rows)


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_unlike_each_other(name: str) -> None:
    form = read(name)
    rows = [row.row.key for row in form.rows()]
    columns = [column.column.key for table in form.tables for column in table.columns]
    assert len(set(rows)) == len(rows)
    assert len(set(columns)) == len(columns)
