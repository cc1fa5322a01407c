"""dunghan report: export, import, check, compare, versions."""

from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session, col, select

from bot.cli.common.office import office, print_json, print_table, read_upload
from bot.errors.command_line import WhoseFigures
from bot.reading.filled_sheet import fitting_rows, read_sheet, take_over
from bot.running.clock import system_clock
from bot.texts import refusals
from tracker.audit.log import Deed, What, note
from tracker.blank_form import read_blank_form
from tracker.calendar.periods import parse_period
from tracker.kernel.errors import OfficerUnknown, ReportUnknown
from tracker.office.officers import Officer, find_officer, may_fill
from tracker.office.units import unit_by_code
from tracker.reports.reports import Report, Source
from tracker.reports.rounds import find_rounds
from tracker.reports.snapshot import snapshot_of
from tracker.reports.versions import Version, versions_of
from tracker.review.comparing import compare_with_past
from tracker.review.findings import look_over
from tracker.review.submission import submit_report
from tracker.workbooks.appendices import report_appendix, report_to_fill, version_appendix

app = typer.Typer(no_args_is_help=True)
FormCode = Annotated[str, typer.Argument(help="The form's code.", metavar="FORM")]
PeriodCode = Annotated[str, typer.Argument(help="2024-Q1, 2024-H1, 2024-9M, 2024-Y or 2024-M03.", metavar="PERIOD")]
UnitCode = Annotated[str, typer.Argument(help="The unit's code.", metavar="UNIT")]


@app.command()
def export(
    form: FormCode,
    period: PeriodCode,
    unit: UnitCode,
    out: Annotated[Path, typer.Option(help="The .xlsx to write.")],
    blank: Annotated[bool, typer.Option("--blank", help="To be filled in: the cells to fill are coloured.")] = False,
    version: Annotated[int | None, typer.Option(help="As it was handed in that time, 1 for the first.")] = None,
) -> None:
    """Write the appendix with the figures that stand."""
    if blank and version is not None:
        raise typer.BadParameter("a version that was handed in is not to be filled in", param_hint="--version")
    with office() as session:
        report = report_of(session, form, period, unit)
        if version is not None:
            _, content = version_appendix(session, report, version)
        else:
            _, content = (report_to_fill if blank else report_appendix)(session, report)
        note(session, Deed(What.FILE, "exported", report.unit_id, report.id, out.name))
    out.write_bytes(content)
    typer.echo(f"Written to {out}.")


@app.command()
def check(form: FormCode, period: PeriodCode, unit: UnitCode) -> None:
    """One finding a line: what is out of line, with the reason where it is kept, and the rows without a figure."""
    with office() as session:
        report = _seen_report(session, form, period, unit)
        here = snapshot_of(session, report)
        for found in look_over(session, here):
            typer.echo(f"{found.rule.text}\t{refusals.finding_with_reason(here.form, found)}")
        for cell in here.open:
            typer.echo(f"{cell}\t{refusals.without_figure(here.form.row_of(cell))}")


@app.command(name="import")
def import_(
    form: FormCode,
    period: PeriodCode,
    unit: UnitCode,
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The filled appendix.")],
    by: Annotated[str | None, typer.Option(help="Whose figures they are; the unit's only officer if left out.")] = None,
    submit: Annotated[bool, typer.Option("--submit", help="Hand the report in as well.")] = False,
) -> None:
    """Take the figures of a filled appendix over into the unit's report: all of them, or none with what is wrong."""
    grids = read_upload(file)
    with office() as session:
        report = report_of(session, form, period, unit)
        officer = find_officer(session, by) if by else _only_officer(session, report.unit_id)
        if not may_fill(officer, report.unit_id):
            raise OfficerUnknown(name=by)
        source = Source(officer.id, system_clock(), "import")
        filled = read_blank_form(grids)
        entries = read_sheet(session, report, filled.sheet, fitting_rows(session, report, filled))
        taken = take_over(session, report, entries, source, rest_blank=True)
        if submit:
            submit_report(session, report, source)
        typer.echo(f"{taken.new} figures taken, {taken.changed} of them in place of others; {taken.blank} rows left blank.")
        here = snapshot_of(session, report)
        for found in look_over(session, here):
            typer.echo(f"{found.rule.text}\t{refusals.finding(here.form, found)}")


@app.command()
def versions(
    form: FormCode,
    period: PeriodCode,
    unit: UnitCode,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Every submission: when, by whom, on time or late, and what came of it."""
    with office() as session:
        report = report_of(session, form, period, unit)
        found = [_version(session, report, version) for version in versions_of(session, report)]
    if as_json:
        print_json({"versions": found})
    else:
        print_table([[value if value is not None else "-" for value in one.values()] for one in found])


def _version(session: Session, report: Report, version: Version) -> dict[str, object]:
    first, ended = version.number == 1, version.ended
    return {
        "version": version.number,
        "submitted_at": version.at.isoformat(),
        "by": session.get_one(Officer, version.submitted.officer_id).name,
        "on_behalf": version.how,
        "late": report.is_late if first else None,
        "ended": ended.what if ended else None,
        "ended_at": ended.at.isoformat() if ended else None,
        "ended_by": session.get_one(Officer, ended.officer_id).name if ended else None,
        "reason": (ended.reason or None) if ended else None,
    }


@app.command()
def compare(form: FormCode, period: PeriodCode, unit: UnitCode) -> None:
    """Each number beside the unit's own of earlier periods, the latest first; those far from their past first."""
    with office() as session:
        for past in compare_with_past(session, _seen_report(session, form, period, unit)):
            before = ", ".join(f"{code} {figure:f}" for code, figure in past.before)
            typer.echo(f"{past.row.key}\t{past.now:f}\t{'far' if past.is_far else ''}\t{before}")


def _only_officer(session: Session, unit_id: int) -> Officer:
    officers = session.exec(select(Officer).where(Officer.unit_id == unit_id, Officer.active)).all()
    able = [officer for officer in officers if may_fill(officer, unit_id)]
    if len(able) != 1:
        raise WhoseFigures(count=len(able))
    return able[0]


def _seen_report(session: Session, form: str, period: str, unit: str) -> Report:
    report = report_of(session, form, period, unit)
    note(session, Deed(What.REPORT, "seen", report.unit_id, report.id))
    return report


def report_of(session: Session, form: str, period: str, unit: str) -> Report:
    """The unit's report; raises UnitUnknown, RoundUnknown, ReportUnknown."""
    found, rounds = unit_by_code(session, unit), find_rounds(session, form, parse_period(period))
    wanted = select(Report).where(Report.unit_id == found.id, col(Report.round_id).in_([r.id for r in rounds]))
    report = session.exec(wanted).first()
    if report is None:
        raise ReportUnknown(unit=found.code, form=form, period=period)
    return report
