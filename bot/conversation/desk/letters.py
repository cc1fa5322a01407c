"""A letter that asks for a report, typed or sent by the desk: what it says becomes the draft of a round, the rest is asked."""

from datetime import date

from bot.conversation.core.next import STAY, Next
from bot.conversation.core.turn import LONGEST_REASON, Turn
from bot.conversation.desk import opening_rounds, recipients
from bot.conversation.desk.round_draft import OpeningRound
from bot.errors.letters import SecretLetter
from bot.reading.letters.letter import Letter, LetterKind
from bot.reading.letters.reader import looks_like_letter, read_letter
from bot.texts import refusals
from bot.texts.desk import letters as sentences
from tracker.calendar.periods import parse_period
from tracker.office.officers import is_desk


def is_letter(turn: Turn, text: str) -> bool:
    """Whether a desk that has begun nothing gives a letter."""
    return turn.rests and is_desk(turn.officer) and looks_like_letter(text)


def receive(turn: Turn, text: str) -> Next:
    """Say what is read, and draft a round of it; what it lacks is asked next, nothing is opened before the yes."""
    try:
        letter = read_letter(text)
    except SecretLetter as secret:
        turn.note(refusals.broken(secret))
        return STAY
    turn.note(sentences.card(letter))
    if letter.kind is not LetterKind.REQUEST:
        return STAY
    turn.go(OpeningRound())
    return opening_rounds.keep(turn, _draft(turn, letter))


def _draft(turn: Turn, letter: Letter) -> OpeningRound:
    draft = OpeningRound(period=letter.period, basis=sentences.basis(letter)[:LONGEST_REASON])
    if len(letter.dues) == 1 and not letter.asks_about_due:
        draft = draft.said(due=letter.dues[0].at.isoformat())
    if letter.window and letter.period:
        since, until = letter.window
        draft = draft.said(window=_days(since or parse_period(letter.period).window()[0], until))
    if letter.units and letter.period:
        draft = recipients.choose(turn, draft, "; ".join(letter.units))
    return draft


def _days(since: date, until: date) -> tuple[str, str]:
    return since.isoformat(), until.isoformat()
