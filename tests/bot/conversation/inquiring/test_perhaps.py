"""What nothing marks as a question and is no answer: the question that it is most like is answered, or a few are named."""

import csv
from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from bot.conversation.core.places import Filling, Menu
from bot.reading.inquiries.wants import Wants
from bot.texts.inquiring import asked
from tests.bot.conversation.test_said_questions import NOW
from tests.house import ROOT
from tests.one_report import OneReport

FILE = ROOT / "tests" / "data" / "said" / "asked.tsv"
FIRST = "1.1"
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # words are read alike on both


@pytest.fixture
def report(engine: Engine) -> OneReport:
    return OneReport(engine, "ban-thi-2024", NOW)


def test_words_without_a_mark_are_answered_and_named(report: OneReport) -> None:
    for at in (Filling(asked=(FIRST,)), Menu()):
        heard = report.hear(at, "làm giúp chị bản in")
        assert asked.CALLED[Wants.SHEET] in heard.lead
        assert "Phụ lục gửi kèm" in heard.said
        assert not heard.recorded
        assert heard.held.at == at.at


def test_where_it_is_not_clear_the_likeliest_are_named_beside_what_could_not_be_read(report: OneReport) -> None:
    heard = report.hear(Filling(asked=(FIRST,)), "biểu đã nằm trên bàn sở rồi mà xã mới dò ra lỗi")
    assert asked.CALLED[Wants.MEND] in heard.lead
    assert "chưa đọc được số nào" in heard.lead
    at_rest = report.hear(Menu(), "biểu đã nằm trên bàn sở rồi mà xã mới dò ra lỗi")
    assert asked.CALLED[Wants.MEND] in at_rest.lead
    assert "chưa hiểu tin này" in at_rest.said


@pytest.mark.parametrize("text", ["phường ban hành 2 văn bản", "không có văn bản nào", "hai văn bản", "đang chờ kế toán"])
def test_what_answers_or_puts_off_is_no_question(report: OneReport, text: str) -> None:
    said = report.hear(Filling(asked=(FIRST,)), text).lead
    assert not any(words in said for words in ("Tôi hiểu anh/chị hỏi", "Nếu anh/chị hỏi"))


def test_most_unseen_questions_are_answered_or_named_where_figures_are_asked(
    report: OneReport, record_property: Callable[[str, object], None]
) -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[::6]
    wanted = [(asked.CALLED[Wants(line["asks"])], line["sentence"]) for line in lines if Wants(line["asks"]) in asked.CALLED]
    heard = [(called, report.hear(Filling(asked=(FIRST,)), sentence)) for called, sentence in wanted]
    share = Decimal(sum(called in one.lead for called, one in heard)) / len(heard)
    record_property("unseen questions beside figures that are answered or named", f"{share:.0%} of {len(heard)}")
    assert share >= Decimal("0.6")
