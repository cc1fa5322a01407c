"""Comments of the desk on single rows: written, sent with the return, followed or answered, and then over."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session

from bot import demo
from tests.by_row import open_rows, record_figure, write_comment
from tests.conftest import District
from tracker.forms.cell import Cell
from tracker.kernel.errors import (
    CommentSent,
    CommentsOpen,
    ReasonMissing,
    ReportClosed,
    ReportLocked,
    RowNotAsked,
    RowUnknown,
    WrongState,
)
from tracker.reports.comments import answer_comment, cells_behind, delete_comment, draft_comments, open_comments, sent_comments
from tracker.reports.entry import Entry
from tracker.reports.figures import record_none_arose
from tracker.reports.reports import Report, Source, State, form_of
from tracker.review.submission import return_report, submit_report


@pytest.fixture
def report(session: Session, district: District) -> Report:
    """Bản Thi's report, handed in."""
    report = district.report(session)
    for row in open_rows(session, report):
        record_figure(session, report, row.key, Entry.blank() if row.options else Entry.number(0), district.source)
    submit_report(session, report, district.source)
    return report


@pytest.fixture
def desk(district: District) -> Source:
    return Source(district.desk.id, demo.START + timedelta(hours=1), "test")


def left(session: Session, report: Report) -> list[str]:
    return [one.comment.row_key for one in open_comments(session, report)]


def test_officers_see_comments_once_the_report_is_returned_and_in_printed_order(
    session: Session, report: Report, desk: Source
) -> None:
    write_comment(session, report, "4.5.1", "xem lại biên chế", desk)
    write_comment(session, report, "1.1", " thiếu công văn ", desk)
    assert [comment.row_key for comment in draft_comments(session, report)] == ["1.1", "4.5.1"]
    assert sent_comments(session, report) == []
    return_report(session, report, desk)
    assert draft_comments(session, report) == []
    assert [(one.comment.row_key, one.comment.text, one.comment.version) for one in sent_comments(session, report)] == [
        ("1.1", "thiếu công văn", 1),
        ("4.5.1", "xem lại biên chế", 1),
    ]
    assert left(session, report) == ["1.1", "4.5.1"]


def test_a_report_is_handed_in_again_once_each_comment_is_followed_or_answered(
    session: Session, district: District, report: Report, desk: Source
) -> None:
    write_comment(session, report, "1.1", "thiếu công văn", desk)
    write_comment(session, report, "4.5.1", "xem lại biên chế", desk)
    return_report(session, report, desk)
    with pytest.raises(CommentsOpen, match=r"2 comments .* the first is on row 1\.1"):
        submit_report(session, report, district.source)
    record_figure(session, report, "1.1", Entry.number(2), district.source)
    assert left(session, report) == ["4.5.1"]
    answer_comment(session, report, sent_comments(session, report)[1].comment, "đã đối chiếu quyết định", district.source)
    assert left(session, report) == []
    submit_report(session, report, district.source)
    followed, answered = sent_comments(session, report)
    assert [str(cell) for cell in followed.changed] == ["1.1"]
    assert (followed.before[Cell("1.1")], followed.now[Cell("1.1")]) == (Entry.number(0), Entry.number(2))
    assert (answered.changed, answered.comment.answer) == ([], "đã đối chiếu quyết định")


def test_a_figure_that_is_put_back_leaves_the_comment_open(
    session: Session, district: District, report: Report, desk: Source
) -> None:
    write_comment(session, report, "1.1", "thiếu", desk)
    return_report(session, report, desk)
    record_figure(session, report, "1.1", Entry.number(2), district.source)
    record_figure(session, report, "1.1", Entry.number(0), district.source)
    assert left(session, report) == ["1.1"]


