"""The desk's board: the units of a round, filtered and sorted, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.seeking.meant import round_among
from bot.errors.rights import NotTheDesk
from bot.pages.listed import listed
from bot.pages.page_turn import PageTurn
from bot.people.reach import contacts_of
from bot.texts.common.states import STAGES
from bot.texts.common.wording import report_name, short_moment
from bot.texts.pages import board as sentences
from tracker.audit.log import Deed, What, note
from tracker.kernel.names import fold
from tracker.office.officers import Contact, is_desk
from tracker.office.units import units_by_id
from tracker.reports.reports import Stage
from tracker.reports.rounds import Round, rounds_within
from tracker.review.standing import ReportRead, RoundRead, UnitStanding, round_read, stood
from tracker.review.year import InTime, in_time_over_year
from tracker.workbooks.status_book import shown_workbook

_ON_A_PAGE, _MOST_BEFORE = 40, 3  # a page stays under 40 kB
SORTS = ("name", "stage", "due", "handed_in")
LATENESS = ("on_time", "late", "not_yet", "overdue")


@dataclass(frozen=True)
class BoardWanted:
    """What is shown: of one level, stage, lateness, with findings or not, called so; in this order, this page."""

    level: str = ""
    stage: str = ""
    lateness: str = ""
    finding: str = ""
    joined: str = ""
    name: str = ""
    sort: str = "stage"
    page: str = ""


@dataclass(frozen=True)
class BoardLine:
    """One unit's report, in words."""

    report_id: int
    unit: str
    stage: str
    entered: str
    findings: str
    due: str
    handed_in: str
    late: bool
    before: Sequence[str]
    in_year: str
    contact: str
    may_receive: bool


@dataclass(frozen=True)
class Board:
    """The page: the round's numbers, which always add up, and the units of one page of those that fit."""

    round_id: int
    title: str
    rounds: Sequence[tuple[int, str]]
    sums: str
    rate: str
    year_rate: str
    lines: Sequence[BoardLine]
    heads: Sequence[str]
    count: int
    page: int
    pages: int
    levels: Sequence[str]
    stages: Sequence[tuple[str, str]]
    wanted: BoardWanted


def wanted_of(query: Mapping[str, str]) -> BoardWanted:
    """What the address of a page wants; what is none of ours is passed over."""
    sort, lateness = query.get("xep", "stage"), query.get("han", "")
    return BoardWanted(
        level=query.get("cap", "")[:60],
        stage=query.get("buoc", "") if query.get("buoc", "") in set(Stage) else "",
        lateness=lateness if lateness in LATENESS else "",
        finding="1" if query.get("xem") else "",
        joined=query.get("moi", "") if query.get("moi", "") in {"co", "chua"} else "",
        name=query.get("ten", "")[:60],
        sort=sort if sort in SORTS else "stage",
        page=query.get("trang", ""),
    )


def rounds_of(turn: PageTurn) -> list[Round]:
    """The rounds of a desk's subtree, the latest due first; raises NotTheDesk."""
    if not is_desk(turn.officer):
        raise NotTheDesk
    return rounds_within(turn.session, turn.unit)


def board(turn: PageTurn, round_id: str, wanted: BoardWanted) -> Board | None:
    """The board of a round, or of the one at hand; None where none was ever opened. Raises NotTheDesk, NotYours."""
    rounds = rounds_of(turn)
    if not rounds:
        return None
    round_ = round_among(turn, rounds, round_id)
    found, fitting = _fitting(turn, round_, wanted)
    note(turn.session, Deed(What.ROUND, "seen", turn.unit.id, subject=f"{round_.form_code} {round_.period}"), turn.source)
    part = listed(fitting, wanted.page, _ON_A_PAGE)
    before = _before(rounds, round_)
    year = in_time_over_year(turn.session, round_, turn.unit, turn.now)
    due = found.on_time + found.late
    return Board(
        round_id=round_.id,
        title=report_name(round_),
        rounds=[(one.id, report_name(one)) for one in rounds],
        sums=sentences.sums(found, turn.now),
        rate=sentences.rate(found.on_time, due) if due else "",
        year_rate=sentences.year_rate(round_.period[:4], year.values()),
        lines=_lines(turn, part.shown, round_, before, year),
        heads=[one.period_label for one in before],
        count=part.count,
        page=part.page,
        pages=part.pages,
        levels=sorted({one.level for one in found.reports}),
        stages=[(stage.value, STAGES[stage].heading) for stage in Stage if stage is not Stage.CANCELLED],
        wanted=wanted,
    )


