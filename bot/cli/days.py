"""dunghan day: list, swap, unswap."""

from enum import StrEnum
from typing import Annotated

import typer

from bot.cli.common.dates import read_day
from bot.cli.common.office import office, print_listing
from tracker.calendar.working_days import swap_day, unswap_day, unusual_days

app = typer.Typer(no_args_is_help=True)
Day = Annotated[str, typer.Argument(metavar="DATE", help="ISO, for example 2026-01-10.")]


class OnOrOff(StrEnum):
    """What offices do on a day."""

    ON = "on"
    OFF = "off"


@app.command(name="list")
def list_(
    year: Annotated[int, typer.Argument(min=2000, max=2099)],
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """The weekdays that are off and the weekend days that are worked, and why."""
    with office() as session:
        days = unusual_days(session, year)
    rows = [(day, f"{day:%a}", OnOrOff.ON if working else OnOrOff.OFF, why) for day, working, why in days]
    print_listing(("day", "weekday", "work", "why"), rows, as_json=as_json)


@app.command()
def swap(
    day: Day,
    work: Annotated[OnOrOff, typer.Argument(help="Whether it is worked.")],
    note: Annotated[str, typer.Option(help="The notice that says so.")] = "",
) -> None:
    """Say that a day is worked or off, whatever the calendar says; a swap of two days takes two commands."""
    with office() as session:
        swap_day(session, read_day(day), note, working=work is OnOrOff.ON)
    typer.echo(f"{day} is {work}.")


@app.command()
def unswap(day: Day) -> None:
    """Let the calendar decide about a day again."""
    with office() as session:
        unswap_day(session, read_day(day))
    typer.echo(f"{day} is as in the calendar.")
