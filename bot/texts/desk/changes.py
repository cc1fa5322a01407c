"""Who changed a figure, when, and over which channel."""

from collections.abc import Mapping, Sequence

from bot.channels.registry import titles
from bot.texts.common.wording import named_row, report_name, short_moment, value
from tracker.audit.log import AuditLine
from tracker.audit_log.reading import entry_of, whence_of
from tracker.forms.row import Row
from tracker.office.units import Unit
from tracker.reports.behalf import EntryWay
from tracker.reports.rounds import Round
from tracker.workbooks.words import WAYS

HOW_TO_ASK = "Anh/chị gõ số mục, ví dụ: ai đã sửa 1.2.1. Cán bộ theo dõi gõ thêm tên đơn vị sau số mục."
ORIGINS: Mapping[str, str] = {**titles(), "import": "tệp Excel", "upgrade": "nâng cấp"}
_ELSEWHERE = "cách khác"  # a channel or a tool that is no more


def changes(round_: Round, unit: Unit, row: Row, lines: Sequence[AuditLine], names: Mapping[int, str]) -> str:
    """The changes of one row, oldest first."""
    title = f"{named_row(row)} · {unit.full_name} · {report_name(round_)}"
    told = [f"• {_when(line)}: {names.get(line.officer_id or 0, '?')} {_did(row, line)} ({_over(line)})" for line in lines]
    return "\n".join([title, *(told or ["Chưa ai ghi gì vào mục này."])])


def _when(line: AuditLine) -> str:
    return short_moment(line.at) if line.at else "?"


def _did(row: Row, line: AuditLine) -> str:
    old = value(row, entry_of(line.old)) if line.old else ""
    if not line.new:
        return f"bỏ {old}"
    new = value(row, entry_of(line.new)) + (f", lý do: {line.reason}" if line.reason else "")
    return f"sửa {old} → {new}" if old else f"ghi {new}"


def _over(line: AuditLine) -> str:
    origin, way = whence_of(line)
    if way is EntryWay.ROLLUP:
        return WAYS[way]
    over = ORIGINS.get(origin, _ELSEWHERE)
    return f"{over}, nhập thay theo {WAYS[way]}" if way.is_on_behalf else over
