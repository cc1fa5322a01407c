"""About the data that is kept of a person: what it is, what they may wish, what comes of the wish, and the end of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.people.addresses import Address
from bot.people.retention import Retention
from bot.people.web_sessions import WebSession
from bot.people.wishes import DataWish, WishKind, WishOutcome
from bot.texts.common.roles import ROLES
from bot.texts.common.wording import channel_name, cut, day, short_day, short_moment
from tracker.audit.log import AuditLine, What
from tracker.office.officers import Officer, Role
from tracker.office.units import Unit

TITLE = "Dữ liệu về anh/chị"
CORRECT, DELETE = "Yêu cầu sửa dữ liệu", "Yêu cầu xóa dữ liệu"
WISHES_TITLE, SEE_WISHES = "Yêu cầu về dữ liệu cá nhân", "Xem các yêu cầu"
ANSWER_DONE, ANSWER_NOT, OPEN_PERSON, ERASE = "Đã làm, trả lời", "Không làm được, trả lời", "Sửa cán bộ", "Xóa dữ liệu"
NO_WISHES = "Không có yêu cầu nào về dữ liệu cá nhân đang chờ anh/chị trả lời."
SETTLED = "Yêu cầu này đã được trả lời hoặc đã rút."
ASK_CORRECTION = "Anh/chị cho biết mục nào ghi sai và ghi đúng là gì, ví dụ: số điện thoại đúng là 0912 345 678."
KEPT = "Đã thôi, mọi việc giữ nguyên."
WITHDRAWN = "Đã rút yêu cầu."
_LONGEST_WISH = 200  # characters that are shown in a list
_WHATS: Mapping[What, str] = {
    What.FIGURE: "số liệu",
    What.EXPLANATION: "lời giải thích",
    What.REPORT: "mở xem, nộp, trả lại báo cáo",
    What.ROUND: "kỳ báo cáo",
    What.TASK: "nhiệm vụ",
    What.NUDGE: "nhắc và thông báo",
    What.LINK: "liên kết, trang web",
    What.FILE: "tệp đã nhận",
}
_OTHER = "việc khác"
_LOOKS: Mapping[str, str] = {
    "seen": "xem dữ liệu về anh/chị",
    "added": "thêm anh/chị vào danh sách",
    "changed": "sửa thông tin",
    "moved": "chuyển đơn vị",
    "ended": "kết thúc",
    "made": "tạo lời mời",
    "asked": "có người xin vào bằng lời mời",
    "used": "lời mời được dùng",
    "confirmed": "xác nhận cho vào",
    "refused": "không cho vào",
    "wish done": "trả lời yêu cầu: đã làm",
    "wish refused": "trả lời yêu cầu: không làm",
}
_KINDS: Mapping[WishKind, str] = {WishKind.CORRECT: "sửa", WishKind.DELETE: "xóa"}
_OUTCOMES: Mapping[WishOutcome, str] = {
    WishOutcome.OPEN: "đang chờ, hạn trả lời {due}",
    WishOutcome.DONE: "đã làm",
    WishOutcome.REFUSED: "không làm được",
    WishOutcome.WITHDRAWN: "đã rút",
}


def erased_name(number: int) -> str:
    """What somebody who was erased is called from then on."""
    return f"Cán bộ đã xóa {number}"


def who(officer: Officer, unit: Unit) -> str:
    """Who they are here."""
    phone = officer.phone or "chưa có"
    return f"• Họ tên: {officer.name} · điện thoại: {phone} · {ROLES[Role(officer.role)]} của {unit.full_name}"


def accounts(addresses: Sequence[Address], sessions: Sequence[WebSession]) -> list[str]:
    """Where they write from, and in which browsers they are let in."""
    found = [
        f"• Tài khoản {channel_name(one.channel)} {one.address}, dùng lần cuối {short_moment(one.used_at)}"
        for one in addresses
    ]
    return found + [f"• Trang web: {one.machine or 'máy tính'}, từ {short_moment(one.made_at)}" for one in sessions]


def invitations(live: int, used: int) -> str:
    """How many."""
    return f"• Lời mời: {used} đã dùng, {live} còn hiệu lực (chỉ giữ dạng mã hóa)"


def messages(sent: int, since: datetime | None, received: int, keep: Retention) -> str:
    """What went to and fro, and for how long it is kept."""
    first = f", sớm nhất từ {short_day(since)}" if since else ""
    return (
        f"• Tin bot đã gửi anh/chị: {sent}{first}; giữ {keep.sent} ngày. Tin anh/chị gửi: chỉ giữ số hiệu và giờ nhận của "
        f"{received} tin, {keep.received} ngày, không giữ lời; câu trả lời thành số liệu thì nằm trong báo cáo"
    )


def links(count: int, keep: Retention) -> str:
    """Links to files."""
    return f"• Liên kết tệp: {count}; giữ {keep.links} ngày sau khi hết hạn"


def undoable(steps: int) -> str:
    """What they are busy with."""
    return f"• Bước đang làm dở và {steps} lần ghi có thể hoàn tác: giữ đến khi nộp báo cáo"


def entered(counts: Mapping[What, int]) -> str:
    """What they did, by what it was, which stays."""
    said = [f"{label} {counts[what]}" for what, label in _WHATS.items() if counts.get(what)]
    others = sum(count for what, count in counts.items() if what not in _WHATS)
    said += [f"{_OTHER} {others}"] if others else []
    return f"• Việc anh/chị đã làm, ghi trong nhật ký và báo cáo, giữ lâu dài: {' · '.join(said) or 'chưa có'}"


def looks(lines: Sequence[AuditLine], names: Mapping[int, str]) -> list[str]:
    """Who looked at the person's data, or did something with it, as far as the log knows."""
    if not lines:
        return ["• Nhật ký chưa ghi ai khác xem hay sửa dữ liệu về anh/chị"]
    return ["• Ai đã xem, đã sửa dữ liệu về anh/chị (gần đây nhất):", *(_look(line, names) for line in lines)]


