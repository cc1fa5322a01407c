"""How numbers, times, rows and reports are written for people."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from tracker.calendar.periods import ZONE
from tracker.forms.cell import ENTRY, Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.kernel.reasons import Fact, Reason
from tracker.reports.entry import Answer, Entry
from tracker.reports.reports import Report
from tracker.reports.rounds import Round

_DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
OTHERS = "Các mục khác"
_LONGEST_FACT = 150  # characters of a cell that are shown


def number(value: Decimal) -> str:
    """1492 -> "1.492", 41.46 -> "41,46"."""
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def moment(at: datetime) -> str:
    """17:00 thứ Sáu 15/3/2024."""
    local = at.astimezone(ZONE)
    return f"{local:%H:%M} {day(local)}"


def day(of: date) -> str:
    """thứ Bảy 20/6/2026."""
    return f"{_DAYS[of.weekday()]} {of.day}/{of.month}/{of.year}"


def due(report: Report) -> str:
    """Hạn nộp, the day off that it was moved from, and khóa sổ where there is one."""
    moved = f" (chuyển từ {day(report.moved_from)} là ngày nghỉ)" if report.moved_from else ""
    locks = f" · khóa sổ {moment(report.locks_at)}" if report.locks_at else ""
    return f"hạn nộp {moment(report.due_at)}{moved}{locks}"


def short_moment(at: datetime) -> str:
    """17:00 15/3."""
    return f"{at.astimezone(ZONE):%H:%M} {short_day(at)}"


def short_day(at: datetime) -> str:
    """15/3."""
    local = at.astimezone(ZONE)
    return f"{local.day}/{local.month}"


def report_name(round_: Round) -> str:
    """Báo cáo cải cách hành chính Quý I năm 2024."""
    return f"{round_.form_name} {round_.period_label}"


def value(row: Row, entry: Entry) -> str:
    """What stands in a row, short."""
    if entry.answer is Answer.BLANK:
        return "để trống"
    if entry.answer is Answer.NOT_APPLICABLE:
        return "không áp dụng"
    if entry.amount is not None:
        return number(entry.amount) + ("%" if row.kind is Kind.RATE else "")
    return dict(row.options).get(entry.text or "", entry.text or "")


def unit_name(unit: str) -> str:
    """A unit inside a sentence: "Nhiệm vụ" -> "nhiệm vụ", but "PAKN" stays."""
    return unit[0].lower() + unit[1:] if unit[1:2].islower() else unit


def named_row(row: Row) -> str:
    """Key and label."""
    return f"{_place(row)} {row.label}".strip()


def cell_name(row: Row) -> str:
    """What stands in a cell, short: "3.2", in a form of several columns "3.2 TH", in a list "5 dòng 2 Kinh phí"."""
    return f"{_place(row)} {row.named}".strip()


def _place(row: Row) -> str:
    """The key; of a line the key of its list and the line's number."""
    key, _, number = row.key.partition(ENTRY)
    return f"{key} dòng {number}" if number else key


def cell_names(form: Form, cells: Iterable[Cell]) -> list[str]:
    """The short names of these cells."""
    return [cell_name(form.row_of(cell)) for cell in cells]


def part_name(section: Row) -> str:
    """A part of a form inside a sentence: "Phần 3 Cải cách thủ tục", or, of one without a number, its label."""
    number = section.stt.strip().rstrip(".")
    return f"Phần {number} {section.label}" if number else section.label or OTHERS


def section_name(section: Row) -> str:
    """A part of a form: "3. Cải cách thủ tục", or, of one without a number, its label."""
    number = section.stt.strip().rstrip(".")
    return f"{number}. {section.label}" if number else section.label or OTHERS


def section_title(section: Row) -> str:
    """Above a part of a form."""
    return named_row(section) or OTHERS


def group_title(form: Form, group: str) -> str:
    """The row under which a group is asked."""
    return named_row(form.by_key[group])


def said(sentences: Mapping[Enum, str], reason: Reason) -> str:
    """The sentence for a reason, with its facts."""
    return sentences[reason.kind].format(**{name: _fact(fact) for name, fact in reason.facts.items()})


def _fact(fact: Fact) -> str:
    if isinstance(fact, Decimal):
        return number(fact)
    if isinstance(fact, date):
        return f"{fact.day}/{fact.month}/{fact.year}"
    return cut(fact, _LONGEST_FACT)


def few(names: Sequence[str], most: int, rest: str = "đơn vị nữa") -> str:
    """The first of them, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" và {more} {rest}" if more > 0 else "")


def cut(words: str, most: int) -> str:
    """At most so many characters, "…" for what is left out."""
    return words if len(words) <= most else f"{words[:most].rstrip()}…"


def this_period(round_: Round) -> tuple[str, ...]:
    """How people call the period of the report that they fill: "quý này", "Quý I năm 2024", "quý I", "kỳ này"."""
    of_kind = {"Q": "quý này", "M": "tháng này", "Y": "năm nay"}
    kind = next((words for letter, words in of_kind.items() if f"-{letter}" in round_.period), "kỳ này")
    return (kind, round_.period_label, round_.period_label.rpartition(" năm ")[0] or round_.period_label)


def channel_name(channel: str) -> str:
    """A channel as people know it."""
    return channel.title()
