"""What the titles of a column say that it is for."""

import re
from typing import NamedTuple

from tracker.forms.row import ColumnRole, Kind
from tracker.inference.units import coded_options
from tracker.kernel.names import fold
from tracker.printed_sheet import vocabulary
from tracker.printed_sheet.column_titles import Titled
from tracker.printed_sheet.units import UnitSaid, is_unit, kind_by_words, unit_in

Options = tuple[tuple[str, str], ...]
_NOTE, _TEXT, _TICK = (re.compile(words) for words in (vocabulary.NOTE, vocabulary.TEXT, vocabulary.TICK))
_PLAN, _DONE, _BEFORE = (re.compile(words) for words in (vocabulary.PLAN, vocabulary.DONE, vocabulary.BEFORE))
_FORECAST, _COMPARISON = re.compile(vocabulary.FORECAST), re.compile(vocabulary.COMPARISON)
_COMPARES = re.compile(vocabulary.COMPARES)
_NO_CHOICE, _YES_NO = re.compile(vocabulary.NO_CHOICE), re.compile(vocabulary.YES_NO)
_CHOICES = re.compile(r"[(\[](?P<options>[^()\[\]]*/[^()\[\]]*)[)\]]")
_CHOICE_TITLE = re.compile(vocabulary.CHOICE_TITLE, re.IGNORECASE)
_MAYBE_CHOICE = re.compile(vocabulary.MAYBE_CHOICE)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_NEGATIONS = ("khong", "chua", "qua", "khac")
_BIRTH = re.compile(vocabulary.BIRTH)
_TOTAL = re.compile(vocabulary.TOTAL_COLUMN_ALONE)
_THIS_YEAR = re.compile(vocabulary.THIS_YEAR)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(r"\bthang (\d{1,2}) ?(?:[/.-]|nam) ?((?:19|20)\d\d)\b")
_SEXES = {"nam", "nu"}
_LONGEST_OPTION = 6  # words


class RoleSaid(NamedTuple):
    """A role by words (None where they say nothing), the answers of a choice, and whether it is only likely."""

    role: ColumnRole | None
    options: Options = ()
    sure: bool = True


def role_by_words(column: Titled) -> RoleSaid:
    """What the titles of a column that is filled say, the lowest first."""
    name = fold(column.name)
    options = choices_in(column.name)
    is_text = _TEXT.fullmatch(name) or (column.name.casefold().startswith("năm ") and not _THIS_YEAR.fullmatch(name))
    if options and (options.sure or not is_text or _MAYBE_CHOICE.fullmatch(name)):
        return RoleSaid(ColumnRole.CHOICE, options.options, options.sure)
    if _TICK.fullmatch(name):
        return RoleSaid(ColumnRole.TICK)
    if _NOTE.fullmatch(name):
        return RoleSaid(ColumnRole.NOTE)
    if _COMPARISON.fullmatch(name) or any(_COMPARES.fullmatch(fold(title)) for title in column.path):
        return RoleSaid(ColumnRole.COMPARISON)
    is_text = is_text or any(_BIRTH.fullmatch(fold(title)) for title in column.path)
    if is_text and not unit_of(column):
        return RoleSaid(ColumnRole.TEXT)
    return RoleSaid(next((role for title in reversed(column.path) if (role := _time(fold(title)))), None))


def _time(title: str) -> ColumnRole | None:
    if _COMPARISON.fullmatch(title):
        return ColumnRole.COMPARISON
    if _PLAN.fullmatch(title):
        return ColumnRole.PLAN
    if _BEFORE.fullmatch(title):
        return ColumnRole.BEFORE
    return ColumnRole.NOW if _DONE.fullmatch(title) or _FORECAST.fullmatch(title) else None


class Choices(NamedTuple):
    """The answers that a title lists."""

    options: Options
    sure: bool


def choices_in(title: str) -> Choices | None:
    """The answers of "(Có/Không)", "(1: có, 2: không)" or "(xong/ đang làm)"; None for "(tạ/ha)" or "(ngày/tháng/năm)"."""
    coded = next((options for said in _IN_BRACKETS.findall(title) if (options := coded_options(said))), None)
    if coded:
        return Choices(coded, sure=True)
    found = _CHOICES.search(title) or _CHOICE_TITLE.fullmatch(title.strip())
    if not found:
        return None
    parts = [part.strip() for part in found["options"].split("/")]
    folded = [fold(part) for part in parts]
    if any(
        not part or part[0].isdigit() or len(part.split()) > _LONGEST_OPTION or _NO_CHOICE.fullmatch(part) for part in folded
    ):
        return None
    negated = any(part.startswith(_NEGATIONS) for part in folded)
    options = tuple((f"{part[0].upper()}{part[1:]}",) * 2 for part in parts)
    if not negated and len(parts) < 3 and any(_NO_CHOICE.search(part) for part in folded):  # noqa: PLR2004 - two words of a unit
        return None
    if not negated and sum(map(is_unit, folded)) * 2 > len(parts) and not _SEXES.issuperset(folded):
        return None  # "(lớp/buổi)" is counted in one or the other
    return Choices(options, negated)


def unit_of(column: Titled) -> UnitSaid | None:
    """The unit in one of its titles, the lowest first."""
    return next((unit for title in reversed(column.path) if (unit := unit_in(title))), None)


def kind_of(column: Titled) -> Kind | None:
    """What its figures are, by a unit in its titles or by what they speak of; None where they do not say."""
    if unit := unit_of(column):
        return unit.kind
    saying = [title for title in column.path if not _TOTAL.fullmatch(fold(title))] or column.path
    return next((kind for title in reversed(saying) if (kind := kind_by_words(title))), None)


def years_in(column: Titled) -> list[int]:
    """The years that its titles name, the lowest title first."""
    return [int(year) for title in reversed(column.path) for year in _YEAR.findall(title)]


def month_in(column: Titled) -> tuple[int, int] | None:
    """The year and the month that its titles name, the lowest title first: "Thực hiện tháng 5/2024"."""
    found = next((match for title in reversed(column.path) if (match := _MONTH.search(fold(title)))), None)
    return (int(found[2]), int(found[1])) if found else None
