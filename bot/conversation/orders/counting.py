"""Counting: a group level by level, how many units there are, and the units all of whose figures are 0."""

from collections.abc import Sequence

from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import Meant, find_meant, is_clear, latest_in, round_at_hand
from bot.conversation.seeking.sought import Sought, belongs, level_keys
from bot.messages.actions import STATUS
from bot.reading.questions import About, Question, Topic
from bot.texts.desk import people, standing
from tracker.office.units import Unit, reporting_units, subtree_ids, units_below
from tracker.reports.many_reports import entries_of
from tracker.reports.rounds import Round
from tracker.review.standing import UnitStanding, round_standing, rounds_standing


@answers(Topic.BY_LEVEL)
def by_level(turn: Turn, question: Question) -> Next:
    """Answer "đã nộp quý 3: xã bao nhiêu, phường bao nhiêu": the group counted for each level apart."""
    meant = find_meant(turn, question)
    if not is_clear(turn, question, meant):
        return STAY
    round_ = meant.rounds[0] if meant.rounds else round_at_hand(turn)
    turn.go(Menu(shown=round_.id))
    about = About.HANDED_IN if question.about is About.ALL else question.about
    sought = Sought(about, round_id=round_.id, unit_id=turn.unit.id, levels=level_keys(question.objects.levels))
    found = round_standing(turn.session, round_, turn.unit)
    by: dict[str, list[UnitStanding]] = {}
    for one in found.units:
        if sought.is_of(one.unit.level):
            by.setdefault(one.unit.level, []).append(one)
    counts = {level: [one for one in units if belongs(one, sought, turn.now)] for level, units in by.items()}
    lacking = [level for level in question.objects.levels if level not in by]
    text = standing.by_level(about, counts, {level: len(units) for level, units in by.items()}, lacking)
    choices = [sought._replace(levels=level_keys([level])).choice(standing.of_level(about, level)) for level in by]
    turn.say(text, [*choices, STATUS.choice(standing.ALL_UNITS)], title=standing.title(round_))
    return STAY


@answers(Topic.UNITS)
def count_units(turn: Turn, question: Question) -> Next:
    """Answer "dưới mình có mấy xã mấy phường", of the units that hand reports in."""
    meant = find_meant(turn, question)
    turn.go(Menu())
    if not is_clear(turn, question, meant):
        return STAY
    of = meant.units[0] if meant.units else turn.unit
    reporting = {one.id for one in reporting_units(turn.session, of, turn.today)}
    sought = Sought(levels=level_keys(question.objects.levels))
    levels: dict[str, list[Unit]] = {}
    for one in units_below(turn.session, of, turn.today):
        if sought.is_of(one.level):
            levels.setdefault(one.level, []).append(one)
    lacking = [level for level in question.objects.levels if level not in levels]
    text = people.units(of, levels, len(reporting), lacking)
    turn.say(text, [STATUS.choice(standing.ALL_UNITS)], title=people.units_title(of))
    return STAY


@answers(Topic.ZERO)
def all_zero(turn: Turn, question: Question) -> Next:
    """Answer "xã nào báo cáo toàn số 0", of those that have handed in."""
    meant = find_meant(turn, question)
    if not is_clear(turn, question, meant):
        return STAY
    round_ = meant.rounds[0] if meant.rounds else latest_in(turn)
    turn.go(Menu(shown=round_.id))
    found = _handed_in(turn, round_, question, meant)
    entries = entries_of(turn.session, [one.report.id for one in found])
    zero: list[Unit] = []
    nothing: list[Unit] = []
    for one in found:
        amounts = [entry.amount for entry in entries.get(one.report.id, {}).values() if entry.amount is not None]
        if not amounts:
            nothing.append(one.unit)
        elif not any(amounts):
            zero.append(one.unit)
    text = standing.all_zero(zero, nothing, len(found))
    turn.say(text, [STATUS.choice(standing.ALL_UNITS)], title=standing.title(round_))
    return STAY


def _handed_in(turn: Turn, round_: Round, question: Question, meant: Meant) -> Sequence[UnitStanding]:
    sought = Sought(levels=level_keys(question.objects.levels))
    ids = {number for unit in meant.units or [turn.unit] for number in subtree_ids(turn.session, unit.id)}
    (found,) = rounds_standing(turn.session, [round_], turn.unit)
    return [one for one in found.units if one.submitted and one.unit.id in ids and sought.is_of(one.unit.level)]
