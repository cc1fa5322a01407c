"""The title of one office's appendix as everybody's: the period and the unit become {names} to fill in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.blank_form import Doubt, TitleBlock, Uncertain
from tracker.inference import vocabulary
from tracker.kernel.reasons import Reason

_PERIOD, _YEARLY = re.compile(vocabulary.PERIOD, re.IGNORECASE), re.compile(vocabulary.YEARLY, re.IGNORECASE)
_UNIT = re.compile(vocabulary.UNIT)


@dataclass(frozen=True)
class Title:
    """A form's own title block, with the {names} of `tracker.workbook.Heading.facts`."""

    appendix: str = ""
    lines: tuple[str, ...] = ()
    attached_to: str = ""


def title_of(block: TitleBlock) -> tuple[Title, list[Doubt]]:
    """The title to print for every unit and period, and what was replaced in it."""
    lines = tuple(_with_names(line) for line in block.lines)
    attached = _YEARLY.sub(vocabulary.OF_YEAR, _UNIT.sub(_unit_name, _plain(block.attached_to)))
    doubts = list(_doubts(block, lines, attached))
    return Title(block.appendix, lines, attached), doubts


def _plain(text: str) -> str:
    """Text in which braces mean themselves."""
    return text.replace("{", "{{").replace("}", "}}")


def _with_names(line: str) -> str:
    text = _UNIT.sub(_unit_name, _plain(line))
    text, count = _PERIOD.subn(_period_name, text)
    return text if count else _YEARLY.sub(_period_name, text)


def _period_name(match: re.Match[str]) -> str:
    said = match[0]
    if said.isupper() and (match.string.isupper() or len(said) > vocabulary.LONGEST_YEAR):
        return "{PERIOD}"
    return "{period}" if said[0].isupper() or said[0].isdigit() else "{period_within}"


def _unit_name(match: re.Match[str]) -> str:
    return "{UNIT}" if match[0].isupper() else "{unit}"


def _doubts(block: TitleBlock, lines: tuple[str, ...], attached: str) -> Iterator[Doubt]:
    if not block.appendix:
        yield Doubt(block.row, "", Reason(Uncertain.NO_APPENDIX_NAME))
    if not lines:
        yield Doubt(block.row, "", Reason(Uncertain.NO_TITLE))
    for before, after in zip((*block.lines, block.attached_to), (*lines, attached), strict=True):
        if named := _UNIT.search(_plain(before)):
            yield Doubt(block.row, "", Reason(Uncertain.TITLE_NAMES_UNIT, {"line": after, "unit": named[0]}))
