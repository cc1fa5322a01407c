"""What is wrong with a form or with its corrected sheet, and what to do."""

from collections.abc import Mapping
from enum import Enum

from tracker.form_sheet import Mistake
from tracker.forms.form import Contradiction

SENTENCES: Mapping[Enum, str] = {
    Contradiction.KEY_TWICE: "có hai dòng cùng mã. Anh/chị sửa số mục để không trùng.",
    Contradiction.FIRST_ROW_NO_SECTION: "dòng đầu bảng phải là tên một phần. "
    "Anh/chị thêm ở đầu bảng một dòng tên phần, không ghi đơn vị tính.",
    Contradiction.ASKED_NOWHERE: "chưa rõ mục {row} hỏi dưới dòng nào. Anh/chị ghi mã của dòng đó ở cột ask.",
    Contradiction.OPTIONS_OF_NO_CHOICE: "mục {row} là lựa chọn thì phải có các câu trả lời, không phải lựa chọn thì để trống. "
    "Anh/chị kiểm tra cột kind và options.",
    Contradiction.COMPUTED_FROM_ITSELF: "mục {row} được tính từ chính nó. Anh/chị sửa công thức ở cột of.",
    Contradiction.TASKS_UNREADABLE: "mục {row}: “{text}” chưa cho biết đếm nhiệm vụ nào. "
    "Anh/chị ghi ở cột tasks, ví dụ: assigned: on time.",
    Contradiction.TASKS_OF_NO_COUNT: "mục {row} không phải số phải nhập nên không lấy được từ sổ nhiệm vụ. "
    "Anh/chị để trống cột tasks.",
    Contradiction.RULE_UNREADABLE: "không đọc được quy tắc “{rule}”. Anh/chị viết lại, ví dụ: 1.2.2 <= 1.2.1.",
    Contradiction.LADDER_UNREADABLE: "không đọc được lịch nhắc “{text}”. "
    "Anh/chị viết như mặc định: opened 7d 3d 1w day 2h overdue.",
    Contradiction.ROW_MISSING: "công thức hoặc quy tắc nói đến mục {row} nhưng biểu không có. "
    "Anh/chị sửa công thức, hoặc thêm dòng đó.",
    Mistake.NO_SECOND_SHEET: "thiếu trang thứ hai (tiêu đề và quy tắc). Anh/chị lấy lại bảng và chỉ sửa trong các ô.",
    Mistake.NO_ROW: "bảng không có dòng nào. Anh/chị lấy lại bảng và chỉ sửa trong các ô.",
    Mistake.BECAME_A_DATE: "ô đã thành ngày {cell}. Anh/chị định dạng ô là Văn bản rồi gõ lại.",
    Mistake.NO_KEY: "“{text}” không phải mã dòng. Anh/chị ghi mã như 1.2 hoặc 1.2a.",
    Mistake.CONCEPT_UNKNOWN: "“{text}” không phải chỉ tiêu chung. Anh/chị chọn một mã ở trang Concepts, hoặc để trống.",
    Mistake.KEY_TWICE: "mã {key} đã có ở dòng {row}. Anh/chị ghi mã khác.",
    Mistake.NO_LABEL: "dòng chưa có tên chỉ tiêu. Anh/chị ghi tên, hoặc xóa cả dòng.",
    Mistake.NOT_AMONG: "“{text}” không có trong các giá trị được dùng: {known}.",
    Mistake.FIRST_ROW_NO_SECTION: "dòng đầu phải là một phần. Anh/chị ghi section.",
    Mistake.OPTIONS_OF_NO_CHOICE: "dòng kiểu choice phải có các câu trả lời, dòng kiểu khác thì để trống.",
    Mistake.CODE_TWICE: "hai câu trả lời trùng mã. Anh/chị sửa để mỗi câu một mã.",
    Mistake.ASKED_NOWHERE: "dòng phải nhập thì cần mã của dòng mà nó được hỏi cùng.",
    Mistake.ASKED_UNDER_NO_ROW: "không có dòng nào mang mã {key}.",
    Mistake.TASKS_UNREADABLE: "“{text}” chưa cho biết đếm nhiệm vụ nào. Anh/chị ghi ví dụ: plan: done hoặc assigned: on time.",
    Mistake.TASKS_OF_NO_COUNT: "chỉ số phải nhập (count) mới lấy được từ sổ nhiệm vụ.",
    Mistake.COMPUTED_BUT_NO_NUMBER: "chỉ dòng kiểu count, amount hoặc rate mới tự tính được.",
    Mistake.COMPUTED_FROM_NO_ROW: "công thức nói đến “{key}”, không phải mã của một dòng khác.",
    Mistake.FIELD_TWICE: "{field} ghi hai lần. Anh/chị xóa bớt một dòng.",
    Mistake.BRACE_ALONE: "có dấu ngoặc nhọn lẻ. Muốn in dấu ngoặc nhọn, anh/chị gõ dấu đó hai lần.",
    Mistake.NAME_UNKNOWN: "{name} không có trong các tên được dùng: {known}.",
    Mistake.RULE_UNREADABLE: "không đọc được quy tắc “{rule}”. Anh/chị viết lại, ví dụ: 1.2.2 <= 1.2.1.",
    Mistake.RULE_OF_NO_ROW: "quy tắc nói đến mục {key} nhưng biểu không có.",
}
