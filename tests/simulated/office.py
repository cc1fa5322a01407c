"""The simulated district: 92 communes, a few of them with officers who report each quarter, and a desk."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import Session

from bot.people.addresses import join
from bot.storage.database import transaction
from tracker.calendar.periods import ZONE, Every, WindowRule
from tracker.forms.catalogue import official_form, publish_form
from tracker.forms.row import Kind, Row
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import Unit, UnitLine, import_units, unit_by_code
from tracker.reports.schedules import Schedule, add_schedule

UNITS, CHANNEL, FORM_CODE = 92, "terminal", "mo-phong"
BEGINS = datetime(2027, 1, 4, tzinfo=ZONE)
ROWS = ("1", "2", "3", "4")
_DISTRICT = "HUYEN"
_ROWS = tuple(Row(key, key, f"Chỉ tiêu số {key}", "Vụ", Kind.COUNT, ask="1") for key in ROWS)
FORM = replace(
    official_form("ban-thi-2024"),
    code=FORM_CODE,
    version=1,
    name="Báo cáo mô phỏng",
    reminders="opened 3d day 2h overdue",
    warn=(),
    block=(),
    mention=(),
    rows=_ROWS,
)


@dataclass(frozen=True)
class Seat:
    """Somebody of the office, by their number, and the code of their unit; the number is their address, too."""

    officer_id: int
    unit: str

    @property
    def address(self) -> str:
        return str(self.officer_id)


@dataclass(frozen=True)
class Seats:
    """Who works there."""

    officers: tuple[Seat, ...]
    desk: Seat


def set_up(engine: Engine, officers: int) -> Seats:
    """Fill an empty database; so many communes have an officer."""
    with transaction(engine) as session:
        communes = [UnitLine(3 + number, f"XA-{number}", f"Số {number}", "xã", _DISTRICT) for number in range(UNITS)]
        import_units(session, [UnitLine(2, _DISTRICT, "Mô Phỏng", "huyện", ""), *communes])
        seats = tuple(appoint(session, f"XA-{number}", Role.OFFICER, BEGINS) for number in range(officers))
        desk, district = appoint(session, _DISTRICT, Role.DESK, BEGINS), unit_by_code(session, _DISTRICT)
        publish_form(session, FORM)
        add_schedule(session, _quarterly(district))
        return Seats(seats, desk)


def _quarterly(district: Unit) -> Schedule:
    return Schedule(
        form_code=FORM_CODE,
        of_unit_id=district.id,
        every=Every.QUARTER,
        rule=WindowRule.CALENDAR,
        due="+5",
        lock="+4w",
        opens_before=5,
        since=date(2027, 1, 1),
    )


def appoint(session: Session, unit: str, role: Role, now: datetime) -> Seat:
    """Somebody new in this unit, with an address."""
    officer: Officer = add_officer(session, f"Cán bộ {unit} từ {now:%d/%m/%Y}", unit_by_code(session, unit), role)
    join(session, CHANNEL, str(officer.id), officer, now)
    return Seat(officer.id, unit)
