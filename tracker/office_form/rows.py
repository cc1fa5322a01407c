"""The rows of a table with their keys, places, kinds and formulas."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from tracker.blank_form.printed import Doubt
from tracker.blank_form.uncertain import Uncertain
from tracker.forms.relations import Evidence, FormRelation
from tracker.forms.row import Adding, ColumnRole, Kind, Row
from tracker.kernel.reasons import Reason
from tracker.office_form.branch import Branch
from tracker.office_form.cell_formulas import added_by_cells
from tracker.office_form.lines import FormLine
from tracker.office_form.outline import outline
from tracker.office_form.row_doubts import doubt_neighbours
from tracker.office_form.row_formulas import Follows, Planted, formulas
from tracker.office_form.row_keys import row_keys
from tracker.office_form.row_kinds import Nature, natures
from tracker.office_form.row_relations import row_relations
from tracker.office_table.drafts import Draft
from tracker.office_table.form import OfficeRow, RowRank
from tracker.office_table.uncertain import Guess
from tracker.printed_sheet.page import is_dots
from tracker.printed_sheet.tables import Frame
from tracker.printed_sheet.units import adding_of, is_signed, kind_by_words

_MOST_GIVEN = 0.5  # of the rows: with more of them filled, a column that is asked is no blank


class Rows(NamedTuple):
    """The rows of a table, what is uncertain about them, and what holds between them."""

    rows: tuple[OfficeRow, ...]
    doubts: tuple[Doubt, ...]
    relations: tuple[FormRelation, ...]


def rows_of(lines: Sequence[FormLine], frame: Frame, drafts: Sequence[Draft], table: str, taken: set[str]) -> Rows:
    """Understand the lines of a table; the first is of row 0 and counts the blank ones at the top."""
    lines = _with_open_lines(lines, frame)
    if frame.open and drafts and drafts[0].role is ColumnRole.TEXT:
        lines = [replace(line, is_single=False, is_pattern=line.is_single or line.is_pattern) for line in lines]
    branches = outline(lines, flat=frame.places and not frame.unit)
    doubt_neighbours(branches, drafts)
    keys = row_keys(branches, taken)
    found = natures(branches, frame, drafts)
    planted = Planted(branches, found, keys)
    rows: list[OfficeRow] = []
    doubts: list[Doubt] = []
    following = [_by_file(planted, each, drafts) for each in zip(branches, found, formulas(planted), strict=True)]
    for branch, nature, follows in zip(branches, found, following, strict=True):
        row = _row(planted, branch, nature, follows, drafts)
        rows.append(replace(row, row=replace(row.row, table=table)))
        doubts += _doubts(branch, nature, row.row.key, frame, drafts)
        doubts += [Doubt(row.sheet_row, row.row.key, follows.why, frame.label)] if follows.why else []
    return Rows(tuple(rows), tuple(doubts), tuple(row_relations(planted, following)))


def _by_file(planted: Planted, row: tuple[Branch, Nature, Follows], drafts: Sequence[Draft]) -> Follows:
    """How a row follows, where nothing else says it by the file's own formulas over rows of figures."""
    branch, nature, follows = row
    if follows.of or nature.standing is RowRank.HEADING or nature.kind not in {Kind.COUNT, Kind.AMOUNT}:
        return follows
    rows = {other.line.row: other for other in planted.branches}
    terms = [(sign, rows[place]) for sign, place in added_by_cells(branch.line, drafts) if place in rows]
    named = [(sign, planted.key(other)) for sign, other in terms if planted.nature(other).standing is not RowRank.HEADING]
    text = "".join(f" {sign} {key}" for sign, key in named)
    return Follows(text.removeprefix(" + "), source=Evidence.FILE) if named and named[0][0] == "+" else follows


