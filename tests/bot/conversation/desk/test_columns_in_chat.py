"""A roll-up of a form of several columns in the chat: which column is asked back, and an average is never added."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from bot.people.addresses import join
from bot.storage.database import transaction
from bot.texts.desk import comparing
from tests.communes import NOW
from tests.conftest import Clock
from tests.shaped import LIST, MATRIX, Paper, list_papers, matrix_papers, rolled_up
from tests.talking import Talk, data_of, text
from tracker.forms.form import Form
from tracker.office.officers import Role, add_officer
from tracker.office.units import unit_by_code


@pytest.fixture
def talk(engine: Engine, clock: Clock) -> Talk:
    return Talk(engine, clock)


def set_up(engine: Engine, form: Form, papers: list[Paper]) -> None:
    with transaction(engine) as session:
        rolled_up(session, form, papers)
        join(session, "terminal", "desk", add_officer(session, "Thu", unit_by_code(session, "HUYEN"), Role.DESK), NOW)


def test_the_column_is_asked_back_and_its_units_are_shown(engine: Engine, talk: Talk) -> None:
    set_up(engine, MATRIX, matrix_papers())
    *_, asked = talk.say("desk", "nguồn 3")
    assert comparing.WHICH_COLUMN in asked.text
    said = text(talk.press("desk", data_of(asked, "Mật độ dân số: Năm 2024: Thực hiện")))
    assert "Không cộng được" in said
    assert "xã Số 4: 124" in said
    assert "741" not in said  # 121 + … + 126 people per km²


def test_units_are_compared_by_one_column(engine: Engine, talk: Talk) -> None:
    set_up(engine, MATRIX, matrix_papers())
    *_, asked = talk.say("desk", "so sánh 2")
    said = text(talk.press("desk", data_of(asked, "Số hộ: Năm 2024: Thực hiện")))
    assert "6 đơn vị có số · ở giữa (trung vị) 103,5" in said


def test_a_figure_asked_for_in_words_names_its_columns(engine: Engine, talk: Talk) -> None:
    set_up(engine, MATRIX, matrix_papers())
    *_, asked = talk.say("desk", "tổng mật độ dân số quý 1 2024")
    said = text(talk.press("desk", data_of(asked, "Mật độ dân số: Năm 2024: Thực hiện")))
    assert "Mục này không cộng được" in said
    assert "741" not in said


def test_the_workbook_of_a_list_comes_in_the_chat(engine: Engine, talk: Talk) -> None:
    set_up(engine, LIST, list_papers())
    talk.say("desk", "tình hình quý 1 2024")
    sent = [one.attachment for one in talk.say("desk", "bảng tổng hợp") if one.attachment]
    sheet = load_workbook(BytesIO(sent[0].content)).worksheets[0]
    assert [row[3] for row in sheet.iter_rows(values_only=True) if row[1] == "Tổng cộng"] == [875.3]
