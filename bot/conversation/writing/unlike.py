"""Words that contradict the appendix: the words are mended, or the figure, or both are right, with a reason."""

from dataclasses import replace
from typing import NamedTuple

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Wording, WordsUnlike
from bot.conversation.core.step import Step, stay
from bot.conversation.core.turn import Turn
from bot.conversation.writing import wording
from bot.messages.actions import KEEP, Action
from bot.reading.courtesy import reason_in
from bot.texts.report import reporting
from bot.texts.writing import words as sentences
from tracker.forms.cell import Cell
from tracker.kernel.names import fold
from tracker.narrative.words import give_words
from tracker.reports.entry import Entry
from tracker.reports.figures import record
from tracker.written.checking import TextFigure, Verdict
from tracker.written.own_words import WordedReport, keep_unlike, worded_report

UNLIKE = Action("unlike")
_WORDS, _FIGURE, _BOTH = "words", "figure", "both"


class _Met(NamedTuple):
    """A contradiction under a heading, with the report as it stands."""

    worded: WordedReport
    figure: TextFigure


def _met(turn: Turn, held: WordsUnlike) -> _Met | None:
    worded = worded_report(turn.session, turn.report())
    found = worded.unlike().get(held.slot)
    return _Met(worded, found[0]) if found else None


def settled(turn: Turn, held: WordsUnlike) -> Held | None:
    """The heading, once nothing under it contradicts the appendix any more."""
    return None if _met(turn, held) else Wording(held.slot, held.alone)


def ask(turn: Turn, held: WordsUnlike) -> None:
    """What both sides say, and what can be done; or the reason for which both are right."""
    met = _met(turn, held)
    if met is None:
        return
    if held.why:
        turn.say(sentences.WHY_BOTH)
        return
    worded, figure = met
    cell = to_mend(turn, figure)
    choices = [UNLIKE.choice(sentences.mend_words(figure), _WORDS)] if worded.mended(held.slot, figure) else []
    choices += [UNLIKE.choice(sentences.mend_figure(figure), _FIGURE)] if cell else []
    choices.append(UNLIKE.choice(sentences.BOTH_RIGHT, _BOTH))
    text = f"{sentences.unlike(turn.form(), figure)}\n{sentences.how_to_mend(may_mend_figure=bool(cell))}"
    turn.say(text, choices, numbered=True)


def to_mend(turn: Turn, figure: TextFigure) -> Cell | None:
    """The only cell of a figure, if the report is open and the unit types it in."""
    report = turn.report()
    if figure.verdict is not Verdict.DIFFERS or figure.said is None or len(figure.cells) != 1:
        return None
    typed = turn.form().row_of(figure.cells[0]).typed
    return figure.cells[0] if typed and report.is_open and not report.is_locked(turn.now) else None


def mend_words(turn: Turn, worded: WordedReport, slot: str, figure: TextFigure) -> bool:
    """Put what the appendix has into the words; False where no figure is written."""
    words, source = worded.mended(slot, figure), turn.entry_source
    if words is None:
        return False
    given = {slot: words._replace(officer_id=source.officer_id, at=source.at)}
    give_words(turn.session, turn.report(), given, source)
    turn.note(sentences.mended(figure))
    return True


def mend_figure(turn: Turn, figure: TextFigure) -> bool:
    """Put what the words say into the appendix; False where it is not typed there, or can be changed no more."""
    cell = to_mend(turn, figure)
    if cell is None or figure.said is None:
        return False
    record(turn.session, turn.report(), {cell: Entry.number(figure.said)}, turn.entry_source)
    turn.note(reporting.taken(turn.form(), turn.snapshot.shown, [cell]))
    return True


def keep_both(turn: Turn, worded: WordedReport, slot: str, figure: TextFigure, why: str) -> None:
    """Both sides stay as they are, for a reason in words."""
    given = keep_unlike(worded.words[slot], figure, why)
    give_words(turn.session, turn.report(), {slot: given}, turn.entry_source)
    turn.note(sentences.kept(figure, why))


@does(UNLIKE)
def mend(turn: Turn, how: str) -> Next:
    """Mend the words or the figure, or ask why both are right."""
    held = turn.held
    met = _met(turn, held) if isinstance(held, WordsUnlike) else None
    if met is None or not isinstance(held, WordsUnlike):
        return STAY
    if how == _BOTH:
        return Go(replace(held, why=True))
    if how == _WORDS:
        mend_words(turn, met.worded, held.slot, met.figure)
    elif how == _FIGURE:
        mend_figure(turn, met.figure)
    return wording.go_on_after(turn, turn.report(), held.then, alone=held.alone)


def hear(turn: Turn, held: WordsUnlike, text: str) -> Next:
    """The reason for which both are right, or new words for the heading."""
    if held.why:
        return keep(turn, held, text)
    begins = sorted((*KEEP.begins, fold(sentences.BOTH_RIGHT)), key=len, reverse=True)
    said = next((words for words in begins if fold(text).startswith(f"{words} ")), "")
    if said:
        return keep(turn, held, reason_in(" ".join(text.split()[len(said.split()) :])))
    return wording.hear(turn, held, text)


def keep(turn: Turn, held: WordsUnlike, reason: str) -> Next:
    """Both stay as they are, for a reason in words."""
    met, why = _met(turn, held), turn.reason(reason)
    if met is None or why is None:
        return Go(replace(held, why=True))
    keep_both(turn, met.worded, held.slot, met.figure, why)
    return wording.go_on_after(turn, turn.report(), held.then, alone=held.alone)


def back(_turn: Turn, held: WordsUnlike) -> Next:
    """From the reason to the question, from there to the heading."""
    return Go(replace(held, why=False)) if held.why else Go(Wording(held.slot, held.alone))


WORDS_UNLIKE = Step(
    holds=WordsUnlike,
    manner=manners.OF_WORDS,
    ask=ask,
    hear=hear,
    settled=settled,
    back=back,
    go_on=stay,
    keep=keep,
)
