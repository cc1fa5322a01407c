"""What does not add up: the finding, and how it is settled."""

from collections.abc import Sequence
from decimal import Decimal

from bot.texts.common.wording import cell_name, cell_names, named_row, number, report_name
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.forms.rules import Rule
from tracker.review.elsewhere import ToldElsewhere
from tracker.review.findings import Finding

FIX = "Sửa số"
KEEP = "Giữ, ghi lý do"
WHY_KEEP = "Anh/chị cho biết lý do giữ số này trong một câu; lý do sẽ in ở cột Ghi chú."
KEPT = "Đã giữ số và ghi lý do vào cột Ghi chú."
_FEW = 2  # cells that are named one by one


def finding(form: Form, found: Finding) -> str:
    """A rule that the figures break."""
    rule = found.rule
    left = f"{_side(form, rule.left)}{_equals(found.left)}"
    if rule.limit is not None:
        return f"{left}%, vượt quá {number(rule.limit)}%."
    if rule.right.under is not None:
        return f"{left}, khác tỷ lệ tính được từ {' / '.join(cell_names(form, rule.right.cells))}{_equals(found.right)}%."
    right = f"{_side(form, rule.right.cells)}{_equals(found.right)}" if rule.right.cells else ""
    return {
        "<=": f"{left}, lớn hơn {right}.",
        "<": f"{left}, không nhỏ hơn {right}.",
        "=": f"{left}, khác {'tổng các phần ' if len(rule.right.cells) > 1 else ''}{right}.",
        "!=": f"{left}, trùng với {right}; có chép nhầm không?",
        "needs": f"{left} có số liệu trong khi {right}.",
        "alike": f"{left} trong khi {', '.join(cell_names(form, rule.right.cells))} để “-”, dù đều không phát sinh.",
        "book": f"{left}, sổ nhiệm vụ có {number(found.right or Decimal(0))}.",
        "rollup": f"{left}, tổng hợp từ các đơn vị {'không có số' if found.right is None else f'là {number(found.right)}'}.",
        "elsewhere": f"{left}, {_elsewhere(found.told)}." if found.told else "",
        "jump": f"{left}, {_unlike_before(found.right)}.",
        "fell": f"{left}, dưới số kỳ trước{_equals(found.right)} dù cộng dồn từ đầu năm.",
        "exchanged": f"{left} và {right}: hai số có đổi chỗ cho nhau không?",
        "shifted": f"{_block(form, rule)}: các số có bị nhập lệch một dòng không?",
        "copied": f"{_block(form, rule)}: các số giống hệt kỳ trước; có phải số của kỳ này không?",
        "fraction": f"{left}: mục này tính bằng phần trăm, số gõ vào lại nhỏ như một phân số.",
        "blank": f"{left} để trống, trong khi theo các mục khác thì là {number(found.right or Decimal(0))}.",
        "share": f"{left}%: tỷ lệ này của {right} không ra một số nguyên.",
        "unit": f"{left}: tên mục và đơn vị tính ({form.row_of(rule.about).unit}) không khớp nhau.",
    }[rule.op]


def _elsewhere(told: ToldElsewhere) -> str:
    """What the other report says."""
    state = "đã nộp" if told.other.report.submissions else "đang làm"
    there = " + ".join(cell_names(told.other.form, told.cells))
    return f"{report_name(told.other.round)} ({state}) ghi mục {there} = {number(told.amount)}"


def _unlike_before(before: Decimal | None) -> str:
    return "khác hẳn các kỳ trước" if before is None else f"kỳ trước là {number(before)}"


def _block(form: Form, rule: Rule) -> str:
    names = cell_names(form, rule.cells)
    return f"{names[0]} đến {names[-1]}" if len(names) > _FEW else ", ".join(names)


def _side(form: Form, cells: Sequence[Cell]) -> str:
    return named_row(form.row_of(cells[0])) if len(cells) == 1 else " + ".join(cell_names(form, cells))


def _equals(side: Decimal | None) -> str:
    return "" if side is None else f" = {number(side)}"


def finding_with_reason(form: Form, found: Finding) -> str:
    """A rule that the figures break, and why they are kept."""
    return finding(form, found) + (f" Lý do: {found.reason}" if found.reason else "")


def kept_finding(form: Form, found: Finding) -> str:
    """A finding in the summary."""
    return f"⚠ {finding_with_reason(form, found)}"


def without_figure(row: Row) -> str:
    """A row that waits for its figure."""
    return f"{row.label}: chưa có số"


def how_to_settle(rows: Sequence[Row], *, blocks: bool) -> str:
    """What the officer can do about a finding."""
    order = " rồi ".join(cell_name(row) for row in rows)
    retype = f"Gõ lại {len(rows)} số theo thứ tự {order}" if len(rows) > 1 else f"Gõ lại số {order}"
    return f"{retype}." if blocks else f"{retype}, hoặc giữ nguyên kèm lý do, ví dụ: giữ vì tính cả việc năm trước."
