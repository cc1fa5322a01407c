"""dunghan round: open, list."""

from collections.abc import Iterator
from typing import Annotated

import typer
from sqlmodel import Session, col, select

from bot.cli.common.dates import read_day, read_time
from bot.cli.common.office import office, print_table
from bot.errors.command_line import WhichUnit
from bot.running.clock import system_clock
from bot.texts.common.wording import moment
from tracker.calendar.deadlines import earliest_due
from tracker.calendar.periods import ZONE, WindowRule, parse_period
from tracker.calendar.working_days import WorkingDays
from tracker.forms.catalogue import published_form
from tracker.forms.form import Approval
from tracker.office.units import Unit, named_units, unit_by_code
from tracker.reports.rounds import Round, Terms, open_round

app = typer.Typer(no_args_is_help=True)
AskedLevel = Annotated[str, typer.Option(help="Ask the units of this level for reports of their own: huyện.")]
DataRule = Annotated[WindowRule, typer.Option(help="The days of the data: by Nghị định 09/2019, or whole months.")]


@app.command(name="open")
def open_(
    form: Annotated[str, typer.Argument(help="The form's code.")],
    period: Annotated[str, typer.Argument(help="2024-Q1, 2024-H1, 2024-9M, 2024-Y or 2024-M03.")],
    due: Annotated[str | None, typer.Option(help="Due time, ISO; Việt Nam's time if it names no zone.")] = None,
    of: Annotated[str | None, typer.Option(help="The unit whose lower units report; the only top unit if left out.")] = None,
    rule: DataRule = WindowRule.DECREE,
    window_from: Annotated[str | None, typer.Option(help="Another first day of the data, ISO.")] = None,
    window_to: Annotated[str | None, typer.Option(help="Another last day of the data, ISO.")] = None,
    lock: Annotated[str | None, typer.Option(help="When reports are locked (khóa sổ), ISO; never if left out.")] = None,
    units: Annotated[str | None, typer.Option(help="Only these units, as a letter names them: CODE,CODE.")] = None,
    level: AskedLevel = "",
    basis: Annotated[str, typer.Option(help="The document that asks for the report, shown in reminders.")] = "",
    approval: Annotated[
        Approval | None, typer.Option(help="Who approves a report before it is handed in; as the form says, if left out.")
    ] = None,
) -> None:
    """Open a round: the lowest units below, those of a level, or each one that is named, get a report to fill."""
    parsed = parse_period(period)
    since, until = parsed.window(rule)
    window = (read_day(window_from) if window_from else since, read_day(window_to) if window_to else until)
    with office() as session:
        unit, days = unit_that_asks(session, of), WorkingDays.of(session)
        terms = Terms(
            parsed,
            window,
            read_time(due) if due else earliest_due(window[1], days),
            basis,
            locks_at=read_time(lock) if lock else None,
            recipients=named_units(session, units.split(","), unit, window[1]) if units else (),
            level=level.strip(),
            approval=approval,
        )
        opened = open_round(session, published_form(session, form), terms, unit, system_clock())
        for warning in _warnings(opened, days):
            typer.echo(f"Note: {warning}", err=True)
        typer.echo(f"Opened {opened.form_code} {opened.period} for {unit.full_name}, due {moment(opened.due_at)}.")


def _warnings(opened: Round, days: WorkingDays) -> Iterator[str]:
    least, due_on = earliest_due(opened.window_to, days), opened.due_at.astimezone(ZONE).date()
    if opened.due_at <= opened.opened_at:
        yield "the due time is already past, so every report will count as late; another can be given with --due."
    if opened.due_at < least:
        yield f"Nghị định 09/2019, article 8.5, leaves at least one working day after the data closes: {moment(least)}."
    if not days.is_working(due_on):
        yield f"{due_on} is a day off; the next working day is {days.next_working(due_on)}."


def unit_that_asks(session: Session, code: str | None) -> Unit:
    """The unit with this code, or the only top unit; raises UnitUnknown, WhichUnit."""
    if code:
        return unit_by_code(session, code)
    top = session.exec(select(Unit).where(col(Unit.parent_id).is_(None))).all()
    if len(top) != 1:
        raise WhichUnit
    return top[0]


@app.command(name="list")
def list_() -> None:
    """Form, period, whose units report, data window, due time, lock, and the level that is asked ("-" the lowest)."""
    with office() as session:
        units = {unit.id: unit for unit in session.exec(select(Unit))}
        rounds = session.exec(select(Round).order_by(col(Round.due_at))).all()
        print_table(
            [
                (
                    r.form_code,
                    r.period,
                    units[r.of_unit_id].code,
                    r.window_from,
                    r.window_to,
                    moment(r.due_at),
                    moment(r.locks_at) if r.locks_at else "-",
                    r.level or "-",
                )
                for r in rounds
            ]
        )
