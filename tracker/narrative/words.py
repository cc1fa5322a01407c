"""The words of a written report, by heading: they are kept with their figures as places, and follow the appendix."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from tracker.audit.log import Deed, What, note
from tracker.kernel.altering import Alterations
from tracker.kernel.columns import AwareTime
from tracker.kernel.errors import ReportCancelled
from tracker.kernel.keeping import kept
from tracker.reports.reports import Report, Source, State
from tracker.reports.rounds import Round


class UnlikeKept(NamedTuple):
    """A figure of the words that differs from the appendix and is right all the same: what both say, and why."""

    written: str
    cells: str
    ours: str
    reason: str


class HeadingWords(NamedTuple):
    """What somebody gave for a heading, by whom and when; words that are "" leave it without any.

    Figures that are cells stand as places, "{4.5.1} người". `replaces`: the words stand instead of the sentences from figures,
    and the heading stays even if they are "".
    """

    words: str
    officer_id: int
    at: datetime
    replaces: bool = False
    unlike: tuple[UnlikeKept, ...] = ()


class WordsOfHeading(SQLModel, table=True):
    """The words under one heading of one report; the heading is known by its matter."""

    __tablename__ = "words_of_heading"
    __table_args__ = (UniqueConstraint("report_id", "slot"),)

    id: int = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    slot: str
    words: str
    replaces: bool = False
    unlike: list[list[str]] = Field(default_factory=list, sa_type=JSON)
    officer_id: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=AwareTime)

    @property
    def given(self) -> HeadingWords:
        """The words, with who gave them and when."""
        unlike = tuple(UnlikeKept(*one) for one in self.unlike)
        return HeadingWords(self.words, self.officer_id, self.at, self.replaces, unlike)


class AlteredWords(Alterations[str, HeadingWords]):
    """What a message has altered in the words so far, by heading."""


def words_of_report(session: Session, report_id: int | None) -> dict[str, HeadingWords]:
    """By heading the words that stand; {} for no report."""
    wanted = select(WordsOfHeading).where(WordsOfHeading.report_id == report_id).order_by(col(WordsOfHeading.id))
    return {one.slot: one.given for one in session.exec(wanted)} if report_id is not None else {}


def give_words(session: Session, report: Report, words: Mapping[str, HeadingWords | None], source: Source) -> None:
    """Let these words stand under their headings, None for none; raises ReportCancelled.

    They are no part of what is handed in, so that they can be given before and after.
    """
    if report.state == State.CANCELLED:
        raise ReportCancelled
    wanted = select(WordsOfHeading).where(WordsOfHeading.report_id == report.id)
    rows = {one.slot: one for one in session.exec(wanted)}
    for slot, given in words.items():
        row = rows.get(slot)
        before = row.given if row else None
        if before == given:
            continue
        kept(session, AlteredWords).note(report.id, slot, before, given)
        said = given.words if given else ""
        note(session, Deed(What.REPORT, "worded", report.unit_id, report.id, slot, reason=said), source)
        if given is None and row is not None:
            session.delete(row)
        elif given is not None:
            row = row or WordsOfHeading(report_id=report.id, slot=slot, words="", officer_id=given.officer_id, at=given.at)
            row.words, row.replaces, row.officer_id, row.at = given.words, given.replaces, given.officer_id, given.at
            row.unlike = [list(one) for one in given.unlike]
            session.add(row)
    session.flush()


class WordsBefore(NamedTuple):
    """The words of an earlier report, None for none."""

    report: Report | None
    words: Mapping[str, HeadingWords]


def words_before(session: Session, round_: Round, unit_id: int) -> WordsBefore:
    """The words of the unit's latest report on this form for data that closed earlier and that has any."""
    wanted = (
        select(Report)
        .join(Round, col(Round.id) == Report.round_id)
        .where(col(Report.unit_id) == unit_id, col(Report.state) != State.CANCELLED)
        .where(col(Round.form_code) == round_.form_code, col(Round.window_to) < round_.window_to)
        .where(select(WordsOfHeading.id).where(WordsOfHeading.report_id == col(Report.id)).exists())
        .order_by(col(Round.window_to).desc(), col(Report.id).desc())
        .limit(1)
    )
    found = session.exec(wanted).first()
    return WordsBefore(found, words_of_report(session, found.id if found else None))
