"""To the desk that reviews a report, and to the officers whose report it is."""

from collections.abc import Mapping, Sequence

from bot.texts.common.wording import cell_name, cut, named_row, report_name, value
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.office.units import Unit
from tracker.reports.comments import Commented, ReportComment
from tracker.reports.entry import Entry
from tracker.reports.rounds import Round

ACCEPT = "Tiếp nhận"
RETURN = "Trả lại"
ALL_UNITS = "Tình hình các đơn vị"
OPEN = "Mở báo cáo"
CORRECT = "Sửa ngay"
ACCEPTED_TITLE = "Báo cáo đã được tiếp nhận"
RETURNED_TITLE = "Báo cáo được trả lại, đề nghị bổ sung"
HOW_TO_COMMENT = (
    "Muốn hỏi hoặc yêu cầu sửa mục nào, gõ số mục rồi ý kiến, ví dụ: 3.1.4: sao giảm so với kỳ trước? "
    "Nhiều mục thì mỗi mục một dòng. Chưa trả lại thì đơn vị chưa thấy ý kiến."
)
NOT_A_COMMENT = "Tôi chưa hiểu tin này."
WHICH_REPORT = "Anh/chị xem báo cáo nào?"
IN_WORDS = "Ý kiến cần viết bằng chữ, ví dụ: 3.1.4: sao giảm so với kỳ trước?"
NOT_NOW = "Ý kiến chưa ghi: chỉ ghi được khi báo cáo đã nộp và chưa tiếp nhận."
NO_SUCH_COMMENT = "Không có ý kiến nào ở mục đó."
WITH_UNIT = "Báo cáo đang ở đơn vị, chưa nộp lại."
TAKEN = "Báo cáo đã tiếp nhận."
NOT_RETURNED = "Chưa trả lại báo cáo; các ý kiến ghi được vẫn giữ dưới đây."
_LONGEST_QUOTE = 120  # characters of a label in a list of comments


def none_begun(units: Sequence[Unit]) -> str:
    """None of the units of that name has a report with figures."""
    return f"{', '.join(unit.full_name for unit in units)} chưa có báo cáo nào có số liệu."


def title(round_: Round, unit: Unit) -> str:
    """Whose report it is."""
    return f"{unit.full_name}: {report_name(round_)}"


def return_with(comments: int) -> str:
    """The button that returns the report with the comments that were put down."""
    return f"{RETURN} ({comments} ý kiến)" if comments else RETURN


def delete(form: Form, comment: ReportComment) -> str:
    """The button that takes a comment back."""
    return f"Xóa ý kiến {cell_name(form.row_of(comment.cell))}"


def noted(keys: Sequence[str]) -> str:
    """Comments were put down."""
    return f"Đã ghi ý kiến ở mục {', '.join(keys)}."


def deleted(key: str) -> str:
    """A comment was taken back."""
    return f"Đã xóa ý kiến ở mục {key}."


def comments(form: Form, written: Sequence[ReportComment], shown: Mapping[Cell, Entry]) -> str:
    """The comments with what the cells show."""
    return "\n".join(f"• {_about(form, one, shown)}: {one.text}" for one in written)


def _about(form: Form, comment: ReportComment, shown: Mapping[Cell, Entry]) -> str:
    row = form.row_of(comment.cell)
    stands = f" = {value(row, shown[comment.cell])}" if comment.cell in shown else ""
    return f"{cut(named_row(row), _LONGEST_QUOTE)}{stands}"


def what_became(form: Form, one: Commented) -> str:
    """A comment on the version before: from what to what the figures changed, or the answer."""
    moved = [
        f"{cell_name(form.row_of(cell))}: {_value(form, cell, one.before)} → {_value(form, cell, one.now)}"
        for cell in one.changed
    ]
    became = "; ".join([*moved, *([f"trả lời: {one.comment.answer}"] if one.comment.answer else [])])
    return f"• {cell_name(form.row_of(one.comment.cell))} “{one.comment.text}” → {became or 'chưa trả lời'}"


def _value(form: Form, cell: Cell, shown: Mapping[Cell, Entry]) -> str:
    return value(form.row_of(cell), shown[cell]) if cell in shown else "để trống"


def since_returned(version: int, lines: Sequence[str], others: Sequence[str]) -> str:
    """What changed since the version before: the comments first, then what nobody asked for."""
    head = [f"So với lần nộp {version}:", *lines] if lines else []
    rest = [f"{'Thay đổi khác' if lines else f'Thay đổi so với lần nộp {version}'}: {'; '.join(others)}"] if others else []
    return "\n".join([*head, *rest])


def accepted(unit: Unit, unsent: int) -> str:
    """To the desk."""
    comments = f" {unsent} ý kiến đã ghi không gửi cho đơn vị." if unsent else ""
    return f"Đã tiếp nhận báo cáo của {unit.full_name}; cán bộ của đơn vị được báo ngay.{comments}"


def why_return(unit: Unit) -> str:
    """To the desk."""
    return (
        f"Anh/chị cho biết cần {unit.full_name} sửa gì, trong một câu; cán bộ của đơn vị sẽ đọc đúng câu đó. "
        "Ý kiến về từng mục thì gõ số mục trước, ví dụ: 3.1.4 thiếu số huyện. Gõ “hủy” nếu thôi."
    )


def returned(unit: Unit, comments: int) -> str:
    """To the desk."""
    with_them = f" kèm {comments} ý kiến" if comments else ""
    return f"Đã trả lại báo cáo cho {unit.full_name}{with_them}; cán bộ của đơn vị được báo ngay."


def returned_because(reason: str, comments: str) -> str:
    """To the officers."""
    if not comments:
        return f"Lý do: {reason}\nAnh/chị mở báo cáo, sửa rồi nộp lại."
    why = f"Lý do: {reason}\n" if reason else ""
    return f"{why}Ý kiến theo mục:\n{comments}\nAnh/chị chọn “{CORRECT}”: tôi hỏi lần lượt đúng các mục này, xong thì nộp lại."


def about(round_: Round, text: str) -> str:
    """To the officers: which report."""
    return f"{report_name(round_)}\n{text}".strip()


def how_to_return(why: str) -> str:
    """A report is shown that the desk wants to send back."""
    return f"Chưa trả lại. Anh/chị xem báo cáo rồi gõ: trả lại {why[:200] or '(kèm lý do)'}"
