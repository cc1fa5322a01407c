"""Which cell a figure of a text is: by its unit and by the words of its clause, never by its value."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.forms.cell import Cell
from tracker.forms.row import Kind, Row
from tracker.forms.rules import parse_formula
from tracker.written.mentions import Mention
from tracker.written.sentences import AppendixFigures
from tracker.written.wording import family_of, plain, unit_of, words_of

_TOTAL = "tong so"
_IN_FORCE = frozenset(
    {"hieu", "luc", "ap", "dung", "tham", "quyen", "giai", "quyet", "don", "vi", "thuoc", "co", "quan", "xa", "cap"}
)
_HALF = 2


@dataclass(frozen=True)
class Tie:
    """The cells that a figure may be, the likeliest first; several in one mean their sum."""

    cells: tuple[tuple[Cell, ...], ...]
    is_rate: bool = False


@dataclass(frozen=True)
class ShareTie:
    """The cells of a share's two numbers and of the rate that they make."""

    part: Tie
    whole: Tie
    rate: Tie


def tie_single(mention: Mention, known: AppendixFigures) -> Tie | None:
    """The cell whose label says what the clause says; None where none or more than one could be meant."""
    if not mention.own:
        return None
    if mention.is_rate:
        return _tie_rate(mention, known)
    fields = [field for field in _concerned(known) if field.kind is not Kind.RATE and _unit_fits(field, mention)]
    said = [(lack, field) for field in fields if (lack := _lacking(mention, words_of(field.label))) is not None]
    surest = [(lack, field) for lack, field in said if not _shared(field, fields) or _above_fits(field, mention, known)]
    if surest:
        fewest = min(lack for lack, _ in surest)
        best = [field for lack, field in surest if lack == fewest]
        return Tie(tuple((field.cell,) for field in best)) if len({words_of(field.label) for field in best}) == 1 else None
    return None if said else _tie_parts(mention, fields)


def _tie_rate(mention: Mention, known: AppendixFigures) -> Tie | None:
    """A rate is what its share is: "100% of the files settled in time"."""
    fitting = []
    for field, part, _ in _rates(known):
        if (not mention.unit or _unit_fits(part, mention)) and _lacking(mention, words_of(part.label)) is not None:
            fitting.append(field)
    return Tie(((fitting[0].cell,),), is_rate=True) if len(fitting) == 1 else None


def _tie_parts(mention: Mention, fields: Sequence[Row]) -> Tie | None:
    """All parts of one family under one row, where the text names the whole alone."""
    families = family_of()
    parts: defaultdict[tuple[str, str], list[Cell]] = defaultdict(list)
    for field in fields:
        beside = words_of(field.label) - mention.own
        if mention.own < words_of(field.label) and len(beside) == 1 and (family := families.get(next(iter(beside)))):
            parts[field.ask, family].append(field.cell)
    whole = [cells for cells in parts.values() if len(cells) > 1]
    return Tie((tuple(whole[0]),)) if len(whole) == 1 else None


def tie_share(mention: Mention, known: AppendixFigures) -> ShareTie | None:
    """The rate whose parts a share names: the only one of this unit, or the one whose words stand in its clause."""
    rates = [(rate, part, whole) for rate, part, whole in _rates(known) if mention.unit and _unit_fits(part, mention)]
    if len(rates) == 1:
        rate, part, whole = rates[0]
        chosen = rates[0] if words_of(rate.label) & mention.context else None
    else:
        chosen = _likeliest(mention, rates)
    if chosen is None:
        return None
    rate, part, whole = chosen
    total = Tie(((whole.cell,),)) if whole.cell in known.numbers else _total(mention, known) or Tie(((whole.cell,),))
    return ShareTie(Tie(((part.cell,),)), total, Tie(((rate.cell,),), is_rate=True))


def _likeliest(mention: Mention, rates: Sequence[tuple[Row, Row, Row]]) -> tuple[Row, Row, Row] | None:
    """Half of the words of its counted part at least, and more than of any other."""
    scored = []
    for one in rates:
        words = words_of(one[1].label)
        common = len(words & mention.own)
        if common and common * _HALF >= len(words):
            scored.append((Decimal(common) / len(words), common, one))
    scored.sort(key=lambda one: one[:2], reverse=True)
    return scored[0][2] if scored and (len(scored) == 1 or scored[0][:2] != scored[1][:2]) else None


def _total(mention: Mention, known: AppendixFigures) -> Tie | None:
    """The row that counts all of a unit: "Tổng số TTHC đang có hiệu lực"."""
    found = [
        field
        for field in _concerned(known)
        if field.kind is Kind.COUNT and _unit_fits(field, mention) and plain(field.label).startswith(_TOTAL)
        and words_of(field.label) <= _IN_FORCE and field.cell in known.numbers
    ]  # fmt: skip
    return Tie(((found[0].cell,),)) if found else None


def _lacking(mention: Mention, label: frozenset[str]) -> int | None:
    """How many words of the label the clause leaves to what stands around it; None where it says another thing.

    A clause may not say anything that the label does not, nor leave out what tells one row of a family from the other.
    """
    if not mention.own & label or not mention.own <= label or not label <= mention.context | mention.item:
        return None
    lacking = label - mention.own - mention.item
    return None if len(lacking) > len(mention.own) or any("_" in word for word in lacking) else len(lacking)


def _shared(field: Row, fields: Iterable[Row]) -> bool:
    """Whether rows of another group say the same and more."""
    words = words_of(field.label)
    return any(other.ask != field.ask and words <= words_of(other.label) for other in fields)


def _above_fits(field: Row, mention: Mention, known: AppendixFigures) -> bool:
    """Whether what the row stands under is spoken of, or is what everything there is about."""
    above = frozenset[str]().union(*(words_of(row.label) for row in _over(field, known)[-1:]))
    return bool((above - words_of(field.label)) & mention.context) or not above - words_of(field.label)


def _over(field: Row, known: AppendixFigures) -> list[Row]:
    rows, seen = known.form.rows, known.form.printed_row(field.cell)
    above = known.form.above(field.cell)
    if field.ask and field.ask != seen.key and (group := known.form.by_key.get(field.ask)) is not None:
        return [*above, group]
    place = rows.index(seen)
    headings = [row for row in rows[:place] if row.kind in {Kind.SECTION, Kind.HEADING}]
    return above or headings[-1:]


def _unit_fits(field: Row, mention: Mention) -> bool:
    return bool(mention.unit) and unit_of(field.unit) == mention.unit


def _concerned(known: AppendixFigures) -> Iterator[Row]:
    """The cells that the unit reports: those with a figure, and those that it left blank."""
    for field in known.form.fields:
        if field.is_number and (field.cell in known.numbers or field.cell in known.blank):
            yield field


def _rates(known: AppendixFigures) -> Iterator[tuple[Row, Row, Row]]:
    """The computed rates that concern the unit, each with the rows of its share."""
    for field in known.form.fields:
        formula = parse_formula(field.of) if field.of else None
        if formula is None or formula.under is None or len(formula.over) != 1:
            continue
        part, whole = known.form.row_at(formula.over[0]), known.form.row_at(formula.under)
        concerned = any(cell in known.numbers or cell in known.blank for cell in (field.cell, formula.over[0], formula.under))
        if part is not None and whole is not None and concerned:
            yield field, part, whole
