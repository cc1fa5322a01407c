"""What is left of a desk's question is named beside the answer; orders stay strict; several questions get an answer each."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.reminders.notes import Nudge
from tests.by_row import record_figures
from tests.two_levels import NOW, MoreUnits, TwoLevels, code
from tracker.calendar.periods import ZONE
from tracker.reports.entry import Entry
from tracker.reports.extensions import give_extension
from tracker.reports.reports import Source, State
from tracker.tasks.assigning import NewTask, assign_task
from tracker.tasks.task import Task, TaskState

EARLIER = NOW - timedelta(hours=1)
MORE = MoreUnits(("Yên Thịnh",), (), (("Bản Thi", "Yên Thịnh"),))


@pytest.fixture
def office(session: Session) -> TwoLevels:
    made = TwoLevels(session, MORE)
    session.flush()
    return made


def test_the_rest_of_a_question_is_named_above_its_answer(office: TwoLevels) -> None:
    said = office.says("quý 3 phường nào chưa nộp lọ mọ")
    assert "Tôi chưa hiểu phần “lọ mọ”; phần tôi hiểu:" in said
    assert "Chưa nộp 1/3: phường Sông Công" in said


@pytest.mark.parametrize("left", ["duyệt", "khoan", "giao"])
def test_what_may_be_an_order_is_not_answered_as_a_question(office: TwoLevels, left: str) -> None:
    said = office.says(f"quý 3 phường nào chưa nộp {left} lọ mọ")
    assert "Chưa nộp 1/3" not in said


def test_an_order_names_what_is_left_before_the_yes_and_takes_no_word_that_narrows(office: TwoLevels) -> None:
    said = office.says("nhắc các phường chưa nộp quý 4, bên đó đang tập huấn phần mềm mới")
    assert "Phần “bên đó đang tập huấn phần mềm mới” tôi không làm gì thêm" in said
    assert "Anh/chị nhắc chứ" in said
    office.says("thôi")
    for words in ("nửa", "không", "trừ", "nếu"):
        said = office.says(f"nhắc các xã chưa nộp quý 4 {words} lọ")
        assert "Anh/chị nhắc chứ" not in said
        assert "Tôi chưa hiểu" in said
    assert office.session.exec(select(Nudge)).all() == []


def test_a_unit_that_merged_is_left_out_with_what_it_is_a_part_of(office: TwoLevels) -> None:
    said = office.says("nhắc các xã chưa nộp quý 4 trừ Bản Thi, xã đó đang có tang")
    assert "Bản Thi nay thuộc xã Yên Thịnh" in said
    assert "Phần “xã đó đang có tang” tôi không làm gì thêm" in said
    assert "xã Yên Thịnh" not in said.partition("ngay bây giờ: ")[2]


def test_a_report_that_there_is_none_of_is_said_by_its_name(office: TwoLevels) -> None:
    for asked in ("báo cáo thi đua khen thưởng quý 3 ai chưa nộp", "bc tđkt xã nào chưa nộp", "nhắc bc thi đua khen thưởng"):
        said = office.says(asked)
        assert "Tôi không có báo cáo nào tên" in said
        assert "Báo cáo cải cách hành chính" in said
        assert "Chưa nộp" not in said.replace("“", "")


def test_a_longer_period_without_a_round_is_said_with_those_within_it(office: TwoLevels) -> None:
    said = office.says("6 tháng đầu năm ai chưa nộp")
    assert "Không có kỳ báo cáo nào cho 6 tháng đầu năm 2026; trong đó có: Quý I năm 2026, Quý II năm 2026." in said
    assert "Quý II năm 2026 · hạn nộp" in said
    assert "Không có kỳ báo cáo nào cho tháng 8 năm 2026" in office.says("tháng 8 xã nào nộp muộn")


def test_each_of_several_questions_is_answered_of_the_round_that_one_names(office: TwoLevels) -> None:
    said = office.says("quý 3 ai chưa nộp, ai nộp trễ")
    assert "Chưa nộp 6/12" in said
    assert "Nộp muộn 2/12" in said
    said = office.says("Đại Từ quý 3 nộp chưa, số điện thoại cán bộ là gì")
    assert "Đã nộp 11:00 14/9" in said
    assert "0912 000 002" in said


def test_orders_are_never_done_as_one_of_several_parts(office: TwoLevels) -> None:
    office.says("quý 4 ai chưa nộp, nhắc luôn Ba Bể")
    assert office.session.exec(select(Nudge)).all() == []


def test_who_got_more_time_and_when_who_was_reminded(office: TwoLevels) -> None:
    report = office.report("Q4", "Ba Bể")
    give_extension(office.session, report, report.due_at + timedelta(days=3), "mưa lũ", Source(office.thu.id, NOW, "test"))
    office.session.flush()
    said = office.says("đơn vị nào được gia hạn")
    assert "1 lần gia hạn của 1 đơn vị:" in said
    assert "• xã Ba Bể, Quý IV năm 2026: đến 17:00 Chủ nhật 20/12/2026, vì mưa lũ" in said
    assert "Chưa gia hạn cho đơn vị nào." in office.says("phường nào được gia hạn")
    office.session.add(
        Nudge(round_id=office.rounds["Q4"].id, unit_id=office.unit("TINH").id, officer_id=office.thu.id, at=NOW)
    )
    office.session.flush()
    assert "• xã Ba Bể: cơ quan nhắc 1 lần (gần nhất 09:00 30/11)" in office.says("Ba Bể bị nhắc mấy lần rồi")


def test_units_all_of_whose_figures_are_zero_are_told_from_those_without_any(office: TwoLevels) -> None:
    source = Source(office.officer.id, NOW, "test")
    report = office.report("Q3", "Văn Lang")
    report.state = State.DRAFTING
    zeros = dict.fromkeys(("1.2.1", "1.2.2", "3.3.1a", "3.3.1b"), Entry.number(0))
    record_figures(office.session, report, zeros, source)
    report.state = State.SUBMITTED
    office.session.flush()
    assert "1/6 đơn vị đã nộp ghi toàn số 0: xã Văn Lang." in office.says("xã phường nào quý 3 toàn số 0")


def _task(office: TwoLevels, name: str, title: str) -> Task:
    new = NewTask(title, NOW.astimezone(ZONE).date() + timedelta(days=9))
    task = assign_task(office.session, new, office.unit(code(name)), Source(office.thu.id, NOW, "test"))
    office.session.flush()
    return task


def test_the_task_that_was_assigned_last_is_cancelled_or_moved_after_it_was_shown(office: TwoLevels) -> None:
    _task(office, "Đại Từ", "Nộp kế hoạch")
    task = _task(office, "Ba Bể", "Nộp danh sách")
    said = office.says("đơn vị nào chưa nhận việc")
    assert "Nhiệm vụ đang làm 2 · đã nhận 0 · chưa nhận 2" in said
    assert "xã Ba Bể: Nộp danh sách" in said
    said = office.says("dời hạn nhiệm vụ vừa giao sang 15/12")
    assert "Nộp danh sách" in said
    assert "15/12" in said
    assert str(task.due_on) == "2026-12-09"
    office.says("Đúng")
    assert str(task.due_on) == "2026-12-15"
    said = office.says("hủy nhiệm vụ vừa giao")
    assert "lý do hủy" in said
    assert task.state == TaskState.WAITING
    office.says("giao nhầm xã")
    assert task.state == TaskState.CANCELLED
    assert "lý do hủy" in office.says("hủy nhiệm vụ vừa giao cho Đại Từ")


def test_a_task_day_that_the_calendar_lacks_is_said(office: TwoLevels) -> None:
    _task(office, "Ba Bể", "Nộp danh sách")
    assert "31/11" in office.says("dời hạn nhiệm vụ vừa giao sang 31/11")


def test_the_last_order_is_named_with_what_can_be_done_about_it(office: TwoLevels) -> None:
    assert "Tôi không thấy lệnh nào của anh/chị trong 3 ngày qua." in office.says("rút lại cái lệnh vừa rồi")
    office.session.add(
        Nudge(round_id=office.rounds["Q4"].id, unit_id=office.unit("TINH").id, officer_id=office.thu.id, at=EARLIER)
    )
    office.session.flush()
    said = office.says("hoàn tác lệnh vừa rồi")
    assert "Lệnh gần nhất: nhắc nộp Báo cáo cải cách hành chính Quý IV năm 2026 lúc 08:00 30/11" in said
    _task(office, "Ba Bể", "Nộp danh sách")
    said = office.says("hủy lệnh vừa rồi")
    assert "giao nhiệm vụ “Nộp danh sách” cho xã Ba Bể" in said
    assert "[Hủy nhiệm vụ]" in said


def test_a_reminder_on_another_day_is_not_promised_and_nobody_is_reminded(office: TwoLevels) -> None:
    said = office.says("tuần sau nhắc lại các xã chưa nộp quý 4")
    assert "Tôi chưa hẹn nhắc riêng vào ngày khác được, nên tôi chưa nhắc ai." in said
    assert "08:00 10/12" in said
    assert office.session.exec(select(Nudge)).all() == []
    assert "trước hạn 7 ngày, trước hạn 3 ngày" in office.says("lịch nhắc quý 4 thế nào")


@pytest.mark.parametrize("words", ["rút lại cái lệnh vừa rồi", "ai được gia hạn", "xã nào toàn số 0", "ai chưa nhận việc"])
def test_an_officer_is_told_nothing_of_other_units(office: TwoLevels, words: str) -> None:
    said = office.says(words, "dai-tu")
    assert not [name for name in ("Tích Lương", "Văn Lang", "Sông Công", "Lệnh gần nhất") if name in said]
