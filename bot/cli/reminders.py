"""dunghan remind --dry-run: who would be reminded of what, when, and why somebody would not."""

from datetime import datetime
from typing import Annotated

import typer
from sqlmodel import select

from bot.cli.common.dates import read_time
from bot.cli.common.office import rehearsal
from bot.people.addresses import Address
from bot.people.reach import WhyUnreached
from bot.reminders import Told, Untold, forecast
from bot.running.clock import system_clock
from bot.texts.common.wording import report_name
from tracker.calendar.periods import ZONE

_WHY = {
    WhyUnreached.NOBODY: "the unit has no officer: dunghan officer invite",
    WhyUnreached.NOT_JOINED: "nobody of the unit has joined",
    WhyUnreached.BLOCKED: "everybody of the unit blocked the bot",
}


def remind(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Nothing is sent or stored.")] = False,
    at: Annotated[str | None, typer.Option(help="From this time on, for example 2026-12-14T07:30; now if left out.")] = None,
    days: Annotated[int, typer.Option(min=0, max=366, help="So many days.")] = 1,
) -> None:
    """Who would be reminded of what if nobody handed anything in; `dunghan serve` sends the reminders themselves."""
    if not dry_run:
        raise typer.BadParameter("reminders are sent by `dunghan serve`; look ahead with --dry-run")
    with rehearsal() as session:
        since = read_time(at) if at else system_clock()
        channels = set(session.exec(select(Address.channel).distinct()))
        told, untold = forecast(session, since, days, channels)
        for one in told:
            typer.echo(_told(one))
        for left in untold:
            typer.echo(_untold(left))
        typer.echo(f"{len(told)} messages, {len(untold)} reports without any.")


def _told(one: Told) -> str:
    reports = [f"{report_name(asked.round)} ({rung})" for asked, rung in one.reports]
    tasks = [f"{task.title} ({rung})" for task, rung in one.tasks]
    return f"{_moment(one.at)}\t{one.officer.name}\t{one.unit.full_name}\t{'; '.join(reports + tasks)}"


def _untold(one: Untold) -> str:
    if one.locked:
        why = "it is locked"
    elif one.unreachable:
        phone = f" ({one.unreachable.name} {one.unreachable.phone})" if one.unreachable.phone else ""
        why = _WHY[one.unreachable.why] + phone
    else:
        why = "no rung begins in these days, or they were reminded of the one that stands"
    return f"nobody\t-\t{one.unit.full_name}\t{report_name(one.asked.round)}: {why}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"
