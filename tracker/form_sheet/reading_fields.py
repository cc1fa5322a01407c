"""What a corrected workbook says of the form as a whole: its title and head, its rules, its concepts, what is given."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from string import Formatter

from tracker.calendar.ladder import parse_ladder
from tracker.form_sheet import vocabulary as words
from tracker.form_sheet.layout import NAMES
from tracker.form_sheet.lines import SheetLine
from tracker.form_sheet.mistakes import Mistake
from tracker.forms.cell import Cell
from tracker.forms.concepts import concept_by_key
from tracker.forms.fields import given_number
from tracker.forms.relations import FormRelation
from tracker.forms.row import Row
from tracker.forms.rules import parse_rule
from tracker.kernel.errors import LadderUnreadable
from tracker.kernel.names import tidy

_FIELDS = {**words.ONCE, **words.REPEATED}
_RULES = {"warn", "block", "mention"}
_CONCEPT_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_fields(lines: Sequence[SheetLine], is_there: Callable[[Cell], bool]) -> dict[str, list[str]]:
    """By field what is said; `is_there` tells whether a rule may speak of a cell; raises FormSheetWrong."""
    fields: dict[str, list[str]] = {name: [] for name in _FIELDS}
    for line in lines:
        name, value = line.meaning("field", _FIELDS), line.cells["value"]
        if name in words.ONCE and fields[name]:
            raise line.wrong("field", Mistake.FIELD_TWICE, field=line.cells["field"])
        if name in {"title", "attached_to"}:
            _check_title(line, value)
        if name in _RULES and value:
            _check_rule(line, value, is_there)
        if name == "reminders" and value:
            _check_reminders(line, value)
        if value:
            fields[name].append(value)
    if lines and not fields["name"]:
        raise lines[0].wrong("value", Mistake.NO_NAME)
    return fields


def _check_title(line: SheetLine, text: str) -> None:
    try:
        unknown = {name for _, name, _, _ in Formatter().parse(text) if name is not None} - NAMES
    except ValueError:
        raise line.wrong("value", Mistake.BRACE_ALONE) from None
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in sorted(NAMES))
        raise line.wrong("value", Mistake.NAME_UNKNOWN, name=f"{{{min(unknown)}}}", known=known)


def _check_rule(line: SheetLine, text: str, is_there: Callable[[Cell], bool]) -> None:
    try:
        missing = [str(cell) for cell in parse_rule(text).cells if not is_there(cell)]
    except ValueError:
        raise line.wrong("value", Mistake.RULE_UNREADABLE, rule=text) from None
    if missing:
        raise line.wrong("value", Mistake.RULE_OF_NO_CELL, key=min(missing))


def read_source(line: SheetLine, text: str) -> FormRelation:
    """A relation and its evidence: "1 = 2 + 3 (trong đó)"; raises FormSheetWrong."""
    relation, _, said = text.removesuffix(")").rpartition(" (")
    for source, pair in words.SOURCES.items():
        if said.casefold() in pair:
            return FormRelation(relation, source)
    known = ", ".join(pair[line.language] for pair in words.SOURCES.values())
    raise line.wrong("value", Mistake.NOT_AMONG, text=said, known=known)


def read_sources(lines: Iterable[SheetLine]) -> tuple[FormRelation, ...]:
    """What the relations of the form were read from; raises FormSheetWrong."""
    named = words.REPEATED["source"]
    said = [line for line in lines if line.cells["field"].casefold() in named]
    return tuple(read_source(line, line.cells["value"]) for line in said if line.cells["value"])


def _check_reminders(line: SheetLine, text: str) -> None:
    try:
        parse_ladder(text)
    except LadderUnreadable:
        raise line.wrong("value", Mistake.REMINDERS_UNREADABLE, text=text) from None


def read_given(lines: Iterable[SheetLine], fields: Mapping[Cell, Row]) -> tuple[tuple[str, str], ...]:
    """What the office has filled, by the texts of the cells; raises FormSheetWrong."""
    found: dict[Cell, str] = {}
    for line in lines:
        cell, value = Cell(line.cells["row"], line.cells["column"]), line.cells["value"]
        if cell not in fields:
            raise line.wrong("row", Mistake.GIVEN_NOWHERE, key=str(cell))
        if cell in found:
            raise line.wrong("row", Mistake.FIELD_TWICE, field=str(cell))
        if fields[cell].is_number and given_number(value) is None:
            raise line.wrong("value", Mistake.GIVEN_NO_NUMBER, text=value)
        found[cell] = value
    return tuple((str(cell), value) for cell, value in found.items())


def read_concepts(lines: Iterable[SheetLine]) -> tuple[tuple[str, str], ...]:
    """The concepts that are not among those of all forms, with their wordings; raises FormSheetWrong."""
    own: dict[str, str] = {}
    for line in lines:
        key, wording = line.cells["concept"], line.cells["wording"]
        if not _CONCEPT_KEY.fullmatch(key):
            raise line.wrong("concept", Mistake.NO_CONCEPT_KEY, text=key)
        if not wording:
            raise line.wrong("wording", Mistake.NO_WORDING)
        if key in own:
            raise line.wrong("concept", Mistake.FIELD_TWICE, field=key)
        known = concept_by_key().get(key)
        if known is None:
            own[key] = wording
        elif tidy(known.wording) != wording:
            raise line.wrong("wording", Mistake.CONCEPT_KNOWN, key=key)
    return tuple(own.items())


def check_concepts(rows: Sequence[Row], lines: Sequence[SheetLine], own: Iterable[tuple[str, str]]) -> None:
    """That rows are concepts that all forms know, or that are described; raises FormSheetWrong."""
    known = {*concept_by_key(), *(key for key, _ in own)}
    for row, line in zip(rows, lines, strict=True):
        if row.concept and row.concept not in known:
            raise line.wrong("concept", Mistake.CONCEPT_UNKNOWN, text=row.concept)
