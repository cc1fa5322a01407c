"""What must hold after a simulated year, whatever went wrong in it; each gives a sentence for every breach."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise

from sqlmodel import Session, col, select

from bot.sending.outbox import Waiting
from tests.simulated.office import ROWS, Seat
from tests.simulated.people import Reporter, Written
from tests.simulated.service import LIMITS, Taken
from tests.simulated.year import Lived
from tracker.forms.cell import Cell
from tracker.office.units import unit_by_code
from tracker.reports.figures import earlier_figures, standing_figures
from tracker.reports.reports import Report, reports_of


@dataclass(frozen=True)
class Found:
    """What happened, and what stands in the database after it."""

    lived: Lived
    session: Session

    @cached_property
    def outbox(self) -> dict[int, Waiting]:
        """By number."""
        return {row.id: row for row in self.session.exec(select(Waiting).order_by(col(Waiting.id)))}

    @cached_property
    def taken(self) -> dict[int, list[Taken]]:
        """By number in the outbox, in the order of the service."""
        found: dict[int, list[Taken]] = {}
        for one in self.lived.service.taken:
            found.setdefault(one.number, []).append(one)
        return found

    @cached_property
    def taken_at(self) -> dict[datetime, float]:
        """When each update was taken, by when it was written."""
        updates = self.lived.service.updates
        return {one.incoming.at: one.taken for one in updates if one.incoming.at and one.taken is not None}

    def reports(self, seat: Seat) -> Sequence[Report]:
        """Those of somebody's unit."""
        return reports_of(self.session, unit_by_code(self.session, seat.unit).id)

    def history(self, report: Report) -> dict[str, list[int]]:
        """By row what stood there one after the other, what stands there last."""
        stands = standing_figures(self.session, report.id).figures
        found = {}
        for key in ROWS:
            figures = [*earlier_figures(self.session, report, Cell(key)), *filter(None, [stands.get(Cell(key))])]
            found[key] = [int(figure.amount) for figure in figures if figure.amount is not None]
        return found


Invariant = Callable[[Found], Iterator[str]]


def no_figure_is_lost(found: Found) -> Iterator[str]:
    """Whatever somebody was told is taken down stands in their report, or stood there until it was replaced."""
    for one in found.lived.reporters:
        stored = {
            (key, value)
            for report in found.reports(one.seat)
            for key, values in found.history(report).items()
            for value in values
        }
        for key, value in sorted(one.acknowledged() - stored):
            yield f"{one.seat.unit}, row {key}: {value} was taken down, and is lost"


def no_figure_is_made_up(found: Found) -> Iterator[str]:
    """What stands and stood in a report was written there by its unit, and nothing twice."""
    for unit, people in _by_unit(found.lived.reporters).items():
        written = {(one.key, one.value) for person in people for one in person.written}
        for report in found.reports(people[0].seat):
            for key, values in found.history(report).items():
                for value, count in Counter(values).items():
                    if count > 1 or (key, value) not in written:
                        yield f"{unit}, row {key}: {value} stands or stood there {count} times"


def figures_keep_their_order(found: Found) -> Iterator[str]:
    """What was taken before something else was even brought stood before it."""
    for unit, people in _by_unit(found.lived.reporters).items():
        written = {(one.key, one.value): one for person in people for one in person.written}
        for report in found.reports(people[0].seat):
            for key, values in found.history(report).items():
                known = [written[key, value] for value in values if (key, value) in written]
                for one, later in pairwise(known):
                    if _was_over(later, one):
                        yield f"{unit}, row {key}: {one.value} stood before {later.value}"


def _was_over(first: Written, then: Written) -> bool:
    taken, brought = first.update.taken, then.update.brought
    return taken is not None and brought is not None and taken < brought


def _by_unit(reporters: Sequence[Reporter]) -> dict[str, list[Reporter]]:
    found: dict[str, list[Reporter]] = {}
    for one in reporters:
        found.setdefault(one.seat.unit, []).append(one)
    return found


def every_message_is_answered_once(found: Found) -> Iterator[str]:
    """Somebody gets as many answers as messages of theirs were taken, however often each was brought."""
    written = Counter(update.incoming.address for update in found.lived.service.updates if update.taken is not None)
    told = [taken[0].message for taken in found.taken.values()]
    answers = Counter(message.address for message in told if not message.bulk and not message.unasked)
    for address in sorted(written.keys() | answers.keys()):
        if written[address] != answers[address]:
            yield f"person {address}: {written[address]} messages, {answers[address]} answers"


def nothing_is_sent_without_need(found: Found) -> Iterator[str]:
    """Nothing comes twice, but what the program could not know was taken, or could not write down before its end."""
    for number, taken in found.taken.items():
        doubts = found.lived.service.in_doubt[number]
        if len(taken) > 1 + doubts:
            yield f"message {number} to {taken[0].message.address} came {len(taken)} times, {doubts} of them for a reason"


def everything_is_sent(found: Found) -> Iterator[str]:
    """Nothing waits for ever or is given up, and what is written down as sent was taken."""
    for number, row in found.outbox.items():
        if row.failed_at is not None or (row.sent_at is None and row.withdrawn_at is None):
            yield f"message {number} to {row.address} was never sent: {row.failure} {row.error}"
        elif row.sent_at is not None and number not in found.taken:
            yield f"message {number} to {row.address} is written down as sent, and was not"


def answers_come_in_order(found: Found) -> Iterator[str]:
    """Nobody gets an answer before an earlier one of theirs."""
    last: dict[str, int] = {}
    for number, taken in sorted(found.taken.items(), key=lambda one: one[1][0].at):
        message = taken[0].message
        if message.bulk:
            continue
        if number < last.get(message.address, 0):
            yield f"person {message.address}: message {number} came after {last[message.address]}"
        last[message.address] = number


def the_limits_are_kept(found: Found) -> Iterator[str]:
    """Never more in a second than the service takes, over all and to one address."""
    times: list[float] = []
    last: dict[str, float] = {}
    for one in sorted(found.lived.service.taken, key=lambda one: one.at):
        times = [at for at in times if at > one.at - 1] + [one.at]
        if len(times) > LIMITS.per_second:
            yield f"{len(times)} messages in the second before {one.at:.2f}"
        if one.at - last.get(one.message.address, -LIMITS.chat_seconds) < LIMITS.chat_seconds:
            yield f"person {one.message.address}: two messages within a second, at {one.at:.2f}"
        last[one.message.address] = one.at


def nobody_is_written_to_who_has_left(found: Found) -> Iterator[str]:
    """After somebody's account has ended they are told nothing that they did not ask for."""
    for officer_id, ended in found.lived.ended.items():
        for one in found.lived.service.taken:
            if one.message.address == str(officer_id) and one.message.unasked and one.begun > ended:
                yield f"message {one.number} went to person {officer_id}, who had left"


def no_exception_passes(found: Found) -> Iterator[str]:
    """The program comes to no fault but those of its disk."""
    yield from found.lived.faults
