"""A section of a report that is about to be handed in: its rows with labels and figures, each to be mended."""

from dataclasses import replace

from bot.conversation.core.doing import does
from bot.conversation.core.manners import OF_FIGURES
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import LookingAt, Summary
from bot.conversation.core.step import Step, keep_nothing, never
from bot.conversation.core.turn import Turn
from bot.conversation.report.editing import EDIT
from bot.conversation.report.finishing import LOOK, hear
from bot.messages.actions import BACK, GO_ON
from bot.texts.common.wording import section_title
from bot.texts.report import overview as sentences
from tracker.workbooks.appendices import shown_cells

_MOST_ROWS = 10  # on one screen


@does(LOOK)
def look(turn: Turn, section: str) -> Next:
    """Show a section of the report that is looked over."""
    known = turn.at(Summary, LookingAt) and section in {part.key for part in turn.form().sections}
    return Go(LookingAt(section)) if known else STAY


def ask(turn: Turn, held: LookingAt) -> None:
    """The rows of one page, what is 0 or blank in one line, and what can be done."""
    here = turn.snapshot
    form, shown = here.form, shown_cells(turn.session, here.report)
    section = form.section(held.section)
    told = sentences.of_section(form, section, shown, here.amounts_before)
    pages = range(0, max(len(told.rows), 1), _MOST_ROWS)
    page = min(held.page, len(pages) - 1)
    some = dict(list(told.rows.items())[pages[page] : pages[page] + _MOST_ROWS])
    rest = len(told.rows) - pages[page] - len(some)
    level = here.unit.level
    typed = {row.key for row in form.rows_of(shown) if row.typed and row.concerns(level)}
    mend = [cell for cell in some if cell.row in typed]
    turn.say(
        sentences.page(list(some.values()), told.rest, rest),
        [
            *(EDIT.choice(sentences.place(cell), cell.row) for cell in mend),
            GO_ON.choice(sentences.ON),
            BACK.choice(sentences.OVERVIEW),
        ],
        title=section_title(section),
    )
    turn.hold(replace(held, page=page, more=rest > 0))


def go_on(turn: Turn, held: LookingAt) -> Next:
    """To the next page, the next section, or back to all sections behind the last."""
    if held.more:
        return Go(replace(held, page=held.page + 1))
    keys = [section.key for section in turn.form().sections]
    behind = keys[keys.index(held.section) + 1 :]
    return Go(LookingAt(behind[0]) if behind else Summary())


def back(_turn: Turn, _held: LookingAt) -> Next:
    """To all sections."""
    return Go(Summary())


LOOKING = Step(
    holds=LookingAt,
    manner=OF_FIGURES,
    ask=ask,
    hear=hear,
    settled=never,
    back=back,
    go_on=go_on,
    keep=keep_nothing,
)
