"""What a desk means by the words of a question or an order: its units, levels, rounds; asked back where that is not clear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.conversation.core.naming import Pick, ask_back
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.seeking.forms_asked import FormsAsked
from bot.conversation.seeking.sought import Sought, level_keys
from bot.conversation.seeking.unclear import rounds_inside, say_left, say_no_report, say_no_round, stands_beside
from bot.errors.rights import NotYours
from bot.messages.actions import LEAVE
from bot.reading.questions import (
    About,
    Making,
    NamesKnown,
    Question,
    Topic,
    When,
    called,
    names_form,
    read_order,
    read_question,
)
from bot.reading.spelling import is_typed_for
from bot.texts.desk import asking as sentences
from bot.texts.desk import rounds
from bot.texts.office import menu
from tracker.kernel.names import fold
from tracker.office.merged import merged_units
from tracker.office.officers import is_desk
from tracker.office.units import Unit, subtree_ids, units_below, units_called
from tracker.reports.rounds import Round, rounds_within
from tracker.review.standing import rounds_owing, rounds_standing

_MOST_OTHERS = 3  # rounds that are offered besides
_RANKING = {Topic.OFTEN, Topic.RANKED}
_OF_THE_FIRST = {Making.LOWEST, Making.HIGHEST}


def desk_units(turn: Turn) -> list[Unit]:
    """The desk's own unit, and those below it."""
    return [turn.unit, *units_below(turn.session, turn.unit, turn.today)]


def known_to(turn: Turn, among: Sequence[Unit]) -> NamesKnown:
    """What these units are called, those that have merged into them as well, and what stands in their forms."""
    gone = _called([gone.unit for gone in merged_units(turn.session, turn.unit, turn.today)])
    forms = FormsAsked(turn)
    return NamesKnown(_called(among) | gone, {unit.level for unit in among}, forms, gone, forms.is_label, forms.is_form)


def _called(units: Sequence[Unit]) -> set[str]:
    return {name for unit in units for name in map(called, _names(unit)) if name}


def orders_below(turn: Turn, words: str) -> bool:
    """Whether more time is given to units below the desk's own: to one, or one that merged into such a unit, or to a group."""
    ordered = read_order(words, turn.today, known_to(turn, desk_units(turn)[1:]), Topic.GRANT)
    if ordered.names:
        return units_called([turn.unit], ordered.names[0]) == []
    return ordered.many or bool(ordered.objects.levels) or ordered.about is not About.ALL


def task_ordered(turn: Turn) -> Question | None:
    """The order that the message gives if it is about a task and no report, "gia hạn nhiệm vụ vừa giao đến 5/12"."""
    question = read_question(turn.incoming.text, turn.today, known_to(turn, desk_units(turn)))
    return question if question and question.topic is Topic.MOVE_TASK else None


@dataclass(frozen=True)
class Meant:
    """What is meant: the units, none for all of the desk's; `unclear` is a name that fits none or several.

    `rounds` has one for each that is named, `others` those that the first may be as well; `no_round` says that there is none
    for what was named. `left` are words that mean nothing here; `counted` is how many units there are of the level of which
    another number is said. `but` are units that are left out, `report` names a report of which there is no round.
    """

    among: Sequence[Unit]
    units: Sequence[Unit] = ()
    unclear: str = ""
    rounds: Sequence[Round] = ()
    others: Sequence[Round] = ()
    no_round: bool = False
    left: str = ""
    counted: int | None = None
    but: Sequence[Unit] = ()
    report: str = ""


