"""The card of a written report: what its draft is made of, with the draft, and what can be done with it."""

from collections.abc import Sequence

from bot.conversation.core.places import Menu, Wording, WordsLost, WordsUnlike
from bot.conversation.core.step import step_at
from bot.conversation.core.turn import Turn
from bot.conversation.report.opening import my_reports
from bot.messages.actions import WORDS, Action
from bot.messages.messages import Attachment
from bot.texts.common.wording import report_name
from bot.texts.office import menu
from bot.texts.writing import words as sentences
from bot.texts.writing.lost import ELSEWHERE
from bot.texts.writing.written import WHICH
from tracker.calendar.periods import parse_period
from tracker.kernel.names import fold
from tracker.papers.office_report import office_report
from tracker.reports.reports import Report
from tracker.written.own_words import WordedReport, worded_report

USE_WORDS = Action("usewords", lasts=True, whole=("dung loi ky truoc", "dung ban nay"))
LOST_WORDS = Action("lostwords", lasts=True, whole=("giu loi muc cu",))
_HEAD = 12  # paragraphs of a report above its first part
IN_WORD = Action("inword", lasts=True, whole=("sua trong word", "sua bang word"))


def meant(turn: Turn, paragraphs: Sequence[str] = ()) -> Report | None:
    """The report at hand; else that whose period stands above these paragraphs, the only one owed, or the last handed in."""
    if step_at(turn).manner.open_report or turn.at(Wording, WordsUnlike, WordsLost):
        return turn.report()
    mine = my_reports(turn)
    with_unit = [*mine.owed, *mine.to_approve]
    head = fold(" ".join(paragraphs[:_HEAD]))
    titled = [one for one in (*with_unit, *mine.handed_in) if fold(parse_period(one.round.period).label) in head]
    at_hand = [one for one in with_unit if one.report.id == turn.place.report_id]
    for found in (titled, with_unit, at_hand, [] if with_unit else mine.handed_in[:1]):
        if len(found) == 1:
            return found[0].report
    return None


def named(turn: Turn, number: str) -> Report | None:
    """The report of this number, or of the one at hand; None, and says why, if it cannot be told."""
    report = turn.report(number) if number else meant(turn)
    if report is None:
        turn.note(WHICH if my_reports(turn).owed else menu.NOTHING_OWED)
    return report


def show(turn: Turn, report: Report) -> None:
    """What the draft is made of, the draft with last period's words where there are none yet, and what can be done with it.

    It stands by itself where nothing else is asked, else above the question that stands.
    """
    worded = worded_report(turn.session, report)
    draft = enclosed(turn, report, worded)
    card = sentences.card(report_name(turn.asked(report).round), worded, draft.name)
    choices = [
        USE_WORDS.choice(sentences.USE, report.id),
        WORDS.choice(sentences.BY_HEADING, report.id),
        IN_WORD.choice(sentences.IN_WORD, report.id),
        *([LOST_WORDS.choice(ELSEWHERE, report.id)] if worded.lost else []),
    ]
    if turn.at(Menu):
        turn.say(card, choices, numbered=True, attachment=draft)
        return
    turn.enclose(draft)
    turn.note(card)
    for choice in choices:
        turn.offer(choice)


def enclosed(turn: Turn, report: Report, worded: WordedReport) -> Attachment:
    """The draft as a document, in the office's own if it has one; says for what that has no place."""
    name, content, left_out = office_report(turn.session, report, worded.with_before.draft)
    turn.note(sentences.left_out(left_out))
    return Attachment(name, content, report.unit_id)
