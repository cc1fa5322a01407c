"""What is asked next in a report: a section as it was last time, the first open rows, a comment, a finding, the summary."""

from bot.conversation.core.held import Held
from bot.conversation.core.manners import OF_FIGURES
from bot.conversation.core.places import Correcting, Filling, Revising
from bot.conversation.core.step import Step, keep_nothing
from bot.conversation.core.turn import Turn
from bot.conversation.report import correcting, filling, questioning, revising
from bot.conversation.report.lists import list_lines
from bot.conversation.report.taking import go_on


def settled(turn: Turn, held: Filling) -> Held | None:
    """Where to stand instead of at the next cells; None while there are cells to ask."""
    here = turn.snapshot
    section = revising.section_to_offer(turn) if here.previous and not held.again else None
    if section:
        return Revising(section.key)
    if cells := filling.cells_to_ask(here, held):
        return list_lines.first_list(here, cells)
    commented = correcting.first_open(turn)
    return Correcting(commented.comment.id) if commented else questioning.first_in_question(turn)


FILLING = Step(
    holds=Filling,
    manner=OF_FIGURES,
    ask=filling.ask,
    hear=filling.hear,
    settled=settled,
    back=filling.back,
    go_on=go_on,
    keep=keep_nothing,
)
