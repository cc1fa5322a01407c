"""The outbox: in order, put off with growing patience, given up after three days, files kept only until they are through."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot import demo
from bot.messages import Attachment, Button, Outgoing
from bot.outbox import Attempt, Waiting, delivery_counts, put, settle, waiting

NOW = demo.START
HERE = ("terminal",)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def message(text: str, address: str = "1", channel: str = "terminal", file: bytes | None = None) -> Outgoing:
    return Outgoing(channel, address, text, attachment=None if file is None else Attachment("Phụ lục.xlsx", file))


def texts(session: Session, now: datetime = NOW, channels: tuple[str, ...] = HERE) -> list[str]:
    session.flush()
    session.expire_all()
    return [message.text for _, message in waiting(session, channels, now)]


def put_one(session: Session, file: bytes | None = None) -> int:
    ((number, _),) = put(session, [message("một", file=file)], NOW)
    return number


def fail(session: Session, number: int, now: datetime, *, retry_after: timedelta | None = None) -> None:
    settle(session, [Attempt(number, "mất mạng", retryable=True, retry_after=retry_after)], now)


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
        attachment=Attachment("Phụ lục.xlsx", b"\x00\xffPK"),
        spent="55",
        bulk=True,
    )
    plain = message("")
    numbers = [number for number, _ in put(session, [full, plain], NOW)]
    session.expire_all()
    assert waiting(session, HERE, NOW) == list(zip(numbers, [full, plain], strict=True))


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
    settle(session, [Attempt(first, "người nhận đã chặn")], NOW)
    assert row(session, first).failed_at == NOW
    assert row(session, first).error == "người nhận đã chặn"
    assert texts(session) == ["hai"]


@pytest.mark.parametrize(
    ("attempt", "kept"),
    [({}, False), ({"error": "bị chặn"}, False), ({"error": "mất mạng", "retryable": True}, True)],
)
def test_a_file_is_dropped_once_its_message_is_settled(session: Session, attempt: dict[str, str], *, kept: bool) -> None:
    number = put_one(session, file=b"PK")
    settle(session, [Attempt(number, **attempt)], NOW)  # type: ignore[arg-type]
    assert row(session, number).file == (b"PK" if kept else None)


def test_every_message_is_waiting_delivered_or_failed(session: Session) -> None:
    numbers = [number for number, _ in put(session, [message(str(number)) for number in range(4)], NOW)]
    assert delivery_counts(session) == {"waiting": 4, "delivered": 0, "failed": 0}
    settle(session, [Attempt(numbers[0]), Attempt(numbers[1], "bị chặn")], NOW)
    fail(session, numbers[2], NOW)
    assert delivery_counts(session) == {"waiting": 2, "delivered": 1, "failed": 1}
