"""Words follow the appendix: figures that cells have become places, the rest is listed to be looked at."""

from decimal import Decimal

import pytest

from tests.communes import NOW
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.narrative.words import HeadingWords
from tracker.written.outline import heading_named, outline_of
from tracker.written.own_words import WordedReport
from tracker.written.refreshing import carried_over, refreshed, without_braces
from tracker.written.sentences import AppendixFigures

FORM = official_form("ban-thi-2024")
FACTS = {"period": "Quý I năm 2024", "period_within": "quý I năm 2024"}


def known(**numbers: str) -> AppendixFigures:
    given = {Cell(key.replace("_", ".")): Decimal(value) for key, value in numbers.items()}
    return AppendixFigures(FORM, given, {}, frozenset({Cell("4.5.1")}) - given.keys(), FACTS)


Q1 = known(**{"1_2_1": "41", "1_2_2": "17", "1_2": "41.46", "4_5_1": "9", "4_5_2": "9"})
Q2 = known(**{"1_2_1": "41", "1_2_2": "25", "1_2": "60.98", "4_5_1": "12", "4_5_2": "0"})


@pytest.mark.parametrize(
    ("slot", "words", "kept", "next_period"),
    [
        (
            "I.plan",
            "Kế hoạch (số 20/KH-UBND) đề ra 41 nhiệm vụ, đến hết quý I năm 2024 đạt 41,46% (17/41 nhiệm vụ).",
            (
                "Kế hoạch (số 20/KH-UBND) đề ra {1.2.1} nhiệm vụ, "
                "đến hết {period_within} đạt {1.2} ({1.2.2:n}/{1.2.1:n} nhiệm vụ)."
            ),
            "Kế hoạch (số 20/KH-UBND) đề ra 41 nhiệm vụ, đến hết quý I năm 2024 đạt 60,98% (25/41 nhiệm vụ).",
        ),
        (
            "II.3.posts",
            "Biên chế được giao 9 người, số biên chế có mặt 09 người, cử 02 cán bộ đi học.",
            "Biên chế được giao {4.5.1:n} người, số biên chế có mặt {4.5.2} người, cử 02 cán bộ đi học.",
            "Biên chế được giao 12 người, số biên chế có mặt 0 người, cử 02 cán bộ đi học.",
        ),
        ("II.3.posts", "Biên chế được giao 20 người.", "Biên chế được giao 20 người.", "Biên chế được giao 20 người."),
    ],
)
def test_figures_that_cells_have_follow_them(slot: str, words: str, kept: str, next_period: str) -> None:
    report = WordedReport(outline_of(FORM), Q1, {}, "")
    following = report.following(slot, HeadingWords(words, 1, NOW))
    assert following.words == kept
    assert refreshed(following.words, Q1).text == words
    assert refreshed(following.words, Q2).text == next_period


def test_what_is_blank_or_zero_today_is_told() -> None:
    found = refreshed("giao {4.5.1} người, có mặt {4.5.2} người", known(**{"4_5_2": "0"}))
    assert (found.text, found.blank, found.zero) == ("giao … người, có mặt 0 người", (Cell("4.5.1"),), (Cell("4.5.2"),))


def test_what_follows_nothing_is_listed_once() -> None:
    words = "Quyết định số 20/KH-UBND ngày 30/01/2024; {1.1} văn bản, 02 tin bài năm 2024.\nNăm 2024 cử 02 tin bài; tăng 3,5%."
    found = carried_over(words)
    assert found[:3] == ("số 20/KH-UBND ngày 30/01/2024", "02 tin bài", "năm 2024")
    assert "3,5%" in found
    assert carried_over("Không có, {1.1} văn bản.") == ()


def test_braces_that_somebody_types_are_no_places() -> None:
    assert without_braces("{1.1} văn bản") == "(1.1) văn bản"


@pytest.mark.parametrize(
    ("said", "slot"),
    [
        *(
            ("V", "V"),
            ("v.", "V"),
            ("III.2", "III.bad"),
            ("kien nghi", "V"),
            ("Kiến nghị, đề xuất", "V"),
            ("Mặt tích cực", "III.good"),
        ),
        *(("Kết quả", None), ("2", None), ("Kế hoạch", None), ("thực hiện", None), ("VI", None)),
    ],
)
def test_a_heading_is_known_by_its_mark_or_its_beginning(said: str, slot: str | None) -> None:
    found = heading_named(outline_of(FORM), said)
    assert (found.slot if found else None) == slot
