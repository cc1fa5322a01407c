"""Whom to call in the units: their people with telephone numbers, who has not joined, which units have nobody."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

from bot.conversation.core.doing import do, does
from bot.conversation.core.naming import Pick
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import find_meant, is_clear, round_at_hand
from bot.conversation.seeking.people import NONE, PEOPLE, PERSON, STAFF
from bot.conversation.seeking.sought import Sought, belongs, level_keys
from bot.errors.rights import NotYours
from bot.messages.actions import STATUS, Choice
from bot.messages.messages import Attachment
from bot.people.reach import contacts_of, unreachable
from bot.reading.questions import About, AnswerShape, Question, Topic
from bot.texts.desk import looking_up, standing
from bot.texts.desk import people as sentences
from bot.texts.office import staff
from tracker.office.officers import Contact, oversees
from tracker.office.staff import may_manage
from tracker.office.units import Unit, reporting_units
from tracker.review.standing import round_standing
from tracker.workbooks.status_book import shown_workbook

_PAGE = 10  # units on one screen
_WORKBOOK = 0  # in place of a page
_KINDS = (Topic.PEOPLE, Topic.NOT_JOINED, Topic.NOBODY, Topic.UNREACHED)
_OF_A_ROUND, _OF_A_UNIT = 6, 4  # parts


class _Asked(NamedTuple):
    """Which people, on which page, of which unit or of those below it: of some levels alone, of a group in a round."""

    kind: Topic
    page: int
    levels: str
    unit_id: int
    about: About = About.ALL
    round_id: int = 0

    @property
    def before_unit(self) -> tuple[object, ...]:
        """As an action carries it, to which the unit is added."""
        of_round = (self.about, self.round_id) if self.round_id else ()
        return self.kind, self.page, self.levels or NONE, *of_round

    def choice(self, label: str) -> Choice:
        """To be offered."""
        return PEOPLE.choice(label, *self.before_unit, self.unit_id)

    @classmethod
    def read(cls, words: str) -> Self:
        """Read what `choice` wrote; raises NotYours."""
        parts = words.split(" ")
        if len(parts) not in {_OF_A_ROUND, _OF_A_UNIT} or parts[0] not in set(_KINDS):
            raise NotYours
        kind, page, levels, *of_round, unit_id = parts
        about, round_id = of_round or (About.ALL, "0")
        numbers = [number_in(one) for one in (page, unit_id, round_id)]
        if None in numbers or about not in set(About):
            raise NotYours
        page_number, unit_number, round_number = (number or 0 for number in numbers)
        return cls(Topic(kind), page_number, levels.removeprefix(NONE), unit_number, About(about), round_number)

    def title(self, turn: Turn, levels: Sequence[str], units: Unit) -> str:
        """Whose people they are."""
        round_ = round_at_hand(turn, str(self.round_id)) if self.round_id else None
        return sentences.whose(units.full_name, levels if self.levels else (), self.about, round_)


@answers(*_KINDS)
def answer(turn: Turn, question: Question) -> Next:
    """Answer "số điện thoại cán bộ xã Ba Bể", "số điện thoại các xã chưa nộp ra excel", "danh sách cần gọi điện"."""
    meant = find_meant(turn, question)
    levels = level_keys(question.objects.levels)
    of_round = question.about is not About.ALL or question.topic is Topic.UNREACHED or bool(meant.rounds)
    round_id = (meant.rounds[0] if meant.rounds else round_at_hand(turn)).id if of_round else 0
    page = _WORKBOOK if question.shape is AnswerShape.WORKBOOK else 1
    asked = _Asked(question.topic, page, levels, turn.unit.id, question.about, round_id)
    turn.go(Menu(shown=round_id))
    if is_clear(turn, question, meant, Pick(PEOPLE, asked.before_unit)):
        for other in meant.units[1:]:
            turn.offer(asked._replace(unit_id=other.id).choice(other.full_name))
            if question.topic is Topic.PEOPLE:
                turn.note(sentences.line(other, contacts_of(turn.session, [other.id])[other.id]))
        _show(turn, asked._replace(unit_id=meant.units[0].id) if meant.units else asked)
    return STAY


@answers(Topic.INVITE)
def invite(turn: Turn, question: Question) -> Next:
    """The people of the unit that is named, each of whom can be invited anew; nobody new is invited here."""
    meant = find_meant(turn, question)
    if not meant.units or meant.units[0].id == turn.unit.id:
        turn.note(looking_up.NO_INVITING)
        return STAY
    turn.note(sentences.INVITE_ANEW)
    turn.note("" if contacts_of(turn.session, [meant.units[0].id])[meant.units[0].id] else looking_up.NO_INVITING)
    return do(turn, STAFF, str(meant.units[0].id))


@does(PEOPLE)
def show(turn: Turn, words: str) -> Next:
    """What a button asks for; raises NotYours."""
    asked = _Asked.read(words)
    turn.go(Menu(shown=asked.round_id))
    _show(turn, asked)
    return STAY


class _Found(NamedTuple):
    """The units that are meant, which of them are shown with which people, and what is said of them in numbers."""

    units: Sequence[Unit]
    shown: Sequence[Unit]
    people: Mapping[int, Sequence[Contact]]
    head: str


def _show(turn: Turn, asked: _Asked) -> None:
    unit = turn.session.get(Unit, asked.unit_id)
    if unit is None or not oversees(turn.session, turn.officer, unit.id):
        raise NotYours
    found = _find(turn, asked, unit)
    title = asked.title(turn, list(dict.fromkeys(one.level for one in found.units)), unit)
    if asked.page == _WORKBOOK:
        _send_workbook(turn, asked, found, title)
        return
    last = max(1, -(-len(found.shown) // _PAGE))
    page = min(asked.page, last)
    lines = [sentences.line(one, found.people[one.id]) for one in found.shown[(page - 1) * _PAGE : page * _PAGE]]
    choices = [*_to_open(turn, found.people, unit), *_choices(asked, more=page < last)]
    turn.say("\n".join([found.head, *lines]), choices, title=sentences.people_title(title, page, last))


def _find(turn: Turn, asked: _Asked, unit: Unit) -> _Found:
    units = _units(turn, asked, unit)
    contacts = contacts_of(turn.session, [unit.id for unit in units])
    everybody = [one for found in contacts.values() for one in found]
    without = [one for one in units if not contacts[one.id]]
    if asked.kind is Topic.NOBODY:
        return _Found(units, without, {one.id: [] for one in without}, sentences.nobody(len(without), len(units)))
    if asked.kind is Topic.UNREACHED:
        cannot = [one.unit for one in unreachable(turn.session, units)]
        return _Found(units, cannot, contacts, sentences.unreached(len(cannot), len(units)))
    if asked.kind is Topic.NOT_JOINED:
        kept = {number: [one for one in found if not one.has_joined] for number, found in contacts.items()}
        alone = [one for one in units if not any(contact.has_joined for contact in contacts[one.id])]
        head = sentences.not_joined(sum(map(len, kept.values())), len(everybody), alone, len(units))
        return _Found(units, [one for one in units if kept[one.id]], kept, head)
    return _Found(units, units, contacts, sentences.counted(everybody, len(units), len(without)))


def _send_workbook(turn: Turn, asked: _Asked, found: _Found, title: str) -> None:
    """All of them, a line for each person."""
    rows = [row for one in found.shown for row in sentences.rows(one, found.people[one.id])]
    content = shown_workbook(sentences.SHEET, [title, found.head], sentences.HEADS, rows)
    file = Attachment(sentences.file_name(turn.unit), content, asked.unit_id)
    turn.say(sentences.here_is_the_list(title), [asked._replace(page=1).choice(sentences.IN_CHAT)], attachment=file)


def _to_open(turn: Turn, contacts: Mapping[int, Sequence[Contact]], unit: Unit) -> list[Choice]:
    """Those of the unit itself, each to be changed; where it has units below, the way to its own people."""
    own = [one.officer for one in contacts.get(unit.id, ()) if may_manage(turn.session, turn.officer, one.officer)]
    choices = [PERSON.choice(label, one.id) for label, one in zip(staff.open_people(own), own, strict=True)]
    return choices if unit.id in contacts else [STAFF.choice(staff.of_unit(unit), unit.id)]


def _choices(asked: _Asked, *, more: bool) -> Sequence[Choice]:
    names = {Topic.PEOPLE: sentences.CALL, Topic.NOT_JOINED: sentences.NOT_JOINED, Topic.NOBODY: sentences.NOBODY}
    others = [asked._replace(kind=kind, page=1).choice(label) for kind, label in names.items() if kind is not asked.kind]
    turned = [asked._replace(page=asked.page + 1).choice(sentences.MORE)] if more else []
    workbook = asked._replace(page=_WORKBOOK).choice(standing.WORKBOOK)
    return [*turned, workbook, *others, STATUS.choice(standing.ALL_UNITS)]


def _units(turn: Turn, asked: _Asked, unit: Unit) -> list[Unit]:
    """The unit itself if nobody reports to it, else those that do; of a round those of the group that is asked for."""
    sought = Sought(asked.about, levels=asked.levels)
    if asked.round_id:
        found = round_standing(turn.session, round_at_hand(turn, str(asked.round_id)), unit)
        owing = found.owing if asked.kind is Topic.UNREACHED else found.units
        return [one.unit for one in owing if belongs(one, sought, turn.now)]
    below = reporting_units(turn.session, unit, turn.today) or [unit]
    return [one for one in below if sought.is_of(one.level)]
