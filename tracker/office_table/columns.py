"""The columns of a table: what each is for, what it divides, what it is compared with and computed from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, pairwise

from tracker.forms.row import Adding, Column, ColumnRole, Kind
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason
from tracker.office_table.breakdowns import outcome_of, own_total, whole_before, whole_of
from tracker.office_table.code_formulas import computed_from, has_formula, parts_of
from tracker.office_table.column_keys import bare_code, column_key
from tracker.office_table.comparisons import compared
from tracker.office_table.drafts import Draft
from tracker.office_table.role_words import RoleSaid, kind_of, month_in, role_by_words, unit_of, years_in
from tracker.office_table.totals import total_up
from tracker.office_table.uncertain import Guess
from tracker.office_table.word_columns import settle_words
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.column_titles import Titled
from tracker.printed_sheet.tables import Frame
from tracker.printed_sheet.units import adding_of, is_average, kind_by_words, kind_of_unit

_PLACE = re.compile(vocabulary.PLACE_COLUMN)
_CATEGORY = re.compile(vocabulary.CATEGORY_COLUMN)
_MAYBE_CHOICE = re.compile(vocabulary.MAYBE_CHOICE)
_PAPERS, _PAPERS_COUNTED = re.compile(vocabulary.PAPERS), re.compile(vocabulary.PAPERS_COUNTED)
_PER_CENT = re.compile(vocabulary.IN_PER_CENT)
_YEAR_TO_WRITE = re.compile(vocabulary.YEAR_TO_WRITE)
_NO_FIGURES = {ColumnRole.TEXT, ColumnRole.CHOICE, ColumnRole.TICK, ColumnRole.NOTE}
_KINDS = {ColumnRole.TEXT: Kind.TEXT, ColumnRole.NOTE: Kind.TEXT, ColumnRole.CHOICE: Kind.CHOICE, ColumnRole.TICK: Kind.CHOICE}


def drafts_of(frame: Frame, table: str, taken: set[str]) -> list[Draft]:
    """All columns of a table from left to right; their keys are added to those taken."""
    drafts: list[Draft] = []
    for titled in frame.titled:
        draft = _begin(frame, titled, table, taken)
        taken.add(draft.column.key)
        drafts.append(draft)
    filled = [draft for draft in drafts if draft.titled in frame.filled]
    settle_words(frame, filled)
    figures = [draft for draft in filled if draft.role not in _NO_FIGURES]
    _divide(figures)
    _compute(drafts, figures)
    _date(figures)
    compared(figures)
    total_up(figures)
    _doubt_likeness(figures)
    _doubt_periods(figures)
    _measure(frame, filled)
    return drafts


def _begin(frame: Frame, titled: Titled, table: str, taken: set[str]) -> Draft:
    printed = {
        frame.number: ColumnRole.NUMBER,
        frame.label: ColumnRole.LABEL,
        frame.unit: ColumnRole.UNIT,
        frame.code: ColumnRole.CODE,
    }
    role = printed.get(titled.column)
    if role is ColumnRole.LABEL and frame.open and not (frame.places or _names_categories(frame, titled)):
        role = ColumnRole.TEXT
    key = column_key(titled, taken) if role not in printed.values() or role is ColumnRole.TEXT else _printed_key(role, taken)
    column = Column(key=key, title=titled.path, table=table)
    if role:
        return Draft(titled, replace(column, role=role, kind=Kind.TEXT, adding=Adding.NOT))
    said = role_by_words(titled)
    if said.role is ColumnRole.TEXT and _PAPERS.fullmatch(fold(titled.name)):
        of_things = frame.open and not frame.places and not _PAPERS_COUNTED.fullmatch(fold(titled.name))
        said = said if of_things else RoleSaid(None)
    whole = whole_of(frame.filled, titled) if said.role in {ColumnRole.TEXT, None} else None
    said = RoleSaid(ColumnRole.PART) if whole and whole.sure else said
    said = said if said.role or not _or_words(titled.name) else RoleSaid(ColumnRole.TEXT, sure=False)
    draft = Draft(titled, replace(column, role=said.role or ColumnRole.NOW, options=said.options))
    if titled.column in frame.worded and said.role is not ColumnRole.PLAN:
        draft.settle(role=ColumnRole.TEXT, options=())
        return draft
    if frame.open and _PLACE.fullmatch(fold(titled.name)) and frame.label:
        draft.settle(role=ColumnRole.TEXT)
        return draft
    if not said.sure:
        answers = "; ".join(label for _, label in said.options)
        draft.why.append(Reason(Guess.ANSWERS_GUESSED, {"answers": answers}) if answers else Reason(Guess.COLUMN_IS_TEXT))
    if not titled.path:
        draft.why.append(Reason(Guess.COLUMN_WITHOUT_TITLE))
    if said.role is None and frame.open and not frame.places and frame.label and kind_of(titled) is None:
        unit = frame.units[0].unit if len(frame.units) == 1 else ""
        draft.settle(role=ColumnRole.NOW if unit else ColumnRole.TEXT, kind=kind_of_unit(unit), unit=unit)
        draft.why.append(Reason(Guess.COLUMN_IN_UNIT, {"unit": unit}) if unit else Reason(Guess.COLUMN_IS_TEXT))
    if draft.role is ColumnRole.TEXT and frame.open and _MAYBE_CHOICE.fullmatch(fold(titled.name)):
        draft.why = [Reason(Guess.MAYBE_A_CHOICE)]
    return draft


def _or_words(title: str) -> bool:
    """Whether a title asks for a count or for something that is none: "Số người nghe/phạm vi bao phủ"."""
    counted, slash, other = fold(title).partition("/")
    names_other = len(other.split()) > 1 and kind_by_words(other.strip()) is None and kind_of_unit(other) is None
    return bool(slash) and counted.startswith("so ") and names_other and "/" not in other


def _names_categories(frame: Frame, label: Titled) -> bool:
    """Whether free rows are fields or groups with figures, and no list of things with words of their own."""
    words = [titled for titled in frame.filled if role_by_words(titled).role in _NO_FIGURES - {ColumnRole.NOTE}]
    return not words and bool(_CATEGORY.fullmatch(fold(label.name)))


def _printed_key(role: ColumnRole | None, taken: set[str]) -> str:
    names = {ColumnRole.NUMBER: "stt", ColumnRole.LABEL: "label", ColumnRole.UNIT: "unit", ColumnRole.CODE: "code"}
    name = names.get(role or ColumnRole.TEXT, "text")
    return next(key for number in count(1) if (key := name if number == 1 else f"{name}_{number}") not in taken)


def _divide(figures: Sequence[Draft]) -> None:
    """Say which columns are parts of another."""
    plain = [draft for draft in figures if draft.role is not ColumnRole.COMPARISON]
    by_column = {draft.titled.column: draft for draft in plain}
    for draft in plain:
        whole = whole_of([other.titled for other in plain], draft.titled)
        divided = (
            whole_before([other.titled for other in plain], draft.titled)
            if whole is None and draft.role is ColumnRole.NOW
            else None
        )
        if divided:
            draft.settle(role=ColumnRole.PART, of=by_column[divided.column].column.key)
            draft.why.append(Reason(Guess.PART_BY_ORDER, {"whole": " > ".join(divided.path)}))
        _part_by_words([other.titled for other in plain], draft, by_column)
        is_total = whole is not None and not whole.sure and any(r.kind is Guess.TOTAL_OR_PART for r in draft.why)
        if whole is None or is_total or (not whole.sure and draft.role in {ColumnRole.PLAN, ColumnRole.BEFORE}):
            continue
        draft.settle(role=ColumnRole.PART, of=by_column[whole.column.column].column.key)
        if not whole.sure:
            draft.why.append(Reason(Guess.PART_BY_ORDER, {"whole": " > ".join(whole.column.path)}))
        elif whole.rivals or whole.by_twin:
            draft.why.append(Reason(Guess.PART_OF_WHICH, {"whole": " > ".join(whole.column.path)}))


def _part_by_words(columns: Sequence[Titled], draft: Draft, by_column: Mapping[int, Draft]) -> None:
    """The dead among the ill; and a total of one of several groups, which is no part but of the first total."""
    total = own_total(columns, draft.titled)
    ill = outcome_of(columns, draft.titled) if draft.role is ColumnRole.NOW else None
    if total and draft.role is ColumnRole.NOW:
        draft.why.append(Reason(Guess.TOTAL_OR_PART, {"other": " > ".join(total.path)}))
    if ill:
        draft.settle(role=ColumnRole.PART, of=by_column[ill.column].column.key)
        draft.why.append(Reason(Guess.PART_BY_ORDER, {"whole": " > ".join(ill.path)}))


def _compute(drafts: Sequence[Draft], figures: Sequence[Draft]) -> None:
    """Take the formulas that the row of codes prints."""
    keys = {bare_code(draft.titled.code): draft.column.key for draft in drafts if draft.titled.code}
    for draft in figures:
        if not has_formula(draft.titled.code):
            continue
        found = computed_from(draft.titled.code, keys)
        kind = kind_of(draft.titled)
        if found is None:
            draft.settle(role=ColumnRole.COMPUTED)
            draft.why.append(Reason(Guess.FORMULA_UNREAD, {"formula": draft.titled.code}))
        elif found.part and not _says_per_cent(draft, kind):
            draft.settle(role=ColumnRole.COMPUTED)
            draft.why.append(Reason(Guess.RATIO_NOT_IN_PER_CENT, {"formula": draft.titled.code}))
        elif found.part:
            draft.settle(role=ColumnRole.COMPARISON, of=found.part, formula=found.text, kind=Kind.RATE)
        else:
            difference = draft.role is ColumnRole.COMPARISON
            draft.settle(role=ColumnRole.COMPARISON if difference else ColumnRole.COMPUTED, formula=found.text)
            draft.settle(of=found.terms[0][1] if difference else "")
            parts = parts_of(draft.titled.code, keys)
            for part in figures:
                if part.column.key in parts and part.role in {ColumnRole.NOW, ColumnRole.BEFORE, ColumnRole.PART}:
                    part.settle(role=ColumnRole.PART, of=draft.column.key)
                    part.why = []


def _says_per_cent(draft: Draft, kind: Kind | None) -> bool:
    """Whether a printed ratio is a share, and neither an average nor so much for each."""
    words = fold(" ".join(draft.titled.path))
    if "%" in words or "100" in draft.titled.code:
        return True
    return kind not in {Kind.AMOUNT, Kind.COUNT} and (kind is Kind.RATE or bool(_PER_CENT.search(words)))


def _date(figures: Sequence[Draft]) -> None:
    """A column of an earlier year, or of an earlier month of one year, than the latest in the head is not asked now."""
    months = {draft.titled.column: found for draft in figures if (found := month_in(draft.titled))}
    for draft in figures:
        if draft.role is ColumnRole.NOW and months.get(draft.titled.column, (0, 0)) < max(months.values(), default=(0, 0)):
            draft.settle(role=ColumnRole.BEFORE if draft.titled.column in months else ColumnRole.NOW)
    asked = [draft for draft in figures if draft.role is not ColumnRole.PLAN]
    years = {draft.titled.column: named[0] for draft in asked if (named := years_in(draft.titled))}
    latest = max(years.values(), default=0)
    for draft in figures:
        year = years.get(draft.titled.column, latest)
        if draft.role is not ColumnRole.NOW or year == latest:
            continue
        draft.settle(role=ColumnRole.BEFORE)
        if year < latest - 1:
            draft.why.append(Reason(Guess.EARLIER_YEAR, {"year": str(year)}))


def _doubt_likeness(figures: Sequence[Draft]) -> None:
    """Of two amounts named alike but for their last word, side by side, the second may be a part of the first."""
    for before, draft in pairwise(figures):
        first, second = (fold(other.titled.name).split() for other in (before, draft))
        beside = before.titled.anchors[:-1] == draft.titled.anchors[:-1] and draft.role is before.role is ColumnRole.NOW
        if beside and len(first) == len(second) > 3 and first[:-1] == second[:-1] and kind_of(draft.titled) is Kind.AMOUNT:  # noqa: PLR2004
            draft.why.append(Reason(Guess.PART_OR_ANOTHER, {"other": before.titled.name}))


def _doubt_periods(figures: Sequence[Draft]) -> None:
    """Where the year of a column is left to write, only who sends the form knows which it is."""
    for draft in figures:
        if len(figures) > 1 and any(_YEAR_TO_WRITE.fullmatch(fold(title)) for title in draft.titled.path):
            draft.why.append(Reason(Guess.PERIOD_TO_WRITE))


def _measure(frame: Frame, filled: Sequence[Draft]) -> None:
    """Give each column its unit and kind where the column and not the row says them."""
    kinds: dict[str, Column] = {}
    known = {kind for draft in filled if draft.role is not ColumnRole.COMPARISON and (kind := kind_of(draft.titled))}
    for draft in filled:
        kinds[draft.column.key] = draft.column
        column, unit = draft.column, unit_of(draft.titled)
        if column.role in _KINDS:
            draft.settle(kind=_KINDS[column.role], adding=Adding.NOT)
            continue
        rows_say = bool(frame.unit) and not unit
        kind = column.kind or (None if rows_say and column.role is not ColumnRole.COMPARISON else _kind(frame, draft))
        if kind is None and column.of in kinds and (column.role is ColumnRole.PART or " - " in column.formula):
            kind = kinds[column.of].kind
        by_column = not rows_say and (frame.open or frame.places or not frame.label)
        if kind is None and by_column and known == {Kind.COUNT} and column.role is not ColumnRole.COMPARISON:
            kind = Kind.AMOUNT if is_average(draft.titled.name) else Kind.COUNT  # like all the others
        _settle_kind(draft, kind, unit.printed if unit else "")
        kinds[draft.column.key] = draft.column
        if draft.column.kind is None and by_column:
            draft.why.append(Reason(Guess.UNIT_OF_COLUMN_UNKNOWN))


def _settle_kind(draft: Draft, kind: Kind | None, unit: str) -> None:
    column = draft.column
    kind = Kind.RATE if kind is None and " / " in column.formula else kind
    adding = adding_of(" ".join(column.title), unit, kind, follows=bool(column.formula))
    if column.role is ColumnRole.COMPARISON and adding is Adding.SUM and " - " not in column.formula:
        adding = Adding.NOT
    draft.settle(kind=kind, unit=unit or column.unit, adding=adding, decimals=0 if kind is Kind.COUNT else None)


def _kind(frame: Frame, draft: Draft) -> Kind | None:
    kind = kind_of(draft.titled)
    per_row = not (frame.open or frame.places) and bool(frame.label)
    if draft.role is ColumnRole.COMPARISON:
        return kind if kind is Kind.RATE or "%" in "".join(draft.titled.path) else (kind if unit_of(draft.titled) else None)
    if per_row and not unit_of(draft.titled) and (frame.units or kind is not Kind.COUNT):
        return None
    return kind


def column_doubts(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Reason]]:
    """What is uncertain about each column."""
    return ((draft, reason) for draft in drafts for reason in draft.why)