def _look(line: AuditLine, names: Mapping[int, str]) -> str:
    whose = names.get(line.officer_id, "") if line.officer_id else "người quản trị máy chủ hoặc hệ thống"
    when = f"{short_moment(line.at)} " if line.at else ""
    return f"  {when}{whose}: {_LOOKS.get(line.step, line.step)}"


def own_wishes(wishes: Sequence[DataWish]) -> list[str]:
    """What they wished, with what came of it."""
    return [f"• Yêu cầu {_KINDS[WishKind(one.kind)]} ngày {short_day(one.asked_at)}: {_came_of(one)}" for one in wishes]


def _came_of(wish: DataWish) -> str:
    said = _OUTCOMES[WishOutcome(wish.outcome)].format(due=day(wish.due_on))
    return f"{said}: {wish.answer}" if wish.answer else said


def withdraw(wish: DataWish) -> str:
    """The choice of a wish that waits."""
    return f"Rút yêu cầu {_KINDS[WishKind(wish.kind)]}"


DELETE_TITLE, DELETE_YES, DELETE_NO = "Yêu cầu xóa dữ liệu", "Gửi yêu cầu", "Thôi"


def about_to_ask_deletion(unit: Unit, due_on: date) -> str:
    """What a wish to be deleted means."""
    return (
        "Nếu yêu cầu được thực hiện: họ tên, số điện thoại, tài khoản, tin nhắn, lời mời, liên kết và phiên trang web của "
        f"anh/chị bị xóa, và anh/chị không còn làm báo cáo của {unit.full_name} trên Đúng Hạn. Số liệu đã báo cáo và nhật ký "
        f"thao tác ở lại dưới tên thay thế. Cán bộ phụ trách phải trả lời anh/chị trước hết {day(due_on)}."
    )


