"""The command line: for the administrator, for scripts and for checks.

Exit code 0 = done, 1 = refused with a sentence on stderr, 2 = wrong usage.
"""

import sys
from typing import Annotated

import typer

from bot.cli.common.lazily import Deferred, LazyGroup


class Commands(LazyGroup):
    """All of them, in the order of the help."""

    named = (
        Deferred(
            "status",
            "bot.cli.status:status",
            "Who has submitted and who has not, for one round or for all; and how many messages wait to be sent.",
        ),
        Deferred(
            "remind",
            "bot.cli.reminders:remind",
            "Who would be reminded of what if nobody handed anything in; `dunghan serve` sends the reminders themselves.",
        ),
        Deferred(
            "rehearse",
            "bot.cli.rehearsing:rehearse_office",
            "Play the next quarter: rounds, reminders, days off, what would be late, who cannot be reached, what is amiss.",
        ),
        Deferred(
            "demo",
            "bot.cli.running:demo",
            "A sample district in the terminal, on a scratch SQLite file; plays a sample conversation if there is no input.",
        ),
        Deferred(
            "init",
            "bot.cli.machine.setting_up:init",
            "Set up an office here: asks, writes .env with new keys, tries the tokens, invites the first administrator.",
        ),
        Deferred(
            "doctor",
            "bot.cli.machine.doctor:doctor",
            "Look at settings, database, disk, clock, lease, tokens, webhooks, backups and account; 1 if anything is bad.",
        ),
        Deferred(
            "serve",
            "bot.cli.serving.command:serve",
            "Run the bot: every channel that has a token, the web pages, and the reminders, until it is stopped.",
        ),
        Deferred("chat", "bot.cli.running:chat", "Talk to the bot in the terminal as that officer; reads lines from stdin."),
        Deferred("db", "bot.cli.machine.database:app", "The database."),
        Deferred("unit", "bot.cli.units:app", "The units that report and receive reports."),
        Deferred("officer", "bot.cli.staff.officers:app", "The people."),
        Deferred("person", "bot.cli.staff.person:app", "What is held of a person, what they wish of it, and its end."),
        Deferred("announcement", "bot.cli.announcements:app", "What desks announced to their units, and who has read it."),
        Deferred("channel", "bot.cli.channels:app", "The chat services."),
        Deferred("link", "bot.cli.links:app", "Links to files, for people whose channel carries none."),
        Deferred("day", "bot.cli.days:app", "The days that are off or worked: public holidays, and the swaps of each year."),
        Deferred("form", "bot.cli.forms:app", "The forms."),
        Deferred("round", "bot.cli.rounds:app", "The rounds: a form, asked for a period."),
        Deferred("schedule", "bot.cli.schedules:app", "The schedules: rounds that open by themselves, period after period."),
        Deferred("report", "bot.cli.reports:app", "The units' reports."),
        Deferred("task", "bot.cli.tasks:app", "The tasks: assigned by superiors, or from the units' yearly plans."),
        Deferred("rollup", "bot.cli.rollups:app", "The totals of the units below one unit."),
        Deferred("audit", "bot.cli.audit:app", "The log of who did what and who saw what."),
    )


app = typer.Typer(
    name="dunghan",
    cls=Commands,
    help="Đúng Hạn: periodic reports on time.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _tell_version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - nothing else needs it

        typer.echo(f"dunghan {version('dunghan')}")
        raise typer.Exit


@app.callback()
def of_all(
    _version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """What goes for every command."""


def main() -> None:
    """Run a command; what is refused ends in one sentence."""
    try:
        app()
    except Exception as fault:
        from bot.cli.common.refusals import sentence_of  # noqa: PLC0415 - it knows the libraries' faults, and so imports them

        sentence = sentence_of(fault)
        if sentence is None:
            raise
        typer.echo(sentence, err=True)
        sys.exit(1)
