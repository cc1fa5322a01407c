"""Courtesy is answered in one sentence; commands are heard with courtesy around them, and what only points is no reason."""

import pytest
from sqlmodel import Session

from bot.conversation.core.held import Place
from bot.conversation.handle import handle
from bot.messages.messages import Incoming
from tests.by_row import figures_of
from tests.conftest import District
from tests.rights_world import told
from tracker.reports.entry import Answer


class Officer:
    """The sample's officer, who types."""

    def __init__(self, session: Session, district: District) -> None:
        self.session, self.district, self._count = session, district, 0

    def opens(self) -> None:
        """To the first question; there is no group with nothing."""
        self.say("/baocao")
        self.say("nhóm nào cũng có số")

    def say(self, text: str) -> str:
        self._count += 1
        incoming = Incoming("terminal", str(self._count), str(self.district.officer.id), text=text)
        said = told(handle(self.session, incoming, self.district.source.at))
        self.session.flush()
        return said

    @property
    def place(self) -> Place:
        return self.session.get_one(Place, self.district.officer.id)

    @property
    def notes(self) -> dict[str, str]:
        figures = figures_of(self.session, self.district.report(self.session))
        return {key: figure.entry.note for key, figure in figures.items() if figure.entry.answer is Answer.BLANK}


@pytest.fixture
def officer(session: Session, district: District) -> Officer:
    return Officer(session, district)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("cảm ơn", "Không có gì ạ."),
        ("em cảm ơn chị nhiều ạ", "Không có gì ạ."),
        ("thanks", "Không có gì ạ."),
        ("chào em", "Chào anh/chị."),
        ("hello", "Chào anh/chị."),
        ("xin lỗi em nhé", "Không sao ạ."),
        ("ok", "Vâng ạ."),
        ("vâng ạ", "Vâng ạ."),
        ("dạ", "Vâng ạ."),
        ("em hiểu rồi", "Vâng ạ."),
    ],
)
@pytest.mark.parametrize("before", [("menu",), ("/baocao",), ("/baocao", "xin gia hạn")])
def test_courtesy_gets_one_sentence_and_the_question_again(
    officer: Officer, before: tuple[str, ...], typed: str, answer: str
) -> None:
    for text in before:
        officer.say(text)
    where = officer.place.where()
    said = officer.say(typed)
    assert said.split("\n").count(answer) == 1
    assert "chưa hiểu" not in said
    assert "chưa đọc" not in said
    assert (officer.place.where(), officer.place.failures) == (where, 0)


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("em muốn làm báo cáo", "Nhóm nào trong kỳ"),
        ("cho em làm báo cáo với ạ", "Nhóm nào trong kỳ"),
        ("mở báo cáo quý 1", "Nhóm nào trong kỳ"),
        ("báo cáo quý 1", "Nhóm nào trong kỳ"),
        ("dạ mở báo cáo giúp em", "Nhóm nào trong kỳ"),
        ("help", "Khi điền báo cáo:"),
        ("hướng dẫn em với", "Khi điền báo cáo:"),
        ("mở báo cáo quý 3", "Không có kỳ báo cáo nào"),
    ],
)
def test_a_report_is_opened_and_help_given_in_many_words(officer: Officer, typed: str, begins: str) -> None:
    assert begins in officer.say(typed)


@pytest.mark.parametrize("typed", ["dừng", "dừng lại", "thôi nhé", "em thôi ạ", "hủy đi"])
def test_it_is_left_in_many_words(officer: Officer, typed: str) -> None:
    officer.opens()
    assert "Đã dừng." in officer.say(typed)


def test_a_yes_without_its_marks_leaves_nothing(officer: Officer) -> None:
    officer.opens()
    officer.say("dung")
    assert officer.place.at == "filling"


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("bỏ qua", ""),
        ("bỏ qua nhé", ""),
        ("bỏ qua mục này", ""),
        ("bỏ qua câu này ạ", ""),
        ("dạ bỏ qua giúp em", ""),
        ("bo qua muc nay", ""),
        ("skip", ""),
        ("bỏ qua chờ huyện duyệt", "chờ huyện duyệt"),
        ("bỏ qua mục này vì chờ huyện duyệt ạ", "vì chờ huyện duyệt"),
        ("bỏ qua không có cán bộ", "không có cán bộ"),
    ],
)
def test_only_a_reason_is_a_reason(officer: Officer, typed: str, note: str) -> None:
    officer.opens()
    officer.say(typed)
    assert officer.notes["1.1"] == note


@pytest.mark.parametrize("typed", ["bỏ qua cả phần này", "bỏ qua phần này nhé", "cho em bỏ qua cả phần này vì chờ huyện ạ"])
def test_a_whole_part_is_left_blank_after_a_yes(officer: Officer, typed: str) -> None:
    officer.opens()
    officer.say("2")
    said = officer.say(typed)
    assert "1.2.1, 1.2.2, 1.4.1" in said
    assert officer.notes == {}
    officer.say("để trống hết")
    assert list(officer.notes) == ["1.2.1", "1.2.2", "1.4.1", "1.4.2", "1.4.3", "1.4.4", "1.5.1", "1.5.2", "1.6"]
    assert officer.notes["1.2.1"] == ("vì chờ huyện" if "vì" in typed else "")
    assert officer.place.at == "filling"


def test_a_whole_part_stays_after_a_no(officer: Officer) -> None:
    officer.opens()
    officer.say("bỏ qua cả phần này")
    officer.say("thôi")
    assert (officer.notes, officer.place.at) == ({}, "filling")


def test_after_three_misunderstandings_whoever_can_help_is_named(officer: Officer) -> None:
    officer.district.desk.phone = "0912 345 678"
    officer.opens()
    said = [officer.say("trời ơi là trời") for _ in range(3)]
    assert "Nông Văn Thu (huyện Chợ Đồn), điện thoại 0912 345 678" in said[-1]
    assert "Nông Văn Thu" not in said[0] + said[1]
