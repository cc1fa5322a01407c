"""dunghan round: open, list."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated

import typer
from sqlmodel import col, select

from bot.app import system_clock
from bot.cli.office import office, print_table
from bot.texts.wording import moment
from tracker.catalogue import published_form
from tracker.errors import TrackerError
from tracker.periods import ZONE, default_due, parse_period
from tracker.rounds import Round, Terms, open_round
from tracker.units import Unit, unit_by_code

app = typer.Typer(no_args_is_help=True, help="The rounds: a form, asked for a period.")


class WhichUnit(TrackerError):
    """There is more than one top unit; say with --of whose units report."""


class NotADate(TrackerError):
    """{text!r} is no date; write 2024-03-08 for a day and 2024-03-15T17:00 for a time."""


@app.command(name="open")
def open_(
    form: Annotated[str, typer.Argument(help="The form's code.")],
    period: Annotated[str, typer.Argument(help="2024-Q1, 2024-H1, 2024-9M, 2024-Y or 2024-M03.")],
    due: Annotated[str | None, typer.Option(help="Due time, ISO; Việt Nam's time if it names no zone.")] = None,
    of: Annotated[str | None, typer.Option(help="The unit whose lower units report; the only top unit if left out.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day of the data; else by Nghị định 09/2019.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day of the data.")] = None,
    basis: Annotated[str, typer.Option(help="The document that asks for the report, shown in reminders.")] = "",
) -> None:
    """Open a round: every reporting unit below gets a report to fill."""
    parsed = parse_period(period)
    window = parsed.window()
    window = (_day(since) if since else window[0], _day(until) if until else window[1])
    with office() as session:
        terms = Terms(parsed, window, _time(due) if due else default_due(window[1]), basis)
        unit = unit_by_code(session, of) if of else _top(list(session.exec(select(Unit).where(col(Unit.parent_id).is_(None)))))
        opened = open_round(session, published_form(session, form), terms, unit, system_clock())
        for warning in _warnings(opened):
            typer.echo(f"Note: {warning}", err=True)
        typer.echo(f"Opened {opened.form_code} {opened.period} for {unit.full_name}, due {moment(opened.due_at)}.")


def _warnings(opened: Round) -> Iterator[str]:
    if opened.due_at <= opened.opened_at:
        yield "the due time is already past, so every report will count as late; another can be given with --due."
    if opened.due_at.astimezone(ZONE).date() <= opened.window_to:
        yield "it is due before the data closes; Nghị định 09/2019, article 8.5, leaves at least one working day."


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotADate(text=text) from None


def _time(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise NotADate(text=text) from None
    return at if at.tzinfo else at.replace(tzinfo=ZONE)


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
