"""Which columns of a table hold names, ticks and words, and which of those that seemed to hold words hold figures."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from tracker.forms.row import Adding, ColumnRole, Kind
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason
from tracker.office_table.breakdowns import whole_before
from tracker.office_table.code_formulas import has_formula
from tracker.office_table.column_keys import bare_code
from tracker.office_table.drafts import Draft
from tracker.office_table.role_words import choices_in, kind_of, unit_of
from tracker.office_table.uncertain import Guess
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.page import SheetView
from tracker.printed_sheet.tables import Frame

_TICK_GROUP, _DIVIDED = re.compile(vocabulary.TICK_GROUP), re.compile(vocabulary.TOTAL_COLUMN)
_CONSTANT = re.compile(vocabulary.CONSTANT)
_NUMBER_OF = re.compile(vocabulary.NUMBER_OF)
_NOTED = re.compile(vocabulary.ANSWERS_NOTED, re.IGNORECASE)
_MEASURED = {Kind.AMOUNT, Kind.RATE}
_TICKED = (("x", "x"),)


def settle_words(frame: Frame, filled: Sequence[Draft]) -> None:
    """LineLook at the columns beside each other, where the title alone does not say."""
    _name_things(frame, filled)
    _name_tickmarks(frame, filled)
    _count_divisions(filled)


def settle_constants(page: SheetView, rows: Sequence[int], frame: Frame, drafts: Sequence[Draft]) -> None:
    """A factor or a price that the office prints for most rows is there to be read, and not to be filled."""
    named = [row for row in rows if frame.label and page.text(row, frame.label)]
    for draft in drafts:
        said = [row for row in named if page.text(row, draft.titled.column)]
        constant = any(_CONSTANT.fullmatch(fold(title)) for title in draft.titled.path)
        if constant and draft.role is ColumnRole.NOW and len(said) * 2 > len(named):
            draft.settle(role=ColumnRole.TEXT, kind=Kind.TEXT, adding=Adding.NOT, decimals=None)
            draft.why = []


def settle_by_notes(page: SheetView, rows: Sequence[int], drafts: Sequence[Draft]) -> None:
    """Columns for which a note below the table lists the answers: "Cột 6 ghi Đạt/Không đạt; cột 7 ghi (1: có, 2: không)"."""
    found = [match for row in rows for _, text in page.cells(row) for match in _NOTED.finditer(text)]
    noted = [(match["codes"], choices_in(f"({match['answers'].strip(' ().;,')})")) for match in found]
    for draft in drafts:
        code = draft.titled.code
        may_be = draft.role in {ColumnRole.NOW, ColumnRole.TEXT} and code and not (has_formula(code) or draft.column.of)
        named = [choices for codes, choices in noted if choices and bare_code(code) in re.findall(r"\w+", codes)]
        if not may_be or not named:
            continue
        answers = "; ".join(label for _, label in named[0].options)
        draft.settle(role=ColumnRole.CHOICE, kind=Kind.CHOICE, options=named[0].options)
        draft.settle(unit="", adding=Adding.NOT, decimals=None)
        draft.why = [] if named[0].sure else [Reason(Guess.ANSWERS_GUESSED, {"answers": answers})]


def doubt_not_in_total(drafts: Sequence[Draft], crossed: Sequence[AbstractSet[str]]) -> None:
    """A column that is crossed out in a total and names no unit may hold words, a choice or a figure that follows."""
    asked = [draft for draft in drafts if draft.role in {ColumnRole.NOW, ColumnRole.PART}]
    for draft in asked:
        key = draft.column.key
        is_left_out = any(key in row and any(other.column.key not in row for other in asked) for row in crossed)
        if is_left_out and not unit_of(draft.titled) and draft.role is ColumnRole.NOW:
            draft.why.append(Reason(Guess.NOT_IN_TOTAL))


def leave_to_rows(drafts: Sequence[Draft], rows: Sequence[Kind]) -> None:
    """A column that is only called "Số lượng" is no count in rows that are measured: their labels say kg, or per cent."""
    if _MEASURED.isdisjoint(rows):
        return
    for draft in drafts:
        if draft.column.kind is Kind.COUNT and _NUMBER_OF.fullmatch(fold(draft.titled.name)) and not unit_of(draft.titled):
            draft.settle(kind=None, decimals=None)


def _name_things(frame: Frame, filled: Sequence[Draft]) -> None:
    """Of places, a column before all figures that counts nothing and stands beside words or years names something."""
    for draft, following in pairwise(filled):
        if not frame.places or draft.role is not ColumnRole.NOW or draft.column.of:
            continue
        counts = kind_of(draft.titled) or any(_DIVIDED.fullmatch(fold(title)) for title in draft.titled.path)
        if counts or len(draft.titled.path) != 1 or following.role is not ColumnRole.TEXT:
            break
        draft.settle(role=ColumnRole.TEXT)
        draft.why = [Reason(Guess.COLUMN_IS_TEXT)]


def _name_tickmarks(frame: Frame, filled: Sequence[Draft]) -> None:
    """In a list, the kinds that stand side by side under "Loại hình" are ticked."""
    for draft in filled:
        group = draft.titled.anchors[0] if len(draft.titled.path) > 1 else None
        sure_text = draft.role is ColumnRole.TEXT and not draft.why
        if group is None or not frame.open or frame.places or sure_text or draft.role not in {ColumnRole.TEXT, ColumnRole.NOW}:
            continue
        beside = [other for other in filled if len(other.titled.path) > 1 and other.titled.anchors[0] == group]
        counts = (
            unit_of(draft.titled) or re.match(r"(tong|so)\b", fold(draft.titled.name)) or kind_of(draft.titled) in _MEASURED
        )
        if len(beside) > 1 and _TICK_GROUP.fullmatch(fold(draft.titled.path[0])) and not counts:
            draft.settle(role=ColumnRole.TICK, options=_TICKED)
            draft.why = [Reason(Guess.TICKS_GUESSED, {"group": draft.titled.path[0]})]


def _count_divisions(filled: Sequence[Draft]) -> None:
    """A group that may divide a total before it holds figures and no words, whatever its titles are."""
    titled = [draft.titled for draft in filled]
    for draft in filled:
        is_guess = any(reason.kind is Guess.COLUMN_IS_TEXT for reason in draft.why)
        if is_guess and whole_before(titled, draft.titled):
            draft.settle(role=ColumnRole.NOW)
            draft.why = []
