"""What a row is and what its figures are: by its unit, its words, its look and what stands under it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.blank_form.uncertain import Uncertain
from tracker.forms.row import ColumnRole, Kind
from tracker.inference.units import coded_options, is_nothing, is_same_as_above, listed_options, meaning_of
from tracker.kernel.names import fold
from tracker.kernel.reasons import Reason
from tracker.office_form.branch import Branch
from tracker.office_form.lines import FormLine
from tracker.office_form.printed_formulas import printed_formula
from tracker.office_form.row_marks import are_marked, counts_only, is_bare
from tracker.office_table.drafts import Draft
from tracker.office_table.form import RowRank
from tracker.office_table.role_words import choices_in, kind_of
from tracker.office_table.uncertain import Guess
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.tables import Frame
from tracker.printed_sheet.units import is_average, is_either_piece, kind_by_words, kind_of_unit, unit_in

Options = tuple[tuple[str, str], ...]
_TEXT = re.compile(vocabulary.TEXT)
_SAYS_COUNT = re.compile(r"(tong )?so \S|(ty|ti) le\b|tong\b")
_TWO_COUNTS = re.compile(vocabulary.TWO_COUNTS)
_SITES = re.compile(vocabulary.SITES)
_FILLED = {ColumnRole.NOW, ColumnRole.PLAN, ColumnRole.BEFORE, ColumnRole.PART, ColumnRole.COMPARISON, ColumnRole.COMPUTED}
_OF_COLUMNS = {Guess.KIND_UNKNOWN, Guess.AMOUNT_BY_LABEL, Uncertain.COUNT_BY_LABEL}  # of places, columns are doubted
_PART_SCRIPTS = {"I", "A"}


@dataclass
class Nature:
    """What a row is; `unit` is what its figures are in, wherever that is printed."""

    standing: RowRank
    kind: Kind
    unit: str = ""
    options: Options = ()
    why: list[Reason] = field(default_factory=list)


def natures(branches: Sequence[Branch], frame: Frame, drafts: Sequence[Draft]) -> list[Nature]:
    """What each row is, in order."""
    figures = [draft for draft in drafts if draft.role in _FILLED]
    found: list[Nature] = []
    unit = ""
    coded = sum(bool(branch.line.code) for branch in branches) * 2 >= len(branches)
    pieces, marked = counts_only(branches), are_marked(branches)
    for branch in branches:
        printed = branch.line.unit
        unit = unit if is_same_as_above(printed) else printed
        found.append(_nature(branch, unit, frame, figures))
        if frame.places and found[-1].standing in {RowRank.UNIT, RowRank.TOTAL}:
            found[-1].why = [reason for reason in found[-1].why if reason.kind not in _OF_COLUMNS]
        elif pieces:
            found[-1].why = [reason for reason in found[-1].why if reason.kind is not Guess.KIND_UNKNOWN]
        is_uncoded = coded and not branch.under and branch.weight <= _CAPITALS_BOLD and _is_uncoded(branch, frame, leaf=True)
        if is_uncoded and branch.line.crossed and found[-1].standing is RowRank.FIGURE:
            found[-1].why.append(Reason(Guess.TOTAL_OF_UNKNOWN))  # where a cell is crossed out, others are to be filled
        elif is_uncoded or (marked and is_bare(branch)):
            why = [Reason(Guess.GROUP_OR_HEADING)]
            found[-1] = Nature(RowRank.HEADING, Kind.HEADING if branch.above else Kind.SECTION, "", (), why)
    if not frame.unit:
        _with_figures_like_others(branches, found)
    return found


def _with_figures_like_others(branches: Sequence[Branch], found: list[Nature]) -> None:
    """A heading I beside a row III that has figures and no rows under it has a sum of its own, most likely."""
    for place, (branch, nature) in enumerate(zip(branches, found, strict=True)):
        if nature.standing is not RowRank.HEADING or branch.line.full or not branch.number or branch.line.is_among_alone:
            continue
        if nature.why and branch.line.label.rstrip().endswith(":"):
            continue
        like = [
            other_nature
            for other, other_nature in zip(branches, found, strict=True)
            if other.above is branch.above and other_nature.standing is RowRank.FIGURE and _counted_alike(other, branch)
        ]
        if like:
            why = [Reason(Guess.GROUP_OR_HEADING)]
            found[place] = Nature(RowRank.GROUP, like[0].kind, like[0].unit, (), why)


def _counted_alike(one: Branch, other: Branch) -> bool:
    """Whether two rows look alike and are numbered in the same way."""
    scripts = [[step.script for step in branch.number] for branch in (one, other)]
    return scripts[0] == scripts[1] and one.weight == other.weight


def _nature(branch: Branch, unit: str, frame: Frame, figures: Sequence[Draft]) -> Nature:
    line = branch.line
    crossed = {draft.column.key for draft in figures} <= {*line.crossed, *line.shaded} and bool(figures)
    if line.full or crossed or (line.is_among_alone and not (unit or line.code or line.given)):
        return Nature(RowRank.HEADING, Kind.HEADING if branch.above else Kind.SECTION)
    if line.is_empty and not (line.unit and line.bare) and not _is_single(line, frame):
        return Nature(RowRank.OPEN, _kind_by_columns(figures) or Kind.COUNT)
    if _is_uncoded(branch, frame):
        return Nature(RowRank.HEADING, Kind.HEADING if branch.above else Kind.SECTION)
    nature = _figures(branch, unit, frame, figures)
    if any(other.adds_up for other in branch.under):
        return Nature(RowRank.HEADING, Kind.HEADING if branch.above else Kind.SECTION)
    if line.is_total or branch.is_whole or branch.adds_up:
        nature.standing = RowRank.TOTAL
        nature.why += [Reason(Guess.TOTAL_BY_PLACE)] if branch.is_whole else []
    elif frame.places and not branch.under:
        nature.standing = RowRank.UNIT
    elif branch.under and nature.standing is RowRank.FIGURE and not frame.unit:
        nature.standing = RowRank.GROUP
        nature.why += _group_or_heading(branch, frame, figures)
        if (why := _why_heading(branch, frame, nature.why)) is not None:
            return Nature(RowRank.HEADING, Kind.HEADING if branch.above else Kind.SECTION, "", (), why)
    return nature


def _why_heading(branch: Branch, frame: Frame, why: Sequence[Reason]) -> list[Reason] | None:
    """What is uncertain if a row over others is a mere heading, as its words, its colon or its look say; else None."""
    under = [kind_by_words(other.line.bare) for other in branch.under]
    said = any(_SAYS_COUNT.match(fold(other.line.bare)) for other in branch.under)
    counted = said and sum(kind is not None for kind in under) * 2 >= len(under)
    if _names_no_figure(branch, frame) and (why or counted):
        return [] if why and counted else [Reason(Guess.GROUP_OR_HEADING)]
    if (
        branch.line.label.rstrip().endswith(":")
        and kind_by_words(branch.line.bare.rstrip(":")) is None
        and not branch.line.code
    ):
        return [Reason(Guess.GROUP_OR_HEADING)]
    return None


def _is_uncoded(branch: Branch, frame: Frame, *, leaf: bool = False) -> bool:
    """Whether it has no code where the rows under it, or those around it, have one."""
    line = branch.line
    if not frame.code or line.code or line.unit or line.given or line.is_total or printed_formula(line.label) or not line.bare:
        return False
    return leaf or _coded_below(branch)


def _coded_below(branch: Branch) -> bool:
    return any(other.line.code or _coded_below(other) for other in branch.under)


def _names_no_figure(branch: Branch, frame: Frame) -> bool:
    """Whether it counts nothing itself while rows under it do: "Phòng chống lao" over "Số bệnh nhân ..."."""
    under = [kind_by_words(other.line.bare) for other in branch.under]
    return kind_by_words(branch.line.bare) is None and any(under) and not frame.places


def _is_single(line: FormLine, frame: Frame) -> bool:
    """Whether it is the one row of a table that names none, or has only a code."""
    return line.is_single or (not frame.label and not line.is_pattern) or any(char.isalnum() for char in line.code)


def _group_or_heading(branch: Branch, frame: Frame, figures: Sequence[Draft]) -> list[Reason]:
    line = branch.line
    told = line.code or line.given or line.computed or frame.units or frame.open or line.is_total
    looks = branch.weight <= _CAPITALS_BOLD or (branch.number and branch.number[-1].script in _PART_SCRIPTS)
    return [Reason(Guess.GROUP_OR_HEADING)] if looks and not told and figures else []


_CAPITALS_BOLD = 2


def _figures(branch: Branch, unit: str, frame: Frame, figures: Sequence[Draft]) -> Nature:
    line = branch.line
    if not is_nothing(unit):
        return _by_unit(unit, _measured_by(branch))
    if own := _by_label(line.label):
        return own
    if frame.unit and branch.under and not line.is_total:
        return _without_unit_over_rows(branch)
    kind = _kind_by_columns(figures)
    kind = kind or _likely_by_columns(figures, line.bare)
    if kind:
        return Nature(RowRank.FIGURE, kind)
    return _by_note_or_words(branch, frame)


def _by_label(label: str) -> Nature | None:
    """What the label alone says for sure: two counts in one cell, answers to choose from, or a unit."""
    if _TWO_COUNTS.fullmatch(fold(label)):
        return Nature(RowRank.FIGURE, Kind.TEXT, "", (), [Reason(Uncertain.ANSWER_IN_WORDS)])
    if choices := choices_in(label):
        answers = "; ".join(said for said, _ in choices.options)
        why = [] if choices.sure else [Reason(Guess.ANSWERS_GUESSED, {"answers": answers})]
        return Nature(RowRank.FIGURE, Kind.CHOICE, "", choices.options, why)
    own = unit_in(label)
    if own and own.kind is Kind.AMOUNT and is_either_piece(own.printed) and not is_average(label):
        return Nature(RowRank.FIGURE, Kind.COUNT, own.printed, (), [Reason(Guess.UNIT_UNKNOWN, {"unit": own.printed})])
    return Nature(RowRank.FIGURE, own.kind, own.printed) if own and own.kind else None


def _measured_by(branch: Branch) -> str:
    """The label that says what is measured: that of the row above for its parts in the same unit, "- Tốc độ, trường hợp"."""
    above = branch.above.above if branch.above and branch.above.line.is_among_alone else branch.above
    alike = above is not None and above.line.unit == branch.line.unit and _is_part(branch)
    return above.line.bare if above and alike else branch.line.bare


def _by_unit(unit: str, label: str) -> Nature:
    if options := coded_options(unit) or listed_options(unit):
        return Nature(RowRank.FIGURE, Kind.CHOICE, unit, options)
    if kind := kind_of_unit(unit):
        kind = Kind.COUNT if _SITES.fullmatch(fold(label)) and fold(unit) == "diem" else kind
        return Nature(RowRank.FIGURE, Kind.AMOUNT if kind is Kind.COUNT and is_average(label) else kind, unit)
    meaning = meaning_of(unit)
    why = [meaning.why] if meaning.why else []
    if not why and meaning.kind is Kind.COUNT:
        why = [Reason(Guess.UNIT_UNKNOWN, {"unit": unit})]
    return Nature(RowRank.FIGURE, meaning.kind or Kind.COUNT, unit, meaning.options, why)


def _without_unit_over_rows(branch: Branch) -> Nature:
    """A row without a unit over others, where rows have units: a heading, unless it is the sender's or counts."""
    if branch.line.given or branch.line.computed:
        return Nature(RowRank.GROUP, Kind.COUNT, "", (), [Reason(Guess.GROUP_OR_HEADING)])
    counts = kind_by_words(branch.line.bare) is Kind.COUNT and branch.weight > _CAPITALS_BOLD
    why = [Reason(Guess.GROUP_OR_HEADING)] if counts else []
    return Nature(RowRank.HEADING, Kind.HEADING if branch.above else Kind.SECTION, "", (), why)


