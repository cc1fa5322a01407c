"""Answers to what an officer asks while a report is filled, or at any other time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from bot.texts.common.wording import cut, day, due, moment, named_row, number, report_name, unit_name, value
from tracker.calendar.periods import ZONE
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.office.officers import Officer, Role
from tracker.office.units import Unit
from tracker.reports.entry import Entry
from tracker.reports.rounds import Asked, Round
from tracker.reports.snapshot import Snapshot

_MOST_GROUPS, _LONG, _SHORT = 5, 90, 60  # characters of a label
MAY_ASK = (
    "Anh/chị có thể hỏi: “hạn nộp” · “còn mục nào” · “mục 3.2.1 là gì” · “kỳ trước bao nhiêu” · “ai phụ trách” · "
    "“tôi nộp chưa” · “xem phụ lục”."
)
WHICH_ROW = "Anh/chị hỏi mục nào? Gõ kèm số mục, ví dụ: mục 3.2.1 là gì."
KEPT = "Số đã ghi vẫn lưu: anh/chị thoát ra hay tắt máy đều không mất, mở lại thì làm tiếp từ chỗ đang dở."
HOW_TO_TAKE_BACK = "Ghi nhầm thì gõ “hoàn tác” để lấy lại tin vừa ghi, hoặc gõ lại số đúng kèm số mục, ví dụ 3.2.1: 5."
AGAIN = "Tôi nhắc lại:"
NO_COLLEAGUES = "Đơn vị chưa có ai khác dùng Đúng Hạn."
NO_DESK = "Chưa có cán bộ theo dõi nào ở cấp trên trong danh sách."
_KINDS: Mapping[Kind, str] = {
    Kind.COUNT: "một số nguyên",
    Kind.AMOUNT: "một số",
    Kind.RATE: "một tỷ lệ %",
    Kind.TEXT: "một câu ngắn",
}
_ROLES: Mapping[Role, str] = {
    Role.OFFICER: "cán bộ điền báo cáo",
    Role.LEADER: "lãnh đạo",
    Role.DESK: "cán bộ theo dõi",
    Role.ADMIN: "quản trị",
}


def partly_understood(left: str) -> str:
    """Before the answer to what was understood of a question."""
    return f"Tôi chưa hiểu phần “{cut(left, _SHORT)}” của câu hỏi; phần tôi hiểu:" if left else ""


def not_understood(left: str) -> str:
    """A question of which something, or all, means nothing here."""
    what = f"phần “{cut(left, _SHORT)}” của câu hỏi này" if left else "câu hỏi này"
    return f"Tôi chưa hiểu {what}. {MAY_ASK}"


def due_when(asked: Asked, now: datetime) -> str:
    """When it is due and how many days are left, or when it was handed in."""
    report = asked.report
    if not report.is_with_unit and report.submitted_at:
        how = "nộp muộn" if report.is_late else "đúng hạn"
        return f"{report_name(asked.round)}: {due(report)}; đã nộp lúc {moment(report.submitted_at)}, {how}."
    return f"{report_name(asked.round)}: {due(report)}; {_days_left(report.due_at, now)}."


def _days_left(until: datetime, now: datetime) -> str:
    days = (until.astimezone(ZONE).date() - now.astimezone(ZONE).date()).days
    if now > until:
        return f"đã quá hạn {-days} ngày" if days else "đã quá hạn hôm nay"
    return f"còn {days} ngày" if days else "hết hạn trong hôm nay"


def still_open(asked: Asked, form: Form, waiting: Sequence[Cell], count: int, to_settle: int) -> str:
    """Which groups wait for figures, and how many in each."""
    name = report_name(asked.round)
    if not waiting:
        rest = f"còn {to_settle} chỗ cần xem lại trước khi nộp" if to_settle else "chỉ còn xem lại và nộp"
        return f"{name}: đã nhập đủ {count}/{count}, {rest}."
    groups: dict[str, int] = {}
    for cell in waiting:
        groups[form.row_of(cell).ask] = groups.get(form.row_of(cell).ask, 0) + 1
    lines = [f"• {cut(named_row(form.by_key[key]), _SHORT)} ({many} số)" for key, many in groups.items()]
    more = [f"và {len(lines) - _MOST_GROUPS} nhóm nữa"] if len(lines) > _MOST_GROUPS else []
    head = f"{name}: còn {len(waiting)}/{count} số trong {len(lines)} nhóm:"
    return "\n".join([head, *lines[:_MOST_GROUPS], *more])


def by_section(asked: Asked, form: Form, cells: Sequence[Cell], waiting: Sequence[Cell]) -> str:
    """How far each part of the report has come."""
    open_ = set(waiting)
    parts = []
    for section in form.sections:
        theirs = [cell for cell in cells if form.section_of[cell.row] is section]
        if theirs:
            done = sum(cell not in open_ for cell in theirs)
            parts.append(f"phần {section.stt.rstrip('.')}: {done}/{len(theirs)}")
    head = f"{report_name(asked.round)}: đã nhập {len(cells) - len(open_)}/{len(cells)}"
    return f"{head} ({' · '.join(parts)}). Muốn xem từng số, gõ “xem phụ lục”."


def sheet_of(asked: Asked) -> str:
    """Beside the appendix as it stands."""
    at = asked.report.submitted_at
    how = f"đã nộp lúc {moment(at)}" if at and not asked.report.is_open else "với số liệu hiện có, chưa nộp"
    return f"Phụ lục gửi kèm: {report_name(asked.round)}, {how}."


def no_blank(asked: Asked) -> str:
    """A report that takes no figures has no sheet to fill."""
    return f"{report_name(asked.round)} đã nộp nên không có biểu để điền. Gõ “xem phụ lục” để lấy bản đã nộp."


def receipt_again(asked: Asked, code: str) -> str:
    """The code and the time of the last hand-in."""
    report = asked.report
    if report.submitted_at is None:
        return f"{report_name(asked.round)}: chưa nộp nên chưa có mã nhận."
    return f"{report_name(asked.round)}\nMã nhận: {code} · nộp lúc {moment(report.submitted_at)}"


def basis(round_: Round) -> str:
    """The document that asks for the report."""
    said = f"căn cứ {round_.basis}" if round_.basis else "kỳ báo cáo này không ghi văn bản căn cứ"
    return f"{report_name(round_)}: {said}."


def window(round_: Round) -> str:
    """The days of the data."""
    return f"{report_name(round_)}: số liệu tính từ {day(round_.window_from)} đến hết {day(round_.window_to)}."


def no_report_of_period() -> str:
    """The unit has no report on this form for the period that was said."""
    return "Đơn vị không có báo cáo này trong kỳ anh/chị hỏi."


def what(here: Snapshot, rows: Sequence[Row], most: int) -> str:
    """What the rows are: one with all that is known of it, several with a line each."""
    if len(rows) == 1:
        return _whole(here, rows[0])
    lines = [f"• {cut(named_row(row), _LONG)}: {_how(here.form, row)}" for row in rows[:most]]
    return "\n".join([*lines, *_more(rows, most)])


def _whole(here: Snapshot, row: Row) -> str:
    lines = [named_row(row), _capital(_how(here.form, row)) + "."]
    lines += [f"In trên biểu: {row.note}."] if row.note else []
    if not row.concerns(here.unit.level):
        lines.append("Đơn vị của anh/chị không phải nhập mục này.")
    elif row.is_number or row.options:
        lines.append(f"Hiện ghi: {_standing(here, row)} · kỳ trước: {_before(here, row)}")
    return "\n".join(lines)


def _how(form: Form, row: Row) -> str:
    """What is typed there, or from what it is computed."""
    if row.of:
        parts = [form.row_of(cell) for cell in form.computed[row.cell].cells]
        said = row.of.replace(" / ", " ÷ ") + (" × 100" if row.kind is Kind.RATE else "")
        named = "; ".join(cut(named_row(part), _SHORT) for part in parts)
        return f"tôi tự tính = {said}, anh/chị không phải gõ ({named})"
    if row.options:
        return "chọn một trong: " + "; ".join(label if code == label else f"{code} ({label})" for code, label in row.options)
    if not row.typed:
        below = [one for one in form.groups.get(row.key, ()) if one is not row]
        named = "; ".join(cut(named_row(one), _SHORT) for one in below[:_MOST_GROUPS])
        return f"tiêu đề của nhóm: {named}" if named else "tiêu đề, không phải nhập"
    unit = f", đơn vị tính: {unit_name(row.unit)}" if row.unit and row.unit != "%" else ""
    return f"anh/chị gõ {_KINDS[row.kind]}{unit}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def before(here: Snapshot, rows: Sequence[Row], most: int) -> str:
    """What stood in the rows last period."""
    if not here.previous:
        return "Chưa có số kỳ trước: đơn vị chưa nộp báo cáo nào theo biểu này trước kỳ đang làm."
    return _listed("Kỳ trước", [(row, _before(here, row)) for row in rows], most)


def now(here: Snapshot, rows: Sequence[Row], most: int) -> str:
    """What stands in the rows."""
    return _listed("Hiện ghi", [(row, _standing(here, row)) for row in rows], most)


def entered(here: Snapshot, rows: Sequence[Row], names: Mapping[int, str], most: int) -> str:
    """Who entered what stands in the rows, and when."""
    return _listed("Người ghi", [(row, _entered(here, row, names)) for row in rows], most)


def _entered(here: Snapshot, row: Row, names: Mapping[int, str]) -> str:
    figures = [here.figures[cell] for cell in here.form.cells_of(row) if cell in here.figures]
    said = [f"{_with_unit(row, value(row, one.entry))}, {names[one.officer_id]} ghi lúc {moment(one.at)}" for one in figures]
    return "; ".join(said) or "chưa ai ghi"


def of_period(round_: Round, there: Snapshot, rows: Sequence[Row], most: int) -> str:
    """What stands in the rows of a report of another period."""
    own = [(there.form.by_key[row.key], row) for row in rows if row.key in there.form.by_key]
    return _listed(round_.period_label, [(row, _standing(there, mine)) for mine, row in own], most)


def _listed(head: str, found: Sequence[tuple[Row, str]], most: int) -> str:
    lines = [f"• {cut(named_row(row), _SHORT)}: {stands}" for row, stands in found[:most]]
    if len(lines) == 1:
        return f"{head}, {lines[0].removeprefix('• ')}"
    return "\n".join([f"{head}:", *lines, *_more(found, most)])


def _more(found: Sequence[object], most: int) -> list[str]:
    return [f"và {len(found) - most} mục nữa; anh/chị gõ kèm số mục để xem riêng"] if len(found) > most else []


def _standing(here: Snapshot, row: Row) -> str:
    entries: Mapping[Cell, Entry] = here.shown
    said = [_with_unit(row, value(row, entries[cell])) for cell in here.form.cells_of(row) if cell in entries]
    return "; ".join(said) or "chưa ghi"


def _before(here: Snapshot, row: Row) -> str:
    figures, amounts = here.previous, here.amounts_before
    said = [value(row, figures[cell].entry) for cell in here.form.cells_of(row) if cell in figures]
    said += [_amount(row, amounts[cell]) for cell in here.form.cells_of(row) if cell in amounts and cell not in figures]
    return "; ".join(_with_unit(row, one) for one in said) or "không có số"


def _amount(row: Row, amount: Decimal) -> str:
    return number(amount) + ("%" if row.kind is Kind.RATE else "")


def _with_unit(row: Row, said: str) -> str:
    counted = row.kind in {Kind.COUNT, Kind.AMOUNT} and said[:1].isdigit() and row.unit
    return f"{said} {unit_name(row.unit)}" if counted else said


def whom_to_call(desks: Iterable[tuple[Officer, Unit]], colleagues: Iterable[tuple[Officer, Unit]]) -> str:
    """Who receives the reports above, and who else works on them in the unit."""
    above = [f"☎ {officer.name} ({unit.full_name}), {_phone(officer)}" for officer, unit in desks]
    beside = [f"{officer.name} ({_ROLES[Role(officer.role)]}), {_phone(officer)}" for officer, _ in colleagues]
    own = f"Cùng đơn vị: {'; '.join(beside)}" if beside else NO_COLLEAGUES
    return "\n".join([*(["Cán bộ theo dõi ở cấp trên:", *above] if above else [NO_DESK]), own])


def _phone(officer: Officer) -> str:
    return f"điện thoại {officer.phone}" if officer.phone else "chưa có số điện thoại"
