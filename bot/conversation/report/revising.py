"""The next period: a section at a time, as it stood last period, kept or changed."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.core.doing import does
from bot.conversation.core.journal import offer_undo
from bot.conversation.core.manners import OF_FIGURES
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Filling, Revising
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.turn import Turn
from bot.conversation.report import filling
from bot.conversation.report.asking import archived
from bot.conversation.report.asking.naming import says_cells
from bot.conversation.report.counted import counted
from bot.conversation.report.filling import ask_again, first_group
from bot.conversation.report.taking import Entries, hear_figures, take
from bot.conversation.report.totals import totals_of
from bot.messages.actions import Action
from bot.texts.common.wording import section_title
from bot.texts.report import reporting
from bot.texts.report import revising as sentences
from tracker.forms.cell import Cell
from tracker.forms.row import Row
from tracker.reports.archive import is_of_a_year_before
from tracker.reports.entry import Entry
from tracker.reports.figures import record
from tracker.reports.previous import entries_to_keep
from tracker.reports.snapshot import Snapshot

SAME, ANEW = Action("same"), Action("anew")
_ABOVE = 2  # lines above the rows: the title, and how far it is


def section_to_offer(turn: Turn) -> Row | None:
    """The section of the first open cell, if nothing in it is answered yet and last period's figures are there."""
    here = turn.snapshot
    if not here.open:
        return None
    section = here.form.section_at(here.open[0])
    asked = [cell for cell in here.form.of_level(here.unit.level).cells if here.form.section_at(cell) is section]
    untouched = asked == _open_in(here, section)
    return section if untouched and not totals_of(turn, asked) and _to_keep(turn, here, section) else None


def _open_in(here: Snapshot, section: Row) -> list[Cell]:
    return [cell for cell in here.open if here.form.section_at(cell) is section]


def still_open(turn: Turn, held: Revising) -> bool:
    """Whether anything in the section waits for an answer."""
    here = turn.snapshot
    return bool(_open_in(here, here.form.section(held.section)))


def _to_keep(turn: Turn, here: Snapshot, section: Row) -> dict[Cell, Entry]:
    """What stood in the open cells last period, in columns of a year before what the unit reported then.

    What the book of tasks counts is newer than that.
    """
    cells = _open_in(here, section)
    kept = entries_to_keep(here.form, here.previous, [cell for cell in cells if not is_of_a_year_before(here.form, cell)])
    if kept:
        kept |= archived.proposed(turn, cells)
    else:
        return {}
    book = {cell: Entry.number(figure.amount) for cell, figure in counted(turn, cells).items()}
    none = {Cell(here.form.row_of(cell).ask, cell.column) for cell in book} & set(kept)
    return {cell: entry for cell, entry in (kept | book).items() if cell not in none}


def ask(turn: Turn, held: Revising) -> None:
    """Show the section as it was, as many of its rows as there is room for, and offer to keep the whole of it."""
    here = turn.snapshot
    form, section = here.form, here.form.section(held.section)
    progress = reporting.progress(form.sections.index(section) + 1, len(form.sections), len(here.open))
    stood = _to_keep(turn, here, section)
    rows = sentences.rows(form, stood)
    since = held.since if held.since < len(rows) else 0
    others = [*filter(None, [sentences.beside(form, stood)]), sentences.how(form, _open_in(here, section))]
    room = max(turn.room - _ABOVE - len(others), 2)
    until = since + (room if len(rows) - since <= room else room - 1)
    more = filter(None, [sentences.more(len(rows[until:]))])
    text = "\n".join([progress, *rows[since:until], *more, *others])
    turn.say(text, [SAME.choice(sentences.KEEP), ANEW.choice(sentences.ANEW)], title=section_title(section))
    turn.hold(replace(held, since=since, until=until))


@does(SAME)
def keep(turn: Turn, _rest: str) -> Next:
    """Keep what is still open in the section as it was."""
    return _keep(turn, turn.form().section(held.section)) if isinstance(held := turn.held, Revising) else STAY


def _keep(turn: Turn, section: Row) -> Next:
    kept = _to_keep(turn, turn.snapshot, section)
    record(turn.session, turn.report(), kept, turn.entry_source)
    turn.note(sentences.kept(len(kept)))
    offer_undo(turn)
    return Go(Filling())


@does(ANEW)
def anew(turn: Turn, _rest: str) -> Next:
    """Ask the section group by group."""
    return Go(_first_of(turn, held)) if isinstance(held := turn.held, Revising) else STAY


def _first_of(turn: Turn, held: Revising) -> Filling:
    here = turn.snapshot
    return ask_again(first_group(here, _open_in(here, here.form.section(held.section))))


def hear(turn: Turn, held: Revising, text: str) -> Next:
    """Rows named by their numbers are changed and the others stay as they were; figures alone answer the first group."""
    if says_cells(turn, text):
        heard = hear_figures(turn, text)
        return changed(turn, held, heard) if isinstance(heard, Mapping) else heard
    first = _first_of(turn, held)
    heard = hear_figures(turn, text, [Cell.read(asked) for asked in first.again])
    if not isinstance(heard, Mapping):
        return heard
    turn.go(first)
    return filling.taken(turn, first, heard)


def changed(turn: Turn, held: Revising, entries: Entries) -> Next:
    """Record what is changed; the rest of a section in which something was stays as it was."""
    section, form = turn.form().section(held.section), turn.form()
    follows = take(turn, entries)
    if not any(form.section_at(cell) is section for cell in entries):
        return follows
    kept = _keep(turn, section)
    return kept if follows is STAY else follows  # a changed row is questioned first


def go_on(_turn: Turn, held: Revising) -> Next:
    """To the next page; from the last one to the first."""
    return Go(replace(held, since=held.until))


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