def _with_open_lines(lines: Sequence[FormLine], frame: Frame) -> list[FormLine]:
    """Put one line for each run of empty ones that are to be filled, and one for each run of numbers without a label."""
    kept: list[FormLine] = []
    sizes: dict[int, int] = {}
    height = _height(lines) if frame.open else 1
    has_leaf = any(not line.is_total and not line.is_empty and line.row for line in lines)
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        if line.row:
            same = (
                kept
                and kept[-1].is_empty
                and line.is_empty
                and (is_dots(line.bare) or not line.bare or line.bare == kept[-1].bare)
                and not line.code.strip(".… ")
                and not line.printed
                and frame.label
            )
            if same:
                sizes[len(kept) - 1] = sizes.get(len(kept) - 1, 1) + 1
            else:
                kept.append(line)
            if kept[-1].is_empty and line.blanks and following and following.is_total and frame.open:
                sizes[len(kept) - 1] = sizes.get(len(kept) - 1, 1) + line.blanks  # the last lines to write on are bare
        is_end = following is None and line.is_total and any(other.is_empty for other in kept)
        if line.blanks and not is_end and _is_open(line, following, frame, has_leaf=has_leaf):
            patterns = _patterns(line, lines, height)
            for pattern in patterns:
                sizes[len(kept)] = max(1, line.blanks // height)
                kept.append(pattern)
    if not kept:
        kept.append(FormLine(row=lines[0].following, is_single=True))
    return [replace(line, blanks=sizes.get(place, 1)) for place, line in enumerate(kept)]


def _is_open(line: FormLine, following: FormLine | None, frame: Frame, *, has_leaf: bool) -> bool:
    """Whether the blank lines after this one are there to be filled."""
    if not frame.label or (line.is_empty and line.row):
        return False
    if following is None:
        return not has_leaf or (frame.open and (line.row == 0 or not line.is_total))
    is_group = line.row > 0 and not line.is_total and frame.open
    return frame.open and (line.row == 0 or is_group or (line.is_total and not has_leaf))


def _height(lines: Sequence[FormLine]) -> int:
    """How many lines a unit takes: as many as the total, whose name is merged over them."""
    totals = [line for line in lines if line.is_total and line.printed]
    alike = [line for line in totals if line.label == totals[0].label]
    return len(alike) or 1


def _patterns(before: FormLine, lines: Sequence[FormLine], height: int) -> list[FormLine]:
    totals = [line for line in lines if line.is_total and line.printed]
    if height > 1:
        return [
            FormLine(row=(before.following or before.row + 1) + place, printed=total.printed, is_pattern=True)
            for place, total in enumerate(totals[:height])
        ]
    return [FormLine(row=before.following or before.row + 1)]


def _row(planted: Planted, branch: Branch, nature: Nature, follows: Follows, drafts: Sequence[Draft]) -> OfficeRow:
    line, is_open = branch.line, nature.standing is RowRank.OPEN
    notes = {draft.column.key for draft in drafts if draft.role is ColumnRole.NOTE}
    adding = adding_of(line.bare, nature.unit or line.unit, nature.kind, follows=bool(follows.of))
    row = Row(
        key=planted.key(branch),
        stt=line.number,
        label=line.label if not is_open or line.row else "",
        unit=line.unit,
        kind=nature.kind,
        of=follows.of,
        options=nature.options,
        note="; ".join(line.printed[key] for key in line.printed if key in notes),
        italic=line.italic,
        parent=planted.key(branch.above) if branch.above else "",
        code=line.code,
        crossed=(*line.crossed, *line.dashed, *line.shaded),
        repeats=is_open,
        signed=is_signed(line.bare) and nature.standing is not RowRank.HEADING,
        adding=adding if nature.kind not in {Kind.HEADING, Kind.SECTION} else Adding.NOT,
        decimals=0 if nature.kind is Kind.COUNT and nature.unit else None,
    )
    return OfficeRow(
        line.row, row, nature.standing, given=line.given, printed=line.printed, computed=line.computed,
        open_rows=line.blanks if is_open else 0,
    )  # fmt: skip


def _doubts(branch: Branch, nature: Nature, key: str, frame: Frame, drafts: Sequence[Draft]) -> Iterator[Doubt]:
    line = branch.line
    for reason, column in line.why:
        yield Doubt(line.row, key, reason, column)
    for reason in (*branch.why, *nature.why):
        yield Doubt(line.row, key, reason, frame.label)
    places = {draft.column.key: draft.titled.column for draft in drafts}
    for dashed in line.dashed:
        yield Doubt(line.row, key, Reason(Guess.CROSSED_BY_DASH), places[dashed])
    for shaded in line.shaded:
        yield Doubt(line.row, key, Reason(Guess.CROSSED_BY_SHADE), places[shaded])
    ticked = {draft.column.key for draft in drafts if draft.role is ColumnRole.TICK}
    for crossed in ticked & set(line.crossed):
        yield Doubt(line.row, key, Reason(Guess.CROSSED_OR_TICKED), places[crossed])
    if nature.kind is Kind.COUNT and nature.unit and kind_by_words(line.bare) is Kind.RATE:
        yield Doubt(line.row, key, Reason(Uncertain.RATE_IN_UNITS, {"unit": nature.unit}), frame.unit)
    if line.number and not line.bare and nature.standing is not RowRank.OPEN:
        yield Doubt(line.row, key, Reason(Uncertain.NUMBER_WITHOUT_LABEL), frame.label)
    if frame.number and frame.unit and not (line.number or line.bullet or line.unit) and line.bare[:1].islower():
        yield Doubt(line.row, key, Reason(Uncertain.NO_NUMBER_AND_UNIT), frame.label)


def given_doubts(rows: Sequence[OfficeRow], drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Reason]]:
    """Columns that are asked and yet hold figures in most rows: the sheet may be no blank."""
    filled = [row for row in rows if row.standing not in {RowRank.HEADING, RowRank.OPEN}]
    for draft in drafts:
        given = sum(draft.column.key in row.given for row in filled)
        if draft.role in {ColumnRole.NOW, ColumnRole.PART} and filled and given > _MOST_GIVEN * len(filled):
            yield draft, Reason(Guess.ASKED_AND_FILLED)
