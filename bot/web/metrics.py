"""What a monitoring program reads: figures of the bot's work in OpenMetrics, without anything of anybody's."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.reminders.health import health
from bot.running.app import App
from bot.texts.office.health import Health

_THROUGH_PROXY = "x-forwarded-for"


class _Read(NamedTuple):
    """What one look at the bot found; no health without a database."""

    health: Health | None
    now: datetime
    free: int | None


class _Work(Collector):
    """Turns what was found into metrics."""

    def __init__(self, read: _Read) -> None:
        self._read = read

    def collect(self) -> Iterable[Metric]:
        """Each metric with its values."""
        found, now, free = self._read
        yield GaugeMetricFamily("dunghan_database_up", "Whether the database answers.", float(found is not None))
        if free is not None:
            yield GaugeMetricFamily("dunghan_disk_free_megabytes", "Room where the database is.", free)
        if found is not None:
            yield from self._of_health(found, now)

    def _of_health(self, found: Health, now: datetime) -> Iterator[Metric]:
        messages = GaugeMetricFamily("dunghan_messages", "Messages by what became of them.", labels=["state"])
        for state, count in found.messages.items():
            messages.add_metric([state], count)
        failures = GaugeMetricFamily("dunghan_failures_last_day", "Messages that did not arrive, by why.", labels=["why"])
        for kind, count in found.failures.items():
            failures.add_metric([kind], count)
        ticks = GaugeMetricFamily("dunghan_tick_age_seconds", "Since each tick ran last.", labels=["tick"])
        for tick, at in found.beats.items():
            ticks.add_metric([tick], (now - at).total_seconds())
        waiting = (now - found.oldest).total_seconds() if found.oldest else 0.0
        yield from (messages, failures, ticks)
        yield GaugeMetricFamily("dunghan_oldest_reminder_seconds", "How long the oldest unsent reminder waits.", waiting)


def metrics_route(app: App) -> Route:
    """/metrics, for this machine: what came through the reverse proxy is not answered."""

    async def tell(request: Request) -> Response:
        if _THROUGH_PROXY in request.headers:
            return Response(status_code=404)
        now = app.clock()
        try:
            found = await app.transact(lambda session: health(session, now))
        except Exception:  # noqa: BLE001 - whatever it is, the metrics say that there is no database
            found = None
        registry = CollectorRegistry()
        registry.register(_Work(_Read(found, now, app.machine.free() if app.machine else None)))
        ProcessCollector(registry=registry)
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)  # type: ignore[no-untyped-call]

    return Route("/metrics", tell)
