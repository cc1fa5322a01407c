"""After a report was handed in: its receipt's choices stay good, a slip leads to reopening, its files can be had again."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from bot.conversation.handle import handle
from bot.conversation.report.extending import Extending
from bot.messages.messages import Incoming, Outgoing
from bot.texts.common.wording import moment
from tests.bot.conversation.inquiring.test_courtesy_and_commands import Officer
from tests.by_row import figures_of, open_rows
from tests.conftest import District
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.office.units import unit_by_code
from tracker.reports.figures import record_none_arose
from tracker.reports.reports import State, reports_of
from tracker.reports.rounds import Terms, open_round


@pytest.fixture
def officer(session: Session, district: District) -> Officer:
    return Officer(session, district)


def _hand_in(officer: Officer) -> list[Outgoing]:
    report = officer.district.report(officer.session)
    for row in open_rows(officer.session, report):
        if row in open_rows(officer.session, report):
            group = [one for one in open_rows(officer.session, report) if one.ask == row.ask]
            record_none_arose(officer.session, report, group, officer.district.source)
    officer.say("/baocao")
    incoming = Incoming("terminal", "nộp", str(officer.district.officer.id), text="nộp báo cáo")
    return handle(officer.session, incoming, officer.district.source.at)


@pytest.mark.parametrize("typed", ["ai nhập mục 3.2.1", "3.2.1 do ai ghi, ghi lúc nào?"])
def test_who_entered_a_row_is_told_with_the_time(officer: Officer, typed: str) -> None:
    _hand_in(officer)
    source = officer.district.source
    assert f"{officer.district.officer.name} ghi lúc {moment(source.at)}" in officer.say(typed)


def _next_round(officer: Officer) -> None:
    """The same report of the next quarter is asked."""
    district, now = unit_by_code(officer.session, "CHO-DON"), officer.district.source.at
    terms = Terms(parse_period("2024-Q2"), (date(2024, 3, 9), date(2024, 6, 8)), now + timedelta(days=90))
    open_round(officer.session, official_form("ban-thi-2024"), terms, district, now)


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("sửa 3.2.1", "3.2.1"),
        ("dạ cho em sửa 3.2.1 ạ", "3.2.1"),
        ("3.2.1: 1", "3.2.1: 1"),
        ("em nộp nhầm, 3.2.1 là 1", "3.2.1 là 1"),
        ("nhầm rồi, 3.2.1 là 1 mới đúng", "3.2.1 là 1"),
    ],
)
def test_a_slip_leads_to_reopening_with_that_row(officer: Officer, typed: str, then: str) -> None:
    _hand_in(officer)
    assert f"(sửa {then})" in officer.say(typed)
    said = officer.say("nhập nhầm mục này")
    assert "Đã mở lại báo cáo để sửa" in said
    assert "3.2.1" in said
    if then == "3.2.1":
        officer.say("1")
    assert figures_of(officer.session, officer.district.report(officer.session))["3.2.1"].entry.amount == 1


def test_which_report_is_asked_where_another_is_owed(officer: Officer) -> None:
    _hand_in(officer)
    _next_round(officer)
    said = officer.say("3.2.1: 1")
    assert "Anh/chị muốn sửa trong báo cáo nào?" in said
    assert figures_of(officer.session, reports_of(officer.session, officer.district.officer.unit_id)[0]) == {}
    officer.say("Đang điền: Báo cáo cải cách hành chính Quý II năm 2024")
    owed = figures_of(officer.session, reports_of(officer.session, officer.district.officer.unit_id)[0])
    assert owed["3.2.1"].entry.amount == 1


def test_the_handed_in_one_can_be_chosen(officer: Officer) -> None:
    _hand_in(officer)
    _next_round(officer)
    officer.say("3.2.1: 1")
    assert "(sửa 3.2.1: 1)" in officer.say("Đã nộp: Báo cáo cải cách hành chính Quý I năm 2024")


@pytest.mark.parametrize("between", [("menu",), ("hạn nộp khi nào", "cảm ơn"), ("xin chào", "/nhiemvu", "nộp báo cáo")])
def test_the_receipts_choice_stays_good(officer: Officer, between: tuple[str, ...]) -> None:
    (receipt,) = _hand_in(officer)
    for text in between:
        officer.say(text)
    pressed = next(button for button in receipt.buttons if button.label == "Sửa lại báo cáo")
    incoming = Incoming("terminal", "nút", str(officer.district.officer.id), pressed=pressed.data)
    (asked,) = handle(officer.session, incoming, officer.district.source.at)
    assert "lý do sửa lại" in asked.text


@pytest.mark.parametrize(
    "typed", ["phụ lục", "xem phụ lục", "gửi lại file phụ lục cho em", "phụ lục quý 1", "cho em xin lại bản đã nộp"]
)
def test_the_appendix_that_was_handed_in_comes_again(officer: Officer, typed: str) -> None:
    _hand_in(officer)
    _next_round(officer)
    incoming = Incoming("terminal", "hỏi", str(officer.district.officer.id), text=typed)
    (reply,) = handle(officer.session, incoming, officer.district.source.at)
    assert reply.attachment
    assert reply.attachment.name == "Phu-luc-BAN-THI-2024-Q1.xlsx"


def test_the_code_and_the_time_are_told_again(officer: Officer) -> None:
    _hand_in(officer)
    assert "Mã nhận: BAN-THI-2024-Q1-1 · nộp lúc 08:00 thứ Tư 13/3/2024" in officer.say("mã nhận là gì")
    assert officer.district.report(officer.session).state == State.SUBMITTED


def test_an_old_appendix_choice_sends_it_above_the_question(officer: Officer) -> None:
    _hand_in(officer)
    _next_round(officer)
    officer.say("/baocao")
    pressed = f"|sheet {officer.district.report_id}"
    incoming = Incoming("terminal", "nút", str(officer.district.officer.id), pressed=pressed)
    (reply,) = handle(officer.session, incoming, officer.district.source.at)
    assert reply.attachment
    assert "Phần 1/7" in reply.text
    assert officer.place.at in {"filling", "revising"}


def test_figures_of_last_period_are_told_while_the_next_is_filled(officer: Officer) -> None:
    _hand_in(officer)
    _next_round(officer)
    officer.say("/baocao")
    assert "Kỳ trước, 3.2.1 Số TTHC liên thông cùng cấp: 0 thủ tục" in officer.say("3.2.1 kỳ trước bao nhiêu")
    assert "Quý I năm 2024, 3.2.1 Số TTHC liên thông cùng cấp: 0 thủ tục" in officer.say("3.2.1 quý 1 là bao nhiêu")
    assert "1.1 Số văn bản" in officer.say("số văn bản kỳ trước")


def test_what_is_typed_before_the_report_is_chosen_counts(officer: Officer) -> None:
    _next_round(officer)
    assert "Anh/chị xin gia hạn báo cáo nào?" in officer.say("xin gia hạn")
    said = officer.say("đến thứ hai tuần sau vì chờ số liệu của công an xã")
    assert "Tôi giữ lời “đến thứ hai tuần sau" in said
    said = officer.say("1")
    assert officer.place.at == Extending.at
    assert "Lý do: chờ số liệu của công an xã" in said
    assert "18/3/2024" in said


def test_what_narrows_a_question_narrows_the_answer(officer: Officer) -> None:
    _hand_in(officer)
    _next_round(officer)
    assert "Quý I năm 2024: hạn nộp" in officer.say("kỳ trước em nộp chưa")
    assert "Quý I năm" not in officer.say("quý 2 tôi nộp chưa?").partition("Hoàng Thị Lan")[0]
    officer.say("/baocao")
    said = officer.say("hạn nộp mục 3.2.1 khi nào?")
    assert "Tôi hiểu anh/chị hỏi “hạn nộp”" in said
    assert "Tôi chưa hiểu phần “3.2.1” của câu hỏi" in said
