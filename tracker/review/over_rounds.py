"""Units over several rounds: who is late again and again, who in each of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tracker.kernel.names import fold
from tracker.office.units import Unit
from tracker.review.standing import RoundStanding, UnitStanding


@dataclass(frozen=True)
class UnitOverRounds:
    """One unit in several rounds, the earliest first; by a round's number where it stands, if it was asked."""

    unit: Unit
    standings: Mapping[int, UnitStanding]

    @property
    def late(self) -> int:
        """In how many it was late."""
        return sum(one.late is True for one in self.standings.values())

    @property
    def on_time(self) -> int:
        """In how many it handed in by its due time."""
        return sum(one.late is False for one in self.standings.values())

    @property
    def never(self) -> int:
        """In how many it has not handed in."""
        return sum(not one.submitted for one in self.standings.values())

    def in_all(self, rounds: Sequence[RoundStanding], fits: Callable[[UnitStanding], bool]) -> bool:
        """Whether it is so in each of the rounds."""
        return all(one.round.id in self.standings and fits(self.standings[one.round.id]) for one in rounds)

    def longest_run(self, rounds: Sequence[RoundStanding], fits: Callable[[UnitStanding], bool]) -> list[RoundStanding]:
        """The most rounds one after the other in which it is so; of several such runs the latest."""
        longest: list[RoundStanding] = []
        run: list[RoundStanding] = []
        for found in rounds:
            one = self.standings.get(found.round.id)
            run = [*run, found] if one and fits(one) else []
            longest = run if len(run) >= len(longest) else longest
        return longest


def over_rounds(rounds: Sequence[RoundStanding]) -> list[UnitOverRounds]:
    """The units of these rounds by name."""
    units = {one.unit.id: one.unit for found in rounds for one in found.units}
    by_unit: dict[int, dict[int, UnitStanding]] = {number: {} for number in units}
    for found in rounds:
        for one in found.units:
            by_unit[one.unit.id][found.round.id] = one
    ordered = sorted(units.values(), key=lambda unit: (fold(unit.name), unit.id))
    return [UnitOverRounds(unit, by_unit[unit.id]) for unit in ordered]
