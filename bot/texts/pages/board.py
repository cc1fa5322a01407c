"""The board on a page."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from bot.texts.common.wording import few, number, short_moment
from tracker.office.officers import Contact
from tracker.review.standing import Numbers, UnitStanding
from tracker.review.year import InTime

SHEET, NOTHING_FOUND = "Bảng theo dõi", "không"
HEADS = ("Đơn vị", "Tình trạng", "Đã nhập", "Cần xem", "Hạn nộp", "Nộp")
IN_YEAR, CONTACT = "Đúng hạn cả năm", "Liên hệ"  # before them stand the rounds before
NOBODY_TICKED = "Anh/chị chưa chọn đơn vị nào."
NOT_THESE = "Không đơn vị nào trong số đã chọn làm được việc này lúc này."
NO_DAY = "Chưa rõ gia hạn đến ngày nào: gõ ví dụ 20/3 hoặc 17h 20/3/2024."
DEEDS = {"nudge": "Nhắc nộp", "accept": "Tiếp nhận", "extend": "Gia hạn", "assign": "Giao việc", "announce": "Thông báo"}
NO_WORDS = "Anh/chị gõ nội dung thông báo rồi xem trước lại."
CHANGED = "Từ lúc anh/chị xem trước đã có thay đổi; mời xem lại danh sách rồi xác nhận lần nữa."
_MOST_NAMED = 60


def sums(found: Numbers, now: datetime) -> str:
    """The numbers, which add up."""
    handed_in, overdue = found.on_time + found.late, found.overdue(now)
    late = f" ({overdue} đã quá hạn)" if overdue else ""
    return (
        f"Phải nộp {found.expected} · đã nộp {handed_in} · đúng hạn {found.on_time} · nộp muộn {found.late} · "
        f"chưa nộp {found.not_yet}{late} · chờ tiếp nhận {found.to_review}"
    )


def rate(on_time: int, handed_in: int) -> str:
    """How many of those handed in were in time."""
    return f"Tỷ lệ đúng hạn trong số đã nộp: {_share(on_time, handed_in)}% ({on_time}/{handed_in})"


def _share(part: int, of: int) -> str:
    return number((Decimal(100) * part / of).quantize(Decimal("0.1"), ROUND_HALF_UP))


def year_rate(year: str, counted: Collection[InTime]) -> str:
    """How many of the year's reports that came due were in time; "" before any did."""
    on_time, due = sum(one.on_time for one in counted), sum(one.due for one in counted)
    if not due:
        return ""
    return f"Cả năm {year}: đúng hạn {_share(on_time, due)}% số báo cáo đến hạn ({on_time}/{due})"


def in_year(one: InTime | None) -> str:
    """How many of one unit's reports that came due in the year were in time."""
    return f"{one.on_time}/{one.due}" if one else ""


def findings(one: UnitStanding) -> str:
    """What of a unit's figures wants looking at."""
    parts = [f"{one.unsettled} chưa khớp"] if one.unsettled else []
    return ", ".join([*parts, *([f"{one.kept} giữ kèm lý do"] if one.kept else [])]) or NOTHING_FOUND


def handed_in(one: UnitStanding) -> str:
    """When a report was handed in first, and whether in time."""
    first = one.report.first_submitted_at
    if first is None:
        return "chưa nộp"
    return f"{short_moment(first)} {'muộn' if one.late else 'đúng hạn'}"


def in_round(one: UnitStanding | None, now: datetime) -> str:
    """How a unit stood in another round."""
    if one is None:
        return "không phải nộp"
    if one.late is None:
        return "quá hạn, chưa nộp" if one.is_overdue(now) else "chưa nộp"
    return "muộn" if one.late else "đúng hạn"


def contact(people: Sequence[Contact]) -> str:
    """Whom to call."""
    if not people:
        return "chưa có cán bộ"
    first = next((one for one in people if one.is_reached), people[0])
    joined = "" if first.is_reached else " (chưa tham gia)" if not first.has_joined else " (đã chặn)"
    return " ".join(filter(None, (first.officer.name, first.officer.phone))) + joined


def yes(how: str, count: int) -> str:
    """What the button of a deed with so many units says; whom an announcement reaches is said above it."""
    return "Đúng, gửi thông báo" if how == "announce" else f"Đúng, làm với {count} đơn vị"


def named(units: Sequence[str]) -> str:
    """The units that a deed is about."""
    return few(list(units), _MOST_NAMED)


def accepted(count: int) -> str:
    """So many were taken."""
    return f"Đã tiếp nhận {count} báo cáo; cán bộ các đơn vị được báo."


def extended(count: int, until: str) -> str:
    """So many have more time."""
    return f"Đã gia hạn {count} báo cáo đến {until}; cán bộ các đơn vị được báo."
