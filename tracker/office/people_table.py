"""A list of people in a spreadsheet, who belong to units in roles: its head is found by its words, mistakes told together."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tracker.kernel.errors import NameMissing, PeopleTableWrong, PhoneWrong
from tracker.kernel.names import fold
from tracker.office.officers import Role, checked_name, checked_phone
from tracker.office.units import Unit, units_called

_HEADS: Mapping[str, frozenset[str]] = {  # folded
    "unit": frozenset({"unit", "don vi", "ten don vi", "ma don vi", "ma", "don vi cong tac"}),
    "name": frozenset({"name", "ho ten", "ho va ten", "ten can bo", "ho va ten can bo", "can bo"}),
    "role": frozenset({"role", "vai tro", "nhiem vu", "chuc vu", "chuc danh"}),
    "phone": frozenset({"phone", "dien thoai", "so dien thoai", "sdt", "so dt", "di dong"}),
}
_NEEDED = ("unit", "name")
_ROLES: Mapping[Role, frozenset[str]] = {  # folded
    Role.OFFICER: frozenset({"", "officer", "can bo", "can bo dien bao cao", "cong chuc", "chuyen vien", "dien bao cao"}),
    Role.LEADER: frozenset({"leader", "lanh dao", "chu tich", "pho chu tich", "truong phong", "giam doc", "duyet"}),
    Role.DESK: frozenset({"desk", "can bo theo doi", "theo doi", "dau moi", "tong hop"}),
    Role.ADMIN: frozenset({"admin", "quan tri", "nguoi quan tri", "quan tri vien"}),
}
_AS_NUMBER = re.compile("[1-9][0-9]{8}")  # a telephone number in a cell of numbers, whose 0 is gone
_MOST_ABOVE = 20  # rows in which a title stands


class PersonLine(NamedTuple):
    """One line of the list."""

    row: int
    unit: Unit
    name: str
    role: Role
    phone: str


def read_people_table(rows: Sequence[Sequence[str]], units: Sequence[Unit]) -> list[PersonLine]:
    """The people in a table, whose cells are texts, of these units; raises PeopleTableWrong with all that is wrong."""
    heads = [(number, _named(row)) for number, row in enumerate(rows[:_MOST_ABOVE])]
    at, places = max(heads, key=lambda head: len(head[1]), default=(0, {}))
    missing = [name for name in _NEEDED if name not in places]
    if missing:
        why = f"there is no column {', '.join(missing)}; the columns are {', '.join(_HEADS)}"
        raise PeopleTableWrong(row=at + 1, why=why)
    lines: list[PersonLine] = []
    mistakes: list[tuple[int, str]] = []
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        cells = {name: row[place].strip() for name, place in places.items() if place < len(row)}
        if cells.get("unit") and cells.get("name"):
            _read(number, cells, units, lines, mistakes)
        elif cells.get("unit") or cells.get("name"):
            mistakes.append((number, "unit and name must be filled"))
    if mistakes:
        (first, why), *others = mistakes
        raise PeopleTableWrong(row=first, why="; ".join([why, *(f"row {row}: {said}" for row, said in others)]))
    return lines


def _named(row: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(row):
        name = next((name for name, words in _HEADS.items() if fold(cell) in words), None)
        if name:
            places.setdefault(name, place)
    return places


def _read(
    row: int,
    cells: Mapping[str, str],
    units: Sequence[Unit],
    lines: list[PersonLine],
    mistakes: list[tuple[int, str]],
) -> None:
    """One line: into the lines, or what is wrong with it into the mistakes."""
    found = _units(units, cells["unit"])
    role = next((role for role, words in _ROLES.items() if fold(cells.get("role", "")) in words), None)
    wrong = []
    if len(found) != 1:
        how_many = f"{len(found)} units are" if found else "no unit is"
        wrong.append(f"{how_many} called {cells['unit']!r}" + ("; give the code" if found else ""))
    if role is None:
        wrong.append(f"{cells['role']!r} is no role; write officer, leader, desk or admin")
    try:
        phone = cells.get("phone", "")
        name, phone = checked_name(cells["name"]), checked_phone(f"0{phone}" if _AS_NUMBER.fullmatch(phone) else phone)
    except (NameMissing, PhoneWrong) as refused:
        wrong.append(str(refused).rstrip("."))
    if wrong or role is None:
        mistakes.extend((row, why) for why in wrong)
    else:
        lines.append(PersonLine(row, found[0], name, role, phone))


def _units(units: Sequence[Unit], words: str) -> list[Unit]:
    """Those that are called so in whole; a part of a name is too little to invite somebody by."""
    whole = fold(words)
    found = units_called(units, words)
    return [
        one for one in found if whole in {fold(one.code), fold(one.name), fold(one.full_name), *map(fold, one.former_names)}
    ]
