"""The outbox: in order, put off with growing patience, given up after three days, files kept only until they are through."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, col, select

from bot import demo
from bot.messages.messages import Attachment, Button, Failure, Outgoing
from bot.sending.outbox import Attempt, Waiting, delivery_counts, next_bulk, put, settle, waiting, withdraw

NOW = demo.START
HERE = ("terminal",)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def message(text: str, address: str = "1", channel: str = "terminal", file: bytes | None = None) -> Outgoing:
    return Outgoing(channel, address, text, attachment=None if file is None else Attachment("Phụ lục.xlsx", file, 1))


def texts(session: Session, now: datetime = NOW, channels: tuple[str, ...] = HERE) -> list[str]:
    session.flush()
    session.expire_all()
    return [message.text for _, message in waiting(session, channels, now)]


def put_one(session: Session, file: bytes | None = None) -> int:
    ((number, _),) = put(session, [message("một", file=file)], NOW)
    return number


def fail(session: Session, number: int, now: datetime, *, retry_after: timedelta | None = None) -> None:
    settle(session, [Attempt(number, Failure.UNREACHABLE, "mất mạng", retry_after)], now)


def row(session: Session, number: int) -> Waiting:
    session.flush()
    session.expire_all()
    return session.get_one(Waiting, number)


def test_a_message_comes_out_as_it_went_in(session: Session) -> None:
    full = Outgoing(
        "terminal",
        "1",
        "Nội dung\nhai dòng",
        title="Tiêu đề",
        lead="Đã ghi",
        buttons=(Button("Nộp", "3|submit"), Button("Lùi", "3|back")),
        numbered=True,
        attachment=Attachment("Phụ lục.xlsx", b"\x00\xffPK", 1),
        spent="55",
        subject="report 3",
        passed_on=True,
    )
    plain, bulk = message(""), replace(full, address="2", bulk=True)
    numbers = [number for number, _ in put(session, [full, plain, bulk], NOW)]
    session.expire_all()
    assert waiting(session, HERE, NOW) == list(zip(numbers[:2], [full, plain], strict=True))
    assert next_bulk(session, "terminal", NOW, ()) == (numbers[2], bulk)


def test_messages_wait_in_the_order_in_which_they_were_put(session: Session) -> None:
    words = [f"tin {number}" for number in range(30)]
    for start in range(0, 30, 7):
        put(session, [message(word, address=str(len(word) % 3)) for word in words[start : start + 7]], NOW)
    assert texts(session) == words


def test_only_the_channels_asked_for_are_served(session: Session) -> None:
    put(session, [message("một"), message("hai", channel="telegram")], NOW)
    assert texts(session) == ["một"]
    assert texts(session, channels=("telegram", "terminal")) == ["một", "hai"]
    assert texts(session, channels=()) == []


def test_what_is_sent_is_not_sent_again(session: Session) -> None:
    first, second = (number for number, _ in put(session, [message("một"), message("hai")], NOW))
    settle(session, [Attempt(first)], NOW)
    assert texts(session) == ["hai"]
    settle(session, [Attempt(second)], NOW)
    assert texts(session, NOW + 30 * DAY) == []
    assert row(session, first).sent_at == NOW


def test_a_message_put_off_holds_back_its_address_and_no_other(session: Session) -> None:
    put(session, [message("một"), message("hai"), message("ba", address="2"), message("bốn", channel="telegram")], NOW)
    first = session.exec(select(Waiting).order_by(col(Waiting.id))).first()
    assert first is not None
    fail(session, first.id, NOW)
    both = ("terminal", "telegram")
    assert texts(session, NOW, both) == ["ba", "bốn"]
    assert texts(session, NOW + 5 * SECOND - timedelta(microseconds=1), both) == ["ba", "bốn"]
    assert texts(session, NOW + 5 * SECOND, both) == ["một", "hai", "ba", "bốn"]


def test_patience_grows_with_every_attempt_and_then_stays(session: Session) -> None:
    number, now, pauses = put_one(session), NOW, []
    for _ in range(8):
        fail(session, number, now)
        pauses.append((row(session, number).not_before - now) / SECOND)
        now = row(session, number).not_before
    assert pauses == [5, 15, 60, 300, 900, 900, 900, 900]
    assert row(session, number).attempts == 8
    assert row(session, number).error == "mất mạng"


def test_the_pause_that_the_channel_asks_for_is_kept(session: Session) -> None:
    number = put_one(session)
    fail(session, number, NOW, retry_after=timedelta(seconds=37))
    assert texts(session, NOW + 36 * SECOND) == []
    assert texts(session, NOW + 37 * SECOND) == ["một"]


def test_a_message_is_given_up_after_three_days(session: Session) -> None:
    number = put_one(session)
    fail(session, number, NOW + 3 * DAY)
    assert row(session, number).failed_at is None
    fail(session, number, NOW + 3 * DAY + SECOND)
    assert row(session, number).failed_at == NOW + 3 * DAY + SECOND
    assert texts(session, NOW + 30 * DAY) == []


def test_a_refusal_for_good_is_not_tried_again_and_frees_the_address(session: Session) -> None:
    first, _ = (number for number, _ in put(session, [message("một"), message("hai")], NOW))
    settle(session, [Attempt(first, Failure.BLOCKED, "người nhận đã chặn")], NOW)
    assert row(session, first).failed_at == NOW
    assert row(session, first).error == "người nhận đã chặn"
    assert texts(session) == ["hai"]


@pytest.mark.parametrize(
    ("failure", "kept"),
    [(None, False), (Failure.BLOCKED, False), (Failure.UNREACHABLE, True)],
)
def test_a_file_is_dropped_once_its_message_is_settled(session: Session, failure: Failure | None, *, kept: bool) -> None:
    number = put_one(session, file=b"PK")
    settle(session, [Attempt(number, failure)], NOW)
    assert row(session, number).file == (b"PK" if kept else None)


def test_every_message_is_waiting_delivered_failed_or_withdrawn(session: Session) -> None:
    numbers = [number for number, _ in put(session, [message(str(number)) for number in range(4)], NOW)]
    assert delivery_counts(session) == {"waiting": 4, "delivered": 0, "failed": 0, "withdrawn": 0}
    settle(session, [Attempt(numbers[0]), Attempt(numbers[1], Failure.BLOCKED)], NOW)
    withdraw(session, numbers[2], NOW)
    fail(session, numbers[3], NOW)
    assert delivery_counts(session) == {"waiting": 1, "delivered": 1, "failed": 1, "withdrawn": 1}
    assert texts(session, NOW + DAY) == ["3"]


def bulk(text: str, address: str, *, channel: str = "terminal") -> Outgoing:
    return replace(message(text, address, channel), bulk=True)


def next_text(session: Session, now: datetime = NOW, busy: tuple[str, ...] = (), only_to: str | None = None) -> str | None:
    session.flush()
    session.expire_all()
    found = next_bulk(session, "terminal", now, busy, only_to)
    return found[1].text if found else None


def test_replies_and_bulk_wait_apart_from_each_other(session: Session) -> None:
    put(session, [bulk("nhắc một", "1"), message("đáp", "1"), bulk("nhắc hai", "2"), bulk("x", "3", channel="telegram")], NOW)
    assert texts(session, channels=("terminal", "telegram")) == ["đáp"]
    assert next_text(session) == "nhắc một"
    assert next_text(session, busy=("1",)) == "nhắc hai"
    assert next_text(session, busy=("1", "2")) is None
    assert next_text(session, only_to="2") == "nhắc hai"


def test_bulk_that_is_put_off_holds_back_nothing(session: Session) -> None:
    (first, _), *_ = put(session, [bulk("một", "1"), bulk("hai", "1"), message("đáp", "1")], NOW)
    fail(session, first, NOW)
    assert next_text(session) == "hai"
    assert texts(session) == ["đáp"]
    assert next_text(session, NOW + 5 * SECOND, only_to="1") == "hai", "what was put off goes behind what waits longer"


@pytest.mark.parametrize("by", ["reply", "bulk"])
def test_a_flood_limit_stops_all_bulk_and_that_address_for_the_pause_that_is_kept(session: Session, by: str) -> None:
    hit = message("trúng", "1") if by == "reply" else bulk("trúng", "1")
    ((number, _),) = put(session, [hit], NOW)
    settle(session, [Attempt(number, Failure.FLOOD, "flood limit", 37 * SECOND)], NOW)
    put(session, [bulk("nhắc", "2"), message("đáp", "2"), message("sau", "1")], NOW + SECOND)
    just_before = NOW + 37 * SECOND - timedelta(microseconds=1)
    assert (next_text(session, just_before, ("1",)), texts(session, just_before)) == (None, ["đáp"])
    assert next_text(session, NOW + 37 * SECOND, ("1",)) == "nhắc"
    assert [text for text in texts(session, NOW + 37 * SECOND) if text != "trúng"] == ["đáp", "sau"]


def test_however_much_waits_a_look_at_the_outbox_brings_the_first_few(session: Session) -> None:
    put(session, [message(str(number), address=str(number)) for number in range(450)], NOW)
    assert texts(session) == [str(number) for number in range(200)]


@contextmanager
def statements(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    seen: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith("SELECT"):
            seen.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_looking_at_the_outbox_reads_no_more_rows_than_it_needs(session: Session) -> None:
    """Every table is read by an index, and nothing is sorted."""
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    if engine.dialect.name == "postgresql":
        pytest.skip("its plans depend on how much there is")
    with statements(engine) as seen:
        waiting(session, HERE, NOW)
        next_bulk(session, "terminal", NOW, ("1", "2"))
    assert len(seen) == 3
    for statement, parameters in seen:
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        steps = [step for *_, step in plan if "SUBQUERY" not in step]
        assert [step for step in steps if "USING INDEX outbox_" not in step and "USING COVERING INDEX" not in step] == []
