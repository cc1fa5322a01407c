"""Whether the bot is at work: heartbeats, what waits, and an alarm to administrators when a reminder waits too long."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot import demo
from bot.messages.messages import Outgoing
from bot.people.addresses import join
from bot.reminders.alarms import raise_alarms
from bot.reminders.health import LATE, beat, health, late_alarm
from bot.running.app import App
from bot.sending.outbox import put
from bot.storage.database import transaction
from bot.texts.office import health as sentences
from bot.texts.office.health import Beat
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.talking import Ear, Talk, text
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import unit_by_code

NOW = demo.START
REMINDER = Outgoing("telegram", "7", "nhắc", bulk=True, subject="reminder 1 1")


def administrator(session: Session) -> Officer:
    officer = add_officer(session, "Đỗ Văn An", unit_by_code(session, "CHO-DON"), Role.ADMIN)
    join(session, "terminal", str(officer.id), officer, NOW)
    return officer


def _alarms(session: Session, now: datetime) -> list[Outgoing]:
    return raise_alarms(session, late_alarm(session, now), now, ["terminal"])


@pytest.mark.usefixtures("district")
def test_a_reminder_unsent_for_a_quarter_of_an_hour_is_told_to_administrators_once_an_hour(session: Session) -> None:
    officer = administrator(session)
    put(session, [REMINDER, Outgoing("telegram", "7", "đáp")], NOW)
    minutes = [0, 14, 15, 16, 59, 60, 75]
    told = {minute: _alarms(session, NOW + timedelta(minutes=minute)) for minute in minutes}
    assert [minute for minute, messages in told.items() if messages] == [15, 60]
    (alarm,) = told[15]
    assert (alarm.address, alarm.title) == (str(officer.id), sentences.ALARM)
    assert "chờ gửi 2" in alarm.text
    assert "Tin nhắc chờ lâu nhất: từ 08:00 thứ Tư 13/3/2024" in alarm.text


@pytest.mark.usefixtures("district")
def test_a_reply_that_waits_is_no_reminder(session: Session) -> None:
    administrator(session)
    put(session, [Outgoing("telegram", "7", "đáp")], NOW)
    assert _alarms(session, NOW + LATE) == []


@pytest.mark.usefixtures("district")
def test_the_last_beat_of_each_tick_is_kept(session: Session) -> None:
    beat(session, Beat.REMIND, NOW)
    beat(session, Beat.REMIND, NOW + timedelta(minutes=1))
    assert health(session, NOW).beats == {Beat.REMIND: NOW + timedelta(minutes=1)}


@on_loop
async def test_every_tick_of_the_app_leaves_its_beat(engine: Engine, clock: Clock, stored_district: District) -> None:
    app = App(engine, {"terminal": Ear()}, clock)
    await app.open_rounds()
    await app.remind()
    await app.drop_expired()
    await app.close()
    assert stored_district
    with transaction(engine) as session:
        assert set(health(session, clock()).beats) == set(Beat)


def test_only_administrators_are_told_how_the_bot_is(engine: Engine, clock: Clock, stored_district: District) -> None:
    talk = Talk(engine, clock)
    with transaction(engine) as session:
        an = str(administrator(session).id)
    talk.remind()
    said = text(talk.say(an, "/suckhoe"))
    assert sentences.TITLE in said
    assert "nhắc hạn: chạy lần cuối 08:00 thứ Tư 13/3/2024" in said
    for other in (stored_district.officer, stored_district.desk):
        assert sentences.NOT_FOR_YOU in text(talk.say(str(other.id), "sức khỏe"))
