"""A desk's own report: what the units below make of it, what has changed there, and where a total comes from."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.texts.common.labels import REOPEN
from bot.texts.common.wording import cell_name, cell_names, cut, few, named_row, number, value
from tracker.forms.cell import Cell
from tracker.forms.concepts import Bridge
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.office.units import Unit
from tracker.reports.entry import Entry
from tracker.review.findings import Finding
from tracker.rollup import Decision, Given, How, Part, RollUp, RowTotal, Share, WhyDecide
from tracker.rollup.below import Unlike

WORKBOOK = "Bảng tổng hợp (Excel)"
UPDATE = "Cập nhật"
KEEP = "Giữ nguyên, ghi lý do"
MORE = "Xem tiếp"
BACK = "Quay lại câu đang hỏi"
HERE_IS_THE_WORKBOOK = "Bảng tổng hợp gửi kèm: số cộng, từng đơn vị, đơn vị còn thiếu, mục cần quyết định."
NOTHING_BELOW = "Báo cáo này không tổng hợp từ đơn vị nào."
NOTHING_TO_TAKE = "Không có số tổng hợp nào mới để lấy."
WHY_KEEP = "Anh/chị cho biết lý do giữ các số này trong một câu; lý do sẽ in ở cột Ghi chú."
_MOST_UNITS, _MOST_ROWS, _MOST_ANSWERS, _MOST_UNLIKE = 12, 15, 5, 15
_SHORT = 60  # characters of an answer in words


def take(count: int) -> str:
    """The button that takes all totals over."""
    return f"Lấy số tổng hợp ({count} số)"


def counted(rolled: RollUp) -> str:
    """How many units are in, and who is missing."""
    text = f"Tổng hợp từ {len(rolled.taken)}/{len(rolled.shares)} đơn vị"
    missing = [share.unit for share in rolled.missing]
    lines = [f"{text}; còn thiếu: {_names(missing)}." if missing else f"{text}."]
    partly = [f"{s.unit.full_name} {len(s.tally.counted)}/{s.tally.owed} đơn vị" for s in rolled.taken if s.tally]
    return "\n".join([*lines, f"Tổng hợp chưa đủ: {'; '.join(partly)}."] if partly else lines)


def opening(rolled: RollUp, can_take: int) -> str:
    """Under the terms of the report: who is in, what other forms cannot give, and what is offered."""
    lines = [counted(rolled), *(_unmapped(bridge, rolled.taken) for bridge in rolled.bridges)]
    return "\n".join([*lines, f"Có sẵn {can_take} số tổng hợp; các mục còn lại tôi hỏi từng câu."] if can_take else lines)


def _unmapped(bridge: Bridge, taken: Sequence[Share]) -> str:
    """The rows that units on another form have nothing for, and how many of theirs have no place."""
    units = [share.unit for share in taken if share.form.code == bridge.source.code]
    said = [f"không có mục {_keys(bridge.lacking)}"] if bridge.lacking else []
    said += [f"{len(bridge.without_place)} mục của biểu đó không có chỗ ở đây"] if bridge.without_place else []
    return f"Biểu {bridge.source.code} ({_names(units)}): {'; '.join(said) or 'đủ mọi mục'}."


def _keys(rows: Sequence[Row]) -> str:
    return few([cell_name(row) for row in rows], _MOST_ROWS, "mục nữa")


def _names(units: Sequence[Unit]) -> str:
    return few([unit.full_name for unit in units], _MOST_UNITS, "đơn vị khác")


def offer(form: Form, totals: Mapping[Cell, Entry]) -> str:
    """Under a question, what the units make of its cells."""
    rows = [(form.row_of(cell), entry) for cell, entry in totals.items()]
    return "Tổng hợp: " + " · ".join(f"{cell_name(row)} = {value(row, entry)}" for row, entry in rows)


def answers(decision: Decision) -> str:
    """Under a question that no sum answers: how the units answered it."""
    lines = [f"{_answer(decision, line.values)} ({len(line.units)} đơn vị)" for line in decision.lines[:_MOST_ANSWERS]]
    more = len(decision.lines) - _MOST_ANSWERS
    lines += [f"và {more} câu trả lời khác"] if more > 0 else []
    named = f"{cell_name(decision.row)}: {'; '.join(lines)}"
    return f"Đơn vị đã ghi (không cộng) {named}" if decision.why is WhyDecide.DESK_ROW else f"Các đơn vị trả lời {named}"


def _answer(decision: Decision, values: Sequence[str | Decimal]) -> str:
    percent = "%" if decision.row.kind is Kind.RATE else ""
    return "; ".join(f"{number(one)}{percent}" if isinstance(one, Decimal) else cut(one, _SHORT) for one in values)


def taken(count: int, rolled: RollUp) -> str:
    """After the totals were taken over."""
    return f"Đã lấy {count} số tổng hợp từ {len(rolled.taken)}/{len(rolled.shares)} đơn vị."


def changed_title(count: int) -> str:
    """Above the rows that are not what the units make today."""
    return f"Số tổng hợp đã thay đổi ở {count} mục"


def changed(unlike: Sequence[Unlike]) -> str:
    """Each with what stands and what the units make, and what can be done."""
    lines = [_changed(one) for one in unlike[:_MOST_UNLIKE]]
    more = len(unlike) - _MOST_UNLIKE
    lines += [f"và {more} mục nữa"] if more > 0 else []
    return "\n".join([*lines, "Cập nhật, hoặc giữ nguyên kèm lý do, ví dụ: giữ nguyên vì đã thống nhất với xã."])


def _changed(one: Unlike) -> str:
    return f"• {cell_name(one.row)} {_side(one.ours)} → {_side(one.total)} ({cut(one.row.label, _SHORT)})"


def changed_since(unlike: Sequence[Unlike]) -> str:
    """That the units below have changed something since the report was handed in."""
    keys = _keys([one.row for one in unlike])
    return f"Sau khi nộp, số tổng hợp đã thay đổi ở {len(unlike)} mục ({keys}). Muốn cập nhật, chọn “{REOPEN}”."


def kept_unlike(found: Sequence[Finding]) -> str:
    """In the summary, the rows that were kept unlike the units' totals, by reason."""
    by_reason: dict[str, list[str]] = {}
    for one in found:
        by_reason.setdefault(one.reason, []).append(str(one.rule.about))
    return "\n".join(f"⚠ Khác số tổng hợp: {', '.join(keys)}. Lý do: {reason}" for reason, keys in by_reason.items())


