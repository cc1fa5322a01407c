"""Finds the table of a plan in a sheet: its head wherever it begins, its columns by their words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.blank_form import text_of
from tracker.blank_form.printed import texts_in
from tracker.kernel.grids import Grid, SheetPlace, Value
from tracker.kernel.names import fold
from tracker.tasks.errors import PlanTableNotFound

_MOST_ABOVE = 30  # rows in which the head must begin
_ROMAN, _LETTER, _NUMBER = re.compile(r"[IVX]+"), re.compile(r"[A-ZĐa-zđ]"), re.compile(r"[0-9]+(?:\.[0-9]+)*")
_NUMBERED = re.compile(r"\(?[0-9]{1,2}\)?")
# The first column whose words fit takes the name; what stands first is looked for first.
_HEADS = (
    ("stt", re.compile(r"stt|tt|so tt|so thu tu")),
    ("notes", re.compile(r"ghi chu.*")),
    ("due", re.compile(r"(?!.*bat dau).*(thoi gian|thoi han|tien do|han hoan thanh|ngay hoan thanh|ket thuc).*")),
    ("lead", re.compile(r".*(chu tri|phu trach|(co quan|don vi|bo phan|nguoi) thuc hien).*")),
    ("taking_part", re.compile(r".*phoi hop.*")),
    ("product", re.compile(r".*(san pham|ket qua|dau ra).*")),
    ("title", re.compile(r".*(nhiem vu|cong viec|hoat dong).*")),
    ("field", re.compile(r".*(linh vuc|noi dung).*")),
)
Columns = Mapping[str, int]


@dataclass(frozen=True)
class PlanTable:
    """The sheet, the last row of the head, and the columns, counted from 1."""

    grid: Grid
    head: int
    columns: Columns

    @property
    def rows(self) -> range:
        """The rows below the head and its line of column numbers, down to the last task; what follows "Nơi nhận" is none."""
        below = range(self.head + 1, len(self.grid.rows) + 1)
        end = next((row for row in below if self._is_signature(row)), below.stop)
        first = next((row for row in below if not self._is_numbering(row)), self.head + 1)
        last = max((row for row in range(first, end) if self._is_task_or_heading(row)), default=self.head)
        return range(first, last + 1)

    def cell(self, row: int, name: str) -> Value:
        """A cell by the name of its column; merged cells say the same all the way down, but for number and title."""
        if name not in self.columns:
            return None
        place = SheetPlace(row, self.columns[name])
        if name not in {"stt", "title"}:
            for first, last in self.grid.merged:
                if first.row <= row <= last.row and first.column == place.column == last.column:
                    return self.grid.at(first)
        return self.grid.at(place)

    def text(self, row: int, name: str) -> str:
        """The cell as one line of text."""
        return text_of(self.cell(row, name))

    def _is_task_or_heading(self, row: int) -> bool:
        more = any(self.text(row, name) for name in ("due", "lead", "product"))
        return bool(sort_of(self.text(row, "stt"))) or (more and bool(self.text(row, "title")))

    def _is_signature(self, row: int) -> bool:
        return any(fold(text).startswith("noi nhan") for _, text in texts_in(self.grid, row))

    def _is_numbering(self, row: int) -> bool:
        said = [text_of(value) for value in self.grid.rows[row - 1] if text_of(value)]
        return len(said) > 1 and all(_NUMBERED.fullmatch(text) for text in said)


def sort_of(stt: str) -> str:
    """What a row's number looks like: Roman, a letter, a dash, or how many parts it has; "" for none."""
    bare = stt.strip(" .)")
    if bare in {"-", "+", "*", "•"}:
        return "dash"
    if _ROMAN.fullmatch(bare):
        return "roman"
    if _LETTER.fullmatch(bare):
        return "letter"
    return f"number {bare.count('.')}" if _NUMBER.fullmatch(bare) else ""


def find_plan_table(grids: Sequence[Grid]) -> PlanTable:
    """The first table with a column of tasks and one of due days or of who leads them; raises PlanTableNotFound."""
    for grid in grids:
        for row in range(1, min(len(grid.rows), _MOST_ABOVE) + 1):
            if "title" not in _named(_heads(grid, row, row)):
                continue
            last = _last_of_head(grid, row)
            columns = _named(_heads(grid, row, last))
            if "title" in columns and not columns.keys().isdisjoint({"due", "lead"}):
                return PlanTable(grid, last, columns)
    raise PlanTableNotFound(rows=_MOST_ABOVE)


def _last_of_head(grid: Grid, row: int) -> int:
    """A head in two rows is merged downwards, or parts a column ("Đơn vị") under which no task stands yet."""
    merged = [span.last.row for span in grid.merged if span.first.row == row]
    upper, lower = _named(_heads(grid, row, row)), _named(_heads(grid, row + 1, row + 1))
    is_blank = grid.at(SheetPlace(row + 1, upper["title"])) is None
    parted = is_blank and not lower.keys().isdisjoint({"lead", "taking_part", "due"})
    return max([row, *merged, *([row + 1] if parted else [])])


def _heads(grid: Grid, first: int, last: int) -> dict[int, str]:
    heads: dict[int, str] = {}
    for row in range(first, last + 1):
        for column, text in texts_in(grid, row):
            heads[column] = f"{heads.get(column, '')} {fold(text)}".strip()
    return heads


def _named(heads: Mapping[int, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for name, words in _HEADS:
        fitting = (column for column, text in heads.items() if column not in columns.values() and words.fullmatch(text))
        found = next(fitting, None)
        if found is not None:
            columns[name] = found
    if "title" not in columns and "field" in columns:  # the only column of words is the task, whatever it is called
        columns["title"] = columns.pop("field")
    return columns
