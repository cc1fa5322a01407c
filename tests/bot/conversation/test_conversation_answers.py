"""What officers naturally type or press is never taken for something else, and never lands in another row."""

from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.conversation.core.held import Place
from bot.conversation.core.places import Explaining, Questioned, Reopening
from bot.people.addresses import join
from bot.storage.database import transaction
from tests.by_row import figures_of, findings, open_rows
from tests.conftest import Clock, District
from tests.talking import Talk, data_of, text
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.office.officers import Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.figures import earlier_figures, record_none_arose
from tracker.reports.reports import Report, ReportEvent, State

FORM = official_form("ban-thi-2024")
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # words are read alike on both


class Lan:
    """The officer of Bản Thi at her first question, what the bot tells her, and what stands in her report."""

    def __init__(self, engine: Engine, talk: Talk, district: District) -> None:
        self._engine, self._talk, self._district = engine, talk, district

    def says(self, *lines: str) -> str:
        return [text(self._talk.say(str(self._district.officer.id), line)) for line in lines][-1]

    def presses(self, data: str) -> str:
        return text(self._talk.press(str(self._district.officer.id), data))

    def button(self, line: str, label: str) -> str:
        return data_of(self._talk.say(str(self._district.officer.id), line)[-1], label)

    def fills(self, until: str = "") -> None:
        with transaction(self._engine) as session:
            report = self._district.report(session)
            waiting = {row.key for row in open_rows(session, report)}
            for group, rows in FORM.groups.items():
                if group == until:
                    return
                asked = [row for row in rows if row.key in waiting]
                if asked:
                    record_none_arose(session, report, asked, self._district.source)

    def report(self) -> Report:
        with Session(self._engine) as session:
            return self._district.report(session)

    def figures(self) -> dict[str, Entry]:
        with Session(self._engine) as session:
            return {key: figure.entry for key, figure in figures_of(session, self._district.report(session)).items()}

    def reasons(self) -> list[str]:
        with Session(self._engine) as session:
            return [finding.reason for finding in findings(session, self._district.report(session))]

    def at(self) -> str:
        with Session(self._engine) as session:
            return session.get_one(Place, self._district.officer.id).at


@pytest.fixture
def talk(engine: Engine, clock: Clock) -> Talk:
    return Talk(engine, clock)


@pytest.fixture
def lan(engine: Engine, talk: Talk, stored_district: District) -> Lan:
    return Lan(engine, talk, stored_district)


@pytest.fixture
def minh(engine: Engine, stored_district: District) -> str:
    """The address of another officer of Bản Thi."""
    with transaction(engine) as session:
        unit = unit_by_code(session, "BAN-THI")
        join(session, "terminal", "minh", add_officer(session, "Triệu Văn Minh", unit, Role.OFFICER), Clock().now)
    assert stored_district
    return "minh"


def number(amount: str) -> Entry:
    return Entry.number(Decimal(amount))


class TestTwoOfficers:
    def test_an_answer_goes_to_the_rows_that_its_writer_was_asked(self, lan: Lan, talk: Talk, minh: str) -> None:
        lan.says("/baocao", "không có", "2")  # asks 1.2
        talk.say(minh, "1.2.1: 41; 1.2.2: 17")
        lan.says("41 17")
        assert {key: entry for key, entry in lan.figures().items() if key.startswith("1.4")} == {}

    def test_a_button_concerns_the_rows_that_its_reader_was_asked(self, lan: Lan, talk: Talk, minh: str) -> None:
        lan.says("/baocao", "không có")
        none_arose = lan.button("2", "Không phát sinh")  # asks 1.2
        talk.say(minh, "1.2.1: 41; 1.2.2: 17")
        lan.presses(none_arose)
        assert {key: entry for key, entry in lan.figures().items() if key.startswith("1.4")} == {}

    def test_a_choice_that_the_other_has_made_meanwhile_is_no_error(self, lan: Lan, talk: Talk, minh: str) -> None:
        lan.fills("1.6")
        chosen = lan.button("/baocao", "Không")
        talk.say(minh, "1.6: Có")
        assert "mã lỗi" not in lan.presses(chosen)
        assert {key: entry for key, entry in lan.figures().items() if key.startswith("2")} == {}


class TestQuestioned:
    @pytest.fixture(autouse=True)
    def _more_done_than_planned(self, lan: Lan) -> None:
        lan.says("/baocao", "không có", "2 17 41")

    def test_back_leads_to_what_was_just_asked_and_not_to_the_end(self, lan: Lan) -> None:
        assert "7.2.5" not in lan.says("lùi")

    def test_keeping_needs_a_reason(self, lan: Lan) -> None:
        lan.says("giữ nguyên")
        assert lan.at() in {Questioned.at, Explaining.at}

    @pytest.mark.parametrize("said", ["giữ nguyên vì tính cả năm trước", "giữ vì tính cả năm trước"])
    def test_the_reason_is_printed_without_the_word_for_keeping(self, lan: Lan, said: str) -> None:
        lan.says(said)
        assert lan.reasons() == ["vì tính cả năm trước"]

    @pytest.mark.parametrize(
        "reason", ["sửa đổi kế hoạch giữa năm", "bỏ qua 24 nhiệm vụ của năm trước", "giữ theo văn bản 12"]
    )
    def test_a_reason_may_begin_with_a_word_that_elsewhere_commands(self, lan: Lan, reason: str) -> None:
        lan.says("giữ, ghi lý do", reason)
        assert lan.reasons()[0].endswith(reason.removeprefix("giữ "))

    def test_one_number_of_two_is_not_passed_over_in_silence(self, lan: Lan) -> None:
        asked = lan.says("giúp").partition("1.2.2")[2]
        answered = lan.says("41").removeprefix("bot> ")
        assert not answered.removeprefix("1.2.2").startswith(asked[:40])


