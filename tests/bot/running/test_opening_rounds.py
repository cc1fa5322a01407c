"""The tick that opens rounds: a schedule that cannot open its round stops no other, and the administrators are told once."""

import dataclasses
from datetime import date

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from bot.people.addresses import join
from bot.reminders.health import health
from bot.running.app import App
from bot.storage.database import transaction
from bot.texts.office.health import SCHEDULE, Beat
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.talking import Ear
from tracker.calendar.periods import Every
from tracker.forms.catalogue import FormVersion, official_form, publish_content
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.reports import Source
from tracker.reports.rounds import Round
from tracker.reports.schedules import Schedule, add_schedule
from tracker.tasks.assigning import NewTask, add_task
from tracker.tasks.task import Repeat, Task

GONE = "own-2024"
OWN = dataclasses.replace(official_form("ban-thi-2024"), code=GONE)


def set_up(engine: Engine, clock: Clock, district: District) -> None:
    """Two schedules are due, and the form of the first is gone; a task comes again today."""
    with transaction(engine) as session:
        unit = unit_by_code(session, "CHO-DON")
        join(session, "terminal", "admin", add_officer(session, "Đỗ Văn An", unit, Role.ADMIN), clock())
        publish_content(session, OWN)
        for code in (GONE, "hoang-luu-2024"):
            since = date(2024, 3, 10)
            add_schedule(session, Schedule(form_code=code, of_unit_id=unit.id, every=Every.QUARTER, since=since))
        desk = Source(session.get_one(Officer, district.desk.id).id, clock(), "terminal")
        today = clock().date()
        add_task(session, NewTask("Họp giao ban", due_on=today, every=Repeat.WEEK), unit_by_code(session, "BAN-THI"), desk)
    with transaction(engine) as session:
        session.execute(delete(FormVersion).where(col(FormVersion.code) == GONE))


def opened(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return list(session.exec(select(Round.form_code).where(col(Round.schedule_id).is_not(None)).order_by(col(Round.id))))


@on_loop
async def test_a_schedule_without_its_form_stops_no_other_and_is_told_once(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    set_up(engine, clock, stored_district)
    ear = Ear()
    app = App(engine, {"terminal": ear}, clock)
    for _ in range(3):
        await app.open_rounds()
        await app.deliver_waiting()
        await app.idle()
        clock.forward(minutes=5)
    told = [one for one in ear.heard if one.title == SCHEDULE]
    assert [one.address for one in told] == ["admin"]
    for part in ("Lịch số 1", "Quý I năm 2024", GONE, "Các lịch khác vẫn chạy", "dunghan schedule end 1"):
        assert part in told[0].text
    assert opened(engine) == ["hoang-luu-2024"]
    with Session(engine) as session:
        assert len(session.exec(select(Task).where(Task.title == "Họp giao ban")).all()) == 2
        assert Beat.OPEN_ROUNDS in health(session, clock()).beats
    with transaction(engine) as session:
        publish_content(session, OWN)
    await app.open_rounds()
    assert opened(engine) == ["hoang-luu-2024", GONE]
    await app.close()
