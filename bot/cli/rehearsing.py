"""dunghan rehearse: the days ahead played on one sheet, without sending or storing anything."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import select

from bot.cli.common.dates import read_time
from bot.cli.common.office import print_json, rehearsal
from bot.people.addresses import Address
from bot.people.rehearsed import OfficeFault, Rehearsal, RoundPlayed, Told
from bot.reminders.rehearsing import rehearse
from bot.running.clock import system_clock
from bot.texts.office import rehearsal as sentences
from tracker.workbooks.sections_book import Section, sections_workbook

_A_QUARTER = 92


def rehearse_office(
    since: Annotated[str | None, typer.Option("--from", help="From this time on, ISO; now if left out.")] = None,
    days: Annotated[int, typer.Option(min=1, max=366, help="So many days.")] = _A_QUARTER,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="An .xlsx to write instead.")] = None,
) -> None:
    """Play the next quarter: rounds, reminders, days off, what would be late, who cannot be reached, what is amiss."""
    with rehearsal() as session:
        begins = read_time(since) if since else system_clock()
        found = rehearse(session, begins, days, set(session.exec(select(Address.channel).distinct())))
        title, sections, plain = sentences.title(found), sentences.sections(found), _plain(found)
    if as_json:
        print_json(plain)
    elif out:
        out.write_bytes(sections_workbook(title, sections))
        typer.echo(f"Written to {out}.")
    else:
        _print(title, sections)


def _print(title: Sequence[str], sections: Sequence[Section]) -> None:
    """The sheet for people: each part with its head, "-" where it has no line."""
    typer.echo("\n".join(title))
    for section in sections:
        typer.echo(f"\n{section.title}")
        for row in [section.heads, *section.rows] if section.rows else [("-",)]:
            typer.echo("\t".join(row))


def _plain(found: Rehearsal) -> dict[str, object]:
    """For a program."""
    return {
        "from": found.since.isoformat(),
        "to": found.until.isoformat(),
        "units": [unit.code for unit in found.top],
        "rounds": [_round(one) for one in found.rounds],
        "reminders": [_told(one) for one in found.told],
        "days": [{"day": str(one.day), "working": one.working, "why": one.why} for one in found.unusual],
        "late": [
            {
                "form": one.round.form_code,
                "period": one.round.period,
                "due_at": one.due_at.isoformat(),
                "units": [unit.code for unit in one.units],
            }
            for one in found.late
        ],
        "unreached": [
            {"unit": one.unit.code, "why": one.why.value, "name": one.name, "phone": one.phone} for one in found.unreached
        ],
        "faults": [_fault(one) for one in found.faults],
    }


def _round(one: RoundPlayed) -> dict[str, object]:
    return {
        "form": one.round.form_code,
        "period": one.round.period,
        "opens_at": one.round.opened_at.isoformat(),
        "opens": one.opens,
        "due_at": one.round.due_at.isoformat(),
        "moved_from": str(one.round.moved_from) if one.round.moved_from else None,
        "locks_at": one.round.locks_at.isoformat() if one.round.locks_at else None,
        "asked": len(one.asked),
        "owing": [unit.code for _, unit in one.owing],
    }


def _told(one: Told) -> dict[str, object]:
    return {
        "at": one.at.isoformat(),
        "officer": one.officer.id,
        "name": one.officer.name,
        "unit": one.unit.code,
        "reports": [{"form": a.round.form_code, "period": a.round.period, "rung": rung} for a, rung in one.reports],
        "tasks": [{"task": task.id, "title": task.title, "rung": rung} for task, rung in one.tasks],
    }


def _fault(one: OfficeFault) -> dict[str, object]:
    return {
        "fault": one.kind.value,
        "form": one.round.form_code if one.round else one.schedule.form_code if one.schedule else None,
        "period": one.round.period if one.round else None,
        "schedule": one.schedule.id if one.schedule else None,
        "units": [unit.code for unit in one.units],
    }