def _fitting(turn: PageTurn, round_: Round, wanted: BoardWanted) -> tuple[RoundRead, list[ReportRead]]:
    found = round_read(turn.session, round_, turn.unit)
    fitting = [one for one in found.reports if _fits(one, wanted, turn.now)]
    if wanted.joined:
        people = contacts_of(turn.session, [one.unit_id for one in fitting])
        fitting = [one for one in fitting if any(p.is_reached for p in people[one.unit_id]) == (wanted.joined == "co")]
    return found, _sorted(fitting, wanted.sort)


def _fits(one: ReportRead, wanted: BoardWanted, now: datetime) -> bool:
    if wanted.level and one.level != wanted.level:
        return False
    if wanted.stage and _stage(one) != wanted.stage:
        return False
    if wanted.finding and not (one.unsettled or one.kept):
        return False
    if wanted.name and fold(wanted.name) not in fold(one.unit_full_name):
        return False
    if not wanted.lateness:
        return True
    how = {"on_time": one.is_late is False, "late": one.is_late is True, "not_yet": one.is_late is None}
    return one.is_overdue(now) if wanted.lateness == "overdue" else how[wanted.lateness]


def _stage(one: ReportRead) -> Stage:
    return one.stage(begun=one.entered > 0)


def _sorted(reports: Sequence[ReportRead], sort: str) -> list[ReportRead]:
    order = {stage: place for place, stage in enumerate(Stage)}
    if sort == "stage":
        return sorted(reports, key=lambda one: order[_stage(one)])
    if sort == "due":
        return sorted(reports, key=lambda one: one.due_at)
    if sort == "handed_in":
        return sorted(reports, key=lambda one: (one.submitted_at is None, one.submitted_at or one.due_at))
    return list(reports)


def _before(rounds: Sequence[Round], round_: Round) -> list[Round]:
    """The rounds of the form before this one, the earliest first."""
    same = [one for one in rounds if one.form_code == round_.form_code and one.window_to < round_.window_to]
    return same[:_MOST_BEFORE][::-1]


def _lines(
    turn: PageTurn, shown: Sequence[ReportRead], round_: Round, before: Sequence[Round], year: Mapping[int, InTime]
) -> list[BoardLine]:
    ids = [one.unit_id for one in shown]
    people, standing = contacts_of(turn.session, ids), stood(turn.session, [*before, round_], units_by_id(turn.session, ids))
    lines = []
    for unit_id in ids:
        line = _line(turn, standing[round_.id, unit_id], people[unit_id], [standing.get((one.id, unit_id)) for one in before])
        in_year, is_received = sentences.in_year(year.get(unit_id)), unit_id != turn.unit.id
        lines.append(replace(line, may_receive=is_received, in_year=in_year))
    return lines


def _line(turn: PageTurn, one: UnitStanding, people: Sequence[Contact], before: Sequence[UnitStanding | None]) -> BoardLine:
    report = one.report
    return BoardLine(
        report_id=report.id,
        unit=one.unit.full_name,
        stage=STAGES[one.stage].heading,
        entered=f"{one.entered}/{one.asked}",
        findings=sentences.findings(one),
        due=short_moment(report.due_at),
        handed_in=sentences.handed_in(one),
        late=one.late is True or one.is_overdue(turn.now),
        before=[sentences.in_round(past, turn.now) for past in before],
        in_year="",
        contact=sentences.contact(people),
        may_receive=False,
    )


def board_file(turn: PageTurn, round_id: str, wanted: BoardWanted) -> tuple[str, bytes]:
    """A workbook of all the units that the board shows, on every page of it."""
    rounds = rounds_of(turn)
    round_ = round_among(turn, rounds, round_id)
    found, fitting = _fitting(turn, round_, wanted)
    before = _before(rounds, round_)
    year = in_time_over_year(turn.session, round_, turn.unit, turn.now)
    lines = _lines(turn, fitting, round_, before, year)
    heads = [*sentences.HEADS, *(one.period_label for one in before), sentences.IN_YEAR, sentences.CONTACT]
    rows = [
        [one.unit, one.stage, one.entered, one.findings, one.due, one.handed_in, *one.before, one.in_year, one.contact]
        for one in lines
    ]
    title = [f"{report_name(round_)}: {turn.unit.full_name}", sentences.sums(found, turn.now)]
    name = f"Bang-{turn.unit.code}-{round_.period}.xlsx"
    note(turn.session, Deed(What.FILE, "sent", turn.unit.id, subject=name), turn.source)
    return name, shown_workbook(sentences.SHEET, title, heads, rows)
