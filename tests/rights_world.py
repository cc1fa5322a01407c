"""Five places around one office, each with marked names, figures and tasks that must not be told elsewhere."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import groupby, product
from typing import Any

from sqlalchemy import JSON, Engine, Table, TextClause, func, text
from sqlmodel import Session, SQLModel, select

import bot.running.tables  # noqa: F401 - makes every table known
from bot.conversation.core.held import Place
from bot.conversation.core.journal import MessageDone, packed, standing
from bot.conversation.core.places import Filling
from bot.messages.messages import Outgoing
from bot.people.addresses import join
from bot.people.invitations import JoinRequest, invite, redeem
from bot.people.wishes import WishKind, make_wish
from bot.reminders.announcements import Announcement, announce
from bot.storage.database import transaction
from tests.by_row import open_rows, record_figures, write_comment
from tests.tasking import at
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.form import Approval
from tracker.kernel.altering import Altered
from tracker.narrative.words import HeadingWords, give_words
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.extensions import ask_extension
from tracker.reports.figures import record_none_arose, standing_figures
from tracker.reports.reports import Report, Source, reports_of
from tracker.reports.rounds import Terms, open_round
from tracker.review.submission import return_report, submit_report
from tracker.review.taking_back import Done
from tracker.tasks.assigning import NewTask, assign_task
from tracker.tasks.task import events_of
from tracker.tasks.working import Result, ask_more_time, finish_task, receive_task

NOW = datetime(2024, 3, 13, 2, tzinfo=UTC)
DAY = NOW.date()
HOME, HOUSE = "GIUA", "NHA"
PLACES = {"own unit": HOME, "unit below": "DUOI", "unit above": "TREN", "sibling": "BEN", "elsewhere": "XA"}
_UNITS = (
    ("GOC", "Ngọc Gốc", ""),
    ("TREN", "Ngọc Trên", "GOC"),
    (HOME, "Ngọc Giữa", "TREN"),
    ("CON", "Ngọc Con", HOME),
    (HOUSE, "Ngọc Nhà", "TREN"),
    ("DUOI", "Ngọc Dưới", HOUSE),
    ("EM", "Ngọc Em", HOUSE),
    ("BEN", "Ngọc Bên", "TREN"),
    ("NGOAI", "Ngọc Ngoài", ""),
    ("XA", "Ngọc Xa", "NGOAI"),
)
_ABOVE = {code: above for code, _, above in _UNITS}
_OTHERS = {HOME: "CON", "DUOI": "EM"}  # units to which somebody may move
_SUM_UP = ("TREN", HOME)
_BESIDES = (HOUSE, "CON", "EM")  # units at which nothing is aimed
# The parts of the year for which each report was asked; the fresh one comes after those that were handed in.
_PERIODS = {
    "draft": "M01",
    "submitted": "Q1",
    "returned": "Q2",
    "awaiting": "M07",
    "locked": "Q3",
    "complete": "M02",
    "fresh": "Q4",
}


@dataclass(frozen=True)
class Target:
    """What of one place can be named in an action.

    Reports: a `draft` with something out of line, a `fresh` one after one that was handed in, a `complete` one, a `submitted`
    one with a draft comment, one `returned` for the second time with a comment, one `awaiting` its leader, a `locked` one, and
    the one of the `shared` round, which asks neighbours as well; `fresh` and `complete` are drafts too. `markers` are facts of
    the place as they would be printed, `withheld` those which its desk alone may be told.
    """

    unit: int
    person: int
    data_wish: int
    announcement: int
    request: int
    other: int
    code: str
    name: str
    round: int
    submitted_round: int
    shared_round: int
    draft: int
    fresh: int
    complete: int
    submitted: int
    returned: int
    awaiting: int
    locked: int
    shared: int
    comment: int
    extension: int
    waiting_task: int
    open_task: int
    finished_task: int
    finished: int
    wish: int
    markers: Sequence[str] = field(repr=False, default=())
    withheld: Sequence[str] = field(repr=False, default=())

    def owns(self, table: str, row: dict[str, object]) -> bool:
        """Whether a row of the database is this place's."""
        reports = {getattr(self, name) for name in ("shared", *_PERIODS)}
        return (
            self.unit in {row.get("unit_id"), row.get("lead_unit_id")}
            or row.get("report_id") in reports
            or row.get("task_id") in {self.waiting_task, self.open_task, self.finished_task}
            or (table == "round" and row["id"] == self.round)
        )


