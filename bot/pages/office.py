"""The office on pages: what a desk or an administrator sees of people, units, rounds, days off and forms below them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, func, select

from bot.conversation.desk.changing_rounds import is_mine
from bot.conversation.office.staff import people_of
from bot.conversation.seeking.meant import desk_units
from bot.errors.rights import NotTheDesk, NotYours
from bot.keeping.held import note_seen
from bot.pages.listed import PagedList, listed
from bot.pages.page_turn import PageTurn
from bot.people.addresses import Address
from bot.people.leaving import doors_of
from bot.texts.common.roles import ROLES
from bot.texts.common.wording import day, moment, report_name
from bot.texts.pages import office as sentences
from tracker.audit.log import Deed, What, note
from tracker.calendar.working_days import unusual_days
from tracker.forms.catalogue import published_codes, published_form
from tracker.kernel.names import fold
from tracker.office.officers import Officer, Role, is_desk, oversees, receives
from tracker.office.staff import may_manage, roles_to_give
from tracker.office.units import Unit
from tracker.reports.rounds import Round, rounds_within
from tracker.workbooks.status_book import shown_workbook

_ON_A_PAGE, _ROUNDS, _PEOPLE = 50, 20, 12  # rounds and people have forms of their own; a page stays under 40 kB


@dataclass(frozen=True)
class UnitOfOffice:
    """A unit, and how many people it has."""

    unit_id: int
    code: str
    name: str
    people: int


@dataclass(frozen=True)
class PersonShown:
    """Somebody of a unit; `managed`: whether the visitor may change, move or end them."""

    officer: Officer
    role: str
    joined: str
    doors: Sequence[str]
    managed: bool


@dataclass(frozen=True)
class UnitPage:
    """A unit with its people, and what may be given to new ones."""

    unit: Unit
    people: PagedList[PersonShown]
    roles: Sequence[tuple[str, str]]
    may_rename: bool


@dataclass(frozen=True)
class RoundOfOffice:
    """A round; `mine`: whether the visitor may move or cancel it."""

    round_id: int
    title: str
    due: str
    mine: bool


@dataclass(frozen=True)
class DayShown:
    """A day on which offices do not what the weekday says."""

    iso: str
    day: str
    what: str
    why: str


@dataclass(frozen=True)
class FormShown:
    """A form that rounds can be opened with."""

    code: str
    name: str
    version: int
    rows: int
    approval: str


def require_desk(turn: PageTurn) -> None:
    """Raise NotTheDesk for whoever receives no reports."""
    if not is_desk(turn.officer):
        raise NotTheDesk


def may_set_days(officer: Officer, unit: Unit) -> bool:
    """Whether somebody of this unit may say what is a day off: an administrator at the top, since it holds for everybody."""
    return officer.active and officer.role == Role.ADMIN and unit.parent_id is None


def units_of_office(turn: PageTurn, name: str, page: str) -> PagedList[UnitOfOffice]:
    """The visitor's unit and those below it, by name; raises NotTheDesk."""
    part = listed(_units_called(turn, name), page, _ON_A_PAGE)
    return PagedList(_with_people(turn, part.shown), part.count, part.page, part.pages)


def _units_called(turn: PageTurn, name: str) -> list[Unit]:
    require_desk(turn)
    return [one for one in desk_units(turn) if fold(name) in fold(f"{one.code} {one.full_name}")]


def _with_people(turn: PageTurn, units: Sequence[Unit]) -> list[UnitOfOffice]:
    ids = [one.id for one in units]
    count = select(Officer.unit_id, func.count()).where(Officer.active, col(Officer.unit_id).in_(ids))
    people = {unit_id: number for unit_id, number in turn.session.exec(count.group_by(col(Officer.unit_id)))}  # noqa: C416 - a Row is no pair to dict()
    return [UnitOfOffice(one.id, one.code, one.full_name, people.get(one.id, 0)) for one in units]


