"""The audit log: who did and saw what, when, over which channel, old and new; and that nothing in it can be altered unseen."""

import threading
from collections.abc import Callable
from datetime import UTC, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from bot.demo import START
from bot.storage.database import make_engine, transaction
from tests.auditing import KEPT, log_of, said, slip_in, spoil, verified, wrong_with
from tests.by_row import record_figure, record_figures
from tests.conftest import Clock, District
from tests.talking import Talk
from tracker.audit.keys import NO_KEY, SealKey
from tracker.audit.log import SEALED, Deed, Tool, What, note, seal
from tracker.audit_log.verifying import Wrong
from tracker.forms.catalogue import official_form
from tracker.forms.form import Form
from tracker.forms.rules import Level
from tracker.kernel.errors import AuditKeyMissing
from tracker.office.units import Unit
from tracker.reports.entry import Entry
from tracker.reports.extensions import ask_extension, grant_extension
from tracker.reports.figures import record_none_arose
from tracker.reports.reports import Source
from tracker.review.reasons import explain
from tracker.tasks.assigning import NewTask, assign_task

KEY, OTHER = SealKey.of("k" * 32), SealKey.of("o" * 32)


def enter(engine: Engine, district: District, key: str = "1.1", value: int = 41) -> None:
    with transaction(engine) as session:
        record_figure(session, district.report(session), key, Entry.number(value), district.source)


@pytest.fixture
def worked(engine: Engine, stored_district: District) -> Engine:
    """An office in which 1.1 was entered and corrected, and 1.2.1 entered."""
    enter(engine, stored_district)
    enter(engine, stored_district, value=42)
    enter(engine, stored_district, "1.2.1", 3)
    return engine


def number_of(engine: Engine, subject: str, new: str) -> int:
    with transaction(engine) as session:
        return next(line.number for line in log_of(session) if (line.subject, line.new) == (subject, new))


def test_a_figure_is_noted_with_who_when_where_old_and_new(engine: Engine, stored_district: District) -> None:
    enter(engine, stored_district, value=41)
    with transaction(engine) as session:
        report = stored_district.report(session)
        exact = {"1.1": Entry(Entry.number(1).answer, amount=Decimal("123456789012.340"), note="theo công văn")}
        later = Source(stored_district.desk.id, START + timedelta(hours=1), "zalo")
        record_figures(session, report, exact, later)
    with transaction(engine) as session:
        first, second = [line for line in log_of(session) if line.what == What.FIGURE]
    assert (first.officer_id, first.at, first.origin) == (stored_district.officer.id, START, "test")
    assert (first.old, first.new, first.subject, first.report_id) == ("", "41", "1.1", stored_district.report_id)
    assert (second.officer_id, second.at, second.origin) == (later.officer_id, later.at, "zalo")
    assert (second.old, second.new, second.reason) == ("41", "123456789012.340", "theo công văn")
    assert second.unit_id == stored_district.officer.unit_id


def test_zero_blank_text_and_not_applicable_differ_in_the_log(engine: Engine, stored_district: District) -> None:
    entries = [Entry.number(0), Entry.blank(), Entry.not_applicable(), Entry.words("-"), Entry.words("blank")]
    for entry in entries:
        with transaction(engine) as session:
            record_figure(session, stored_district.report(session), "1.6", entry, stored_district.source)
    assert [new for _, _, _, new in said(engine, "figure")] == ["0", "blank", "-", '"-"', '"blank"']
    assert wrong_with(engine) == []


def test_what_none_arose_takes_away_and_what_takes_it_back_is_noted(engine: Engine, stored_district: District) -> None:
    form = official_form("ban-thi-2024")
    group = next(group for group in form.groups if group in form.none_groups)
    rows = [row for row in form.groups[group] if row.concerns("xã")]
    with transaction(engine) as session:
        report = stored_district.report(session)
        record_figure(session, report, rows[0].key, Entry.number(7), stored_district.source)
        record_none_arose(session, report, rows, stored_district.source)
        record_figure(session, report, rows[0].key, Entry.number(8), stored_district.source)
    assert said(engine, "figure") == [
        ("entered", rows[0].key, "", "7"),
        ("entered", group, "", "0"),
        ("erased", rows[0].key, "7", ""),
        ("erased", group, "0", ""),
        ("entered", rows[0].key, "", "8"),
    ]
    assert wrong_with(engine) == []