def _kind_by_columns(figures: Sequence[Draft]) -> Kind | None:
    """What the columns say of all rows; None where one of them leaves it to the row."""
    kinds = {draft.column.kind for draft in figures if draft.role is not ColumnRole.COMPARISON}
    if not kinds or None in kinds:
        return None
    return Kind.COUNT if kinds == {Kind.COUNT} else Kind.RATE if kinds == {Kind.RATE} else Kind.AMOUNT


def _likely_by_columns(figures: Sequence[Draft], label: str) -> Kind | None:
    """What the first column says and no other denies: "Số lượng" before "Đúng hạn"; unless the label says another thing."""
    asked = [draft for draft in figures if draft.role is not ColumnRole.COMPARISON]
    kinds = {kind for draft in asked if (kind := draft.column.kind or kind_of(draft.titled))}
    first = kind_of(asked[0].titled) if asked else None
    if first is None or kinds != {first}:
        return None
    said = kind_by_words(label)
    by_noun = said is Kind.COUNT and not re.match(r"(tong )?so \S", fold(label))
    return first if said in {None, first} or (first is Kind.AMOUNT and by_noun) else None


def _by_note_or_words(branch: Branch, frame: Frame) -> Nature:
    said = kind_by_words(branch.line.bare)
    noted = [(noted.unit, kind) for noted in frame.units if (kind := kind_of_unit(noted.unit))]
    if len(noted) == 1:
        unit, kind = noted[0]
        if said is Kind.RATE and kind is not Kind.RATE:
            return Nature(RowRank.FIGURE, Kind.RATE, "", (), [Reason(Uncertain.RATE_BY_LABEL)])
        return Nature(RowRank.FIGURE, kind, unit)
    if noted:
        named = [(unit, kind) for unit, kind in noted if re.search(rf"\b{re.escape(fold(unit))}\b", fold(branch.line.bare))]
        fitting = named or [(unit, kind) for unit, kind in noted if kind is said]
        unit, kind = fitting[0] if fitting else noted[0]
        why = (
            [] if len(fitting) == 1 else [Reason(Guess.WHICH_UNIT, {"units": ", ".join(noted.unit for noted in frame.units)})]
        )
        return Nature(RowRank.FIGURE, kind, unit, (), why)
    return _by_words(branch, said)


