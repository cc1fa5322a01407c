"""Before something far-reaching is done to a report: what it will be, by number and name."""

import dataclasses
from collections.abc import Mapping, Sequence

from bot.texts.common.wording import cell_name, cell_names, cut, few, group_title, named_row, section_name, short_moment, value
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Row
from tracker.reports.entry import Entry
from tracker.reports.figures import Entered

NONE_TITLE = "Ghi không phát sinh?"
NONE_YES = "Ghi không phát sinh"
NONE_NO = "Thôi"
SKIP_TITLE = "Để trống cả phần?"
SKIP_YES = "Để trống hết"
REPLACE_TITLE = "Thay số người khác đã nhập?"
REPLACE_YES = "Thay"
REPLACE_NO = "Giữ"
KEPT = "Giữ nguyên số đã nhập."
_MOST_LINES, _MOST_GROUPS, _LONGEST_NAME = 8, 8, 60


def none_arose(form: Form, cells: Sequence[Cell], standing: int, before: int) -> str:
    """Which groups, or, of many, which sections would be without figures; what stands already, and what stood last period."""
    rows = form.rows_of(cells)
    groups = list(dict.fromkeys(row.ask for row in rows))
    lines = [_group(form, rows, group) for group in groups]
    what = "nhóm"
    if len(lines) > _MOST_LINES:
        sections = {row.key: form.section_at(row.cell) for row in rows}
        lines = [_section(rows, sections, key) for key in dict.fromkeys(section.key for section in sections.values())]
        what = "phần"
    rest = len(lines) - _MOST_LINES
    shown = [*lines[:_MOST_LINES], *([f"• và {rest} {what} nữa"] if rest > 0 else [])]
    notes = [f"Kỳ trước {before} mục trong đó có số; số kỳ trước sẽ không được dùng."] if before else []
    notes += [f"{standing} số đã nhập thì giữ nguyên."] if standing else []
    return "\n".join([f"Tôi sẽ ghi không phát sinh cho {len(cells)} mục chưa nhập:", *shown, *notes])


def _group(form: Form, rows: Sequence[Row], group: str) -> str:
    return f"• {cut(group_title(form, group), _LONGEST_NAME)}: {sum(row.ask == group for row in rows)} mục"


def _section(rows: Sequence[Row], sections: Mapping[str, Row], key: str) -> str:
    mine = [row for row in rows if sections[row.key].key == key]
    section, groups = sections[mine[0].key], few(list(dict.fromkeys(row.ask for row in mine)), _MOST_GROUPS, "nhóm nữa")
    return (
        f"• {section_name(dataclasses.replace(section, label=cut(section.label, _LONGEST_NAME)))}: {len(mine)} mục ({groups})"
    )


def skip(form: Form, section: Row, cells: Sequence[Cell], reason: str) -> str:
    """Before the open cells of a section are left blank."""
    note = f" Ghi chú: {reason}." if reason else ""
    return f"{_part(section)} còn {len(cells)} mục chưa nhập, sẽ để trống hết.{note}\n{', '.join(cell_names(form, cells))}"


def _part(section: Row) -> str:
    return f"Phần {named_row(section)}" if section.stt else section_name(section)


def replace(figures: Sequence[tuple[Row, Entered, str, Entry]]) -> str:
    """The figures of others, each with who entered it and when, and what would stand there."""
    lines = [
        f"• {cell_name(row)} = {value(row, figure.entry)} do {by} nhập lúc {short_moment(figure.at)}; "
        f"thay bằng {value(row, entry)}?"
        for row, figure, by, entry in figures
    ]
    rest = len(lines) - _MOST_LINES
    return "\n".join([*lines[:_MOST_LINES], *([f"• và {rest} mục nữa"] if rest > 0 else [])])
