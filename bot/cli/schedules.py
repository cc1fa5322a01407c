"""dunghan schedule: add, list, end."""

from datetime import date, timedelta
from typing import Annotated

import typer
from sqlmodel import select

from bot.cli.common.dates import read_day
from bot.cli.common.office import office, print_listing
from bot.cli.rounds import AskedLevel, DataRule, unit_that_asks
from bot.running.clock import system_clock
from bot.texts.common.wording import moment
from tracker.calendar.deadlines import earliest_due
from tracker.calendar.periods import ZONE, Every, WindowRule
from tracker.calendar.working_days import WorkingDays
from tracker.office.units import Unit
from tracker.reports.schedules import Planned, Schedule, add_schedule, end_schedule, planned_rounds, schedules

app = typer.Typer(no_args_is_help=True)
_HEAD = (
    *("number", "form", "unit", "every", "rule", "due", "roll", "lock", "opens_before", "since", "until", "basis", "level"),
)
_A_YEAR = timedelta(days=366)
_DUE = '"17" the next 17th after the data closes, "+3" days after, "+2w" working days after; with a time "17 09:00".'


@app.command()
def add(
    form: Annotated[str, typer.Argument(help="The form's code.")],
    every: Annotated[Every, typer.Option(help="How often.")],
    of: Annotated[str | None, typer.Option(help="The unit whose lower units report; the only top unit if left out.")] = None,
    level: AskedLevel = "",
    rule: DataRule = WindowRule.DECREE,
    due: Annotated[str, typer.Option(metavar="RULE", help=_DUE)] = "+1w",
    due_of: Annotated[list[str] | None, typer.Option(metavar="LEVEL=RULE", help="For a level: huyện=20. Repeatable.")] = None,
    roll: Annotated[bool, typer.Option("--roll/--no-roll", help="Move a due day off to the next working day.")] = True,
    lock: Annotated[str, typer.Option(help="When reports are locked, counted from the due day: +5, +3w 12:00.")] = "",
    opens_before: Annotated[int, typer.Option(min=0, max=90, help="Days before the data closes to open the round.")] = 10,
    basis: Annotated[str, typer.Option(help="The document that asks for the report, shown in reminders.")] = "",
    since: Annotated[str | None, typer.Option(help="First day on which data may close, ISO; today if left out.")] = None,
    until: Annotated[str | None, typer.Option(help="The last such day, ISO; none if left out.")] = None,
) -> None:
    """Have a form's rounds opened by themselves, each period, for the lowest units below one unit or those of a level."""
    with office() as session:
        unit = unit_that_asks(session, of)
        schedule = Schedule(
            form_code=form,
            of_unit_id=unit.id,
            level=level.strip(),
            every=every,
            rule=rule,
            due=due.strip(),
            due_by_level=dict(_of_level(text) for text in due_of or ()),
            roll=roll,
            lock=lock.strip(),
            opens_before=opens_before,
            basis=basis,
            since=read_day(since) if since else _today(),
            until=read_day(until) if until else None,
        )
        add_schedule(session, schedule)
        typer.echo(f"Schedule {schedule.id}: {form} every {every} for {unit.full_name}.")
        _tell_what_comes(schedule, WorkingDays.of(session))


def _of_level(text: str) -> tuple[str, str]:
    level, equals, rule = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"write the level and its rule, for example huyện=20, not {text!r}")
    return level.strip(), rule.strip()


def _tell_what_comes(schedule: Schedule, days: WorkingDays) -> None:
    coming = list(planned_rounds(schedule, schedule.since, schedule.since + _A_YEAR, days))
    if coming:
        typer.echo(_told(coming[0]))
    for planned in coming:
        terms = planned.terms
        times = [terms.due_at, *(due.due_at for due in terms.by_level.values())]
        if min(times) < earliest_due(terms.window[1], days):
            sentence = "it leaves less than a working day after the data closes; see Nghị định 09/2019, article 8.5."
            typer.echo(f"Note: {terms.period.code}: {sentence}", err=True)
            return


def _told(planned: Planned) -> str:
    terms = planned.terms
    moved = f", moved from {terms.moved_from}" if terms.moved_from else ""
    return (
        f"The first is {terms.period.code}: data {terms.window[0]} to {terms.window[1]}, "
        f"opens {moment(planned.opens_at)}, due {moment(terms.due_at)}{moved}."
    )


@app.command(name="list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False) -> None:
    """Number, form, unit, how often, window rule, due rules, lock, days before, since, until, basis, level."""
    with office() as session:
        codes = {unit.id: unit.code for unit in session.exec(select(Unit))}
        rows = [
            (
                s.id,
                s.form_code,
                codes[s.of_unit_id],
                s.every,
                s.rule,
                "; ".join([s.due, *(f"{level}={due}" for level, due in s.due_by_level.items())]),
                "roll" if s.roll else "no-roll",
                s.lock,
                s.opens_before,
                s.since,
                s.until,
                s.basis,
                s.level,
            )
            for s in schedules(session)
        ]
    print_listing(_HEAD, rows, as_json=as_json)


@app.command()
def end(
    number: Annotated[int, typer.Argument(help="The schedule's number.")],
    on: Annotated[str | None, typer.Option(help="Last day on which data may close, ISO; today if left out.")] = None,
) -> None:
    """Open no more rounds by this schedule; those that are open stay."""
    with office() as session:
        ended = end_schedule(session, number, read_day(on) if on else _today())
        typer.echo(f"Schedule {number} opens nothing for data that closes after {ended.until}.")


def _today() -> date:
    return system_clock().astimezone(ZONE).date()
