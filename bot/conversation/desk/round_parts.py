"""The parts of a round as the desk types them, one or several lines at a time."""

from collections.abc import Callable
from datetime import date, datetime

from bot.conversation.core.listening import after
from bot.conversation.core.turn import LONGEST_REASON, Turn
from bot.conversation.core.until import moment_of
from bot.conversation.desk import recipients
from bot.conversation.desk.round_draft import OpeningRound, RoundPart
from bot.reading.dates import DateUnread, WhyNoDate, read_date
from bot.reading.dates.spelling import pattern
from bot.reading.periods import read_period
from bot.reading.questions import names_form
from bot.texts import refusals
from bot.texts.common import dates
from bot.texts.desk import rounds as sentences
from tracker.forms.catalogue import published_codes, published_form
from tracker.kernel.errors import RoundExists, TooEarly
from tracker.kernel.names import fold, tidy
from tracker.reports.rounds import require_not_open, rounds_within

_BEGINNINGS = {  # folded; a single word needs a colon, since places are called Kỳ Anh
    "bieu": RoundPart.FORM,
    "ky": RoundPart.PERIOD,
    "thoi gian chot so lieu": RoundPart.WINDOW,
    "so lieu": RoundPart.WINDOW,
    "han nop": RoundPart.DUE,
    "han": RoundPart.DUE,
    "cham nhat": RoundPart.DUE,
    "khoa so": RoundPart.LOCK,
    "can cu": RoundPart.BASIS,
    "noi nhan": RoundPart.RECIPIENTS,
    "kinh gui": RoundPart.RECIPIENTS,
    "don vi": RoundPart.RECIPIENTS,
}
_NONE = {"khong", "bo", "khong co", "khong khoa so"}
_ENDS = 2  # of a window
_UNITS_BEGIN = pattern(
    r"[,;.]?\s+(?:cho\s+(?=(?:tất_cả|toàn_bộ|các|mọi|những|xã|phường|thị_trấn)\b)|(?=(?:tất_cả)_(?:các_)?(?:đơn_vị|xã|phường)))"
)
_DUE_BEGINS = pattern(r"[,;.]?\s+(?:hạn_nộp|hạn|chậm_nhất)\s+(?=\S)")


def by_part(text: str, asked: RoundPart | None) -> list[tuple[RoundPart, str]]:
    """The lines by the part that they name; a line that names none goes on with the one before it, or answers the question."""
    said: list[tuple[RoundPart, str]] = []
    for line in filter(None, map(tidy, text.split("\n"))):
        part, words = _named(line)
        if part:
            said.append((part, words))
        elif said:
            before, begun = said[-1]
            said[-1] = (before, f"{begun}\n{line}")
        elif asked:
            said.append((asked, line))
    return said


def in_one_line(text: str, today: date) -> list[tuple[RoundPart, str]]:
    """What one line says of several parts: "cchc quý 1 2027, hạn 20/3, cho các xã"; what is nothing else is the form."""
    text, *units = _UNITS_BEGIN.split(text, maxsplit=1)
    head, *due = _DUE_BEGINS.split(text, maxsplit=1)
    words = head.strip(" ,;.").split()
    runs = [(first, last) for first in range(len(words)) for last in range(len(words), first, -1)]
    runs.sort(key=lambda run: run[0] - run[1])
    period = next((run for run in runs if read_period(" ".join(words[slice(*run)]), today)), None)
    first, last = period or (len(words), len(words))
    said = [(RoundPart.FORM, " ".join([*words[:first], *words[last:]])), (RoundPart.PERIOD, " ".join(words[first:last]))]
    said += [(RoundPart.DUE, "".join(due)), (RoundPart.RECIPIENTS, "".join(units))]
    return [(part, words.strip(" ,;.")) for part, words in said if words.strip(" ,;.")]


def _named(line: str) -> tuple[RoundPart | None, str]:
    folded = fold(line)
    for words, part in _BEGINNINGS.items():
        if folded.startswith(f"{words}:") or (" " in words and folded.startswith(f"{words} ")):
            return part, after(line, words)
    return None, line


def take(turn: Turn, draft: OpeningRound, part: RoundPart, words: str) -> OpeningRound:
    """The draft with this part, or as it was, after saying what is wrong."""
    return _TAKE[part](turn, draft, words)


