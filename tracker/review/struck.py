"""Kinds of questions that only annoy, struck for a form by the administrator: what is of such a kind is asked no more."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from tracker.audit.log import Deed, What, note
from tracker.forms.form import Form
from tracker.forms.rules import Level, Rule
from tracker.kernel.columns import AwareTime
from tracker.kernel.errors import QuestionUnknown
from tracker.kernel.keeping import note_change
from tracker.kernel.uncounted import count_again
from tracker.reports.reports import OPEN, Report
from tracker.reports.rounds import Round

_RELATIONS = {"<=", "<", "=", "!=", "needs"}
KINDS = frozenset(
    {"jump", "exchanged", "shifted", "copied", "fell", "share", "fraction", "blank", "elsewhere", "alike", "unit"}
)


class StruckKind(SQLModel, table=True):
    """A kind of question that is struck for all reports on a form, whatever its version, and since when."""

    __tablename__ = "struck_kind"

    form_code: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    at: datetime = Field(sa_type=AwareTime)


def kind_of(rule: Rule) -> str:
    """The kind of question that a broken rule is: how a doubt is stored, or, of a form's own relation, its text."""
    return rule.text if rule.op in _RELATIONS else rule.op


def struck_in(session: Session, form_code: str) -> frozenset[str]:
    """The kinds that are struck for a form."""
    return frozenset(session.exec(select(StruckKind.kind).where(StruckKind.form_code == form_code)))


def strike(session: Session, form: Form, kind: str, at: datetime) -> bool:
    """Ask questions of this kind no more; gives whether they were asked until now.

    A kind is one of KINDS, or the text of a relation of the form that a reason may break. Raises QuestionUnknown.
    """
    if kind not in KINDS and kind not in {rule.text for rule in form.rules if rule.level is not Level.BLOCK}:
        raise QuestionUnknown(kind=kind, code=form.code)
    if session.get(StruckKind, (form.code, kind)):
        return False
    session.add(StruckKind(form_code=form.code, kind=kind, at=at))
    _note(session, "question struck", form.code, kind)
    return True


def ask_again(session: Session, form: Form, kind: str) -> bool:
    """Ask questions of this kind again; gives whether they were struck."""
    found = session.get(StruckKind, (form.code, kind))
    if found is None:
        return False
    session.delete(found)
    _note(session, "question asked again", form.code, kind)
    return True


def _note(session: Session, step: str, code: str, kind: str) -> None:
    note(session, Deed(What.FORM, step, subject=code, new=kind))
    session.flush()
    note_change(session)
    asked = select(Report.id).join(Round, col(Round.id) == Report.round_id).where(Round.form_code == code)
    for number in session.exec(asked.where(col(Report.state).in_(OPEN))):
        count_again(session, number)
