"""All that one message did to a report, and how it is taken back: figures, reasons, answers, a tally, words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlmodel import Session

from tracker.forms.cell import Cell
from tracker.kernel.altering import Altered
from tracker.kernel.keeping import kept
from tracker.narrative.words import AlteredWords, HeadingWords, give_words, words_of_report
from tracker.reports.comments import AlteredAnswers, ReportComment, put_back_answer
from tracker.reports.entry import WordsGiven
from tracker.reports.figures import AlteredFigures, Entered, put_back, standing_figures
from tracker.reports.reports import Report, Source
from tracker.review.reasons import AlteredReasons, Ground, given_for, put_back_reason
from tracker.rollup.tally import AlteredTallies, Tallied, keep_tally

Of = TypeVar("Of")
Stands = TypeVar("Stands")


@dataclass(frozen=True)
class Done:
    """What stood before and after in each cell, for each ground of a reason, as each comment's answer, as tally, as words."""

    figures: dict[Cell, Altered[Entered]] = field(default_factory=dict)
    reasons: dict[Ground, Altered[WordsGiven]] = field(default_factory=dict)
    answers: dict[int, Altered[WordsGiven]] = field(default_factory=dict)
    tally: dict[str, Altered[Tallied]] = field(default_factory=dict)
    words: dict[str, Altered[HeadingWords]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything to take back; a tally alone says nothing to anybody."""
        return bool(self.figures or self.reasons or self.answers or self.words)

    @property
    def only_words(self) -> bool:
        """Whether nothing of what is handed in was altered."""
        return bool(self.words) and not (self.figures or self.reasons or self.answers)

    def and_then(self, later: "Done") -> "Done":
        """Both in one: what stood before the first, and what stands after the second."""
        return Done(
            _joined(self.figures, later.figures),
            _joined(self.reasons, later.reasons),
            _joined(self.answers, later.answers),
            _joined(self.tally, later.tally),
            _joined(self.words, later.words),
        )

    @property
    def turned(self) -> "Done":
        """What leads from what stands after to what stood before."""
        cells, given = (_turned(self.figures), _turned(self.reasons)), _turned(self.answers)
        return Done(*cells, given, _turned(self.tally), _turned(self.words))


def begin_message(session: Session) -> None:
    """A message is about to be taken: what was altered before it is not its doing."""
    for altered in _altered(session):
        altered.of_report.clear()


def _altered(session: Session) -> tuple[AlteredFigures, AlteredReasons, AlteredAnswers, AlteredTallies, AlteredWords]:
    cells, answers = (kept(session, AlteredFigures), kept(session, AlteredReasons)), kept(session, AlteredAnswers)
    return *cells, answers, kept(session, AlteredTallies), kept(session, AlteredWords)


def done_by_message(session: Session) -> dict[int, Done]:
    """By report, what the message has altered so far, less what stands again as it did."""
    figures, reasons, answers, tallies, words = _altered(session)
    altered = {
        report_id: Done(
            _real(figures.of_report.get(report_id, {})),
            _real(reasons.of_report.get(report_id, {})),
            _real(answers.of_report.get(report_id, {})),
            _real(tallies.of_report.get(report_id, {})),
            _real(words.of_report.get(report_id, {})),
        )
        for report_id in {number for one in (figures, reasons, answers, words) for number in one.of_report}
    }
    return {report_id: done for report_id, done in altered.items() if done}


def as_left(session: Session, report: Report, done: Done) -> Done:
    """That part of it which still stands as the message left it: whoever altered the rest is not overruled."""
    standing = standing_figures(session, report.id).figures
    worded = words_of_report(session, report.id) if done.words else {}
    return Done(
        {cell: one for cell, one in done.figures.items() if standing.get(cell) == one.after},
        {ground: one for ground, one in done.reasons.items() if given_for(session, report, ground) == one.after},
        {n: one for n, one in done.answers.items() if session.get_one(ReportComment, n).given == one.after},
        done.tally,
        {slot: one for slot, one in done.words.items() if worded.get(slot) == one.after},
    )


def take_back(session: Session, report: Report, done: Done, source: Source) -> None:
    """Let stand again what stood before; raises ReportLocked, ReportClosed."""
    if not done.only_words:
        put_back(session, report, {cell: one.before for cell, one in done.figures.items()}, source)
    for ground, reason in done.reasons.items():
        put_back_reason(session, report, ground, reason.before, source)
    for number, answer in done.answers.items():
        put_back_answer(session, report, number, answer.before)
    for tally in done.tally.values():
        keep_tally(session, report.id, tally.before)
    give_words(session, report, {slot: one.before for slot, one in done.words.items()}, source)


def _joined(first: Mapping[Of, Altered[Stands]], second: Mapping[Of, Altered[Stands]]) -> dict[Of, Altered[Stands]]:
    both = {of: Altered(first[of].before if of in first else one.before, one.after) for of, one in second.items()}
    return {**first, **both}


def _turned(done: Mapping[Of, Altered[Stands]]) -> dict[Of, Altered[Stands]]:
    return {of: Altered(one.after, one.before) for of, one in done.items()}


def _real(done: Mapping[Of, Altered[Stands]]) -> dict[Of, Altered[Stands]]:
    return {of: one for of, one in done.items() if one.before != one.after}
