"""The blank appendices that came within a document, understood as forms; and a form that is in use already."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlmodel import Session

from tracker.blank_form import SecretForm, TableNotFound
from tracker.form_sheet.incoming import form_in
from tracker.forms.catalogue import published_codes, published_form
from tracker.forms.form import Form
from tracker.kernel.errors import FormWrong
from tracker.kernel.grids import Grid
from tracker.kernel.names import fold
from tracker.understanding.understood_form import UnderstoodForm
from tracker.uploads.reading import Sheets, TextRead

_FEWEST = 2  # rows: the table of a letter's head has none


class FormsWithin(NamedTuple):
    """The forms in a text, and how many embedded workbooks are none, or could not be read."""

    forms: list[UnderstoodForm]
    left: int


def forms_within(read: TextRead) -> FormsWithin:
    """What of a text is a blank appendix: its embedded workbooks, and its tables, those that are forms taken together."""
    embedded = list(_forms(read.workbooks))
    in_tables = list(_forms([Sheets(tables)])) if (tables := _with_heads(read)) else []
    return FormsWithin([*embedded, *in_tables], read.unread + len(read.workbooks) - len(embedded))


def _with_heads(read: TextRead) -> list[Grid]:
    return [one for one in read.tables if list(_forms([Sheets([one])]))]


def _forms(found: Sequence[Sheets]) -> Iterator[UnderstoodForm]:
    for one in found:
        try:
            understood = form_in(one).understood
        except (TableNotFound, FormWrong, SecretForm):
            continue
        if len(understood.form.rows) >= _FEWEST:
            yield understood


def form_in_use(session: Session, form: Form) -> Form | None:
    """The newest version of the form in use that has just these rows; None for none."""
    wanted = _rows(form)
    known = (published_form(session, code) for code in published_codes(session))
    return next((one for one in known if _rows(one) == wanted), None)


def _rows(form: Form) -> list[tuple[str, str]]:
    return [(row.stt.strip(" ."), fold(row.label)) for row in form.rows]