def _form(turn: Turn, draft: OpeningRound, words: str) -> OpeningRound:
    codes = published_codes(turn.session)
    wanted = fold(words)
    fitting = [code for code in codes if code == wanted] or [
        code
        for code in codes
        if wanted in code or wanted in fold(name := published_form(turn.session, code).name) or names_form(words, name, code)
    ]
    used = {round_.form_code for round_ in rounds_within(turn.session, turn.unit)}
    fitting = [code for code in fitting if code in used] if len(used.intersection(fitting)) == 1 else fitting
    if len(fitting) == 1:
        return _unless_open(turn, draft.said(form=fitting[0]), draft)
    turn.note(sentences.which_form(words, fitting))
    return draft


def _period(turn: Turn, draft: OpeningRound, words: str) -> OpeningRound:
    period = read_period(words, turn.today)
    if period is None:
        turn.note(sentences.no_period(words))
        return draft
    return _unless_open(turn, draft.said(period=period.code, window=()), draft)


def _unless_open(turn: Turn, draft: OpeningRound, otherwise: OpeningRound) -> OpeningRound:
    """The draft, unless its round is open already; where several levels may be asked, that is known when they are named."""
    try:
        if draft.form and draft.period and recipients.are_of_one_level(turn, draft):
            require_not_open(turn.session, draft.form, draft.of_period, turn.unit)
    except RoundExists as refused:
        turn.note(refusals.broken(refused))
        return otherwise
    return draft


def _window(turn: Turn, draft: OpeningRound, words: str) -> OpeningRound:
    """Two days; without a year, the last ones that are called so before the period ends."""
    period = draft.of_period if draft.period else None
    until = date(period.year, period.last_month, 28) if period else turn.today
    said = read_date(words, until, ahead=False)
    if not isinstance(said, DateUnread) or said.why is not WhyNoDate.SEVERAL or len(said.options) != _ENDS:
        turn.note(sentences.NO_WINDOW)
    elif said.options[1] < said.options[0]:
        turn.note(refusals.broken(TooEarly(what="", wanted=said.options[1], than=said.options[0])))
    else:
        return draft.said(window=tuple(day.isoformat() for day in said.options))
    return draft


def _due(turn: Turn, draft: OpeningRound, words: str) -> OpeningRound:
    due = _moment(turn, words)
    return draft.said(due=due.isoformat()) if due and _in_order(turn, due, draft.locks_at) else draft


def _lock(turn: Turn, draft: OpeningRound, words: str) -> OpeningRound:
    if fold(words).strip(" .") in _NONE:
        return draft.said(lock="")
    lock = _moment(turn, words)
    due = draft.due_at if draft.due else None
    return draft.said(lock=lock.isoformat()) if lock and _in_order(turn, due, lock) else draft


def _moment(turn: Turn, words: str) -> datetime | None:
    said = read_date(words, turn.today)
    if isinstance(said, DateUnread):
        turn.note(dates.unread(said))
        return None
    return moment_of(said)


def _in_order(turn: Turn, due: datetime | None, lock: datetime | None) -> bool:
    if due and lock and lock < due:
        turn.note(sentences.lock_before_due(lock, due))
        return False
    return True


def _basis(_turn: Turn, draft: OpeningRound, words: str) -> OpeningRound:
    none = fold(words).strip(" .") in _NONE
    return draft.said(basis="" if none else " ".join(words.split())[:LONGEST_REASON])


def _recipients(turn: Turn, draft: OpeningRound, words: str) -> OpeningRound:
    if not draft.period:
        turn.note(sentences.PERIOD_FIRST)
        return draft
    answers = draft.unclear and draft.asks != RoundPart.RECIPIENTS
    return (recipients.answer if answers else recipients.choose)(turn, draft, words)


_TAKE: dict[RoundPart, Callable[[Turn, OpeningRound, str], OpeningRound]] = {
    RoundPart.FORM: _form,
    RoundPart.PERIOD: _period,
    RoundPart.WINDOW: _window,
    RoundPart.DUE: _due,
    RoundPart.LOCK: _lock,
    RoundPart.BASIS: _basis,
    RoundPart.RECIPIENTS: _recipients,
}
