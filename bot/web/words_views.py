"""The pages of the written report: its words heading by heading, and its draft as a document."""

from collections.abc import Sequence

from starlette.routing import Route

from bot.pages.form_fields import TypedBack
from bot.pages.page_turn import PageTurn
from bot.pages.words_page import words_file, words_page
from bot.pages.words_saving import save_words, take_back_words, take_words_before
from bot.texts.common.web import REPORTS
from bot.texts.pages import words as sentences
from bot.web.site import Answered, BookGiven, MovedTo, PageShown, Site, Visit

_ONE = f"{REPORTS}/{{report:int}}/loi"


def words_routes(site: Site) -> list[Route]:
    """Their paths."""
    return [
        site.route(_ONE, _look),
        site.route(f"{_ONE}/tep", _file),
        site.route(f"{_ONE}/{{part:int}}", _look),
        site.route(f"{_ONE}/{{part:int}}", _save, post=True),
        site.route(f"{_ONE}/ky-truoc/{{part:int}}", _same, post=True),
        site.route(f"{_ONE}/hoan-tac/{{part:int}}", _undo, post=True),
    ]


def _turn(visit: Visit) -> PageTurn:
    """The visitor with the report before them whose number stands in the path."""
    return visit.turn(visit.path["report"])


def _page(visit: Visit, said: Sequence[str] = (), typed: TypedBack | None = None) -> PageShown:
    page = words_page(_turn(visit), visit.path.get("part", 0), said, typed)
    return PageShown("words.html", {"page": page}, 422 if typed and typed.wrong else 200)


def _look(visit: Visit) -> Answered:
    return Answered(_page(visit, [sentences.SAVED] if visit.query.get("luu") else []))


def _save(visit: Visit) -> Answered:
    """Save a page; on to the next one where that was wanted and nothing is left to be mended."""
    part = visit.path["part"]
    typed, said, told = save_words(_turn(visit), visit.form)
    shown = _page(visit, said, typed)
    if shown.facts["page"].to_mend:
        return Answered(shown, told)
    going = visit.form.get("go", str(part))
    to = int(going) if going.isdecimal() else part
    return Answered(MovedTo(f"{REPORTS}/{visit.path['report']}/loi/{to}?luu=1"), told)


def _same(visit: Visit) -> Answered:
    said, told = take_words_before(_turn(visit))
    return Answered(_page(visit, said), told)


def _undo(visit: Visit) -> Answered:
    said, told = take_back_words(_turn(visit))
    return Answered(_page(visit, said), told)


def _file(visit: Visit) -> Answered:
    return Answered(BookGiven(*words_file(_turn(visit))))