def test_what_is_done_in_the_chat_says_who_when_and_over_which_channel(
    engine: Engine, stored_district: District, clock: Clock
) -> None:
    talk, before = Talk(engine, clock), verified(engine)[0].number
    for words in ("/baocao", "không có", "2", "biểu Excel", "hủy"):
        talk.say("1", words)
    clock.forward(hours=5)
    for words in ("/tinhhinh", "ai đã sửa 1.1 bản thi", "nhắc ngay", "nhắc 1 người"):
        talk.say("2", words)
    with transaction(engine) as session:
        lines = [line for line in log_of(session) if line.number > before]
    assert [(line.officer_id, line.what, line.step) for line in lines] == [
        (stored_district.officer.id, "figure", "entered"),
        (stored_district.officer.id, "file", "sent"),
        (stored_district.desk.id, "report", "seen"),
        (stored_district.desk.id, "nudge", "nudged"),
        (stored_district.desk.id, "database", "sealed"),
    ]
    assert [line.at for line in lines] == [START, START, clock.now, clock.now, clock.now]
    assert {line.origin for line in lines} == {"terminal"}


def test_the_same_figure_once_more_is_no_change(engine: Engine, stored_district: District) -> None:
    enter(engine, stored_district)
    enter(engine, stored_district)
    assert len(said(engine, "figure")) == 1


def test_a_step_of_a_report_is_noted_with_what_it_changed(engine: Engine, stored_district: District) -> None:
    with transaction(engine) as session:
        report = stored_district.report(session)
        due = report.due_at
        asked = ask_extension(session, report, due + timedelta(days=1), "chờ số liệu", stored_district.source)
        grant_extension(session, asked, due + timedelta(days=1), Source(stored_district.desk.id, START, "test"))
    *_, asking, granting = said(engine, "report")
    assert asking[0] == "extension_asked"
    assert asking[2] == asking[3] == granting[2]
    assert (granting[0], due.date().isoformat() in granting[2]) == ("extension_granted", True)
    assert (due + timedelta(days=1)).isoformat() in granting[3]


def test_a_reason_given_and_changed_is_noted(engine: Engine, stored_district: District) -> None:
    rule = next(rule for rule in official_form("ban-thi-2024").rules if rule.level is not Level.BLOCK)
    for reason in ("vì thế này", "vì thế khác"):
        with transaction(engine) as session:
            explain(session, stored_district.report(session), rule, reason, stored_district.source)
    first, second = ("", "vì thế này"), ("vì thế này", "vì thế khác")
    assert said(engine, "explanation") == [("given", rule.text, *first), ("given", rule.text, *second)]


@pytest.mark.usefixtures("stored_district")
def test_an_office_is_noted_from_its_first_unit_on(engine: Engine) -> None:
    assert ("imported", "BAN-THI", "", "xã Bản Thi below CHO-DON") in said(engine, "unit")
    assert ("added", "1", "", "Hoàng Thị Lan, officer of BAN-THI") in said(engine, "officer")
    assert ("joined", "terminal 1", "", "officer 1") in said(engine, "address")
    assert [step for step, *_ in said(engine, "round")] == ["opened"]
    assert len(said(engine, "report")) == 5
    assert wrong_with(engine) == []


def test_nothing_is_noted_of_what_was_not_done(engine: Engine, stored_district: District) -> None:
    before = verified(engine)[0].head

    def fail() -> None:
        with transaction(engine) as session:
            record_figure(session, stored_district.report(session), "1.1", Entry.number(1), stored_district.source)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert verified(engine)[0].head == before


def test_a_line_is_sealed_in_one_way_for_good() -> None:
    """Another way would make every log there is look altered."""
    at = START.astimezone(UTC)
    line = (1, at, 2, "zalo", "figure", "entered", 3, 4, "1.1", "", "41", "chờ", "")
    assert (
        *("number", "at", "officer_id", "origin", "what", "step", "unit_id", "report_id"),
        *("subject", "old", "new", "reason", "mark"),
    ) == SEALED
    assert seal(NO_KEY, "", line) == "9e31b55e0752fd1018c042a89a7fdc1f6d027e9aea24e09328138d14346c9971"
    assert seal(KEY, "", line) == "a442c1c22360c4a353fbf0afe07a49dafdf0bd385d9b710aa8724f1c62c6f78c"


def test_a_log_as_it_was_written_verifies(worked: Engine) -> None:
    chain, wrong = verified(worked)
    assert wrong == []
    assert chain.number == number_of(worked, "1.2.1", "3")
    assert len(chain.head) == 64


@pytest.mark.parametrize(
    "change", ["\"new\" = '43'", "officer_id = 2", "\"at\" = '2024-01-01 00:00:00.000000'", "origin = 'zalo'", "reason = 'x'"]
)
def test_an_altered_line_is_named(worked: Engine, change: str) -> None:
    number = number_of(worked, "1.1", "41")
    spoil(worked, f"UPDATE audit_line SET {change} WHERE number = :number", number=number)  # noqa: S608 - ours
    assert wrong_with(worked)[0] == f"line {number} is not as it was written, or stands where another one stood"


