"""A patient stranger's week: accounts that guess six digits at live invitations, while officers go on answering.

Every guess goes through the real transaction. Each hour an officer answers before the accounts guess, and one in their midst.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session, func, select

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.answer import Office
from bot import demo
from bot.conversation.handle import handle
from bot.messages.messages import Incoming
from bot.people.addresses import Address, join
from bot.people.invitations import JoinRequest, invite, wrong_on
from bot.receiving import inbox
from bot.reminders.alarms import guessing_alarm, raise_alarms
from bot.sending import outbox
from bot.storage.database import transaction
from tracker.office.officers import Role, add_officer
from tracker.office.units import unit_by_code

_HOUR = timedelta(hours=1)
_AN_HOUR = 5  # guesses of an account, the most that an hour's lock lets it try
_ANSWERS = 2  # of officers an hour


class Siege:
    """An office with so many people invited, and so many accounts of strangers that guess."""

    def __init__(self, database: Path, invited: int, accounts: int, hours: int, seed: int) -> None:
        self._office = Office(Path(__file__).parent.parent, database, _ANSWERS * hours + 1)
        self._chance, self._accounts, self._guesses = random.Random(seed), accounts, 0
        with transaction(self._office.engine) as session:
            district = unit_by_code(session, "HUYEN")
            join(session, "terminal", "admin", add_officer(session, "Đỗ Văn An", district, Role.ADMIN), demo.START)
            for number in range(invited):
                invite(session, add_officer(session, f"Người {number}", district, Role.OFFICER), demo.START)
        self.seats = self._count(Address)
        self.alarmed: list[datetime] = []
        self.quiet: list[float] = []
        self.beside: list[float] = []
        self._office.answer()  # the first one reads what the process keeps

    def hour(self, now: datetime) -> None:
        """All accounts guess as often as they are let, and officers answer."""
        self.quiet.append(self._answer())
        for account in range(self._accounts):
            for _ in range(_AN_HOUR):
                self._guess(f"stranger {account}", now)
            if account == self._accounts // 2:
                self.beside.append(self._answer())
        with transaction(self._office.engine) as session:
            told = raise_alarms(session, guessing_alarm(session, now), now, ["terminal"])
        self.alarmed += [now] if told else []

    def _answer(self) -> float:
        """Processor milliseconds of an officer's answer."""
        begun = time.process_time()
        self._office.answer()
        return 1000 * (time.process_time() - begun)

    def _guess(self, who: str, now: datetime) -> None:
        self._guesses += 1
        text = f"{self._chance.randrange(1_000_000):06}"
        incoming = Incoming("terminal", f"guess {self._guesses}", who, text=text)
        with transaction(self._office.engine) as session:
            inbox.first_time(session, incoming, now)
            outbox.put(session, handle(session, incoming, now), now)

    def _count(self, what: type) -> int:
        with Session(self._office.engine) as session:
            return session.exec(select(func.count()).select_from(what)).one()

    def taken(self) -> int:
        """How many seats have been taken since."""
        return self._count(Address) - self.seats

    def waiting(self) -> int:
        """How many strangers hit a code, and wait for somebody to confirm who they are."""
        return self._count(JoinRequest)

    def counted(self, now: datetime) -> int:
        """The guesses of that day that were looked up; the others were refused unread."""
        with Session(self._office.engine) as session:
            return wrong_on(session, now)


def main() -> None:
    """Print what a week of guesses opens, when it alarms, and what an officer's answer takes beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--invited", type=int, default=3000)
    parser.add_argument("--accounts", type=int, default=100)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        siege = Siege(Path(folder) / "siege.db", said.invited, said.accounts, 24 * said.days, said.seed)
        looked_up = Counter[str]()
        for hour in range(24 * said.days):
            now = demo.START + hour * _HOUR
            siege.hour(now)
            looked_up[f"{now:%d/%m}"] = siege.counted(now)
        guesses, hits = 24 * said.days * said.accounts * _AN_HOUR, siege.waiting()
        first = min(siege.alarmed, default=None)
        alarm = f"the first after {(first - demo.START) / _HOUR:.0f} h" if first else "none"
        quiet, beside = statistics.median(siege.quiet), statistics.median(siege.beside)
        print(f"{guesses} guesses of {said.accounts} accounts at {said.invited} invitations, seed {said.seed}")
        print(f"seats taken: {siege.taken()}; waiting to be confirmed: {hits}; guesses looked up: {sum(looked_up.values())}")
        print(f"alarms: {len(siege.alarmed)}; {alarm}")
        print(f"an officer's answer: {quiet:.2f} ms of the processor, {beside:.2f} beside guesses: {beside / quiet:.2f} times")


if __name__ == "__main__":
    main()
