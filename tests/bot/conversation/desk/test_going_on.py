"""A desk goes on from what was answered: "mấy xã đó", "thế còn quý 2", "nó"; orders one by one; what waits is put again."""

import pytest
from sqlmodel import Session, select

from bot.conversation.handle import handle
from bot.messages.messages import Carries, Incoming
from bot.people.addresses import join
from bot.reminders.notes import Nudge
from tests.provinces import spoken_lines
from tests.two_levels import NOW, TwoLevels, code


@pytest.fixture
def office(session: Session) -> TwoLevels:
    return TwoLevels(session)


def nudged(office: TwoLevels) -> set[int | None]:
    return {one.unit_id for one in office.session.exec(select(Nudge))}


def test_those_units_are_the_ones_of_the_answer_before(office: TwoLevels) -> None:
    office.says("xã nào chưa nộp quý 3")
    (reply,) = office.hear("thu", "nhắc mấy xã đó luôn")
    assert "xã Ba Bể, xã Phú Thịnh" in reply.text
    assert "phường" not in reply.text
    assert nudged(office) == set()
    office.says("có")
    assert nudged(office) >= {office.unit(code("Ba Bể")).id, office.unit(code("Phú Thịnh")).id}


def test_where_nothing_was_answered_it_is_asked_which_units_are_meant(office: TwoLevels) -> None:
    said = office.says("nhắc mấy xã đó luôn")
    assert "Anh/chị nói đến các đơn vị nào" in said
    assert "nhắc chứ" not in said


def test_a_question_goes_on_with_another_round_and_other_units(office: TwoLevels) -> None:
    office.says("ai nộp muộn quý 3")
    said = office.says("thế còn quý 2")
    assert "Quý II năm 2026" in said
    assert "Nộp muộn 2/11: xã Chợ Mới" in said
    narrowed = office.says("phường thì sao")
    assert "Nộp muộn 1/3: phường Tích Lương (muộn 2 ngày)" in narrowed
    assert "Quý II năm 2026" in narrowed


def test_the_figure_that_was_asked_for_is_compared_with_the_round_before_it(office: TwoLevels) -> None:
    assert "xã Đại Từ: 20" in office.says("mục 1.2.1 của Đại Từ quý 3")
    said = office.says("so với quý trước nó tăng hay giảm")
    assert "1.2.1 Số nhiệm vụ đề ra trong kế hoạch · xã Đại Từ" in said
    assert "Quý II năm 2026" in said
    assert "Quý III năm 2026: 20" in said
    assert "Anh/chị so số nào" in TwoLevels.says(office, "thôi") + office.says("tình hình") + office.says("nó tăng hay giảm")


def test_what_waits_for_a_yes_is_put_again_after_a_question(office: TwoLevels) -> None:
    office.says("nhắc Ba Bể quý 3")
    said = office.says("phường nào nộp muộn quý 3?")
    assert "Nộp muộn 1/3: phường Tích Lương" in said
    assert "Việc đang chờ anh/chị quyết định vẫn còn" in said
    assert "xã Ba Bể" in said.partition("vẫn còn")[2]
    assert nudged(office) == set()
    office.says("có")
    assert nudged(office) == {office.unit(code("Ba Bể")).id}


def test_several_orders_are_taken_one_by_one_each_with_its_own_day(office: TwoLevels) -> None:
    said = office.says("gia hạn Ba Bể quý 4 tới 27/12, Phú Thịnh quý 4 tới 28/12 vì mưa lũ")
    assert "Đây là “gia hạn Ba Bể quý 4 tới 27/12”" in said
    assert "“gia hạn Phú Thịnh quý 4 tới 28/12 vì mưa lũ”" in said
    asked = office.says("mưa lũ")
    assert "xã Ba Bể" in asked
    assert "đến: 17:00 Chủ nhật 27/12/2026" in asked
    assert "28/12" not in asked
    both = office.says("thôi") and office.says("trả Đại Từ quý 3 nhưng Văn Lang thì nhận")
    assert "“trả Đại Từ quý 3”" in both
    assert "“nhận Văn Lang”" in both


def test_units_and_levels_are_left_out_of_a_question_and_of_what_it_offers(office: TwoLevels) -> None:
    (reply,) = office.hear("thu", "ai chưa nộp quý 3 trừ Ba Bể")
    assert "trừ xã Ba Bể" in reply.title
    assert "Chưa nộp 4/10" in reply.text
    earlier = next(button for button in reply.buttons if button.label == "Kỳ trước")
    (before,) = office.hear("thu", pressed=earlier.data)
    assert "trừ xã Ba Bể" in before.title
    assert "Quý II năm 2026" in before.title
    said = office.says("còn đơn vị nào chưa gửi quý 3 không, trừ mấy phường ra")
    assert "chỉ các xã" in said
    assert "phường Sông Công" not in said
    assert "trừ xã Ba Bể" in office.says("trừ Ba Bể ra thì còn xã nào chưa nộp quý 3")


def test_each_part_of_a_message_is_answered_of_the_row_that_the_first_names(office: TwoLevels) -> None:
    said = office.says("mục 1.2.1 là gì và xã nào điền trên 10 quý 3")
    assert "đơn vị tính: Nhiệm vụ" in said
    assert "2/4 đơn vị có số lớn hơn 10: xã Đại Từ 20, xã Đức Lương 12" in said


def test_a_unit_is_told_of_its_own_tasks_alone(office: TwoLevels) -> None:
    office.says("giao Đại Từ nộp kế hoạch trước 10h ngày 5/12/2026")
    office.says("giao")
    assert "xã Đại Từ: được giao 1 nhiệm vụ · xong 0 · đang làm 1 · quá hạn 0" in office.says(
        "Đại Từ được giao mấy việc xong mấy việc rồi"
    )


def test_where_there_are_no_buttons_the_words_of_the_question_that_is_put_again_are_taken(office: TwoLevels) -> None:
    join(office.session, "zalo", "z-thu", office.thu, NOW)

    def says(number: int, text: str) -> str:
        replies = handle(office.session, Incoming("zalo", str(number), "z-thu", text=text), NOW, carries=Carries())
        office.session.flush()
        return "\n".join(line for reply in replies for line in spoken_lines(reply, buttons=True))

    says(1, "nhắc Ba Bể quý 3")
    said = says(2, "phường nào nộp muộn quý 3?")
    assert "phường Tích Lương" in said
    assert "Nhắc 1 người" in said.partition("vẫn còn")[2]
    assert "bấm" not in said
    says(3, "Nhắc 1 người")
    assert nudged(office) == {office.unit(code("Ba Bể")).id}
