"""The offices' own documents for written reports: each holds for a form in the unit that gave it and in all below."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, select

from tracker.audit.log import Deed, What, note
from tracker.kernel.columns import AwareTime
from tracker.office.units import Unit


class WrittenTemplate(SQLModel, table=True):
    """A .docx with marks, under the name of its file; the one of the nearest unit above a report is taken."""

    __tablename__ = "written_template"
    __table_args__ = (UniqueConstraint("unit_id", "form_code"),)

    id: int = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    form_code: str
    name: str
    content: bytes = Field(sa_type=sa.LargeBinary)
    at: datetime = Field(sa_type=AwareTime)


def keep_template(session: Session, unit: Unit, form_code: str, file: tuple[str, bytes], at: datetime) -> None:
    """Let this file, by name and content, be the unit's document for a form from now on."""
    name, content = file
    before = _own(session, unit.id, form_code)
    kept = before or WrittenTemplate(unit_id=unit.id, form_code=form_code, name="", content=b"", at=at)
    note(session, Deed(What.FORM, "template", unit.id, None, form_code, before.name if before else "", name))
    kept.name, kept.content, kept.at = name, content, at
    session.add(kept)
    session.flush()


def drop_template(session: Session, unit: Unit, form_code: str) -> bool:
    """The unit has no document of its own for a form any more; whether it had one."""
    before = _own(session, unit.id, form_code)
    if before is None:
        return False
    note(session, Deed(What.FORM, "template", unit.id, None, form_code, before.name, ""))
    session.delete(before)
    session.flush()
    return True


def template_of(session: Session, unit: Unit, form_code: str) -> WrittenTemplate | None:
    """The document for a unit's reports on a form: its own, or that of the nearest unit above that has one."""
    here: Unit | None = unit
    while here is not None:
        if found := _own(session, here.id, form_code):
            return found
        here = session.get(Unit, here.parent_id) if here.parent_id else None
    return None


def _own(session: Session, unit_id: int, form_code: str) -> WrittenTemplate | None:
    wanted = select(WrittenTemplate).where(WrittenTemplate.unit_id == unit_id, WrittenTemplate.form_code == form_code)
    return session.exec(wanted).first()
