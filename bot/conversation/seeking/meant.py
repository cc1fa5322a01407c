"""What a desk means by the words of a question or an order: its units, levels, rounds; asked back where that is not clear."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.core.naming import Pick, ask_back
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn
from bot.conversation.seeking.sought import Sought, level_keys
from bot.errors.rights import NotYours
from bot.messages.actions import LEAVE, STATUS
from bot.reading.questions import NamesKnown, Question, Topic, When, called, names_form, read_order
from bot.texts.desk import asking as sentences
from bot.texts.desk import rounds, standing
from bot.texts.office import menu
from tracker.forms.catalogue import published_form
from tracker.forms.form import Form
from tracker.forms.row_index import rows_called
from tracker.kernel.names import fold
from tracker.office.officers import oversees
from tracker.office.units import Unit, merged_units, subtree_ids, units_below, units_called
from tracker.reports.rounds import Round, rounds_within
from tracker.review.standing import rounds_owing, rounds_standing

_MOST_OTHERS = 3  # rounds that are offered besides


class FormsAsked:
    """The forms that a desk's units report on, read when something is looked for in them."""

    def __init__(self, turn: Turn) -> None:
        """None is read yet."""
        self._turn, self._read = turn, list[Form]()

    @property
    def forms(self) -> list[Form]:
        """The newest version of each."""
        if not self._read:
            codes = dict.fromkeys(round_.form_code for round_ in rounds_within(self._turn.session, self._turn.unit))
            self._read = [published_form(self._turn.session, code) for code in codes]
        return self._read

    def __contains__(self, key: object) -> bool:
        """Whether one of them has a row of this number."""
        return any(key in form.by_key for form in self.forms)

    def is_label(self, words: str) -> bool:
        """Whether a row of one of them has these words in its label."""
        return any(rows_called(form, words) for form in self.forms)


def desk_units(turn: Turn) -> list[Unit]:
    """The desk's own unit, and those below it."""
    return [turn.unit, *units_below(turn.session, turn.unit, turn.today)]


def known_to(turn: Turn, among: Sequence[Unit]) -> NamesKnown:
    """What these units are called, those that have merged into them as well, and what stands in their forms."""
    units = [*among, *(gone.unit for gone in merged_units(turn.session, turn.unit, turn.today))]
    names = {name for unit in units for name in map(called, (unit.name, unit.full_name, unit.code)) if name}
    forms = FormsAsked(turn)
    return NamesKnown(names, {unit.level for unit in among}, forms, forms.is_label)


def names_below(turn: Turn, words: str) -> bool:
    """Whether an order names a unit below the desk's own, or one that merged into such a unit."""
    names = read_order(words, turn.today, known_to(turn, desk_units(turn)[1:])).names
    return bool(names) and units_called([turn.unit], names[0]) == []


@dataclass(frozen=True)
class Meant:
    """What is meant: the units, none for all of the desk's; `unclear` is a name that fits none or several.

    `rounds` has one for each that is named, `others` those that the first may be as well; `no_round` says that there is none
    for what was named. `left` are words that mean nothing here.
    """

    among: Sequence[Unit]
    units: Sequence[Unit] = ()
    unclear: str = ""
    rounds: Sequence[Round] = ()
    others: Sequence[Round] = ()
    no_round: bool = False
    left: str = ""


def find_meant(turn: Turn, question: Question) -> Meant:
    """Find the units and the rounds that a question names, in the desk's own subtree; tells which unit merged into which."""
    among = desk_units(turn)
    all_rounds = rounds_within(turn.session, turn.unit)
    of_form = [one for one in all_rounds if names_form(question.left, one.form_name, one.form_code)]
    names, left = list(question.names), "" if of_form else question.left
    if left and not names and (_is_name(among, left, question) or question.may_name_nobody):
        names, left = [left], ""
    fitting = _fitting(turn, among, names)
    unclear = next((name for name, units in fitting.items() if len(units) != 1), "")
    found = [rounds_meant(turn, of_form or all_rounds, when) for when in question.whens or ((When(),) if of_form else ())]
    return Meant(
        among,
        [units[0] for units in fitting.values() if len(units) == 1],
        unclear,
        [one[0] for one in found if one],
        found[0][1:] if found else (),
        any(not one for one in found),
        left,
    )


def _is_name(among: Sequence[Unit], left: str, question: Question) -> bool:
    """Of which units it is, is hardly asked by a part of a name."""
    found = units_called(among, left)
    return bool(found) and (not question.many or fold(left) in {fold(name) for unit in found for name in _names(unit)})


def _names(unit: Unit) -> tuple[str, str, str]:
    return unit.name, unit.full_name, unit.code


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
    if not fitting and when.is_year:
        return [one for one in among if When(year=when.year).fits(one.period)]
    if not fitting:
        return []
    if when.parts:
        latest: dict[tuple[str, str], Round] = {}
        for one in fitting:
            latest.setdefault((one.form_code, one.period.partition("-")[2]), one)
        return list(latest.values())
    found = lively(turn, fitting)
    return rounds_before(found[0], fitting)[when.back - 1 : when.back] if when.back else found


def is_clear(turn: Turn, question: Question, meant: Meant, pick: Pick | None = None) -> bool:
    """Whether all of it is understood; else says which part is not, with what it may mean.

    `pick` is what is done with the unit that is chosen.
    """
    if meant.left:
        _say_left(turn, question, meant)
    elif meant.unclear and pick:
        ask_back(turn, meant.unclear, meant.among, pick, [LEAVE.choice(menu.LEAVE)])
    elif meant.unclear:
        turn.say(rounds.no_unit(meant.unclear), [LEAVE.choice(menu.LEAVE)])
    elif meant.no_round:
        _say_no_round(turn, question)
    return not turn.spoken


def _say_left(turn: Turn, question: Question, meant: Meant) -> None:
    """Name what is not understood, and offer the nearest questions."""
    known = Sought(question.about, question.shape, meant.rounds[0].id if meant.rounds else 0, unit_id=turn.unit.id)
    nearest = known._replace(levels=level_keys(question.objects.levels))
    choices = [nearest.choice(sentences.without(question))] if question.topic is Topic.STANDING else []
    near = units_called(meant.among, meant.left)[:_MOST_OTHERS]
    choices += [known._replace(unit_id=unit.id).choice(unit.full_name) for unit in near]
    choices += [STATUS.choice(menu.STATUS), LEAVE.choice(menu.LEAVE)]
    turn.say(sentences.not_understood(meant.left), choices, numbered=True)


def _say_no_round(turn: Turn, question: Question) -> None:
    sought = Sought(question.about, question.shape, unit_id=turn.unit.id)
    available = rounds_within(turn.session, turn.unit)
    choices = [sought._replace(round_id=one.id).choice(standing.other_round(one)) for one in available[:_MOST_OTHERS]]
    turn.say(standing.no_such_round(available), choices, numbered=True)


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
    mine = rounds_within(turn.session, turn.unit) if oversees(turn.session, turn.officer, turn.unit.id) else []
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
