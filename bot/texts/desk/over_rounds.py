"""Several rounds to the desk: rates of a year, who is late again and again, one round beside another."""

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from bot.reading.questions import About
from bot.texts.common.wording import few, number
from bot.texts.desk.reminding import numbers
from bot.texts.desk.standing import GROUPS
from tracker.office.units import Unit
from tracker.review.over_rounds import UnitOverRounds
from tracker.review.standing import RoundStanding

HANDED_IN = "Đã nộp"
NOT_OVER_ROUNDS = "Tôi cần ít nhất hai kỳ đã đến hạn để so sánh; hiện chưa có."
_MOST_LINES, _MOST_NAMES = 12, 12
_HUNDREDTH = Decimal("0.01")


def rates_title(of: str, form_name: str) -> str:
    """Whose reports, on which form."""
    return f"{of}: tỷ lệ nộp đúng hạn, {form_name}"


def rates(rounds: Sequence[RoundStanding], now: datetime) -> str:
    """Of all rounds that have come due together, then each, the latest first."""
    over = [found for found in rounds if found.round.due_at <= now]
    expected, on_time = sum(found.expected for found in over), sum(found.on_time for found in over)
    head = [f"Đúng hạn {_share(on_time, expected)} qua {len(over)} kỳ đã đến hạn"] if over else []
    return "\n".join([*head, *(_rate(found, now) for found in reversed(rounds))])


def _rate(found: RoundStanding, now: datetime) -> str:
    yet = "" if found.round.due_at <= now else " (chưa đến hạn)"
    share = _share(found.on_time, found.expected)
    return f"• {found.round.period_label}{yet}: đúng hạn {share} · nộp muộn {found.late} · chưa nộp {found.not_yet}"


def _share(part: int, whole: int) -> str:
    if not whole:
        return "0/0"
    percent = (Decimal(part) * 100 / whole).quantize(_HUNDREDTH, ROUND_HALF_UP).normalize()
    return f"{part}/{whole} ({number(percent.quantize(Decimal(1)) if percent == percent.to_integral() else percent)}%)"


def often_title(of: str, form_name: str) -> str:
    """Whose reports, on which form."""
    return f"{of}: nộp muộn nhiều nhất, {form_name}"


def often(rounds: Sequence[RoundStanding], found: Sequence[UnitOverRounds]) -> str:
    """The most late first, with how often of how many rounds."""
    labels = ", ".join(one.round.period_label for one in rounds)
    if not found:
        return f"Không đơn vị nào nộp muộn hay chưa nộp trong {len(rounds)} kỳ đã đến hạn: {labels}."
    lines = [
        f"{place}. {one.unit.full_name}: nộp muộn {one.late}, chưa nộp {one.never} trong {len(one.standings)} kỳ"
        for place, one in enumerate(found[:_MOST_LINES], start=1)
    ]
    more = len(found) - _MOST_LINES
    return "\n".join(
        [*lines, *([f"và {more} đơn vị nữa"] if more > 0 else []), f"Tính {len(rounds)} kỳ đã đến hạn: {labels}."]
    )


def ranked_title(of: str, form_name: str, *, lowest: bool) -> str:
    """Whose reports, on which form, and from which end."""
    return f"{of}: xếp hạng nộp đúng hạn, {'thấp nhất' if lowest else 'cao nhất'} trước, {form_name}"


def ranked(rounds: Sequence[RoundStanding], found: Sequence[UnitOverRounds], most: int | None) -> str:
    """The units in order, each with how often of how many rounds it was on time."""
    if not rounds:
        return "Chưa kỳ nào đến hạn để xếp hạng."
    shown = min(most or _MOST_LINES, len(found))
    lines = [f"{place}. {_ranked(one)}" for place, one in enumerate(found[:shown], start=1)]
    labels = ", ".join(one.round.period_label for one in rounds)
    return "\n".join([*lines, f"Xếp {shown}/{len(found)} đơn vị, tính {len(rounds)} kỳ đã đến hạn: {labels}."])


def _ranked(one: UnitOverRounds) -> str:
    share = _share(one.on_time, len(one.standings))
    return f"{one.unit.full_name}: {share} · nộp muộn {one.late} · chưa nộp {one.never}"


def again_title(of: str, about: About, rounds: Sequence[RoundStanding], run: int | None) -> str:
    """Whose units, which group, in which rounds."""
    labels = ", ".join(one.round.period_label for one in rounds)
    if run is None:
        return f"{of}: {_group(about)} ở cả {len(rounds)} kỳ ({labels})"
    return f"{of}: {_group(about)} {run} kỳ liên tiếp ({labels})"


def _group(about: About) -> str:
    return GROUPS.get(about, HANDED_IN).lower()


def again(found: Sequence[str], of: int) -> str:
    """The number first."""
    return f"{len(found)}/{of} đơn vị" + (f": {few(found, _MOST_NAMES * 2)}" if found else "")


def with_run(unit: Unit, run: Sequence[RoundStanding]) -> str:
    """A unit, and the rounds in which it is so."""
    return f"{unit.full_name} ({', '.join(one.round.period_label for one in run)})"


def each(about: About, counts: Sequence[tuple[RoundStanding, int]]) -> str:
    """How many there are in each of the rounds."""
    return "\n".join(f"• {found.round.period_label}: {_group(about)} {count}/{found.expected}" for found, count in counts)


def beside_title(of: str, form_name: str) -> str:
    """Whose reports, on which form."""
    return f"{of}: so sánh tình hình nộp, {form_name}"


def beside(earlier: RoundStanding, later: RoundStanding, fell: Sequence[str], rose: Sequence[str]) -> str:
    """Both rounds in numbers, what changed, and who."""
    changes = " · ".join(
        f"{name} {_change(after - before)}"
        for name, before, after in (
            ("đúng hạn", earlier.on_time, later.on_time),
            ("nộp muộn", earlier.late, later.late),
            ("chưa nộp", earlier.not_yet, later.not_yet),
        )
    )
    now, then = later.round.period_label, earlier.round.period_label
    lines = [f"{now} so với {then}: {changes}", f"• {now}: {numbers(later)}", f"• {then}: {numbers(earlier)}"]
    lines += [f"Đúng hạn {then}, {now} thì không: {few(fell, _MOST_NAMES)}"] if fell else []
    lines += [f"Đúng hạn {now}, {then} thì không: {few(rose, _MOST_NAMES)}"] if rose else []
    return "\n".join(lines)


def _change(by: int) -> str:
    return f"+{by}" if by > 0 else f"−{-by}" if by else "không đổi"
