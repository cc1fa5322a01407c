"""The reminders that go out by themselves: which they are, and when the next ones come; none is put down for another day."""

from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import find_meant, is_clear, round_at_hand
from bot.conversation.seeking.sought import level_keys
from bot.messages.actions import LEAVE, NUDGE
from bot.reading.questions import Question, Topic
from bot.reminders.owing import courses
from bot.texts.desk import standing_table
from bot.texts.desk.deeds import reminders as sentences
from bot.texts.office import menu
from tracker.calendar.ladder import parse_ladder, rungs
from tracker.calendar.working_days import WorkingDays
from tracker.forms.catalogue import published_form
from tracker.reports.rounds import Round


@answers(Topic.LATER, Topic.AUTOMATIC)
def tell(turn: Turn, question: Question) -> Next:
    """To "tuần sau nhắc lại các xã" and "trước hạn 3 ngày tự nhắc": nothing is put down; what goes out by itself, and when."""
    meant = find_meant(turn, question)
    if not is_clear(turn, question, meant):
        return STAY
    round_ = meant.rounds[0] if meant.rounds else round_at_hand(turn)
    turn.go(Menu(shown=round_.id))
    if question.topic is Topic.LATER:
        head = sentences.NOT_ON_ANOTHER_DAY
    else:
        head = sentences.by_itself(round_, parse_ladder(published_form(turn.session, round_.form_code).reminders))
    nudge = NUDGE.choice(standing_table.NUDGE, round_.id, *filter(None, [level_keys(question.objects.levels)]))
    turn.say("\n".join([head, _to_come(turn, round_)]), [nudge, LEAVE.choice(menu.LEAVE)])
    return STAY


def _to_come(turn: Turn, round_: Round) -> str:
    """When those who have not handed in by then are reminded."""
    days = WorkingDays.of(turn.session)
    mine = [(steps, course) for one, steps, course in courses(turn.session, turn.now) if one.id == round_.id]
    begin = {rung.begins for steps, course in mine for rung in rungs(steps, course, turn.now, days)}
    return sentences.to_come(round_, sorted(at for at in begin if at > turn.now))
