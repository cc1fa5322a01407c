"""The office's own workbook, kept with the version of the form that was made from it, as it was."""

from sqlmodel import Field, Session, SQLModel


class FormFile(SQLModel, table=True):
    """The .xlsx from which a version of a form was imported. It never changes."""

    __tablename__ = "form_file"

    form_version_id: int = Field(foreign_key="form_version.id", primary_key=True)
    content: bytes


def keep_file(session: Session, version_id: int, content: bytes) -> None:
    """Keep the workbook of a version that was just published."""
    session.add(FormFile(form_version_id=version_id, content=content))
    session.flush()


def file_of(session: Session, version_id: int) -> bytes | None:
    """The office's workbook; None for a form that has none and is drawn by us."""
    kept = session.get(FormFile, version_id)
    return kept.content if kept else None