def unit_page(turn: PageTurn, unit_id: int, page: str) -> UnitPage:
    """The unit of this number; raises NotYours."""
    unit = turn.session.get(Unit, unit_id)
    if unit is None or not oversees(turn.session, turn.officer, unit.id):
        raise NotYours
    part = listed(people_of(turn, unit), page, _PEOPLE)
    people = PagedList([_person(turn, one) for one in part.shown], part.count, part.page, part.pages)
    roles = [(role.value, ROLES[role]) for role in roles_to_give(turn.officer)]
    return UnitPage(unit, people, roles, receives(turn.session, turn.officer, unit.id))


def _person(turn: PageTurn, officer: Officer) -> PersonShown:
    doors = doors_of(turn.session, officer)
    addresses = [turn.session.get_one(Address, door) for door in doors]
    managed = may_manage(turn.session, turn.officer, officer)
    if managed:
        note_seen(turn.session, officer)
    names = [sentences.joined([one]) for one in addresses] if managed else []
    return PersonShown(officer, ROLES[Role(officer.role)], sentences.joined(addresses), names, managed)


def rounds_of_office(turn: PageTurn, page: str) -> PagedList[RoundOfOffice]:
    """The rounds of the visitor's subtree, the latest due first; raises NotTheDesk."""
    require_desk(turn)
    part = listed(rounds_within(turn.session, turn.unit), page, _ROUNDS)
    return PagedList([_round(turn, one) for one in part.shown], part.count, part.page, part.pages)


def _round(turn: PageTurn, one: Round) -> RoundOfOffice:
    return RoundOfOffice(one.id, report_name(one), moment(one.due_at), is_mine(turn, one))


def days_of_office(turn: PageTurn, year: int) -> list[DayShown]:
    """The days of a year on which offices do not what the weekday says; raises NotTheDesk."""
    require_desk(turn)
    return [
        DayShown(f"{of}", day(of), sentences.WORKED if working else sentences.OFF, why)
        for of, working, why in unusual_days(turn.session, year)
    ]


def forms_of_office(turn: PageTurn) -> list[FormShown]:
    """Every form that rounds can be opened with, in its newest version; raises NotTheDesk."""
    require_desk(turn)
    forms = [published_form(turn.session, code) for code in published_codes(turn.session)]
    return [FormShown(one.code, one.name, one.version, len(one.rows), sentences.approved_by(one)) for one in forms]


def units_file(turn: PageTurn, name: str) -> tuple[str, bytes]:
    """A workbook of all the units that are called so; raises NotTheDesk."""
    units = _with_people(turn, _units_called(turn, name))
    rows = [[one.name, one.code, str(one.people)] for one in units]
    return _file(turn, sentences.UNITS, sentences.UNIT_HEADS, rows)


def rounds_file(turn: PageTurn) -> tuple[str, bytes]:
    """A workbook of all the rounds; raises NotTheDesk."""
    require_desk(turn)
    rounds = [_round(turn, one) for one in rounds_within(turn.session, turn.unit)]
    return _file(turn, sentences.ROUNDS, sentences.ROUND_HEADS, [[one.title, one.due] for one in rounds])


def days_file(turn: PageTurn, year: int) -> tuple[str, bytes]:
    """A workbook of the days of a year; raises NotTheDesk."""
    rows = [[one.day, one.what, one.why] for one in days_of_office(turn, year)]
    return _file(turn, f"{sentences.DAYS} {year}", sentences.DAY_HEADS, rows)


def forms_file(turn: PageTurn) -> tuple[str, bytes]:
    """A workbook of the forms; raises NotTheDesk."""
    rows = [[one.name, one.code, str(one.version), str(one.rows), one.approval] for one in forms_of_office(turn)]
    return _file(turn, sentences.FORMS, sentences.FORM_HEADS, rows)


def _file(turn: PageTurn, what: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    """Noted as a file that went out."""
    name = sentences.file_name(what, turn.unit)
    note(turn.session, Deed(What.FILE, "sent", turn.unit.id, subject=name), turn.source)
    return name, shown_workbook(what, [f"{what}: {turn.unit.full_name}"], heads, rows)
