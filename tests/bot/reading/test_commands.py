"""Commands of officers in whole sentences: every word is explained, or it is none; a reminder has its time."""

from datetime import datetime

import pytest

from bot.reading.commands import Command, read_command, reminding_time
from tracker.calendar.periods import ZONE

NOW = datetime(2026, 11, 30, 9, tzinfo=ZONE)  # a Monday


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("dạ hoàn tác giúp em cái vừa ghi", Command.UNDO),
        ("hoan tac cau truoc di", Command.UNDO),
        ("nộp báo cáo quý này luôn em", Command.HAND_IN),
        ("cả báo cáo không phát sinh gì hết", Command.NONE_AT_ALL),
        ("quy nay kps tat ca cac muc", Command.NONE_AT_ALL),
        ("sai hết rồi, nhập lại từ đầu", Command.START_OVER),
        ("cho em qua báo cáo khác", Command.OTHER_REPORT),
        ("em đổi số điện thoại rồi, số mới 0912 345 678", Command.PHONE),
        ("chị chuyển công tác, anh Nam phụ trách", Command.HAND_OVER),
        ("em kiêm cả xã Tân Kỳ", Command.OTHER_UNIT),
        ("nhiệm vụ được giao cho xã em có gì quá hạn không?", Command.LATE_TASKS),
    ],
)
def test_a_command_is_heard_with_the_words_around_it(said: str, command: Command) -> None:
    assert read_command(said) is command


@pytest.mark.parametrize(
    "said",
    [
        "nộp rồi",
        "nộp chưa",
        "ai nộp",
        "không phát sinh",
        "mục này không phát sinh",
        "hoàn tác là gì?",
        "nhắc các xã chưa nộp",
        "nhắc em",
        "nhắc em trước hạn 1 ngày",
        "5 văn bản",
        "hôm qua xã nào nộp",
        "ai nghỉ việc",
        "đổi số điện thoại cho em",
    ],
)
def test_other_words_make_no_command(said: str) -> None:
    assert read_command(said) is None


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("nhắc em lúc 2h chiều", datetime(2026, 11, 30, 14, tzinfo=ZONE)),
        ("8h nhắc chị nhé", datetime(2026, 12, 1, 8, tzinfo=ZONE)),
        ("mai nhac lai di gio dang o thon", datetime(2026, 12, 1, 8, tzinfo=ZONE)),
        ("chiều thứ năm nhắc lại giúp", datetime(2026, 12, 3, 14, tzinfo=ZONE)),
        ("nhắc tui 3 giờ rưỡi chiều", datetime(2026, 11, 30, 15, 30, tzinfo=ZONE)),
        ("30 phút nữa nhắc lại", datetime(2026, 11, 30, 9, 30, tzinfo=ZONE)),
        ("nhắc lại ngày 5/12 lúc 9h", datetime(2026, 12, 5, 9, tzinfo=ZONE)),
    ],
)
def test_a_reminder_has_the_time_that_was_said(said: str, at: datetime) -> None:
    assert read_command(said) is Command.REMIND
    assert reminding_time(said, NOW) == at


def test_a_week_is_no_time_to_be_reminded() -> None:
    assert read_command("tuần sau nhắc em") is Command.REMIND
    assert reminding_time("tuần sau nhắc em", NOW) is None
