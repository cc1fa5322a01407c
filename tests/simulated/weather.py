"""How bad a simulated year is."""

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Weather:
    """Chances: of a call to fail in each way, of an update to be brought in each way; how often the rest happens."""

    life: float = 400  # steps of a process until it is killed, on average
    refused: float = 0.03  # 429, with a pause to keep
    unreachable: float = 0.03  # nothing was taken
    answer_lost: float = 0.03  # 502 after it was taken
    slow: float = 0.02  # no answer in time, whether it was taken or not
    repeated: float = 0.1
    late: float = 0.1
    overtaken: float = 0.05
    outages: int = 3  # of the service, for hours
    full_disks: int = 3
    clock_jumps: int = 3


CALM = Weather(float("inf"), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def weather_of(chance: random.Random) -> Weather:
    """From fair to rough, in each respect by itself."""
    few, often, episodes = (0.0, 0.02, 0.08), (0.0, 0.1, 0.3), (0, 2, 6)
    return Weather(
        life=chance.choice((300.0, 1000.0, 3000.0)),
        refused=chance.choice(few),
        unreachable=chance.choice(few),
        answer_lost=chance.choice(few),
        slow=chance.choice(few),
        repeated=chance.choice(often),
        late=chance.choice(often),
        overtaken=chance.choice(often),
        outages=chance.choice(episodes),
        full_disks=chance.choice(episodes),
        clock_jumps=chance.choice(episodes),
    )
