"""A desk announces something to a group of its units: shown first with whom it goes to; later who has read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from bot.conversation.core import manners
from bot.conversation.core.confirming import About as Told
from bot.conversation.core.confirming import AskedFirst, Shown, leave_saying
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.next import STAY, Aside, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Step, keep_nothing, never, one_back, stay
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import Meant, desk_units, find_meant, is_clear, known_to, round_at_hand
from bot.conversation.seeking.recalled import asked_last, with_those
from bot.conversation.seeking.sought import Sought, belongs, level_keys
from bot.errors.rights import NotYours
from bot.messages.actions import LEAVE, READ, Action, Right
from bot.people.addresses import addresses_of
from bot.people.reach import contacts_of, unreachable
from bot.reading.questions import About, Question, Topic, read_announcement
from bot.reminders.announcements import (
    Announcement,
    Fate,
    Recipient,
    announce,
    announcements_of,
    note_read,
    recipients_of,
)
from bot.texts.office import announcing as sentences
from bot.texts.office import menu
from tracker.office.officers import Officer, oversees
from tracker.office.units import Unit, subtree_ids
from tracker.review.standing import round_standing

WHO_READ = Action("whoread", right=Right.DESK, lasts=True)
_MOST_OTHERS = 5  # earlier announcements that are offered
_GROUPS = (
    (sentences.NOT_REACHED, (Fate.UNREACHED, Fate.FAILED)),
    (sentences.NOT_READ, (Fate.DELIVERED,)),
    (sentences.WAITS, (Fate.WAITING,)),
    (sentences.HAVE_READ, (Fate.READ,)),
)


@dataclass(frozen=True)
class Announcing(Held, at="announcing", leaving=Leaving.RECORDED):
    """The words of an announcement to these units are asked for."""

    units: tuple[int, ...] = ()


@answers(Topic.ANNOUNCE)
def answer(turn: Turn, _question: Question) -> Next:
    """Show whom "thông báo xã chưa nộp: …" would go to, and ask; without words, ask for them."""
    question, words = read_announcement(turn.incoming.text, turn.today, known_to(turn, desk_units(turn)))
    those = with_those(turn, question, asked_last(turn))
    if those is None:
        return STAY
    question, meant = those, find_meant(turn, those)
    if not is_clear(turn, question, meant):
        return STAY
    turn.go(Menu())
    units = _units(turn, question, meant)
    if not units:
        turn.note(sentences.NOBODY)
        return STAY
    ids = [unit.id for unit in units]
    return ANNOUNCE.ask(units=ids, text=words) if words else Aside(Announcing(tuple(ids)))


def _units(turn: Turn, question: Question, meant: Meant) -> list[Unit]:
    """Those of the group in the round that is named or at hand, or, where none is said, all that are below or named."""
    sought = Sought(question.about, levels=level_keys(question.objects.levels))
    if question.about is About.ALL and not meant.rounds:
        found = [unit for unit in desk_units(turn)[1:] if sought.is_of(unit.level)]
    else:
        round_ = meant.rounds[0] if meant.rounds else round_at_hand(turn)
        standing = round_standing(turn.session, round_, turn.unit)
        found = [one.unit for one in standing.units if belongs(one, sought, turn.now)]
    named = meant.but or meant.units
    within = {id_ for unit in named for id_ in subtree_ids(turn.session, unit.id)}
    if meant.units and question.about is About.ALL and not question.objects.levels:
        within = {unit.id for unit in meant.units}
        found = [unit for unit in desk_units(turn) if unit.id in within]
    return [unit for unit in found if not named or (unit.id in within) is not bool(meant.but)]


def ask(turn: Turn, _held: Announcing) -> None:
    """Ask for the words."""
    turn.say(sentences.ASK_TEXT, [LEAVE.choice(menu.LEAVE)])


def hear(turn: Turn, held: Announcing, text: str) -> Next:
    """Take them, as they were typed."""
    if turn.reason(text, sentences.ASK_TEXT) is None:
        return STAY
    turn.step_back()
    return ANNOUNCE.ask(units=list(held.units), text=turn.incoming.text.strip())


def _meant(turn: Turn, about: Told) -> list[Unit]:
    """The units, which must be the desk's own still; raises NotYours."""
    units = turn.session.exec(select(Unit).where(col(Unit.id).in_(about["units"])).order_by(col(Unit.name))).all()
    if not all(oversees(turn.session, turn.officer, unit.id) for unit in units):
        raise NotYours
    return list(units)


