"""A report of a unit that the desk names: taken up at once if only one fits, asked back where several do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.conversation.core.doing import Do
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.errors.rights import NotTheDesk
from bot.messages.actions import Action
from bot.texts.desk import rounds
from bot.texts.report import locking as sentences
from tracker.office.officers import is_desk
from tracker.office.units import Unit, units_below, units_called
from tracker.reports.reports import Report, reports_of, unit_of


@dataclass(frozen=True)
class Search:
    """Which reports fit, what is done with the one that is meant (`take`, by the button `action`), and what is said."""

    fits: Callable[[Turn, Report], bool]
    take: Do
    action: Action
    which: str
    none: Callable[[Sequence[Unit]], str]


def search(turn: Turn, name: str, wanted: Search) -> Next:
    """Take up the report of the unit of this name that fits; raises NotTheDesk."""
    if not is_desk(turn.officer):
        raise NotTheDesk
    units = units_called(units_below(turn.session, turn.unit, turn.today), name)
    found = [report for unit in units for report in reports_of(turn.session, unit.id) if wanted.fits(turn, report)]
    if not units:
        turn.note(rounds.no_unit(name))
    elif not found:
        turn.note(wanted.none(units))
    elif len(found) == 1:
        return wanted.take(turn, str(found[0].id))
    else:
        choices = [(sentences.which(turn.asked(report), unit_of(turn.session, report)), report) for report in found]
        turn.go(Menu())
        turn.say(wanted.which, [wanted.action.choice(label, report.id) for label, report in choices], numbered=True)
    return STAY
