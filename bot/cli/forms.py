"""dunghan form: list, show, check, import, questions, strike."""

from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common.forms_as_json import doubts_as_json, form_as_json, letter
from bot.cli.common.office import office, print_json, print_listing, print_table, read_upload
from bot.cli.common.templates import by_template
from bot.errors.command_line import FormUncertain, FormUnusable
from bot.running.clock import system_clock
from bot.texts.office.doubts import why
from tracker.form_sheet import Language, form_in, form_sheet, in_english
from tracker.forms.catalogue import publish_content, published_codes, published_form
from tracker.forms.form import Approval, Form
from tracker.forms.outline import asked_cells
from tracker.kernel.errors import FormWrong
from tracker.narrative.templates import drop_template, keep_template
from tracker.office.units import unit_by_code
from tracker.papers.template import marks_of
from tracker.review.questions import QuestionOutcome, outcomes
from tracker.review.struck import KINDS, ask_again, strike, struck_in
from tracker.understanding.understood_form import UnderstoodForm

app = typer.Typer(no_args_is_help=True)
_Upload = Annotated[
    Path, typer.Argument(metavar="FILE.xlsx", help="The office's blank workbook, or a workbook that `form check --out` wrote.")
]


@app.command(name="list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False) -> None:
    """Code, version, number of rows and name."""
    with office() as session:
        forms = [published_form(session, code) for code in published_codes(session)]
    rows = [(form.code, form.version, len(form.rows), form.name) for form in forms]
    print_listing(("code", "version", "rows", "name"), rows, as_json=as_json)


@app.command()
def show(
    form: Annotated[str, typer.Argument(help="The form's code.")],
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Every row and column of the form, what it is, and each relation between them with its evidence."""
    with office() as session:
        found = published_form(session, form)
    if as_json:
        print_json(form_as_json(found))
    else:
        _print_form(found)


@app.command()
def check(
    file: _Upload,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(help="Write what was understood, and the office's sheets, to this .xlsx, to correct and import."),
    ] = None,
    english: Annotated[bool, typer.Option("--english", help="Write it in English; it is in Vietnamese otherwise.")] = False,
) -> None:
    """What a blank workbook is understood to be, and what is uncertain; nothing is stored."""
    understood = _read(file)
    if out and english:
        out.write_bytes(form_sheet(understood, in_english, Language.ENGLISH))
    elif out:
        out.write_bytes(form_sheet(understood, why))
    if as_json:
        form = form_as_json(understood.called("")) | {"version": 0}
        print_json({**form, "uncertain": doubts_as_json(understood.doubts)})
        return
    _print_form(understood.form)
    typer.echo(f"\n{len(understood.doubts)} uncertain")
    print_table(
        [(d.sheet, d.doubt.row, letter(d.doubt.column) or "-", d.doubt.key or "-", d.doubt.why) for d in understood.doubts]
    )
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
    """Take a form into use: from an office's blank workbook, or from the corrected one that `form check --out` wrote."""
    understood = _read(file)
    if understood.doubts and not accept:
        first = understood.doubts[0]
        raise FormUncertain(count=len(understood.doubts), sheet=first.sheet, row=first.doubt.row, why=first.doubt.why)
    with office() as session:
        form, is_new = publish_content(session, understood.called(code, name), approval, understood.file)
    done = "Imported" if is_new else "Nothing changed; it is"
    typer.echo(f"{done} {form.code} version {form.version}, {len(form.rows)} rows: {form.name}.")
    if form.approval is Approval.LEADER:
        typer.echo("The unit's leader approves each report before it is handed in.")


@app.command()
def questions(
    form: Annotated[str, typer.Argument(help="The form's code.")],
    unit: Annotated[str, typer.Option(help="Of this unit alone, by its code.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """What became of the questions about figures: by kind and period how many were mended, kept, mentioned, are open."""
    with office() as session:
        found = published_form(session, form)
        struck = struck_in(session, found.code)
        if unit:
            unit = unit_by_code(session, unit).code
        counted = [one for one in outcomes(session, found.code) if unit in {"", one.unit}]
    if as_json:
        print_json({"struck": sorted(struck), "questions": [one._asdict() for one in counted]})
        return
    times: dict[tuple[str, str], Counter[QuestionOutcome]] = {}
    for one in counted:
        times.setdefault((one.kind, one.period), Counter())[one.outcome] += one.times
    head = ("kind", "period", *QuestionOutcome, "struck")
    lines = [(*of, *(became[each] for each in QuestionOutcome), _struck(of[0], struck)) for of, became in times.items()]
    silent = sorted(struck - {kind for kind, _ in times})
    print_table([*lines, *((kind, "-", *[0] * len(QuestionOutcome), _struck(kind, struck)) for kind in silent)], head)


def _struck(kind: str, struck: Collection[str]) -> str:
    return "struck" if kind in struck else "-"


@app.command(name="strike")
def strike_(
    form: Annotated[str, typer.Argument(help="The form's code.")],
    kind: Annotated[str, typer.Argument(help=f"One of {', '.join(sorted(KINDS))}, or a relation of the form.")],
    again: Annotated[bool, typer.Option("--ask-again", help="Take it back: such questions are asked again.")] = False,
) -> None:
    """Ask questions of this kind no more in reports on the form: one that only annoys, as `form questions` shows."""
    with office() as session:
        found = published_form(session, form)
        changed = ask_again(session, found, kind) if again else strike(session, found, kind, system_clock())
    now = "asked" if again else "struck"
    typer.echo(f"Questions of the kind {kind!r} are {now} on {found.code}{'' if changed else ' already'}.")


@app.command()
def template(
    form: Annotated[str, typer.Argument(help="The form's code.", metavar="FORM")],
    unit: Annotated[str, typer.Argument(help="The unit whose document it is; it holds for those below too.", metavar="UNIT")],
    file: Annotated[Path | None, typer.Argument(metavar="FILE.docx", help="With marks: [Tên đơn vị], [3.3.1a], [V].")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Go back to the layout of Nghị định 30/2020.")] = False,
) -> None:
    """Take an office's own document into use for the written reports on a form."""
    if remove == (file is not None):
        raise typer.BadParameter("give a file, or --remove", param_hint="FILE.docx")
    with office() as session:
        code, of = published_form(session, form).code, unit_by_code(session, unit)
        if file is None:
            typer.echo("Removed." if drop_template(session, of, code) else "There was none.")
            return
        by_template(file, marks_of(published_form(session, form)))
        keep_template(session, of, code, (file.name, file.read_bytes()), system_clock())
    typer.echo(f"{file.name} is the written report of {of.full_name} and the units below for {code}.")


def _read(file: Path) -> UnderstoodForm:
    """The form in a file; raises UploadRefused, TrackerError, OSError."""
    sheets = read_upload(file)
    try:
        return form_in(sheets).understood
    except FormWrong as wrong:
        raise FormUnusable(file=file.name, why=wrong.facts["why"]) from wrong


def _print_form(form: Form) -> None:
    """Its tables and columns, if it has several, its rows, and how much is asked."""
    print_table([("table", table.key or "-", table.sheet, table.caption or "-") for table in form.tables])
    if not form.is_plain:
        places = {key: place for table in form.tables for key, place in table.columns}
        print_table(
            [
                ("column", one.key, letter(places.get(one.key, 0)) or "-", one.role, one.formula or "-", " > ".join(one.title))
                for one in form.columns
            ]
        )
    print_table([(row.key, row.kind, row.unit or "-", row.of or row.by or "-", row.label) for row in form.rows])
    print_table([("relation", relation.text, relation.source) for relation in form.relations])
    lists = sum(row.repeats for row in form.rows)
    also = f", and for each line of {lists} lists" if lists else ""
    typer.echo(f"\n{len(asked_cells(form))} cells are asked{also}.")
