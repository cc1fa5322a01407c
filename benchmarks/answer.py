"""One answer in the midst of a report: how many statements, how far through our code, and how much processor time it takes.

"41 17" is written at the question 1.2.1 and 1.2.2 of Bản Thi's form, by one commune after the other, through the real
transaction. Another checkout, with an environment of its own, can be measured beside this one in turns.
"""

import argparse
import importlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from sqlalchemy import event

_HERE = Path(__file__).parent
_UNNAMED = {"<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>", "<lambda>"}  # parts of the function that they stand in
_TURN = 25  # answers that are measured together


def _module(*names: str) -> ModuleType:
    """The first of these that there is: an earlier layout has it elsewhere."""
    for name in names[:-1]:
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError:
            continue
    return importlib.import_module(names[-1])


class Office:
    """A district in which so many communes have begun their report and stand at the question."""

    def __init__(self, root: Path, database: Path, communes: int) -> None:
        self._root = root
        self._demo = _module("bot.demo")
        self._storage = _module("bot.storage.database", "bot.database")
        self._handle = _module("bot.conversation.handle", "bot.conversation").handle
        self._inbox = _module("bot.receiving.inbox", "bot.inbox")
        self._outbox = _module("bot.sending.outbox", "bot.outbox")
        self._incoming = _module("bot.messages.messages", "bot.messages").Incoming
        self._number, self.engine = 0, self._storage.make_engine(f"sqlite:///{database}")
        self._storage.prepare(self.engine)
        self._people = iter(self._begin(communes))

    def _begin(self, communes: int) -> list[str]:
        start = self._demo.START
        with self._storage.transaction(self.engine) as session:
            people = _district(session, communes, start)
        for who in people:
            for text in ("làm ngay", "hỏi hết", "1.1: 2"):  # no group is ticked off, and the next two rows are asked
                self.say(who, text)
        return people

    def say(self, who: str, text: str) -> list[Any]:
        """Write something as this person, all in one transaction as the bot does it."""
        self._number += 1
        incoming, now = self._incoming("terminal", f"{self._number}", who, text=text), self._demo.START
        with self._storage.transaction(self.engine) as session:
            self._inbox.first_time(session, incoming, now)
            replies = self._outbox.put(session, self._handle(session, incoming, now), now)
            session.flush()
        return [message for _, message in replies]

    def answer(self) -> None:
        """The next commune answers."""
        (reply,) = self.say(next(self._people), "41 17")
        if "1.2.1 = 41" not in reply.lead:
            raise SystemExit(f"the answer was not taken: {reply.lead!r} {reply.text!r}")

    def statements(self) -> list[str]:
        """Those of one answer; where a transaction begins and ends is none."""
        said: list[str] = []
        with _listening(self.engine, said):
            self.answer()
        return [text for text in said if not text.startswith("BEGIN")]

    def walk(self) -> tuple[list[str], int]:
        """The files of our code that one answer goes through, and how many of our functions stand in each other at most."""
        files: set[str] = set()
        depth = deepest = 0

        def note(frame: FrameType, what: str, _: object) -> None:
            nonlocal depth, deepest
            code = frame.f_code
            if what not in {"call", "return"} or not code.co_filename.startswith(ours) or code.co_name in _UNNAMED:
                return
            files.add(code.co_filename)
            depth += 1 if what == "call" else -1
            deepest = max(deepest, depth)

        ours = (f"{self._root}/bot/", f"{self._root}/tracker/")
        sys.setprofile(note)
        self.answer()
        sys.setprofile(None)
        return sorted(Path(name).relative_to(self._root).as_posix() for name in files), deepest

    def turn(self) -> float:
        """Processor milliseconds of one answer, over a few."""
        begun = time.process_time()
        for _ in range(_TURN):
            self.answer()
        return 1000 * (time.process_time() - begun) / _TURN