def _is_part(branch: Branch) -> bool:
    """Whether signs or words and not its number alone say that it is a part of the row above."""
    return bool(branch.line.bullet) or branch.line.is_among or branch.goes_on


def _by_words(branch: Branch, said: Kind | None) -> Nature:
    above = branch.above
    while above and above.line.is_among_alone:
        above = above.above
    own = unit_in(above.line.label) if above else None
    if above and own and own.kind in {Kind.COUNT, Kind.AMOUNT} and said in {None, own.kind} and _is_part(branch):
        return Nature(RowRank.FIGURE, own.kind, own.printed)
    if said is None and above and above.line.unit and branch.line.is_among:
        kind = kind_of_unit(above.line.unit) or Kind.COUNT
        return Nature(RowRank.FIGURE, kind, above.line.unit, (), [Reason(Guess.UNIT_OF_ROW_ABOVE, {"unit": above.line.unit})])
    reasons = {
        Kind.RATE: Uncertain.RATE_BY_LABEL,
        Kind.COUNT: Uncertain.COUNT_BY_LABEL,
        Kind.AMOUNT: Guess.AMOUNT_BY_LABEL,
    }
    if said is None and _TEXT.fullmatch(fold(branch.line.bare)):
        return Nature(RowRank.FIGURE, Kind.TEXT, "", (), [Reason(Uncertain.ANSWER_IN_WORDS)])
    reason = reasons.get(said, Guess.KIND_UNKNOWN) if said else Guess.KIND_UNKNOWN
    return Nature(RowRank.FIGURE, said or Kind.COUNT, "", (), [Reason(reason)])
