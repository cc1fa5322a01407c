"""What the correction sheet's sheets, columns, lines and values are called, in Vietnamese and in English; either is read."""

from collections.abc import Mapping

from tracker.forms.relations import Evidence
from tracker.forms.row import Adding, ColumnRole, Kind

Pair = tuple[str, str]  # in Vietnamese, in English

ROWS: Pair = ("Sửa dòng", "Form rows")
COLUMNS: Pair = ("Sửa cột", "Form columns")
FORM: Pair = ("Sửa biểu", "Form")
GIVEN: Pair = ("Ô đã điền sẵn", "Given cells")
CONCEPTS: Pair = ("Chỉ tiêu chung", "Concepts")
TABLES: Pair = ("Bảng (không sửa)", "Tables (do not edit)")

WHY: Pair = ("vì sao chưa chắc", "why uncertain")
ROW_COLUMNS: Mapping[str, Pair] = {
    "key": ("mã dòng", "key"),
    "place": ("vị trí", "place"),
    "stt": ("số thứ tự", "stt"),
    "label": ("tên chỉ tiêu", "label"),
    "unit": ("đơn vị tính", "unit"),
    "kind": ("loại", "kind"),
    "parent": ("thuộc dòng", "parent"),
    "of": ("công thức", "of"),
    "adding": ("cách cộng", "adding"),
    "by": ("cấp báo cáo", "by"),
    "ask": ("hỏi cùng dòng", "ask"),
    "options": ("câu trả lời", "options"),
    "note": ("ghi chú", "note"),
    "concept": ("chỉ tiêu chung", "concept"),
    "tasks": ("nhiệm vụ", "tasks"),
    "code": ("mã số", "code"),
    "crossed": ("cột không điền", "crossed"),
    "repeats": ("số dòng lặp", "repeats"),
    "decimals": ("số chữ số lẻ", "decimals"),
    "signed": ("có thể âm", "signed"),
    "may_exceed": ("có thể quá 100%", "may exceed"),
    "optional": ("không bắt buộc", "optional"),
    "italic": ("in nghiêng", "italic"),
    "table": ("bảng", "table"),
    "why": WHY,
}
COLUMN_COLUMNS: Mapping[str, Pair] = {
    "key": ("mã cột", "column key"),
    "letter": ("cột của tệp", "letter"),
    "title": ("tên cột (mỗi tầng một dòng)", "title (a line for each level)"),
    "role": ("vai trò", "role"),
    "of": ("của cột", "of column"),
    "formula": ("công thức", "formula"),
    "kind": ("loại", "kind"),
    "unit": ("đơn vị tính", "unit"),
    "decimals": ("số chữ số lẻ", "decimals"),
    "adding": ("cách cộng", "adding"),
    "options": ("câu trả lời", "options"),
    "table": ("bảng", "table"),
    "why": WHY,
}
FIELD_COLUMNS: Mapping[str, Pair] = {"field": ("mục", "field"), "value": ("nội dung", "value"), "why": WHY}
GIVEN_COLUMNS: Mapping[str, Pair] = {
    "row": ("ô ở dòng", "cell in row"),
    "column": ("ô ở cột", "cell in column"),
    "value": ("đã điền", "given"),
}
CONCEPT_COLUMNS: Mapping[str, Pair] = {
    "concept": ("mã chỉ tiêu chung", "concept"),
    "wording": ("tên chỉ tiêu chung", "wording"),
    "note": ("giải thích", "remark"),
}
TABLE_COLUMNS: Mapping[str, Pair] = {
    "key": ("mã bảng", "table key"),
    "sheet": ("trang của tệp", "sheet"),
    "caption": ("tên bảng", "caption"),
    "first": ("đầu bảng từ dòng", "head from row"),
    "last": ("đầu bảng đến dòng", "head to row"),
    "printed": ("cột in sẵn", "printed columns"),
}

