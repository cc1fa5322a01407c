"""A yearly plan sent to the bot becomes tasks: all of it after one tap, or nothing with what is wrong."""

from sqlalchemy import Engine
from sqlmodel import select

from bot.storage.database import transaction
from bot.texts.office import menu, plans
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tests.tasking import plan_lines, plan_workbook
from tracker.tasks.task import Task


def tasks(engine: Engine) -> list[Task]:
    with transaction(engine) as session:
        return list(session.exec(select(Task)))


def test_the_real_plan_goes_into_the_book_after_its_year_and_a_second_time_adds_nothing(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    talk, lan, file = Talk(engine, clock), str(stored_district.officer.id), plan_workbook(plan_lines())
    asked = text(talk.send_file(lan, "kế hoạch 2024.xlsx", file))
    assert "41 nhiệm vụ thuộc 7 nội dung" in asked
    assert tasks(engine) == []
    assert plans.of_year(2024) in asked
    assert "Đã đưa 41 nhiệm vụ của kế hoạch năm 2024 vào sổ." in text(talk.say(lan, "1"))
    assert len(tasks(engine)) == 41
    talk.send_file(lan, "kế hoạch 2024.xlsx", file)
    assert "Đã đưa 0 nhiệm vụ của kế hoạch năm 2024 vào sổ; 41 nhiệm vụ đã có" in text(talk.say(lan, "Kế hoạch năm 2024"))


def test_what_is_wrong_is_named_by_row_and_nothing_is_taken(engine: Engine, clock: Clock, stored_district: District) -> None:
    talk, lan, lines = Talk(engine, clock), str(stored_district.officer.id), plan_lines()
    lines[3][5], lines[5][3] = "khi nào rảnh", "UBND xã Nào Đó"
    talk.send_file(lan, "kế hoạch.xlsx", plan_workbook(lines))
    said = text(talk.say(lan, "1"))
    assert "2 chỗ chưa đúng nên tôi chưa đưa gì vào sổ" in said
    assert "• dòng 9: “khi nào rảnh” chưa rõ là hạn nào" in said
    assert "• dòng 11: không có đơn vị hoặc cán bộ nào tên “UBND xã Nào Đó”" in said
    assert tasks(engine) == []
    assert menu.LEFT in text(talk.say(lan, plans.DROP))


def test_words_instead_of_a_year_ask_again_and_the_desk_is_asked_for_its_own_plan(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    talk, lan, thu = Talk(engine, clock), str(stored_district.officer.id), str(stored_district.desk.id)
    file = plan_workbook(plan_lines())
    talk.send_file(lan, "kế hoạch.xlsx", file)
    assert plans.of_year(2025) in text(talk.say(lan, "năm ngoái"))
    said = text(talk.send_file(thu, "kế hoạch.xlsx", file))
    assert plans.of_year(2024) in said
    assert tasks(engine) == []
