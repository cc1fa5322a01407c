"""Whatever is typed where cells of several columns or lines of a list are asked: what is recorded is named, or nothing is."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.conversation.core.held import Held
from bot.conversation.core.places import Filling, Guessing, ListLines, Summary
from bot.reading.answering import AskedCells, Explained, read_message
from tests.bot.conversation.test_said_by_officers import NOW
from tests.many_columns import DOCUMENTS, MATRIX, VILLAGES
from tests.one_report import LEVEL, OneReport
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.reports.entry import Answer, Entry

EAST = ("1[ho]", "1[khau]", "1[ngheo]", "1[dt]")
MOVES = ("4[th]", "4[lk]")
STEPS: tuple[tuple[Form, Held], ...] = (
    (VILLAGES, Filling(asked=EAST)),
    (MATRIX, Filling(asked=MOVES)),
    (MATRIX, Summary()),
    (DOCUMENTS, ListLines("1")),
    (DOCUMENTS, ListLines("1", drafts=({"so": ["value", None, "12/KH", ""]},))),
)
IN_FORMS = {word for form in (MATRIX, VILLAGES) for one in form.fields for word in f"{one.label} {one.unit} {one.key}".split()}
SAID = "giảm tăng âm dòng hết xong không có sửa xóa dạ 12/KH 5/2/2024 quá hạn -5 2,5"
WORDS = sorted({*IN_FORMS, *SAID.split()})
SIGNS = (" ", " ", " ", ", ", "; ", "; ", "\n", "\t", "\t", ": ", " - ", "[", "]")
texts = st.lists(st.tuples(st.sampled_from(WORDS) | st.integers(0, 2000).map(str), st.sampled_from(SIGNS)), max_size=9).map(
    lambda parts: "".join(word + sign for word, sign in parts)
)


@pytest.fixture
def reports(engine: Engine) -> dict[str, OneReport]:
    return {form.code: OneReport(engine, form, NOW) for form in (MATRIX, VILLAGES, DOCUMENTS)}


def is_named(form: Form, cell: Cell, entry: Entry, said: str) -> bool:
    if entry.answer is Answer.BLANK:
        return "trống" in said or "Đã ghi" in said
    if cell.line or form.row_of(cell).repeats:
        return "Đã ghi" in said
    return f"{cell.row} " in said


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, st.sampled_from(STEPS))
def test_all_that_is_recorded_is_named_and_a_guess_records_nothing(
    reports: dict[str, OneReport], text: str, step: tuple[Form, Held]
) -> None:
    form, held = step
    heard = reports[form.code].hear(held, text)
    for cell, entry in heard.cells.items():
        assert is_named(form, cell, entry, heard.said), text
    if isinstance(heard.held, Guessing) or (isinstance(heard.held, ListLines) and heard.held.drafts):
        assert heard.cells == {}, text


@settings(max_examples=300, deadline=None)
@example("2 nhân khẩu: 300", (VILLAGES, EAST))
@example("-5 12", (MATRIX, MOVES))
@given(texts, st.sampled_from([(VILLAGES, EAST), (MATRIX, MOVES), (MATRIX, ("1.1[th]", "1.1[lk]"))]))
def test_a_word_that_nobody_knows_is_never_passed_over(text: str, asked: tuple[Form, tuple[str, ...]]) -> None:
    form, cells = asked
    here = AskedCells(form, LEVEL, list(map(Cell.read, cells)))
    assert not isinstance(read_message(f"{text} brzk", here), Explained)
    assert not isinstance(read_message(f"brzk {text}", here), Explained)
