"""The desk's pages: the board, what is done with the units that are ticked, and the reports that wait, one after the other."""

from collections.abc import Callable
from urllib.parse import urlencode

from starlette.routing import Route

from bot.pages.board import board, board_file, wanted_of
from bot.pages.board_deeds import do_with_ticked, preview
from bot.pages.queue import clean_waiting, next_waiting
from bot.texts.common.web import BOARD, QUEUE, REPORTS
from bot.web.site import Answered, BookGiven, MovedTo, PageShown, Site, Visit

_TYPED = {"nudge": (), "accept": (), "extend": ("until", "why"), "assign": ("task",), "announce": ("announcement",)}
_FILTERS = ("cap", "buoc", "han", "xem", "moi", "ten", "xep")


def board_routes(site: Site) -> list[Route]:
    """Their paths; what decides asks for a session that has just begun."""
    return [
        site.route(BOARD, _look),
        site.route(f"{BOARD}/tep", _file),
        site.route(f"{BOARD}/xem-truoc/nudge", _previewing("nudge"), post=True),
        site.route(f"{BOARD}/xem-truoc/accept", _previewing("accept"), post=True, fresh=True),
        site.route(f"{BOARD}/xem-truoc/extend", _previewing("extend"), post=True, fresh=True),
        site.route(f"{BOARD}/xem-truoc/assign", _previewing("assign"), post=True),
        site.route(f"{BOARD}/xem-truoc/announce", _previewing("announce"), post=True),
        site.route(f"{BOARD}/lam/announce", _doing("announce"), post=True),
        site.route(f"{BOARD}/lam/assign", _doing("assign"), post=True),
        site.route(f"{BOARD}/lam/nudge", _doing("nudge"), post=True),
        site.route(f"{BOARD}/lam/accept", _doing("accept"), post=True, fresh=True),
        site.route(f"{BOARD}/lam/extend", _doing("extend"), post=True, fresh=True),
        site.route(QUEUE, _next),
        site.route(f"{QUEUE}/khong-canh-bao", _clean),
    ]


def _look(visit: Visit) -> Answered:
    return Answered(_board(visit, []))


def _board(visit: Visit, said: list[str]) -> PageShown:
    query = visit.query if not visit.form else {"ky": visit.form.get("round", "")}
    found = board(visit.turn(), query.get("ky", ""), wanted_of(query))
    kept = {name: query[name] for name in _FILTERS if query.get(name)}
    here = urlencode({"ky": found.round_id, **kept}) if found else ""
    return PageShown("board.html", {"board": found, "said": said, "here": here, "path": BOARD})


def _file(visit: Visit) -> Answered:
    return Answered(BookGiven(*board_file(visit.turn(), visit.query.get("ky", ""), wanted_of(visit.query))))


def _previewing(how: str) -> Callable[[Visit], Answered]:
    def look(visit: Visit) -> Answered:
        shown = preview(visit.turn(), how, visit.form)
        facts = {"preview": shown, "given": {name: visit.form.get(name, "") for name in _TYPED[how]}}
        back = {"round": visit.form.get("round", ""), "back": BOARD}
        return Answered(PageShown("ticked.html", {**facts, **back}, 422 if shown.wrong else 200))

    return look


def _doing(how: str) -> Callable[[Visit], Answered]:
    def do_it(visit: Visit) -> Answered:
        said, told = do_with_ticked(visit.turn(), how, visit.form)
        return Answered(_board(visit, said), told)

    return do_it


def _clean(visit: Visit) -> Answered:
    """What can be taken in one step: all of which nothing warns, listed first."""
    return Answered(PageShown("clean.html", {"rounds": clean_waiting(visit.turn()), "path": BOARD}))


def _next(visit: Visit) -> Answered:
    """The next report that waits opens by itself."""
    after = visit.query.get("sau", "")
    found = next_waiting(visit.turn(), int(after) if after.isdecimal() else 0)
    if found is None:
        return Answered(PageShown("none_waiting.html", {"said": ()}))
    return Answered(MovedTo(f"{REPORTS}/{found}"))
