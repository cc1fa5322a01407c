"""Taking a blank workbook into use: what was understood, what is uncertain, and why it was refused."""

from collections import Counter
from collections.abc import Mapping

from bot.texts import refusals
from bot.texts.common.wording import said
from bot.texts.office.doubts import doubt
from bot.texts.office.mistakes import SENTENCES
from tracker.blank_form import SecretForm, TableNotFound
from tracker.form_sheet import FormSheetWrong
from tracker.form_sheet.vocabulary import SOURCES
from tracker.forms.fields import FormTable
from tracker.forms.form import Form
from tracker.forms.outline import asked_cells
from tracker.forms.row import ColumnRole, Kind, Row
from tracker.kernel.errors import FormWrong, TrackerError
from tracker.kernel.reasons import Reason
from tracker.understanding.understood_form import UnderstoodForm

MOST_DOUBTS, MOST_TABLES = 10, 5  # that one message names
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
COLUMNS = {
    ColumnRole.NOW: "điền kỳ này",
    ColumnRole.PART: "trong đó",
    ColumnRole.PLAN: "kế hoạch",
    ColumnRole.BEFORE: "kỳ trước",
    ColumnRole.COMPARISON: "so sánh",
    ColumnRole.COMPUTED: "tự tính",
    ColumnRole.TEXT: "điền chữ",
    ColumnRole.CHOICE: "lựa chọn",
    ColumnRole.TICK: "đánh dấu",
    ColumnRole.NOTE: "ghi chú",
}  # the others are printed
_LIST = "danh sách"
_RATE, _TOTAL = "tỷ lệ tự tính (tử số/mẫu số)", "tổng tự tính"

_REFUSED: Mapping[type[TrackerError], str] = {
    TableNotFound: "Tôi không thấy bảng nào có hàng tên cột như STT, Chỉ tiêu, Đơn vị tính, Số liệu trong {rows} dòng đầu. "
    "Anh/chị kiểm tra đây có phải tệp phụ lục không rồi gửi lại.",
    FormWrong: "Biểu chưa dùng được: {why}",
    FormSheetWrong: "Trang “{sheet}”, dòng {row}, cột {column}: {why} Tôi chưa lấy gì từ tệp này.",
}


def understood(found: UnderstoodForm) -> str:
    """The form's name, its rows and columns in numbers, how much is asked, and the first of what is uncertain."""
    form = found.form
    columns = [] if form.is_plain else [_table(form, table) for table in _tables(form)[:MOST_TABLES]]
    return "\n".join([form.name, _rows(form), *columns, _asked(form), *_doubts(found)])


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


def _rows(form: Form) -> str:
    """Đọc được 121 dòng trên trang “Phụ lục”: 7 phần, 60 số, 12 tỷ lệ tự tính. Trong đó 20 dòng do cấp khác báo cáo."""
    tables = _tables(form)
    inside = {table.key for table in tables}
    rows = [row for row in form.rows if row.table in inside or not tables]
    counted = Counter(map(_sort, rows))
    sorts = dict.fromkeys((*TYPED.values(), _LIST, _RATE, _TOTAL))
    numbers = ", ".join(f"{counted[sort]} {sort}" for sort in sorts if counted[sort])
    sheets = ", ".join(f"“{name}”" for name in dict.fromkeys(table.sheet for table in tables))
    where = f" trên trang {sheets}" if sheets else ""
    return f"Đọc được {len(rows)} dòng{where}: {numbers}.{_of_others(form)}{_rules(form)}"


def _tables(form: Form) -> list[FormTable]:
    """The tables without the single places for words above and below them."""
    return [table for table in form.tables if table.head[0] <= table.head[1]]


def _table(form: Form, table: FormTable) -> str:
    """Bảng “Kết quả” (trang “PL01”): 7 cột, gồm 4 cột điền kỳ này, 1 cột tự tính."""
    columns = [column for column in form.columns if column.table == table.key]
    counted = Counter(COLUMNS[column.role] for column in columns if column.role in COLUMNS)
    numbers = ", ".join(f"{count} cột {name}" for name, count in counted.items())
    name = f"“{table.caption}” (trang “{table.sheet}”)" if table.caption else f"trên trang “{table.sheet}”"
    return f"Bảng {name}: {len(columns)} cột, gồm {numbers}."


def _asked(form: Form) -> str:
    """Mỗi đơn vị được hỏi 90 ô, kể cả một dòng của mỗi danh sách."""
    lists = ", kể cả một dòng của mỗi danh sách" if form.lines else ""
    return f"Mỗi đơn vị được hỏi {len(asked_cells(form))} ô{lists}."


def _sort(row: Row) -> str:
    if row.repeats:
        return _LIST
    if not row.of:
        return TYPED[row.kind]
    return _RATE if row.kind is Kind.RATE else _TOTAL


def _of_others(form: Form) -> str:
    by = [row.by for row in form.rows if row.by]
    levels = ", ".join(sorted({level for levels in by for level in levels.split("; ")}))
    return f" Trong đó {len(by)} dòng chỉ do cấp khác báo cáo ({levels})." if by else ""


def _rules(form: Form) -> str:
    """Có 9 quan hệ giữa các dòng, các cột (căn cứ: số mục 4, trong đó 3, lũy kế 2)."""
    counted = Counter(SOURCES[relation.source][0] for relation in form.relations)
    by = ", ".join(f"{source} {count}" for source, count in counted.most_common())
    return f" Có {counted.total()} quan hệ giữa các dòng, các cột (căn cứ: {by})." if counted else ""


def _doubts(form: UnderstoodForm) -> list[str]:
    found = form.doubts
    if not found:
        return [NO_DOUBT]
    more = f", {MOST_DOUBTS} chỗ đầu" if len(found) > MOST_DOUBTS else ""
    return [
        f"Chưa chắc {len(found)} chỗ{more}:",
        *(f"• {doubt(one.sheet, one.doubt)}" for one in found[:MOST_DOUBTS]),
        CORRECT,
    ]