def _people(turn: Turn, units: Sequence[Unit]) -> list[Officer]:
    contacts = contacts_of(turn.session, [unit.id for unit in units])
    return [one.officer for unit in units for one in contacts[unit.id] if one.officer.id != turn.officer.id]


def _reached(turn: Turn, people: Sequence[Officer]) -> list[Officer]:
    reached = {one.officer_id for one in addresses_of(turn.session, people) if one.blocked_at is None}
    return [officer for officer in people if officer.id in reached]


def _show(turn: Turn, about: Told) -> Shown | None:
    units = _meant(turn, about)
    cannot, reached = unreachable(turn.session, units), _reached(turn, _people(turn, units))
    if not reached:
        turn.note(sentences.nobody_reached(cannot))
        return None
    written_to = {officer.unit_id for officer in reached}
    of_them = [unit for unit in units if unit.id in written_to]
    text = sentences.about_to_send(about["text"], of_them, len(reached), cannot)
    return Shown(sentences.TITLE, text, sentences.YES, sentences.NO)


def _send(turn: Turn, about: Told) -> Next:
    units = _meant(turn, about)
    people = _people(turn, units)
    turn.replies += announce(turn.session, turn.officer, people, about["text"], turn.now)
    turn.note(sentences.sent(len(_reached(turn, people)), unreachable(turn.session, units)))
    return STAY


@does(READ)
def read(turn: Turn, number: str) -> Next:
    """Somebody says that they have read an announcement, or all that they were sent; what stands stays."""
    turn.note(sentences.how_read(note_read(turn.session, turn.officer, turn.now, number_in(number) if number else None)))
    return STAY


@answers(Topic.READ)
def who_read(turn: Turn, _question: Question) -> Next:
    """Answer "ai đã đọc thông báo" of the latest one."""
    return show(turn, "")


@does(WHO_READ)
def show(turn: Turn, number: str) -> Next:
    """Who has read the announcement of this number, or the latest, and whom it did not reach; raises NotYours."""
    latest = announcements_of(turn.session, turn.officer, _MOST_OTHERS)
    turn.go(Menu())
    if not number and not latest:
        turn.note(sentences.NONE_YET)
        return STAY
    found = turn.session.get(Announcement, number_in(number) or 0) if number else latest[0]
    if found is None or not oversees(turn.session, turn.officer, found.unit_id):
        raise NotYours
    everybody = recipients_of(turn.session, found)
    groups = [(label, _names(everybody, fates)) for label, fates in _GROUPS]
    not_reached, got, waiting, have_read = (len(names) for _, names in groups)
    text = sentences.standing(found.text, (have_read, got, waiting, not_reached), groups)
    others = [WHO_READ.choice(sentences.other(one.at, one.text), one.id) for one in latest if one.id != found.id]
    again = WHO_READ.choice(sentences.AGAIN, found.id)
    turn.say(text, [again, *others, LEAVE.choice(menu.LEAVE)], title=sentences.standing_title(found.at), numbered=True)
    return STAY


def _names(everybody: Sequence[Recipient], fates: Sequence[Fate]) -> list[str]:
    """By name; with a telephone number those whom somebody has to call."""
    call = Fate.UNREACHED in fates
    return [sentences.person(one.officer, one.unit, with_phone=call) for one in everybody if one.fate in fates]


ANNOUNCE = AskedFirst(name="announce", show=_show, do=_send, leave=leave_saying(sentences.NOT_SENT))
ANNOUNCING = Step(
    holds=Announcing,
    manner=manners.OF_A_SENTENCE,
    ask=ask,
    hear=hear,
    settled=never,
    back=one_back,
    go_on=stay,
    keep=keep_nothing,
)