def test_a_rate_that_must_be_put_right_is_asked_again_when_somebody_wants_to_keep_it(lan: Lan) -> None:
    lan.fills("4")
    lan.says("/baocao", "1 0 2 120")
    assert "Gõ lại số 4.4" in lan.says("giữ vì đúng là như vậy")
    lan.says("giữ, ghi lý do")
    assert lan.at() == Questioned.at


class TestEditing:
    @pytest.mark.parametrize("group", ["1.2", "5.2"])
    def test_asking_a_group_again_says_nothing_of_a_refusal(self, lan: Lan, group: str) -> None:
        assert lan.says(f"sửa {group}").startswith(f"bot> {group} ")

    @pytest.mark.parametrize("said", ["sửa mục 3.2.1", "Sửa mục 3.2.1.", "sửa số 3.2.1"])
    def test_a_row_is_found_as_people_name_it(self, lan: Lan, said: str) -> None:
        assert lan.says(said).startswith("bot> 3.2.1 ")

    @pytest.mark.parametrize("said", ["sửa 3.2.1: 7", "sửa 3.2.1 = 7", "sửa 3.2.1 thành 7"])
    def test_a_row_is_corrected_in_one_sentence(self, lan: Lan, said: str) -> None:
        lan.says(said)
        assert lan.figures() == {"3.2.1": number("7")}

    def test_the_word_alone_asks_which_row(self, lan: Lan) -> None:
        assert "“”" not in lan.says("/baocao", "sửa")

    def test_a_choice_is_shown_as_it_is_written(self, lan: Lan) -> None:
        lan.says("1.6: Có")
        assert "Hiện là: Có" in lan.says("sửa 1.6")

    def test_what_is_left_blank_after_none_arose_no_longer_prints_zero(self, lan: Lan) -> None:
        lan.fills("5.2")
        lan.says("/baocao", "không phát sinh", "lùi", "bỏ qua chờ huyện")
        assert lan.figures().get("5.2") is None


class TestFilling:
    def test_a_row_number_among_the_answers_moves_nothing_to_another_row(self, lan: Lan) -> None:
        lan.says("/baocao", "không có", "2", "1.2.1 41")
        assert lan.figures().get("1.2.2") is None

    @pytest.mark.parametrize("said", ["không có số liệu", "chưa có số liệu", "không có gì"])
    def test_words_that_say_there_is_nothing_record_no_figure_by_chance(self, lan: Lan, said: str) -> None:
        lan.fills("3.2")
        before = lan.figures()
        lan.says("/baocao", said)
        assert {row: entry for row, entry in lan.figures().items() if row not in before} in (
            {},
            {row.key: Entry.not_applicable() for row in FORM.groups["3.2"]},
        )

    @pytest.mark.parametrize("said", ["nộp báo cáo", "xã nào chưa nộp?", "Báo cáo.", "sửa lại báo cáo", "giup!"])
    def test_a_wish_is_not_read_as_figures(self, lan: Lan, said: str) -> None:
        assert "Tôi đọc được" not in lan.says("/baocao", "2", said)

    @pytest.mark.parametrize("said", ["gıữ vì thế", "ſửa 1.1", "sửa ١.١", "BỎ QUA vì thế"])
    def test_letters_that_only_look_alike_are_answered(self, lan: Lan, said: str) -> None:
        assert "mã lỗi" not in lan.says("/baocao", said)


class TestHandedIn:
    @pytest.fixture(autouse=True)
    def _handed_in(self, lan: Lan) -> None:
        lan.fills()
        assert "Đã nộp, đúng hạn" in lan.says("/baocao", "nộp")

    @pytest.mark.parametrize("reason", ["sửa mục 3.2.1", "3.2.1: nhập nhầm", "bỏ qua mục 1.1 nên phải nhập lại"])
    def test_a_reason_for_reopening_is_a_reason_whatever_it_begins_with(self, lan: Lan, reason: str) -> None:
        lan.says("sửa lại báo cáo", reason)
        assert lan.report().state == State.DRAFTING

    @pytest.mark.parametrize("between", ["/tinhhinh", "menu", "giúp", "5 5"])
    def test_a_report_that_was_handed_in_can_still_be_found_and_corrected(self, lan: Lan, between: str) -> None:
        lan.says(between, "/baocao", "sửa lại báo cáo")
        assert lan.at() == Reopening.at

    @pytest.mark.parametrize("reason", ["sửa mục 1.1", "số mục 3.2.1 chưa khớp với văn thư", "bỏ qua mục 1.1"])
    def test_what_the_desk_wants_corrected_is_read_whole(
        self, engine: Engine, lan: Lan, talk: Talk, stored_district: District, reason: str
    ) -> None:
        thu = str(stored_district.desk.id)
        for line in ("/tinhhinh", "xem xã bản thi", "trả lại", reason):
            replies = talk.say(thu, line)
        assert lan.report().state == State.RETURNED
        assert reason in text(replies)
        with Session(engine) as session:
            event = session.get_one(ReportEvent, 2)
            assert (event.what, event.reason) == ("returned", reason)


def test_a_replaced_figure_is_kept_with_who_entered_it(engine: Engine, lan: Lan, talk: Talk, minh: str) -> None:
    lan.says("1.1: 2")
    talk.say(minh, "1.1: 3")
    talk.say(minh, "thay")
    report = lan.report()
    with Session(engine) as session:
        before = earlier_figures(session, report, Cell("1.1"))
        now = figures_of(session, report)["1.1"]
    assert [str(figure.amount) for figure in (*before, now)] == ["2", "3"]
    assert before[0].officer_id != now.officer_id
