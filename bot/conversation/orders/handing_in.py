"""What happened to reports: when and by whom they were handed in, who got more time, how often units were reminded."""

from datetime import datetime

from sqlmodel import col, select

from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import Meant, find_meant, is_clear, round_at_hand
from bot.conversation.seeking.sought import Sought, level_keys
from bot.messages.actions import NUDGE, SEE, STATUS
from bot.reading.questions import Question, TimeSpan, Topic
from bot.reminders.notes import Nudge, Reminder
from bot.texts.desk import standing, standing_table, unit_page
from bot.texts.desk.deeds import happened as sentences
from tracker.office.officers import Officer
from tracker.office.units import Unit, subtree_ids, units_above, units_by_id
from tracker.reports.extensions import Extension
from tracker.reports.reports import Report, ReportEvent, reports_of
from tracker.reports.rounds import Round, rounds_within

_MOST_UNITS, _MOST_LINES = 5, 12


@answers(Topic.SENT)
def sent(turn: Turn, question: Question) -> Next:
    """Answer "Đại Từ nộp quý 3 lúc mấy giờ, ai nộp": of the round that is named, or the latest that is handed in."""
    meant = find_meant(turn, question)
    turn.go(Menu())
    if not is_clear(turn, question, meant):
        return STAY
    asked = {one.id for one in (*meant.rounds, *meant.others)}
    lines, choices = list[str](), []
    for unit in meant.units[:_MOST_UNITS]:
        theirs = [one for one in reports_of(turn.session, unit.id) if not asked or one.round_id in asked]
        handed_in = [one for one in theirs if one.first_submitted_at] or theirs
        if not handed_in:
            lines.append(standing.not_asked(unit))
            continue
        report = handed_in[0]
        lines.append(sentences.sent(unit, turn.asked(report), _submissions(turn, report)))
        choices += [SEE.choice(unit_page.SEE, report.id)] if report.first_submitted_at else []
    turn.say("\n".join(lines), [*choices[:1], STATUS.choice(standing.ALL_UNITS)])
    return STAY


def _submissions(turn: Turn, report: Report) -> list[sentences.OneSubmission]:
    """Each time that it was handed in, and by whom."""
    wanted = select(ReportEvent, Officer).join(Officer, col(Officer.id) == ReportEvent.officer_id)
    wanted = wanted.where(ReportEvent.report_id == report.id, ReportEvent.what == "submitted")
    found = turn.session.exec(wanted.order_by(col(ReportEvent.id)))
    return [sentences.OneSubmission(one.at, officer.name) for one, officer in found]


@answers(Topic.SENT_BACK)
def sent_back(turn: Turn, question: Question) -> Next:
    """Answer "mấy xã bị trả lại đã nộp lại chưa": of the round that is named, or of all of this year."""
    meant = find_meant(turn, question)
    turn.go(Menu())
    if not is_clear(turn, question, meant):
        return STAY
    of_year = [one for one in rounds_within(turn.session, turn.unit) if one.due_at.year == turn.today.year]
    rounds = [*meant.rounds, *meant.others] or of_year
    returned = select(ReportEvent.report_id).where(ReportEvent.what == "returned")
    wanted = select(Report, Unit).join(Unit, col(Unit.id) == Report.unit_id).where(col(Report.id).in_(returned))
    wanted = wanted.where(col(Report.round_id).in_([one.id for one in rounds]), col(Report.unit_id).in_(_ids(turn, meant)))
    sought = Sought(levels=level_keys(question.objects.levels))
    found = [(unit, report) for report, unit in turn.session.exec(wanted.order_by(col(Unit.name))) if sought.is_of(unit.level)]
    again = [sentences.CameBack(unit, turn.asked(report)) for unit, report in found if not report.is_with_unit]
    waiting = [sentences.CameBack(unit, turn.asked(report)) for unit, report in found if report.is_with_unit]
    turn.say(sentences.came_back(again, waiting, _MOST_LINES), [STATUS.choice(standing.ALL_UNITS)])
    return STAY


