"""Bare figures, as many as are asked, are those of the cells that are asked, in every question of every form."""

from collections.abc import Sequence
from itertools import cycle, islice

import pytest

from bot.conversation.report.asking.joining import questions_of
from bot.reading.answering import AskedCells, Explained, read_message
from tests.many_columns import MATRIX, VILLAGES
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind

LEVEL = "xã"
OFFICIAL = ("ban-thi-2024", "dinh-ca-2024", "hoang-luu-2024", "ninh-thuan-2021", "cam-xuyen-2021")
FORMS = [*map(official_form, OFFICIAL), MATRIX, VILLAGES]
FIGURES = ("37", "42", "41", "0", "19", "8")


def questions(form: Form) -> Sequence[Sequence[Cell]]:
    return questions_of(form, LEVEL)


@pytest.mark.parametrize("between", [" ", "\n", "; "])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_takes_bare_figures_for_the_cells_that_are_asked(form: Form, between: str) -> None:
    asked: Sequence[Cell]
    for asked in questions(form):
        if any(row.repeats or row.kind is Kind.TEXT or row.options for row in form.rows_of(asked)):
            continue
        reading = read_message(between.join(islice(cycle(FIGURES), len(asked))), AskedCells(form, LEVEL, asked))
        assert isinstance(reading, Explained), asked
        assert list(reading.entries) == list(asked)
