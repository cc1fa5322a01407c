"""Where a report stands, in the words of every message that says so: one line for each stage and state."""

from collections.abc import Mapping
from typing import NamedTuple

from tracker.reports.reports import Stage, State


class StageWords(NamedTuple):
    """`heading`: above the units of a board. `beside`: behind a unit's name, None where its day or progress says more.

    `unsent` and `sent`: how a unit stands that never handed it in, and one that has; "" where the other is always true.
    """

    heading: str
    beside: str | None = None
    unsent: str = ""
    sent: str = ""


STAGES: Mapping[Stage, StageWords] = {
    Stage.NOT_STARTED: StageWords("○ Chưa bắt đầu", beside="", unsent="chưa bắt đầu"),
    Stage.DRAFTING: StageWords("… Đang nhập", unsent="đang nhập {entered}/{asked}"),
    Stage.AWAITING: StageWords(
        "… Chờ lãnh đạo duyệt", beside=" (chờ lãnh đạo duyệt)", unsent="chờ lãnh đạo duyệt", sent="bản sửa chờ lãnh đạo duyệt"
    ),
    Stage.TAKEN_BACK: StageWords("… Đã nộp, đang sửa lại", beside=" (đang sửa lại)", sent="đang sửa lại"),
    Stage.RETURNED: StageWords("↩ Trả lại, đang sửa", beside=" (trả lại)", sent="trả lại, đang sửa"),
    Stage.SUBMITTED: StageWords("✓ Đã nộp, chờ tiếp nhận", sent="chờ tiếp nhận"),
    Stage.ACCEPTED: StageWords("✓ Đã tiếp nhận", sent="đã tiếp nhận"),
    Stage.CANCELLED: StageWords("✕ Đã hủy", unsent="đã hủy", sent="đã hủy"),
}


class StateWords(NamedTuple):
    """`to_leader`: why there is nothing to approve any more. `to_desk`: why nothing can be entered for the unit.

    "" where the one or the other can be done.
    """

    to_leader: str
    to_desk: str


STATES: Mapping[State, StateWords] = {
    State.DRAFTING: StateWords("đang được sửa lại", ""),
    State.AWAITING: StateWords("", "đang chờ lãnh đạo đơn vị duyệt"),
    State.SUBMITTED: StateWords("đã nộp", "đã nộp; cần sửa, anh/chị trả lại trước"),
    State.RETURNED: StateWords("đang được sửa theo yêu cầu của cấp trên", ""),
    State.ACCEPTED: StateWords("đã được cấp trên tiếp nhận", "đã tiếp nhận"),
    State.CANCELLED: StateWords("đã được hủy", "đã hủy"),
}
