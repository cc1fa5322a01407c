"""Where a total comes from: its parts by unit, a page at a time."""

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.desk.actions import COMPARE, WHY
from bot.messages.actions import GO_ON, STATUS, Action, Choice
from bot.texts import refusals
from bot.texts.desk import comparing
from bot.texts.office import menu
from bot.texts.report import totals as sentences
from tracker.calendar.periods import Period, parse_period
from tracker.kernel.errors import TrackerError
from tracker.office.officers import is_desk, may_fill
from tracker.reports.reports import Report
from tracker.reports.rounds import rounds_within
from tracker.reports.snapshot import snapshot_of
from tracker.rollup import RollUp, RowTotal, roll_up
from tracker.rollup.below import rollup_below

_PAGE = 20  # units on one screen


@does(WHY)
def show_parts(turn: Turn, wanted: str) -> Next:
    """The units behind a row's total: "3.1.1", or "3.1.1 2" for the second page."""
    key, _, page = wanted.partition(" ")
    own = _own_report(turn)
    rolled = (own and rollup_below(turn.session, own)) or latest_rollup(turn)
    if rolled is None:
        turn.note(sentences.NOTHING_BELOW)
        return STAY
    total = total_in(turn, rolled, key, WHY)
    if total is None:
        return STAY
    key = str(total.cell)
    begins = ((number_in(page) or 1) - 1) * _PAGE
    parts = total.parts[begins : begins + _PAGE]
    more = begins + _PAGE < len(total.parts)
    choices = [WHY.choice(sentences.MORE, key, begins // _PAGE + 2)] if more else []
    choices.append(COMPARE.choice(comparing.COMPARE, key))
    standing = snapshot_of(turn.session, own).shown.get(total.cell) if own else None
    answer(turn, sentences.trace_title(total), sentences.trace(rolled, total, parts, standing), choices)
    return STAY


def _own_report(turn: Turn) -> Report | None:
    """The report at hand if the person fills it and units below report for it."""
    number = turn.place.report_id
    report = turn.session.get(Report, number) if number is not None else None
    return report if report and may_fill(turn.officer, report.unit_id) and rollup_below(turn.session, report) else None


def latest_rollup(turn: Turn, period: Period | None = None) -> RollUp | None:
    """The roll-up of the latest round of the desk's units for which somebody has handed in; None without one."""
    if not is_desk(turn.officer):
        return None
    for round_ in rounds_within(turn.session, turn.unit):
        if period is None or round_.period == period.code:
            try:
                return roll_up(turn.session, round_.form_code, parse_period(round_.period), turn.unit)
            except TrackerError:
                continue
    return None


def total_in(turn: Turn, rolled: RollUp, key: str, action: Action) -> RowTotal | None:
    """The total in a cell of a roll-up, or in the one column of a row; says so where there is none, or asks which column."""
    named = [total for cell, total in rolled.totals.items() if key.casefold() in {str(cell).casefold(), cell.row.casefold()}]
    exact = [total for total in named if str(total.cell).casefold() == key.casefold()]
    found = exact or named
    if not found:
        turn.note(refusals.unknown_row(key))
    elif len(found) > 1:
        choices = [action.choice(comparing.column(total.row), str(total.cell)) for total in found]
        turn.say(comparing.WHICH_COLUMN, choices, numbered=True)
    return found[0] if len(found) == 1 else None


def answer(turn: Turn, title: str, text: str, choices: list[Choice]) -> None:
    """Say it; the question that stood before still takes its answer."""
    back = STATUS.choice(menu.STATUS) if turn.rests else GO_ON.choice(sentences.BACK)
    turn.say(text, [*choices, back], title=title)
