"""The command line: for the administrator, for scripts and for checks.

Exit code 0 = done, 1 = refused with a sentence on stderr, 2 = wrong usage.
"""

import sys

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from bot.channels.channel import SendFailed
from bot.cli import (
    audit,
    channels,
    database,
    days,
    forms,
    links,
    officers,
    reminders,
    reports,
    rollups,
    rounds,
    running,
    schedules,
    serving,
    tasks,
    units,
)
from tracker.kernel.errors import TrackerError

app = typer.Typer(
    name="dunghan",
    help="Đúng Hạn: periodic reports on time.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(database.app, name="db")
app.add_typer(units.app, name="unit")
app.add_typer(officers.app, name="officer")
app.add_typer(channels.app, name="channel")
app.add_typer(links.app, name="link")
app.add_typer(days.app, name="day")
app.add_typer(forms.app, name="form")
app.add_typer(rounds.app, name="round")
app.add_typer(schedules.app, name="schedule")
app.add_typer(reports.app, name="report")
app.add_typer(tasks.app, name="task")
app.add_typer(rollups.app, name="rollup")
app.add_typer(audit.app, name="audit")
app.command()(reports.status)
app.command()(reminders.remind)
app.command()(running.demo)
app.command()(serving.serve)
app.command()(running.chat)


def main() -> None:
    """Run a command; what is refused ends in one sentence."""
    try:
        app()
    except (TrackerError, SendFailed, OSError) as refused:
        _refuse(str(refused))
    except ValidationError as wrong:
        _refuse("; ".join(f"{str(e['loc'][0]).upper()} in the environment or .env: {e['msg']}" for e in wrong.errors()))
    except DBAPIError as fault:
        _refuse(f"The database of DATABASE_URL cannot be used: {str(fault.orig).splitlines()[0]}")


def _refuse(sentence: str) -> None:
    typer.echo(sentence, err=True)
    sys.exit(1)