def find_meant(turn: Turn, question: Question) -> Meant:
    """Find the units and the rounds that a question names, in the desk's own subtree; tells which unit merged into which."""
    among = desk_units(turn)
    all_rounds = rounds_within(turn.session, turn.unit)
    by_left = bool(question.left) and any(names_form(question.left, one.form_name, one.form_code) for one in all_rounds)
    forms = question.objects.forms or ((question.left,) if by_left else ())
    of_form = [one for one in all_rounds if any(names_form(words, one.form_name, one.form_code) for words in forms)]
    names, left = list(question.names), "" if by_left else question.left
    if (
        left
        and not names
        and (_is_name(among, left, question) or (question.may_name_nobody and _is_like_one(among, question)))
    ):
        names, left = [left], ""
    fitting = _fitting(turn, among, names)
    but = {name: units_called(among, name) or _merged(turn, name) for name in question.objects.but}
    unclear = next((name for name, units in [*fitting.items(), *but.items()] if len(units) != 1), "")
    unclear = sentences.THOSE if question.objects.those else unclear  # of which nobody knows which they are
    latest = (When(),) if of_form and question.topic is not Topic.FIGURES else ()  # of figures that in which some are in
    found = [rounds_meant(turn, of_form or all_rounds, when) for when in question.whens or latest]
    return Meant(
        among,
        [units[0] for units in fitting.values() if len(units) == 1],
        unclear,
        [one[0] for one in found if one],
        found[0][1:] if found else (),
        any(not one for one in found),
        left,
        _miscounted(among[1:], question),
        [units[0] for units in but.values() if len(units) == 1],
        question.report,
    )


def _miscounted(below: Sequence[Unit], question: Question) -> int | None:
    """How many units are named, or there are of the level, where another number is said; of the first so many none is."""
    objects = question.objects
    if objects.count is None or question.how in _OF_THE_FIRST or question.topic in _RANKING:
        return None
    if objects.names:
        return None if objects.count == len(objects.names) else len(objects.names)
    levels = Sought(levels=level_keys(objects.levels[:1]))
    counted = sum(levels.is_of(unit.level) for unit in below)
    return None if counted == objects.count else counted


def _is_name(among: Sequence[Unit], left: str, question: Question) -> bool:
    """Of which units it is, is hardly asked by a part of a name."""
    found = units_called(among, left)
    if question.topic is Topic.FIGURES and left.islower() and " " not in left:
        return False  # "cao" of "cao hơn" is no unit
    if not any(_is_typed_in(left, name) for unit in found for name in _names(unit)):
        return False  # "mỗi" is no "Chợ Mới"
    return bool(found) and (not question.many or fold(left) in {fold(name) for unit in found for name in _names(unit)})


def _is_typed_in(left: str, name: str) -> bool:
    """Whether these words were typed for a part of the name: with its own diacritics, or with none."""
    typed, words = left.split(), re.findall(r"[\w/-]+", name)
    runs = [words[at : at + len(typed)] for at in range(len(words) - len(typed) + 1)]
    return any(all(map(is_typed_for, typed, (word.casefold() for word in run))) for run in runs)


def _is_like_one(among: Sequence[Unit], question: Question) -> bool:
    """Whether words that are no unit's are a name all the same: an order's object, capitals, or nearly a unit's name."""
    left = question.left
    known = [fold(name) for unit in among for name in _names(unit)]
    return question.by_name or left == left.title() or bool(get_close_matches(fold(left), known))


def _names(unit: Unit) -> tuple[str, ...]:
    return unit.name, unit.full_name, unit.code, *unit.former_names


def _fitting(turn: Turn, among: Sequence[Unit], names: Sequence[str]) -> dict[str, list[Unit]]:
    """By name the units that it may mean; a unit that stands above another that is named tells which one is meant."""
    units = {name: units_called(among, name) or _merged(turn, name) for name in names}
    for name, above in list(units.items()):
        below = subtree_ids(turn.session, above[0].id) - {above[0].id} if len(above) == 1 else set()
        within = {other: [unit for unit in fitting if unit.id in below] for other, fitting in units.items()}
        if any(within.values()):
            del units[name]
            units |= {other: fitting for other, fitting in within.items() if fitting}
    return units


def _merged(turn: Turn, name: str) -> list[Unit]:
    """The unit that one of this name is a part of today, with a word about it."""
    gone = merged_units(turn.session, turn.unit, turn.today)
    fitting = units_called([one.unit for one in gone], name)
    into = {one.into.id: one.into for one in gone if one.unit in fitting}
    if len(into) == 1:
        turn.note(sentences.merged(fitting[0], *into.values()))
    return list(into.values())


