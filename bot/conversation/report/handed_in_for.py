"""A report that the desk entered on behalf of its unit is handed in."""

from bot.conversation.core.places import Reviewing
from bot.conversation.core.telling import tell_officers
from bot.conversation.core.turn import Turn
from bot.messages.actions import ACCEPT, SEE, STATUS
from bot.messages.messages import Attachment
from bot.texts.desk import behalf as sentences
from bot.texts.desk import reviewing
from bot.texts.report import reporting
from tracker.reports.behalf import EntryWay
from tracker.reports.reports import Report, receipt_code, unit_of
from tracker.workbooks.appendices import report_appendix


def finish(turn: Turn, report: Report) -> None:
    """Hand it in: the desk is itself again and has the report before it, the unit's officers have the receipt."""
    how, unit, round_ = EntryWay(turn.place.behalf["how"]), unit_of(turn.session, report), turn.asked(report).round
    receipt = reporting.receipt(report, receipt_code(report, unit, round_.period))
    tell_officers(turn, report, sentences.HANDED_IN_TITLE, sentences.handed_in(turn.officer, turn.unit, how, receipt))
    turn.go(Reviewing(), report=report)
    turn.say(
        reporting.WITH_THE_SHEET,
        [
            ACCEPT.choice(reviewing.ACCEPT, report.id),
            SEE.choice(sentences.SEE, report.id),
            STATUS.choice(reviewing.ALL_UNITS),
        ],
        title=sentences.receipt(unit, how, receipt),
        numbered=True,
        attachment=Attachment(*report_appendix(turn.session, report), report.unit_id),
    )
