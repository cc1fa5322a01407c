"""How the correction workbook is laid out: its sheets and their columns, and how single cells are written and read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from tracker.form_sheet import vocabulary as words
from tracker.form_sheet.vocabulary import Pair

NAMES = frozenset({"period", "PERIOD", "period_within", "year", "unit", "UNIT"})  # of tracker.workbook.Heading.facts
PATH = "\n"  # between the levels of a column's title
MARK = "x"

Options = tuple[tuple[str, str], ...]
_CODED = re.compile(r"(?P<code>\w{1,10})=(?P<label>.+)")
_PLACE = re.compile(r"(?:(?P<sheet>.*), \S+ )?(?P<row>\d{1,5})", re.DOTALL)


class Language(IntEnum):
    """The language in which a correction workbook is written."""

    VIETNAMESE = 0
    ENGLISH = 1


@dataclass(frozen=True, eq=False)
class OurSheet:
    """One of our sheets: what it is called, and its columns by their names in the code."""

    name: Pair
    columns: Mapping[str, Pair]

    def head(self, language: Language) -> list[str]:
        """The words of its first row."""
        return [pair[language] for pair in self.columns.values()]


ROWS = OurSheet(words.ROWS, words.ROW_COLUMNS)
COLUMNS = OurSheet(words.COLUMNS, words.COLUMN_COLUMNS)
FORM = OurSheet(words.FORM, words.FIELD_COLUMNS)
GIVEN = OurSheet(words.GIVEN, words.GIVEN_COLUMNS)
CONCEPTS = OurSheet(words.CONCEPTS, words.CONCEPT_COLUMNS)
TABLES = OurSheet(words.TABLES, words.TABLE_COLUMNS)
PARTS = (ROWS, COLUMNS, FORM, GIVEN, CONCEPTS, TABLES)


def options_text(options: Options) -> str:
    """One answer a line: "0=Trực tuyến", or the label alone where no code is printed."""
    return "\n".join(label if code == label else f"{code}={label}" for code, label in options)


def read_options(text: str) -> Options:
    """What `options_text` wrote; answers in one line may be parted by semicolons."""
    coded = re.search(r"\w=", text)
    parts = [part.strip() for part in re.split(r"\n|;\s*(?=\w{1,10}=)" if coded else r"[\n;]", text) if part.strip()]
    pairs = [(match["code"], match["label"].strip()) if (match := _CODED.fullmatch(part)) else (part, part) for part in parts]
    return tuple(pairs)


def place_text(sheet: str, row: int, language: Language) -> str:
    """Where a row stands in the office's workbook: "PL01, dòng 7"."""
    return f"{sheet}, {words.ROW_WORD[language]} {row}"


def read_place(text: str) -> tuple[str, int] | None:
    """The sheet ("" where only a number is written) and the row; None if it is no place."""
    found = _PLACE.fullmatch(text)
    return (found["sheet"] or "", int(found["row"])) if found else None
