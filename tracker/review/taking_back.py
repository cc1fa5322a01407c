"""All that one message did to a report, and how it is taken back: figures, reasons, answers to comments, a tally."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlmodel import Session

from tracker.forms.cell import Cell
from tracker.kernel.altering import Altered
from tracker.kernel.keeping import kept
from tracker.reports.comments import AlteredAnswers, ReportComment, put_back_answer
from tracker.reports.figures import AlteredFigures, Entered, put_back, standing_figures
from tracker.reports.given import WordsGiven
from tracker.reports.reports import Report, Source
from tracker.review.findings import AlteredReasons, Ground, given_for, put_back_reason
from tracker.rollup.tally import AlteredTallies, Tallied, keep_tally

Of = TypeVar("Of")
Stands = TypeVar("Stands")


@dataclass(frozen=True)
class Done:
    """What stood before and what stood after in each cell, for each ground of a reason, as each comment's answer, as tally."""

    figures: dict[Cell, Altered[Entered]] = field(default_factory=dict)
    reasons: dict[Ground, Altered[WordsGiven]] = field(default_factory=dict)
    answers: dict[int, Altered[WordsGiven]] = field(default_factory=dict)
    tally: dict[str, Altered[Tallied]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything to take back; a tally alone says nothing to anybody."""
        return bool(self.figures or self.reasons or self.answers)

    def and_then(self, later: "Done") -> "Done":
        """Both in one: what stood before the first, and what stands after the second."""
        return Done(
            _joined(self.figures, later.figures),
            _joined(self.reasons, later.reasons),
            _joined(self.answers, later.answers),
            _joined(self.tally, later.tally),
        )

    @property
    def turned(self) -> "Done":
        """What leads from what stands after to what stood before."""
        return Done(_turned(self.figures), _turned(self.reasons), _turned(self.answers), _turned(self.tally))


def begin_message(session: Session) -> None:
    """A message is about to be taken: what was altered before it is not its doing."""
    for altered in _altered(session):
        altered.of_report.clear()


def _altered(session: Session) -> tuple[AlteredFigures, AlteredReasons, AlteredAnswers, AlteredTallies]:
    cells, words = (kept(session, AlteredFigures), kept(session, AlteredReasons)), kept(session, AlteredAnswers)
    return *cells, words, kept(session, AlteredTallies)


def done_by_message(session: Session) -> dict[int, Done]:
    """By report, what the message has altered so far, less what stands again as it did."""
    figures, reasons, answers, tallies = _altered(session)
    altered = {
        report_id: Done(
            _real(figures.of_report.get(report_id, {})),
            _real(reasons.of_report.get(report_id, {})),
            _real(answers.of_report.get(report_id, {})),
            _real(tallies.of_report.get(report_id, {})),
        )
        for report_id in figures.of_report.keys() | reasons.of_report.keys() | answers.of_report.keys()
    }
    return {report_id: done for report_id, done in altered.items() if done}


def as_left(session: Session, report: Report, done: Done) -> Done:
    """That part of it which still stands as the message left it: whoever altered the rest is not overruled."""
    standing = standing_figures(session, report.id).figures
    return Done(
        {cell: one for cell, one in done.figures.items() if standing.get(cell) == one.after},
        {ground: one for ground, one in done.reasons.items() if given_for(session, report, ground) == one.after},
        {n: one for n, one in done.answers.items() if session.get_one(ReportComment, n).given == one.after},
        done.tally,
    )


def take_back(session: Session, report: Report, done: Done, source: Source) -> None:
    """Let stand again what stood before; raises ReportLocked, ReportClosed."""
    put_back(session, report, {cell: one.before for cell, one in done.figures.items()}, source)
    for ground, reason in done.reasons.items():
        put_back_reason(session, report, ground, reason.before, source)
    for number, answer in done.answers.items():
        put_back_answer(session, report, number, answer.before)
    for tally in done.tally.values():
        keep_tally(session, report.id, tally.before)


def _joined(first: Mapping[Of, Altered[Stands]], second: Mapping[Of, Altered[Stands]]) -> dict[Of, Altered[Stands]]:
    both = {of: Altered(first[of].before if of in first else one.before, one.after) for of, one in second.items()}
    return {**first, **both}


def _turned(done: Mapping[Of, Altered[Stands]]) -> dict[Of, Altered[Stands]]:
    return {of: Altered(one.after, one.before) for of, one in done.items()}


def _real(done: Mapping[Of, Altered[Stands]]) -> dict[Of, Altered[Stands]]:
    return {of: one for of, one in done.items() if one.before != one.after}
