"""Metrics are OpenMetrics that a parser reads, for this machine alone; health says when the ticks stand."""

from datetime import timedelta

import httpx
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from sqlalchemy import Engine

from bot.messages.messages import Outgoing
from bot.reminders.health import SILENCE
from bot.running.app import App
from bot.running.machine import Machine
from bot.running.watch import ClockWatch
from bot.sending.outbox import put
from bot.storage.database import transaction
from bot.web import web_application
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.servers.web import listening, served
from tests.talking import Ear


@on_loop
async def test_metrics_and_health_tell_how_the_bot_is(engine: Engine, clock: Clock, stored_district: District) -> None:
    app = App(engine, {"terminal": Ear()}, clock)
    app.look_after(Machine(ClockWatch(clock, lambda: 0.0), lambda: 1234, 500))
    await app.open_rounds()
    with transaction(engine) as session:
        put(session, [Outgoing("telegram", "7", "chờ")], clock())
    clock.forward(seconds=30)
    listener, office = listening()
    async with served(web_application(app), listener), httpx.AsyncClient(base_url=office.public_url) as client:
        answer = await client.get("/metrics")
        assert "openmetrics-text" in answer.headers["content-type"]
        families = text_string_to_metric_families(answer.text)  # type: ignore[no-untyped-call]
        found = {(s.name, *s.labels.values()): s.value for family in families for s in family.samples}
        assert found["dunghan_messages", "waiting"] == 1
        assert found["dunghan_tick_age_seconds", "open_rounds"] == 30
        assert (found["dunghan_database_up",], found["dunghan_disk_free_megabytes",]) == (1, 1234)
        assert (await client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})).status_code == 404
        assert (await client.get("/health")).json() == {"status": "ok"}
        clock.now += SILENCE + timedelta(seconds=1)
        stands = await client.get("/health")
        assert (stands.status_code, stands.json()) == (503, {"status": "ticks stand"})
    await app.close()
    assert stored_district