def _side(amount: Decimal | None) -> str:
    return "(không có số)" if amount is None else number(amount)


def kept(count: int) -> str:
    """After the rows were kept with a reason."""
    return f"Đã giữ nguyên {count} mục và ghi lý do vào cột Ghi chú."


def counted_in(units: Sequence[Unit]) -> str:
    """Units that came in since and changed no total."""
    return f"Đã tính thêm {_names(units)}; các số tổng hợp không đổi." if units else ""


def trace_title(total: RowTotal) -> str:
    """The row, and what the units make of it."""
    made = f" = {value(total.row, total.entry)}" if total.entry else ""
    return f"{named_row(total.row)}{made}"


def how_made(rolled: RollUp, total: RowTotal) -> str:
    """How the total comes about."""
    return {
        How.ADDED: f"Cộng từ {total.counted}/{total.asked} đơn vị",
        How.RECOMPUTED: f"Tính lại từ tổng {total.row.of} của {total.counted}/{total.asked} đơn vị",
        How.LARGEST: f"Số lớn nhất của {total.counted}/{total.asked} đơn vị",
        How.SAME: f"Số chung cho mọi đơn vị, theo {total.counted}/{total.asked} đơn vị, không cộng",
        How.NOT_ADDED: "Không cộng được: bình quân",
        How.FILLED_IN: "Số đã giao sẵn trong biểu, không cộng",
        How.LISTED: "Không cộng được, cần anh/chị quyết định",
        How.DESK: f"Dòng này do {rolled.within.level} tự báo cáo",
        How.HEADING: "Dòng tiêu đề",
    }[total.how]


def trace(rolled: RollUp, total: RowTotal, parts: Sequence[Part], standing: Entry | None) -> str:
    """How the total comes about, what stands in the report, and these of its parts by unit."""
    lines = [how_made(rolled, total), counted(rolled)]
    if standing and standing != total.entry:
        lines.append(f"Báo cáo đang ghi: {value(total.row, standing)}" + (f" ({standing.note})" if standing.note else ""))
    return "\n".join([*lines, *(part_of(rolled, total, part) for part in parts)])


def part_of(rolled: RollUp, total: RowTotal, part: Part) -> str:
    """What one unit gives to a total."""
    return f"• {part.share.unit.full_name}: {given_of(total, part)}{whence(rolled, total, part)}"


def whence(rolled: RollUp, total: RowTotal, part: Part) -> str:
    """The two figures of a unit's rate, and the cells of another form that it gave: " (17/41)"; "" for neither."""
    share, cells = part.share, part.contribution.cells
    of_form = f" (biểu {share.form.code}, mục {' + '.join(cell_names(share.form, cells))})"
    other = of_form if share.form.code != rolled.form.code and cells else ""
    return f"{_pair(rolled, total, part) if total.how is How.RECOMPUTED else ''}{other}"


def _pair(rolled: RollUp, total: RowTotal, part: Part) -> str:
    """The two figures of a rate: " (17/41)"."""
    place = rolled.place_of[part.share.report.id]
    if total.cell not in rolled.form.computed:  # a rate over the lines of a list
        return ""
    cells = rolled.form.computed[total.cell].cells
    pair = [rolled.totals[cell].parts[place].contribution.addend for cell in cells]
    return f" ({'/'.join('…' if one is None else number(one) for one in pair)})"


def given_of(total: RowTotal, part: Part) -> str:
    """The figure that one unit gives, or why it gives none."""
    given = part.contribution
    if given.amount is not None:
        return value(total.row, Entry.number(given.amount))
    if given.text is not None:
        return given.text
    return {
        Given.NONE_AROSE: "không phát sinh",
        Given.NOT_APPLICABLE: "không áp dụng",
        Given.BLANK: "để trống",
        Given.LACKING: "biểu của đơn vị không có mục này",
        Given.NOT_ASKED: "không phải báo cáo mục này",
    }[given.given]