def asked(wish: DataWish, reached: int) -> str:
    """After the wish, to whom it went."""
    to = "Tôi đã báo người phụ trách" if reached else "Chưa có người phụ trách nào nhận tin được trên Đúng Hạn; tôi đã ghi lại"
    return f"Đã ghi yêu cầu {_KINDS[WishKind(wish.kind)]} dữ liệu. {to}; hạn trả lời {day(wish.due_on)}."


def asks_already(wish: DataWish) -> str:
    """A wish of the kind waits."""
    return f"Yêu cầu {_KINDS[WishKind(wish.kind)]} trước của anh/chị đang chờ trả lời, hạn {day(wish.due_on)}."


def of_wish(wish: DataWish, officer: Officer, unit: Unit) -> str:
    """A wish as those see it who may answer."""
    said = f": “{cut(wish.text, _LONGEST_WISH)}”" if wish.text else ""
    return (
        f"{officer.name}, {ROLES[Role(officer.role)]} của {unit.full_name}, yêu cầu {_KINDS[WishKind(wish.kind)]} "
        f"dữ liệu cá nhân{said}. Phải trả lời trước hết {day(wish.due_on)} (hai ngày làm việc)."
    )


def in_line(wish: DataWish, officer: Officer, unit: Unit, today: date) -> str:
    """One of those that wait."""
    late = " ⚠ quá hạn" if wish.due_on < today else ""
    said = f": “{cut(wish.text, _LONGEST_WISH)}”" if wish.text else ""
    return f"• {officer.name}, {unit.full_name}: {_KINDS[WishKind(wish.kind)]}{said}, hạn {day(wish.due_on)}{late}"


def due(count: int, due_on: date) -> str:
    """How many wishes are due, the first of them on this day."""
    return (
        f"{count} yêu cầu về dữ liệu cá nhân đến hạn mà chưa được trả lời, sớm nhất hạn {day(due_on)}. Luật cho hai ngày làm "
        "việc. Gõ /yeucau để xem và trả lời."
    )


def open_wish(wish: DataWish, officer: Officer) -> str:
    """The choice of one of them."""
    return f"Yêu cầu {wish.id}: {officer.name}"


def ask_answer(officer: Officer, *, done: bool) -> str:
    """For the words that the person is told."""
    what = "đã làm gì" if done else "vì sao không làm được"
    return f"Anh/chị viết câu trả lời cho {officer.name}: {what}. Tôi gửi nguyên văn."


def answered(officer: Officer) -> str:
    """After the answer."""
    return f"Đã trả lời {officer.name}."


def told_answer(wish: DataWish) -> str:
    """To the person."""
    return f"Yêu cầu {_KINDS[WishKind(wish.kind)]} dữ liệu cá nhân ngày {short_day(wish.asked_at)}: {_came_of(wish)}"


ERASE_TITLE, ERASE_YES = "Xóa dữ liệu cá nhân", "Xóa"


def about_to_erase(officer: Officer, unit: Unit, others: int) -> str:
    """What erasing does."""
    last = "" if others else f"\n⚠ Sau đó {unit.full_name} không còn ai điền báo cáo."
    return (
        f"{officer.name}, {ROLES[Role(officer.role)]} của {unit.full_name}: xóa họ tên, số điện thoại, tài khoản, tin nhắn, "
        "lời mời, liên kết và phiên trang web; người đó thôi làm việc ở đây ngay. Số liệu, báo cáo và nhật ký ở lại dưới tên "
        f"“{erased_name(officer.id)}”. Không khôi phục được; bản sao lưu cũ còn giữ cho đến khi bị thay.{last}"
    )


def erased(officer_id: int) -> str:
    """After the yes."""
    return f"Đã xóa dữ liệu cá nhân; từ nay nhật ký và báo cáo ghi “{erased_name(officer_id)}”."


TOLD_ERASED = (
    "Dữ liệu cá nhân của anh/chị trên Đúng Hạn đã được xóa: họ tên, số điện thoại, tài khoản, tin nhắn. Số liệu đã báo cáo "
    "ở lại với đơn vị dưới tên thay thế. Tin này cũng được xóa sau hai ngày."
)