@answers(Topic.EXTENDED)
def extended(turn: Turn, question: Question) -> Next:
    """Answer "đơn vị nào được gia hạn": of the round that is named, or of all of this year."""
    meant = find_meant(turn, question)
    turn.go(Menu())
    if not is_clear(turn, question, meant):
        return STAY
    of_year = [one for one in rounds_within(turn.session, turn.unit) if one.due_at.year == turn.today.year]
    rounds = [*meant.rounds, *meant.others] or of_year
    wanted = select(Extension, Report).join(Report, col(Report.id) == Extension.report_id)
    wanted = wanted.where(col(Report.round_id).in_([one.id for one in rounds]), col(Report.unit_id).in_(_ids(turn, meant)))
    wanted = wanted.where(col(Extension.granted_due_at).is_not(None)).order_by(col(Extension.decided_at).desc())
    found = turn.session.exec(wanted).all()
    units = {one.id: one for one in units_by_id(turn.session, {report.unit_id for _, report in found})}
    sought = Sought(levels=level_keys(question.objects.levels))
    given = [
        sentences.TimeGiven(units[report.unit_id], turn.asked(report), one)
        for one, report in found
        if sought.is_of(units[report.unit_id].level)
    ]
    title = sentences.extended_title(turn.unit, rounds)
    turn.say(sentences.extended(given, _MOST_LINES), [STATUS.choice(standing.ALL_UNITS)], title=title)
    return STAY


def _ids(turn: Turn, meant: Meant) -> set[int]:
    return {number for unit in meant.units or [turn.unit] for number in subtree_ids(turn.session, unit.id)}


@answers(Topic.REMINDED)
def reminded(turn: Turn, question: Question) -> Next:
    """Answer "Ba Bể bị nhắc mấy lần rồi", "mình nhắc các xã lần cuối khi nào": by the desk and of itself, in one round."""
    meant = find_meant(turn, question)
    if not is_clear(turn, question, meant):
        return STAY
    round_ = meant.rounds[0] if meant.rounds else round_at_hand(turn)
    turn.go(Menu(shown=round_.id))
    units = list(meant.units[:_MOST_UNITS]) or [turn.unit]
    lines = [sentences.reminded(unit, _nudges(turn, round_, unit), _reminders(turn, round_, unit)) for unit in units]
    if days := question.objects.days:
        lines = [_reminded_on(turn, round_, unit, days) for unit in units]
    choices = [NUDGE.choice(standing_table.NUDGE, round_.id), STATUS.choice(standing.ALL_UNITS)]
    turn.say("\n".join(lines), choices, title=sentences.reminded_title(round_))
    return STAY


def _reminded_on(turn: Turn, round_: Round, of: Unit, days: TimeSpan) -> str:
    """When the desk reminded on these days, and which units were reminded of themselves."""
    wanted = (
        select(Reminder, Unit).join(Report, col(Report.id) == Reminder.report_id).join(Unit, col(Unit.id) == Report.unit_id)
    )
    below = subtree_ids(turn.session, of.id)
    wanted = wanted.where(Report.round_id == round_.id, col(Report.unit_id).in_(below)).order_by(col(Unit.name))
    own = {unit.id: unit for reminder, unit in turn.session.exec(wanted) if days.has(reminder.at)}
    nudges = [at for at in _nudges(turn, round_, of) if days.has(at)]
    return sentences.reminded_on(of, days, nudges, list(own.values()))


def _nudges(turn: Turn, round_: Round, unit: Unit) -> list[datetime]:
    """Those of the unit itself, of those above it, for which it was one of all, and of those below it."""
    of = {*units_above(turn.session, unit.id), *subtree_ids(turn.session, unit.id)}
    wanted = select(Nudge).where(Nudge.round_id == round_.id, col(Nudge.unit_id).in_(of))
    return [one.at for one in turn.session.exec(wanted.order_by(col(Nudge.at)))]


def _reminders(turn: Turn, round_: Round, unit: Unit) -> list[datetime]:
    below = subtree_ids(turn.session, unit.id)
    wanted = select(Reminder).join(Report, col(Report.id) == Reminder.report_id)
    wanted = wanted.where(Report.round_id == round_.id, col(Report.unit_id).in_(below))
    return [one.at for one in turn.session.exec(wanted.order_by(col(Reminder.at)))]
