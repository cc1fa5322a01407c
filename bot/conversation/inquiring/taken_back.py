"""A slip that is named after the report was handed in: "em nộp nhầm, 3.2.1 là 1" leads to reopening it."""

from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.report.editing import edit
from bot.reading.courtesy import plainly
from bot.reading.inquiries import corrected


def heard(turn: Turn, text: str) -> bool:
    """Whether the text names a slip in a row, where no report is at hand."""
    change = corrected(plainly(text)) if turn.at(Menu) and turn.fills else ""
    if change:
        turn.follow(edit(turn, change))
    return bool(change)
