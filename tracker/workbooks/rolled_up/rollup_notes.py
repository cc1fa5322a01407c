"""What a roll-up says beside its totals: under the title how many units are in, under Ghi chú what a total lacks."""

from collections.abc import Iterator

from tracker.forms.row import Kind
from tracker.rollup.adding import How
from tracker.rollup.totalling import RowTotal
from tracker.rollup.totals import RollUp
from tracker.workbooks.partial import partly_counted
from tracker.workbooks.rolled_up.decision_sheet import DECISIONS
from tracker.workbooks.words import NOT_ADDED, NOT_ADDED_RATE, OFFICE_FIGURE_COUNTED, remark_in_print

ROSTER = "Đã nộp, còn thiếu"
_MOST_NAMES, _MOST_ANSWERS = 40, 3  # named under the title, written under Ghi chú; the further sheets have all


def remarks(rolled: RollUp) -> Iterator[str]:
    """Whose roll-up it is, and how many units are in it; the missing ones by name."""
    taken, owed = len(rolled.taken), len(rolled.shares)
    which = "đơn vị có báo cáo đã tiếp nhận" if rolled.accepted_only else "đơn vị"
    yield f"Tổng hợp của {rolled.within.full_name}, {rolled.period.label}"
    if rolled.missing:
        yield f"Mới có {taken}/{owed} {which}, còn thiếu: {_names(rolled)}."
    else:
        yield f"Đủ {taken}/{owed} {which}."
    yield from partly_counted([(s.unit.full_name, len(s.tally.counted), s.tally.owed) for s in rolled.taken if s.tally])


def _names(rolled: RollUp) -> str:
    names = [share.unit.full_name for share in rolled.missing]
    more = len(names) - _MOST_NAMES
    rest = f" và {more} đơn vị khác (xem tờ “{ROSTER}”)" if more > 0 else ""
    return f"{', '.join(names[:_MOST_NAMES])}{rest}"


def notes_on(rolled: RollUp, total: RowTotal) -> Iterator[str]:
    """What a reader must know about a total."""
    if total.how is How.DESK and not total.row.note:
        yield f"Do {rolled.within.level if total.row.concerns(rolled.within.level) else total.row.by} tự báo cáo"
    elif total.how is How.LISTED and not total.row.optional:
        yield _distribution(total) or f"Xem tờ “{DECISIONS}”"
    elif total.how is How.NOT_ADDED:
        yield NOT_ADDED_RATE if total.row.kind is Kind.RATE else NOT_ADDED
    elif total.how is How.SAME and total.entry is None and total.counted:
        yield f"Xem tờ “{DECISIONS}”"
    elif total.remark:
        yield remark_in_print(total.remark)
    yield from _of_parts(rolled, total)


def _of_parts(rolled: RollUp, total: RowTotal) -> Iterator[str]:
    """What a computed total has from the office, or not from the desk."""
    formula = rolled.form.computed.get(total.cell)
    ways = {cell: rolled.totals[cell].how for cell in formula.cells if cell in rolled.totals} if formula else {}
    if formula and formula.under is None and total.how is How.ADDED:
        yield from (f"Chưa gồm mục {cell}" for cell in formula.over if ways.get(cell) is How.DESK)
    if total.how is How.RECOMPUTED and How.FILLED_IN in ways.values() and total.entry:
        yield OFFICE_FIGURE_COUNTED


def _distribution(total: RowTotal) -> str:
    """How often each answer was given, where there are few answers."""
    answers: dict[str, int] = {}
    for part in total.parts:
        text = part.contribution.text
        if text is not None:
            answers[text] = answers.get(text, 0) + 1
    few = total.row.options and len(answers) <= _MOST_ANSWERS
    return "; ".join(f"{text}: {count} đơn vị" for text, count in answers.items()) if few else ""
