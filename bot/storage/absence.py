"""Whether the database is away: the log says it once, once in a while as long as it lasts, and when it is back."""

import logging
import threading
import time
from collections.abc import Callable

from sqlalchemy.exc import OperationalError

_log = logging.getLogger(__name__)
SAID_EVERY = 600.0  # seconds between two lines about one and the same fault
_TOLD = "the log says so once in a while"


class Absence:
    """What a bot hears of its database, from any of its threads; each fault is said by its own first line.

    A database that comes and goes is said no more often than one that stays away.
    """

    def __init__(self, passed: Callable[[], float] = time.monotonic) -> None:
        """Not away."""
        self._passed, self._lock = passed, threading.Lock()
        self._said: dict[str, float] = {}
        self._since: float | None = None
        self._unsaid, self._is_told = 0, False

    def missed(self, fault: OperationalError) -> None:
        """Something could not be done for want of the database; the fault need not be logged by anybody else."""
        fault.add_note(_TOLD)
        why = (str(fault.orig).strip().splitlines() or [""])[0]
        with self._lock:
            now = self._passed()
            self._since = now if self._since is None else self._since
            if now - self._said.get(why, now - SAID_EVERY) < SAID_EVERY:
                self._unsaid += 1
                return
            self._said[why], self._is_told = now, True
            lasting, unsaid, self._unsaid = now - self._since, self._unsaid, 0
        if unsaid:
            said = "still no database after %d minutes: %s; %d faults since that was last said"
            _log.error(said, lasting // 60, why, unsaid)
        else:
            _log.error("no database: %s; what comes in and goes out waits until it is back", why)

    def reached(self) -> None:
        """Something was done."""
        with self._lock:
            if self._since is None:
                return
            lasting, unsaid, is_told = self._passed() - self._since, self._unsaid, self._is_told
            self._since, self._is_told = None, False
            if is_told:
                self._unsaid = 0
        if is_told:
            _log.warning("the database is back after %d seconds; %d faults since that was last said", lasting, unsaid)


def is_told(fault: BaseException | None) -> bool:
    """Whether the log has this fault already, in the words of an Absence."""
    return _TOLD in getattr(fault, "__notes__", ())
