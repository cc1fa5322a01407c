"""Cells that are named before a colon, "3.2 nữ: 5", "3.2[nu]: 5", "Thôn Đông: 120 480", in a form of several columns. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.reading.answering.asked import AskedCells
from bot.reading.answering.grids import read_grid
from bot.reading.answering.labels import option_words
from bot.reading.answering.understood import Explained, Guessed, NoneArose, Puzzled, Reading, Uncertainty, Unclear
from bot.reading.characters import as_seen
from tracker.forms.cell import ENTRY, Cell
from tracker.forms.row import Row
from tracker.kernel.names import fold, tidy
from tracker.reports.entry import Entry

Read = Callable[[str, AskedCells], Reading]
_SET = re.compile(r"\s*(?P<head>[^:=]+?)\s*[:=]\s*(?P<said>\S.*)")
_MARKED = re.compile(r"(?:mục|dòng|chỉ\s+tiêu|số)\s+(?=[0-9])", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"(?P<row>[^\[]+?)\s*\[(?P<column>[^\]]*)\]")
_LINE = re.compile(r"dòng\s+(?P<number>[0-9]{1,3})(?:\s+(?P<rest>.*))?", re.IGNORECASE)
_SETTING = re.compile("[:=]")
_LETTER = re.compile(r"[^\W\d_]")


def read_named(seen: str, asked: AskedCells, read: Read) -> tuple[list[Reading], str]:
    """What lines say of cells that they name, and the other lines; what is said of them is `read` as their answer."""
    readings: list[Reading] = []
    rest: list[str] = []
    for part in _parts(seen):
        found = _SET.fullmatch(part)
        cells = cells_called(found["head"], asked) if found else []
        if found and cells and not (len(cells) == 1 and _SETTING.search(found["said"])):
            readings.append(_said_of(cells, found["said"], asked, read))
        else:
            rest.append(part)
    return readings, "\n".join(rest).strip() if readings else seen


def names_cells(text: str, asked: AskedCells) -> bool:
    """Whether a line of the text sets cells that it names, or the text is a table with rows of the form."""
    heads = [found["head"] for part in _parts(as_seen(text)) if (found := _SET.fullmatch(part))]
    return any(cells_called(head, asked) for head in heads) or read_grid(text, asked) is not None


def _parts(seen: str) -> Iterator[str]:
    """The lines; one that sets several things is parted at its semicolons."""
    for line in seen.split("\n"):
        yield from line.split(";") if len(_SETTING.findall(line)) > 1 else [line]


def _said_of(cells: Sequence[Cell], said: str, asked: AskedCells, read: Read) -> Reading:
    """The answer to these cells alone; fewer bare figures than cells are no answer."""
    if any(asked.form.row_of(cell).repeats for cell in cells):
        return Puzzled(Uncertainty(Unclear.LIST, tuple(map(str, cells))))
    reading = read(said, replace(asked, cells=cells, following=()))
    match reading:
        case NoneArose():
            rows = [(cell, asked.form.row_of(cell)) for cell in cells]
            return Explained({cell: Entry.number(0) if row.is_number else Entry.blank() for cell, row in rows})
        case Explained(entries) if len(entries) < len(cells) and not _LETTER.search(said):
            return Guessed(entries, Uncertainty(Unclear.TOO_FEW, figures=len(entries)))
    return reading


def cells_called(head: str, asked: AskedCells) -> list[Cell]:
    """The cells of a row, and of the columns whose words follow it, that these words name; none if they name none for sure."""
    words = _MARKED.sub("", tidy(head), count=1)
    bracketed = _IN_BRACKETS.fullmatch(words)
    if bracketed:
        words = bracketed["row"]
    for fields, rest in _rows_begun(words, asked):
        columns = bracketed["column"] if bracketed else rest
        if bracketed and rest:
            continue
        if found := _of_columns(fields, columns):
            return [row.cell for row in found]
    return []


def _rows_begun(words: str, asked: AskedCells) -> Iterator[tuple[Sequence[Row], str]]:
    """The fields of each row with whose number, or label, the words begin, and the other words; of a list those of a line."""
    first, _, rest = words.partition(" ")
    fields = asked.numbered.get(first.rstrip(".").lower(), ())
    if fields and fields[0].repeats and (line := _LINE.fullmatch(rest)):
        key = f"{fields[0].key}{ENTRY}{line['number']}"
        yield [replace(row, key=key) for row in asked.form.lines.values() if row.ask == fields[0].key], line["rest"] or ""
    elif fields:
        label = asked.form.by_key[fields[0].key].label
        yield fields, rest[len(label) :].strip() if fold(rest).startswith(fold(label)) else rest
    folded = fold(words)
    labelled = [row for row in asked.form.rows if row.label and _begins(folded, fold(row.label))]
    for row in sorted(labelled, key=lambda row: -len(row.label)):
        alike = [one for one in labelled if fold(one.label) == fold(row.label)]
        if len(alike) == 1:
            yield asked.numbered.get(row.key.lower(), ()), words[len(row.label) :].strip()


def _begins(folded: str, label: str) -> bool:
    return folded == label or folded.startswith(f"{label} ")


def _of_columns(fields: Sequence[Row], words: str) -> list[Row]:
    """The fields whose columns these words mean; all that are asked for no words; none where that is not clear."""
    if not words:
        return list(fields)
    folded = fold(words)
    exact = [row for row in fields if folded in {fold(row.named), row.column}]
    if exact:
        return exact[:1]
    return [row for row in fields if row.named and not option_words(_title(row)).hits(words.split()).left]


def _title(row: Row) -> str:
    """The column's words: what the field's label has behind the row's."""
    return f"{row.label.partition(': ')[2]} {row.named}"
