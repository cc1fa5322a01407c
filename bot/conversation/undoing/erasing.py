"""Figures are withdrawn: one row, "xóa 1.1", or all of a report, "xóa hết", which is shown first and asked once."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.conversation.core.confirming import About, AskedFirst, Shown, leave_as_it_is
from bot.conversation.core.doing import does
from bot.conversation.core.journal import offer_undo
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Filling
from bot.conversation.core.step import Hears, step_at
from bot.conversation.core.turn import Turn
from bot.conversation.report.editing import find_rows
from bot.messages.actions import WITHDRAW, Action
from bot.texts.office import menu
from bot.texts.report import undoing as sentences
from tracker.forms.cell import ENTRY, Cell
from tracker.forms.row import Row
from tracker.kernel.names import tidy
from tracker.office.officers import Officer
from tracker.reports.figures import Entered, none_taken_back, withdraw
from tracker.reports.snapshot import Snapshot

ERASE = Action(
    "erase",
    over_sentence=True,
    whole=(
        *(
            "xoa het",
            "xoa tat ca",
            "xoa het so lieu",
            "xoa het lam lai",
            "xoa het di",
            "nham roi, xoa het",
            "nham roi xoa het",
        ),
        *("lam lai tu dau", "nhap lai tu dau", "xoa bao cao", "xoa het nhap lai", "nhap lai het", "lam lai het"),
    ),
)


@does(WITHDRAW)
def withdraw_row(turn: Turn, wanted: str) -> Next:
    """Withdraw what stands in a row, or in the rows of a group."""
    if not _at_a_report(turn):
        return STAY
    here, rows = turn.snapshot, find_rows(turn, wanted)
    figures = _standing_in(here, rows)
    if rows and not figures:
        turn.note(sentences.empty(rows))
    if not figures:
        return STAY
    withdraw(turn.session, here.report, figures, turn.entry_source)
    turn.note(sentences.withdrawn(here.form, figures, _others(turn, figures)))
    return STAY if turn.at(Filling) else Go(Filling())


def _standing_in(here: Snapshot, rows: Sequence[Row]) -> dict[Cell, Entered]:
    """What stands in them, and where "none arose" is said of them together with others."""
    own = [cell for row in rows for cell in here.form.cells_of(row)]
    lists = {f"{row.key}{ENTRY}" for row in rows if row.repeats}
    own += [cell for cell in here.figures if cell.line and cell.pattern.row in lists]
    return {cell: here.figures[cell] for cell in (*none_taken_back(here.form, own), *own) if cell in here.figures}


def _others(turn: Turn, figures: Mapping[Cell, Entered]) -> dict[Cell, str]:
    """By cell, who else entered what stands there."""
    theirs = {cell: figure.officer_id for cell, figure in figures.items() if figure.officer_id != turn.officer.id}
    return {cell: turn.session.get_one(Officer, by).name for cell, by in theirs.items()}


def _at_a_report(turn: Turn) -> bool:
    """Whether a report is being filled; says so where none is."""
    if step_at(turn).manner.open_report:
        return True
    turn.note(menu.NOTHING_TO_GO_ON if turn.rests else sentences.NOTHING_HERE)
    return False


def hear_sentence(turn: Turn) -> Next | None:
    """Where a sentence is asked for that is not about the figures at hand, what was said is the answer; None elsewhere."""
    step = step_at(turn)
    if step.manner.hears is not Hears.SENTENCE or step.manner.open_report:
        return None
    return step.hear(turn, turn.held, tidy(turn.incoming.text))


@does(ERASE)
def ask_to_erase(turn: Turn, _rest: str) -> Next:
    """Show what would be erased; the same words there are a yes."""
    if heard := hear_sentence(turn):
        return heard
    if not _at_a_report(turn):
        return STAY
    if not turn.snapshot.figures:
        turn.note(sentences.NOTHING_STANDS)
        return STAY
    return ERASE_ALL.ask()


def _show(turn: Turn, _about: About) -> Shown | None:
    """How many figures of which sections, and whose."""
    here = turn.snapshot
    others = Counter(_others(turn, here.figures).values())
    text = sentences.to_erase(here.form, here.figures, others)
    return Shown(sentences.ERASE_TITLE, text, sentences.erase(len(here.figures)), sentences.KEEP_ALL) if here.figures else None


def _erase_all(turn: Turn, _about: About) -> Next:
    here = turn.snapshot
    count = len(here.figures)
    withdraw(turn.session, here.report, here.figures, turn.entry_source)
    turn.note(sentences.erased(count))
    offer_undo(turn)
    return Go(Filling())


ERASE_ALL = AskedFirst(name="erase all", show=_show, do=_erase_all, leave=leave_as_it_is)