def rounds_meant(turn: Turn, among: Sequence[Round], when: When) -> list[Round]:
    """The round that is meant, then the others that the words fit; [] for none. Of a year all that it has."""
    fitting = [one for one in among if when.fits(one.period)]
    if not fitting:
        return rounds_inside(turn, among, when)
    if when.parts:
        latest: dict[tuple[str, str], Round] = {}
        for one in fitting:
            latest.setdefault((one.form_code, one.period.partition("-")[2]), one)
        return list(latest.values())
    found = lively(turn, fitting)
    return rounds_before(found[0], fitting)[when.back - 1 : when.back] if when.back else found


def is_clear(turn: Turn, question: Question, meant: Meant, pick: Pick | None = None) -> bool:
    """Whether it is clear enough to be answered: words that are left are named above the answer.

    Else says what is not clear, with what it may mean. `pick` is what is done with the unit that is chosen.
    """
    if meant.report:
        say_no_report(turn, meant.report)
    elif meant.left and not stands_beside(turn, question, meant.left):
        near = units_called(meant.among, meant.left)
        say_left(turn, question, sentences.not_understood(meant.left), meant.rounds, near)
    elif meant.counted is not None:
        level = next(iter(question.objects.levels), sentences.UNITS)
        text = sentences.miscounted(f"{question.objects.count} {level}", f"{meant.counted} {level}")
        say_left(turn, question, text, meant.rounds, ())
    elif meant.unclear and pick:
        ask_back(turn, meant.unclear, meant.among, pick, [LEAVE.choice(menu.LEAVE)])
    elif meant.unclear:
        turn.say(rounds.no_unit(meant.unclear), [LEAVE.choice(menu.LEAVE)])
    elif meant.no_round:
        say_no_round(turn, question)
    else:
        turn.note(sentences.partly_understood(meant.left) if meant.left else "")
        return True
    return False


def lively(turn: Turn, rounds_: Sequence[Round]) -> list[Round]:
    """Of each form the latest of these rounds in which somebody below the desk still owes something; else the latest round.

    Of a single unit as well: whether it has handed in is asked of the round that everybody is busy with.
    """
    owing = rounds_owing(turn.session, turn.unit)
    latest: dict[str, Round] = {}
    for round_ in rounds_:
        if round_.id in owing:
            latest.setdefault(round_.form_code, round_)
    return list(latest.values()) or list(rounds_[:1])


def rounds_before(round_: Round, rounds_: Sequence[Round]) -> list[Round]:
    """The rounds of the same form before this one, the latest due first."""
    same = [one for one in rounds_ if one.form_code == round_.form_code]
    return same[same.index(round_) + 1 :]


def round_at_hand(turn: Turn, number: str = "") -> Round:
    """A round with reports in the subtree that the person oversees: of this number, or on the screen last, or the latest owed.

    Raises NotYours.
    """
    return round_among(turn, rounds_within(turn.session, turn.unit) if is_desk(turn.officer) else [], number)


def round_among(turn: Turn, mine: Sequence[Round], number: str) -> Round:
    """Of these rounds the one of this number, or on the screen last, or the latest owed; raises NotYours."""
    held = turn.held
    wanted = number or (str(held.shown) if isinstance(held, Menu) and held.shown else "")
    found = [one for one in mine if wanted == str(one.id)] if wanted else lively(turn, mine)
    if not found:
        raise NotYours
    return found[0]


def latest_in(turn: Turn) -> Round:
    """The round on the screen last if something is in, else the latest in which something is; raises NotYours."""
    at_hand = round_at_hand(turn)
    found = rounds_standing(turn.session, rounds_within(turn.session, turn.unit), turn.unit)
    numbers = [one.round for one in found if one.on_time + one.late]
    return at_hand if at_hand in numbers or not numbers else numbers[0]
