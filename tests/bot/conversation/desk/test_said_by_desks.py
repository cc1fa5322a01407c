"""Questions and orders as desks write them: most are answered, and none changes anything before a yes."""

import csv
from collections.abc import Callable

from sqlmodel import Session, SQLModel, select

from bot.reminders.notes import Nudge
from tests.house import ROOT
from tests.two_levels import MoreUnits, TwoLevels
from tracker.reports.extensions import Extension
from tracker.reports.reports import Report
from tracker.reports.rounds import Round

LEAST = 0.9  # share of all lines
LINES = ROOT / "tests" / "data" / "said" / "desk.tsv"
NOT_UNDERSTOOD = ("chưa hiểu", "Tôi không thấy đơn vị")
MORE = MoreUnits(
    ("Quảng Bạch", "Yên Thịnh", "Nghĩa Tá", "Bình Thành", "Cao Minh"),
    ("Đức Xuân", "Phan Đình Phùng"),
    (("Bản Thi", "Yên Thịnh"),),
)


def _rows(session: Session, table: type[SQLModel]) -> list[dict[str, object]]:
    session.expire_all()
    return sorted((row.model_dump() for row in session.exec(select(table))), key=lambda row: str(row["id"]))


def test_desks_are_answered_and_nothing_changes(session: Session, record_property: Callable[[str, object], None]) -> None:
    office = TwoLevels(session, MORE)
    session.flush()
    tables = (Report, Extension, Round, Nudge)
    before = {table: _rows(session, table) for table in tables}
    answered: dict[bool, list[bool]] = {False: [], True: []}
    with LINES.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for line in lines:
        tried = session.begin_nested()
        said = office.says(line["text"])
        assert {table: _rows(session, table) for table in tables} == before, line["text"]
        tried.rollback()
        session.expire_all()
        answered[bool(line["aside"])].append(not any(words in said for words in NOT_UNDERSTOOD))
    for is_aside, found in answered.items():
        record_property("aside" if is_aside else "in view", f"{sum(found)}/{len(found)}")
    everything = [*answered[False], *answered[True]]
    assert sum(everything) >= LEAST * len(everything)
