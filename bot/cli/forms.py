"""dunghan form: list, show, check, import."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from openpyxl.utils import get_column_letter

from bot.cli.common.office import office, print_json, print_table, read_upload
from bot.errors.command_line import FormUncertain
from tracker.blank_form import read_blank_form
from tracker.form_sheet import form_sheet, is_form_sheet, read_form_sheet
from tracker.forms.catalogue import publish_content, published_codes, published_form
from tracker.forms.form import Approval
from tracker.forms.row import Row
from tracker.forms.rules import Rule
from tracker.inference import Understood, understand
from tracker.kernel.errors import FormWrong


class _Gaps(dict[str, str]):
    """Stands in for what only a report knows: the period, the unit."""

    def __missing__(self, _name: str) -> str:
        return "…"


app = typer.Typer(no_args_is_help=True)
_Upload = Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The blank appendix, or a sheet that `form check` wrote.")]


@app.command(name="list")
def list_() -> None:
    """Code, version, number of rows and name."""
    with office() as session:
        forms = [published_form(session, code) for code in published_codes(session)]
    print_table([(form.code, form.version, len(form.rows), form.name) for form in forms])


@app.command()
def show(
    form: Annotated[str, typer.Argument(help="The form's code.")],
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Every row of the printed appendix, and what it is."""
    with office() as session:
        found = published_form(session, form)
    if as_json:
        print_json(_as_json(found.code, found.version, found.title, found.rows, found.rules))
    else:
        _print_rows(found.rows)


@app.command()
def check(
    file: _Upload,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write what was understood to this .xlsx, to correct and import.")] = None,
) -> None:
    """What the rows of a blank appendix are understood to be, and what is uncertain; nothing is stored."""
    understood, _ = _read(file)
    try:
        rules: Sequence[Rule] = understood.form(code=file.stem).rules
    except FormWrong:  # such a form is shown all the same; why it cannot be used is among the doubts
        rules = ()
    if out:
        out.write_bytes(form_sheet(understood))
    if as_json:
        uncertain = [
            {"row": doubt.row, "column": doubt.column, "key": doubt.key, "why": doubt.why} for doubt in understood.doubts
        ]
        print_json({**_as_json("", 0, understood.title.lines, understood.rows, rules), "uncertain": uncertain})
        return
    _print_rows(understood.rows)
    typer.echo(f"\n{len(understood.doubts)} uncertain")
    print_table([(understood.sheet, d.row, _letter(d.column), d.key or "-", d.why) for d in understood.doubts])
    if out:
        typer.echo(f"Written to {out}.")


@app.command(name="import")
def import_(
    file: _Upload,
    code: Annotated[str, typer.Option(help="The form's code; of a form that is known already, the next version is made.")],
    name: Annotated[str, typer.Option(help="The form's name; its title if left out.")] = "",
    accept: Annotated[bool, typer.Option("--accept-uncertain", help="Import although something is uncertain.")] = False,
    approval: Annotated[
        Approval | None, typer.Option(help="Who approves a report before it is handed in; as it was, if left out.")
    ] = None,
) -> None:
    """Take a form into use: from a blank appendix, or from the corrected sheet that `form check --out` wrote."""
    understood, corrected = _read(file)
    if understood.doubts and not (accept or corrected):
        first = understood.doubts[0]
        raise FormUncertain(count=len(understood.doubts), row=first.row, why=first.why)
    with office() as session:
        form, is_new = publish_content(session, understood.form(code, name=name), approval)
    done = "Imported" if is_new else "Nothing changed; it is"
    typer.echo(f"{done} {form.code} version {form.version}, {len(form.rows)} rows: {form.name}.")
    if form.approval is Approval.LEADER:
        typer.echo("The unit's leader approves each report before it is handed in.")


def _read(file: Path) -> tuple[Understood, bool]:
    """The form in a file, and whether somebody has corrected it already; raises UploadRefused, TrackerError, OSError."""
    grids = read_upload(file)
    return (read_form_sheet(grids), True) if is_form_sheet(grids) else (understand(read_blank_form(grids)), False)


def _letter(column: int) -> str:
    return get_column_letter(column) if column else "-"


def _print_rows(rows: Iterable[Row]) -> None:
    print_table([(row.key, row.kind, row.unit or "-", row.of or row.by or "-", row.label) for row in rows])


def _as_json(code: str, version: int, title: Sequence[str], rows: Iterable[Row], rules: Iterable[Rule]) -> Mapping[str, Any]:
    return {
        "code": code,
        "title": " ".join(title).format_map(_Gaps()),
        "version": version,
        "rows": [_row_as_json(row) for row in rows],
        "rules": [{"rule": rule.text, "level": rule.level.value} for rule in rules],
    }


def _row_as_json(row: Row) -> Mapping[str, Any]:
    return {
        "key": row.key,
        "stt": row.stt,
        "label": row.label,
        "unit": row.unit,
        "kind": row.kind.value,
        "of": row.of,
        "reported_by": row.by,
        "asked_under": row.ask,
        "options": [{"code": code, "label": label} for code, label in row.options],
        "note": row.note,
        "italic": row.italic,
        "tasks": row.tasks,
        "concept": row.concept,
    }
