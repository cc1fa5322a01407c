"""Taking a blank appendix into use: what was understood, what is uncertain, and why it was refused."""

from collections import Counter
from collections.abc import Mapping

from bot.texts import refusals
from bot.texts.common.wording import said
from bot.texts.office.doubts import doubt
from bot.texts.office.mistakes import SENTENCES
from tracker.blank_form import SecretForm, TableNotFound
from tracker.form_sheet import FormSheetWrong
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.inference import Understood
from tracker.kernel.errors import FormWrong, TrackerError
from tracker.kernel.reasons import Reason

MOST_DOUBTS = 10  # that one message names
NO_DOUBT = "Không có chỗ nào chưa chắc."
CORRECT = "Chỗ nào chưa đúng, anh/chị sửa trong tệp rồi gửi lại."

SHEET_NAME = "Bieu-da-hieu.xlsx"
DROP = "Không đưa vào dùng"

TYPED = {
    Kind.SECTION: "phần",
    Kind.HEADING: "tiêu đề",
    Kind.COUNT: "số",
    Kind.AMOUNT: "số",
    Kind.RATE: "tỷ lệ phải nhập",
    Kind.CHOICE: "lựa chọn",
    Kind.TEXT: "câu trả lời bằng chữ",
}
_RATE, _TOTAL = "tỷ lệ tự tính (tử số/mẫu số)", "tổng tự tính"

_REFUSED: Mapping[type[TrackerError], str] = {
    TableNotFound: "Tôi không thấy bảng nào có hàng tên cột như STT, Chỉ tiêu, Đơn vị tính, Số liệu trong {rows} dòng đầu. "
    "Anh/chị kiểm tra đây có phải tệp phụ lục không rồi gửi lại.",
    FormWrong: "Biểu chưa dùng được: {why}",
    FormSheetWrong: "Trang “{sheet}”, dòng {row}, cột {column}: {why} Tôi chưa lấy gì từ tệp này.",
}


def understood(form: Understood) -> str:
    """The form's name, its rows in numbers, and the first of what is uncertain."""
    return "\n".join([form.name, _rows(form), *_doubts(form)])


def refused(error: TrackerError) -> str:
    """Why this appendix cannot be taken: for TableNotFound, SecretForm, FormWrong and FormSheetWrong."""
    if isinstance(error, SecretForm):
        return refusals.broken(error)
    facts = {name: said(SENTENCES, fact) if isinstance(fact, Reason) else fact for name, fact in error.facts.items()}
    return _REFUSED[type(error)].format(**facts)


def title(name: str) -> str:
    """Above what was understood."""
    return f"Tệp {name}: biểu mẫu mới"


def which_code(doubts: int) -> str:
    """Asks for the code; a form of which something is uncertain is taken as it was understood, and that is said."""
    how = "Gõ mã biểu (chữ thường, chữ số, gạch nối), ví dụ ban-thi-2026, để đưa biểu này vào dùng"
    if not doubts:
        return f"{how}."
    return (
        f"Còn {doubts} chỗ chưa chắc. Anh/chị sửa trong tệp tôi vừa gửi rồi gửi lại. {how} như đã hiểu. "
        "Các kỳ đã mở giữ nguyên biểu cũ."
    )


def next_version(code: str) -> str:
    """The button of a form that is in use under this name already."""
    return f"Phiên bản mới của {code}"


def no_code(code: str) -> str:
    """What was typed is no code."""
    return f"“{code[:40]}” chưa dùng làm mã được. Mã biểu gồm tối đa 40 chữ thường không dấu, chữ số, gạch nối."


def imported(form: Form, *, is_new: bool) -> str:
    """After the code."""
    if not is_new:
        return f"Biểu {form.code} phiên bản {form.version} đã giống hệt tệp này, không có gì thay đổi."
    return f"Đã đưa vào dùng biểu {form.code}, phiên bản {form.version}, {len(form.rows)} dòng: {form.name}."


def _rows(form: Understood) -> str:
    """Đọc được 121 dòng trên trang “Phụ lục”: 7 phần, 60 số, 12 tỷ lệ tự tính. Trong đó 20 dòng do cấp khác báo cáo."""
    counted = Counter(_sort(row) for row in form.rows)
    sorts = dict.fromkeys((*TYPED.values(), _RATE, _TOTAL))
    numbers = ", ".join(f"{counted[sort]} {sort}" for sort in sorts if counted[sort])
    return f"Đọc được {len(form.rows)} dòng trên trang “{form.sheet}”: {numbers}.{_of_others(form)}{_rules(form)}"


def _sort(row: Row) -> str:
    if not row.of:
        return TYPED[row.kind]
    return _RATE if row.kind is Kind.RATE else _TOTAL


def _of_others(form: Understood) -> str:
    by = [row.by for row in form.rows if row.by]
    levels = ", ".join(sorted({level for levels in by for level in levels.split("; ")}))
    return f" Trong đó {len(by)} dòng chỉ do cấp khác báo cáo ({levels})." if by else ""


def _rules(form: Understood) -> str:
    count = len(form.warn) + len(form.block) + len(form.mention)
    return f" Có {count} quy tắc đối chiếu giữa các dòng." if count else ""


def _doubts(form: Understood) -> list[str]:
    found = form.doubts
    if not found:
        return [NO_DOUBT]
    more = f", {MOST_DOUBTS} chỗ đầu" if len(found) > MOST_DOUBTS else ""
    return [
        f"Chưa chắc {len(found)} chỗ{more}:",
        *(f"• {doubt(form.sheet, one)}" for one in found[:MOST_DOUBTS]),
        CORRECT,
    ]
