"""dunghan task: import, list, stats, export."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session, col, select

from bot.cli.common.dates import read_day
from bot.cli.common.office import office, print_json, print_table, read_upload
from bot.cli.rounds import unit_that_asks
from bot.errors.command_line import WhosePlan
from bot.running.clock import system_clock
from tracker.audit.log import Deed, What, note
from tracker.office.officers import Officer, find_officer
from tracker.office.units import Unit, unit_by_code
from tracker.reports.reports import Source
from tracker.tasks.classes import TaskClass
from tracker.tasks.history import Seen, View, in_lead, seen_tasks
from tracker.tasks.plan import read_plan
from tracker.tasks.plan_import import import_plan
from tracker.tasks.rates import By, RateFormula, TaskCounts, tallies_within, tally_within
from tracker.tasks.rights import may_plan
from tracker.tasks.task import UNFINISHED, Task, local_day
from tracker.workbooks.task_book import printed_rate, task_book
from tracker.workbooks.words import RATE_FORMULAS

app = typer.Typer(no_args_is_help=True)
Of = Annotated[str | None, typer.Option(help="Only tasks led by this unit and those below; the only top unit's if left out.")]
On = Annotated[str | None, typer.Option("--to", help="As it stood at the end of this day, ISO; today if left out.")]
Since = Annotated[
    str | None, typer.Option("--from", help="Without what was over before this day, ISO; everything if left out.")
]


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The plan, with its table wherever it begins.")],
    unit: Annotated[str, typer.Option(help="The code of the unit whose plan it is.")],
    year: Annotated[int, typer.Option(min=2000, max=2099, help="The year of the plan.")],
    by: Annotated[str | None, typer.Option(help="Who enters it; the unit's only officer if left out.")] = None,
) -> None:
    """Take a yearly plan over: all its tasks, or none with what is wrong, row by row; those known stay as they are."""
    plan = read_plan(read_upload(file))
    with office() as session:
        owner = unit_by_code(session, unit)
        officer = find_officer(session, by) if by else _only_officer(session, owner)
        taken = import_plan(session, plan, owner, year, Source(officer.id, system_clock(), "import"))
        typer.echo(f"{len(taken.added)} tasks added, {taken.known} known already.")
        for task in taken.differing:
            typer.echo(f"Note: task {task.id} stays due {task.due_on or 'on no day'}: {task.title}", err=True)


def _only_officer(session: Session, owner: Unit) -> Officer:
    officers = session.exec(select(Officer).where(Officer.unit_id == owner.id, Officer.active)).all()
    able = [officer for officer in officers if may_plan(session, officer, owner.id)]
    if len(able) != 1:
        raise WhosePlan(count=len(able), unit=owner.code)
    return able[0]


@app.command(name="list")
def list_(
    unit: Annotated[str | None, typer.Option(help="Only tasks that this unit leads.")] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only those that are not done.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Number, lead unit, due day, class today, done day and title."""
    with office() as session:
        where = [in_lead([unit_by_code(session, unit).id])] if unit else []
        if only_open:
            where.append(col(Task.state).in_(UNFINISHED))
        seen = seen_tasks(session, View(local_day(system_clock())), where)
        tasks = {task.id: task for task in session.exec(select(Task).where(*where))}
        codes = {unit.id: unit.code for unit in session.exec(select(Unit))}
        if as_json:
            print_json([_task_as_json(tasks[one.task_id], one, codes) for one in seen])
            return
        print_table(
            [
                (
                    s.task_id,
                    codes[s.unit_id],
                    s.standing.due_on or "-",
                    s.class_,
                    s.standing.done_on or "-",
                    tasks[s.task_id].title,
                )
                for s in seen
            ],
            ("number", "unit", "due", "class", "done", "title"),
        )


def _task_as_json(task: Task, seen: Seen, codes: Mapping[int, str]) -> dict[str, object]:
    standing = seen.standing
    return {
        "number": task.id,
        "title": task.title,
        "kind": task.kind,
        "unit": codes[task.lead_unit_id],
        "assigned_by": codes[task.assigner_unit_id],
        "assigned_on": task.assigned_on.isoformat(),
        "document": task.document_number,
        "field": task.field,
        "plan_year": task.plan_year,
        "due_on": standing.due_on.isoformat() if standing.due_on else None,
        "done_on": standing.done_on.isoformat() if standing.done_on else None,
        "result": task.result,
        "state": standing.state,
        "class": seen.class_,
    }


@app.command()
def stats(
    of: Of = None,
    since: Since = None,
    to: On = None,
    formula: Annotated[RateFormula | None, typer.Option(help="Only this rate.")] = None,
    by: Annotated[By | None, typer.Option(help="Parted by this as well.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """How many tasks are in each class, and the rates with their formulas."""
    view, formulas = _view(since, to), [formula] if formula else list(RateFormula)
    with office() as session:
        unit = unit_that_asks(session, of)
        tallies = {unit.code: tally_within(session, unit, view)}
        if by:
            tallies |= {f"{by}: {name}": tally for name, tally in tallies_within(session, unit, view, by).items()}
    if as_json:
        print_json({name: _tally_as_json(tally, formulas) for name, tally in tallies.items()})
        return
    print_table([("", "total", *TaskClass, *formulas)])
    for name, tally in tallies.items():
        counts = [tally.counts[class_] for class_ in TaskClass]
        print_table([(name, tally.total, *counts, *(printed_rate(tally, one) for one in formulas))])
    for one in formulas:
        typer.echo(f"{one}: {RATE_FORMULAS[one]}")


def _tally_as_json(tally: TaskCounts, formulas: list[RateFormula]) -> dict[str, object]:
    rates = [(formula, tally.rate(formula)) for formula in formulas]
    return {
        "total": tally.total,
        "classes": {class_.value: count for class_, count in tally.counts.items()},
        "rates": {formula.value: None if rate is None else f"{rate:f}" for formula, rate in rates},
        "formulas": {formula.value: RATE_FORMULAS[formula] for formula in formulas},
    }


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="The .xlsx to write.")], of: Of = None, since: Since = None, to: On = None
) -> None:
    """Write the book of tasks (sổ theo dõi nhiệm vụ), with classes and rates."""
    with office() as session:
        unit = unit_that_asks(session, of)
        content = task_book(session, unit, _view(since, to))
        note(session, Deed(What.FILE, "exported", unit.id, subject=out.name))
    out.write_bytes(content)
    typer.echo(f"Written to {out}.")


def _view(since: str | None, to: str | None) -> View:
    first: date | None = read_day(since) if since else None
    return View(read_day(to) if to else local_day(system_clock()), since=first)
