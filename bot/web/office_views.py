"""The office's pages: units and their people, rounds, days off, forms, and what is changed there after a look."""

from collections.abc import Callable

from starlette.routing import Route

from bot.pages.office import (
    days_file,
    days_of_office,
    forms_file,
    forms_of_office,
    may_set_days,
    rounds_file,
    rounds_of_office,
    unit_page,
    units_file,
    units_of_office,
)
from bot.pages.office_deeds import DEEDS, DeedUnclear, do_deed, preview
from bot.texts.common.web import OFFICE
from bot.texts.pages import office as sentences
from bot.web.site import Answered, BookGiven, PageShown, Site, Visit, own_path

_YEARS = {str(year) for year in range(2000, 2100)}


def office_routes(site: Site) -> list[Route]:
    """Their paths; every change asks for a session that has just begun."""
    deeds = [
        route
        for name in DEEDS
        for route in (
            site.route(f"{OFFICE}/xem-truoc/{name}", _previewing(name), post=True, fresh=True),
            site.route(f"{OFFICE}/lam/{name}", _doing(name), post=True, fresh=True),
        )
    ]
    return [
        site.route(OFFICE, _units),
        site.route(f"{OFFICE}/tep", lambda visit: _given(units_file(visit.turn(), _name(visit)))),
        site.route(f"{OFFICE}/ky/tep", lambda visit: _given(rounds_file(visit.turn()))),
        site.route(f"{OFFICE}/ngay/tep", lambda visit: _given(days_file(visit.turn(), _year(visit)))),
        site.route(f"{OFFICE}/bieu/tep", lambda visit: _given(forms_file(visit.turn()))),
        site.route(f"{OFFICE}/don-vi/{{unit:int}}", _unit),
        site.route(f"{OFFICE}/ky", _rounds),
        site.route(f"{OFFICE}/ngay", _days),
        site.route(f"{OFFICE}/bieu", _forms),
        *deeds,
    ]


def _given(file: tuple[str, bytes]) -> Answered:
    return Answered(BookGiven(*file))


def _name(visit: Visit) -> str:
    return visit.query.get("ten", "")[:60]


def _year(visit: Visit) -> int:
    wanted = visit.query.get("nam", "")
    return int(wanted) if wanted in _YEARS else visit.turn().today.year


def _units(visit: Visit) -> Answered:
    part = units_of_office(visit.turn(), _name(visit), visit.query.get("trang", ""))
    facts = {"part": part, "columns": sentences.UNIT_HEADS, "name": _name(visit), "path": OFFICE}
    return Answered(PageShown("office_units.html", facts))


def _unit(visit: Visit) -> Answered:
    facts = {"unit_page": unit_page(visit.turn(), visit.path["unit"], visit.query.get("trang", "")), "path": OFFICE}
    return Answered(PageShown("office_unit.html", facts))


def _rounds(visit: Visit) -> Answered:
    part = rounds_of_office(visit.turn(), visit.query.get("trang", ""))
    return Answered(PageShown("office_rounds.html", {"part": part, "path": OFFICE}))


def _days(visit: Visit) -> Answered:
    turn, year = visit.turn(), _year(visit)
    facts = {
        "days": days_of_office(turn, year),
        "columns": sentences.DAY_HEADS,
        "year": year,
        "may_change": may_set_days(turn.officer, turn.unit),
        "path": OFFICE,
    }
    return Answered(PageShown("office_days.html", facts))


def _forms(visit: Visit) -> Answered:
    facts = {"forms": forms_of_office(visit.turn()), "columns": sentences.FORM_HEADS, "path": OFFICE}
    return Answered(PageShown("office_forms.html", facts))


def _previewing(name: str) -> Callable[[Visit], Answered]:
    def look(visit: Visit) -> Answered:
        given = {key: value for key, value in visit.form.items() if key != "form_token"}
        facts = {"name": name, "given": given, "path": OFFICE, "back": own_path(visit.form.get("back", ""))}
        try:
            shown, wrong = preview(visit.turn(), name, visit.form), ""
        except DeedUnclear as unclear:
            shown, wrong = None, str(unclear)
        wrong = wrong or ("" if shown else sentences.NOTHING)
        return Answered(PageShown("deed.html", {**facts, "shown": shown, "wrong": wrong}, 422 if wrong else 200))

    return look


def _doing(name: str) -> Callable[[Visit], Answered]:
    def do_it(visit: Visit) -> Answered:
        back = own_path(visit.form.get("back", ""))
        try:
            said, told = do_deed(visit.turn(), name, visit.form)
        except DeedUnclear as unclear:
            return Answered(PageShown("done.html", {"said": [str(unclear)], "back": back}, 422))
        return Answered(PageShown("done.html", {"said": said, "back": back}), told)

    return do_it