def test_a_deleted_line_is_named(worked: Engine) -> None:
    number = number_of(worked, "1.1", "41")
    spoil(worked, "DELETE FROM audit_line WHERE number = :number", number=number)
    assert wrong_with(worked)[0] == f"line {number} is missing"


def test_a_deleted_line_is_named_although_the_others_are_numbered_anew(worked: Engine) -> None:
    number = number_of(worked, "1.1", "41")
    spoil(
        worked,
        "DELETE FROM audit_line WHERE number = :number",
        "UPDATE audit_line SET number = -number WHERE number > :number",
        "UPDATE audit_line SET number = -number - 1 WHERE number < 0",
        number=number,
    )
    assert wrong_with(worked)[0].startswith(f"line {number} is not as it was written")


def test_an_inserted_line_is_named(worked: Engine) -> None:
    number = number_of(worked, "1.1", "42")
    spoil(
        worked,
        "UPDATE audit_line SET number = -number WHERE number >= :number",
        "UPDATE audit_line SET number = -number + 1 WHERE number < 0",
        number=number,
    )
    slip_in(worked, number)
    assert wrong_with(worked)[0].startswith(f"line {number} is not as it was written")


def test_swapped_lines_are_named(worked: Engine) -> None:
    number = number_of(worked, "1.1", "41")
    spoil(
        worked,
        "UPDATE audit_line SET number = 0 WHERE number = :number",
        "UPDATE audit_line SET number = :number WHERE number = :number + 1",
        "UPDATE audit_line SET number = :number + 1 WHERE number = 0",
        number=number,
    )
    assert wrong_with(worked)[0].startswith(f"line {number} is not as it was written")


def test_a_head_that_was_written_down_tells_that_the_last_lines_are_gone(worked: Engine) -> None:
    head, number = verified(worked)[0].head, number_of(worked, "1.2.1", "3")
    assert wrong_with(worked, head=head) == []
    gone = "DELETE FROM audit_line WHERE number = :number"
    spoil(worked, gone, "DELETE FROM figure WHERE row_key = '1.2.1'", number=number)
    assert wrong_with(worked) == []
    assert wrong_with(worked, head=head) == [Wrong.HEAD_UNKNOWN.value.format(head=head)]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ("UPDATE figure SET amount = '99' WHERE row_key = '1.1'", "row 1.1: 99 stands, but the log says 42"),
        ("UPDATE figure SET note = 'x' WHERE row_key = '1.1'", "row 1.1: 42 (x) stands, but the log says 42"),
        ("DELETE FROM figure WHERE row_key = '1.1'", "row 1.1: nothing stands, but the log says 42"),
        ("UPDATE figure SET row_key = '1.5' WHERE row_key = '1.2.1'", "row 1.2.1: nothing stands, but the log says 3"),
    ],
)
def test_a_figure_changed_by_hand_is_found_although_the_log_is_intact(worked: Engine, change: str, wrong: str) -> None:
    spoil(worked, change)
    assert any(wrong in words for words in wrong_with(worked))
    assert verified(worked)[0].conclude() is None


@pytest.mark.parametrize(
    "change",
    [
        "state = 'accepted'",
        "submissions = 1",
        "due_at = '2025-01-01 00:00:00.000000+00:00'",
        "first_submitted_at = '2024-03-01 00:00:00.000000+00:00'",
        "locks_at = '2025-01-01 00:00:00.000000+00:00'",
    ],
)
def test_a_report_changed_by_hand_is_found(worked: Engine, stored_district: District, change: str) -> None:
    if worked.dialect.name == "sqlite":
        change = change.replace("+00:00", "")
    spoil(worked, f"UPDATE report SET {change} WHERE id = {stored_district.report_id}")  # noqa: S608 - ours
    (words,) = wrong_with(worked)
    assert words.startswith(f"report {stored_district.report_id}: it is ")


@pytest.mark.parametrize("table", KEPT)
def test_what_only_grows_cannot_be_changed_or_deleted(engine: Engine, stored_district: District, table: str) -> None:
    """Also not by the program itself: the database refuses."""
    enter(engine, stored_district)
    enter(engine, stored_district, value=42)
    with transaction(engine) as session:
        report = stored_district.report(session)
        ask_extension(session, report, report.due_at + timedelta(days=1), "chờ số liệu", stored_district.source)
        by_desk = Source(stored_district.desk.id, START, "test")
        assign_task(session, NewTask("Nộp kế hoạch"), session.get_one(Unit, report.unit_id), by_desk)
    changes = [f"UPDATE {table} SET origin = 'x'", f"DELETE FROM {table}"]  # noqa: S608 - ours
    if engine.dialect.name == "postgresql":
        changes.append(f"TRUNCATE {table} CASCADE")
    for change in changes:
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
            connection.execute(text(change))


