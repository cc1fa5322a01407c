"""Figures to the desk: of one unit, the total of many, who has the most and the least; of which round, and who is missing."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from bot.reading.questions import Making
from bot.texts.common.wording import cut, few, named_row, number, report_name, value
from bot.texts.desk.comparing import column
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
    """The button of a row, its number first, or of one of its columns."""
    return column(one) if one.column else cut(named_row(one), _LONGEST_LABEL)


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
        is_listed = made.how in {Made.LISTED, Made.NOT_ADDED} or (made.how is Made.SAME and made.counted)
        return "Mục này không cộng được; số của từng đơn vị:" if is_listed else "Chưa đơn vị nào ghi số."
    if made.how is Made.FILLED_IN:
        return f"{value(made.row, made.entry)} (giao sẵn trong biểu)"
    how = _HOW.get(made.how, "cộng từ")
    return f"{value(made.row, made.entry)} ({how} {made.counted}/{made.asked} đơn vị)"


_HOW = {Made.RECOMPUTED: "tính lại từ tổng", Made.LARGEST: "lớn nhất của", Made.SAME: "số chung, theo"}


def ranked(how: Making, given: Sequence[tuple[Unit, Decimal]], one: Row, most: int) -> str:
    """The units in order, the number first."""
    lines = [f"{place}. {amount(one, figure)}: {unit.full_name}" for place, (unit, figure) in enumerate(given[:most], start=1)]
    word = "thấp nhất" if how is Making.LOWEST else "cao nhất"
    if not given:
        return _NO_NUMBERS
    return "\n".join([f"{amount(one, given[0][1])} là {word}; xếp {min(most, len(given))}/{len(given)} đơn vị có số:", *lines])


def empty(units: Sequence[Unit], of: int) -> str:
    """Who has handed in without a figure there."""
    named = few([unit.full_name for unit in units], _MOST_NAMES)
    return f"{len(units)}/{of} đơn vị đã nộp để trống mục này" + (f": {named}." if named else ".")


class InRound(NamedTuple):
    """The figure in one round, None for none, and how many of how many units are in."""

    amount: Decimal | None
    taken: int
    of: int


def beside_title(one: Row, of: Sequence[str], how: Making) -> str:
    """Which row, and whose."""
    return f"{named_row(one)} · {', '.join(of)}" + (" · so các kỳ" if how is Making.COMPARED else "")


def beside(one: Row, found: Sequence[tuple[Round, InRound]]) -> str:
    """The row in each round, and the difference between the last and the first that have it."""
    lines = [f"• {round_.period_label}: {_in_round(one, stands)}" for round_, stands in found]
    amounts = [stands.amount for _, stands in found if stands.amount is not None]
    if len(amounts) < 2:  # noqa: PLR2004 - a difference has two ends
        return "\n".join([*lines, "Chưa đủ số hai kỳ để so."])
    step = amounts[-1] - amounts[0]
    word = "tăng" if step > 0 else "giảm" if step else "không đổi"
    said = f" {amount(one, abs(step))}{_percent(one, abs(step), amounts[0])}" if step else ""
    return "\n".join([*lines, f"Kỳ sau so với kỳ trước: {word}{said}"])


def _percent(one: Row, step: Decimal, of: Decimal) -> str:
    """A step in per cent of what it started from; of rates points are said alone."""
    if one.kind is Kind.RATE or not of:
        return ""
    return f" ({number(_plain((step * 100 / abs(of)).quantize(_HUNDREDTH, ROUND_HALF_UP).normalize()))}%)"


def between(one: Row, found: Sequence[tuple[Unit, Decimal | None]]) -> str:
    """Two units by one row, the one with more first, and by how much."""
    given = sorted(((amount_, unit) for unit, amount_ in found if amount_ is not None), key=lambda one: -one[0])
    lines = [f"• {unit.full_name}: {amount(one, figure)}" for figure, unit in given]
    lines += [f"• {unit.full_name}: chưa có số" for unit, figure in found if figure is None]
    if len(given) < 2:  # noqa: PLR2004 - a difference has two ends
        return "\n".join(["Chưa đủ số để so.", *lines])
    (most, first), (least, last) = given[0], given[-1]
    if most == least:
        return "\n".join(["Bằng nhau.", *lines])
    step = most - least
    head = f"{first.full_name} hơn {last.full_name} {amount(one, step)}{_percent(one, step, least)}"
    return "\n".join([head, *lines])


def _in_round(one: Row, stands: InRound) -> str:
    if not stands.of:
        return "chưa nộp"
    said = "để trống" if stands.amount is None else amount(one, stands.amount)
    return said if stands.of == 1 else f"{said} ({stands.taken}/{stands.of} đơn vị đã nộp)"


def mean(one: Row, given: Sequence[tuple[Unit, Decimal]], made: RowTotal) -> str:
    """The mean of what can be added; of rates what the sums make."""
    if not given:
        return _NO_NUMBERS
    if made.how in {Made.NOT_ADDED, Made.SAME, Made.FILLED_IN}:
        return "Mục này không cộng được nên tôi không lấy trung bình."
    if one.kind is Kind.RATE:
        whole = f" Tính lại từ tổng: {value(one, made.entry)}." if made.entry and made.how is Made.RECOMPUTED else ""
        return f"Tỷ lệ không cộng được nên tôi không lấy trung bình.{whole}"
    added = sum((figure for _, figure in given), Decimal(0))
    average = (added / len(given)).quantize(_HUNDREDTH, ROUND_HALF_UP).normalize()
    above = sorted(((figure, unit) for unit, figure in given if figure * len(given) > added), key=lambda pair: -pair[0])
    named = few([f"{unit.full_name} {amount(one, figure)}" for figure, unit in above], _MOST_NAMES)
    head = f"Trung bình {number(_plain(average))} (tổng {number(added)} của {len(given)} đơn vị có số)"
    return "\n".join([head, f"Trên trung bình {len(above)}/{len(given)} đơn vị" + (f": {named}" if named else "")])


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
