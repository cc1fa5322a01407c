"""The words of the written report: one message a heading, or for several empty ones, held against the appendix at once."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held
from bot.conversation.core.journal import offer_undo
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Filling, Menu, Wording, WordsUnlike
from bot.conversation.core.step import Step, keep_nothing
from bot.conversation.core.turn import Turn
from bot.conversation.writing import cards
from bot.conversation.writing.given import heading_of, record_said, standing_of, tasks_of, words_given
from bot.messages.actions import SAME_WORDS, WORDS, Action
from bot.reading.lettered import read_in_order, read_lettered
from bot.reading.words_said import Worded, WordsSaid, read_words_said
from bot.texts.writing import words as sentences
from tracker.narrative.words import HeadingWords
from tracker.reports.reports import Report
from tracker.written.outline import OutlineHeading
from tracker.written.own_words import WordedReport, worded_report
from tracker.written.returned import words_under_headings

SAID_WORDS = Action("saidwords")
_ALL, _TASKS = "all", "tasks"
_MOST_TOGETHER = 5  # empty headings that one message asks for


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


def ask(turn: Turn, held: Wording) -> None:
    """The heading, what stands there, and what stood there last period."""
    worded = worded_report(turn.session, turn.report())
    heading = heading_of(worded, held.slot)
    if heading is None:
        return
    asked = _together(turn, worded, held)
    turn.hold(replace(held, asked=asked))
    if asked:
        _ask_together(turn, worded, asked)
        return
    standing, tasks = standing_of(worded, heading), tasks_of(turn, worded, heading)
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


def _together(turn: Turn, worded: WordedReport, held: Wording) -> tuple[str, ...]:
    """This heading and those that wait behind it, as far as nothing is known of them; () for one that is asked by itself."""
    waiting = worded.waiting
    slots = [one.slot for one in waiting]
    behind = waiting[slots.index(held.slot) :] if held.slot in slots and not held.alone else []
    empty = takewhile(lambda one: one.slot not in worded.before and not tasks_of(turn, worded, one), behind)
    asked = tuple(one.slot for one in islice(empty, _MOST_TOGETHER))
    return asked if len(asked) > 1 else ()


def _ask_together(turn: Turn, worded: WordedReport, asked: Sequence[str]) -> None:
    headings = [one for one in worded.outline.headings if one.slot in asked]
    choices = [
        SAID_WORDS.choice(sentences.none_of(len(asked)), Worded.NONE),
        SAID_WORDS.choice(sentences.LATER, Worded.LATER),
    ]
    title = sentences.title_together(len(asked), len(worded.waiting) - len(asked))
    turn.say(sentences.question_together(headings), choices, title=title, numbered=True)


def settled(turn: Turn, held: Wording) -> Held | None:
    """The menu, where the outline has no such heading any more."""
    return Menu() if heading_of(worded_report(turn.session, turn.report()), held.slot) is None else None


def hear(turn: Turn, held: Wording | WordsUnlike, text: str) -> Next:
    """Words for this heading, or for those that the message names or is asked for."""
    report = turn.report()
    worded = worded_report(turn.session, report)
    said = {slot: read_words_said(words) for slot, words in words_under_headings(text, worded).items()}
    said = said or _said_together(held, text)
    if not said:
        return _answer(turn, held, read_words_said(text))
    given = {slot: words_given(turn, worded, slot, one) for slot, one in said.items() if one.how is not Worded.LATER}
    passed = [slot for slot, one in said.items() if one.how is Worded.LATER]
    return _take(turn, report, given, held, passed)


def _said_together(held: Wording | WordsUnlike, text: str) -> dict[str, WordsSaid]:
    """What a message says of each heading that the question asked for; {} where that was one, or the first is meant."""
    asked = held.asked if isinstance(held, Wording) else ()
    if not asked:
        return {}
    whole = read_words_said(text)
    if whole.how is not Worded.NEW:
        return {} if whole.every or whole.how in {Worded.SAME, Worded.ADD} else dict.fromkeys(asked, whole)
    lettered = {asked[place]: one for place, one in read_lettered(text, len(asked)).items()}
    in_order = read_in_order(text, len(asked))
    return lettered or dict(zip(asked, map(read_words_said, in_order), strict=False))


def _answer(turn: Turn, held: Wording | WordsUnlike, said: WordsSaid) -> Next:
    report = turn.report()
    worded = worded_report(turn.session, report)
    if said.how is Worded.LATER:
        return go_on_after(turn, report, held.slot, alone=said.every or held.alone)
    slots = [one.slot for one in worded.waiting] if said.every else [held.slot]
    given = {slot: words_given(turn, worded, slot, said) for slot in slots}
    if said.every:
        given = {slot: one for slot, one in given.items() if one and (one.words or one.replaces)}
    return _take(turn, report, given, replace(held, alone=held.alone or said.every))


def _take(
    turn: Turn,
    report: Report,
    given: Mapping[str, HeadingWords | None],
    held: Wording | WordsUnlike,
    passed: Sequence[str] = (),
) -> Next:
    """Record it and say so; then what contradicts the appendix, or the next heading that got nothing and is not `passed`."""
    before = worded_report(turn.session, report)
    words = record_said(turn, report, given)
    if not words and not passed:
        turn.note(sentences.NO_SAME)
        return STAY
    if len(words) == 1:
        _say_what_stands(turn, before, report, next(iter(words)))
    elif words:
        drafted = worded_report(turn.session, report).draft
        dropped = len(words.keys() - {one.heading.slot for one in drafted.headings})
        turn.note(sentences.taken_many(len(words), len(drafted.empty), dropped))
        offer_undo(turn)
    return go_on_after(turn, report, _last_heard(before, held, {*words, *passed}), alone=held.alone)


def _last_heard(worded: WordedReport, held: Wording | WordsUnlike, heard: Container[str]) -> str:
    """The heading behind which to go on: the last of those asked, or the one before the first of them that got nothing."""
    if isinstance(held, WordsUnlike):
        return held.then
    asked = held.asked or (held.slot,)
    unheard = next((slot for slot in asked if slot not in heard), None)
    return _before(worded, unheard) if unheard else asked[-1]


def _say_what_stands(turn: Turn, before: WordedReport, report: Report, slot: str) -> None:
    worded = worded_report(turn.session, report)
    heading, given = heading_of(worded, slot), worded.words[slot]
    if heading is None:
        return
    standing, sentences_of = standing_of(worded, heading), standing_of(before, heading).stated
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
        return hear(turn, held, sentences.NO_WORDS if about == Worded.NONE else sentences.LATER)
    worded = worded_report(turn.session, turn.report())
    heading = heading_of(worded, held.slot)
    tasks = tasks_of(turn, worded, heading) if heading else []
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
