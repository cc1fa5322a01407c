"""The words of the written report, heading by heading: one message each, held against the appendix at once."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held
from bot.conversation.core.journal import offer_undo
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Filling, Menu, Wording, WordsUnlike
from bot.conversation.core.step import Step, keep_nothing
from bot.conversation.core.turn import Turn
from bot.conversation.writing import cards
from bot.messages.actions import SAME_WORDS, WORDS, Action
from bot.reading.words_said import Worded, WordsSaid, read_words_said
from bot.texts.writing import words as sentences
from tracker.narrative.words import HeadingWords, give_words
from tracker.reports.reports import Report
from tracker.tasks.figures import finished_in_book
from tracker.tasks.task import Task
from tracker.written.drafting import DraftHeading
from tracker.written.outline import OutlineHeading
from tracker.written.own_words import WordedReport, worded_report
from tracker.written.refreshing import without_braces
from tracker.written.returned import words_under_headings
from tracker.written.sentences import cells_of

SAID_WORDS = Action("saidwords")
_ALL, _TASKS = "all", "tasks"


@does(WORDS)
def begin(turn: Turn, about: str) -> Next:
    """The first heading that has no words yet; of all headings if each has some; or the one that is named."""
    number, _, slot = about.partition(" ")
    report = cards.named(turn, number)
    if report is None:
        return STAY
    worded = worded_report(turn.session, report)
    turn.go(Menu(), report=report)
    headings = [one for one in worded.outline.headings if one.words]
    if slot:
        return Go(Wording(slot, alone=True), report)
    first = next(iter([*worded.waiting, *headings]), None)
    if first is None:
        cards.show(turn, report)
        return STAY
    return Go(Wording(first.slot), report)


def give(turn: Turn, report: Report, words: Mapping[str, HeadingWords]) -> None:
    """Let words stand, with the figures in them that the appendix has as places."""
    worded = worded_report(turn.session, report)
    following = {slot: worded.following(slot, given) for slot, given in words.items()}
    give_words(turn.session, report, following, turn.entry_source)


def go_on_after(turn: Turn, report: Report, slot: str, *, alone: bool) -> Next:
    """To what contradicts the appendix; then to the next heading that waits; at the end to the card."""
    worded = worded_report(turn.session, report)
    unlike = worded.unlike()
    if unlike:
        return Go(WordsUnlike(slot if slot in unlike else next(iter(unlike)), alone, then=slot), report)
    following = None if alone else _next_after(worded, slot)
    if following:
        return Go(Wording(following.slot), report)
    open_now = report.is_open and not report.is_locked(turn.now)
    turn.go(Filling() if open_now else Menu(), report=report)
    cards.show(turn, report)
    return STAY


def _next_after(worded: WordedReport, slot: str) -> OutlineHeading | None:
    order = [one.slot for one in worded.outline.headings]
    place = order.index(slot) if slot in order else -1
    return next((one for one in worded.waiting if order.index(one.slot) > place), None)


def _heading(worded: WordedReport, slot: str) -> OutlineHeading | None:
    return next((one for one in worded.outline.headings if one.slot == slot), None)


def _standing(worded: WordedReport, heading: OutlineHeading) -> DraftHeading:
    """The heading as it stands; one that is left out has nothing."""
    drafted = next((one for one in worded.draft.headings if one.heading == heading), None)
    return drafted or DraftHeading(heading, (), None, heading.text)


def _tasks(turn: Turn, worded: WordedReport, heading: OutlineHeading) -> list[Task]:
    cells = [cell for variants in heading.sentences for cell in cells_of(worded.known, variants)]
    return finished_in_book(turn.session, turn.report(), cells, turn.today)


def ask(turn: Turn, held: Wording) -> None:
    """The heading, what stands there, and what stood there last period."""
    worded = worded_report(turn.session, turn.report())
    heading = _heading(worded, held.slot)
    if heading is None:
        return
    standing, tasks = _standing(worded, heading), _tasks(turn, worded, heading)
    before, more = held.slot in worded.before, len(worded.before) > 1 and not held.alone
    choices = [
        *([SAME_WORDS.choice(sentences.SAME)] if before else []),
        *([SAID_WORDS.choice(sentences.TASKS, _TASKS)] if tasks else []),
        *([] if standing.stated else [SAID_WORDS.choice(sentences.NO_WORDS, Worded.NONE)]),
        SAID_WORDS.choice(sentences.LATER, Worded.LATER),
        *([SAME_WORDS.choice(sentences.SAME_ALL, _ALL)] if more else []),
    ]
    left = len([one for one in worded.waiting if one != heading])
    title = sentences.title(heading, 0 if held.alone else left)
    turn.say(sentences.question(worded, standing, len(tasks)), choices, title=title, numbered=True)


def settled(turn: Turn, held: Wording) -> Held | None:
    """The menu, where the outline has no such heading any more."""
    return Menu() if _heading(worded_report(turn.session, turn.report()), held.slot) is None else None


def hear(turn: Turn, held: Wording | WordsUnlike, text: str) -> Next:
    """Words for this heading, or for those that the message names."""
    report = turn.report()
    worded = worded_report(turn.session, report)
    several = words_under_headings(text, worded)
    if several:
        said = {slot: read_words_said(words) for slot, words in several.items()}
        return _take(turn, report, {slot: _given(turn, worded, slot, one) for slot, one in said.items()}, held)
    return _answer(turn, held, read_words_said(text))


def _answer(turn: Turn, held: Wording | WordsUnlike, said: WordsSaid) -> Next:
    report = turn.report()
    worded = worded_report(turn.session, report)
    if said.how is Worded.LATER:
        return go_on_after(turn, report, held.slot, alone=said.every or held.alone)
    slots = [one.slot for one in worded.waiting] if said.every else [held.slot]
    given = {slot: _given(turn, worded, slot, said) for slot in slots}
    if said.every:
        given = {slot: one for slot, one in given.items() if one and (one.words or one.replaces)}
    return _take(turn, report, given, replace(held, alone=held.alone or said.every))


def _given(turn: Turn, worded: WordedReport, slot: str, said: WordsSaid) -> HeadingWords | None:
    """What an answer makes of a heading; None where last period is meant and had no words."""
    source, heading = turn.entry_source, _heading(worded, slot)
    stands = worded.words.get(slot) or worded.before.get(slot)
    new = HeadingWords("", source.officer_id, source.at)
    if said.how is Worded.SAME:
        before = worded.before.get(slot)
        return before._replace(officer_id=source.officer_id, at=source.at) if before else None
    if said.how is Worded.DROP or (said.how is Worded.NONE and heading and _standing(worded, heading).stated):
        return new
    if said.how is Worded.ADD and stands:
        return stands._replace(words="\n".join(filter(None, (stands.words, without_braces(said.words)))), at=source.at)
    return new._replace(words=without_braces(said.words.strip()))


def _take(turn: Turn, report: Report, given: Mapping[str, HeadingWords | None], held: Wording | WordsUnlike) -> Next:
    """Record it and say so; then what contradicts the appendix, or the next heading, the one at hand if it got nothing."""
    before = worded_report(turn.session, report)
    words = {slot: one for slot, one in given.items() if one is not None}
    words = {slot: one._replace(replaces=one.replaces or before.says_all(slot, one)) for slot, one in words.items()}
    if not words:
        turn.note(sentences.NO_SAME)
        return STAY
    give(turn, report, words)
    if len(words) == 1:
        _say_what_stands(turn, before, report, next(iter(words)))
    else:
        turn.note(sentences.taken_many(len(words), len(worded_report(turn.session, report).draft.empty)))
        offer_undo(turn)
    at_hand = held.then if isinstance(held, WordsUnlike) else held.slot
    after = at_hand if isinstance(held, WordsUnlike) or at_hand in words else _before(before, at_hand)
    return go_on_after(turn, report, after, alone=held.alone)


def _say_what_stands(turn: Turn, before: WordedReport, report: Report, slot: str) -> None:
    worded = worded_report(turn.session, report)
    heading, given = _heading(worded, slot), worded.words[slot]
    if heading is None:
        return
    standing, sentences_of = _standing(worded, heading), _standing(before, heading).stated
    turn.note(sentences.taken(heading, standing.words or ""))
    if sentences_of and given.replaces and given.words:
        turn.note(sentences.in_place_of(len(sentences_of)))
    turn.note(sentences.SENTENCES_STAY if standing.stated and not given.words else "")


def _before(worded: WordedReport, slot: str) -> str:
    """The heading before this one, "" for none."""
    slots = ["", *(one.slot for one in worded.outline.headings)]
    return slots[slots.index(slot) - 1] if slot in slots else ""


@does(SAME_WORDS)
def keep_words(turn: Turn, about: str) -> Next:
    """As last period, here or under every heading that waits; of words that contradict the appendix: both stay."""
    held = turn.held
    if isinstance(held, Wording):
        return _answer(turn, held, WordsSaid(Worded.SAME, "", every=about == _ALL))
    return Go(replace(held, why=True)) if isinstance(held, WordsUnlike) else STAY


@does(SAID_WORDS)
def say_words(turn: Turn, about: str) -> Next:
    """What a choice stands for: none, later, or the finished tasks."""
    held = turn.held
    if not isinstance(held, Wording):
        return STAY
    if about != _TASKS:
        words = read_words_said(sentences.NO_WORDS).words
        return _answer(turn, held, WordsSaid(Worded(about), words))
    worded = worded_report(turn.session, turn.report())
    heading = _heading(worded, held.slot)
    tasks = _tasks(turn, worded, heading) if heading else []
    return _answer(turn, held, WordsSaid(Worded.ADD, sentences.task_list(tasks))) if tasks else STAY


def back(turn: Turn, held: Wording) -> Next:
    """To the heading before."""
    slots = [one.slot for one in worded_report(turn.session, turn.report()).outline.headings if one.words]
    place = slots.index(held.slot) if held.slot in slots else 0
    return Go(Wording(slots[place - 1])) if place else STAY


def go_on(turn: Turn, held: Wording) -> Next:
    """To the next one."""
    return go_on_after(turn, turn.report(), held.slot, alone=held.alone)


WORDING = Step(
    holds=Wording,
    manner=manners.OF_WORDS,
    ask=ask,
    hear=hear,
    settled=settled,
    back=back,
    go_on=go_on,
    keep=keep_nothing,
)
