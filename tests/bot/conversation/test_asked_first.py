"""What is far-reaching is shown by number and name and done after a yes; labels stay good when their screen has gone."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.conversation.handle import handle
from bot.messages.actions import Means
from bot.messages.messages import Carries, Incoming
from bot.people.addresses import join
from bot.reading.yes_or_no import read_yes_or_no
from bot.storage.database import transaction
from bot.texts.report import sweeping
from tests.by_row import figures_of, open_rows
from tests.conftest import Clock, District
from tests.talking import Talk, data_of, text
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_codes, official_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.figures import record_none_arose
from tracker.reports.reports import State
from tracker.reports.rounds import Terms, open_round

FORM = official_form("ban-thi-2024")
EVERY_GROUP = "nhóm nào cũng có số"  # on to the first question of a report that nobody has touched
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # words are read alike on both


class Office:
    """Lan and Minh of Bản Thi, what they are told, and what stands in their report."""

    def __init__(self, engine: Engine, clock: Clock, district: District) -> None:
        self.talk, self._engine, self._clock, self._district = Talk(engine, clock), engine, clock, district
        self.lan = str(district.officer.id)
        with transaction(engine) as session:
            minh = add_officer(session, "Triệu Văn Minh", unit_by_code(session, "BAN-THI"), Role.OFFICER)
            join(session, "terminal", "minh", minh, clock())

    def says(self, *lines: str) -> str:
        return [text(self.talk.say(self.lan, line)) for line in lines][-1]

    def minh(self, *lines: str) -> str:
        return [text(self.talk.say("minh", line)) for line in lines][-1]

    def fills(self) -> None:
        with transaction(self._engine) as session:
            report = self._district.report(session)
            waiting = open_rows(session, report)
            for group in dict.fromkeys(row.ask for row in waiting):
                record_none_arose(session, report, [row for row in waiting if row.ask == group], self._district.source)

    def figures(self) -> dict[str, str]:
        with Session(self._engine) as session:
            return {key: str(one.amount) for key, one in figures_of(session, self._district.report(session)).items()}

    def state(self) -> str:
        with Session(self._engine) as session:
            return self._district.report(session).state

    def asks_another(self) -> None:
        with transaction(self._engine) as session:
            period, desk = parse_period("2024-Q2"), unit_by_code(session, "CHO-DON")
            open_round(session, FORM, Terms(period, period.window(), self._clock() + timedelta(days=90)), desk, self._clock())


@pytest.fixture
def office(engine: Engine, clock: Clock, stored_district: District) -> Office:
    return Office(engine, clock, stored_district)


def test_a_number_hands_nothing_in(office: Office) -> None:
    office.fills()
    office.says("/baocao")
    assert "1.1" in office.says("1"), "which shows a section"
    assert office.state() == State.DRAFTING
    assert "Đã nộp" in office.says("nộp")


def test_where_there_are_buttons_a_number_is_no_choice(engine: Engine, clock: Clock, office: Office) -> None:
    office.fills()
    office.says("/baocao")
    with transaction(engine) as session:
        one = Incoming("terminal", "a stray number", office.lan, text="1")
        said = text(handle(session, one, clock(), carries=Carries(buttons=True, files=True)))
    assert "Bằng 0: 1.1" in said, "a section is shown, and no button is taken for it"
    assert office.state() == State.DRAFTING


def test_typed_words_hand_in_at_once(office: Office) -> None:
    office.fills()
    assert "Đã nộp" in office.says("/baocao", "nộp báo cáo")


@pytest.mark.parametrize("words", ["tất cả không phát sinh", "cả phần không phát sinh"])
@pytest.mark.parametrize("no", ["thôi", "không", "để sau", "đừng", "hủy"])
def test_a_no_leaves_everything_as_it_is(office: Office, words: str, no: str) -> None:
    office.says("/baocao", "1.1: 2")
    assert "1 số đã nhập thì giữ nguyên." in office.says(words)
    assert "1.2.1" in office.says(no)
    assert office.figures() == {"1.1": "2"}


@pytest.mark.parametrize("yes", ["có", "đúng rồi", "ok", "vâng ạ", "dung", "Ghi không phát sinh", "phải"])
def test_a_yes_records_what_is_still_open(office: Office, yes: str) -> None:
    office.says("/baocao", EVERY_GROUP, "cả phần không phát sinh")
    office.minh("/baocao", "1.1: 7")  # meanwhile
    assert "cho 9 mục" in office.says(yes)
    assert office.figures()["1.1"] == "7"
    assert office.figures()["1.2.1"] == "0"


def test_a_question_that_has_settled_meanwhile_is_not_put_again(office: Office) -> None:
    office.says("/baocao", "cả phần không phát sinh")
    office.minh("/baocao", "cả phần không phát sinh", "có")
    asked = office.says("gì cơ")
    assert "[Ghi không phát sinh]" not in asked
    assert "Nhóm nào cũng có số" in asked, "what is next"


def test_the_reminder_asks_before_it_writes(office: Office) -> None:
    reminder = next(one for one in office.talk.remind() if one.address == office.lan)
    said = text(office.talk.press(office.lan, data_of(reminder, "Không phát sinh")))
    assert "78 mục chưa nhập" in said
    assert "3. Cải cách thủ tục hành chính: 13 mục (3.1, 3.2, 3.3, 3.4)" in said
    assert office.figures() == {}
    office.says("vâng")
    assert len(office.figures()) > 60


@pytest.mark.parametrize("code", official_codes())
def test_a_sweep_is_shown_in_few_lines(office: Office, code: str) -> None:
    assert office
    form = official_form(code)
    for cells in (form.of_level("xã").cells, form.of_level("huyện").cells, form.of_level("tỉnh").cells):
        for most in (len(cells), 5, 30):
            lines = sweeping.none_arose(form, cells[:most], 3, 4).splitlines()
            assert len(lines) <= 13, lines
            assert all(len(line) < 140 for line in lines)


def test_figures_of_others_are_replaced_after_a_yes_and_ones_own_at_once(office: Office) -> None:
    office.says("/baocao", "1.1: 2; 1.5.1: 4")
    said = office.minh("/baocao", "1.1: 3; 5.1.1: 9; 1.5.1: 4")
    assert "5.1.1 = 9" in said
    assert "1.1 = 2 do Hoàng Thị Lan nhập lúc 08:00 13/3; thay bằng 3?" in said
    assert "1.5.1 = 4 do" not in said, "the same figure replaces nothing"
    assert sweeping.KEPT in office.minh("giữ")
    assert (office.figures()["1.1"], office.figures()["5.1.1"]) == ("2", "9")
    assert "Đã ghi: 1.1 = 3" in office.minh("1.1: 3", "có")
    assert office.figures()["1.1"] == "3"
    assert "Đã ghi: 1.1 = 4" in office.minh("1.1: 4"), "which is their own by now"


def test_a_label_that_lasts_is_taken_when_its_screen_has_gone(office: Office) -> None:
    office.says("menu")
    office.says("/baocao", EVERY_GROUP, "2", "41 17")
    assert "Hoàng Thị Lan" not in office.says("xem tình hình nộp")
    office.asks_another()
    office.says("menu")
    office.says("báo cáo cải cách hành chính quý ii năm 2024", EVERY_GROUP, "5")
    assert "1.4" in office.says("báo cáo cải cách hành chính quý i năm 2024")


def test_a_label_that_is_over_says_what_it_was(office: Office) -> None:
    office.fills()
    office.says("/baocao")
    assert "Phụ lục với số liệu" in office.says("xem phụ lục"), "without what stands in brackets"
    office.says("sửa 1.1")
    assert "“Quay về câu đang dở” là lựa chọn của câu trước (1.1 " in office.says("tiếp", "quay về câu đang dở")


def test_an_old_button_says_what_it_was_and_leaves_the_question_with_its_choices(office: Office) -> None:
    office.says("/baocao")
    first = office.talk.say(office.lan, EVERY_GROUP)[-1]
    second = office.talk.say(office.lan, "2")[-1]
    said = office.talk.press(office.lan, data_of(first, "Bỏ qua"))
    assert [text([one]).count("\n") for one in said] == [1]
    assert "“Bỏ qua” là lựa chọn của câu trước (1 Công tác chỉ đạo điều hành CCHC)" in said[0].text
    assert said[0].buttons == ()
    assert "1.4" in text(office.talk.press(office.lan, data_of(second, "Không phát sinh")))


def test_the_blank_sheet_of_several_reports_is_asked_for_by_name_or_period(office: Office) -> None:
    office.asks_another()
    (which,) = office.talk.say(office.lan, "biểu Excel")
    assert [button.label.partition(" Quý ")[2] for button in which.buttons] == ["I năm 2024", "II năm 2024"]
    assert which.attachment is None
    (sheet,) = office.talk.press(office.lan, which.buttons[1].data)
    assert "Quý II" in sheet.title
    (sheet,) = office.talk.say(office.lan, "biểu excel quý 1")
    assert sheet.attachment is not None
    assert "Quý I năm 2024" in sheet.title
    (none,) = office.talk.say(office.lan, "biểu excel quý 4")
    assert "không có báo cáo nào đang mở của “quý 4”" in none.lead


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("Đúng rồi ạ.", Means.YES),
        ("dung roi", Means.YES),
        ("đừng", Means.NO),
        ("dung", Means.YES),
        ("KHÔNG", Means.NO),
        ("khong", Means.NO),
        ("để sau", Means.NO),
        ("có kế hoạch nhưng chưa tổ chức", None),
        ("5", None),
        ("", None),
    ],
)
def test_yes_and_no_are_whole_messages(office: Office, typed: str, means: Means | None) -> None:
    assert office
    assert read_yes_or_no(typed) is means
