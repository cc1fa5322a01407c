"""The next period: a section at a time, as it stood last period, kept or changed."""

from dataclasses import replace

from bot.conversation.core.doing import does
from bot.conversation.core.manners import OF_FIGURES
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Filling, Revising
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.turn import Turn
from bot.conversation.report.counted import counted
from bot.conversation.report.editing import read_rows, set_rows
from bot.conversation.report.filling import first_group
from bot.conversation.report.filling import hear as hear_group
from bot.conversation.report.taking import go_on, take
from bot.conversation.report.totals import totals_of
from bot.messages.actions import SET, Action
from bot.reading.answers import read_answer
from bot.reading.numbers import split_answers
from bot.texts.common.wording import named_row
from bot.texts.report import reporting
from bot.texts.report import revising as sentences
from tracker.forms.form import Row
from tracker.reports.figures import Entry, record_figures
from tracker.reports.previous import entries_to_keep
from tracker.reports.snapshot import previous_figures

SAME, ANEW = Action("same"), Action("anew")


def section_to_offer(turn: Turn) -> Row | None:
    """The section of the first open row, if nothing in it is answered yet and last period's figures are there."""
    form, waiting = turn.form(), turn.open_rows()
    if not waiting:
        return None
    section = form.section_of[waiting[0].key]
    asked = [row for row in form.of_level(turn.reporting_unit.level).rows if form.section_of[row.key] is section]
    untouched = asked == [row for row in waiting if form.section_of[row.key] is section]
    return section if untouched and not totals_of(turn, asked) and _to_keep(turn, section) else None


def _open_in(turn: Turn, section: Row) -> list[Row]:
    form = turn.form()
    return [row for row in turn.open_rows() if form.section_of[row.key] is section]


def _to_keep(turn: Turn, section: Row) -> dict[str, Entry]:
    """What stood in the open rows last period; what the book of tasks counts is newer than that."""
    before = previous_figures(turn.session, turn.report())
    rows = _open_in(turn, section)
    kept = entries_to_keep(turn.form(), before, rows)
    if not kept:
        return {}
    book = {key: Entry.number(figure.amount) for key, figure in counted(turn, rows).items()}
    none = {turn.form().by_key[key].ask for key in book} & set(kept)
    return {key: entry for key, entry in (kept | book).items() if key not in none}


def ask(turn: Turn, held: Revising) -> None:
    """Show the section as it was, and offer to keep it."""
    form, section = turn.form(), turn.form().by_key[held.section]
    waiting = turn.open_rows()
    progress = reporting.progress(form.sections.index(section) + 1, len(form.sections), len(waiting))
    offer = sentences.offer(form, _open_in(turn, section), _to_keep(turn, section))
    choices = [SAME.choice(sentences.KEEP), ANEW.choice(sentences.ANEW)]
    turn.say(f"{progress}\n{offer}", choices, title=named_row(section))


@does(SAME)
def keep(turn: Turn, _rest: str) -> Next:
    """Keep what is still open in the section as it was."""
    return _keep(turn, turn.form().by_key[held.section]) if isinstance(held := turn.held, Revising) else STAY


def _keep(turn: Turn, section: Row) -> Next:
    kept = _to_keep(turn, section)
    record_figures(turn.session, turn.report(), kept, turn.entry_source)
    turn.note(sentences.kept(len(kept)))
    return Go(Filling())


@does(SET)
def change(turn: Turn, text: str) -> Next:
    """Take "1.2.1: 41", one or several lines.

    Of a section that is shown as it was: if all could be read, the others stay as they were.
    """
    held = turn.held
    if not isinstance(held, Revising):
        return set_rows(turn, text)
    section, entries = turn.form().by_key[held.section], read_rows(turn, text)
    meant = len([line for line in text.replace(";", "\n").split("\n") if line.strip()])
    follows = take(turn, entries)
    if len(entries) < meant or not any(turn.form().section_of[key] is section for key in entries):
        return follows
    kept = _keep(turn, section)
    return kept if follows is STAY else follows  # a changed row is questioned first


@does(ANEW)
def anew(turn: Turn, _rest: str) -> Next:
    """Ask the section group by group."""
    return Go(_first_of(turn, held)) if isinstance(held := turn.held, Revising) else STAY


def _first_of(turn: Turn, held: Revising) -> Filling:
    rows = first_group(_open_in(turn, turn.form().by_key[held.section]))
    return Filling(again=tuple(row.key for row in rows))


def hear(turn: Turn, held: Revising, text: str) -> Next:
    """Numbers alone answer the first group of the section, as they would without last period's figures."""
    first = _first_of(turn, held)
    rows = [turn.form().by_key[key] for key in first.again]
    answers = split_answers(text, len(rows))
    if any(isinstance(read_answer(row, answer), Entry) for row, answer in zip(rows, answers, strict=False)):
        turn.go(first)
        return hear_group(turn, first, text)
    turn.note(reporting.TAP_OR_TYPE)
    return STAY


REVISING = Step(
    holds=Revising,
    manner=replace(OF_FIGURES, stay=SAME),
    ask=ask,
    hear=hear,
    settled=never,
    back=stay,
    go_on=go_on,
    keep=keep_nothing,
)
