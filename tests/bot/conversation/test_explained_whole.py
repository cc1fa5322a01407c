"""Whatever is typed where figures are asked: the reply names all that it recorded, or nothing has changed."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.conversation.core.held import Held
from bot.conversation.core.places import Filling, Guessing, Questioned, Summary
from bot.reading.answering import AskedCells, Explained, read_message
from tests.bot.conversation.test_said_by_officers import NOW, lines
from tests.one_report import LEVEL, OneReport
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.reports.entry import Answer

GROUP = ("1.4.1", "1.4.2", "1.4.3", "1.4.4")
STEPS: tuple[Held, ...] = (Filling(asked=("1.1",)), Filling(asked=GROUP), Filling(asked=("1.5.1", "1.5.2")), Summary())
WORDS = sorted({word for line in lines() for word in line.text.split() if len(line.text) < 80})
SIGNS = (" ", " ", " ", ", ", "; ", "\n", "\t", ": ", " - ", "/", ".")
texts = st.lists(st.tuples(st.sampled_from(WORDS) | st.integers(0, 2000).map(str), st.sampled_from(SIGNS)), max_size=9).map(
    lambda parts: "".join(word + sign for word, sign in parts)
)


@pytest.fixture
def report(engine: Engine) -> OneReport:
    return OneReport(engine, "ban-thi-2024", NOW)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, st.sampled_from(STEPS))
def test_all_that_is_recorded_is_named_and_a_guess_records_nothing(report: OneReport, text: str, held: Held) -> None:
    heard = report.hear(held, text)
    for key, entry in heard.recorded.items():
        skipped = entry.answer is Answer.BLANK
        assert re.search(rf"(?<![\d.]){re.escape(key)}(?![\d.])", heard.said) or (skipped and "Đã ghi" in heard.said), text
    if isinstance(heard.held, Guessing):
        assert heard.recorded == {}, text


@settings(max_examples=300, deadline=None)
@example("Hai - 1.3.2 ", ("1.1",))  # a dash, and the number of another row
@given(texts, st.sampled_from([("1.1",), GROUP, ("2.1", "2.2", "2.2.1a")]))
def test_a_word_that_nobody_knows_is_never_passed_over(text: str, asked: tuple[str, ...]) -> None:
    """A figure beside it would be recorded although it may narrow what is said."""
    cells = AskedCells(official_form("ban-thi-2024"), LEVEL, list(map(Cell, asked)))
    assert not isinstance(read_message(f"{text} brzk", cells), Explained)
    assert not isinstance(read_message(f"brzk {text}", cells), Explained)


def test_a_finding_that_stands_takes_no_words_for_figures(engine: Engine) -> None:
    heard = OneReport(engine, "ban-thi-2024", NOW).hear(Questioned("1.2.2 <= 1.2.1"), "kế hoạch năm nay đổi rồi")
    assert heard.recorded == {}
