"""Hoàn tác and edits over the real app: what stands, what is told, what the log says, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.conversation.core.held import Place
from bot.conversation.core.journal import MessageDone
from bot.conversation.handle import handle
from bot.conversation.undoing.taking_back import SLIP
from bot.messages.actions import UNDO
from bot.messages.messages import Incoming, Outgoing
from bot.people.addresses import join
from bot.storage.database import transaction
from tests.auditing import said, wrong_with
from tests.by_row import figures_of, record_figure
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.figures import record_none_arose
from tracker.reports.reports import Source, form_of
from tracker.reports.snapshot import snapshot_of


class Lan:
    """Bản Thi's officer; each message has a reference, which an edit of it shares."""

    def __init__(self, engine: Engine, clock: Clock, district: District) -> None:
        self.engine, self.district, self.talk, self.clock = engine, district, Talk(engine, clock), clock
        self.address, self._count = str(district.officer.id), 0
        self.says("/baocao")
        self.says("nhóm nào cũng có số")

    def says(self, what: str, ref: str = "", *, edited: bool = False) -> str:
        return text(self.delivered(Incoming("terminal", self._number(), self.address, text=what, ref=ref, edited=edited)))

    def edits(self, ref: str, new: str) -> str:
        self.clock.forward(minutes=1)
        return self.says(new, ref, edited=True)

    def delivered(self, *incoming: Incoming) -> list[Outgoing]:
        return self.talk.deliver(*incoming)

    def _number(self) -> str:
        self._count += 1
        return f"lan {self._count}"

    def figures(self) -> dict[str, str]:
        with Session(self.engine) as session:
            figures = figures_of(session, self.district.report(session))
        return {key: figure.entry.written + figure.entry.note for key, figure in figures.items()}

    def journal(self) -> int:
        with Session(self.engine) as session:
            return len(session.exec(select(MessageDone)).all())

    def stands(self) -> str:
        with Session(self.engine) as session:
            return session.get_one(Place, self.district.officer.id).at

    def fill(self, until: str = "") -> None:
        with transaction(self.engine) as session:
            report = self.district.report(session)
            form, waiting = form_of(session, report), snapshot_of(session, report).open
            for group in form.groups:
                rows = [row for row in form.rows_of(waiting) if row.ask == group]
                if group == until:
                    return
                if rows:
                    record_none_arose(session, report, rows, self.district.source)


@pytest.fixture
def lan(engine: Engine, clock: Clock, stored_district: District) -> Lan:
    return Lan(engine, clock, stored_district)


