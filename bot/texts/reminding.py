"""Reminders."""

from collections.abc import Sequence

from bot.texts.wording import moment, report_name
from tracker.reports import Report
from tracker.rounds import Round

TITLE = "Nhắc hạn nộp báo cáo"


def digest(owed: Sequence[tuple[Report, Round]]) -> str:
    """What is owed, with its due time and the document behind it."""
    lines = []
    for report, round_ in owed:
        basis = f" (căn cứ {round_.basis})" if round_.basis else ""
        lines.append(f"• {report_name(round_)}{basis}: hạn nộp {moment(report.due_at)}")
    return "\n".join(lines)


def do_it_now(round_: Round) -> str:
    """The button under a reminder."""
    return f"Làm ngay: {report_name(round_)}"
