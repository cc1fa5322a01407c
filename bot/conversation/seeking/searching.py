"""A report that an order names, "Đại Từ quý 3": taken up at once if only one fits, asked back where several do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.conversation.core.doing import Do
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.seeking.meant import Meant, desk_units, find_meant, is_clear, known_to
from bot.conversation.seeking.sought import Sought
from bot.messages.actions import LEAVE, Action, Choice
from bot.reading.questions import Question, read_objects
from bot.texts.desk import asking as sentences
from bot.texts.desk import rounds
from bot.texts.office import menu
from bot.texts.report import locking
from tracker.office.units import Unit, units_called
from tracker.reports.reports import Report, reports_of, unit_of


@dataclass(frozen=True)
class Search:
    """Which reports fit, what is done with the one that is meant (`take`, by the button `action`), and what is said."""

    fits: Callable[[Turn, Report], bool]
    take: Do
    action: Action
    which: str
    none: Callable[[Sequence[Unit]], str]


def search(turn: Turn, words: str, wanted: Search) -> Next:
    """Take up the report that the words name, "Đại Từ quý 3", and that fits; asks which one where several do."""
    return search_for(turn, read_objects(words, turn.today, known_to(turn, desk_units(turn))), wanted)


def search_for(turn: Turn, question: Question, wanted: Search) -> Next:
    """Take up the report that is meant and that fits; asks which one where several do."""
    meant = find_meant(turn, question)
    has_name = replace(meant, unclear="", no_round=meant.no_round and not meant.unclear)
    if not is_clear(turn, question, has_name):
        return STAY
    units = units_called(meant.among[1:], meant.unclear) if meant.unclear else list(meant.units)
    if not units and meant.unclear:
        turn.note(rounds.no_unit(meant.unclear))
        return STAY
    if not units:
        _ask_for_unit(turn, meant)
        return STAY
    asked = {one.id for one in (*meant.rounds, *meant.others)}
    theirs = [report for unit in units for report in reports_of(turn.session, unit.id) if unit.id != turn.unit.id]
    theirs = [report for report in theirs if not asked or report.round_id in asked]
    found = [report for report in theirs if wanted.fits(turn, report)]
    if not found:
        turn.note(wanted.none(units))
    elif len(found) == 1:
        return wanted.take(turn, str(found[0].id))
    else:
        turn.go(Menu())
        turn.say(wanted.which, _to_choose(turn, found, wanted.action), numbered=True)
    return STAY


def _ask_for_unit(turn: Turn, meant: Meant) -> None:
    sought = Sought(round_id=meant.rounds[0].id if meant.rounds else 0, unit_id=turn.unit.id)
    turn.go(Menu())
    turn.say(sentences.WHICH_UNIT, [sought.choice(menu.STATUS), LEAVE.choice(menu.LEAVE)])


def _to_choose(turn: Turn, found: Sequence[Report], action: Action) -> list[Choice]:
    return [action.choice(locking.which(turn.asked(report), unit_of(turn.session, report)), report.id) for report in found]