HEAD_FIELDS: Mapping[str, Pair] = {
    "stt": ("tên cột số thứ tự", "head: number"),
    "label": ("tên cột chỉ tiêu", "head: label"),
    "result": ("tên chung của cột đơn vị và số liệu", "head: result"),
    "unit": ("tên cột đơn vị tính", "head: unit"),
    "figure": ("tên cột số liệu", "head: figure"),
    "note": ("tên cột ghi chú", "head: note"),
}
ONCE: Mapping[str, Pair] = {
    "name": ("tên biểu", "name"),
    "appendix": ("tên phụ lục", "appendix"),
    "attached_to": ("kèm theo", "attached to"),
    "reminders": ("lịch nhắc hạn", "reminders"),
    **{f"head {name}": pair for name, pair in HEAD_FIELDS.items()},
}
REPEATED: Mapping[str, Pair] = {
    "title": ("tiêu đề", "title"),
    "warn": ("quy tắc hỏi lại", "warn"),
    "block": ("quy tắc phải đúng", "block"),
    "mention": ("quy tắc chỉ nhắc", "mention"),
    "source": ("căn cứ của quan hệ", "evidence of a relation"),
}
SOURCES: Mapping[Evidence, Pair] = {
    Evidence.LABEL: ("công thức in trong tên", "formula in a label"),
    Evidence.CODES: ("công thức ở hàng mã cột", "row of codes"),
    Evidence.FILE: ("công thức trong tệp", "formula of the file"),
    Evidence.TOTAL: ("dòng hoặc cột tổng", "total"),
    Evidence.NUMBERING: ("số mục", "numbering"),
    Evidence.DIVIDED: ("chia ra", "division"),
    Evidence.AMONG: ("trong đó", "among"),
    Evidence.RATE: ("tỷ lệ và hai số đếm", "rate and counts"),
    Evidence.COMPARED: ("tên cột so sánh", "comparison"),
    Evidence.HOUSEHOLDS: ("số hộ và số người", "households"),
    Evidence.CUMULATED: ("lũy kế", "cumulated"),
    Evidence.WORDS: ("tên hai chỉ tiêu", "labels of both"),
    Evidence.WRITTEN: ("quản trị viên ghi", "written"),
}

KINDS: Mapping[Kind, Pair] = {
    Kind.SECTION: ("phần", "section"),
    Kind.HEADING: ("tiêu đề", "heading"),
    Kind.COUNT: ("số đếm", "count"),
    Kind.AMOUNT: ("số có phần lẻ", "amount"),
    Kind.RATE: ("tỷ lệ %", "rate"),
    Kind.CHOICE: ("lựa chọn", "choice"),
    Kind.TEXT: ("bằng chữ", "text"),
}
ROLES: Mapping[ColumnRole, Pair] = {
    ColumnRole.NUMBER: ("số thứ tự", "number"),
    ColumnRole.LABEL: ("tên chỉ tiêu", "label"),
    ColumnRole.UNIT: ("đơn vị tính", "unit"),
    ColumnRole.CODE: ("mã số", "code"),
    ColumnRole.NOW: ("điền kỳ này", "asked now"),
    ColumnRole.PLAN: ("kế hoạch", "plan"),
    ColumnRole.BEFORE: ("kỳ trước", "same period last year"),
    ColumnRole.PART: ("trong đó", "breakdown"),
    ColumnRole.COMPARISON: ("so sánh", "comparison"),
    ColumnRole.COMPUTED: ("tự tính", "computed"),
    ColumnRole.TEXT: ("điền chữ", "text"),
    ColumnRole.CHOICE: ("lựa chọn", "choice"),
    ColumnRole.TICK: ("đánh dấu", "tick"),
    ColumnRole.NOTE: ("ghi chú", "note"),
}
ADDINGS: Mapping[Adding, Pair] = {
    Adding.SUM: ("cộng", "sum"),
    Adding.RECKONED: ("tính lại", "reckoned"),
    Adding.LARGEST: ("lấy số lớn nhất", "largest"),
    Adding.SAME: ("giống nhau", "same"),
    Adding.NOT: ("không cộng", "not"),
}
ROW_WORD: Pair = ("dòng", "row")
MARKS = frozenset({"x", "có", "co", "yes"})
