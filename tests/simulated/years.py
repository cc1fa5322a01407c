"""Years by their seeds on copies of one office, and what of the invariants each breaks."""

import random
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, event

from bot.storage.database import make_engine, transaction, upgrade
from tests.simulated import invariants as of_messages
from tests.simulated import invariants_of_office as of_office
from tests.simulated.days import SEASONS, Season
from tests.simulated.invariants import Found, Invariant
from tests.simulated.office import set_up
from tests.simulated.weather import CALM, Weather, weather_of
from tests.simulated.year import Lived, Year

INVARIANTS: Mapping[str, Invariant] = {
    one.__name__: one
    for one in (
        of_messages.no_figure_is_lost,
        of_messages.no_figure_is_made_up,
        of_messages.figures_keep_their_order,
        of_messages.every_message_is_answered_once,
        of_messages.nothing_is_sent_without_need,
        of_messages.everything_is_sent,
        of_messages.answers_come_in_order,
        of_messages.the_limits_are_kept,
        of_messages.nobody_is_written_to_who_has_left,
        of_messages.no_exception_passes,
        of_office.every_round_opens_once,
        of_office.counts_add_up,
        of_office.reports_are_what_became_of_them,
        of_office.receipts_are_good,
        of_office.nobody_is_reminded_twice,
        of_office.no_reminder_is_missed,
        of_office.the_log_verifies,
    )
}
_OFFICERS = 3  # of the communes; the others have a report, and nobody


class Outcome(NamedTuple):
    """What happened in a year, and by invariant what was broken."""

    lived: Lived
    breaches: Mapping[str, Sequence[str]]


class Years:
    """Simulates in a folder of its own; nothing there is waited for until it is on the disk, since no plug is pulled."""

    def __init__(self, folder: Path, warmed_by: Sequence[Season] = SEASONS) -> None:
        self._template, self._path = folder / "office.db", folder / "year.db"
        engine = make_engine(f"sqlite:///{self._template}")
        upgrade(engine)
        self._seats = set_up(engine, _OFFICERS)
        engine.dispose()  # the last connection takes the journal into the file
        self._engine = make_engine(f"sqlite:///{self._path}")
        event.listen(self._engine, "connect", _hurry)
        self.live(0, warmed_by, CALM)  # what a process remembers for good is asked for in its first year alone

    def live(self, seed: int, seasons: Sequence[Season] = SEASONS, weather: Weather | None = None) -> Outcome:
        """The year of this seed, which is always the same; in the weather of the seed, or in this one."""
        self._engine.dispose()
        for left in self._path.parent.glob(f"{self._path.name}-*"):
            left.unlink()
        shutil.copy(self._template, self._path)
        chance = random.Random(seed)
        sky = weather_of(chance)
        lived = Year(chance, self._engine, self._seats, weather or sky, seasons).live()
        with transaction(self._engine) as session:
            found = Found(lived, session)
            broken = {name: list(invariant(found)) for name, invariant in INVARIANTS.items()}
        return Outcome(lived, {name: breaches for name, breaches in broken.items() if breaches})

    def close(self) -> None:
        """Let the database go."""
        self._engine.dispose()

    @property
    def engine(self) -> Engine:
        """The database of the year that was lived last."""
        return self._engine


def _hurry(connection: object, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")  # type: ignore[attr-defined] # sqlite3's own
