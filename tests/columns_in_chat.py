"""An officer who fills reports on forms of several columns, and what stands in them then."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import Engine
from sqlmodel import Session

from bot.channels.terminal import rendered
from bot.conversation.core.held import Held, Place, held_at
from bot.people.addresses import join
from bot.storage.database import transaction
from tests.conftest import Clock
from tests.talking import Talk
from tracker.calendar.periods import parse_period
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.reports import Report, Source, State, reports_of
from tracker.reports.rounds import Round, Terms, open_round
from tracker.reports.snapshot import snapshot_of


class ColumnOfficer:
    """Lan of a commune, and the desk above it; the report at hand is the one that was asked for last."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine, self._clock, self._talk = engine, clock, Talk(engine, clock)
        self.actions = 0
        with transaction(engine) as session:
            import_units(session, [UnitLine(2, "OFFICE", "Chợ", "huyện", ""), UnitLine(3, "UNIT", "Thi", "xã", "OFFICE")])
            people = [(unit_by_code(session, "UNIT"), Role.OFFICER), (unit_by_code(session, "OFFICE"), Role.DESK)]
            self.lan, self.desk = (add_officer(session, f"Người {role}", unit, role).id for unit, role in people)
            for number in (self.lan, self.desk):
                join(session, "terminal", str(number), session.get_one(Officer, number), clock())

    def is_asked(self, form: Form, period: str = "2024-Q1") -> None:
        with transaction(self._engine) as session:
            of = parse_period(period)
            terms = Terms(of, of.window(), self._clock() + timedelta(days=30))
            open_round(session, form, terms, unit_by_code(session, "OFFICE"), self._clock())

    def say(self, text: str, who: int = 0) -> str:
        self.actions += 1
        return "\n".join(rendered(reply) for reply in self._talk.say(str(who or self.lan), text))

    def say_all(self, *texts: str) -> list[str]:
        return [self.say(text) for text in texts]

    def report(self, session: Session, period: str = "2024-Q1") -> Report:
        mine = reports_of(session, unit_by_code(session, "UNIT").id)
        return next(one for one in mine if session.get_one(Round, one.round_id).period == period)

    def figures(self, period: str = "2024-Q1") -> dict[str, Decimal | str | None]:
        """What stands, by the texts of the cells."""
        with transaction(self._engine) as session:
            figures = snapshot_of(session, self.report(session, period)).figures
            return {str(cell): _plain(one.entry) for cell, one in sorted(figures.items())}

    def notes(self, cells: Sequence[str]) -> list[str]:
        with transaction(self._engine) as session:
            figures = snapshot_of(session, self.report(session)).figures
            return [figures[Cell.read(cell)].entry.note for cell in cells]

    def shown(self, *cells: str) -> list[Decimal | str | None]:
        """What the appendix shows in these cells."""
        with transaction(self._engine) as session:
            shown = snapshot_of(session, self.report(session)).shown
            return [_plain(shown[Cell.read(cell)]) for cell in cells]

    def state(self) -> State:
        with transaction(self._engine) as session:
            return State(self.report(session).state)

    def held(self) -> Held:
        with transaction(self._engine) as session:
            place = session.get_one(Place, self.lan)
            return held_at(place.at, place.held)

    @property
    def source(self) -> Source:
        return Source(self.lan, self._clock(), "test")


def _plain(entry: Entry) -> Decimal | str | None:
    return entry.amount if entry.amount is not None else entry.text or entry.answer.value