class World:
    """The office's database, filled once, and its `rows` as they were then."""

    def __init__(self, engine: Engine, url: str) -> None:
        self.engine, self.url = engine, url
        with transaction(engine) as session:
            self.targets = _Furnisher(session).targets
        with Session(engine) as session:
            self.rows = {name: rows_of(session, name) for name in SQLModel.metadata.tables}


class _Furnisher:
    """Fills the database, place by place."""

    def __init__(self, session: Session) -> None:
        self._session = session
        import_units(session, [UnitLine(row, code, name, "xã", above) for row, (code, name, above) in enumerate(_UNITS, 2)])
        self._units = {code: unit_by_code(session, code) for code in _ABOVE}
        self._form = official_form("ban-thi-2024")
        people = {code: self._person(code, Role.OFFICER) for code in (*PLACES.values(), *_BESIDES)}
        self._mine = {code: Source(person.id, NOW, "terminal") for code, person in people.items()}
        desks = {code: self._person(code, Role.DESK) for code in {_ABOVE[code] for code in PLACES.values()}}
        self._desks = {code: Source(desk.id, at(DAY), "terminal") for code, desk in desks.items()}
        for code in PLACES.values():
            add_officer(session, f"Bà lãnh đạo {code.title()}", self._units[code], Role.LEADER)
        own = {place: self._own(code, number) for number, (place, code) in enumerate(PLACES.items(), start=1)}
        shared = self._share()
        self.targets = {place: Target(**facts, **shared[facts["code"]]) for place, facts in own.items()}
        for role, place in product(Role, PLACES):
            who = asker(role, place)
            officer = add_officer(session, who, self._units[_home_of(place)], role)
            join(session, "terminal", who, officer, NOW)
            self._note_done(officer, session.get_one(Report, self.targets[place].draft))

    def _note_done(self, officer: Officer, report: Report) -> None:
        """As if the figure of a place had been entered by a message of theirs, while they could still fill the report."""
        figure = standing_figures(self._session, report.id).figures[Cell("1.1")]
        place = Place(officer_id=officer.id, at=Filling.at, report_id=report.id, held={}, behalf={})
        message = {"channel": "terminal", "address": officer.name, "external_id": "before", "ref": "before", "followed": False}
        about = {"officer_id": officer.id, "report_id": report.id, "submissions": 0, "at": NOW, "step": 0}
        what = {"place": standing(place), "done": packed(Done({Cell("1.1"): Altered(None, figure)}))}
        done = MessageDone.model_validate(message | about | what)
        self._session.add(done)

    def _person(self, code: str, role: Role) -> Officer:
        person = add_officer(self._session, f"Bà {role} {code.title()}", self._units[code], role)
        join(self._session, "terminal", f"{role} {code}", person, NOW)
        return person

    def _knock(self, code: str) -> int:
        """Somebody at the door says with six digits that they are the person of the place."""
        person = self._session.get_one(Officer, self._mine[code].officer_id)
        asked = redeem(self._session, invite(self._session, person, NOW).digits, ("terminal", f"stranger {code}"), NOW)
        assert isinstance(asked, JoinRequest)
        return asked.id

    def _own(self, code: str, number: int) -> dict[str, Any]:
        """What this place alone was asked."""
        unit, year = self._units[code], 2014 + number
        amount = amount_of(number)
        reports = {
            name: self._report(code, f"{year}-{part}", amount + place)
            for place, (name, part) in enumerate(_PERIODS.items(), start=1)
        }
        facts = self._reviewed(code, number, reports) | self._tasks(code, number)
        locked, draft = reports["locked"], reports["draft"]
        locked.locks_at = NOW - timedelta(hours=1)
        record_figures(self._session, draft, {"1.2.1": Entry.number(17), "1.2.2": Entry.number(41)}, self._mine[code])
        words = HeadingWords(
            f"Lời kín {number}: đã ban hành 3 văn bản chỉ đạo, điều hành CCHC.", self._mine[code].officer_id, NOW
        )
        give_words(self._session, draft, {"I.direct": words}, self._mine[code])
        until, why = draft.due_at + timedelta(days=2), f"Lý do riêng {number}"
        extension = ask_extension(self._session, draft, until, why, self._mine[code])
        self._session.flush()
        return {
            **{name: report.id for name, report in reports.items()},
            **facts,
            "unit": unit.id,
            "person": self._mine[code].officer_id,
            "request": self._knock(code),
            **self._told_and_wished(code),
            "other": self._units[_OTHERS.get(code, code)].id,
            "code": code,
            "name": unit.name,
            "round": draft.round_id,
            "submitted_round": reports["submitted"].round_id,
            "extension": extension.id,
            "withheld": (f"Ý kiến nháp {number}",),
            "markers": (
                *(unit.name, f"Bà officer {code.title()}", f"Bà lãnh đạo {code.title()}", why, f"Ý kiến gửi {number}"),
                *(f"{amount:,f}".replace(",", ".")[:-1], f"{amount}"[:-1]),
                f"Thông báo kín {code.title()}",
                *(f"Việc kín {number}", f"Lý do việc {number}", f"tệp kín {number}", f"Lời kín {number}"),
            ),
        }

    def _told_and_wished(self, code: str) -> dict[str, int]:
        """The person of the place wishes to be erased, and was announced something from there."""
        session = self._session
        person = session.get_one(Officer, self._mine[code].officer_id)
        wish = make_wish(session, person, WishKind.DELETE, "", NOW)
        announce(session, person, [person], f"Thông báo kín {code.title()}", NOW)
        return {"data_wish": wish.id, "announcement": session.exec(select(func.max(Announcement.id))).one() or 0}

    def _report(self, code: str, period: str, amount: Decimal) -> Report:
        """Asked by the unit above, with one figure; the fresh one has none."""
        above, due = self._units[_ABOVE[code]], NOW + timedelta(days=2)
        approval = Approval.LEADER if period.endswith(_PERIODS["awaiting"]) else None
        window = parse_period(period).window()
        terms = Terms(parse_period(period), window, due, recipients=[self._units[code]], approval=approval)
        open_round(self._session, self._form, terms, above, NOW)
        report = reports_of(self._session, self._units[code].id)[0]
        if not period.endswith(_PERIODS["fresh"]):
            record_figures(self._session, report, {"1.1": Entry.number(amount)}, self._mine[code])
        return report

    def _complete(self, code: str, report: Report) -> None:
        """Nothing arose in any row that is open, group by group: that takes few figures."""
        for _, rows in groupby(open_rows(self._session, report), key=lambda row: row.ask):
            record_none_arose(self._session, report, list(rows), self._mine[code])

    def _reviewed(self, code: str, number: int, reports: dict[str, Report]) -> dict[str, Any]:
        session, mine, desk = self._session, self._mine[code], self._desks[_ABOVE[code]]
        for name in ("complete", "submitted", "returned", "awaiting"):
            self._complete(code, reports[name])
        for name in ("submitted", "awaiting"):
            submit_report(session, reports[name], mine)
        write_comment(session, reports["submitted"], "1.1", f"Ý kiến nháp {number}", desk)
        returned = reports["returned"]
        for amount in (amount_of(number) + 8, amount_of(number) + 9):
            submit_report(session, returned, mine)
            comment = write_comment(session, returned, "1.1", f"Ý kiến gửi {number}", desk)
            return_report(session, returned, desk)
            if returned.submissions == 1:
                record_figures(session, returned, {"1.1": Entry.number(amount)}, mine)
        return {"comment": comment.id}

    def _tasks(self, code: str, number: int) -> dict[str, Any]:
        session, mine, desk = self._session, self._mine[code], self._desks[_ABOVE[code]]
        names = {"waiting_task": "a", "open_task": "b", "finished_task": "c"}
        due = DAY + timedelta(days=5)
        tasks = {
            name: assign_task(session, NewTask(f"Việc kín {number}{letter}", due_on=due), self._units[code], desk)
            for name, letter in names.items()
        }
        receive_task(session, tasks["open_task"], mine)
        ask_more_time(session, tasks["open_task"], DAY + timedelta(days=9), f"Lý do việc {number}", mine)
        result = Result(DAY, "", "kín.pdf", f"tệp kín {number}".encode())
        finish_task(session, tasks["finished_task"], result, mine)
        session.flush()
        finished, wish = (events_of(session, tasks[name])[-1].id for name in ("finished_task", "open_task"))
        return {"finished": finished, "wish": wish, **{name: task.id for name, task in tasks.items()}}

    def _share(self) -> dict[str, dict[str, Any]]:
        """One round of the topmost unit for all below it: those that may still sum up have not handed in."""
        found: dict[str, dict[str, Any]] = {}
        for top, codes in (("GOC", ["TREN", HOME, *_BESIDES, "BEN", "DUOI"]), ("NGOAI", ["XA"])):
            recipients = [self._units[code] for code in codes]
            period = parse_period("2014-Q1")
            terms = Terms(period, period.window(), NOW + timedelta(days=2), recipients=recipients)
            opened = open_round(self._session, self._form, terms, self._units[top], NOW)
            for code in codes:
                report = reports_of(self._session, self._units[code].id)[0]
                number = [*PLACES.values(), *_BESIDES].index(code) + 1
                record_figures(self._session, report, {"1.1": Entry.number(amount_of(number))}, self._mine[code])
                found[code] = {"shared": report.id, "shared_round": opened.id}
                if code not in _SUM_UP:
                    self._complete(code, report)
                    submit_report(self._session, report, self._mine[code])
        return found


