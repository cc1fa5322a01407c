"""Figures that another report of the unit for the period has already."""

from collections.abc import Mapping
from itertools import groupby

from bot.texts.common.wording import cell_name, cell_names, number, report_name
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.review.elsewhere import ToldElsewhere


def offer(form: Form, told: Mapping[Cell, ToldElsewhere]) -> list[str]:
    """What each of the other reports has, and how it is taken."""
    lines = []
    for report_id, some in groupby(sorted(told.items(), key=_of_report), key=_of_report):
        of = dict(some)
        round_ = next(one.other.round for one in of.values() if one.other.report.id == report_id)
        named = " · ".join(_named(form, cell, one) for cell, one in of.items())
        lines.append(f"{report_name(round_)} đã ghi: {named}.")
    return [*lines, f"Đúng thì chọn “{take(told)}”; nếu khác, anh/chị gõ số."]


def _named(form: Form, cell: Cell, told: ToldElsewhere) -> str:
    there = " + ".join(cell_names(told.other.form, told.cells))
    return f"{cell_name(form.row_of(cell))} = {number(told.amount)} (mục {there})"


def _of_report(one: tuple[Cell, ToldElsewhere]) -> int:
    return one[1].other.report.id


def take(told: Mapping[Cell, ToldElsewhere]) -> str:
    """The choice that takes them."""
    amounts = [one.amount for one in told.values()]
    return f"Lấy {number(amounts[0])}" if len(amounts) == 1 else f"Lấy {len(amounts)} số đã ghi"


def beside(told: ToldElsewhere) -> str:
    """Beside a field on a page."""
    return f"{report_name(told.other.round)} đã ghi: {number(told.amount)}"


THERE = "Sửa ở báo cáo kia"


def gone_there(name: str, back: str) -> str:
    """That another report is at hand now, and how the first one is found again."""
    return f"Đây là {name}. Sửa xong, anh/chị mở lại {back} bằng lệnh /baocao."
