"""Figures in words: of a row by its number or by words of its label, over one unit, several, or all; totals by the roll-up."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from bot.conversation.core.doing import does
from bot.conversation.core.naming import Pick
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.desk import comparing
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import Meant, find_meant, is_clear, round_at_hand
from bot.conversation.seeking.sought import Sought, level_keys
from bot.errors.rights import NotYours
from bot.messages.actions import STATUS, Action, Choice, Right
from bot.reading.questions import Making, Question, Topic
from bot.texts import refusals
from bot.texts.desk import figures as sentences
from bot.texts.desk import standing
from bot.texts.report import totals
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import published_form
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.forms.row_index import rows_called
from tracker.kernel.errors import NothingHandedIn
from tracker.kernel.names import fold
from tracker.office.officers import oversees
from tracker.office.units import Unit, subtree_ids, units_by_id
from tracker.reports.many_reports import entries_of
from tracker.reports.reports import reports_of
from tracker.reports.rounds import Round, rounds_within
from tracker.review.standing import rounds_standing
from tracker.rollup import RollUp, RowTotal, roll_up
from tracker.rollup.contributions import Given
from tracker.rollup.totals import add_up

FIGURES = Action("figures", right=Right.DESK, lasts=True)
_MOST_ROWS, _MOST_UNITS, _MOST_LISTED, _MOST_OTHERS, _MOST_BESIDE = 8, 4, 10, 3, 4
_NONE = "-"


class _Asked(NamedTuple):
    """What is made of the row, of which rounds, over which levels and units (all of the desk's for none)."""

    how: Making = Making.VALUE
    number: int | None = None
    rounds: tuple[int, ...] = ()
    row: str = ""
    levels: str = ""
    units: tuple[int, ...] = ()

    @property
    def _before_units(self) -> tuple[object, ...]:
        number = _NONE if self.number is None else self.number
        return self.how, number, ",".join(map(str, self.rounds)) or "0", self.row, self.levels or _NONE

    def choice(self, label: str) -> Choice:
        return FIGURES.choice(label, *self._before_units, ",".join(map(str, self.units)) or _NONE)

    @property
    def of_some_unit(self) -> Pick:
        return Pick(FIGURES, self._before_units)

    @classmethod
    def read(cls, words: str) -> "_Asked":
        how, number, rounds, row, levels, units = (words.split(" ") + [""] * 6)[:6]
        if how not in set(Making) or not row:
            raise NotYours
        return cls(Making(how), number_in(number), _ids(rounds), row, levels.removeprefix(_NONE), _ids(units))


def _ids(words: str) -> tuple[int, ...]:
    """The numbers of rounds or units as an action carries them; raises NotYours."""
    ids = [number_in(part) for part in words.split(",") if part != _NONE]
    if None in ids:
        raise NotYours
    return tuple(number for number in ids if number is not None)


@answers(Topic.FIGURES)
def answer(turn: Turn, question: Question) -> Next:
    """Answer "3.3.1a Đại Từ quý 3", "tổng số hồ sơ toàn tỉnh", "5 xã có tỷ lệ … thấp nhất"."""
    meant = find_meant(turn, question)
    levels = level_keys(question.objects.levels)
    round_ = _round(turn, meant)
    if round_ is None:
        turn.note(sentences.NO_ROUND)
        return STAY
    rows = _rows(published_form(turn.session, round_.form_code), question)
    rounds = tuple(one.id for one in meant.rounds[:_MOST_BESIDE]) or (round_.id,)
    asked = _Asked(question.how, question.number, rounds, str(rows[0].cell) if len(rows) == 1 else "", levels)
    if not is_clear(turn, question, meant, asked.of_some_unit):
        return STAY
    asked = asked._replace(units=tuple(unit.id for unit in meant.units[:_MOST_UNITS]))
    for other in [*meant.rounds[_MOST_BESIDE:], *meant.others][: _MOST_OTHERS if rows else 0]:
        turn.offer(asked._replace(rounds=(other.id,), row=str(rows[0].cell)).choice(standing.other_round(other)))
    if not rows:
        turn.note(sentences.no_row(question.label or ", ".join(question.objects.rows), round_))
    elif len(rows) > 1:
        choices = [asked._replace(row=str(row.cell)).choice(sentences.row(row)) for row in rows[:_MOST_ROWS]]
        turn.say(sentences.which_row(question.label or ", ".join(question.objects.rows)), choices, numbered=True)
    else:
        _show(turn, asked)
    return STAY


def _rows(form: Form, question: Question) -> Sequence[Row]:
    """The fields that are meant: of a row that has several columns each."""
    if question.objects.rows:
        return [row for key in question.objects.rows if key in form.by_key for row in _of_row(form, key, question.label)]
    return rows_called(form, question.label)


def _of_row(form: Form, key: str, words: str) -> Sequence[Row]:
    """The row of this key; in a form of several columns its cells with numbers, those that have the words before all."""
    if form.is_plain:
        return [form.by_key[key]]
    fields = [row for row in form.rows_of(form.cells_of(form.by_key[key])) if row.is_number]
    named = [row for row in fields if words and fold(words) in fold(row.label)]
    return named or fields


def _round(turn: Turn, meant: Meant) -> Round | None:
    """The round that is named, or the latest in which somebody has handed in."""
    if meant.rounds:
        return meant.rounds[0]
    found = rounds_standing(turn.session, rounds_within(turn.session, turn.unit), turn.unit)
    return next((one.round for one in found if one.on_time + one.late), None)


@does(FIGURES)
def show(turn: Turn, words: str) -> Next:
    """What a button of an answer asks for; raises NotYours."""
    _show(turn, _Asked.read(words))
    return STAY


def _show(turn: Turn, asked: _Asked) -> None:
    round_ = round_at_hand(turn, str(asked.rounds[0]) if asked.rounds and asked.rounds[0] else "")
    units = units_by_id(turn.session, asked.units)
    if len(units) != len(asked.units) or not all(oversees(turn.session, turn.officer, unit.id) for unit in units):
        raise NotYours
    if turn.at(Menu):
        turn.hold(Menu(shown=round_.id))
    row = published_form(turn.session, round_.form_code).row_at(Cell.read(asked.row))
    if row is None:
        turn.note(refusals.unknown_row(asked.row))
        return
    if len(asked.rounds) > 1:
        _show_beside(turn, asked, row, units)
        return
    rolled = _rolled(turn, round_, asked, units)
    if rolled is None:
        _say(turn, asked, sentences.title(row, round_, ()), _not_in(turn, round_, row, units))
        return
    made = rolled.totals.get(Cell.read(asked.row))
    if made is None:
        turn.note(refusals.unknown_row(asked.row))
    elif asked.how is Making.COMPARED and len(units) > 1:
        _say(turn, asked, sentences.title(row, round_, ()), _between(rolled, made, units))
    elif asked.how is Making.COMPARED:
        comparing.show_units(turn, rolled, made)
    else:
        levels = list(dict.fromkeys(one.unit.level for one in rolled.shares)) if asked.levels else []
        _say(turn, asked, sentences.title(row, round_, levels), _text(asked, rolled, made))


def _show_beside(turn: Turn, asked: _Asked, row: Row, units: Sequence[Unit]) -> None:
    """The row in several rounds, the earliest first, and what became of it: of one unit, or the total."""
    rounds = sorted((round_at_hand(turn, str(number)) for number in asked.rounds), key=lambda one: one.due_at)
    found = [(one, _in_round(turn, one, asked, units)) for one in rounds]
    of = [unit.full_name for unit in units] or [turn.unit.full_name]
    turn.say(
        sentences.beside(row, found), [STATUS.choice(standing.ALL_UNITS)], title=sentences.beside_title(row, of, asked.how)
    )


def _in_round(turn: Turn, round_: Round, asked: _Asked, units: Sequence[Unit]) -> sentences.InRound:
    rolled = _rolled(turn, round_, asked, units)
    made = rolled.totals.get(Cell.read(asked.row)) if rolled else None
    if rolled is None or made is None:
        return sentences.InRound(None, 0, 0)
    only = made.parts[0].contribution.amount if len(rolled.shares) == 1 else None
    amount = only if len(rolled.shares) == 1 else made.entry.amount if made.entry else None
    return sentences.InRound(amount, len(rolled.taken), len(rolled.shares))


def _rolled(turn: Turn, round_: Round, asked: _Asked, units: Sequence[Unit]) -> RollUp | None:
    """The roll-up of those who are meant; None where none of them is in."""
    within = units[0] if len(units) == 1 else turn.unit
    try:
        rolled = roll_up(turn.session, round_.form_code, parse_period(round_.period), within)
    except NothingHandedIn:
        return None
    ids = {number for unit in units for number in subtree_ids(turn.session, unit.id)}
    kept = [one for one in rolled.shares if Sought(levels=asked.levels).is_of(one.unit.level)]
    kept = [one for one in kept if not ids or one.unit.id in ids]
    if not any(one.is_in for one in kept):
        return None
    if len(kept) == len(rolled.shares):
        return rolled
    return replace(rolled, shares=kept, totals=add_up(rolled.form, kept))


def _not_in(turn: Turn, round_: Round, row: Row, units: Sequence[Unit]) -> str:
    """Nobody of those who are meant is in; of one unit also what it has entered so far."""
    of = ", ".join(unit.full_name for unit in units) or turn.unit.full_name
    lines = [sentences.nothing_in(of, round_)]
    if len(units) == 1:
        theirs = [one for one in reports_of(turn.session, units[0].id) if one.round_id == round_.id]
        found = entries_of(turn.session, [one.id for one in theirs])
        lines += [sentences.so_far(row, found.get(one.id, {}).get(row.cell)) for one in theirs]
    return "\n".join(lines)


def _between(rolled: RollUp, made: RowTotal, units: Sequence[Unit]) -> str:
    amounts = {part.share.unit.id: part.contribution.amount for part in made.parts}
    beside = [(unit, amounts.get(unit.id)) for unit in units]
    return "\n".join([sentences.between(made.row, beside), sentences.counted(rolled)])


def _text(asked: _Asked, rolled: RollUp, made: RowTotal) -> str:
    given = [(part.share.unit, amount) for part in made.parts if (amount := part.contribution.amount) is not None]
    if asked.how is Making.EMPTY:
        empty = [part.share.unit for part in made.parts if part.contribution.given in {Given.BLANK, Given.LACKING}]
        return "\n".join([sentences.empty(empty, len(made.parts)), sentences.counted(rolled)])
    if asked.how in {Making.LOWEST, Making.HIGHEST}:
        given.sort(key=lambda one: one[1], reverse=asked.how is Making.HIGHEST)
        said = sentences.ranked(asked.how, given, made.row, asked.number or _MOST_LISTED)
    elif asked.how is Making.MEAN:
        said = sentences.mean(made.row, given, made)
    elif asked.how is not Making.VALUE:
        than = Decimal(asked.number or 0)
        found = [one for one in given if _compares(asked.how, one[1], than)]
        said = sentences.counted_where(asked.how, asked.number or 0, found, len(given), made.row)
    else:
        return _value(rolled, made)
    return "\n".join([said, sentences.counted(rolled)])


def _compares(how: Making, figure: Decimal, than: Decimal) -> bool:
    return {Making.ABOVE: figure > than, Making.BELOW: figure < than, Making.EQUAL: figure == than}[how]


def _value(rolled: RollUp, made: RowTotal) -> str:
    """One unit's figure; of several the total, with each where there are few."""
    lines = [totals.part_of(rolled, made, part) for part in made.parts]
    if len(rolled.shares) == 1:
        return lines[0]
    few = lines if len(lines) <= _MOST_LISTED else []
    return "\n".join([sentences.total(made), *few, sentences.counted(rolled)])


def _say(turn: Turn, asked: _Asked, title: str, text: str) -> None:
    ways = {Making.HIGHEST: sentences.HIGHEST, Making.LOWEST: sentences.LOWEST, Making.MEAN: sentences.MEAN}
    ways[Making.COMPARED] = sentences.EACH
    many = [] if len(asked.units) == 1 else [one for one in ways.items() if one[0] is not asked.how]
    choices = [asked._replace(how=how, number=None).choice(label) for how, label in many]
    turn.say(text, [*choices, STATUS.choice(standing.ALL_UNITS)], title=title)
