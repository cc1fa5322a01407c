"""Where units stand as a spreadsheet: one round unit by unit, the units over the rounds, the numbers of the rounds."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from sqlmodel import Session

from tracker.calendar.periods import ZONE
from tracker.office.officers import Contact
from tracker.office.units import Unit
from tracker.reports.reports import Stage
from tracker.reports.rounds import Round, rounds_within
from tracker.reports.unit_history import PastReport, unit_histories
from tracker.review.standing import RoundStanding, UnitStanding, round_standing, rounds_standing
from tracker.workbooks.appendix import saved, set_default_font
from tracker.workbooks.tables import Table, add_styles
from tracker.workbooks.words import STAGES, how_long

_MOST_ROUNDS = 12
_NUMBERS = (
    ("TT", 5.0),
    ("Báo cáo", 34.0),
    ("Kỳ", 17.0),
    ("Hạn nộp", 18.0),
    ("Phải nộp", 9.0),
    ("Đúng hạn", 9.0),
    ("Nộp muộn", 9.0),
    ("Chưa nộp", 9.0),
    ("Chờ tiếp nhận", 9.0),
    ("Đã tiếp nhận", 9.0),
)
_UNITS = (
    ("TT", 5.0),
    ("Đơn vị", 26.0),
    ("Đã nhập", 8.0),
    ("Phải nhập", 8.0),
    ("Chưa khớp", 8.0),
    ("Giữ kèm lý do", 8.0),
    ("Hạn nộp", 18.0),
    ("Nộp lần đầu", 18.0),
    ("Nộp lần cuối", 18.0),
    ("Tình trạng", 16.0),
    ("Đúng hạn?", 16.0),
    ("Cán bộ", 26.0),
    ("Điện thoại", 16.0),
    ("Đã tham gia?", 14.0),
)
_ON_TIME = 11  # the column that is coloured
_GOOD, _LATE, _BAD = (PatternFill("solid", fgColor=colour) for colour in ("D5ECD4", "FDEBC8", "F8D3D0"))


def shown_workbook(sheet_name: str, title: Sequence[str], heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A table as a page shows it: its heads, and a line for each unit; every cell is text as it is read there."""
    book = Workbook()
    set_default_font(book, Font(name="Times New Roman", size=12))
    add_styles(book)
    sheet = book.worksheets[0]
    sheet.title = sheet_name
    table = Table(sheet, title, [("TT", 5.0), *((head, 22.0) for head in heads)])
    for number, row in enumerate(rows, start=1):
        table.add([number, *row])
    return saved(book)


def status_workbook(
    session: Session, round_: Round, within: Unit, now: datetime, people: Mapping[int, Sequence[Contact]] | None = None
) -> tuple[str, bytes]:
    """File name and content of the .xlsx for this round and the latest ones: a constant number of queries.

    `people` are by unit those who fill its reports; without it nobody is named.
    """
    rounds = rounds_within(session, within)
    found = round_standing(session, round_, within)
    histories = unit_histories(session, [one.unit.id for one in found.units])
    book = Workbook()
    set_default_font(book, Font(name="Times New Roman", size=12))
    add_styles(book)
    sheet = book.worksheets[0]
    sheet.title = "Đơn vị"
    at = f"Lúc {now.astimezone(ZONE):%H:%M %d/%m/%Y}"
    title = [f"{round_.form_name} {round_.period_label}: {within.full_name}", _in_numbers(found), at]
    _units(Table(sheet, title, _UNITS), found, now, people or {})
    same = [one for one in rounds if one.form_code == round_.form_code][:_MOST_ROUNDS]
    title = [f"{round_.form_name}, các kỳ: {within.full_name}", at]
    heads = [("TT", 5.0), ("Đơn vị", 26.0), *((one.period_label, 17.0) for one in same)]
    _over_rounds(Table(book.create_sheet("Các kỳ"), title, heads), found, same, histories)
    title = [f"Tình hình nộp báo cáo: {within.full_name}", at]
    _numbers(Table(book.create_sheet("Số liệu"), title, _NUMBERS), _of(session, rounds, within))
    book.properties.title = f"Tình hình nộp báo cáo - {within.full_name}"
    return f"Tinh-hinh-{within.code}-{round_.period}.xlsx", saved(book)


