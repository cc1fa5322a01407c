"""The pages of one report: looked over, filled part by part, handed in, decided on."""

from collections.abc import Sequence
from typing import Any

from starlette.routing import Route

from bot.pages.form_fields import TypedBack
from bot.pages.form_page import form_page, hand_in, save_part, take_back_last
from bot.pages.my_reports import my_report_lines
from bot.pages.page_turn import PageTurn
from bot.pages.queue import next_waiting
from bot.pages.report_page import AT, decide, put_down_comment, report_file, report_page
from bot.pages.report_rows import anchor_of
from bot.texts.common.web import REPORTS
from bot.texts.pages import form as sentences
from bot.web.site import Answered, BookGiven, MovedTo, PageShown, Site, Visit
from tracker.forms.cell import Cell
from tracker.reports.reports import State

_ONE = f"{REPORTS}/{{report:int}}"


def report_routes(site: Site) -> list[Route]:
    """Their paths."""
    return [
        site.route(REPORTS, _mine),
        site.route(_ONE, _look),
        site.route(f"{_ONE}/tep", _file),
        site.route(f"{_ONE}/dien", _fill),
        site.route(f"{_ONE}/dien/{{part:int}}", _fill),
        site.route(f"{_ONE}/dien/{{part:int}}", _save, post=True),
        site.route(f"{_ONE}/hoan-tac/{{part:int}}", _undo, post=True),
        site.route(f"{_ONE}/nop", _confirm),
        site.route(f"{_ONE}/nop", _hand_in, post=True),
        site.route(f"{_ONE}/quyet-dinh", _decide, post=True, fresh=True),
        site.route(f"{_ONE}/y-kien", _comment, post=True),
    ]


def _turn(visit: Visit) -> PageTurn:
    """The visitor with the report before them whose number stands in the path."""
    return visit.turn(visit.path["report"])


def _mine(visit: Visit) -> Answered:
    return Answered(PageShown("reports.html", {"lines": my_report_lines(visit.turn())}))


def _look(visit: Visit) -> Answered:
    return Answered(_report(visit))


def _report(visit: Visit, said: Sequence[str] = (), number: int | None = None, at: str = "") -> PageShown:
    asked, anchor = visit.query.get("hoi", ""), at or visit.query.get(AT, "")
    page = report_page(visit.turn(), visit.path["report"] if number is None else number, visit.query.get("trang", ""), anchor)
    return PageShown("report.html", {"page": page, "said": said, "commenting": asked})


def _file(visit: Visit) -> Answered:
    return Answered(BookGiven(*report_file(visit.turn(), visit.path["report"])))


def _fill(visit: Visit) -> Answered:
    said = [sentences.SAVED] if visit.query.get("luu") else []
    if not _turn(visit).report().is_open:
        return Answered(MovedTo(f"{REPORTS}/{visit.path['report']}"))
    return Answered(_form(visit, visit.path.get("part", 0), said))


def _form(
    visit: Visit,
    part: int,
    said: Sequence[str] = (),
    typed: TypedBack | None = None,
) -> PageShown:
    turn = _turn(visit)
    turn.report().require_unlocked(visit.now)
    return PageShown("form.html", {"page": form_page(turn, part, said, typed)}, 422 if typed and typed.wrong else 200)


def _save(visit: Visit) -> Answered:
    """Save a page; on to the next one where that was wanted and nothing is wrong."""
    turn, part = _turn(visit), visit.path["part"]
    typed, said, told = save_part(turn, {name: text for name, text in visit.form.items() if name not in _NO_FIELDS})
    if not turn.report().is_open:
        return Answered(_report(visit, said), told)
    if typed.wrong:
        return Answered(_form(visit, part, said, typed), told)
    going = visit.form.get("go", str(part))
    to = "nop" if going == "nop" else f"dien/{int(going) if going.isdecimal() else part}?luu=1"
    return Answered(MovedTo(f"{REPORTS}/{visit.path['report']}/{to}"), told)


_NO_FIELDS = {"form_token", "go", "back"}


def _undo(visit: Visit) -> Answered:
    turn = _turn(visit)
    turn.report()
    said, told = take_back_last(turn)
    return Answered(_form(visit, visit.path["part"], said), told)


def _confirm(visit: Visit) -> Answered:
    turn = _turn(visit)
    if not turn.report().is_open:
        return Answered(MovedTo(f"{REPORTS}/{visit.path['report']}"))
    turn.report().require_unlocked(visit.now)
    return Answered(PageShown("hand_in.html", {"page": form_page(turn, 0), "said": ()}))


def _hand_in(visit: Visit) -> Answered:
    turn = _turn(visit)
    turn.report()
    what, told = hand_in(turn)
    if what.done:
        return Answered(_report(visit, what.said), told)
    facts: dict[str, Any] = {"page": form_page(turn, 0), "said": what.said}
    return Answered(PageShown("hand_in.html", facts, 409), told)


def _decide(visit: Visit) -> Answered:
    """Decide, and go on to the report that waits next."""
    turn = visit.turn()
    said, told = decide(turn, number := visit.path["report"], visit.form.get("how", ""), visit.form.get("words", ""))
    if turn.overseen_report(str(number)).state == State.SUBMITTED:
        return Answered(_report(visit, said), told)
    following = next_waiting(turn, number)
    if following is None:
        return Answered(PageShown("none_waiting.html", {"said": said}), told)
    return Answered(_report(visit, said, following), told)


def _comment(visit: Visit) -> Answered:
    turn = visit.turn()
    cell, words = visit.form.get("cell", ""), visit.form.get("words", "")
    said, told = put_down_comment(turn, visit.path["report"], cell, words)
    return Answered(_report(visit, said, at=anchor_of(Cell.read(cell))), told)
