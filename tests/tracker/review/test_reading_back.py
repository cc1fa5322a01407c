"""Before handing in, the figures are read back whose error would do most harm."""

from decimal import Decimal

from sqlmodel import Session

from tests.by_row import record_figure
from tests.tracker.review.test_doubting import Commune, of
from tracker.forms.cell import Cell
from tracker.reports.entry import Entry
from tracker.reports.snapshot import snapshot_of
from tracker.review.reading_back import ReadBack, to_read_back


def read_back(commune: Commune, figures: dict[str, int], *but: str) -> list[ReadBack]:
    for key, figure in figures.items():
        record_figure(commune.session, commune.report, key, Entry.number(figure), commune.source)
    return to_read_back(commune.session, snapshot_of(commune.session, commune.report), 3, [Cell(key) for key in but])


def test_the_large_and_the_much_used_come_first_and_of_those_compared_one(session: Session) -> None:
    found = read_back(Commune(session, {}), {"1.1": 2, "1.2.1": 41, "3.3.1a": 231, "3.3.1b": 230, "5.1.2": 1, "2.1": 0})
    assert [str(one.cell) for one in found] == ["3.3.1a", "1.2.1", "5.1.2"]
    assert {one.before for one in found} == {None}


def test_what_is_unlike_the_units_past_comes_before_what_is_like_it(session: Session) -> None:
    found = read_back(Commune(session, of(131, 144, 150, 127, 139, 135, 141, 139)), {"7.1": 300, "1.1": 300})
    assert found[0] == ReadBack(Cell("7.1"), Decimal(300), Decimal(139))


def test_what_a_reason_was_given_for_is_not_read_back(session: Session) -> None:
    found = read_back(Commune(session, {}), {"7.1": 190, "1.2.1": 41}, "7.1")
    assert [str(one.cell) for one in found] == ["1.2.1"]
