"""Telling the others: a unit's officers, and every desk that receives its reports."""

from collections.abc import Sequence

from bot.addresses import addresses_in, addresses_of
from bot.choices import Choice
from bot.conversation.turn import Turn
from bot.texts import reviewing as sentences
from tracker.officers import overseers, receives
from tracker.reports import Report
from tracker.rounds import Round


def tell_officers(turn: Turn, report: Report, title: str, text: str) -> None:
    """To those who fill the report; they may open it if it is with them."""
    round_ = turn.session.get_one(Round, report.round_id)
    choices: list[Choice] = [(sentences.OPEN, f"open {report.id}")] if report.is_open else []
    for address in addresses_in(turn.session, report.unit_id):
        turn.tell(address, title, sentences.about(round_, text), choices)


def tell_desks(turn: Turn, report: Report, title: str, text: str, choices: Sequence[Choice]) -> int:
    """To everybody who receives the unit's reports and can be reached; gives how many they are."""
    above = [one for one in overseers(turn.session, report.unit_id) if receives(turn.session, one, report.unit_id)]
    addresses = addresses_of(turn.session, above)
    for address in addresses:
        turn.tell(address, title, text, choices)
    return len(addresses)