def test_a_comment_on_a_computed_row_or_a_heading_is_followed_in_the_cells_behind_it(
    session: Session, district: District, report: Report, desk: Source
) -> None:
    form = form_of(session, report)
    assert [str(cell) for cell in cells_behind(form, Cell("1.2"), "xã")] == ["1.2.2", "1.2.1"]
    assert [str(cell) for cell in cells_behind(form, Cell("1.4"), "xã")] == ["1.4.1", "1.4.2", "1.4.3", "1.4.4"]
    for key in ("1.2", "1.4"):
        write_comment(session, report, key, "xem lại", desk)
    return_report(session, report, desk)
    record_figure(session, report, "1.2.1", Entry.number(4), district.source)
    record_figure(session, report, "1.4.1", Entry.number(4), district.source)
    assert left(session, report) == []


def test_a_row_under_none_arose_counts_as_0_until_it_is_more(
    session: Session, district: District, report: Report, desk: Source
) -> None:
    report.state = State.DRAFTING
    record_none_arose(session, report, form_of(session, report).groups["5.3"], district.source)
    submit_report(session, report, district.source)
    key = form_of(session, report).groups["5.3"][0].key
    write_comment(session, report, key, "có thật là không?", desk)
    return_report(session, report, desk)
    record_figure(session, report, key, Entry.number(0), district.source)
    assert left(session, report) == [key]
    record_figure(session, report, key, Entry.number(1), district.source)
    assert left(session, report) == []


@pytest.mark.parametrize(
    ("key", "refusal"), [("9.9.9", RowUnknown), ("3", RowNotAsked), ("1.3.1", RowNotAsked), ("4.7", RowUnknown)]
)
def test_only_a_row_of_the_units_can_be_commented_on(
    session: Session, report: Report, desk: Source, key: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        write_comment(session, report, key, "xem lại", desk)
    assert draft_comments(session, report) == []


def test_comments_are_written_on_what_is_handed_in_in_words_and_taken_back_until_they_are_sent(
    session: Session, report: Report, desk: Source
) -> None:
    with pytest.raises(ReasonMissing):
        write_comment(session, report, "1.1", "  ", desk)
    delete_comment(session, write_comment(session, report, "1.1", "thôi", desk))
    comment = write_comment(session, report, "2.1", "xem lại", desk)
    return_report(session, report, desk)
    with pytest.raises(CommentSent):
        delete_comment(session, comment)
    with pytest.raises(WrongState, match="returned cannot be commented on"):
        write_comment(session, report, "1.1", "nữa", desk)
    assert [one.comment.row_key for one in sent_comments(session, report)] == ["2.1"]


def test_without_a_comment_a_return_needs_a_reason(session: Session, report: Report, desk: Source) -> None:
    with pytest.raises(ReasonMissing):
        return_report(session, report, desk, " ")
    assert report.state == State.SUBMITTED


def test_what_was_asked_of_an_earlier_version_is_over_once_the_report_is_returned_again(
    session: Session, district: District, report: Report, desk: Source
) -> None:
    write_comment(session, report, "1.1", "thiếu", desk)
    return_report(session, report, desk)
    answer_comment(session, report, sent_comments(session, report)[0].comment, "đủ rồi", district.source)
    submit_report(session, report, district.source)
    write_comment(session, report, "1.1", "vẫn thiếu", desk)
    return_report(session, report, desk)
    assert [(one.comment.text, one.comment.version, one.is_open) for one in sent_comments(session, report)] == [
        ("vẫn thiếu", 2, True)
    ]


def test_an_answer_needs_words_and_an_open_report(session: Session, district: District, report: Report, desk: Source) -> None:
    comment = write_comment(session, report, "1.1", "thiếu", desk)
    with pytest.raises(ReportClosed):
        answer_comment(session, report, comment, "đủ", district.source)
    return_report(session, report, desk)
    with pytest.raises(ReasonMissing):
        answer_comment(session, report, comment, " ", district.source)
    report.locks_at = demo.START
    with pytest.raises(ReportLocked):
        answer_comment(session, report, comment, "đủ", replace(district.source, at=demo.START + timedelta(hours=1)))
