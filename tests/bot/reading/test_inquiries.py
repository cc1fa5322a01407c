"""Questions as officers put them: what is asked of what, and what is no question."""

import csv
from datetime import date

import pytest

from bot.reading.inquiries import corrected, read_inquiry
from bot.reading.inquiries.wants import Wants
from tests.house import ROOT

TODAY = date(2024, 3, 13)
with (ROOT / "tests" / "data" / "officer_questions.tsv").open(encoding="utf-8") as file:
    QUESTIONS = list(csv.DictReader(file, delimiter="\t"))


def test_there_are_sixty_and_a_third_was_kept_aside() -> None:
    assert len(QUESTIONS) == 60
    assert sum(line["kept aside"] == "x" for line in QUESTIONS) == 20


@pytest.mark.parametrize("line", QUESTIONS, ids=lambda line: line["text"])
def test_what_officers_ask_is_understood(line: dict[str, str]) -> None:
    inquiry = read_inquiry(line["text"], TODAY)
    assert inquiry.wants == (Wants(line["asks"]),)
    match line["object"]:
        case "here":
            assert not inquiry.rows
        case "words":
            assert inquiry.labels
        case number:
            assert inquiry.rows == ((number,) if number else ())
            assert inquiry.left == ""


@pytest.mark.parametrize(
    "text",
    [
        *("1.1 là 8", "giao 6", "đúng hạn 5", "41 17", "1.1: 5", "5 5 0 0", "3.2.1", "không phát sinh", "bỏ qua chờ huyện"),
        *("không có gì", "khong co gi", "chưa có số liệu", "chưa có", "còn lại như cũ", "còn lại không phát sinh", "quý 1"),
        *("đang chờ huyện duyệt", "đến thứ hai tuần sau vì chờ số liệu", "có kế hoạch nhưng chưa tổ chức", "1.492 hồ sơ"),
        *("huyện chưa giao nên chưa có số, khi nào có sẽ bổ sung", "vì nộp quá hạn do mất điện", "", "???"),
    ],
)
def test_an_answer_is_no_question(text: str) -> None:
    inquiry = read_inquiry(text, TODAY)
    assert not inquiry.wants or inquiry.left
    assert not inquiry.marked or text == "???"


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("hạn nộp khi nào, còn mấy mục nữa?", {Wants.DUE, Wants.OPEN}),
        ("ai phụ trách và số điện thoại bao nhiêu", {Wants.WHO}),
        ("hạn", {Wants.DUE}),
        ("hạn quý 1 khi nào", {Wants.DUE}),
        ("số nhiệm vụ quá hạn kỳ trước", {Wants.BEFORE}),
        ("phụ lục kỳ trước", {Wants.SHEET}),
        ("mở báo cáo quý 1", {Wants.REPORT}),
        ("3.2.1?", {Wants.WHAT}),
    ],
)
def test_several_questions_and_words_that_stand_in_labels(text: str, wants: set[Wants]) -> None:
    assert set(read_inquiry(text, TODAY).wants) == wants


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("em nộp nhầm, 3.2.1 là 1", "3.2.1 là 1"),
        ("nhầm rồi 3.2.1: 1.492 mới đúng", "3.2.1 : 1.492"),
        ("em nhập nhầm mục 1.1", "1.1"),
        ("1.1 là 5", ""),
        ("huyện ghi nhầm 1.1", ""),
        ("nhầm rồi", ""),
    ],
)
def test_a_slip_is_read_with_its_row(text: str, change: str) -> None:
    assert corrected(text) == change
