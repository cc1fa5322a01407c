"""What is changed on the office's pages: shown first and done after a yes, by the deeds of the chat where it has them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from bot.conversation.core.confirming import About, AskedFirst, Shown, leave_as_it_is
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.turn import Turn
from bot.conversation.core.until import moment_of
from bot.conversation.desk import changing_rounds
from bot.conversation.office import staff
from bot.conversation.seeking.meant import desk_units
from bot.errors.rights import NotYourPerson, NotYours
from bot.messages.messages import Outgoing
from bot.pages.office import may_set_days
from bot.pages.page_turn import PageTurn, do_on_page
from bot.people.invitations import invite
from bot.people.leaving import doors_of
from bot.reading.dates import DateSaid, read_date
from bot.texts.pages import board as board_sentences
from bot.texts.pages import office as sentences
from tracker.calendar.working_days import swap_day, unswap_day
from tracker.kernel.names import tidy
from tracker.office.officers import Role, add_officer, checked_name, checked_phone, oversees, receives
from tracker.office.staff import roles_to_give
from tracker.office.unit_changes import rename_unit
from tracker.office.units import Unit, units_called
from tracker.reports.reports import require_reason

Form = Mapping[str, str]


class DeedUnclear(Exception):
    """What stands in a field cannot be taken; the exception's text says why, to the person."""


def _number(form: Form, name: str) -> int:
    text = form.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 - digits of an id


def _unit_called(turn: Turn, words: str) -> Unit:
    found = units_called(desk_units(turn), words) if words.strip() else []
    if len({one.id for one in found}) == 1:
        return found[0]
    names = ", ".join(one.full_name for one in found[:8])
    raise DeedUnclear((sentences.WHICH_UNIT if found else sentences.NO_SUCH_UNIT).format(words=words, names=names))


def _overseen(turn: Turn, number: object) -> Unit:
    unit = turn.session.get(Unit, number)
    if unit is None or not oversees(turn.session, turn.officer, unit.id):
        raise NotYours
    return unit


def _require_days(turn: Turn) -> None:
    if not may_set_days(turn.officer, turn.unit):
        raise NotYours


def _person_changed(_turn: Turn, form: Form) -> dict[str, Any]:
    said = {"name": checked_name(form.get("name", "")), "phone": checked_phone(form.get("phone", ""))}
    return {"officer": _number(form, "officer"), **said, "role": form.get("role") or None}


def _person_moved(turn: Turn, form: Form) -> dict[str, Any]:
    officer, _unit = staff.managed(turn, _number(form, "officer"))
    return {"officer": officer.id, "unit": _unit_called(turn, form.get("unit", "")).id}


def _door(turn: Turn, form: Form) -> dict[str, Any]:
    officer, _unit = staff.managed(turn, _number(form, "officer"))
    doors, place = doors_of(turn.session, officer), _number(form, "door")
    if place >= len(doors):
        raise NotYourPerson
    return {"officer": officer.id, "channel": doors[place].channel, "address": doors[place].address}


def _new_person(_turn: Turn, form: Form) -> dict[str, Any]:
    said = {"name": checked_name(form.get("name", "")), "phone": checked_phone(form.get("phone", ""))}
    return {"unit": _number(form, "unit"), **said, "role": form.get("role", "")}


def _show_new(turn: Turn, about: About) -> Shown:
    unit = _overseen(turn, about["unit"])
    if about["role"] not in roles_to_give(turn.officer):
        raise NotYourPerson
    text = sentences.about_new(about["name"], Role(about["role"]), unit, about["phone"])
    return Shown(sentences.NEW_TITLE, text, sentences.NEW_YES, sentences.NO)


def _invite_new(turn: Turn, about: About) -> Next:
    _show_new(turn, about)
    officer = add_officer(turn.session, about["name"], _overseen(turn, about["unit"]), Role(about["role"]), about["phone"])
    turn.note(sentences.invited(officer, invite(turn.session, officer, turn.now, turn.officer)))
    return STAY


def _due(turn: Turn, form: Form) -> dict[str, Any]:
    said = read_date(form.get("until", ""), turn.today)
    until: datetime | None = moment_of(said) if isinstance(said, DateSaid) else None
    if until is None:
        raise DeedUnclear(board_sentences.NO_DAY)
    reason = require_reason(form.get("why", ""))
    return {"round": _number(form, "round"), "due": until.isoformat(), "units": [], "reason": reason}


