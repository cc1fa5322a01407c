"""The blank appendices that came within a document, understood as forms; and a form that is in use already."""

from collections.abc import Iterator, Sequence

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


def forms_within(read: TextRead) -> list[UnderstoodForm]:
    """What of a text is a blank appendix: its embedded workbooks, and its tables, those that are forms taken together."""
    return list(_forms([*read.workbooks, *([Sheets(tables)] if (tables := _with_heads(read)) else [])]))


def no_forms_within(read: TextRead) -> int:
    """How many embedded workbooks are no form, or cannot be read."""
    return read.unread + sum(not list(_forms([one])) for one in read.workbooks)


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
