"""A message in the parts that tell something: rows, figures, and words that relate them; the rest is left out. Pure."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.reading.telling.mentions import NamedRows, RowNames
from bot.reading.telling.parts import Item, Piece
from bot.reading.telling.pieces import Token, read_tokens
from bot.reading.telling.row_places import place, spoken_key
from bot.reading.telling.vocabulary import Tells, tells, told
from bot.reading.tokens.atom import Value
from bot.reading.tokens.spoken import read_loosely
from bot.reading.tokens.vocabulary import bare, begins_with, is_word, spelled

_LONGEST_COUNT = 4  # digits
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_PHONE = re.compile(r"(?<!\w)(?:\+?84|0)[0-9]{2,3}[ .-]?[0-9]{3}[ .-]?[0-9]{3,4}(?!\w)")
_DAY = re.compile(r"(?<![\w.,/-])[0-9]{1,2}([/.-])[0-9]{1,2}\1(?:20)?[0-9]{2}(?![\w/])")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\][]*\]")
_PARTS, _SETS, _JOINS, _SILENT = {",", ";", "\n", "|"}, {":", "="}, {"&"}, set("!…~\"'“”‘’()[]*_")
_SURE_SHARE = 0.5  # of a label that one word must be if it also means something else
_LONGEST_NAME = 3  # words
_THING = "cái"
_YEAR = re.compile("(?:19|20)[0-9]{2}")


class Items(NamedTuple):
    """The parts of a message, and the asides in it that say nothing of a row: brackets, reasons, telephones."""

    told: Sequence[Item]
    asides: tuple[str, ...]


def read_items(text: str, names: RowNames, own: Sequence[str] = (), others: frozenset[str] = frozenset()) -> Items:
    """Cut it; `own` are words for the unit and the period themselves, `others` numbers of rows that are not asked."""
    asides = [found[0] for found in _BRACKETS.finditer(text)]
    plain = _BRACKETS.sub(" ", text)
    asides += [found[0] for found in _PHONE.finditer(plain)]
    plain = _DAY.sub(" ", _PHONE.sub(" ", plain))
    return _Cutter(names, [tuple(one.split()) for one in own], others, read_tokens(plain, names.keys), asides).cut()


class _Cutter:
    def __init__(
        self,
        names: RowNames,
        own: Sequence[tuple[str, ...]],
        others: frozenset[str],
        tokens: list[Token],
        asides: list[str],
    ) -> None:
        self._names, self._own, self._others, self._tokens, self._asides = names, own, others, tokens, asides
        self._marked = any(spelled(token.said) != bare(token.said) for token in tokens)
        self._done: list[Item] = []
        self._behind_figure = -1  # where the token behind the last figure stands

    def cut(self) -> Items:
        at = 0
        while at < len(self._tokens):
            token = self._tokens[at]
            at += self._mark(at) if token.kind == "mark" else self._number(at) if token.said[0].isdigit() else self._words(at)
        return Items(self._done, tuple(self._asides))

    def _add(self, what: Piece | Tells, said: str) -> None:
        self._done.append(Item(what, said))

    def _ahead(self, at: int) -> list[str]:
        """The words and numbers from here to the next sign."""
        words: list[str] = []
        for token in self._tokens[at:]:
            if token.kind == "mark":
                break
            words.append(token.said)
        return words

    def _said(self, at: int) -> str:
        return self._tokens[at].said if 0 <= at < len(self._tokens) else ""

    def _mark(self, at: int) -> int:
        sign = self._said(at)
        following = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        if sign in "-−–" and following and following.said[0].isdigit() and following.glued and not self._tokens[at].glued:
            length = self._number(at + 1)
            if self._done and self._done[-1].what is Piece.FIGURE:
                self._done[-1] = Item(Piece.NEGATIVE, f"-{self._done[-1].said}", figure=self._done[-1].figure)
            return 1 + length
        if sign in _PARTS or sign == "." or (sign in "-–" and not (self._done and self._done[-1].what is Piece.ROWS)):
            self._add(Piece.COMMA, sign)
        elif sign in _SETS or sign in "-–":
            self._add(Tells.IS, sign)
        elif sign == "+":
            self._add(Tells.PLUS, sign)
        elif sign in _JOINS:
            self._add(Tells.AND, sign)
        elif sign not in _SILENT:
            self._add(Piece.UNKNOWN, sign)
        return 1

    def _number(self, at: int) -> int:
        """A row's number, a place, a figure or a fraction."""
        ahead, said = self._ahead(at), self._said(at)
        if named := self._named(at, ahead):
            return named
        is_key = self._tokens[at].kind == "key" and "." in said and not _GROUPED.fullmatch(said) and self._is_set(at)
        if said.lower() in self._others or is_key:
            self._add(Piece.UNKNOWN, said)
            return 1
        if self._said(at + 1) == "/" and self._said(at + 2).isdecimal() and said.isdecimal():
            return self._fraction(at)
        return self._figure(at, ahead)

    def _named(self, at: int, ahead: Sequence[str]) -> int:
        """Rows by their numbers or places: "2.1.1", "hai chấm một", "221:", "dòng đầu", "3 mục con của 2.2"."""
        if under := self._rows_under(ahead):
            return under
        keys, spoken = self._names.keys, spoken_key(ahead)
        found = [place(ahead, len(self._names.parents)), (keys.get(ahead[0].lower()), 1)]
        found += [(keys.get(spoken[0]), spoken[1])] if spoken else []
        found.append((self._undotted(at, ahead[0]), 1))
        row, length = next(((one[0], one[1]) for one in found if one and one[0] is not None), (None, 0))
        return 0 if row is None else self._row(row, " ".join(ahead[:length]), length)

    def _is_set(self, at: int) -> bool:
        return self._said(at + 1) in _SETS or bool(tells(self._ahead(at + 1), Tells.IS))

    def _undotted(self, at: int, said: str) -> int | None:
        """The row whose number this is without its dots, "221: 15"."""
        rows = [n for key, n in self._names.keys.items() if key.replace(".", "") == said and "." in key]
        begins = not self._done or self._done[-1].what is Piece.COMMA
        return rows[0] if len(rows) == 1 and begins and self._is_set(at) else None

    def _row(self, at: int, said: str, length: int = 1) -> int:
        self._done.append(Item(Piece.ROWS, said, (NamedRows((at,), length),), key=True))
        return length

    def _fraction(self, at: int) -> int:
        one, other = self._said(at), self._said(at + 2)
        before = self._done[-1].what if self._done else None
        if before is Tells.PERIOD:
            return 3
        self._done.append(Item(Piece.FRACTION, f"{one}/{other}", figure=Value(one, one), over=int(other)))
        return 3

    def _figure(self, at: int, ahead: Sequence[str]) -> int:
        numeral = read_loosely(ahead)
        if numeral:
            said = " ".join(ahead[: numeral.words])
            value = Value(said, said, numeral.number, numeral.scaled, numeral.dong)
        else:
            said = ahead[0]
            value = Value(said, said)
        length = numeral.words if numeral else 1
        rest = ahead[length:]
        percent = (
            1 if rest[:1] == ["%"] else 2 if len(rest) > 1 and is_word(rest[0], "phần") and is_word(rest[1], "trăm") else 0
        )
        if percent:
            value = Value(f"{said}%", f"{value.text}%" if numeral is None else value.text, value.number)
        garbled = not said[-1].isalpha() and length < len(ahead) and self._tokens[at + length].glued and not percent
        letters = ahead[length] if garbled else ""
        if garbled and letters.casefold() == "o":
            self._add(Piece.UNKNOWN, f"{said}{letters}")
            return length + 1
        self._done.append(Item(Piece.FIGURE, value.said, figure=value))
        self._behind_figure = at + length + percent
        return length + percent

    def _words(self, at: int) -> int:
        ahead = self._ahead(at)
        own = 0 if self._is_told(ahead) else next((len(one) for one in self._own if begins_with(ahead, one)), 0)
        return self._named(at, ahead) or own or self._period(ahead) or self._mentioned(ahead) or self._spelled(at, ahead)

    def _is_told(self, ahead: Sequence[str]) -> bool:
        """Whether a figure follows a word for the unit that is one of a row's label as well: "xã 148, huyện 269"."""
        mention = self._names.find(ahead[:1])
        return mention is not None and len(mention.rows) == 1 and len(ahead) > 1 and ahead[1][0].isdigit()

    def _mentioned(self, ahead: Sequence[str]) -> int:
        """A row by words of its label, where no other phrase or number reaches further."""
        meant, numeral = told(ahead), read_loosely(ahead)
        mention = self._mention(ahead, meant)
        is_unit = self._done[-1:] and self._done[-1].what is Piece.FIGURE and self._names.has_short_unit(ahead[0])
        if (
            mention is None
            or (is_unit and mention.length == 1)
            or mention.length < max(meant[1] if meant else 0, numeral.words if numeral else 0)
        ):
            return 0
        self._done.append(Item(Piece.ROWS, " ".join(ahead[: mention.length]), (mention,)))
        return mention.length

    def _spelled(self, at: int, ahead: Sequence[str]) -> int:
        """A figure in words, or words that relate."""
        meant, numeral = told(ahead), read_loosely(ahead)
        if numeral and numeral.words >= (meant[1] if meant else 0) and not (meant and numeral.number == 0):
            return self._figure(at, ahead)
        return self._meaning(at, ahead, meant)

    def _mention(self, ahead: Sequence[str], meant: tuple[Tells, int] | None) -> NamedRows | None:
        mention = self._names.find(ahead)
        if mention is None:
            return None
        unmarked = self._marked and spelled(ahead[0]) == bare(ahead[0])
        if mention.length == 1 and meant and unmarked and self._names.is_loose(ahead[0], mention):
            return None  # "qua" is no "quá" where marks are typed
        if meant and meant[0] is Tells.LAST and self._done and self._done[-1].what is Tells.SAME:
            return None
        one_word = mention.length == 1 and meant is not None
        return None if one_word and self._names.share(ahead[:1], mention.rows[0]) < _SURE_SHARE else mention

    def _rows_under(self, ahead: Sequence[str]) -> int:
        """All parts of a row, "3 mục con của 2.2", how many there are said before or not."""
        count = int(ahead[0]) if ahead[0].isdecimal() and len(ahead[0]) < _LONGEST_COUNT else 0
        numeral = None if count else read_loosely(ahead)
        lead = 1 if count else numeral.words if numeral else 0
        if edge := self._at_edge(ahead, lead, count or (int(numeral.number) if numeral else 0)):
            return edge
        length = tells(ahead[lead:], Tells.ROWS_UNDER)
        of = ahead[lead + length :]
        if not length or not of:
            return 0
        key = self._names.keys.get(of[0].lower())
        mention = None if key is not None else self._names.find(of)
        whole = key if key is not None else mention.rows[0] if mention else None
        rows = self._names.under(whole) if whole is not None else []
        wanted = count or (int(numeral.number) if numeral else len(rows))
        if not rows or wanted != len(rows):
            return 0
        taken = lead + length + (mention.length if mention else 1)
        self._done.append(Item(Piece.ROWS, " ".join(ahead[:taken]), tuple(NamedRows((n,), 1) for n in rows), key=True))
        return taken

    def _at_edge(self, ahead: Sequence[str], lead: int, count: int) -> int:
        """The first or the last so many rows: "hai dòng đầu"."""
        row = tells(ahead[lead:], Tells.ROW) or int(is_word("".join(ahead[lead : lead + 1]), _THING))
        behind = ahead[lead + row :]
        first, last = tells(behind, Tells.FIRST), tells(behind, Tells.LAST_ROW)
        rows = range(len(self._names.parents))
        if not row or not (first or last) or not 1 < count < len(rows):
            return 0
        taken = lead + row + (first or last)
        chosen = rows[:count] if first else rows[-count:]
        self._done.append(Item(Piece.ROWS, " ".join(ahead[:taken]), tuple(NamedRows((n,), 1) for n in chosen), key=True))
        return taken

    def _period(self, ahead: Sequence[str]) -> int:
        """A day, month or year with its number, which is no figure; "năm" is also 5."""
        length = tells(ahead, Tells.PERIOD)
        if not length or len(ahead) <= length:
            return 0
        behind = ahead[length]
        is_year = is_word(ahead[0], "năm")
        number = read_loosely(ahead[length:])
        if is_year and not _YEAR.fullmatch(behind):
            return 0
        if not behind[0].isdigit() and not (number and not is_word(ahead[0], "năm")):
            return 0
        taken = length + (1 if behind[0].isdigit() else number.words if number else 1)
        self._add(Tells.PERIOD, " ".join(ahead[:taken]))
        return taken

    def _meaning(self, at: int, ahead: Sequence[str], meant: tuple[Tells, int] | None) -> int:
        if name := self._name(ahead):
            return name
        if meant is None:
            if not self._names.has_unit(ahead[0]) and not self._names.has_short_unit(ahead[0]):
                self._add(Piece.UNKNOWN, ahead[0])
            return 1
        what, length = meant
        if self._done and self._done[-1].what is Piece.FIGURE and tells(ahead, Tells.MAY_AMEND) >= length:
            what = Tells.MAY_AMEND
        if what is Tells.WHY:
            reason = self._clause(at)
            self._asides.append(" ".join(reason))
            return len(reason)
        if what is Tells.PERIOD and self._said(at + length + 1) == "/":
            return length + 3
        if what is Tells.TRAILING and length == 1 and at != self._behind_figure:
            return length  # "1 cái chớ mấy" says nothing
        if what not in {Tells.PARTICLE, Tells.PERSON, Tells.PHONE, Tells.PERIOD}:
            self._add(what, " ".join(ahead[:length]))
        return length

    def _clause(self, at: int) -> list[str]:
        """The words to the end of the clause."""
        said: list[str] = []
        for token in self._tokens[at:]:
            if token.said in _PARTS or token.said == ".":
                break
            said.append(token.said)
        return said

    def _name(self, ahead: Sequence[str]) -> int:
        """Somebody's name behind what they are called, "chị Hà"."""
        length = tells(ahead, Tells.PERSON)
        named = 0
        while length and length + named < len(ahead) and ahead[length + named].istitle() and named < _LONGEST_NAME:
            named += 1
        return length + named if named else 0