def test_who_has_no_key_cannot_write_the_log_anew(database_url: str, set_up_district: Callable[..., District]) -> None:
    ours, theirs = make_engine(database_url, KEY), make_engine(database_url, OTHER)
    with transaction(ours) as session:
        district = set_up_district(session)
    enter(ours, district)
    assert wrong_with(ours, KEY) == []
    assert verified(ours)[1][0].words == "line 1 was sealed with another key than AUDIT_KEY and those before it"
    enter(theirs, district, value=42)
    last = verified(ours, KEY)[0].number + 1
    assert wrong_with(ours, KEY)[0] == f"line {last} was sealed with another key than AUDIT_KEY and those before it"
    for engine in (ours, theirs):
        engine.dispose()


def test_a_sealed_log_is_not_gone_on_with_without_its_key(database_url: str, set_up_district: Callable[..., District]) -> None:
    sealed, bare = make_engine(database_url, KEY), make_engine(database_url)
    with transaction(sealed) as session:
        district = set_up_district(session)
    with pytest.raises(AuditKeyMissing):
        enter(bare, district)
    with transaction(sealed) as session:
        assert not [line for line in log_of(session) if line.what == What.FIGURE]
    for engine in (sealed, bare):
        engine.dispose()


def test_a_key_may_be_set_later_but_not_taken_off(database_url: str, set_up_district: Callable[..., District]) -> None:
    bare, sealed = make_engine(database_url), make_engine(database_url, KEY)
    with transaction(bare) as session:
        district = set_up_district(session)
    assert wrong_with(sealed, KEY) == [Wrong.NOT_YET.value]
    enter(sealed, district)
    assert wrong_with(sealed, KEY) == []
    last = verified(sealed, KEY)[0].number
    slip_in(sealed, last + 1, mark="")
    assert wrong_with(sealed, KEY) == [f"line {last + 1} is sealed with an earlier key than the line before it, or with none"]
    for engine in (bare, sealed):
        engine.dispose()


def test_a_key_may_be_replaced_but_the_earlier_one_is_of_no_use_then(
    database_url: str, set_up_district: Callable[..., District]
) -> None:
    before, after = make_engine(database_url, OTHER), make_engine(database_url, KEY)
    with transaction(before) as session:
        district = set_up_district(session)
    enter(after, district)
    assert wrong_with(after, OTHER, KEY) == []
    enter(before, district, value=42)
    last = verified(after, OTHER, KEY)[0].number + 1
    assert wrong_with(after, OTHER, KEY)[0].startswith(f"line {last} is sealed with an earlier key")
    for engine in (before, after):
        engine.dispose()


@pytest.mark.usefixtures("stored_district")
def test_two_who_write_at_once_make_one_chain(engine: Engine) -> None:
    """On PostgreSQL both transactions are open when each comes to its lines; SQLite lets one in after the other."""
    start, rounds = threading.Barrier(2), 20

    def write(origin: str) -> None:
        start.wait()
        for number in range(rounds):
            with transaction(engine) as session:
                note(session, Deed(What.NUDGE, "nudged", subject=str(number)), Tool(origin, START))

    writers = [threading.Thread(target=write, args=(origin,)) for origin in ("serve", "cli")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert wrong_with(engine) == []
    with transaction(engine) as session:
        nudges = [(line.origin, line.subject) for line in log_of(session) if line.what == What.NUDGE]
    for origin in ("serve", "cli"):
        assert [subject for by, subject in nudges if by == origin] == [str(number) for number in range(rounds)]


def _typed_rows(form: Form) -> list[str]:
    return [row.key for row in form.of_level("xã").rows if row.is_number][:12]


_ENTRIES = st.one_of(
    st.integers(0, 10**9).map(Entry.number),
    st.decimals(0, 100, places=2).map(lambda amount: Entry(Entry.number(0).answer, amount=amount)),
    st.text('ab"\\-đ ', max_size=5).map(Entry.blank),
    st.just(Entry.not_applicable()),
)
_WORK = st.lists(
    st.dictionaries(st.sampled_from(_typed_rows(official_form("ban-thi-2024"))), _ENTRIES, max_size=4), max_size=8
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(work=_WORK)
def test_whatever_is_entered_leaves_a_log_that_verifies(
    engine: Engine, stored_district: District, work: list[dict[str, Entry]]
) -> None:
    for entries in work:
        with transaction(engine) as session:
            record_figures(session, stored_district.report(session), entries, stored_district.source)
    assert wrong_with(engine) == []
