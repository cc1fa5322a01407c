"""What to check first: the doubtful figures of the reports that wait, by how far they may move the totals."""

from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import find_meant, is_clear
from bot.messages.actions import SEE, STATUS
from bot.reading.questions import Question, Topic
from bot.texts.desk import looking_up as sentences
from bot.texts.desk import standing, standing_table
from tracker.office.units import subtree_ids
from tracker.reports.reports import form_of
from tracker.review.influence import by_influence

_MOST = 8  # figures on one screen
_MOST_REPORTS = 5  # that are a tap away


@answers(Topic.INFLUENCE)
def answer(turn: Turn, question: Question) -> Next:
    """Answer "nghi vấn nào ảnh hưởng nhất", "soát gì trước quý 1", of all units or of those that are named."""
    meant = find_meant(turn, question)
    turn.go(Menu())
    if not is_clear(turn, question, meant):
        return STAY
    of = meant.units or [turn.unit]
    below = {number for unit in of for number in subtree_ids(turn.session, unit.id)} - {turn.unit.id}
    round_ = meant.rounds[0] if meant.rounds else None
    found = by_influence(turn.session, below, round_.id if round_ else None)
    if not found.figures:
        turn.say(sentences.NOTHING_DOUBTFUL, [STATUS.choice(standing.ALL_UNITS)])
        return STAY
    most = [(one, form_of(turn.session, one.report)) for one in found.figures[:_MOST]]
    reports = {one.report.id: one.unit for one, _ in most}
    see = [SEE.choice(standing_table.see(unit), number) for number, unit in list(reports.items())[:_MOST_REPORTS]]
    text = sentences.influence(found, most)
    turn.say(text, [*see, STATUS.choice(standing.ALL_UNITS)], title=sentences.influence_title(round_))
    return STAY
