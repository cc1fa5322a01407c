"""One open report of a form, at which an officer is stood anywhere and heard; nothing of it stays."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session

from bot.conversation.core.held import Held, Place, held_at
from bot.conversation.core.places import Guessing
from bot.conversation.handle import handle
from bot.messages.messages import Incoming, Outgoing
from bot.people.addresses import join
from bot.reading.filled_sheet import unpacked
from bot.storage.database import transaction
from tests.by_row import figures_of
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.figures import standing_figures
from tracker.reports.reports import Report, reports_of
from tracker.reports.rounds import Terms, open_round

LEVEL = "xã"


class Heard(NamedTuple):
    """What was recorded, by row; what was asked back as a guess; where the officer is asked now; what was said.

    `lead` is what of it was said above the question that stands; `cells` is what was recorded by cell.
    """

    recorded: dict[str, Entry]
    guess: dict[str, Entry]
    held: Held
    said: str
    lead: str
    cells: dict[Cell, Entry]


class OneReport:
    """The report of xã Bản Thi on this form for the first quarter of 2024, and its officer."""

    def __init__(self, engine: Engine, form: str | Form, now: datetime) -> None:
        self._engine, self._now = engine, now
        self.form = official_form(form) if isinstance(form, str) else form
        desk, unit = f"DESK-{self.form.code.upper()}", f"UNIT-{self.form.code.upper()}"
        with transaction(engine) as session:
            import_units(session, [UnitLine(2, desk, "Chợ Đồn", "huyện", ""), UnitLine(3, unit, "Bản Thi", LEVEL, desk)])
            found, above = unit_by_code(session, unit), unit_by_code(session, desk)
            officer = add_officer(session, "Hoàng Thị Lan", found, Role.OFFICER)
            add_officer(session, "Nông Văn Thu", above, Role.DESK).phone = "0912 345 678"
            join(session, "terminal", str(officer.id), officer, now)
            period = parse_period("2024-Q1")
            open_round(session, self.form, Terms(period, period.window(), now + timedelta(days=3)), above, now)
            self.officer_id, self.report_id = officer.id, reports_of(session, found.id)[0].id

    def hear(self, held: Held, text: str) -> Heard:
        """What comes of these words where the officer is asked that; nothing of it stays."""
        with Session(self._engine) as session:
            place = session.get(Place, self.officer_id) or Place(officer_id=self.officer_id)
            session.add(place)
            place.go_to({"at": held.at, "report_id": self.report_id, "held": held.stored(), "behalf": {}})
            session.flush()
            said = handle(session, Incoming("terminal", "1", str(self.officer_id), text=text), self._now)
            place = session.get_one(Place, self.officer_id)
            now = held_at(place.at, place.held)
            guess = {cell.row: entry for cell, entry in unpacked(now.entries).items()} if isinstance(now, Guessing) else {}
            figures = figures_of(session, session.get_one(Report, self.report_id))
            recorded = {key: figure.entry for key, figure in figures.items()}
            lead = "\n".join(one.lead for one in said)
            standing = standing_figures(session, self.report_id).figures
            cells = {cell: figure.entry for cell, figure in standing.items()}
            heard = Heard(recorded, guess, now, "\n".join(map(_read, said)), lead, cells)
            session.rollback()
        return heard


def _read(said: Outgoing) -> str:
    return "\n".join([said.lead, said.title, said.text, *(button.label for button in said.buttons)])