def _cancelled(_turn: Turn, form: Form) -> dict[str, Any]:
    return {"round": _number(form, "round"), "reason": require_reason(form.get("why", ""))}


def _unit_named(_turn: Turn, form: Form) -> dict[str, Any]:
    return {"unit": _number(form, "unit"), "name": checked_name(form.get("name", ""))}


def _unit_below(turn: Turn, about: About) -> Unit:
    unit = turn.session.get(Unit, about["unit"])
    if unit is None or not receives(turn.session, turn.officer, unit.id):
        raise NotYours
    return unit


def _show_unit(turn: Turn, about: About) -> Shown | None:
    unit = _unit_below(turn, about)
    if unit.name == about["name"]:
        return None
    return Shown(sentences.UNIT_TITLE, sentences.about_unit(unit, about["name"]), sentences.UNIT_YES, sentences.NO)


def _rename(turn: Turn, about: About) -> Next:
    unit = _unit_below(turn, about)
    rename_unit(turn.session, unit, about["name"], unit.level)
    turn.note(sentences.SAVED)
    return STAY


def _day(turn: Turn, form: Form) -> dict[str, Any]:
    said = read_date(form.get("day", ""), turn.today)
    if not isinstance(said, DateSaid):
        raise DeedUnclear(sentences.NO_DAY)
    return {"day": said.day.isoformat(), "what": form.get("what", ""), "why": tidy(form.get("why", ""))}


_OF_DAYS = {"work": sentences.WORKED, "off": sentences.OFF, "": sentences.AS_IN_CALENDAR}


def _show_day(turn: Turn, about: About) -> Shown | None:
    _require_days(turn)
    if about["what"] not in _OF_DAYS:
        return None
    text = sentences.about_day(date.fromisoformat(about["day"]), _OF_DAYS[about["what"]], about["why"])
    return Shown(sentences.DAY_TITLE, text, sentences.DAY_YES, sentences.NO)


def _set_day(turn: Turn, about: About) -> Next:
    _require_days(turn)
    of = date.fromisoformat(about["day"])
    if about["what"]:
        swap_day(turn.session, of, about["why"], working=about["what"] == "work")
    else:
        unswap_day(turn.session, of)
    turn.note(sentences.SAVED)
    return STAY


NEW_PERSON = AskedFirst(name="new person", show=_show_new, do=_invite_new, leave=leave_as_it_is)
RENAME_UNIT = AskedFirst(name="rename unit", show=_show_unit, do=_rename, leave=leave_as_it_is)
SET_DAY = AskedFirst(name="set day", show=_show_day, do=_set_day, leave=leave_as_it_is)

_ONE_PERSON: Callable[[Turn, Form], dict[str, Any]] = lambda _turn, form: {"officer": _number(form, "officer")}  # noqa: E731
DEEDS: Mapping[str, tuple[AskedFirst, Callable[[Turn, Form], dict[str, Any]]]] = {
    "sua": (staff.CHANGE, _person_changed),
    "chuyen": (staff.MOVE, _person_moved),
    "moi-lai": (staff.INVITE, _ONE_PERSON),
    "ket-thuc": (staff.END, _ONE_PERSON),
    "bo-kenh": (staff.END_DOOR, _door),
    "moi": (NEW_PERSON, _new_person),
    "doi-han": (changing_rounds.DUE, _due),
    "huy-ky": (changing_rounds.CANCEL, _cancelled),
    "ten-don-vi": (RENAME_UNIT, _unit_named),
    "ngay": (SET_DAY, _day),
}


def preview(turn: PageTurn, name: str, form: Form) -> Shown | None:
    """What a deed would do; None where it would do nothing. Raises Unclear, and whatever the deed raises."""
    deed, about = DEEDS[name]
    return deed.show(turn, about(turn, form))


def do_deed(turn: PageTurn, name: str, form: Form) -> tuple[list[str], list[Outgoing]]:
    """Do it as it was shown, with what is said to the person and to others; raises what `preview` does."""
    deed, about = DEEDS[name]
    wanted = about(turn, form)
    if deed.show(turn, wanted) is None:
        return [sentences.NOTHING], []
    return do_on_page(turn, lambda: turn.follow(deed.do(turn, wanted)))
