"""Whom to call in the units: their people with telephone numbers, who has not joined, which units have nobody."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.conversation.core.doing import does
from bot.conversation.core.naming import Pick
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import find_meant, is_clear
from bot.conversation.seeking.people import PEOPLE
from bot.conversation.seeking.sought import level_keys
from bot.errors.rights import NotYours
from bot.messages.actions import STATUS, Choice
from bot.people.reach import contacts_of
from bot.reading.questions import Question, Topic
from bot.texts.desk import people as sentences
from bot.texts.desk import standing
from tracker.office.officers import oversees
from tracker.office.units import Unit, reporting_units

_PAGE = 10  # units on one screen
_KINDS = (Topic.PEOPLE, Topic.NOT_JOINED, Topic.NOBODY)


class _Asked(NamedTuple):
    """Which people, on which page, of which unit or of those below it; of some levels alone."""

    kind: Topic
    page: int
    levels: str
    unit_id: int

    def choice(self, label: str) -> Choice:
        return PEOPLE.choice(label, self.kind, self.page, self.levels or "-", self.unit_id)


@answers(*_KINDS)
def answer(turn: Turn, question: Question) -> Next:
    """Answer "số điện thoại cán bộ xã Ba Bể", "danh sách cán bộ các phường", "ai chưa tham gia bot"."""
    meant = find_meant(turn, question)
    levels = level_keys(question.objects.levels)
    turn.go(Menu())
    if is_clear(turn, question, meant, Pick(PEOPLE, (question.topic, 1, levels or "-"))):
        unit = meant.units[0] if meant.units else turn.unit
        for other in meant.units[1:]:
            turn.offer(_Asked(question.topic, 1, levels, other.id).choice(other.full_name))
        _show(turn, _Asked(question.topic, 1, levels, unit.id))
    return STAY


@does(PEOPLE)
def show(turn: Turn, words: str) -> Next:
    """What a button asks for; raises NotYours."""
    kind, page, levels, unit_id = (words.split(" ") + [""] * len(_Asked._fields))[: len(_Asked._fields)]
    numbers = number_in(page), number_in(unit_id)
    if kind not in set(_KINDS) or numbers[0] is None or numbers[1] is None:
        raise NotYours
    turn.go(Menu())
    _show(turn, _Asked(Topic(kind), numbers[0], levels.removeprefix("-"), numbers[1]))
    return STAY


def _show(turn: Turn, asked: _Asked) -> None:
    unit = turn.session.get(Unit, asked.unit_id)
    if unit is None or not oversees(turn.session, turn.officer, unit.id):
        raise NotYours
    units = _units(turn, unit, asked.levels)
    contacts = contacts_of(turn.session, units)
    everybody = [one for found in contacts.values() for one in found]
    without = [one for one in units if not contacts[one.id]]
    if asked.kind is Topic.NOBODY:
        head, shown = sentences.nobody(len(without), len(units)), without
        kept = {one.id: contacts[one.id] for one in without}
    elif asked.kind is Topic.NOT_JOINED:
        kept = {number: [one for one in found if not one.has_joined] for number, found in contacts.items()}
        shown = [one for one in units if kept[one.id]]
        head = sentences.not_joined(sum(map(len, kept.values())), len(everybody))
    else:
        head, shown, kept = sentences.counted(everybody, len(units), len(without)), units, contacts
    last = max(1, -(-len(shown) // _PAGE))
    page = min(max(asked.page, 1), last)
    lines = [sentences.line(one, kept[one.id]) for one in shown[(page - 1) * _PAGE : page * _PAGE]]
    levels = list(dict.fromkeys(one.level for one in units)) if asked.levels else []
    title = sentences.people_title(unit.full_name, levels, page, last)
    turn.say("\n".join([head, *lines]), _choices(asked, more=page < last), title=title)


def _choices(asked: _Asked, *, more: bool) -> Sequence[Choice]:
    names = {Topic.PEOPLE: sentences.CALL, Topic.NOT_JOINED: sentences.NOT_JOINED, Topic.NOBODY: sentences.NOBODY}
    others = [asked._replace(kind=kind, page=1).choice(label) for kind, label in names.items() if kind is not asked.kind]
    turned = [asked._replace(page=asked.page + 1).choice(sentences.MORE)] if more else []
    return [*turned, *others, STATUS.choice(standing.ALL_UNITS)]


def _units(turn: Turn, unit: Unit, levels: str) -> list[Unit]:
    """The unit itself if nobody reports to it, else those that do, of the levels that are asked for."""
    below = reporting_units(turn.session, unit, turn.today) or [unit]
    return [one for one in below if not levels or level_keys([one.level]) in levels.split("+")]
