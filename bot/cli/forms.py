"""dunghan form: list, show."""

from typing import Annotated

import typer

from bot.cli.office import office, print_json, print_table
from tracker.form import official_codes, official_form, published_form

app = typer.Typer(no_args_is_help=True, help="The forms.")


@app.command(name="list")
def list_() -> None:
    """Code, version, number of rows and name."""
    forms = [official_form(code) for code in official_codes()]
    print_table([(form.code, form.version, len(form.rows), form.name) for form in forms])


@app.command()
def show(
    form: Annotated[str, typer.Argument(help="The form's code.")],
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Every row of the printed appendix, and what it is."""
    with office() as session:
        found = published_form(session, form)
    if not as_json:
        print_table([(row.key, row.kind, row.unit or "-", row.of or row.by or "-", row.label) for row in found.rows])
        return
    rows = [
        {
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
        }
        for row in found.rows
    ]
    rules = [{"rule": rule.text, "blocks": rule.blocks} for rule in found.rules]
    print_json(
        {
            "code": found.code,
            "title": " ".join(found.title).format(period="…"),
            "version": found.version,
            "rows": rows,
            "rules": rules,
        }
    )
