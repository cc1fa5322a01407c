"""dunghan status: who has submitted."""

from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session, col, select

from bot.cli.common.office import office, print_json
from bot.people.reach import contacts_of
from bot.running.clock import system_clock
from bot.sending.outbox import delivery_counts
from bot.texts.desk import standing
from tracker.calendar.periods import parse_period
from tracker.office.units import Unit, subtree_ids, unit_by_code
from tracker.reports.rounds import Round, find_rounds
from tracker.review.standing import RoundStanding, round_standing


def status(
    form: Annotated[str | None, typer.Argument(help="The form's code.")] = None,
    period: Annotated[str | None, typer.Argument(help="The period, with a form.")] = None,
    of: Annotated[str | None, typer.Option(help="Only the units below this one.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
    out: Annotated[Path | None, typer.Option(help="An .xlsx to write instead, of the first of these rounds.")] = None,
) -> None:
    """Who has submitted and who has not, for one round or for all; and how many messages wait to be sent."""
    with office() as session:
        rounds = _rounds(session, form, period)
        within = unit_by_code(session, of) if of else None
        shown = [(r, within or session.get_one(Unit, r.of_unit_id)) for r in rounds]
        shown = [(r, unit) for r, unit in shown if not within or _touches(session, r, within)]
        if out and shown:
            from tracker.workbooks.status_book import status_workbook  # noqa: PLC0415 - openpyxl is for those who want a file

            people = contacts_of(session, [one.unit.id for one in round_standing(session, *shown[0]).units])
            _, content = status_workbook(session, *shown[0], system_clock(), people)
            out.write_bytes(content)
            typer.echo(f"Written to {out}.")
            return
        standings = [round_standing(session, r, unit) for r, unit in shown]
        counts = delivery_counts(session)
    if as_json:
        print_json({"rounds": [_as_json(found) for found in standings], "messages": counts})
        return
    for found in standings:
        listed = standing.Listed(found.by_stage, on_a_page=max(1, found.expected))
        typer.echo(f"{standing.title(found.round)}\n{standing.board(found, listed)}\n")
    typer.echo("messages: " + ", ".join(f"{count} {name}" for name, count in counts.items()))


def _rounds(session: Session, form: str | None, period: str | None) -> list[Round]:
    if form and not period:
        raise typer.BadParameter("give a period with the form, for example 2024-Q1")
    if form and period:
        return find_rounds(session, form, parse_period(period))
    return list(session.exec(select(Round).where(Round.withdrawn == 0).order_by(col(Round.due_at).desc())))


def _touches(session: Session, round_: Round, within: Unit) -> bool:
    return within.id in subtree_ids(session, round_.of_unit_id) or round_.of_unit_id in subtree_ids(session, within.id)


def _as_json(standing: RoundStanding) -> dict[str, object]:
    return {
        "form": standing.round.form_code,
        "period": standing.round.period,
        "due_at": standing.round.due_at.isoformat(),
        "expected": standing.expected,
        "on_time": standing.on_time,
        "late": standing.late,
        "not_yet": standing.not_yet,
        "units": [
            {
                "code": unit.unit.code,
                "name": unit.unit.full_name,
                "state": unit.report.state,
                "stage": unit.stage,
                "unsettled": unit.unsettled,
                "kept": unit.kept,
                "entered": unit.entered,
                "asked": unit.asked,
                "due_at": unit.report.due_at.isoformat(),
                "late": unit.late,
                "submitted_at": unit.report.submitted_at.isoformat() if unit.report.submitted_at else None,
            }
            for unit in standing.units
        ],
    }
