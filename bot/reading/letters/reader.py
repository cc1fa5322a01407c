"""A letter read whole: nothing is guessed, what a round needs and the letter does not say is asked."""

import re
from collections.abc import Iterator

from bot.errors.letters import SecretLetter
from bot.reading.letters import parts
from bot.reading.letters import vocabulary as words
from bot.reading.letters.letter import Asks, Letter, LetterDue, LetterKind
from tracker.kernel.names import tidy


def read_letter(text: str) -> Letter:
    """What a letter says; raises SecretLetter for one that is marked as a state secret, which is not read further."""
    text = tidy(text).replace("*", "").replace("\u00a0", " ")
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if words.TO.search(line)), min(len(lines), 15))
    head, body = lines[:start], "\n".join(lines[start:])
    if any(words.SECRET.search(line) for line in head):
        raise SecretLetter
    recipients, rest = parts.read_recipients(body)
    rest = _letter_alone(rest)
    about, issued = parts.read_about(head), parts.read_issued("\n".join(head))
    flat = _flat(rest)
    window, window_words = parts.read_window(flat)
    dues = parts.read_dues(flat, issued, window[1] if window else None)
    period, period_words = parts.read_letter_period(about)
    if not period and not words.SCHOOL_YEAR.search(about):
        period, period_words = parts.read_letter_period(flat)
    to, by = parts.read_delivery(flat)
    form = parts.read_form(flat)
    kind, issuer = _kind("\n".join(head), about, form), parts.read_issuer(head, rest)
    to = to or (issuer.partition(", ")[0] if dues else "")
    read = Letter(
        kind, parts.read_number("\n".join(head)), issued, issuer, about, form, period, period_words,
        window, window_words, dues, "" if dues else parts.read_rule(flat), to, by,
        parts.with_place(parts.read_basis(flat), issuer), recipients, parts.read_units(recipients),
    )  # fmt: skip
    return _with_questions(read)


def looks_like_letter(text: str) -> bool:
    """Whether a text has what every letter has: to whom it goes, and a head or a basis."""
    found = words.TO.search(text)
    return bool(found) and bool(words.ABOUT.search(text) or words.STATE.search(text) or words.NUMBER.search(text))


def _letter_alone(text: str) -> str:
    """Without what is attached: the receivers end the letter."""
    return words.LETTER_ENDS.split(text)[0]


def _flat(text: str) -> str:
    """Lines that the width of a page has parted, joined; a line that begins something stays one."""
    return re.sub(r"(?<![.;:/])\n(?![-–+•]|\d+[.)]|\(|[A-ZĐƯ]|\s*\n)", " ", text)


def _kind(head: str, about: str, form: str) -> LetterKind:
    if words.URGES.search(about):
        return LetterKind.URGE
    return LetterKind.TASK if words.PARTY.search(head) and not form else LetterKind.REQUEST


def _with_questions(read: Letter) -> Letter:
    asks = tuple(_questions(read)) if read.kind is LetterKind.REQUEST else ()
    return Letter(**{**read.__dict__, "asks": asks})


def _questions(read: Letter) -> Iterator[Asks]:
    if not read.form:
        yield Asks.FORM
    if not read.period:
        yield Asks.PERIOD
    if not read.dues:
        yield Asks.DUE
    if len({due.group for due in read.dues}) < len(read.dues):
        yield Asks.WHICH_DUE
    if any(due.wrong_weekday for due in read.dues):
        yield Asks.WEEKDAY
    if read.window and any(_before(due, read) for due in read.dues):
        yield Asks.DUE_BEFORE_CUT_OFF


def _before(due: LetterDue, read: Letter) -> bool:
    return read.window is not None and due.at.date() <= read.window[1]
