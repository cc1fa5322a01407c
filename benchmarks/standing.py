"""What it costs to say where a country stands: 3,321 communes × 20 rounds, beside the bare queries; the worst case as well.

A SQLite file of about 400 MB is filled first. In the last round a third has handed in, a third is in the midst of it and a
third has not begun; then everybody is in the midst of it.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from sqlalchemy import Engine, delete, text
from sqlmodel import Session, col, select, update

from benchmarks.rollup import START, fill, measured
from bot.conversation.handle import handle
from bot.messages.messages import Incoming
from bot.people.addresses import join
from bot.storage.database import transaction
from tracker.calendar.periods import ZONE, parse_period
from tracker.office.officers import Officer
from tracker.office.units import Unit, unit_by_code
from tracker.reports.figures import Figure
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Round, rounds_within
from tracker.reports.unit_history import unit_histories
from tracker.review.counting import recount
from tracker.review.standing import round_standing, rounds_standing
from tracker.workbooks.status_book import status_workbook

NOW = datetime(2025, 1, 20, 9, tzinfo=ZONE)
_FIGURES = "SELECT f.* FROM figure f JOIN report r ON r.id = f.report_id WHERE r.round_id = :round AND r.state = 'drafting'"
_REPORTS = "SELECT r.*, u.* FROM report r JOIN unit u ON u.id = r.unit_id WHERE r.round_id = :round"
_OF_UNIT = "SELECT r.*, o.* FROM report r JOIN round o ON o.id = r.round_id WHERE r.unit_id = :unit"


def last_round(session: Session) -> Round:
    return session.exec(select(Round).order_by(col(Round.id).desc()).limit(1)).one()


def in_the_midst(engine: Engine, of_three: int) -> None:
    """So many thirds of the last round's reports are open; of two, one has no figure yet."""
    with transaction(engine) as session:
        mine = (col(Report.round_id) == last_round(session).id,)
        drafting = {"state": State.DRAFTING, "first_submitted_at": None, "submitted_at": None}
        session.execute(update(Report).where(*mine, col(Report.unit_id) % 3 < of_three).values(drafting))
        if of_three < 3:
            rest = {"state": State.SUBMITTED, "first_submitted_at": START, "submitted_at": START}
            session.execute(update(Report).where(*mine, col(Report.unit_id) % 3 >= of_three).values(rest))
            begun = select(Report.id).where(*mine, col(Report.unit_id) % 3 == 0)
            session.execute(delete(Figure).where(col(Figure.report_id).in_(begun)))
    with transaction(engine) as session:
        begun_at = time.perf_counter()
        number = last_round(session).id
        recount(session, session.exec(select(Report.id).where(Report.round_id == number)).all())
        tell("counted anew", time.perf_counter() - begun_at, 0)


def tell(what: str, seconds: float, queries: int, bare: float | None = None) -> None:
    ratio = f"; {seconds / bare:.1f} × the bare queries ({1000 * bare:.0f} ms)" if bare else ""
    print(f"  {what:52} {1000 * seconds:8.0f} ms, {queries:3} queries{ratio}")


def bare(engine: Engine, *queries: str, **values: int) -> float:
    def read(session: Session) -> int:
        return sum(len(session.connection().execute(text(query), values).all()) for query in queries)

    return measured(engine, read)[1]


def board(engine: Engine, what: str) -> None:
    with transaction(engine) as session:
        number = last_round(session).id
    needed = bare(engine, _REPORTS, _FIGURES, round=number)
    found, seconds, queries = measured(engine, lambda s: round_standing(s, s.get_one(Round, number), unit_by_code(s, "TINH")))
    tell(f"{what}: {found.on_time} + {found.late} + {found.not_yet}", seconds, queries, needed)


def others(engine: Engine) -> None:
    with transaction(engine) as session:
        unit = unit_by_code(session, "XA-1").id
    own = bare(engine, _OF_UNIT, unit=unit)
    _, seconds, queries = measured(engine, lambda s: unit_histories(s, [unit]))
    tell("history of one commune", seconds, queries, own)
    work: dict[str, Callable[[Session], object]] = {
        "histories of all communes": lambda s: unit_histories(s, list(s.exec(select(Unit.id)))),
        "numbers of twelve rounds": lambda s: rounds_standing(
            s, rounds_within(s, unit_by_code(s, "TINH"))[:12], unit_by_code(s, "TINH")
        ),
        "workbook": lambda s: status_workbook(s, last_round(s), unit_by_code(s, "TINH"), NOW),
    }
    for what, does in work.items():
        _, seconds, queries = measured(engine, does)
        tell(what, seconds, queries)
    for asked in ("xã nào chưa nộp", "xa 17 nop chua", "hôm nay trời mưa"):
        _, seconds, queries = measured(engine, lambda s, asked=asked: _ask(s, asked))  # type: ignore[misc]
        tell(f"“{asked}”", seconds, queries)


def _ask(session: Session, asked: str) -> object:
    return handle(session, Incoming("terminal", "1", "lan", text=asked), NOW)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communes", type=int, default=3321)
    parser.add_argument("--rounds", type=int, default=20)
    arguments = parser.parse_args()
    periods = [parse_period(f"{2020 + number // 4}-Q{number % 4 + 1}") for number in range(arguments.rounds)]
    with tempfile.TemporaryDirectory() as folder:
        engine = fill(Path(folder) / "country.db", arguments.communes, periods)
        with transaction(engine) as session:
            join(session, "terminal", "lan", session.exec(select(Officer)).one(), NOW)
        print(f"{arguments.communes} communes × {arguments.rounds} rounds")
        board(engine, "board, all handed in")
        in_the_midst(engine, 3)
        board(engine, "board, all in the midst of it")
        in_the_midst(engine, 2)
        board(engine, "board, a third each")
        others(engine)
        engine.dispose()


if __name__ == "__main__":
    main()