def amount_of(number: int) -> Decimal:
    """The figures of a place differ from this in their last digit alone; no place's is a mean of others'."""
    return Decimal(7_000_120 + number**2 * 111_000)


def asker(role: Role, place: str) -> str:
    """The name and the address of who asks something of a place in this role."""
    return f"hỏi {role} {_home_of(place)}"


def _home_of(place: str) -> str:
    """Where they belong: to the place itself, or to a unit with a single report of its own, which makes for short menus."""
    return HOME if PLACES[place] == HOME else HOUSE


Row = tuple[object, ...]
_LONG = {"body", "content"}  # of forms and files, which nobody changes in place


def _read_all(table: Table) -> tuple[Sequence[str], TextClause]:
    """The columns of a table, and the query for its rows as the driver gives them: what they mean is of no interest."""
    columns = [column for column in table.columns if column.name not in _LONG]
    read = (f'CAST("{c.name}" AS TEXT)' if isinstance(c.type, JSON) else f'"{c.name}"' for c in columns)
    return [column.name for column in columns], text(f'SELECT {", ".join(read)} FROM "{table.name}"')  # noqa: S608 - ours


_ALL = {table.name: _read_all(table) for table in SQLModel.metadata.sorted_tables}


def rows_of(session: Session, table: str) -> set[Row]:
    """Every row of a table."""
    return set(map(tuple, session.execute(_ALL[table][1])))


def changes(world: World, session: Session, tables: Iterable[str]) -> Iterator[tuple[str, dict[str, object]]]:
    """Rows of these tables that are new, other or gone, with their table; where people stand and were asked is nothing."""
    for name in set(tables) - {"place", "address", "wrong_web_code", "figure_question"}:
        for changed in rows_of(session, name) ^ world.rows[name]:
            yield name, dict(zip(_ALL[name][0], changed, strict=True))


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
