"""What holds between the rows of a table: totals, groups and their parts, and rows of "Trong đó"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tracker.forms.cell import ENTRY
from tracker.forms.relations import Evidence, FormRelation
from tracker.forms.row import Kind
from tracker.kernel.names import fold
from tracker.office_form.branch import Branch
from tracker.office_form.printed_formulas import printed_formula
from tracker.office_form.row_formulas import Follows, Planted
from tracker.office_table.form import RowRank
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.units import is_unit

_ALL_PARTS, _AMONG_WORDS = re.compile(vocabulary.ALL_PARTS), re.compile(vocabulary.AMONG_WORDS)
_DIVISION = re.compile(vocabulary.DIVISION_HEADING)
_MAY_OVERLAP = re.compile(vocabulary.MAY_OVERLAP)
_PARTITIONS = [tuple(re.compile(part) for part in parts) for parts in vocabulary.PARTITIONS]
_ADDED = {Kind.COUNT, Kind.AMOUNT}
_REACH, _STAY = (
    {re.compile(way): beyond for way, beyond in ways.items()} for ways in (vocabulary.REACH, vocabulary.STAY_BELOW)
)
_WORDS_OF_LIMITS = re.compile(vocabulary.WORDS_OF_LIMITS)
_COUNTED = re.compile(r"(tong )?so (?!luong\b)(?P<what>\w+)")
_PEOPLE = re.compile(vocabulary.SOME_OF_PEOPLE)
_FEWEST = 2  # parts that may be all


class _Division(NamedTuple):
    """Rows that divide the one above, and what of the page says so."""

    source: Evidence
    parts: list[Branch]


def row_relations(planted: Planted, follows: Sequence[Follows]) -> Iterator[FormRelation]:
    """Every relation that the rows show, those first by which a row is computed."""
    for branch, how in zip(planted.branches, follows, strict=True):
        if how.of and how.source:
            yield FormRelation(f"{planted.key(branch)} = {how.of}", how.source)
    for branch, how in zip(planted.branches, follows, strict=True):
        if planted.nature(branch).standing is RowRank.HEADING:
            yield from _blocks(planted, branch)
            yield from _of_first(planted, branch)
        elif _is_figure(planted, branch):
            yield from _lists(planted, branch, computed=bool(how.of))
            for division in _divisions(planted, branch):
                yield from _of_division(planted, branch, division, computed=bool(how.of))
            yield from _of_both(planted, branch)


def _lists(planted: Planted, whole: Branch, *, computed: bool) -> Iterator[FormRelation]:
    """A group is the sum of the lines under it."""
    lists = [row for row in whole.under if planted.nature(row).standing is RowRank.OPEN]
    if not computed and len(lists) == len(whole.under) == 1:
        yield FormRelation(f"{planted.key(whole)} = {planted.key(lists[0])}{ENTRY}", Evidence.NUMBERING)


def _blocks(planted: Planted, heading: Branch) -> Iterator[FormRelation]:
    """Row by row what a heading says of whole blocks: "D. Cuối kỳ (D=A+B-C)"."""
    printed = printed_formula(heading.line.label)
    terms = re.findall(r"([-+]?)(\w+)", printed.text) if printed and "/" not in printed.text else []
    found = [(sign or "+", planted.named(heading.counted, name)) for sign, name in terms]
    if len(found) < _FEWEST or any(len(blocks) != 1 or blocks[0] is heading for _, blocks in found):
        return
    inside = [(sign, _by_mark(planted, blocks[0])) for sign, blocks in found]
    for mark, row in _by_mark(planted, heading).items():
        if all(mark in rows for _, rows in inside):
            text = "".join(f" {sign} {rows[mark]}" for sign, rows in inside)
            yield FormRelation(f"{row} = {text.removeprefix(' + ')}", Evidence.LABEL)


def _of_first(planted: Planted, heading: Branch) -> Iterator[FormRelation]:
    """What headings divide beside the first row of their heading, which says the same: "1. Accidents: accidents, by cause"."""
    if not heading.under or not _is_figure(planted, heading.under[0]):
        return
    first, *others = heading.under
    if fold(first.line.bare) != fold(heading.line.bare) and planted.nature(first).standing is not RowRank.TOTAL:
        return
    for other in others:
        if planted.nature(other).standing is RowRank.HEADING and _divides(other):
            leaves = list(_leaves(planted, other))
            if len(leaves) == 1 and planted.nature(leaves[0]).standing is RowRank.OPEN:
                yield FormRelation(f"{planted.key(first)} = {planted.key(leaves[0])}{ENTRY}", Evidence.DIVIDED)
            elif all(_is_figure(planted, row) for row in leaves):
                yield from _of_division(planted, first, _Division(Evidence.DIVIDED, leaves), computed=False)


def _leaves(planted: Planted, heading: Branch) -> Iterator[Branch]:
    """The rows under a heading and under its own headings."""
    for row in heading.under:
        if planted.nature(row).standing is RowRank.HEADING:
            yield from _leaves(planted, row)
        else:
            yield row


def _by_mark(planted: Planted, above: Branch) -> dict[str, str]:
    """The rows of figures anywhere under a heading, by their printed numbers."""
    found: dict[str, str] = {}
    for row in above.under:
        if row.line.mark and _is_figure(planted, row):
            found[row.line.mark.strip("(). ")] = planted.key(row)
        found |= _by_mark(planted, row)
    return found


def _is_figure(planted: Planted, branch: Branch) -> bool:
    nature = planted.nature(branch)
    return nature.standing not in {RowRank.HEADING, RowRank.OPEN} and nature.kind in _ADDED


def _divisions(planted: Planted, whole: Branch) -> Iterator[_Division]:
    """The rows under another, apart where headings or words part them."""
    plain, named = _Division(Evidence.NUMBERING, []), _Division(Evidence.AMONG, [])
    for row in whole.under:
        words = fold(row.line.bare)
        if planted.nature(row).standing is RowRank.HEADING:
            parts = [part for part in row.under if not _is_among_heading(planted, part)]
            yield _Division(Evidence.DIVIDED if _divides(row) else Evidence.AMONG, parts)
        elif row.line.is_among and not row.goes_on:
            if named.parts:
                yield named
            divided = bool(_ALL_PARTS.match(words)) and not _AMONG_WORDS.match(words)
            named = _Division(Evidence.DIVIDED if divided else Evidence.AMONG, [row])
        elif named.parts and (row.goes_on or row.line.bullet or not row.number):
            named.parts.append(row)
        else:
            plain.parts.append(row)
    signed = [row for row in plain.parts if row.line.bullet]
    if signed and not any(row.number for row in plain.parts):  # what has no sign beside them is no part like them
        yield from (_Division(plain.source, [row]) for row in plain.parts if not row.line.bullet)
        plain = _Division(plain.source, signed)
    yield from (division for division in (plain, named) if division.parts)


def _divides(heading: Branch) -> bool:
    """Whether a heading says that all parts stand under it."""
    words = fold(heading.line.bare)
    return bool(_ALL_PARTS.match(words) or _DIVISION.fullmatch(words)) and not _AMONG_WORDS.match(words)


def _is_among_heading(planted: Planted, row: Branch) -> bool:
    return planted.nature(row).standing is RowRank.HEADING and bool(_AMONG_WORDS.match(fold(row.line.bare)))


def _of_division(planted: Planted, whole: Branch, division: _Division, *, computed: bool) -> Iterator[FormRelation]:
    unit, key = fold(planted.nature(whole).unit), planted.key(whole)
    parts = [row for row in division.parts if _is_figure(planted, row)]
    whole_of_any = division.source is Evidence.DIVIDED and not unit  # a total of households, people and groups has no unit
    same = [row for row in parts if whole_of_any or fold(planted.nature(row).unit) == unit]
    alike = [row for row in same if unit or whole_of_any or _count_alike(whole, row)]
    if len(alike) == len(division.parts) >= _FEWEST and _are_all(
        division, parts, counted=planted.nature(whole).kind is Kind.COUNT
    ):
        if not computed:
            yield FormRelation(f"{key} = {' + '.join(map(planted.key, parts))}", division.source)
        return
    signed = not any(row.number for row in division.parts)  # rows with a sign, or with nothing, before their names
    if division.source is Evidence.AMONG or len(division.parts) == 1 or signed:
        yield from (FormRelation(f"{planted.key(row)} <= {key}", Evidence.AMONG) for row in alike)


def _count_alike(whole: Branch, part: Branch) -> bool:
    """Whether nothing says that two rows without units count different things: "Số cuộc" and "Số lượt người tham dự"."""
    counted = [_COUNTED.match(fold(row.line.bare)) for row in (whole, part)]
    nouns = {found["what"] for found in counted if found and is_unit(found["what"])}
    return len(nouns) < _FEWEST or part.line.is_among or bool(_PEOPLE.match(fold(part.line.bare)))


def _of_both(planted: Planted, whole: Branch) -> Iterator[FormRelation]:
    """Who is said to be of two parts is of each: "pupils of 6 years in class 1" are pupils of 6 years, and in class 1."""
    divided = [row for row in whole.under if planted.nature(row).standing is RowRank.HEADING and _divides(row)]
    parts = [part for heading in divided for part in heading.under if _is_figure(planted, part)]
    among = [part for heading in (*divided, whole) for part in heading.under if _is_among_heading(planted, part)]
    for row in (row for heading in among for row in heading.under if _is_figure(planted, row)):
        words, unit = set(fold(row.line.bare).split()), planted.nature(row).unit
        wider = [part for part in parts if set(fold(part.line.bare).split()) < words and planted.nature(part).unit == unit]
        for of in wider or ([whole] if planted.nature(whole).unit == unit else []):
            yield FormRelation(f"{planted.key(row)} <= {planted.key(of)}", Evidence.AMONG)


def _are_all(division: _Division, parts: Sequence[Branch], *, counted: bool) -> bool:
    """Whether these are all parts that there are, as words, numbers or known pairs say; people may be of several kinds."""
    names = [_name(row) for row in parts]
    if division.source is Evidence.DIVIDED or any(_is_known(names, known) for known in _PARTITIONS) or _are_sides(names):
        return True
    labels = [row.line.bare.lower() for row in parts]
    numbered = all(row.number for row in parts) or all(row.line.bullet for row in parts) or not any(r.number for r in parts)
    return division.source is Evidence.NUMBERING and numbered and not (counted and any(map(_MAY_OVERLAP.search, labels)))


def _is_known(names: Sequence[str], known: Sequence[re.Pattern[str]]) -> bool:
    """Whether these are the parts of a division that everybody knows: men and women, town and country."""
    return len(names) == len(known) and all(any(pattern.fullmatch(name) for pattern in known) for name in names)


def _are_sides(names: Sequence[str]) -> bool:
    """Whether two parts are what reaches a limit and what does not: "28 classes or more" and "27 or fewer"."""
    reach, stay = ({at: found for at, name in enumerate(names) if (found := _limit(name, way))} for way in (_REACH, _STAY))
    if len(names) != _FEWEST or {*reach, *stay} != {0, 1} or len(reach) != 1:
        return False
    (least, of), (most, also_of) = *reach.values(), *stay.values()
    return least == most + 1 and of == also_of


def _limit(name: str, ways: Mapping[re.Pattern[str], int]) -> tuple[int, str] | None:
    """The limit itself and what is counted by it."""
    for way, beyond in ways.items():
        if found := way.search(name):
            return int(found["limit"]) + beyond, " ".join(re.sub(_WORDS_OF_LIMITS, " ", name).split())
    return None


def _name(row: Branch) -> str:
    return re.sub(r"^\W*(t(r|rong)?\.? ?do|chia ra|gom|bao gom)\s*:?\W*", "", fold(row.line.bare)).strip()
