"""Mending by one tap or in words: what was probably meant, a figure that was read back, the one in another report."""

from collections.abc import Sequence

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Filling, ListLines, Questioned, Summary
from bot.conversation.core.turn import Turn
from bot.conversation.report import questioning
from bot.conversation.report.editing import edit
from bot.conversation.report.filling import ask_again
from bot.conversation.report.finishing import AGAIN
from bot.conversation.report.opening import take_back
from bot.texts.common.wording import report_name
from bot.texts.report.cells import elsewhere
from tracker.forms.cell import Cell
from tracker.reports.entry import Entry


@does(questioning.MEND)
def mend(turn: Turn, said: str) -> Next:
    """Set what was offered; another number is taken for the figure in question; where none is, the row is asked."""
    held, finding = turn.held, questioning.finding_of(turn)
    if finding is None or not isinstance(held, Questioned):
        return edit(turn, "")
    reading = next((one for one in questioning.offered(finding) if questioning.written(one) == said), None)
    if reading is None:
        return questioning.hear(turn, held, said)
    return questioning.taken(turn, {cell: Entry.number(value) for cell, value in reading.changes if value is not None})


@does(questioning.THERE)
def mend_there(turn: Turn, _rest: str) -> Next:
    """Ask the figure in question in the other report that says otherwise; one that is handed in is taken back for it."""
    finding = questioning.finding_of(turn)
    if finding is None or finding.told is None:
        return STAY
    other, before = finding.told.other, turn.snapshot.round
    report = turn.report(str(other.report.id))
    turn.note(elsewhere.gone_there(report_name(other.round), report_name(before)))
    if not report.is_open:
        return take_back(turn, report, finding.told.cells[0].row)
    turn.go(Filling(), report=report)
    return Go(ask_again(_typed(turn, finding.told.cells)))


def _typed(turn: Turn, cells: Sequence[Cell]) -> Sequence[Cell]:
    """These cells as far as they are typed; else those from which they follow."""
    form, wanted = turn.form(), set(cells)
    own = [cell for cell in cells if form.row_of(cell).typed]
    everything = form.of_level(turn.reporting_unit.level).cells
    return own or [cell for cell in everything if not wanted.isdisjoint(form.following({cell}))]


@does(AGAIN)
def mend_read_back(turn: Turn, which: str) -> Next:
    """Ask a figure of the summary again, or its line of a list; then the summary comes back."""
    if not turn.at(Summary):
        return STAY
    cell = Cell.read(which)
    return Go(ListLines(cell.pattern_key, line=cell.line) if cell.line else ask_again([cell]))
