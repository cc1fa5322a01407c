"""What is wrong with a form or with its corrected sheet, and what to do."""

from collections.abc import Mapping
from enum import Enum

from tracker.form_sheet import Mistake
from tracker.forms.contradictions import Contradiction

SENTENCES: Mapping[Enum, str] = {
    Contradiction.KEY_TWICE: "có hai dòng cùng mã. Anh/chị sửa số mục để không trùng.",
    Contradiction.NO_ROWS: "biểu không có dòng nào.",
    Contradiction.COLUMN_TWICE: "có hai cột cùng mã. Anh/chị sửa mã cột để không trùng.",
    Contradiction.ASKED_NOWHERE: "chưa rõ mục {row} hỏi dưới dòng nào. Anh/chị ghi mã của dòng đó ở cột “hỏi cùng dòng”.",
    Contradiction.OPTIONS_OF_NO_CHOICE: "mục {row} là lựa chọn thì phải có các câu trả lời, không phải lựa chọn thì để trống. "
    "Anh/chị kiểm tra cột “loại” và “câu trả lời”.",
    Contradiction.COMPUTED_FROM_ITSELF: "mục {row} được tính từ chính nó. Anh/chị sửa công thức ở cột “công thức”.",
    Contradiction.TASKS_UNREADABLE: "mục {row}: “{text}” chưa cho biết đếm nhiệm vụ nào. "
    "Anh/chị ghi ở cột “nhiệm vụ”, ví dụ: assigned: on time.",
    Contradiction.TASKS_OF_NO_COUNT: "mục {row} không phải số phải nhập nên không lấy được từ sổ nhiệm vụ. "
    "Anh/chị để trống cột “nhiệm vụ”.",
    Contradiction.RULE_UNREADABLE: "không đọc được quy tắc “{rule}”. Anh/chị viết lại, ví dụ: 1.2.2 <= 1.2.1.",
    Contradiction.LADDER_UNREADABLE: "không đọc được lịch nhắc “{text}”. "
    "Anh/chị viết như mặc định: opened 7d 3d 1w day 2h overdue.",
    Contradiction.ROW_MISSING: "công thức hoặc quy tắc nói đến mục {row} nhưng biểu không có. "
    "Anh/chị sửa công thức, hoặc thêm dòng đó.",
    Mistake.NO_SHEET: "thiếu trang “{name}”. Anh/chị lấy lại tệp sửa và chỉ sửa trong các ô.",
    Mistake.HEAD_CHANGED: "tên cột phải là “{name}”. Anh/chị ghi lại như cũ.",
    Mistake.NO_ROW: "không có dòng nào. Anh/chị lấy lại tệp sửa và chỉ sửa trong các ô.",
    Mistake.BECAME_A_DATE: "ô đã thành ngày {cell}. Anh/chị định dạng ô là Văn bản rồi gõ lại.",
    Mistake.NOT_AMONG: "“{text}” không có trong các giá trị được dùng: {known}.",
    Mistake.NO_MARK: "“{text}” không phải dấu. Anh/chị ghi x hoặc để trống.",
    Mistake.NO_NUMBER: "“{text}” không phải số nguyên. Anh/chị ghi bằng chữ số.",
    Mistake.NO_KEY: "“{text}” không phải mã dòng. Anh/chị ghi mã như 1.2 hoặc 1.2a.",
    Mistake.KEY_TWICE: "mã {key} đã có ở dòng {row}. Anh/chị ghi mã khác.",
    Mistake.NO_LABEL: "dòng chưa có tên chỉ tiêu. Anh/chị ghi tên, hoặc xóa cả dòng.",
    Mistake.PARENT_WRONG: "“{key}” không phải mã của một dòng phía trên dòng này. Anh/chị ghi mã khác, hoặc để trống.",
    Mistake.OPTIONS_OF_NO_CHOICE: "loại lựa chọn phải có các câu trả lời, loại khác thì để trống.",
    Mistake.CODE_TWICE: "hai câu trả lời trùng mã. Anh/chị sửa để mỗi câu một mã.",
    Mistake.ASKED_NOWHERE: "dòng phải nhập thì cần mã của dòng mà nó được hỏi cùng.",
    Mistake.ASKED_UNDER_NO_ROW: "không có dòng nào mang mã {key}.",
    Mistake.TASKS_UNREADABLE: "“{text}” chưa cho biết đếm nhiệm vụ nào. Anh/chị ghi ví dụ: plan: done hoặc assigned: on time.",
    Mistake.TASKS_OF_NO_COUNT: "chỉ dòng số đếm phải nhập mới lấy được từ sổ nhiệm vụ.",
    Mistake.CONCEPT_UNKNOWN: "“{text}” không phải chỉ tiêu chung. Anh/chị chọn một mã ở trang Chỉ tiêu chung, "
    "hoặc ghi thêm mã và tên vào trang đó.",
    Mistake.COMPUTED_BUT_NO_NUMBER: "chỉ dòng số đếm, số có phần lẻ hoặc tỷ lệ mới tự tính được.",
    Mistake.COMPUTED_FROM_NO_CELL: "công thức nói đến “{key}”, không phải mã của một ô khác. Anh/chị ghi mã dòng hoặc mã cột.",
    Mistake.CROSSED_NO_COLUMN: "không có cột nào mang mã “{key}”. Anh/chị ghi các mã cột, cách nhau bằng dấu phẩy.",
    Mistake.TABLE_UNKNOWN: "không có bảng nào mang mã “{key}”. Anh/chị ghi một mã ở trang Bảng.",
    Mistake.PLACE_UNREADABLE: "“{text}” không phải chỗ trên trang “{sheet}”. Anh/chị ghi ví dụ: {sheet}, dòng 7.",
    Mistake.PLACE_TWICE: "chỗ này đã là của dòng {row}. Anh/chị ghi đúng chỗ của dòng này.",
    Mistake.NO_COLUMN_KEY: "“{text}” không phải mã cột. Anh/chị ghi bằng chữ thường không dấu, chữ số và dấu _.",
    Mistake.NO_LETTER: "“{text}” không phải cột của trang. Anh/chị ghi chữ của cột, ví dụ: D.",
    Mistake.OF_NO_COLUMN: "không có cột nào khác mang mã “{key}”. Anh/chị ghi một mã cột của trang này.",
    Mistake.NO_NAME: "biểu chưa có tên. Anh/chị ghi tên biểu.",
    Mistake.FIELD_TWICE: "{field} ghi hai lần. Anh/chị xóa bớt một dòng.",
    Mistake.BRACE_ALONE: "có dấu ngoặc nhọn lẻ. Muốn in dấu ngoặc nhọn, anh/chị gõ dấu đó hai lần.",
    Mistake.NAME_UNKNOWN: "{name} không có trong các tên được dùng: {known}.",
    Mistake.RULE_UNREADABLE: "không đọc được quy tắc “{rule}”. Anh/chị viết lại như mẫu: 1.2.2 <= 1.2.1.",
    Mistake.RULE_OF_NO_CELL: "quy tắc nói đến “{key}” nhưng biểu không có. Anh/chị ghi mã dòng hoặc mã cột.",
    Mistake.REMINDERS_UNREADABLE: "không đọc được lịch nhắc “{text}”. Anh/chị viết ví dụ: opened 7d 3d 1w day 2h overdue.",
    Mistake.GIVEN_NOWHERE: "biểu không có ô {key}. Anh/chị ghi mã dòng và mã cột.",
    Mistake.GIVEN_NO_NUMBER: "“{text}” không phải số mà ô này là số. Anh/chị ghi bằng chữ số, dấu chấm trước phần lẻ.",
    Mistake.NO_CONCEPT_KEY: "“{text}” không phải mã chỉ tiêu chung. Anh/chị ghi bằng chữ thường không dấu, chữ số, gạch nối.",
    Mistake.NO_WORDING: "chỉ tiêu chung của riêng anh/chị chưa có tên. Anh/chị ghi tên.",
    Mistake.CONCEPT_KNOWN: "tên của {key} dùng chung cho mọi biểu. Anh/chị ghi lại như cũ, hoặc đặt mã khác.",
    Mistake.SHEET_GONE: "thiếu trang “{name}” của cơ quan. Anh/chị lấy lại tệp sửa và giữ nguyên trang đó.",
}
