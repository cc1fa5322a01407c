"""Figures to the desk: of one unit, the total of many, who has the most and the least; of which round, and who is missing."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from bot.reading.questions import Making
from bot.texts.common.wording import cut, few, named_row, number, report_name, value
from bot.texts.desk.standing import only
from tracker.forms.row import Kind, Row
from tracker.office.units import Unit
from tracker.reports.entry import Entry
from tracker.reports.rounds import Round
from tracker.rollup import How as Made
from tracker.rollup import RollUp, RowTotal

HIGHEST, LOWEST, MEAN, EACH = "Cao nhất", "Thấp nhất", "Trung bình", "So sánh các đơn vị"
NO_ROUND = "Chưa có kỳ nào có báo cáo đã nộp để xem số liệu."
_LONGEST_LABEL, _MOST_NAMES = 60, 10
_NO_NUMBERS = "Chưa đơn vị nào ghi số ở mục này."
_HUNDREDTH = Decimal("0.01")


def which_row(words: str) -> str:
    """Several rows have these words."""
    return f"“{words[:60]}” có ở nhiều mục; anh/chị hỏi mục nào?"


def no_row(words: str, round_: Round) -> str:
    """No row has these words."""
    return f"{report_name(round_)} không có mục nào như “{words[:60]}”."


def row(one: Row) -> str:
    """The button of a row, its number first."""
    return cut(named_row(one), _LONGEST_LABEL)


def title(one: Row, round_: Round, levels: Sequence[str]) -> str:
    """Which row, of which round, of which levels alone."""
    return " · ".join([named_row(one), round_.period_label, *([only(levels)] if levels else [])])


def nothing_in(of: str, round_: Round) -> str:
    """None of those who are meant has handed in."""
    return f"{of}: chưa nộp {report_name(round_)}, chưa có số liệu."


def so_far(one: Row, entry: Entry | None) -> str:
    """What stands in a report that is not handed in."""
    return f"Chưa nộp; đang ghi: {value(one, entry)}" if entry else "Chưa nộp, mục này chưa ghi."


def of_unit(unit: Unit, shown: str) -> str:
    """One unit's figure."""
    return f"{unit.full_name}: {shown}"


def counted(rolled: RollUp) -> str:
    """Making many units are in, and who is missing."""
    missing = few([share.unit.full_name for share in rolled.missing], _MOST_NAMES)
    rest = f"; còn thiếu: {missing}" if missing else ""
    return f"Tính từ {len(rolled.taken)}/{len(rolled.shares)} đơn vị đã nộp{rest}."


def total(made: RowTotal) -> str:
    """The total first, or why there is none."""
    if made.how is Made.LISTED or made.entry is None:
        return "Mục này không cộng được; số của từng đơn vị:" if made.how is Made.LISTED else "Chưa đơn vị nào ghi số."
    how = "tính lại từ tổng" if made.how is Made.RECOMPUTED else "cộng từ"
    return f"{value(made.row, made.entry)} ({how} {made.counted}/{made.asked} đơn vị)"


def ranked(how: Making, given: Sequence[tuple[Unit, Decimal]], one: Row, most: int) -> str:
    """The units in order, the number first."""
    lines = [f"{place}. {amount(one, figure)}: {unit.full_name}" for place, (unit, figure) in enumerate(given[:most], start=1)]
    word = "thấp nhất" if how is Making.LOWEST else "cao nhất"
    if not given:
        return _NO_NUMBERS
    return "\n".join([f"{amount(one, given[0][1])} là {word}; xếp {min(most, len(given))}/{len(given)} đơn vị có số:", *lines])


def mean(one: Row, given: Sequence[tuple[Unit, Decimal]], made: RowTotal) -> str:
    """The mean of what can be added; of rates what the sums make."""
    if not given:
        return _NO_NUMBERS
    if one.kind is Kind.RATE:
        whole = f" Tính lại từ tổng: {value(one, made.entry)}." if made.entry and made.how is Made.RECOMPUTED else ""
        return f"Tỷ lệ không cộng được nên tôi không lấy trung bình.{whole}"
    added = sum((figure for _, figure in given), Decimal(0))
    average = (added / len(given)).quantize(_HUNDREDTH, ROUND_HALF_UP).normalize()
    return f"Trung bình {number(_plain(average))} (tổng {number(added)} của {len(given)} đơn vị có số)"


def counted_where(how: Making, than: int, found: Sequence[tuple[Unit, Decimal]], of: int, one: Row) -> str:
    """Making many units have more, less or as much, and which."""
    if not of:
        return _NO_NUMBERS
    words = {Making.ABOVE: "lớn hơn", Making.BELOW: "nhỏ hơn", Making.EQUAL: "bằng"}[how]
    named = few([f"{unit.full_name} {amount(one, figure)}" for unit, figure in found], _MOST_NAMES)
    return f"{len(found)}/{of} đơn vị có số {words} {number(Decimal(than))}" + (f": {named}" if named else "")


def amount(one: Row, figure: Decimal) -> str:
    """A figure with its per cent."""
    return number(figure) + ("%" if one.kind is Kind.RATE else "")


def _plain(figure: Decimal) -> Decimal:
    return figure.quantize(Decimal(1)) if figure == figure.to_integral() else figure