def _district(session: Any, communes: int, start: datetime) -> list[str]:
    """So many communes below a district that asks them for a report, and the addresses of their officers."""
    units = _module("tracker.office.units", "tracker.units")
    officers = _module("tracker.office.officers", "tracker.officers")
    rounds = _module("tracker.reports.rounds", "tracker.rounds")
    period = _module("tracker.calendar.periods", "tracker.periods").parse_period("2024-Q1")
    form = _module("tracker.forms.catalogue", "tracker.catalogue").official_form("ban-thi-2024")
    join = _module("bot.people.addresses", "bot.addresses").join
    lines = [("HUYEN", "Chợ Đồn", "huyện", ""), *((f"XA-{n}", f"Xã {n}", "xã", "HUYEN") for n in range(communes))]
    units.import_units(session, [units.UnitLine(row, *line) for row, line in enumerate(lines, start=2)])
    window = (start.date() - timedelta(days=90), start.date())
    terms = rounds.Terms(period, window, start + timedelta(days=2), "")
    rounds.open_round(session, form, terms, units.unit_by_code(session, "HUYEN"), start)
    people = []
    for number in range(communes):
        officer = officers.add_officer(
            session, f"Cán bộ {number}", units.unit_by_code(session, f"XA-{number}"), officers.Role.OFFICER
        )
        join(session, "terminal", str(officer.id), officer, start)
        people.append(str(officer.id))
    return people


@contextmanager
def _listening(engine: Any, said: list[str]) -> Iterator[None]:
    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield
    event.remove(engine, "before_cursor_execute", note)


def _work(root: Path, communes: int) -> None:
    """In a process of its own, with the code and the environment of one checkout: do what is asked line by line."""
    sys.path.insert(0, str(root))
    with tempfile.TemporaryDirectory() as folder:
        office = Office(root, Path(folder) / "answer.db", communes)
        does: dict[str, Callable[[], object]] = {"statements": office.statements, "walk": office.walk, "turn": office.turn}
        for line in sys.stdin:
            print(json.dumps(does[line.strip()]()), flush=True)


class Worker:
    """The process of one checkout."""

    def __init__(self, root: Path, communes: int) -> None:
        python = root / ".venv" / "bin" / "python"
        started = [python if python.exists() else sys.executable, "-P", __file__, "--as-worker", root, "--communes", communes]
        pipe, command = subprocess.PIPE, [str(part) for part in started]
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)  # noqa: S603 - ours

    def ask(self, what: str) -> Any:
        """What the process says to one word."""
        if self._process.stdin is None or self._process.stdout is None:
            raise SystemExit("the process has no pipes")
        print(what, file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def _describe(name: str, worker: Worker, *, texts: bool) -> None:
    worker.ask("statements")  # the first answer reads what the process keeps
    statements, (files, depth) = worker.ask("statements"), worker.ask("walk")
    print(f"{name}: {len(statements)} statements, {len(files)} files of ours, {depth} functions deep")
    for line in [" ".join(text.split()) for text in statements] + files if texts else ():
        print(f"  {line}")


def main() -> None:
    """Print what one answer takes here, and beside another checkout."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=16, help=f"each of {_TURN} answers")
    parser.add_argument("--against", type=Path, help="the root of another checkout, to be measured in turns with this one")
    parser.add_argument("--texts", action="store_true", help="print the statements and the files as well")
    parser.add_argument("--as-worker", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--communes", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.as_worker:
        _work(arguments.as_worker.resolve(), arguments.communes)
        return
    communes = _TURN * (arguments.turns + 1) + 3
    roots = [_HERE.parent, *([arguments.against] if arguments.against else [])]
    workers = {str(root) if number else "this checkout": Worker(root, communes) for number, root in enumerate(roots)}
    times: dict[str, list[float]] = {name: [] for name in workers}
    for name, worker in workers.items():
        _describe(name, worker, texts=arguments.texts)
        worker.ask("turn")
    for _ in range(arguments.turns):
        for name, worker in workers.items():
            times[name].append(worker.ask("turn"))
    for name, worker in workers.items():
        print(f"{name}: {statistics.median(times[name]):.2f} ms of the processor an answer")
        worker.close()
    if arguments.against:
        here, there = (statistics.median(each) for each in times.values())
        print(f"ratio: {here / there:.2f}")


if __name__ == "__main__":
    main()
