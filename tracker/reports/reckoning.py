"""What follows from the figures of a report: computed rows, what each row prints, what still waits for an answer."""

from collections.abc import Mapping
from decimal import Decimal

from sqlmodel import Session

from tracker.forms.form import Form, Row
from tracker.forms.rules import Facts
from tracker.reports.figures import Entered, Entry, figures_of
from tracker.reports.reports import Report, form_of, unit_of


def numbers(form: Form, figures: Mapping[str, Entered | Entry]) -> dict[str, Decimal]:
    """Every row that has a number, typed or computed; of figures that stand, or of entries that do not yet."""
    known = {key: figure.amount for key, figure in figures.items() if figure.amount is not None}
    for key, formula in form.formulas.items():
        value = formula.value(known)
        if value is not None:
            known.setdefault(key, value)
    return known


def as_if_entered(form: Form, figures: Mapping[str, Entered], entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """What would stand in every row if these entries were recorded, as `record_figures` does it."""
    rows = [form.by_key[key] for key in entries]
    taken_back = {row.ask for row in rows if row.typed and row.ask in form.none_groups}
    return {key: figure.entry for key, figure in figures.items() if key not in taken_back} | dict(entries)


def facts(form: Form, entries: Mapping[str, Entry], level: str) -> Facts:
    """What the rules are held against."""
    return Facts(
        known=numbers(form, entries),
        given={key for key, entry in entries.items() if entry.text or entry.amount},
        waiting={row.key for row in still_open(form, level, _amounts(entries))},
        claimed={key for key in form.formulas if key in entries},
    )


def printed(form: Form, figures: Mapping[str, Entered], level: str) -> dict[str, Entry]:
    """What each row of the appendix shows; a computed row shows what was typed there, if anything was."""
    known = numbers(form, figures)
    shown = {key: figure.entry for key, figure in figures.items()}
    for key, formula in form.formulas.items():
        if key in shown or not (form.by_key[key].concerns(level) or figures.keys() & set(formula.keys)):
            continue
        if key in known:
            shown[key] = Entry.number(known[key])
        elif formula.is_of_nothing(known):
            shown[key] = Entry.not_applicable()
    return shown


def open_rows(session: Session, report: Report) -> list[Row]:
    """The rows that still wait for an answer, in printed order."""
    figures = figures_of(session, report)
    return still_open(form_of(session, report), unit_of(session, report).level, _amounts(figures))


def _amounts(figures: Mapping[str, Entered | Entry]) -> dict[str, Decimal | None]:
    return {key: figure.amount for key, figure in figures.items()}


def still_open(form: Form, level: str, answered: Mapping[str, Decimal | None]) -> list[Row]:
    """The rows asked of a unit of this level that are not among the answered ones and have no "none arose" over them."""
    none = {group for group in form.none_groups if answered.get(group) == 0}
    return [row for row in form.asked(level) if row.key not in answered and row.ask not in none]
