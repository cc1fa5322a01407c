"""Numbers and rates of tasks, each with its formula."""

from collections.abc import Mapping

from bot.texts.common.wording import number
from tracker.calendar.periods import Period
from tracker.office.units import Unit
from tracker.tasks.classes import TaskClass
from tracker.tasks.history import View
from tracker.tasks.rates import By, RateFormula, TaskCounts
from tracker.workbooks.pictures import Colour, TableCell
from tracker.workbooks.words import RATE_FORMULAS, TASK_CLASSES

RATES_BY: Mapping[str, str] = {By.UNIT: "Theo đơn vị", By.FIELD: "Theo lĩnh vực", By.ASSIGNER: "Theo nơi giao"}
_NO_FIELD = "Chưa ghi lĩnh vực"
_MOST_LINES = 30
PICTURE = "Ảnh"
HERE_IS_THE_PICTURE = "Ảnh tỷ lệ nhiệm vụ theo đơn vị gửi kèm."
PICTURE_NAME = "Ty-le-nhiem-vu.png"
PICTURE_HEAD = ("Đơn vị", "Giao", "Đúng hạn", "Xong muộn", "Quá hạn", "Tỷ lệ")
BOOK = "Sổ theo dõi (Excel)"
HERE_IS_THE_BOOK = "Sổ theo dõi nhiệm vụ gửi kèm."


def no_period(words: str) -> str:
    """What was typed is no period."""
    return f"Tôi đọc được “{words[:40]}” nhưng chưa hiểu là kỳ nào. Gõ ví dụ: tỷ lệ nhiệm vụ quý 1, tỷ lệ nhiệm vụ năm 2024."


def not_begun(period: Period) -> str:
    """Nothing can be said of it yet."""
    return f"{period.label} chưa bắt đầu nên chưa có số liệu."


def rates_title(unit: Unit, period: Period, view: View) -> str:
    """Whose, and of when."""
    until = f"đến hết {view.on.day}/{view.on.month}/{view.on.year}"
    return f"Nhiệm vụ của {unit.full_name}, {period.label[:1].lower()}{period.label[1:]} ({until})"


def tally(found: TaskCounts) -> str:
    """How many are in each class; each rate with its formula."""
    if not any(found.counts.values()):
        return "Không có nhiệm vụ nào trong kỳ này."
    classes = [f"• {TASK_CLASSES[class_]}: {count}" for class_, count in found.counts.items() if count or class_ in _ALWAYS]
    rates = [f"{RATE_FORMULAS[formula]}: {_rate(found, formula)}" for formula in RateFormula]
    return "\n".join([f"Tổng số {found.total} nhiệm vụ", *classes, *rates])


_ALWAYS = {TaskClass.ON_TIME, TaskClass.LATE, TaskClass.IN_TIME, TaskClass.OVERDUE}


def _rate(found: TaskCounts, formula: RateFormula) -> str:
    part, whole = found.parts(formula)
    rate = found.rate(formula)
    return "chưa có" if rate is None else f"{number(rate)}% ({part}/{whole})"


def tallies(groups: Mapping[str, TaskCounts]) -> str:
    """A line for each unit or field, the one with most overdue tasks first; the formula once."""
    order = sorted(groups.items(), key=lambda group: (-group[1].counts[TaskClass.OVERDUE], group[0]))
    lines = [
        f"• {name or _NO_FIELD}: {_rate(found, RateFormula.ALL)}"
        + (f" · quá hạn {found.counts[TaskClass.OVERDUE]}" if found.counts[TaskClass.OVERDUE] else "")
        for name, found in order[:_MOST_LINES]
    ]
    rest = len(order) - _MOST_LINES
    more = [f"và {rest} dòng nữa, xem trong sổ theo dõi."] if rest > 0 else []
    return "\n".join([f"{RATE_FORMULAS[RateFormula.ALL]}:", *lines, *more])


def picture_title(unit: Unit, period: Period, view: View) -> str:
    """Whose, of when, and the formula of the rate."""
    return f"{rates_title(unit, period, view)}. Tỷ lệ = đã hoàn thành / được giao, không tính đã hủy"


def picture_rows(groups: Mapping[str, TaskCounts]) -> list[list[TableCell]]:
    """A row for each unit, the one with most overdue tasks first; the rate is that over all assigned."""
    order = sorted(groups.items(), key=lambda group: (-group[1].counts[TaskClass.OVERDUE], group[0]))
    return [_picture_row(name, found) for name, found in order]


def _picture_row(name: str, found: TaskCounts) -> list[TableCell]:
    late, overdue = found.counts[TaskClass.LATE], found.counts[TaskClass.OVERDUE]
    rate = found.rate(RateFormula.ALL)
    return [
        TableCell(name),
        TableCell(str(found.total)),
        TableCell(str(found.counts[TaskClass.ON_TIME]), Colour.GOOD if found.counts[TaskClass.ON_TIME] else Colour.NONE),
        TableCell(str(late), Colour.LATE if late else Colour.NONE),
        TableCell(str(overdue), Colour.BAD if overdue else Colour.NONE),
        TableCell("–" if rate is None else f"{number(rate)}%"),
    ]


def book_name(unit: Unit) -> str:
    """The name of the file."""
    return f"So-nhiem-vu-{unit.code}.xlsx"
