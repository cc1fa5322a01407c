"""What the bot knows of the machine that it runs on: its clock, and the room on its disk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.reminders.alarms import Alarm
from bot.running.watch import ClockWatch
from bot.texts.office import health as sentences
from tracker.calendar.periods import ZONE


@dataclass(frozen=True)
class Machine:
    """`free` gives the megabytes that are free; fewer than `least` of them are an alarm."""

    watch: ClockWatch
    free: Callable[[], int]
    least: int

    def alarms(self, now: datetime) -> list[Alarm]:
        """A clock that jumped, each time once a day; a disk nearly full, once an hour, while there is room to say so."""
        found, ahead, free = [], self.watch.jumped(), self.free()
        if ahead:
            day = self.watch.expected.astimezone(ZONE)
            found.append(Alarm(f"clock {day:%Y-%m-%d}", sentences.CLOCK, sentences.clock_jumped(ahead, now)))
        if free < self.least:
            found.append(Alarm(f"disk {now:%Y-%m-%dT%H}", sentences.DISK, sentences.disk_nearly_full(free)))
        return found

    @property
    def is_ahead(self) -> bool:
        """Whether what seems due by the clock may not be."""
        return self.watch.jumped() > timedelta()
