"""Five places around one office, each with marked names, figures and tasks that must not be told elsewhere."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy import Engine
from sqlalchemy import select as columns_of
from sqlmodel import Session, SQLModel

import bot.tables  # noqa: F401 - makes every table known
from bot.addresses import join
from bot.database import transaction
from bot.messages import Outgoing
from tests.tasking import at
from tracker.catalogue import official_form
from tracker.extensions import ask_extension
from tracker.figures import Entry, record_figures
from tracker.officers import Officer, Role, add_officer
from tracker.periods import parse_period
from tracker.reports import Report, Source, State, reports_of
from tracker.rounds import Terms, open_round
from tracker.tasks.assigning import NewTask, assign_task
from tracker.tasks.task import events_of
from tracker.tasks.working import Result, ask_more_time, finish_task, receive_task
from tracker.units import Unit, UnitLine, import_units, unit_by_code

NOW = datetime(2024, 3, 13, 2, tzinfo=UTC)
DAY = NOW.date()
HOME = "GIUA"  # where whoever asks belongs
PLACES = {"own unit": HOME, "unit below": "DUOI", "unit above": "TREN", "sibling": "BEN", "elsewhere": "XA"}
_UNITS = (
    ("GOC", "Ngọc Gốc", ""),
    ("TREN", "Ngọc Trên", "GOC"),
    (HOME, "Ngọc Giữa", "TREN"),
    ("DUOI", "Ngọc Dưới", HOME),
    ("BEN", "Ngọc Bên", "TREN"),
    ("NGOAI", "Ngọc Ngoài", ""),
    ("XA", "Ngọc Xa", "NGOAI"),
)
_ABOVE = {code: above for code, _, above in _UNITS}


@dataclass(frozen=True)
class Target:
    """What of one place can be named in an action; `markers` are its facts as they would be printed."""

    unit: int
    code: str
    round: int
    draft: int
    submitted: int
    locked: int
    extension: int
    waiting_task: int
    open_task: int
    finished_task: int
    finished: int
    wish: int
    markers: Sequence[str] = field(repr=False, default=())

    def owns(self, table: str, row: dict[str, object]) -> bool:
        """Whether a row of the database is this place's."""
        reports, tasks = {self.draft, self.submitted, self.locked}, {self.waiting_task, self.open_task, self.finished_task}
        return (
            self.unit in {row.get("unit_id"), row.get("lead_unit_id")}
            or row.get("report_id") in reports
            or row.get("task_id") in tasks
            or (table == "round" and row["id"] == self.round)
        )


class World:
    """The office's database, filled once, and its `rows` as they were then."""

    def __init__(self, engine: Engine, url: str) -> None:
        self.engine, self.url = engine, url
        with transaction(engine) as session:
            self.targets = self._fill(session)
        with Session(engine) as session:
            self.rows = stored(session)

    def _fill(self, session: Session) -> dict[str, Target]:
        lines = [UnitLine(row, code, name, "xã", above) for row, (code, name, above) in enumerate(_UNITS, start=2)]
        import_units(session, lines)
        self._session = session
        targets = {place: self._furnish(code, number) for number, (place, code) in enumerate(PLACES.items(), start=1)}
        home = unit_by_code(session, HOME)
        for role in Role:
            join(session, "terminal", address(role), add_officer(session, f"Người hỏi {role}", home, role), NOW)
        return targets

    def _person(self, code: str, role: Role) -> Officer:
        person = add_officer(self._session, f"Bà {role} {code.title()}", unit_by_code(self._session, code), role)
        join(self._session, "terminal", f"{role} {code}", person, NOW)
        return person

    def _furnish(self, code: str, number: int) -> Target:
        session, unit = self._session, unit_by_code(self._session, code)
        above = unit_by_code(session, _ABOVE[code])
        mine = Source(self._person(code, Role.OFFICER).id, NOW, "terminal")
        desk = Source(self._person(above.code, Role.DESK).id, at(DAY), "terminal")
        draft, submitted, locked = (self._report(unit, above, f"{2019 + number}-Q{quarter}") for quarter in (1, 2, 3))
        amount = Decimal(7_000_123 + number * 111_000)
        for place, report in enumerate((draft, submitted, locked)):
            record_figures(session, report, {"1.1": Entry.number(amount + place)}, mine)
        asked = ask_extension(session, draft, draft.due_at + timedelta(days=2), f"Lý do riêng {number}", mine)
        submitted.state, submitted.submissions, submitted.submitted_at = State.SUBMITTED, 1, NOW
        submitted.first_submitted_at, locked.locks_at = NOW, NOW - timedelta(hours=1)
        due = DAY + timedelta(days=5)
        tasks = [assign_task(session, NewTask(f"Việc kín {number}{letter}", due_on=due), unit, desk) for letter in "abc"]
        receive_task(session, tasks[1], mine)
        ask_more_time(session, tasks[1], DAY + timedelta(days=9), f"Lý do việc {number}", mine)
        finish_task(session, tasks[2], Result(DAY, "", "kín.pdf", f"tệp kín {number}".encode()), mine)
        session.flush()
        grouped = f"{amount:,f}".replace(",", ".")[:-1]
        return Target(
            unit=unit.id,
            code=code,
            round=draft.round_id,
            draft=draft.id,
            submitted=submitted.id,
            locked=locked.id,
            extension=asked.id,
            waiting_task=tasks[0].id,
            open_task=tasks[1].id,
            finished_task=tasks[2].id,
            finished=events_of(session, tasks[2])[-1].id,
            wish=events_of(session, tasks[1])[-1].id,
            markers=(
                *(unit.name, f"Bà officer {code.title()}", grouped, str(amount)[:-1], f"Lý do riêng {number}"),
                *(f"Việc kín {number}", f"Lý do việc {number}", f"tệp kín {number}"),
            ),
        )

    def _report(self, unit: Unit, above: Unit, period: str) -> Report:
        due = NOW + timedelta(days=2)
        terms = Terms(parse_period(period), (DAY, DAY), due, recipients=[unit])
        open_round(self._session, official_form("ban-thi-2024"), terms, above, NOW)
        return reports_of(self._session, unit.id)[0]


def address(role: Role) -> str:
    """Where somebody of this role asks from."""
    return f"asks as {role}"


Rows = dict[str, dict[str, dict[str, object]]]


_LONG = {"body", "content"}  # of forms and files, which nobody changes in place
_ALL = {
    table.name: columns_of(*(c for c in table.columns if c.name not in _LONG)) for table in SQLModel.metadata.sorted_tables
}


def stored(session: Session) -> Rows:
    """Every row of every table but those that say where people stand."""
    found: Rows = {}
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in {"place", "address"}:
            rows = session.execute(_ALL[table.name]).mappings()
            found[table.name] = {repr(row): dict(row) for row in rows}
    return found


def changes(before: Rows, after: Rows) -> Iterator[tuple[str, dict[str, object]]]:
    """Rows that are new, other or gone, with their table."""
    for name, rows in after.items():
        for changed in rows.keys() ^ before[name].keys():
            yield name, rows.get(changed) or before[name][changed]


def told(replies: Sequence[Outgoing]) -> str:
    """All that the replies say, with what stands in their files."""
    parts: list[str] = []
    for reply in replies:
        parts += [reply.title, reply.lead, reply.text, *(button.label for button in reply.buttons)]
        if reply.attachment:
            parts += [reply.attachment.name, _inside(reply.attachment.content)]
    return "\n".join(parts)


def _inside(content: bytes) -> str:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
