"""The simulated year by the clock: when its rounds run, and at which moments the program looks what is due."""

import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from tests.simulated.office import BEGINS
from tracker.calendar.periods import ZONE


class Season(NamedTuple):
    """A round: from its opening to its lock."""

    period: str
    opens: datetime
    closes: datetime


SEASONS = (
    Season("2027-Q1", datetime(2027, 3, 26, 8, tzinfo=ZONE), datetime(2027, 4, 9, 17, tzinfo=ZONE)),
    Season("2027-Q2", datetime(2027, 6, 25, 8, tzinfo=ZONE), datetime(2027, 7, 9, 17, tzinfo=ZONE)),
    Season("2027-Q3", datetime(2027, 9, 24, 8, tzinfo=ZONE), datetime(2027, 10, 11, 17, tzinfo=ZONE)),
    Season("2027-Q4", datetime(2027, 12, 24, 8, tzinfo=ZONE), datetime(2028, 1, 11, 17, tzinfo=ZONE)),
)
_SCALE = (time(7, 30), time(10), time(16, 30))  # of a day: one look between each two


def last_of(seasons: Sequence[Season]) -> datetime:
    """When nothing of them is under way any more."""
    return seasons[-1].closes + timedelta(days=9)


def moments(seasons: Sequence[Season], chance: random.Random) -> list[datetime]:
    """When the program looks: several times a day while a round runs, else now and then."""
    found = []
    for number in range((last_of(seasons) - BEGINS).days):
        day = BEGINS + timedelta(days=number)
        if any(season.opens <= day + timedelta(days=1) and day <= season.closes + timedelta(days=1) for season in seasons):
            ends = [datetime.combine(day, at, ZONE) for at in _SCALE]
            found += [one + (after - one) * chance.random() for one, after in pairwise(ends)]
        elif number % 14 == 0:
            found.append(day + timedelta(days=chance.random()))
    return found


def some_time(season: Season, chance: random.Random) -> datetime:
    """Some moment while a round runs, or just after it."""
    return season.opens + (season.closes + timedelta(days=1) - season.opens) * chance.random()
