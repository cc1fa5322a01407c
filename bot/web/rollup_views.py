"""The desk's pages of a roll-up: the totals, the units behind one of them, who is missing, what needs a decision."""

from urllib.parse import urlencode

from starlette.routing import Route

from bot.pages.rollup_cell import total_file, total_page
from bot.pages.rollup_page import (
    RolledRound,
    decided_on,
    decisions_file,
    decisions_shown,
    rolled_round,
    rollup_file,
    tables_shown,
    units_file,
    units_shown,
)
from bot.texts.common.web import TOTALS
from bot.texts.pages import rollup as sentences
from bot.web.site import Answered, BookGiven, PageShown, Site, Visit


def rollup_routes(site: Site) -> list[Route]:
    """Their paths."""
    return [
        site.route(TOTALS, _totals),
        site.route(f"{TOTALS}/tep", _file),
        site.route(f"{TOTALS}/muc", _total),
        site.route(f"{TOTALS}/muc/tep", _total_file),
        site.route(f"{TOTALS}/don-vi", _units),
        site.route(f"{TOTALS}/don-vi/tep", _units_file),
        site.route(f"{TOTALS}/quyet-dinh", _decisions),
        site.route(f"{TOTALS}/quyet-dinh/tep", _decisions_file),
    ]


def _found(visit: Visit) -> RolledRound:
    return rolled_round(visit.turn(), visit.query.get("ky", ""), accepted=_accepted(visit))


def _accepted(visit: Visit) -> bool:
    return visit.query.get("chi") == "tiep-nhan"


def _shown(visit: Visit, template: str, found: RolledRound, **facts: object) -> Answered:
    """A page of this round; `here` is the query that keeps to it, `of` what the query had besides."""
    kept = {"ky": str(found.round.id), **({"chi": "tiep-nhan"} if found.accepted else {})}
    of = {name: visit.query[name] for name in ("muc", "xep", "loc") if visit.query.get(name)}
    common = {"found": found, "path": TOTALS, "here": urlencode(kept), "here_too": urlencode({**kept, **of})}
    return Answered(PageShown(template, {**common, **facts}))


def _totals(visit: Visit) -> Answered:
    found = _found(visit)
    tables, part = tables_shown(found.rolled, visit.query.get("trang", "")) if found.rolled else ([], None)
    return _shown(visit, "rollup.html", found, tables=tables, part=part)


def _file(visit: Visit) -> Answered:
    return Answered(BookGiven(*rollup_file(visit.turn(), visit.query.get("ky", ""), accepted=_accepted(visit))))


def _sort(visit: Visit) -> str:
    return visit.query["xep"] if visit.query.get("xep") in sentences.SORTS else "ten"


def _total(visit: Visit) -> Answered:
    found, query = _found(visit), visit.query
    total = total_page(found, query.get("muc", ""), _sort(visit), query.get("trang", ""))
    return _shown(visit, "rollup_total.html", found, total=total, sorts=sentences.SORTS, sort=_sort(visit))


def _total_file(visit: Visit) -> Answered:
    return Answered(BookGiven(*total_file(visit.turn(), _found(visit), visit.query.get("muc", ""), _sort(visit))))


def _units(visit: Visit) -> Answered:
    found, which = _found(visit), _which(visit)
    units = units_shown(found.rolled, which, visit.query.get("trang", "")) if found.rolled else None
    facts = {"units": units, "columns": sentences.UNIT_HEADS, "choices": sentences.UNITS, "which": which}
    return _shown(visit, "rollup_units.html", found, **facts)


def _which(visit: Visit) -> str:
    return visit.query["loc"] if visit.query.get("loc") in sentences.UNITS else ""


def _units_file(visit: Visit) -> Answered:
    return Answered(BookGiven(*units_file(visit.turn(), _found(visit), _which(visit))))


def _decisions_file(visit: Visit) -> Answered:
    return Answered(BookGiven(*decisions_file(visit.turn(), _found(visit))))


def _decisions(visit: Visit) -> Answered:
    found = _found(visit)
    part = decisions_shown(found.rolled, visit.query.get("trang", "")) if found.rolled else None
    return _shown(visit, "rollup_decisions.html", found, part=part, columns=sentences.DECISION_HEADS, decided_on=decided_on)
