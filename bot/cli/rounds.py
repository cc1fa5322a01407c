"""dunghan round: open, list."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import typer
from sqlmodel import col, select

from bot.app import system_clock
from bot.cli.dates import read_day, read_time
from bot.cli.office import office, print_table
from bot.texts.wording import moment
from tracker.catalogue import published_form
from tracker.deadlines import earliest_due
from tracker.errors import TrackerError
from tracker.periods import WindowRule, parse_period
from tracker.rounds import Round, Terms, open_round
from tracker.units import Unit, unit_by_code
from tracker.working_days import WorkingDays

app = typer.Typer(no_args_is_help=True, help="The rounds: a form, asked for a period.")


class WhichUnit(TrackerError):
    """There is more than one top unit; say with --of whose units report."""


@app.command(name="open")
def open_(
    form: Annotated[str, typer.Argument(help="The form's code.")],
    period: Annotated[str, typer.Argument(help="2024-Q1, 2024-H1, 2024-9M, 2024-Y or 2024-M03.")],
    due: Annotated[str | None, typer.Option(help="Due time, ISO; Việt Nam's time if it names no zone.")] = None,
    of: Annotated[str | None, typer.Option(help="The unit whose lower units report; the only top unit if left out.")] = None,
    rule: Annotated[WindowRule, typer.Option(help="The days of the data: by Nghị định 09/2019, or whole months.")] = (
        WindowRule.DECREE
    ),
    window_from: Annotated[str | None, typer.Option(help="Another first day of the data, ISO.")] = None,
    window_to: Annotated[str | None, typer.Option(help="Another last day of the data, ISO.")] = None,
    basis: Annotated[str, typer.Option(help="The document that asks for the report, shown in reminders.")] = "",
) -> None:
    """Open a round: every reporting unit below gets a report to fill."""
    parsed = parse_period(period)
    since, until = parsed.window(rule)
    window = (read_day(window_from) if window_from else since, read_day(window_to) if window_to else until)
    with office() as session:
        least = earliest_due(window[1], WorkingDays.of(session))
        terms = Terms(parsed, window, read_time(due) if due else least, basis)
        unit = unit_by_code(session, of) if of else _top(list(session.exec(select(Unit).where(col(Unit.parent_id).is_(None)))))
        opened = open_round(session, published_form(session, form), terms, unit, system_clock())
        for warning in _warnings(opened, least):
            typer.echo(f"Note: {warning}", err=True)
        typer.echo(f"Opened {opened.form_code} {opened.period} for {unit.full_name}, due {moment(opened.due_at)}.")


def _warnings(opened: Round, least: datetime) -> Iterator[str]:
    if opened.due_at <= opened.opened_at:
        yield "the due time is already past, so every report will count as late; another can be given with --due."
    if opened.due_at < least:
        yield f"Nghị định 09/2019, article 8.5, leaves at least one working day after the data closes: {moment(least)}."


def _top(units: list[Unit]) -> Unit:
    if len(units) != 1:
        raise WhichUnit
    return units[0]


@app.command(name="list")
def list_() -> None:
    """Form, period, whose units report, data window and due time."""
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
                )
                for r in rounds
            ]
        )
