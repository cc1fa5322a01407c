"""dunghan report: export, written, import, check, check-written, compare, versions, accept, return, extend."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from sqlmodel import Session, col, select

from bot.cli.common.accounts import plain_account, print_account, why_not_taken
from bot.cli.common.office import head_of, office, print_json, print_listing, print_table, read_document, read_upload
from bot.cli.common.templates import by_template
from bot.cli.deciding import FormCode, PeriodCode, accept, extend, return_
from bot.errors.command_line import FileUnsettled, WhoseFigures
from bot.reading.filled_sheet import account_of, cells_said, entries_of, left_empty, take_over
from bot.running.clock import system_clock
from bot.texts import refusals
from tracker.audit.log import Deed, What, note
from tracker.calendar.periods import parse_period
from tracker.filled_form.outcomes import Account, Outcome
from tracker.kernel.errors import OfficerUnknown, ReportUnknown
from tracker.office.officers import Officer, find_officer, may_fill
from tracker.office.units import unit_by_code
from tracker.papers.office_report import office_report
from tracker.papers.template import template_values
from tracker.reports.reports import Report, Source, State
from tracker.reports.rounds import find_rounds
from tracker.reports.snapshot import snapshot_of
from tracker.reports.versions import Version, versions_of
from tracker.review.comparing import compare_with_past
from tracker.review.counting import recount_all
from tracker.review.findings import look_over
from tracker.review.submission import submit_report
from tracker.workbooks.appendices import report_appendix, report_to_fill, version_appendix
from tracker.written.checking import TextFigure, Verdict, check_text
from tracker.written.drafting import known_of
from tracker.written.own_words import worded_report

app = typer.Typer(no_args_is_help=True)
app.command("accept")(accept)
app.command("return")(return_)
app.command("extend")(extend)
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
def written(
    form: FormCode,
    period: PeriodCode,
    unit: UnitCode,
    out: Annotated[Path, typer.Option("--out", "-o", help="The .docx to write.")],
    template: Annotated[
        Path | None, typer.Option(help="The office's own .docx with marks: [Tên đơn vị], [Kỳ báo cáo], [3.3.1a].")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Write the written report: its sentences from the figures that stand, dots where words are still to come."""
    with office() as session:
        report = report_of(session, form, period, unit)
        drafted = worded_report(session, report).draft
        if template:
            content = by_template(template, template_values(session, report, drafted))
        else:
            content = office_report(session, report, drafted).content
        note(session, Deed(What.FILE, "exported", report.unit_id, report.id, out.name))
    out.write_bytes(content)
    missing = [{"heading": heading.name, "cells": [str(cell) for cell in cells]} for heading, cells in drafted.missing]
    if as_json:
        empty = [heading.name for heading in drafted.empty]
        print_json({"sentences": drafted.sentences, "empty": empty, "missing": missing})
        return
    typer.echo(f"Written to {out}: {drafted.sentences} sentences from figures, {len(drafted.empty)} headings without words.")
    for one in missing:
        typer.echo(f"Left out for want of figures\t{one['heading']}\t{', '.join(one['cells'])}")


