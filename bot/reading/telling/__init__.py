"""What a message tells of the rows that are asked, told as people tell it: in relations, sums, places and corrections.

It is only ever a guess, to be confirmed with one tap: nothing that is worked out here is recorded at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.reading.numbers import Unread
from bot.reading.telling.amounts import Operation, WhyNot, Withheld, Worked
from bot.reading.telling.hearing import Hearing
from bot.reading.telling.items import read_items
from bot.reading.telling.mentions import RowNames
from bot.reading.telling.parts import Piece
from bot.reading.telling.solving import Read, Solver
from bot.reading.telling.vocabulary import Tells, tells
from tracker.forms.row import Kind, Row
from tracker.reports.entry import Entry

__all__ = ["Operation", "Read", "ToldMessage", "ToldRows", "WhyNot", "Withheld", "Worked", "rows_told", "tell"]


@dataclass(frozen=True)
class ToldRows:
    """The rows that are asked, in order, with the label above each, and other rows that are named by number alone.

    `standing` is what stands in them, by their places, `last` what stood there last period.
    `own` are words for the unit and the period themselves; `others` are the numbers of further rows.
    """

    rows: Sequence[Row]
    parents: Sequence[str]
    standing: Mapping[int, Entry]
    last: Mapping[int, Entry]
    own: Sequence[str] = ()
    others: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ToldMessage:
    """What is told, by the places of the rows: entries, how they were worked out, and what is no figure for sure.

    `left` are words that are not understood, `loose` figures and rows that were not brought together; `asides` say nothing of
    a row: brackets, reasons, telephones; `general`: something that is told of no row.
    """

    entries: Mapping[int, Entry]
    worked: Mapping[int, Worked]
    withheld: Mapping[int, Withheld]
    unread: Mapping[int, Unread]
    left: tuple[str, ...]
    loose: tuple[str, ...]
    asides: tuple[str, ...]
    general: Withheld | None = None
    unsure: bool = False  # a short form may be of several rows
    either: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # other rows that a figure may be of

    @property
    def is_whole(self) -> bool:
        """Whether all of the message is explained, by figures or by why there is none."""
        return not self.left and not self.loose and not self.unread


def rows_told(text: str, rows: ToldRows) -> list[int]:
    """The places of the rows that are named in the message, each once; words for last period name none."""
    names = RowNames(tuple(rows.rows), tuple(rows.parents))
    named = [item for item in read_items(text, names, rows.own, rows.others).told if item.what is Piece.ROWS]
    said = [item for item in named if tells(item.said.split(), Tells.LAST) < len(item.said.split())]
    return list(dict.fromkeys(mention.rows[0] for item in said for mention in item.rows))


def tell(text: str, rows: ToldRows, read: Read) -> ToldMessage:
    """Hear the message and work out what it tells; `read` reads a figure as its row wants it."""
    names = RowNames(tuple(rows.rows), tuple(rows.parents))
    cut = read_items(text, names, rows.own, rows.others)
    heard = Hearing(names, cut.told)
    heard.hear()
    amounts = dict(heard.told)
    if heard.others is not None:
        counts = [n for n in range(len(names.parents)) if names.rows[n].kind is not Kind.RATE]
        among = counts if counts and not amounts else range(len(names.parents))  # where there is none at all a rate is none
        open_ = [n for n in among if n not in amounts]
        amounts |= dict.fromkeys(open_, heard.others)
    solver = Solver(names, amounts, rows.standing, rows.last, read)
    solved = {at: solver.entry(at) for at in sorted(amounts)}
    if heard.swapped:
        one, other = heard.swapped
        solved |= {one: solver.standing_or_told(other), other: solver.standing_or_told(one)}
    return ToldMessage(
        {at: entry for at, entry in solved.items() if isinstance(entry, Entry)},
        solver.worked,
        {at: entry for at, entry in solved.items() if isinstance(entry, Withheld)},
        {at: entry for at, entry in solved.items() if isinstance(entry, Unread)},
        tuple(heard.left),
        tuple(heard.loose),
        (*cut.asides, *heard.passed),
        heard.general,
        heard.unsure,
        heard.either,
    )
