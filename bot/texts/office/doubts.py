"""What the reader of a blank appendix was unsure of: where it stands, what was taken, what to do if that is wrong."""

from collections.abc import Mapping
from enum import Enum

from openpyxl.utils import get_column_letter

from bot.texts.common.wording import said
from bot.texts.office import form_doubts
from tracker.blank_form import Doubt, Uncertain
from tracker.office_table.form import SheetDoubt

_RETYPE = "Anh/chị định dạng ô là Văn bản rồi gõ lại số mục."
_GIVE_UNIT = "Nếu sai, anh/chị ghi đơn vị tính."
_NUMBER_WANTED = "Nếu phải điền số, anh/chị ghi đơn vị tính, ví dụ: hồ sơ."
_SAY_WHO = "Nếu chỉ một cấp báo cáo, anh/chị ghi rõ ở cột Ghi chú, ví dụ: Cấp tỉnh báo cáo."

SENTENCES: Mapping[Enum, str] = {
    Uncertain.SEVERAL_SHEETS: "trang khác cũng có bảng ({names}); tôi chỉ lấy trang “{taken}”. "
    "Nếu lấy nhầm, anh/chị ẩn hoặc xóa trang thừa.",
    Uncertain.NO_APPENDIX_NAME: "không thấy tên phụ lục (“Phụ lục …”) phía trên bảng. Nếu biểu có, anh/chị ghi thêm vào đó.",
    Uncertain.NO_TITLE: "không thấy tiêu đề phía trên bảng. Anh/chị ghi tiêu đề vào đó.",
    Uncertain.TITLE_NAMES_UNIT: "tiêu đề có tên đơn vị “{unit}”; khi in, tôi thay bằng tên của từng đơn vị. "
    "Nếu đồng ý, anh/chị không phải sửa.",
    Uncertain.NO_UNIT_COLUMN: "bảng không có cột đơn vị tính nên tôi đoán theo tên mục. Anh/chị thêm cột “Đơn vị tính”.",
    Uncertain.NO_FIGURE_COLUMN: "bảng không có cột số liệu. Anh/chị thêm cột “Số liệu”.",
    Uncertain.NO_NOTE_COLUMN: "bảng không có cột ghi chú; phụ lục in ra sẽ có cột “Ghi chú”. "
    "Nếu đồng ý, anh/chị không phải sửa.",
    Uncertain.UNIT_COLUMN_HIDDEN: "cột đơn vị tính đang bị ẩn, tôi vẫn dùng. Anh/chị bỏ ẩn, hoặc xóa nếu là cột thừa.",
    Uncertain.FIGURE_COLUMN_HIDDEN: "cột số liệu đang bị ẩn, tôi vẫn dùng. Anh/chị bỏ ẩn, hoặc xóa nếu là cột thừa.",
    Uncertain.FIGURE_COLUMN_GUESSED: "tôi coi cột “{name}” là cột số liệu. "
    "Nếu không phải, anh/chị đặt tên cột cần điền là “Số liệu”.",
    Uncertain.SEVERAL_FIGURE_COLUMNS: "có nhiều cột số liệu ({names}); tôi lấy cột đầu. "
    "Nếu cần cột khác, anh/chị ẩn các cột còn lại.",
    Uncertain.DATE_DOES_NOT_FOLLOW: "ô số thứ tự đang là ngày {cell}, tôi đoán là “{number}” "
    f"nhưng không nối tiếp số mục phía trên. {_RETYPE}",
    Uncertain.FIGURE_DOES_NOT_FOLLOW: "ô số thứ tự đang là số {cell}, tôi đoán là “{number}” "
    f"nhưng không nối tiếp số mục phía trên. {_RETYPE}",
    Uncertain.NUMBER_TWICE: "số mục {number} đã có ở trên; tôi coi dòng này thuộc mục {above}. Nếu sai, anh/chị sửa số mục.",
    Uncertain.NUMBER_GOES_ON: "số mục nối tiếp các dòng thuộc mục {above}; tôi coi dòng này cũng thuộc mục đó. "
    "Nếu sai, anh/chị sửa số mục.",
    Uncertain.NO_ROW_ABOVE: "không có mục {missing} ở trên. Anh/chị kiểm tra số mục, hoặc thêm dòng còn thiếu.",
    Uncertain.FORMULA_WITHOUT_RESULT: "ô có công thức chưa được tính. Anh/chị mở tệp bằng Excel rồi lưu lại.",
    Uncertain.NUMBER_WITHOUT_LABEL: "dòng có số mục nhưng không có tên chỉ tiêu. Anh/chị ghi tên, hoặc xóa dòng nếu thừa.",
    Uncertain.ROW_LEFT_OUT: "dòng không có số mục và tên chỉ tiêu nên tôi không lấy. "
    "Nếu là dòng của biểu, anh/chị ghi tên chỉ tiêu.",
    Uncertain.NO_NUMBER_AND_UNIT: "dòng không có số mục và đơn vị tính, có thể viết tiếp dòng trên hoặc là tiêu đề. "
    "Nếu viết tiếp, anh/chị gộp vào ô trên; nếu không, anh/chị ghi số mục.",
    Uncertain.PART_WITH_UNIT: "dòng đầu phần (số La Mã hoặc chữ cái) có đơn vị tính nên tôi coi là dòng có số. "
    "Nếu không phải điền, anh/chị xóa đơn vị tính.",
    Uncertain.PART_WITHOUT_ROWS: "phần này không có dòng nào bên dưới nên tôi không hỏi số. "
    "Nếu phải điền, anh/chị ghi đơn vị tính.",
    Uncertain.UNIT_AS_NOTHING_ABOVE: "đơn vị tính ghi như trên nhưng dòng trên không có. Anh/chị ghi rõ đơn vị tính.",
    Uncertain.ANSWERS_WITHOUT_CODES: "các câu trả lời chưa có mã; tôi đánh mã 0, 1, 2 theo thứ tự, riêng có/không thì không. "
    "Nếu mã khác, anh/chị ghi rõ, ví dụ: Trực tuyến = 1; Phát phiếu = 2.",
    Uncertain.UNIT_IS_FORMULA: "ô đơn vị tính ghi một công thức; tôi coi là số có phần lẻ. "
    "Nếu sai, anh/chị chỉ ghi tên đơn vị tính, ví dụ: điểm.",
    Uncertain.UNIT_IS_WORDS: f"ô này không phải tên đơn vị tính; tôi coi là câu trả lời bằng chữ. {_NUMBER_WANTED}",
    Uncertain.UNIT_IS_LONG: "đơn vị tính dài khác thường; tôi coi là số đếm. Nếu sai, anh/chị ghi gọn lại đơn vị tính.",
    Uncertain.HEADING_WITH_UNIT: "dòng tiêu đề có đơn vị tính ({unit}); tôi không hỏi số. "
    "Nếu phải điền, anh/chị đổi tên mục thành “Tổng số …”.",
    Uncertain.COUNT_IN_PER_CENT: "tên mục là số đếm nhưng đơn vị tính là %; tôi coi là tỷ lệ. "
    "Nếu sai, anh/chị sửa đơn vị tính.",
    Uncertain.RATE_IN_UNITS: "tên mục là tỷ lệ nhưng đơn vị tính là “{unit}”; tôi coi là số đếm. "
    "Nếu là tỷ lệ, anh/chị sửa đơn vị tính thành %.",
    Uncertain.RATE_BY_LABEL: f"chưa có đơn vị tính; theo tên mục, tôi coi là tỷ lệ %. {_GIVE_UNIT}",
    Uncertain.COUNT_BY_LABEL: f"chưa có đơn vị tính; theo tên mục, tôi coi là số đếm. {_GIVE_UNIT}",
    Uncertain.KIND_OF_ROW_ABOVE: f"chưa có đơn vị tính; tôi coi là số cùng loại với mục {{above}}. {_GIVE_UNIT}",
    Uncertain.YES_OR_NO: f"chưa có đơn vị tính và không có dòng nào bên dưới; tôi hỏi “Có” hay “Không”. {_NUMBER_WANTED}",
    Uncertain.ANSWER_IN_WORDS: f"chưa có đơn vị tính, tên mục không đếm gì; tôi coi là trả lời bằng chữ. {_NUMBER_WANTED}",
    Uncertain.RATE_IS_CHANGE: "tỷ lệ tăng giảm so với kỳ khác nên tôi hỏi, không tự tính. Nếu đồng ý, anh/chị không phải sửa.",
    Uncertain.ONE_ROW_UNDER_RATE: "chỉ có một dòng dưới tỷ lệ này nên tôi hỏi, không tự tính. "
    "Muốn tự tính, anh/chị thêm dòng tử số hoặc mẫu số còn thiếu.",
    Uncertain.NUMERATOR_NOT_FIRST: "tôi tính tỷ lệ này bằng {part} / {whole}, dù tử số không đứng ngay sau mẫu số. "
    "Nếu sai, anh/chị xếp tử số ngay sau mẫu số.",
    Uncertain.RATE_OF_UNKNOWN_ROWS: "chưa rõ dòng nào bên dưới là tử số, dòng nào là mẫu số nên tôi hỏi, không tự tính. "
    "Muốn tự tính, anh/chị ghi “Tổng số …” ở dòng mẫu số.",
    Uncertain.RATE_OF_ROWS_BEFORE: "tôi tính tỷ lệ này bằng {part} / {whole}. "
    "Nếu sai, anh/chị xếp mẫu số và tử số thành mục con của tỷ lệ.",
    Uncertain.CONCEPT_ALIKE: "khi tổng hợp chung với biểu khác, tôi coi là chỉ tiêu “{wording}”. "
    "Nếu không phải, anh/chị báo quản trị viên bỏ ở cột “chỉ tiêu chung” của tệp sửa.",
    Uncertain.REPORTER_UNCERTAIN: f"ghi chú “{{note}}” chưa rõ ai báo cáo nên tôi hỏi mọi đơn vị. {_SAY_WHO}",
    Uncertain.NOTE_MAY_NAME_REPORTER: f"ghi chú “{{note}}” có thể nói ai báo cáo; tôi hỏi mọi đơn vị. {_SAY_WHO}",
    Uncertain.LABEL_NAMES_LEVEL: f"tên mục nói đến “{{level}}”, có thể chỉ nơi đó báo cáo; tôi hỏi mọi đơn vị. {_SAY_WHO}",
}
_ALL = {**SENTENCES, **form_doubts.SENTENCES}


def doubt(sheet: str, found: Doubt) -> str:
    """Trang “Phụ lục”, dòng 12, cột C (mục 1.2): không có mục 1.1 ở trên. Anh/chị kiểm tra số mục."""
    column = f", cột {get_column_letter(found.column)}" if found.column else ""
    row = f" (mục {found.key})" if found.key else ""
    return f"Trang “{sheet}”, dòng {found.row}{column}{row}: {said(_ALL, found.reason)}"


def why(found: SheetDoubt) -> str:
    """Không có mục 1.1 ở trên. Anh/chị kiểm tra số mục: without its place, beside which it stands."""
    return said(_ALL, found.doubt.reason)
