"""The office's own blank workbook of a form, as its sheets: read once in the life of the process."""

from functools import lru_cache

from sqlmodel import Session

from tracker.forms.files import file_of
from tracker.kernel.grids import Grid
from tracker.uploads.reading import read_grids


def template_of(session: Session, version_id: int) -> tuple[Grid, ...] | None:
    """The sheets of the workbook that a version of a form was imported from; None for a form that is drawn by us."""
    content = file_of(session, version_id)
    return None if content is None else _sheets(content)


@lru_cache(maxsize=16)
def _sheets(content: bytes) -> tuple[Grid, ...]:
    return tuple(read_grids(content))