def _of(session: Session, rounds: Sequence[Round], within: Unit) -> list[RoundStanding]:
    return rounds_standing(session, rounds[:_MOST_ROUNDS], within)


def _in_numbers(found: RoundStanding) -> str:
    return f"Phải nộp {found.expected}: đúng hạn {found.on_time}, nộp muộn {found.late}, chưa nộp {found.not_yet}"


def _numbers(table: Table, standings: Sequence[RoundStanding]) -> None:
    for number, found in enumerate(standings, start=1):
        round_, accepted = found.round, len(found.at(Stage.ACCEPTED))
        counts = [found.expected, found.on_time, found.late, found.not_yet, found.to_review, accepted]
        table.add([number, round_.form_name, round_.period_label, round_.due_at, *counts])


def _units(table: Table, found: RoundStanding, now: datetime, people: Mapping[int, Sequence[Contact]]) -> None:
    for number, one in enumerate(found.units, start=1):
        report, progress = one.report, [one.entered, one.asked, one.unsettled, one.kept]
        times = [report.due_at, report.first_submitted_at, report.submitted_at]
        call = _whom_to_call(people.get(one.unit.id, []))
        grounds = {_ON_TIME: _ground(one, now)}
        state = [STAGES[one.stage].status, _on_time(one, now)]
        table.add([number, one.unit.full_name, *progress, *times, *state, *call], grounds=grounds)


def _whom_to_call(people: Sequence[Contact]) -> list[str]:
    """Names, telephone numbers and whether they have joined, a line for each person."""
    columns = ([one.officer.name for one in people], [one.officer.phone for one in people], list(map(_joined, people)))
    return ["\n".join(column) for column in columns]


def _joined(one: Contact) -> str:
    if one.is_reached:
        return "có"
    return "đã chặn bot" if one.has_joined else "chưa"


def _on_time(one: UnitStanding, now: datetime) -> str:
    if one.report.first_submitted_at is None:
        return "quá hạn chưa nộp" if one.is_overdue(now) else "chưa nộp"
    return f"nộp muộn {how_long(one.report.late_by)}" if one.report.late_by else "đúng hạn"


def _ground(one: UnitStanding, now: datetime) -> PatternFill | None:
    if one.late is None:
        return _BAD if one.is_overdue(now) else None
    return _LATE if one.late else _GOOD


def _over_rounds(
    table: Table, found: RoundStanding, rounds: Sequence[Round], histories: Mapping[int, Sequence[PastReport]]
) -> None:
    for number, unit in enumerate((one.unit for one in found.units), start=1):
        by_round = {past.round.id: past for past in histories[unit.id]}
        cells = [by_round.get(round_.id) for round_ in rounds]
        grounds = {column: _ground_of(past) for column, past in enumerate(cells, start=3)}
        table.add([number, unit.full_name, *(_past(past) for past in cells)], grounds=grounds)


def _ground_of(past: PastReport | None) -> PatternFill | None:
    if past is None:
        return None
    return _BAD if past.report.is_late is None else _LATE if past.report.is_late else _GOOD


def _past(past: PastReport | None) -> str:
    """As in "nộp muộn 2 ngày; trả lại 1 lần; tiếp nhận 18/3"; "–" where the unit was not asked."""
    if past is None:
        return "–"
    in_time = "chưa nộp" if past.report.is_late is None else "đúng hạn"
    parts = [f"nộp muộn {how_long(past.report.late_by)}" if past.report.late_by else in_time]
    parts += [f"trả lại {past.returned} lần"] if past.returned else []
    if past.accepted_at:
        day = past.accepted_at.astimezone(ZONE)
        parts.append(f"tiếp nhận {day.day}/{day.month}")
    return "; ".join(parts)
