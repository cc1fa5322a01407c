"""dunghan report accept, return, extend: what a desk decides about the reports of its units, one or many at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated

import typer
from sqlmodel import Session

from bot.cli.common.dates import read_time
from bot.cli.common.office import office, print_json, print_table, rehearsal
from bot.errors.command_line import WhoDecides
from bot.messages.messages import Outgoing
from bot.reminders.telling import in_turn, tell_those_of
from bot.running.clock import system_clock
from bot.sending.outbox import put
from bot.texts.common.wording import moment
from bot.texts.desk import reviewing
from bot.texts.report import extending
from tracker.calendar.periods import ZONE, parse_period
from tracker.kernel.errors import ReportUnknown
from tracker.office.officers import Officer, find_officer, overseers, receives
from tracker.office.units import Unit, unit_by_code
from tracker.reports.extensions import earliest_extension, give_extension
from tracker.reports.reports import Report, Source, Stage
from tracker.reports.rounds import find_rounds
from tracker.review.standing import UnitStanding, round_standing
from tracker.review.submission import accept_report, return_report
from tracker.review.waiting import sort_waiting

FormCode = Annotated[str, typer.Argument(help="The form's code.", metavar="FORM")]
PeriodCode = Annotated[str, typer.Argument(help="2024-Q1, 2024-H1, 2024-9M, 2024-Y or 2024-M03.", metavar="PERIOD")]
UnitCodes = Annotated[list[str] | None, typer.Argument(help="The units' codes.", metavar="[UNIT]...")]
Below = Annotated[str | None, typer.Option(help="Only the units below this one.")]
By = Annotated[str | None, typer.Option(help="Who decides: number or name; the only desk above if left out.")]
Look = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
AsJson = Annotated[bool, typer.Option("--json", help="For a program.")]
_HEAD = ("what", "unit", "name", "why")


class _Done:
    """What became of each unit, a line each; and what is told to its people."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, str]] = []
        self.told: list[Outgoing] = []

    def add(self, what: str, unit: Unit, why: str = "") -> None:
        self.rows.append((what, unit.code, unit.full_name, why))

    def print(self, *, as_json: bool) -> None:
        if as_json:
            print_json([dict(zip(_HEAD, row, strict=True)) for row in self.rows])
            return
        print_table([[cell or "-" for cell in row] for row in self.rows], _HEAD)
        whats = [row[0] for row in self.rows]
        typer.echo(", ".join(f"{whats.count(what)} {what}" for what in dict.fromkeys(whats)) + "." if whats else "Nobody.")


def accept(
    form: FormCode,
    period: PeriodCode,
    units: UnitCodes = None,
    all_waiting: Annotated[bool, typer.Option("--all-waiting", help="All that wait and have no findings.")] = False,
    below: Below = None,
    by: By = None,
    dry_run: Look = False,
    as_json: AsJson = False,
) -> None:
    """Take reports that were handed in; those with findings are left to be looked at, and named."""
    _require_one(units, all_=all_waiting, option="--all-waiting")
    done = _Done()
    with rehearsal() if dry_run else office() as session:
        found = _asked(session, form, period, units, below)
        waiting = [one for one in found if one.report.stage(begun=True) is Stage.SUBMITTED]
        sorted_ = sort_waiting(session, waiting)
        now = system_clock()
        for one in sorted_.clean:
            accept_report(session, one.report, Source(_decider(session, by, one.unit).id, now, "cli"))
            done.told += tell_those_of(session, one.report, reviewing.ACCEPTED_TITLE, "")
            done.add("accepted", one.unit)
        put(session, in_turn(done.told), now)
        for warned in sorted_.warned:
            done.add("left", warned.standing.unit, f"{warned.places} findings kept, {warned.comments} comments not sent")
        for one in found if units else ():
            if one not in waiting:
                done.add("left", one.unit, f"it is {one.report.state}")
    done.print(as_json=as_json)


