"""A yearly plan that becomes tasks."""

from collections.abc import Mapping
from enum import Enum
from typing import cast

from bot.texts.common.wording import said
from tracker.tasks.errors import PlanWrong
from tracker.tasks.plan import Plan
from tracker.tasks.plan_import import PlanFinding, PlanMistake, PlanTaken

DROP = "Không đưa vào sổ"
_MOST = 8  # rows in one message

SENTENCES: Mapping[Enum, str] = {
    PlanMistake.NO_TASK: "bảng không có nhiệm vụ nào.",
    PlanMistake.NO_TITLE: "nhiệm vụ chưa có tên.",
    PlanMistake.DUE_UNREADABLE: "“{text}” chưa rõ là hạn nào; ghi 31/12/2024, Tháng 3/2024, Quý I/2024 hoặc Thường xuyên.",
    PlanMistake.DUE_OTHER_YEAR: "hạn {due} không thuộc năm của kế hoạch.",
    PlanMistake.UNIT_UNKNOWN: "không có đơn vị hoặc cán bộ nào tên “{name}”.",
    PlanMistake.TASK_TWICE: "nhiệm vụ này đã có ở dòng {row}.",
}


def question(plan: Plan) -> str:
    """How many tasks there are, and of which year the plan is."""
    fields = len({line.field for line in plan.lines})
    return (
        f"Tệp này là kế hoạch có {len(plan.lines)} nhiệm vụ thuộc {fields} nội dung. Anh/chị chọn năm để đưa vào sổ nhiệm vụ:"
    )


def of_year(year: int) -> str:
    """The button."""
    return f"Kế hoạch năm {year}"


def wrong(error: PlanWrong) -> str:
    """What is wrong, row by row; nothing was taken."""
    findings = cast(list[PlanFinding], error.facts["findings"])
    lines = [f"• dòng {finding.row}: {said(SENTENCES, finding.reason)}" for finding in findings[:_MOST]]
    more = [f"• và {len(findings) - _MOST} chỗ nữa"] if len(findings) > _MOST else []
    return "\n".join([f"Kế hoạch có {len(findings)} chỗ chưa đúng nên tôi chưa đưa gì vào sổ:", *lines, *more,
                      "Anh/chị sửa trong tệp rồi gửi lại."])  # fmt: skip


def taken(year: int, plan: PlanTaken) -> str:
    """After it was taken over."""
    known = f"; {plan.known} nhiệm vụ đã có trong sổ, giữ nguyên" if plan.known else ""
    differing = f" ({len(plan.differing)} nhiệm vụ có hạn khác kế hoạch)" if plan.differing else ""
    return f"Đã đưa {len(plan.added)} nhiệm vụ của kế hoạch năm {year} vào sổ{known}{differing}. Gõ /nhiemvu để xem."
