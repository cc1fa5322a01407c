"""Telling the others: a unit's officers, and every desk that receives its reports."""

from collections.abc import Sequence

from bot.conversation.core.turn import Turn
from bot.messages.actions import OPEN, Choice
from bot.people.addresses import addresses_in, addresses_of
from bot.texts.desk import reviewing as sentences
from tracker.office.officers import leaders_of, overseers, receives
from tracker.reports.reports import Report
from tracker.reports.rounds import Round


def tell_officers(turn: Turn, report: Report, title: str, text: str, *, open_label: str = sentences.OPEN) -> None:
    """To the others who fill the report; they may open it if it is with them."""
    round_ = turn.session.get_one(Round, report.round_id)
    choices = [OPEN.choice(open_label, report.id)] if report.is_with_unit else []
    for address in addresses_in(turn.session, report.unit_id):
        if address.officer_id != turn.officer.id:
            turn.tell(address, title, sentences.about(round_, text), choices)


def tell_leaders(turn: Turn, report: Report, title: str, text: str, choices: Sequence[Choice]) -> int:
    """To the unit's leaders, who approve the report; gives how many of them can be reached."""
    addresses = addresses_of(turn.session, leaders_of(turn.session, report.unit_id))
    for address in addresses:
        turn.tell(address, title, text, choices)
    return len(addresses)


def tell_desks(turn: Turn, report: Report, title: str, text: str, choices: Sequence[Choice]) -> int:
    """To everybody who receives the unit's reports and can be reached; gives how many they are."""
    above = [one for one in overseers(turn.session, report.unit_id) if receives(turn.session, one, report.unit_id)]
    addresses = addresses_of(turn.session, above)
    for address in addresses:
        turn.tell(address, title, text, choices)
    return len(addresses)