# What leads to each place of a report after 1.1 was answered with 2, and the place.
PLACES = {
    "filling": (),
    "questioned": ("17 41",),
    "explaining": ("17 41", "giữ"),
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # many messages, and nothing that depends on it
@pytest.mark.parametrize("at", PLACES)
def test_every_word_for_it_is_heard_at_every_place(lan: Lan, at: str) -> None:
    for words in (*UNDO.whole, *SLIP.whole):
        lan.says("1.1: 2")
        for line in PLACES[at]:
            lan.says(line)
        assert lan.stands() == at
        lan.says(words)
        while lan.figures() and "hoàn tác" in lan.says("hoàn tác").casefold():
            pass
        assert lan.figures() == {}, words


def test_figures_are_again_as_they_were_entered_and_the_log_says_so(lan: Lan, engine: Engine) -> None:
    with Session(engine) as session:
        figures_before = figures_of(session, lan.district.report(session))
    lan.says("2")
    with Session(engine) as session:
        first = figures_of(session, lan.district.report(session))
    lan.clock.forward(hours=1)
    lan.says("1.1: 7")
    lan.clock.forward(hours=1)
    lan.says("hoàn tác")
    with Session(engine) as session:
        assert figures_of(session, lan.district.report(session)) == first != figures_before
    lan.says("hoàn tác")
    assert [line for line in said(engine, "figure") if line[1] == "1.1"] == [
        ("entered", "1.1", "", "2"),
        ("entered", "1.1", "2", "7"),
        ("taken back", "1.1", "7", "2"),
        ("taken back", "1.1", "2", ""),
    ]
    assert wrong_with(engine) == []


def test_a_message_that_changes_nothing_writes_nothing(lan: Lan) -> None:
    for line in ("giúp", "chưa rõ", "sửa 1.1", "menu", "/baocao", "nhóm nào cũng có số", "kỳ trước"):
        lan.says(line)
    assert lan.journal() == 0
    lan.says("2")
    lan.says("1.1: 2")
    assert lan.journal() == 1


def test_a_message_is_written_down_with_the_channels_own_references(lan: Lan, engine: Engine) -> None:
    lan.says("2", ref="m 5")
    with Session(engine) as session:
        done = session.exec(select(MessageDone)).one()
    assert (done.officer_id, done.report_id) == (lan.district.officer.id, lan.district.report_id)
    assert (done.channel, done.address, done.external_id, done.ref) == ("terminal", lan.address, "lan 3", "m 5")


def test_two_messages_of_one_transaction_are_taken_back_one_by_one(lan: Lan, engine: Engine) -> None:
    with transaction(engine) as session:
        for number, line in enumerate(("2", "41 17")):
            handle(session, Incoming("terminal", f"both {number}", lan.address, text=line), lan.clock())
    lan.says("hoàn tác")
    assert lan.figures() == {"1.1": "2"}


def test_nothing_is_kept_once_the_report_is_handed_in(lan: Lan) -> None:
    lan.fill()
    lan.says("1.1: 2", ref="m")
    assert lan.journal() == 1
    assert "Đã nộp" in lan.says("nộp")
    assert lan.journal() == 0
    before = lan.figures()
    for what in (lan.says("hoàn tác"), lan.edits("m", "1.1: 3")):
        assert "Sửa lại báo cáo" in what
        assert "Báo cáo đã nộp" in what
    assert lan.figures() == before


def test_what_was_done_before_a_hand_in_elsewhere_is_not_taken_back(lan: Lan, engine: Engine) -> None:
    lan.says("2", ref="m")
    with transaction(engine) as session:
        lan.district.report(session).submissions += 1
    assert "Chưa có câu trả lời nào" in lan.says("hoàn tác")
    assert "không làm thay đổi" in lan.edits("m", "3")
    assert lan.figures() == {"1.1": "2"}


def test_what_another_tool_changed_stays(lan: Lan, engine: Engine) -> None:
    lan.says("1.1: 2; 4.1: 5", ref="m")
    with transaction(engine) as session:
        source = Source(lan.district.officer.id, lan.clock(), "import")
        record_figure(session, lan.district.report(session), "4.1", Entry.number(6), source)
    assert "4.1 = 6" in lan.edits("m", "1.1: 3; 4.1: 7")
    assert lan.figures() == {"1.1": "2", "4.1": "6"}
    assert "4.1 = 6" in lan.says("hoàn tác")
    assert lan.figures() == {"4.1": "6"}


def test_from_another_channel_the_same_person_takes_back(lan: Lan, engine: Engine) -> None:
    lan.says("2")
    with transaction(engine) as session:
        join(session, "terminal", "zalo of lan", session.get_one(Officer, lan.district.officer.id), lan.clock())
    assert "1.1 (2)" in text(lan.talk.say("zalo of lan", "hoàn tác"))
    assert lan.figures() == {}


def test_another_persons_message_is_never_taken_back_nor_edited(lan: Lan, engine: Engine) -> None:
    lan.says("2", ref="m")
    with transaction(engine) as session:
        minh = add_officer(session, "Triệu Văn Minh", unit_by_code(session, "BAN-THI"), Role.OFFICER)
        join(session, "terminal", "minh", minh, lan.clock())
        step = session.exec(select(MessageDone.step)).one()
    lan.talk.say("minh", "/baocao")
    assert "Chưa có câu trả lời nào" in text(lan.talk.say("minh", "hoàn tác"))
    lan.talk.press("minh", f"|undo {step}")
    edit = Incoming("terminal", "minh 3", "minh", text="9", ref="m", edited=True)
    assert "không làm thay đổi" in text(lan.delivered(edit))
    assert lan.figures() == {"1.1": "2"}


def test_a_locked_report_is_left_alone(lan: Lan, engine: Engine) -> None:
    lan.says("2", ref="m")
    with transaction(engine) as session:
        lan.district.report(session).locks_at = lan.clock() + timedelta(minutes=1)
    lan.clock.forward(hours=1)
    assert "khóa sổ" in lan.says("hoàn tác")
    assert "1.1 vẫn là 2" in lan.edits("m", "3")
    assert lan.figures() == {"1.1": "2"}


def test_an_edit_that_is_no_answer_leaves_no_trace(lan: Lan, engine: Engine) -> None:
    lan.says("2", ref="m")
    before = said(engine, "figure")
    for new in ("bốn mốt gì đó", "nộp", "hoàn tác", "menu", "1 2 3 4", "/huy", "xóa hết", "tất cả không phát sinh", "2"):
        assert "1.1 vẫn là 2. Muốn sửa, gõ ví dụ: 1.1: 14." in lan.edits("m", new), new
        assert lan.stands() == "filling"
    assert lan.figures() == {"1.1": "2"}
    assert said(engine, "figure") == before
    assert wrong_with(engine) == []
    assert lan.journal() == 1


def test_an_edit_is_never_an_answer_to_the_question_at_hand(lan: Lan) -> None:
    lan.says("chưa rõ", ref="a")
    lan.says("2", ref="b")
    assert "không làm thay đổi" in lan.edits("a", "41 17")
    assert "không làm thay đổi" in lan.edits("never seen", "41 17")
    assert "không làm thay đổi" in lan.says("41 17", edited=True)
    assert lan.figures() == {"1.1": "2"}


def test_an_edit_while_the_question_stands_is_the_answer(lan: Lan) -> None:
    lan.says("chưa rõ", ref="a")
    assert "Đã ghi: 1.1 = 2" in lan.edits("a", "2")
    assert "1.1 = 3 (trước đó 2)" in lan.edits("a", "3")
    assert lan.figures() == {"1.1": "3"}


def test_a_skip_a_reason_and_a_choice_follow_their_edits(lan: Lan, engine: Engine) -> None:
    lan.says("sửa 1.1")
    lan.says("bỏ qua chờ huyện", ref="skip")
    lan.says("17 41", ref="two")
    lan.says("giữ vì tính cả năm trước", ref="why")
    assert "1.1 = để trống, ghi chú: chờ công an xã (trước đó để trống, ghi chú: chờ huyện)" in lan.edits(
        "skip", "bỏ qua chờ công an xã"
    )
    assert "vì số cũ chưa tính" in lan.edits("why", "giữ vì số cũ chưa tính")
    assert "1.2.1 = 41 (trước đó 17), 1.2.2 = 17 (trước đó 41)" in lan.edits("two", "41 17")
    assert lan.figures() == {"1.1": "blankchờ công an xã", "1.2.1": "41", "1.2.2": "17"}
    assert lan.edits("skip", "2").startswith("bot> Đã theo tin anh/chị vừa sửa: 1.1 = 2 ")
    assert wrong_with(engine) == []


def test_after_an_edit_taking_back_gives_first_what_stood_before_the_edit(lan: Lan) -> None:
    lan.says("41", ref="m")
    lan.edits("m", "14")
    lan.edits("m", "15")
    for stands in ("14", "41"):
        lan.says("hoàn tác")
        assert lan.figures() == {"1.1": stands}
    lan.says("hoàn tác")
    assert lan.figures() == {}
    assert lan.journal() == 0


def test_an_answer_that_ran_into_a_finding_is_taken_back_from_wherever_it_is_asked(lan: Lan) -> None:
    lan.fill("1.2")
    lan.says("/baocao")
    lan.says("17 41")
    lan.says("giữ")
    assert lan.stands() == "explaining"
    lan.says("hoàn tác")
    assert "1.2.2" not in lan.figures()


def test_what_is_not_done_yet_is_left_first(lan: Lan) -> None:
    lan.says("2")
    lan.says("xin gia hạn")
    assert "giữ nguyên" in lan.says("hoàn tác")
    assert lan.figures() == {"1.1": "2"}
    lan.says("hoàn tác")
    assert lan.figures() == {}


@pytest.mark.parametrize("words", ["xóa 1.2.1", "xóa mục 1.2.1", "xóa dòng 1.2.1", "XÓA 1.2.1.", "xoa so 1.2.1"])
def test_one_figure_is_withdrawn(lan: Lan, words: str) -> None:
    lan.says("2")
    lan.says("41 17")
    assert "Đã xóa 1.2.1 (41)" in lan.says(words)
    assert lan.figures() == {"1.1": "2", "1.2.2": "17"}
    lan.says("hoàn tác")
    assert lan.figures() == {"1.1": "2", "1.2.1": "41", "1.2.2": "17"}


@pytest.mark.parametrize("words", ["Nhập nhầm", "làm lại từ đầu"])
def test_words_that_may_be_a_reason_are_one_where_a_reason_is_asked(lan: Lan, words: str) -> None:
    lan.fill()
    lan.says("/baocao")
    lan.says("nộp")
    lan.says("sửa lại báo cáo")
    assert "Đã mở lại báo cáo" in lan.says(words)
