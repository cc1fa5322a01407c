"""The office on pages: its people, units, rounds, days off and forms."""

from collections.abc import Sequence
from datetime import date

from bot.people.addresses import Address
from bot.people.invitations import Codes
from bot.texts.common.roles import ROLES
from bot.texts.common.wording import channel_name, day
from tracker.forms.form import Approval, Form
from tracker.kernel.names import fold
from tracker.office.officers import Officer, Role
from tracker.office.units import Unit

NOTHING = "Không có gì thay đổi."
SAVED = "Đã ghi."
NO = "Thôi, giữ nguyên"
NEW_TITLE, NEW_YES = "Mời cán bộ mới", "Thêm và tạo mã mời"
UNIT_TITLE, UNIT_YES = "Đổi tên đơn vị", "Đổi tên"
DAY_TITLE, DAY_YES = "Ngày làm việc, ngày nghỉ", "Ghi"
NO_DAY = "Chưa rõ ngày nào: gõ ví dụ 2/9/2026."
WHICH_UNIT = "“{words}” chưa rõ là đơn vị nào: {names}"
NO_SUCH_UNIT = "Không có đơn vị nào tên “{words}” trong phạm vi của anh/chị."
WORKED, OFF = "làm việc", "nghỉ"
UNITS, ROUNDS, DAYS, FORMS = "Đơn vị", "Kỳ báo cáo", "Ngày nghỉ", "Biểu"  # sheets
UNIT_HEADS = ("Đơn vị", "Mã", "Số cán bộ")
ROUND_HEADS = ("Kỳ báo cáo", "Hạn nộp")
DAY_HEADS = ("Ngày", "Làm việc hay nghỉ", "Vì")
FORM_HEADS = ("Biểu", "Mã", "Bản", "Số dòng", "Ai nộp")


def file_name(what: str, unit: Unit) -> str:
    """Of a workbook of one of the office's tables."""
    return f"{fold(what).capitalize().replace(' ', '-')}-{unit.code}.xlsx"


def joined(addresses: Sequence[Address]) -> str:
    """By which channels somebody is reached."""
    names = dict.fromkeys(channel_name(one.channel) + (" (đã chặn)" if one.blocked_at else "") for one in addresses)
    return ", ".join(names) or "chưa tham gia"


def about_new(name: str, role: Role, unit: Unit, phone: str) -> str:
    """Who would be invited."""
    return f"{name}, {ROLES[role]} của {unit.full_name}, {phone or 'chưa có số điện thoại'}: thêm và tạo mã mời dùng một lần."


def invited(officer: Officer, codes: Codes) -> str:
    """The codes, which are told once."""
    digits = f"{codes.digits[:3]} {codes.digits[3:]}"
    return f"Đã thêm {officer.name}. Mã mời: {digits}; mã dài vào ngay: {codes.link}. Hai mã này không hiện lại."


def about_unit(unit: Unit, name: str) -> str:
    """What a unit would be called."""
    return f"{unit.full_name} → {unit.level} {name}. Mã và số liệu giữ nguyên; gõ tên cũ vẫn tìm thấy."


def about_day(of: date, words: str, why: str) -> str:
    """What would hold for a day."""
    return f"{day(of)}: {words}" + (f" ({why})" if why else "") + ". Hạn nộp của các kỳ mở sau đó tính theo."


AS_IN_CALENDAR = "theo lịch chung"


def approved_by(form: Form) -> str:
    """Who hands in what is filled by this form."""
    return "lãnh đạo duyệt rồi nộp" if form.approval is Approval.LEADER else "cán bộ nộp"
