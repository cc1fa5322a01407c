"""What a desk asked last: further questions go on from it, and "mấy xã đó" are the units of its answer."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.seeking.meant import desk_units, find_meant, known_to, round_at_hand
from bot.conversation.seeking.sought import Sought, belongs, hours, level_keys
from bot.reading.questions import (
    ORDERS,
    Question,
    Topic,
    order_parts,
    read_about_it,
    read_follow_up,
    read_question,
)
from bot.texts.desk import asking as sentences
from tracker.office.units import Unit, subtree_ids
from tracker.review.standing import round_standing

_MOST_LINES, _LONGEST = 3, 300


def asked_last(turn: Turn) -> Sequence[str]:
    """The lines with which the desk asked for what it has on the screen, a question and those that went on from it."""
    if isinstance(turn.held, Menu):
        return tuple(filter(None, turn.held.asked.split("\n")))
    before = turn.place.before or {}
    held = before.get("held") or {}
    return tuple(filter(None, str(held.get("asked", "")).split("\n"))) if before.get("at") == Menu.at else ()


def keep(turn: Turn, lines: Sequence[str]) -> None:
    """What was asked is kept with what is shown."""
    kept = "\n".join([*lines[:1], *lines[1:][-_MOST_LINES:]])
    if isinstance(turn.held, Menu) and len(kept) <= _LONGEST:
        turn.hold(replace(turn.held, asked=kept))


def follow_up(turn: Turn, text: str, lines: Sequence[str]) -> Question | None:
    """The question that goes on from what was asked; None if it stands for itself."""
    before = _read(turn, lines)
    if before is None or before.topic in ORDERS:
        return None
    known = known_to(turn, desk_units(turn))
    about_it = read_about_it(text, before, turn.today, known, read_question)
    return about_it or read_follow_up(text, before, turn.today, known)


def _read(turn: Turn, lines: Sequence[str]) -> Question | None:
    known = known_to(turn, desk_units(turn))
    found = read_question(lines[0], turn.today, known) if lines else None
    for line in lines[1:]:
        found = (read_follow_up(line, found, turn.today, known) or found) if found else None
    return found


def with_those(turn: Turn, question: Question, lines: Sequence[str]) -> Question | None:
    """The question with the units of the answer before by name; where there are none it is asked which are meant.

    None then; a question is one about all of them, or of the level that is said.
    """
    if not question.objects.those:
        return question
    units = _those(turn, _read(turn, lines))
    if not units and question.topic in ORDERS:
        turn.note(sentences.WHICH_THOSE)
        return None
    if not units:
        known = {unit.level for unit in desk_units(turn)}
        levels = tuple(level for level in sorted(known) if f" {level} " in f" {question.objects.those} ")
        return replace(question, objects=replace(question.objects, levels=question.objects.levels or levels, those=""))
    names = tuple(unit.full_name for unit in units)
    return replace(question, objects=replace(question.objects, names=names, those=""))


def _those(turn: Turn, before: Question | None) -> list[Unit]:
    """The units of the group that was asked for; [] where that was something else."""
    if before is None or before.topic is not Topic.STANDING:
        return []
    meant = find_meant(turn, before)
    if meant.unclear or meant.left or meant.no_round:
        return []
    if meant.units:
        return list(meant.units)
    sought = Sought(before.about, levels=level_keys(before.objects.levels), days=hours(before.objects.days))
    out = {number for unit in meant.but for number in subtree_ids(turn.session, unit.id)}
    round_ = meant.rounds[0] if meant.rounds else round_at_hand(turn)
    found = [one.unit for one in round_standing(turn.session, round_, turn.unit).units if belongs(one, sought, turn.now)]
    return [unit for unit in found if unit.id not in out]


def first_order(turn: Turn, text: str) -> str:
    """The first of several orders of a message; the others are named, to be given after it."""
    known = known_to(turn, desk_units(turn))
    parts = order_parts(text, known)
    if parts is None:
        return text
    read = [read_question(one, turn.today, known) for one in (parts.first, *parts.others)]
    if not all(one and one.topic in ORDERS and not one.left for one in read):
        return text
    turn.note(sentences.one_by_one(parts.first, parts.others))
    return parts.first
