"""Units beside each other by one row, a unit beside its own past: the unusual first, on one screen."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from bot.texts.common.wording import cell_name, named_row, number, report_name
from tracker.calendar.periods import parse_period
from tracker.forms.row import Kind, Row
from tracker.office.units import Unit
from tracker.reports.rounds import Round
from tracker.review.comparing import FEWEST, Compared, Past, Spread
from tracker.rollup import RollUp

COMPARE = "So sánh các đơn vị"
PARTS = "Xem nguồn số"
WITH_PAST = "So với kỳ trước"
HOW_TO_COMPARE = "Gõ ví dụ: so sánh 3.1.1 (các đơn vị), so sánh 3.1.1 quý 1, hoặc so sánh Bản Thi với các kỳ trước."
_LONGEST_NAME = 24  # characters on a button
_HUNDREDTH = Decimal("0.01")
WHICH_COLUMN = "Mục này có nhiều cột; anh/chị hỏi cột nào?"
_LONGEST_LABEL = 60  # characters on a button
NOTHING_TO_COMPARE = "Chưa có báo cáo nào của kỳ đó được nộp để so sánh."
_MOST_UNITS, _MOST_ROWS, _MOST_PERIODS = 20, 12, 4


def with_past(unit: Unit) -> str:
    """The button that holds a unit against its own past."""
    return f"{unit.full_name[:_LONGEST_NAME]} với kỳ trước"


def column(row: Row) -> str:
    """The button of one of a row's columns: the end of its label, where the column's title is."""
    return row.label if len(row.label) <= _LONGEST_LABEL else f"…{row.label[1 - _LONGEST_LABEL :]}"


def no_period(words: str) -> str:
    """What follows the row is no period."""
    return f"“{words[:40]}” không phải kỳ báo cáo. {HOW_TO_COMPARE}"


def no_numbers(row: Row) -> str:
    """No unit has a number in the row."""
    return f"Mục {cell_name(row)}: chưa đơn vị nào ghi số, chưa so sánh được."


def nothing_handed_in(unit: Unit) -> str:
    """The unit has no report that is in."""
    return f"{unit.full_name[0].upper()}{unit.full_name[1:]} chưa nộp báo cáo nào, chưa so sánh được."


def units_title(rolled: RollUp, row: Row) -> str:
    """The row and the period."""
    return f"So sánh {rolled.period.label}: {named_row(row)}"


def units(rolled: RollUp, row: Row, found: Sequence[Compared], spread: Spread) -> str:
    """The middle first, then the units, the farthest from it first."""
    far = sum(one.is_far for one in found)
    head = f"{len(found)} đơn vị có số · ở giữa (trung vị) {_number(row, spread.middle)} · khác thường {far}"
    lines = [f"{'⚠' if one.is_far else '•'} {one.part.share.unit.full_name}: {_number(row, one.figure)}" for one in found]
    more = len(found) - _MOST_UNITS
    lines[_MOST_UNITS:] = [f"và {more} đơn vị nữa, gần mức giữa hơn"] if more > 0 else []
    missing = f"Chưa nộp: {len(rolled.missing)} đơn vị" if rolled.missing else ""
    return "\n".join(line for line in (head, *lines, missing) if line)


def past_title(unit: Unit, round_: Round) -> str:
    """The unit and its report."""
    return f"So sánh {unit.full_name} với các kỳ trước: {report_name(round_)}"


def past(found: Sequence[Past]) -> str:
    """The rows, those far from their own past first, each with what stood before."""
    if not found:
        return "Chưa có kỳ trước nào cùng loại để so sánh."
    far = sum(one.is_far for one in found)
    periods = max(len(one.before) for one in found)
    few = "" if far or periods >= FEWEST else f" (mới có {periods} kỳ trước, cần {FEWEST} kỳ để nói số nào khác thường)"
    lines = [_past(one) for one in found[:_MOST_ROWS]]
    more = len(found) - _MOST_ROWS
    return "\n".join([f"Khác thường {far}/{len(found)} mục{few}", *lines, *([f"và {more} mục nữa"] if more > 0 else [])])


def _past(one: Past) -> str:
    before = ", ".join(f"{_number(one.row, n)} ({_short(period)})" for period, n in one.before[:_MOST_PERIODS])
    return f"{'⚠' if one.is_far else '•'} {named_row(one.row)}: {_number(one.row, one.now)}; trước: {before}"


def _short(period: str) -> str:
    return parse_period(period).label.replace(" năm ", "/")


def _number(row: Row, amount: Decimal) -> str:
    """At most two decimals: the middle of two figures may have more than they."""
    rounded = amount.quantize(_HUNDREDTH, ROUND_HALF_UP)
    return number(amount if amount == rounded else rounded) + ("%" if row.kind is Kind.RATE else "")
