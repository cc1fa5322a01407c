"""Courtesy at both ends of what is said, and messages that are nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.courtesy import Courtesy, only_courtesy, plainly, reason_in


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("dạ bỏ qua giúp em nhé", "bỏ qua"),
        ("em muốn làm báo cáo ạ", "làm báo cáo"),
        ("cho em xem phụ lục với", "xem phụ lục"),
        ("dạ 2 ạ", "2"),
        ("Chị ơi, hạn nộp khi nào ạ?", "hạn nộp khi nào?"),
        ("giúp em với", "giúp"),
        ("thôi nhé", "thôi"),
        ("9\n9\n\n0\n0 ạ", "9\n9\n\n0\n0"),
    ],
)
def test_courtesy_is_left_out_at_both_ends(text: str, plain: str) -> None:
    assert plainly(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "không",
        "khong co",
        "chưa có",
        "−5",
        "số văn bản",
        "so van ban",
        "12 hộ",
        "2 nghìn",
        "đã nộp",
        "đúng",
        "1.4.1",
        "tổng chi",
    ],
)
def test_what_narrows_or_negates_stays(text: str) -> None:
    assert plainly(text) == text


@given(st.text(max_size=40))
def test_what_is_left_is_a_part_of_what_was_said(text: str) -> None:
    plain = plainly(text)
    assert plain.rstrip("?") in text or plain in plainly(plain)
    assert all(digit in plain for digit in text if digit in "0123456789")


@pytest.mark.parametrize(
    ("text", "courtesy"),
    [
        ("em cảm ơn ạ", Courtesy.THANKS),
        ("cam on", Courtesy.THANKS),
        ("chào em", Courtesy.GREETING),
        ("xin lỗi chị nhé", Courtesy.SORRY),
        ("dạ vâng ạ", Courtesy.AGREED),
        ("ok", Courtesy.AGREED),
        ("ok 5", None),
        ("em", None),
        ("không", None),
        ("cảm ơn, hạn nộp khi nào", None),
    ],
)
def test_what_is_nothing_but_courtesy(text: str, courtesy: Courtesy | None) -> None:
    assert only_courtesy(text) == courtesy


@pytest.mark.parametrize(
    ("text", "reason"),
    [("nhé", ""), ("mục này", ""), ("mục này ạ", ""), ("mục này vì chờ huyện ạ", "vì chờ huyện"), ("chờ huyện", "chờ huyện")],
)
def test_the_reason_of_a_command(text: str, reason: str) -> None:
    assert reason_in(text) == reason
