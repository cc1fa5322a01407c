"""An office's own document for written reports: how it is sent, what is wrong with it, what holds from now on."""

from collections.abc import Mapping, Sequence

from bot.texts.common.wording import cut, few
from tracker.forms.form import Form
from tracker.office.units import Unit
from tracker.papers.template import FACTS, UnknownMark

WHICH_FORM = "Mẫu báo cáo viết cho biểu nào?"
REMOVE = "Bỏ mẫu đang dùng"
REMOVED, NONE_THERE = "Đã bỏ mẫu; báo cáo viết lại theo thể thức Nghị định 30/2020.", "Chưa có mẫu nào để bỏ."
ONLY_WORD = "Mẫu phải là tệp Word .docx. Anh/chị lưu lại thành .docx rồi gửi."
SEND = "gửi mẫu báo cáo viết"
_MOST = 4


def how(form: Form, stands: str) -> str:
    """How the document is made; the file that is in use, "" for none."""
    marks = ", ".join(f"[{name}]" for name in FACTS[:4])
    in_use = f"\nĐang dùng mẫu {stands}." if stands else ""
    return (
        f"Mẫu báo cáo viết cho biểu {form.name}: tệp .docx của cơ quan, chỗ cần điền ghi trong ngoặc vuông: "
        f"{marks}; số liệu theo mã mục, ví dụ [1.1]; lời theo đề mục, ví dụ [I.direct], [V].{in_use}"
    )


def wrong(unknown: Sequence[UnknownMark], known: Mapping[str, str]) -> str:
    """Each mark that means nothing: where it stands, and what was probably meant."""
    lines = [_wrong(one) for one in unknown[:_MOST]]
    more = [f"… và {len(unknown) - _MOST} chỗ nữa."] if len(unknown) > _MOST else []
    may_be = few([f"[{name}]" for name in FACTS if name in known], len(FACTS))
    return "\n".join(["Chưa nhận mẫu này:", *lines, *more, f"Các dấu dùng được: {may_be}, mã từng mục và từng đề mục."])


def _wrong(one: UnknownMark) -> str:
    near = f" Ý là {' hay '.join(f'[{name}]' for name in one.near)}?" if one.near else ""
    return f"• Đoạn {one.paragraph}, “{cut(one.words, 60)}”: tôi không biết [{one.name}].{near}"


def kept(name: str, form: Form, unit: Unit, marks: int) -> str:
    """The document holds from now on."""
    return f"Từ nay báo cáo viết {form.name} của {unit.full_name} và các đơn vị bên dưới theo mẫu {name} ({marks} chỗ điền)."
