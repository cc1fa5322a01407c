"""A written report held against its appendix: which figures agree, which contradict a cell, which cannot be compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from tracker.forms.cell import Cell
from tracker.written.mentions import Mention, mentions
from tracker.written.outline import outline_of
from tracker.written.said_choices import choices_said, nothing_said
from tracker.written.sentences import AppendixFigures
from tracker.written.tying import Tie, tie_share, tie_single

_APART = 3  # paragraphs between "before time" and "on time" of one list


class Verdict(StrEnum):
    """What became of a figure of the text."""

    AGREES = "agrees"
    DIFFERS = "differs"
    BLANK = "blank"
    INNER = "inner"
    ASKED = "asked"
    NOT_COMPARED = "not compared"


@dataclass(frozen=True)
class TextFigure:
    """A figure of the text: its sentence and paragraph (from 0), as written, the cells that it was held against.

    `said` and `ours` are the two values; of a contradiction inside the text (`INNER`) `ours` is what its own share makes, of
    words against a choice (`ASKED`) both are None and `written` is the wording. `at` is where the figure begins in the
    paragraph, -1 for one that is said in words.
    """

    verdict: Verdict
    paragraph: int
    sentence: str
    written: str
    cells: tuple[Cell, ...] = ()
    said: Decimal | None = None
    ours: Decimal | None = None
    at: int = -1


def check_text(paragraphs: Sequence[str], known: AppendixFigures) -> list[TextFigure]:
    """Every figure of a report's text, in its order; nothing is changed by it."""
    found = list(mentions(paragraphs))
    compared = [one for mention in found for one in _compare(mention, found, known)]
    outline = outline_of(known.form)
    compared += [
        TextFigure(
            Verdict.DIFFERS if one.ours else Verdict.AGREES, one.paragraph, one.sentence, "0", one.cells, Decimal(0), one.ours
        )
        for one in nothing_said(paragraphs, outline, known)
    ]
    compared += [
        TextFigure(Verdict.ASKED, one.paragraph, one.sentence, one.sentence, (one.cell,))
        for one in choices_said(paragraphs, outline, known)
    ]
    return sorted(compared, key=lambda one: one.paragraph)


def _compare(mention: Mention, found: Sequence[Mention], known: AppendixFigures) -> Iterator[TextFigure]:
    if mention.whole is not None:
        yield from _compare_share(mention, known)
        return
    value = mention.rate if mention.is_rate and mention.rate is not None else mention.part
    tie = tie_single(mention, known)
    if tie is None:
        yield _said(Verdict.NOT_COMPARED, mention, mention.written)
        return
    early = _before_time(mention, found)
    yield replace(_held(mention, mention.written, value + early, tie, known), at=mention.at[0])


def _compare_share(mention: Mention, known: AppendixFigures) -> Iterator[TextFigure]:
    ties = tie_share(mention, known)
    part, _, whole = mention.written.partition("/")
    if ties is None:
        yield _said(Verdict.NOT_COMPARED, mention, mention.written)
    else:
        yield replace(_held(mention, part.strip(), mention.part, ties.part, known), at=mention.at[0])
        yield replace(_held(mention, whole.strip(), mention.whole or Decimal(0), ties.whole, known), at=mention.at[1])
    if mention.rate is None:
        return
    written = f"{mention.rate}%".replace(".", ",")
    if ties is not None:
        yield replace(_held(mention, written, mention.rate, ties.rate, known), at=mention.at[2])
    makes = _rounded(mention)
    if makes is not None and makes != mention.rate:
        yield TextFigure(Verdict.INNER, mention.paragraph, mention.sentence, written, (), mention.rate, makes, mention.at[2])


def _rounded(mention: Mention) -> Decimal | None:
    """What the share makes, at the decimals of the rate that is written."""
    if not mention.whole or mention.rate is None:
        return None
    exponent = mention.rate.as_tuple().exponent
    places = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return (100 * mention.part / mention.whole).quantize(places, ROUND_HALF_UP)


def _before_time(mention: Mention, found: Sequence[Mention]) -> Decimal:
    """What a list gives beside "on time" as done before time: the row means both."""
    if "on_time" not in mention.own or mention.is_rate:
        return Decimal(0)
    near = (one for one in found if "before_time" in one.own and abs(one.paragraph - mention.paragraph) <= _APART)
    same = (one.part for one in near if one.unit == mention.unit and one.whole is None and not one.is_rate)
    return next(same, Decimal(0))


def _held(mention: Mention, written: str, value: Decimal, tie: Tie, known: AppendixFigures) -> TextFigure:
    """A value against the cells that it may be; one that agrees with any of them agrees."""
    filled = [(cells, ours) for cells in tie.cells if (ours := _sum(cells, known)) is not None]
    if not filled:
        blank = all(cell in known.blank for cell in tie.cells[0])
        return _said(Verdict.BLANK if blank else Verdict.NOT_COMPARED, mention, written, tie.cells[0], (value, None))
    for cells, ours in filled:
        if ours == value or (tie.is_rate and _same_rate(ours, value)):
            return _said(Verdict.AGREES, mention, written, cells, (value, ours))
    if len(filled) > 1:  # which of them is meant cannot be said
        return _said(Verdict.NOT_COMPARED, mention, written)
    cells, ours = filled[0]
    return _said(Verdict.DIFFERS, mention, written, cells, (value, ours))


def _same_rate(ours: Decimal, value: Decimal) -> bool:
    """The same at the fewer decimals of the two."""
    exponents = [one.as_tuple().exponent for one in (ours, value)]
    fewest = max(exponent for exponent in exponents if isinstance(exponent, int))
    places = Decimal(1).scaleb(min(fewest, 0))
    return ours.quantize(places, ROUND_HALF_UP) == value.quantize(places, ROUND_HALF_UP)


def _sum(cells: tuple[Cell, ...], known: AppendixFigures) -> Decimal | None:
    values = [known.numbers.get(cell) for cell in cells]
    return None if None in values else sum((value for value in values if value is not None), Decimal(0))


def _said(
    verdict: Verdict,
    mention: Mention,
    written: str,
    cells: tuple[Cell, ...] = (),
    values: tuple[Decimal | None, Decimal | None] = (None, None),
) -> TextFigure:
    return TextFigure(verdict, mention.paragraph, mention.sentence, written, cells, *values)
