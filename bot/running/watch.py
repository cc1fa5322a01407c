"""The wall clock held against the time that passed: a dead battery or a wrong time server must frighten nobody."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

TOLERANCE = timedelta(minutes=2)
_BOOT_TIME = getattr(time, "CLOCK_BOOTTIME", None)  # goes on while the machine sleeps, unlike the monotonic clock


def passed_seconds() -> float:
    """How long the machine has been on."""
    return time.monotonic() if _BOOT_TIME is None else time.clock_gettime(_BOOT_TIME)


class ClockWatch:
    """Says by how much the wall clock jumped since it was last right; what people's services say can set it right."""

    def __init__(self, clock: Callable[[], datetime], passed: Callable[[], float] = passed_seconds) -> None:
        """Right as it stands now."""
        self._clock, self._passed = clock, passed
        self._right_at, self._passed_then = clock(), passed()

    @property
    def expected(self) -> datetime:
        """What the clock should say."""
        return self._right_at + timedelta(seconds=self._passed() - self._passed_then)

    def jumped(self) -> timedelta:
        """By how much it is ahead, or behind (negative); zero while it goes with the time that passes."""
        ahead = self._clock() - self.expected
        if abs(ahead) > TOLERANCE:
            return ahead
        self._hold()
        return timedelta()

    def hear(self, at: datetime | None) -> None:
        """A service stamped a message that came just now: a clock that agrees with it is right."""
        if at is not None and abs(self._clock() - at) <= TOLERANCE:
            self._hold()

    def _hold(self) -> None:
        self._right_at, self._passed_then = self._clock(), self._passed()
