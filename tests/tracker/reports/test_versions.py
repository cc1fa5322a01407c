"""Versions: every submission keeps its figures, whatever is entered, replaced or taken back by "none arose" after it."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from bot import demo
from tests.by_row import figures_of, open_rows, record_figure, version_figures
from tests.conftest import District
from tracker.forms.form import Form
from tracker.kernel.errors import VersionUnknown
from tracker.kernel.keeping import forget
from tracker.reports.behalf import EntryWay, Whence, pack, unpack
from tracker.reports.entry import Entry
from tracker.reports.figures import record_none_arose
from tracker.reports.reports import Report, Source, form_of
from tracker.reports.versions import differences, figures_of_version, versions_of
from tracker.review.submission import accept_report, reopen_report, return_report, submit_report

ROWS, GROUPS = ("1.1", "2.1", "4.6.1", "4.6.2", "4.6.3"), ("4.6", "5.3")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("figure"), st.sampled_from(ROWS), st.integers(0, 9)),
        st.tuples(st.just("none"), st.sampled_from(GROUPS), st.just(0)),
        st.tuples(st.just("hand in"), st.just(""), st.just(0)),
    ),
    max_size=14,
)


@pytest.fixture
def report(session: Session, district: District) -> Report:
    """Bản Thi's report with something in every row, not yet submitted."""
    report = district.report(session)
    answer_what_is_open(session, report, district.source)
    return report


def answer_what_is_open(session: Session, report: Report, source: Source) -> None:
    for row in open_rows(session, report):
        record_figure(session, report, row.key, Entry.blank() if row.options else Entry.number(0), source)


def shown(session: Session, report: Report, number: int) -> Mapping[str, Entry]:
    return {key: figure.entry for key, figure in version_figures(session, report, number).items()}


def take_step(session: Session, report: Report, source: Source, step: tuple[str, str, int]) -> None:
    what, key, amount = step
    form: Form = form_of(session, report)
    if what == "figure":
        record_figure(session, report, key, Entry.number(amount), source)
    elif what == "none":
        record_none_arose(session, report, [row for row in form.groups[key] if row.concerns("xã")], source)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_every_version_keeps_the_figures_that_were_handed_in(
    session: Session, district: District, steps: list[tuple[str, str, int]]
) -> None:
    report = district.report(session)
    with session.begin_nested() as untold:
        forget(session)
        handed_in: list[Mapping[str, Entry]] = []
        for step in [*steps, ("hand in", "", 0)]:
            take_step(session, report, district.source, step)
            if step[0] == "hand in":
                report.submissions += 1
                session.flush()
                handed_in.append({key: figure.entry for key, figure in figures_of(session, report).items()})
        assert [shown(session, report, number) for number in range(1, report.submissions + 1)] == handed_in
        untold.rollback()


def test_differences_say_what_stood_in_the_row_who_entered_it_and_when(
    session: Session, district: District, report: Report
) -> None:
    source = district.source
    submit_report(session, report, source)
    return_report(session, report, Source(district.desk.id, source.at, "test"), "thiếu")
    later = Source(source.officer_id, source.at + timedelta(hours=3), "test")
    record_figure(session, report, "1.1", Entry.number(7), later)
    record_figure(session, report, "2.1", Entry.number(3), later)
    record_figure(session, report, "2.1", Entry.number(0), later)
    submit_report(session, report, later)
    (change,) = differences(form_of(session, report), *(figures_of_version(session, report, number) for number in (1, 2)))
    assert change.before
    assert change.after
    assert change.row.key == "1.1"
    assert (change.before.amount, change.after.amount) == (Decimal(0), Decimal(7))
    assert (change.before.at, change.after.at) == (demo.START, demo.START + timedelta(hours=3))


def test_versions_say_when_they_were_handed_in_by_whom_and_how_they_ended(
    session: Session, district: District, report: Report
) -> None:
    desk = Source(district.desk.id, demo.START + timedelta(hours=1), "test")
    submit_report(session, report, district.source)
    return_report(session, report, desk, "thiếu số huyện")
    submit_report(session, report, district.source)
    reopen_report(session, report, district.source, "nhập nhầm")
    submit_report(session, report, Source(desk.officer_id, desk.at, "test", EntryWay.PAPER))
    accept_report(session, report, desk)
    found = versions_of(session, report)
    assert [(version.number, version.submitted.officer_id, version.how) for version in found] == [
        (1, district.officer.id, None),
        (2, district.officer.id, None),
        (3, district.desk.id, EntryWay.PAPER),
    ]
    assert [(version.ended.what, version.ended.reason) for version in found if version.ended] == [
        ("returned", "thiếu số huyện"),
        ("reopened", "nhập nhầm"),
        ("accepted", ""),
    ]


def test_a_version_that_was_never_handed_in_is_refused(session: Session, district: District, report: Report) -> None:
    submit_report(session, report, district.source)
    for number in (0, 2, -1):
        with pytest.raises(VersionUnknown, match="handed in 1 times"):
            version_figures(session, report, number)


def test_the_log_has_channel_and_way_in_the_words_that_it_always_had() -> None:
    packed = {way: pack("zalo", way) for way in EntryWay}
    assert packed == {
        EntryWay.OWN: "zalo",
        EntryWay.PAPER: "zalo on behalf (paper)",
        EntryWay.TELEPHONE: "zalo on behalf (telephone)",
        EntryWay.OTHER: "zalo on behalf (other)",
        EntryWay.ROLLUP: "rollup",
    }
    for way, logged in packed.items():
        assert unpack(logged) == Whence("" if way is EntryWay.ROLLUP else "zalo", way)
    for logged in ("telegram", "import", "on behalf (paper)", "x on behalf (post)"):
        assert unpack(logged) == Whence(logged, EntryWay.OWN)
