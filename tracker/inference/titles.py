"""The title of one office's appendix as everybody's: the period and the unit become {names} to fill in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.blank_form import Doubt, TitleBlock, Uncertain
from tracker.kernel.reasons import Reason

_DOTS = r"(?:[.…_]{1,}|…+)"
_YEAR = rf"(?:năm\s+|/\s*)(?:20\d\d|{_DOTS})"
_SPAN = rf"quý\s+(?:I{{1,3}}|IV|[1-4]|{_DOTS})|0?[69] tháng(?: đầu| cuối)?|tháng\s+(?:\d{{1,2}}|{_DOTS})"
_PERIOD = re.compile(rf"(?:{_SPAN})\s*{_YEAR}", re.IGNORECASE)
_YEARLY = re.compile(rf"(?<!\d )năm\s+(?:20\d\d|{_DOTS})", re.IGNORECASE)
_LEVELS = r"(?:xã|phường|thị trấn|đặc khu)"
_UNIT = re.compile(
    rf"(?<=UBND )(?:{_LEVELS}\s+(?:{_DOTS}|[A-ZĐÀ-Ỹ][\wÀ-ỹ'-]*(?:\s+[A-ZĐÀ-Ỹ][\wÀ-ỹ'-]*){{0,4}})|{_DOTS})"
    rf"|(?<=UBND )(?:{_LEVELS.upper()}\s+[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ '-]+)"
)


@dataclass(frozen=True)
class Title:
    """A form's own title block, with the {names} of `tracker.workbook.Heading.facts`."""

    appendix: str = ""
    lines: tuple[str, ...] = ()
    attached_to: str = ""


def title_of(block: TitleBlock) -> tuple[Title, list[Doubt]]:
    """The title to print for every unit and period, and what was replaced in it."""
    lines = tuple(_with_names(line) for line in block.lines)
    attached = _YEARLY.sub("năm {year}", _UNIT.sub(_unit_name, _plain(block.attached_to)))
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
    if said.isupper() and (match.string.isupper() or len(said) > len("NĂM 2024")):
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
