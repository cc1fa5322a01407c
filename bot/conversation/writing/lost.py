"""Words of last period under headings that the outline no longer has: put under another heading, or left out."""

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held
from bot.conversation.core.journal import offer_undo
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Menu, WordsLost
from bot.conversation.core.step import Step, keep_nothing, stay
from bot.conversation.core.turn import Turn
from bot.conversation.writing import cards, wording
from bot.conversation.writing.cards import LOST_WORDS
from bot.conversation.writing.given import heading_of, record_said
from bot.messages.actions import Action
from bot.reading.words_said import Worded, read_words_said
from bot.texts.writing import lost as sentences
from tracker.reports.reports import Report
from tracker.written.likeness import headings_like
from tracker.written.outline import OutlineHeading, heading_named
from tracker.written.own_words import WordedReport, settle_lost, worded_report

PUT_WORDS = Action("putwords")
_LEAVE_OUT, _LATER, _MOST = "none", "later", 4


@does(LOST_WORDS)
def begin(turn: Turn, number: str) -> Next:
    """The first of them."""
    report = cards.named(turn, number)
    if report is None:
        return STAY
    slot = next(iter(worded_report(turn.session, report).lost), None)
    if slot is None:
        turn.note(sentences.NONE_LOST)
        return STAY
    return Go(WordsLost(slot), report)


def ask(turn: Turn, held: WordsLost) -> None:
    """The words, and the headings that are most like the former one."""
    worded = worded_report(turn.session, turn.report())
    lost = worded.lost[held.slot]
    likely = headings_like(worded.outline, lost.name, _MOST)
    choices = [PUT_WORDS.choice(sentences.heading(one), one.slot) for one in likely]
    choices += [PUT_WORDS.choice(sentences.LEAVE_OUT, _LEAVE_OUT), PUT_WORDS.choice(sentences.LATER, _LATER)]
    title = sentences.title(lost.name, len(worded.lost) - 1)
    turn.say(sentences.question(worded, lost), choices, title=title, numbered=True)


def settled(turn: Turn, held: WordsLost) -> Held | None:
    """The menu, once it is said what becomes of them."""
    return None if held.slot in worded_report(turn.session, turn.report()).lost else Menu()


def hear(turn: Turn, held: WordsLost, text: str) -> Next:
    """The heading under which they are to stand, by its mark or the words with which it begins."""
    said = read_words_said(text).how
    if said in {Worded.DROP, Worded.NONE, Worded.LATER}:
        return put(turn, _LATER if said is Worded.LATER else _LEAVE_OUT)
    heading = heading_named(worded_report(turn.session, turn.report()).outline, text)
    if heading is None or not heading.words:
        turn.note(sentences.no_heading(text))
        return STAY
    return _put(turn, held, heading)


@does(PUT_WORDS)
def put(turn: Turn, where: str) -> Next:
    """Under the heading of this slot, nowhere, or later."""
    held = turn.held
    if not isinstance(held, WordsLost):
        return STAY
    if where == _LATER:
        return _next(turn, turn.report(), held.slot)
    heading = heading_of(worded_report(turn.session, turn.report()), where)
    return _put(turn, held, heading) if heading or where == _LEAVE_OUT else STAY


def _put(turn: Turn, held: WordsLost, heading: OutlineHeading | None) -> Next:
    report = turn.report()
    worded = worded_report(turn.session, report)
    lost = worded.lost.get(held.slot)
    if lost is None:
        return STAY
    keep_elsewhere(turn, worded, held.slot, heading)
    turn.note(sentences.put(lost.name, heading))
    offer_undo(turn)
    return _next(turn, report, held.slot)


def keep_elsewhere(turn: Turn, worded: WordedReport, slot: str, heading: OutlineHeading | None) -> None:
    """Add the words of a heading that is no more to those of another, or to none."""
    report, source, lost = turn.report(), turn.entry_source, worded.lost[slot].given
    if heading:
        stands = worded.words.get(heading.slot) or worded.before.get(heading.slot)
        words = "\n".join(filter(None, (stands.words if stands else "", lost.words)))
        base = stands or lost
        record_said(turn, report, {heading.slot: base._replace(words=words, officer_id=source.officer_id, at=source.at)})
    settle_lost(turn.session, report, slot, source)


def _next(turn: Turn, report: Report, slot: str) -> Next:
    """To those that are left behind this one; after the last to what contradicts the appendix, or the card."""
    lost = list(worded_report(turn.session, report).lost)
    behind = lost[lost.index(slot) + 1 :] if slot in lost else lost
    return Go(WordsLost(behind[0]), report) if behind else wording.go_on_after(turn, report, "", alone=True)


def go_on(turn: Turn, held: WordsLost) -> Next:
    """To the next one."""
    return _next(turn, turn.report(), held.slot)


WORDS_LOST = Step(
    holds=WordsLost,
    manner=manners.OF_WORDS,
    ask=ask,
    hear=hear,
    settled=settled,
    back=stay,
    go_on=go_on,
    keep=keep_nothing,
)