@app.command()
def check(
    form: FormCode,
    period: PeriodCode,
    unit: UnitCode,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """One finding a line: what is out of line, with the reason where it is kept, and the rows without a figure."""
    with office() as session:
        report = _seen_report(session, form, period, unit)
        here = snapshot_of(session, report)
        rows = [(one.rule.text, refusals.finding_with_reason(here.form, one)) for one in look_over(session, here)]
        rows += [(str(cell), refusals.without_figure(here.form.row_of(cell))) for cell in here.open]
    print_listing(("rule", "says"), rows, as_json=as_json)


@app.command(name="check-written")
def check_written(
    form: FormCode,
    period: PeriodCode,
    unit: UnitCode,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The written report, .docx or .pdf with text.")],
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Hold every figure of a written report against its appendix, one a line; nothing is changed."""
    text = read_document(file)
    with office() as session:
        here = snapshot_of(session, _seen_report(session, form, period, unit))
        found = [_compared(one) for one in check_text(text.running, known_of(here))]
    if as_json:
        print_json({"figures": found})
    else:
        print_table([[value or "-" for value in one.values()] for one in found], head_of(found))


def _compared(one: TextFigure) -> dict[str, str]:
    return {
        "verdict": one.verdict.value,
        "written": one.written,
        "cells": " + ".join(map(str, one.cells)),
        "says": "" if one.said is None else f"{one.said:f}",
        "appendix": "" if one.ours is None or one.verdict is Verdict.INNER else f"{one.ours:f}",
        "makes": f"{one.ours:f}" if one.verdict is Verdict.INNER and one.ours is not None else "",
        "paragraph": str(one.paragraph + 1),
        "sentence": one.sentence,
    }


@app.command(name="import")
def import_(
    form: FormCode,
    period: PeriodCode,
    unit: UnitCode,
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The filled appendix.")],
    by: Annotated[str | None, typer.Option(help="Whose figures they are; the unit's only officer if left out.")] = None,
    submit: Annotated[bool, typer.Option("--submit", help="Hand the report in as well.")] = False,
    leave: Annotated[
        bool, typer.Option("--leave-unplaced", help="Leave out what is unread, differs from what we compute or has no place.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Take the figures of a filled file over into the unit's report, and say of each filled cell what became of it."""
    grids = read_upload(file)
    with office() as session:
        report = report_of(session, form, period, unit)
        officer = find_officer(session, by) if by else _only_officer(session, report.unit_id)
        if not may_fill(officer, report.unit_id):
            raise OfficerUnknown(name=by, like="")
        source = Source(officer.id, system_clock(), "import")
        found = account_of(session, report, grids)
        if not found.is_clear and not leave:
            (print_json if as_json else print_account)(plain_account(found))
            _refuse(found)
        here = snapshot_of(session, report)
        entries = {cell: entry for cell, entry in entries_of(here, found).items() if cell not in found.different}
        unread = {one.cell for one in found.of(Outcome.UNREAD)}
        blank = [cell for cell in left_empty(here, entries) if cell not in unread]
        taken = take_over(session, report, entries, source, blank)
        if submit:
            submit_report(session, report, source)
        here = snapshot_of(session, report)
        broken = [(one.rule.text, refusals.finding(here.form, one)) for one in look_over(session, here)]
    if as_json:
        counts = {"new": taken.new, "changed": taken.changed, "blank": taken.blank}
        print_json({**plain_account(found), **counts, "findings": [{"rule": rule, "says": says} for rule, says in broken]})
        return
    print_account(plain_account(found))
    typer.echo(f"{taken.new} figures taken, {taken.changed} of them in place of others; {taken.blank} rows left blank.")
    print_table(broken)


def _refuse(found: Account) -> NoReturn:
    unsettled = [one for outcome in (Outcome.UNREAD, Outcome.NAMED, Outcome.DIFFERENT) for one in cells_said(found, outcome)]
    first = unsettled[0]
    name = f"{first.sheet}!{first.name}" + (f" ({first.cell})" if first.cell else "")
    raise FileUnsettled(count=len(unsettled), cell=name, said=first.said, why=why_not_taken(first))


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
        print_table([[value if value is not None else "-" for value in one.values()] for one in found], head_of(found))


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
def compare(
    form: FormCode,
    period: PeriodCode,
    unit: UnitCode,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Each number beside the unit's own of earlier periods, the latest first; those far from their past first."""
    with office() as session:
        rows = [
            (
                past.row.key,
                f"{past.now:f}",
                past.is_far if as_json else "far" * past.is_far,
                [f"{code} {figure:f}" for code, figure in past.before],
            )
            for past in compare_with_past(session, _seen_report(session, form, period, unit))
        ]
    print_listing(("row", "now", "far", "before"), rows, as_json=as_json)


@app.command(name="recount")
def recount_() -> None:
    """Count anew what is kept with each report for the boards: entered, waiting, unsettled, kept."""
    with office() as session:
        counted, changed = recount_all(session)
    typer.echo(f"{counted} reports counted, {changed} of them had other counts.")


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
    report = session.exec(wanted.where(Report.state != State.CANCELLED)).first()
    if report is None:
        raise ReportUnknown(unit=found.code, form=form, period=period)
    return report
