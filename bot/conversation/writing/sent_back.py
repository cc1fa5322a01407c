"""A draft that comes back from Word: what of its words is new is shown first, and taken on a yes."""

from collections.abc import Sequence

from bot.conversation.core.confirming import About, AskedFirst, Shown, leave_as_it_is
from bot.conversation.core.journal import offer_undo
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.turn import Turn
from bot.conversation.writing import wording
from bot.conversation.writing.given import give
from bot.texts.writing import words as sentences
from tracker.narrative.words import HeadingWords
from tracker.reports.reports import Report
from tracker.written.own_words import worded_report
from tracker.written.refreshing import without_braces
from tracker.written.returned import WordsRead, returned_report


def receive(turn: Turn, report: Report, paragraphs: Sequence[str]) -> Next:
    """Ask whether the words are to be taken that differ from those that stand; a text of another make has none."""
    worded = worded_report(turn.session, report)
    found = returned_report(paragraphs, worded)
    if found is None:
        return STAY
    if not found.changed:
        turn.note(sentences.NOTHING_CHANGED)
        return STAY
    words = {slot: [one.words, one.replaces] for slot, one in found.changed.items()}
    return TAKE_WORDS.ask(report=report.id, words=words, missing=[one.slot for one in found.missing])


def _show(turn: Turn, about: About) -> Shown | None:
    worded = worded_report(turn.session, turn.report(str(about["report"])))
    headings = {one.slot: one for one in worded.outline.headings}
    changes = [(headings[slot], WordsRead(*said)) for slot, said in about["words"].items() if slot in headings]
    missing = [headings[slot] for slot in about["missing"] if slot in headings]
    text = sentences.to_take(changes, missing)
    return Shown(sentences.TAKE_TITLE, text, sentences.TAKE_YES, sentences.TAKE_NO) if changes else None


def _take(turn: Turn, about: About) -> Next:
    report = turn.report(str(about["report"]))
    words = {slot: _given(turn, said, replaces=replaces) for slot, (said, replaces) in about["words"].items()}
    give(turn, report, words)
    turn.note(sentences.taken_many(len(words), len(worded_report(turn.session, report).draft.empty)))
    offer_undo(turn)
    return wording.go_on_after(turn, report, "", alone=True)


def _given(turn: Turn, words: str, *, replaces: bool) -> HeadingWords:
    source = turn.entry_source
    return HeadingWords(without_braces(words), source.officer_id, source.at, replaces)


TAKE_WORDS = AskedFirst(name="take words", show=_show, do=_take, leave=leave_as_it_is)
