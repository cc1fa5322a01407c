"""What the reader of an office's form was unsure of: what was taken, and what to do if that is wrong."""

from collections.abc import Mapping
from enum import Enum

from tracker.office_form import Guess

SENTENCES: Mapping[Enum, str] = {
    Guess.HEAD_GUESSED: "không thấy tên cột quen thuộc; tôi coi dòng có nhiều ô chữ đầu tiên là đầu bảng. "
    "Nếu sai, anh/chị ghi “STT”, “Chỉ tiêu” ở đầu bảng.",
    Guess.TOO_MANY_TABLES: "trang có quá nhiều bảng; tôi chỉ lấy {most} bảng đầu. Anh/chị tách tệp.",
    Guess.COLUMN_WITHOUT_TITLE: "cột không có tên. Anh/chị ghi tên cột.",
    Guess.COLUMN_HIDDEN: "cột đang bị ẩn, tôi vẫn dùng. Anh/chị bỏ ẩn, hoặc xóa nếu là cột thừa.",
    Guess.COLUMN_IS_TEXT: "tên cột không đếm gì và không có đơn vị tính; tôi coi là cột ghi bằng chữ. "
    "Nếu phải điền số, anh/chị ghi đơn vị tính sau tên cột.",
    Guess.COLUMN_IN_UNIT: "tên cột không đếm gì; tôi coi là cột số, tính theo {unit} như ghi ở trên bảng. "
    "Nếu ghi bằng chữ, anh/chị sửa tên cột, ví dụ: Tên …",
    Guess.MAYBE_A_CHOICE: "tôi coi là cột ghi bằng chữ, có thể chỉ được chọn trong vài câu trả lời. "
    "Nếu vậy, anh/chị ghi các câu đó, ví dụ: (Tốt/Khá/Chưa đạt).",
    Guess.ANSWERS_GUESSED: "tôi coi là cột chọn một trong các câu trả lời ({answers}). "
    "Nếu không phải, anh/chị bỏ dấu “/” trong ngoặc.",
    Guess.NOT_IN_TOTAL: "tôi coi là cột điền số, nhưng dòng tổng không có số ở cột này. "
    "Nếu là cột chọn, anh/chị ghi các câu trả lời sau tên cột, ví dụ: (Có/Không).",
    Guess.TICKS_GUESSED: "tôi coi các cột dưới “{group}” là chỗ đánh dấu x. "
    "Nếu phải điền số, anh/chị ghi đơn vị tính sau tên cột.",
    Guess.PART_BY_ORDER: "tôi coi là một phần của cột “{whole}” vì đứng sau cột đó. "
    "Nếu đúng, anh/chị ghi “Trong đó” hoặc “Chia ra” ở trên.",
    Guess.PART_OF_WHICH: "tôi coi là một phần của cột “{whole}”; có thể thuộc cột khác, hoặc là số riêng. "
    "Anh/chị ghi công thức ở dòng mã cột, ví dụ: 3=4+5.",
    Guess.TOTAL_OR_PART: "tôi coi là tổng riêng; có thể là một phần của cột “{other}”. "
    "Nếu vậy, anh/chị ghi công thức ở dòng mã cột, ví dụ: 1=5+9.",
    Guess.PERIOD_TO_WRITE: "tên cột còn để trống năm hoặc tháng; tôi coi là kỳ đang báo cáo. "
    "Nếu là kỳ trước, anh/chị ghi rõ, ví dụ: Năm trước.",
    Guess.SUM_BY_PLACE: "tôi coi là cột cộng của các cột đứng trước. "
    "Nếu sai, anh/chị ghi công thức ở dòng mã cột, ví dụ: 5=1+2.",
    Guess.MAYBE_COMPUTED: "tôi hỏi cột này; có thể tính được từ các cột đứng trước. "
    "Nếu vậy, anh/chị ghi công thức ở dòng mã cột, ví dụ: 6=1+2-3.",
    Guess.FORMULA_OF_CELLS: "tôi coi là cột tính vì các ô có sẵn công thức. Nếu phải điền, anh/chị xóa công thức trong ô.",
    Guess.COMPARED_IN_PER_CENT: "tôi coi là tỷ lệ %, tính từ cột “{of}”; có thể là chênh lệch. "
    "Anh/chị ghi (%) hoặc “Chênh lệch” ở tên cột.",
    Guess.PART_OR_ANOTHER: "tên gần giống cột “{other}” bên trái; tôi coi là số khác. "
    "Nếu là một phần của cột đó, anh/chị ghi “Trong đó”.",
    Guess.EARLIER_YEAR: "cột của năm {year}, cách năm mới nhất hơn một năm; tôi coi là số của kỳ trước. "
    "Nếu phải điền, anh/chị sửa tên cột.",
    Guess.FORMULA_UNREAD: "tôi không hiểu công thức “{formula}” ở dòng mã cột; cột này được coi là cột tính. "
    "Anh/chị ghi lại, ví dụ: 4=2+3.",
    Guess.RATIO_NOT_IN_PER_CENT: "công thức “{formula}” là phép chia nhưng đơn vị không phải %. Anh/chị cho biết cách tính.",
    Guess.COMPARED_WITH_UNKNOWN: "tôi coi cột này tính từ cột “{of}” nhưng chưa rõ so với cột nào. "
    "Anh/chị ghi công thức ở dòng mã cột, ví dụ: 4=3/2.",
    Guess.UNIT_OF_COLUMN_UNKNOWN: "cột và các dòng đều không có đơn vị tính; tôi coi là số đếm. "
    "Anh/chị ghi đơn vị tính sau tên cột.",
    Guess.WHICH_UNIT: "chưa rõ dòng này tính theo đơn vị nào trong các đơn vị: {units}. "
    "Anh/chị ghi đơn vị tính sau tên chỉ tiêu.",
    Guess.ASKED_AND_FILLED: "cột phải điền nhưng hầu hết các dòng đã có số. Nếu đây là tệp đã điền, anh/chị gửi biểu trống.",
    Guess.ASKED_ABOVE_TABLE: "phía trên bảng có chỗ điền “{label}”; tôi không coi là dòng của biểu. "
    "Nếu phải hỏi, anh/chị thêm một dòng trong bảng.",
    Guess.LINE_LEFT_OUT: "tôi coi dòng này là lời ghi dưới bảng nên bỏ qua: “{line}”. "
    "Nếu là chỉ tiêu, anh/chị xóa dòng trống phía trên.",
    Guess.NUMBER_OUT_OF_ORDER: "số mục {number} không nối tiếp số mục phía trên. "
    "Anh/chị kiểm tra số mục, hoặc thêm dòng còn thiếu.",
    Guess.UNNUMBERED_UNDER: "dòng không có số mục; tôi coi là một phần của “{above}”. Nếu sai, anh/chị ghi số mục.",
    Guess.AMONG_WHICH: "chưa rõ là phần của dòng nào ở trên. Nếu sai, anh/chị ghi số mục cho dòng này.",
    Guess.AMONG_GOES_ON: "tôi coi dòng này viết tiếp các phần ở trên. Nếu không phải, anh/chị ghi số mục.",
    Guess.SIGN_UNDER: "theo dấu đầu dòng, tôi coi là một phần của “{above}”. Nếu sai, anh/chị ghi số mục.",
    Guess.DIVIDES_TOTAL: "tôi coi các dòng dưới đây là một cách chia của “{whole}”. Nếu sai, anh/chị đổi tên dòng này.",
    Guess.PART_OF_TOTAL: "tôi coi là số riêng, ngang hàng với “{whole}”; có thể là một phần của số đó. "
    "Nếu vậy, anh/chị ghi “Trong đó”.",
    Guess.TOTAL_BY_PLACE: "dòng đứng đầu, tôi coi là tổng của các mục ở dưới. Nếu sai, anh/chị ghi số mục cho dòng này.",
    Guess.CROSSED_UNSAID: "các dòng này chia giống các cột, có ô không bao giờ có số; tôi vẫn hỏi đủ. "
    "Anh/chị đánh dấu x vào ô không phải điền.",
    Guess.MAY_STAND_BESIDE: "dòng này có thể ngang hàng với “{above}” chứ không thuộc mục đó. Nếu vậy, anh/chị ghi số mục.",
    Guess.MAY_STAND_UNDER: "dòng không có số mục, đơn vị tính, mã số; tôi coi là ngang hàng với “{above}”. "
    "Nếu là một phần của dòng đó, anh/chị ghi “Trong đó”.",
    Guess.PART_ADDED_UP: "tôi coi là dòng cộng của phần ở trên. Nếu sai, anh/chị đổi tên dòng.",
    Guess.GROUP_OR_HEADING: "dòng có các dòng con: chưa rõ có số cộng riêng hay chỉ là tiêu đề. "
    "Anh/chị đánh dấu x vào ô không phải điền.",
    Guess.UNIT_UNKNOWN: "tôi không biết đơn vị tính “{unit}”; tôi coi là số đếm. Nếu có phần lẻ, anh/chị báo quản trị viên.",
    Guess.UNIT_OF_ROW_ABOVE: "chưa có đơn vị tính; tôi lấy “{unit}” như dòng trên. Nếu sai, anh/chị ghi đơn vị tính.",
    Guess.AMOUNT_BY_LABEL: "chưa có đơn vị tính; theo tên mục, tôi coi là số có phần lẻ. Nếu sai, anh/chị ghi đơn vị tính.",
    Guess.KIND_UNKNOWN: "chưa có đơn vị tính, tên mục không nói đếm gì; tôi coi là số đếm. Nếu sai, anh/chị ghi đơn vị tính.",
    Guess.ROW_FORMULA_UNREAD: "công thức “{formula}” trong tên mục chỉ đến dòng không có hoặc có hai lần; "
    "tôi hỏi, không tự tính. Anh/chị sửa công thức.",
    Guess.TOTAL_OF_UNKNOWN: "dòng tổng chưa rõ cộng từ các dòng nào; tôi hỏi, không tự tính. "
    "Muốn tự tính, anh/chị ghi công thức, ví dụ: (1+2).",
    Guess.CROSSED_BY_DASH: "ô có dấu gạch; tôi coi là ô không phải điền, cũng có thể là số 0. "
    "Nếu phải điền, anh/chị xóa dấu gạch.",
    Guess.CROSSED_BY_SHADE: "ô tô xám hoặc gạch chéo; tôi coi là ô không phải điền. Nếu phải điền, anh/chị bỏ màu xám.",
    Guess.CROSSED_OR_TICKED: "ô có dấu x trong cột đánh dấu: chưa rõ là không phải điền hay đã đánh dấu. "
    "Nếu phải điền, anh/chị xóa dấu x.",
}
