"""When somebody did something is when they sent it, however late it is served."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from bot import demo
from bot.storage.database import transaction
from tests.by_row import figures_of
from tests.conftest import Clock, District
from tests.filling import filled_in
from tests.servers.serving import LAN, Bot, on_loop, serving, telegram
from tests.servers.telegram import TelegramServer
from tests.servers.telegram_people import Sent
from tracker.calendar.periods import ZONE
from tracker.forms.catalogue import official_form
from tracker.reports.reports import Report, ReportEvent
from tracker.workbooks.appendices import report_to_fill

DUE = datetime(2024, 3, 15, 17, 0, tzinfo=ZONE)


async def _at_the_summary(bot: Bot) -> None:
    lines = demo.script()
    for line in lines[: lines.index("/doi") - 1]:
        await bot.hears(LAN, line)


async def _answers(server: TelegramServer, engine: Engine, clock: Clock, count: int) -> Sequence[Sent]:
    """What comes of what waits, once the bot is back."""
    before = len(server.received(LAN))
    async with serving(server, engine, clock) as bot:
        answers = (await server.receives(LAN, before + count))[before:]
        await bot.app.idle()
    return answers


def _report(engine: Engine, district: District) -> Report:
    with transaction(engine) as session:
        return district.report(session)


@pytest.mark.parametrize(
    ("sent", "served", "on_time"),
    [
        (DUE - timedelta(minutes=1), DUE + timedelta(minutes=20), True),
        (DUE, DUE + timedelta(hours=23), True),
        (DUE + timedelta(seconds=1), DUE + timedelta(minutes=20), False),
        (DUE - timedelta(hours=40), DUE + timedelta(hours=9), False),  # no such message is kept so long: a wrong clock
        (DUE + timedelta(days=1), DUE - timedelta(minutes=1), True),  # as is a time to come
    ],
)
@on_loop
async def test_a_hand_in_counts_from_when_it_was_sent(
    engine: Engine, clock: Clock, stored_district: District, sent: datetime, served: datetime, on_time: bool
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server:
        async with serving(server, engine, clock) as bot:
            await _at_the_summary(bot)
        server.bring(LAN, text="nộp báo cáo", date=int(sent.timestamp()))
        clock.now = served
        answers = await _answers(server, engine, clock, 1)
    assert answers[0].text.startswith("Đã nộp, đúng hạn" if on_time else "Đã nộp, nộp muộn")
    assert _report(engine, stored_district).is_late is not on_time


@on_loop
async def test_a_tap_counts_no_later_than_what_came_after_it(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server:
        async with serving(server, engine, clock) as bot:
            await _at_the_summary(bot)
        clock.now = DUE - timedelta(minutes=2)
        server.press(server.received(LAN)[-1], "Nộp báo cáo")
        server.write(LAN, "/tinhhinh")
        clock.now = DUE + timedelta(minutes=20)
        await _answers(server, engine, clock, 2)
    assert _report(engine, stored_district).submitted_at == DUE - timedelta(minutes=2)


@on_loop
async def test_a_tap_alone_has_no_time_of_its_own(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server:
        async with serving(server, engine, clock) as bot:
            await _at_the_summary(bot)
        server.press(server.received(LAN)[-1], "Nộp báo cáo")
        clock.now = DUE + timedelta(minutes=20)
        await _answers(server, engine, clock, 1)
    assert _report(engine, stored_district).submitted_at == clock()


@on_loop
async def test_what_was_locked_meanwhile_is_open_to_what_was_sent_before(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    with transaction(engine) as session:
        stored_district.report(session).locks_at = DUE
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server:
        for minute, text in ((-3, "làm ngay"), (-2, "nhóm nào cũng có số"), (-1, "2"), (1, "41 17")):
            server.bring(LAN, text=text, date=int((DUE + timedelta(minutes=minute)).timestamp()))
        clock.now = DUE + timedelta(minutes=20)
        *_, last = await _answers(server, engine, clock, 4)
    assert "khóa sổ" in last.text
    with transaction(engine) as session:
        assert set(figures_of(session, stored_district.report(session))) == {"1.1"}


@on_loop
async def test_a_sheet_counts_from_when_it_was_sent(engine: Engine, clock: Clock, stored_district: District) -> None:
    with transaction(engine) as session:
        stored_district.report(session).locks_at = DUE
        _, blank = report_to_fill(session, stored_district.report(session))
    content = filled_in(blank, official_form("ban-thi-2024"), {"1.1": "2"})
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server:
        server.send_file(LAN, "bieu.xlsx", content, date=int((DUE - timedelta(minutes=1)).timestamp()))
        clock.now = DUE + timedelta(minutes=20)
        answer, *_ = await _answers(server, engine, clock, 1)
    assert "bieu.xlsx" in answer.text
    assert "khóa sổ" not in answer.text


@on_loop
async def test_a_hand_in_is_no_earlier_than_what_it_hands_in(engine: Engine, clock: Clock, stored_district: District) -> None:
    """Another officer of the unit entered a figure after the deadline, before the hand-in was served."""
    async with telegram(
        engine, clock, lan=(LAN, stored_district.officer), again=(LAN + 10, stored_district.officer)
    ) as server:
        async with serving(server, engine, clock) as bot:
            await _at_the_summary(bot)
            clock.now = DUE + timedelta(minutes=10)
            await bot.hears(LAN + 10, "1.1: 3")
        server.bring(LAN, text="nộp báo cáo", date=int((DUE - timedelta(minutes=1)).timestamp()))
        clock.now = DUE + timedelta(minutes=20)
        await _answers(server, engine, clock, 1)
    assert _report(engine, stored_district).submitted_at == DUE + timedelta(minutes=10)
    with transaction(engine) as session:
        events = session.exec(select(ReportEvent).order_by(col(ReportEvent.id))).all()
        assert [event.at for event in events] == sorted(event.at for event in events)


@on_loop
async def test_today_is_the_day_on_which_it_was_said(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server:
        at_night = datetime(2024, 3, 14, 23, 50, tzinfo=ZONE)
        server.bring(LAN, text="xin gia hạn đến ngày kia vì chờ số liệu công an xã", date=int(at_night.timestamp()))
        clock.now = at_night + timedelta(minutes=30)
        (answer,) = await _answers(server, engine, clock, 1)
    assert "16/3" in answer.text