def return_(
    form: FormCode,
    period: PeriodCode,
    units: Annotated[list[str], typer.Argument(help="The units' codes.", metavar="UNIT...")],
    reason: Annotated[str, typer.Option(help="What is to be mended, told to the units.")],
    by: By = None,
) -> None:
    """Return reports to their units, with the comments that were put down."""
    done = _Done()
    with office() as session:
        now = system_clock()
        for one in _asked(session, form, period, units, None):
            return_report(session, one.report, Source(_decider(session, by, one.unit).id, now, "cli"), reason)
            done.told += tell_those_of(session, one.report, reviewing.RETURNED_TITLE, reviewing.returned_because(reason, ""))
            done.add("returned", one.unit)
        put(session, in_turn(done.told), now)
    done.print(as_json=False)


def extend(
    form: FormCode,
    period: PeriodCode,
    units: UnitCodes = None,
    all_owing: Annotated[bool, typer.Option("--all-owing", help="All that were never handed in.")] = False,
    below: Below = None,
    due: Annotated[str | None, typer.Option(help="The new due time, ISO.")] = None,
    days: Annotated[int | None, typer.Option(min=1, max=366, help="So many days after each one's own due time.")] = None,
    reason: Annotated[str, typer.Option(help="Why, told to the units.")] = "",
    by: By = None,
    dry_run: Look = False,
    as_json: AsJson = False,
) -> None:
    """Give units more time; of those that are named or owe, those that cannot be given it are left, and named."""
    _require_one(units, all_=all_owing, option="--all-owing")
    if (due is None) == (days is None):
        raise typer.BadParameter("give --due or --days")
    done = _Done()
    with rehearsal() if dry_run else office() as session:
        now = system_clock()
        for one in _asked(session, form, period, units, below):
            until = read_time(due) if due else one.report.due_at.astimezone(ZONE) + timedelta(days=days or 0)
            why = _why_not(one.report, until, now)
            if why and not units and one.submitted:
                continue
            if why:
                done.add("left", one.unit, why)
                continue
            give_extension(session, one.report, until, reason, Source(_decider(session, by, one.unit).id, now, "cli"))
            done.told += tell_those_of(
                session, one.report, extending.GRANTED_TITLE, extending.given_because(one.report, reason)
            )
            done.add("extended", one.unit, moment(until))
        put(session, in_turn(done.told), now)
    done.print(as_json=as_json)


def _why_not(report: Report, until: datetime, now: datetime) -> str:
    if report.first_submitted_at is not None:
        return "it was handed in"
    if report.is_locked(now):
        return "it is locked"
    earliest = earliest_extension(report, now)
    return "" if until > earliest else f"the new due time must be later than {moment(earliest)}"


def _require_one(units: Sequence[str] | None, *, all_: bool, option: str) -> None:
    if bool(units) == all_:
        raise typer.BadParameter(f"give units or {option}")


def _asked(session: Session, form: str, period: str, codes: Sequence[str] | None, below: str | None) -> list[UnitStanding]:
    """Where these units stand in the rounds of that form and period, or all of them; raises UnitUnknown, ReportUnknown."""
    within = unit_by_code(session, below) if below else None
    found = [
        one
        for round_ in find_rounds(session, form, parse_period(period))
        for one in round_standing(session, round_, within or session.get_one(Unit, round_.of_unit_id)).units
    ]
    if not codes:
        return found
    wanted = [unit_by_code(session, code) for code in codes]
    by_unit = {one.unit.id: one for one in found}
    for unit in wanted:
        if unit.id not in by_unit:
            raise ReportUnknown(unit=unit.code, form=form, period=period)
    return [by_unit[unit.id] for unit in wanted]


def _decider(session: Session, by: str | None, unit: Unit) -> Officer:
    """Who decides about the reports of this unit; raises OfficerUnknown, WhoDecides."""
    if by:
        officer = find_officer(session, by)
        if not receives(session, officer, unit.id):
            raise WhoDecides(unit=unit.code)
        return officer
    desks = [one for one in overseers(session, unit.id) if receives(session, one, unit.id)]
    nearest = [one for one in desks if one.unit_id == desks[0].unit_id]
    if len(nearest) != 1:
        raise WhoDecides(unit=unit.code)
    return nearest[0]
