"""Figures of the same period last year from the unit's own report."""

from collections.abc import Sequence

from bot.texts.common.wording import cell_name, value
from tracker.forms.row import Row
from tracker.reports.entry import Entry

USE = "Dùng số đã báo cáo"


def source(period: str) -> str:
    """Whence the figure is, as it is printed beside it."""
    return f"theo báo cáo {period} đã nộp"


def beside(period: str, figures: Sequence[tuple[Row, Entry]]) -> str:
    """Under the question, what is taken with its answer."""
    named = " · ".join(f"{cell_name(row)} = {value(row, entry)}" for row, entry in figures)
    return f"Tôi lấy kèm từ báo cáo {period} đã nộp: {named}. Nếu khác thì gõ kèm tên cột."
