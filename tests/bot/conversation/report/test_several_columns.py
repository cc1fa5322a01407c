"""Forms of several columns and lists in the chat: to the hand-in, figures checked, and every screen that names their cells."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from bot.conversation.core.places import Filling, Guessing, ListLines, Summary
from tests.columns_in_chat import ColumnOfficer
from tests.conftest import Clock
from tests.many_columns import DOCUMENTS, MATRIX, NOW, PLAN, VILLAGES, made
from tracker.forms.form import Form
from tracker.forms.row import Column, ColumnRole, Kind, Row
from tracker.reports.reports import State

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TABLE = (
    "1\tThôn Đông\t120\t480\t12\t3\n2\tThôn Tây\t80\t300\t5\t1\n3\tThôn Nà Lịn\t60\t250\t20\t20\n"
    "4\tKhu phố 4\t200\t800\t0\t0\n\tToàn xã\t460\t1830\t37\t24"
)
LINES = ("12/KH; 1/3/2024; quá hạn; 35", "13/KH; 2/3/2024; đúng hạn; 5", "14/KH; 3/3/2024; chưa xong; 2,5")


@pytest.fixture
def lan(engine: Engine, clock: Clock) -> ColumnOfficer:
    return ColumnOfficer(engine, clock)


@pytest.mark.parametrize(
    ("form", "answers", "most"),
    [
        (MATRIX, ("nhóm nào cũng có số", "1900 2100 512,5 600", "40 95 12 30", "4 3", "-5, giảm 12"), 7),
        (VILLAGES, ("120 480 12 3", "80 300 5 1", "60 250 20 20", "200 800 0 0"), 6),
        (VILLAGES, (TABLE,), 3),
        (DOCUMENTS, (*LINES, "hết"), 6),
        (DOCUMENTS, ("\n".join(LINES).replace("; ", "\t"), "hết"), 4),
    ],
    ids=["matrix", "villages", "villages as a table", "list", "list as a table"],
)
def test_is_filled_from_the_first_question_to_the_hand_in(
    lan: ColumnOfficer,
    form: Form,
    answers: tuple[str, ...],
    most: int,
    record_property: Callable[[str, object], None],
    request: pytest.FixtureRequest,
) -> None:
    lan.is_asked(form)
    lan.say_all("/baocao", *answers)
    assert isinstance(lan.held(), Summary)
    lan.say("nộp báo cáo")
    assert lan.state() == State.SUBMITTED
    assert lan.actions <= most
    record_property(request.node.callspec.id, lan.actions)
    shown = {
        "von-chuong-trinh": (("1[th]", "1[lk]", "1[ss]", "2.1[ss]", "4[lk]"), ("2412.5", "2700", "77.1", "63.3", "-12")),
        "ho-ngheo": (("tong[ho]", "tong[khau]", "tong[ngheo]", "tong[tl]"), ("460", "1830", "37", "8")),
        "van-ban": (("1", "2[kp]"), ("3", "42.5")),
    }[form.code]
    assert lan.shown(*shown[0]) == list(map(Decimal, shown[1]))


def test_asks_each_row_with_the_headings_above_it(lan: ColumnOfficer) -> None:
    lan.is_asked(MATRIX)
    lan.say_all("/baocao", "nhóm nào cũng có số", "1.1: 5 6; 1.2 trong kỳ: 3")
    asked = lan.say("phần nào cũng được")
    assert "1 Vốn thực hiện chương trình › 1.2 Nhân dân đóng góp: Thực hiện: Lũy kế từ đầu năm" in asked


def test_a_line_that_lacks_something_is_held_until_it_is_whole(lan: ColumnOfficer) -> None:
    lan.is_asked(DOCUMENTS)
    said = lan.say_all("/baocao", "12/KH; 1/3/2024; trễ", "quá hạn")[-1]
    assert "Còn thiếu: kinh phí" in said
    assert lan.figures() == {}
    assert isinstance(lan.held(), ListLines)
    lan.say("ba mươi lăm")
    assert lan.figures() == {"1#1[kp]": 35, "1#1[kq]": "quá hạn", "1#1[ngay]": "01/03/2024", "1#1[so]": "12/KH"}
    lan.say_all("13/KH; 2/3/2024; sớm; 5", "hoàn tác", "hết")
    assert lan.figures()["1"] == 1


def test_lines_are_mended_taken_out_and_put_back(lan: ColumnOfficer) -> None:
    lan.is_asked(DOCUMENTS)
    lan.say_all("/baocao", "\n".join(LINES), "dòng 2: kinh phí 50")
    before = lan.figures()
    assert before["1#2[kp]"] == 50
    assert "còn 2 dòng" in lan.say("xóa dòng 1")
    moved = lan.figures()
    assert (moved["1#1[so]"], moved["1#2[so]"], "1#3[so]" in moved) == ("13/KH", "14/KH", False)
    lan.say("hoàn tác")
    assert lan.figures() == before
    lan.say_all("hết", "sửa 1 dòng 3", "15/KH; 4/3/2024; đúng hạn; 1")
    assert isinstance(lan.held(), Summary)
    assert lan.figures()["1#3[so]"] == "15/KH"
    lan.say("xóa 1")
    assert lan.figures() == {}


def test_a_list_with_lines_is_none_of_what_did_not_arise(lan: ColumnOfficer) -> None:
    lan.is_asked(DOCUMENTS)
    lan.say_all("/baocao", LINES[0])
    assert "đã có 1 dòng" in lan.say("không phát sinh")
    lan.say_all("xóa dòng 1", "không có")
    assert lan.figures() == {"1": 0}


BEFORE = Column("nt", ("Cùng kỳ năm trước",), ColumnRole.BEFORE, "th")
THEN = made(
    "so-nam-truoc",
    "Báo cáo so năm trước",
    (Row("1", "1", "Vốn", "Triệu đồng", Kind.AMOUNT, ask="1"), Row("2", "2", "Số hộ", "Hộ", Kind.COUNT, ask="2")),
    (NOW, BEFORE),
)


def test_takes_last_years_figures_from_the_units_own_report(lan: ColumnOfficer, clock: Clock) -> None:
    lan.is_asked(THEN, "2023-Q1")
    lan.say_all("/baocao", "10 1 20 2", "nộp báo cáo")
    clock.forward(days=200)
    lan.is_asked(THEN)
    assert "cùng kỳ năm trước 10" in lan.say("/baocao")
    said = lan.say("nhập lại từng nhóm")
    assert "1 Cùng kỳ năm trước = 10" in said
    assert "Quý I năm 2023" in said
    lan.say("11 22")
    assert lan.figures() == {"1[nt]": 10, "1[th]": 11, "2[nt]": 20, "2[th]": 22}
    assert lan.notes(["1[nt]"]) == ["theo báo cáo Quý I năm 2023 đã nộp"]
    lan.say("1 năm trước: 9")
    assert lan.figures()["1[nt]"] == 9


def test_a_wide_form_is_offered_as_a_workbook_and_asked_in_short_questions(lan: ColumnOfficer) -> None:
    columns = tuple(Column(f"c{at}", (f"Tháng {at}",)) for at in range(1, 15))
    lan.is_asked(made("rong", "Biểu rộng", (Row("1", "1", "Số việc", "", Kind.COUNT, ask="1"),), columns))
    said = lan.say("/baocao")
    assert "biểu Excel" in said
    assert "14 ô" in said
    assert said.count("• tháng") == 8
    assert lan.say("1 2 3 4 5 6 7 8").count("• tháng") == 6
    lan.say("9 10 11 12 13 14")
    assert sorted(map(int, map(str, lan.figures().values()))) == list(range(1, 15))


QUESTIONS = (
    "còn mục nào",
    "mục 1 là gì",
    "kỳ trước bao nhiêu",
    "1.1 kỳ trước bao nhiêu",
    "ai nhập 1.1",
    "xem tình hình",
    "hạn nộp",
)


@pytest.mark.parametrize("form", [MATRIX, VILLAGES, DOCUMENTS], ids=lambda form: form.code)
def test_no_screen_fails_or_is_longer_than_fifteen_lines(lan: ColumnOfficer, form: Form) -> None:
    lan.is_asked(form)
    answers = {
        "von-chuong-trinh": ("3 không phát sinh", "1.1: 5 6; 1.2: 7 8", "2.1: 4 9; 2.2: 1 2", "4: 1 2"),
        "ho-ngheo": ("120 480 12 13", "giữ vì đúng thế", TABLE),
        "van-ban": (*LINES, "hết"),
    }[form.code]
    said = lan.say_all("/baocao", *QUESTIONS, *answers, *QUESTIONS, "phần 1", "xem từng dòng", "tiếp", "sửa 1", *QUESTIONS)
    said += lan.say_all("lùi", "hoàn tác", "tất cả không phát sinh", "có", "nộp báo cáo", "phiên bản", "ai đã sửa 1")
    said += [lan.say(text, lan.desk) for text in ("xem xã Thi", "1: xem lại", "1 số hộ: sao ít", "trả lại", "có")]
    said += lan.say_all("/baocao", "sửa 1", "giữ nguyên vì đúng", "nộp báo cáo", "xóa hết", "có")
    for screen in said:
        assert "mã lỗi" not in screen.lower()
        assert len(screen.splitlines()) <= 17, screen  # with the choices


def test_a_finding_names_both_cells(lan: ColumnOfficer) -> None:
    lan.is_asked(VILLAGES)
    said = lan.say_all("/baocao", "120 480 12 13")[-1]
    assert "1 Thôn Đông: Hộ nghèo: Dân tộc thiểu số = 13, lớn hơn 1 Thôn Đông: Hộ nghèo: Tổng số = 12" in said


def test_an_answer_in_doubt_records_nothing(lan: ColumnOfficer) -> None:
    lan.is_asked(VILLAGES)
    lan.say_all("/baocao", "120 480 12")
    assert isinstance(lan.held(), Guessing)
    assert lan.figures() == {}
    lan.say("sửa")
    assert isinstance(lan.held(), Filling)


def test_the_offices_own_figure_cannot_be_typed_over(lan: ColumnOfficer) -> None:
    lan.is_asked(replace(MATRIX, columns=(PLAN, *MATRIX.columns[1:])))
    lan.say_all("/baocao", "nhóm nào cũng có số", "1.1 kế hoạch năm 2024: 5")
    assert lan.figures() == {}


def test_the_desk_reads_compares_and_comments_by_cell(lan: ColumnOfficer) -> None:
    lan.is_asked(MATRIX)
    lan.say_all("/baocao", "nhóm nào cũng có số", "1900 2100 512,5 600", "40 95 12 30", "4 3", "-5, giảm 12", "nộp báo cáo")
    assert "• 1.1 Ngân sách nhà nước: trong kỳ 1.900 · lũy kế từ đầu năm 2.100" in lan.say("xem báo cáo xã Thi", lan.desk)
    assert "Mục này có nhiều cột; anh/chị hỏi cột nào?" in lan.say("so sánh 1.1", lan.desk)
    assert "xã Thi: 1.900" in lan.say("2", lan.desk)
    assert "Đã ghi ý kiến ở mục 1.1 Lũy kế từ đầu năm." in lan.say("1.1 lũy kế: sao ít", lan.desk)
    assert "ghi 2.100" in lan.say("ai đã sửa 1.1 xã Thi", lan.desk)
    lan.say("xem báo cáo xã Thi", lan.desk)
    lan.say("trả lại", lan.desk)
    asked = lan.say("/baocao")
    assert "1.1 Ngân sách nhà nước: Thực hiện: Lũy kế từ đầu năm" in asked
    lan.say("2200")
    assert lan.figures()["1.1[lk]"] == 2200


def test_last_periods_lines_of_a_list_are_kept_with_it(lan: ColumnOfficer, clock: Clock) -> None:
    lan.is_asked(DOCUMENTS, "2023-Q4")
    lan.say_all("/baocao", LINES[0], "hết", "nộp báo cáo")
    clock.forward(days=60)
    lan.is_asked(DOCUMENTS)
    lan.say_all("/baocao", "giữ như kỳ trước")
    assert lan.figures() == lan.figures("2023-Q4")
