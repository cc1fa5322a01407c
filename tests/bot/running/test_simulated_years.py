"""A simulated season of a district in rough weather; `benchmarks/simulate.py` lives whole years, and many."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from sqlmodel import Session

from bot import reminders
from bot.messages.messages import Outgoing
from bot.sending import outbox
from tests.simulated.days import SEASONS
from tests.simulated.weather import CALM, Weather
from tests.simulated.years import Years
from tracker.audit import log

pytestmark = pytest.mark.long

ONE_SEASON = SEASONS[:1]
ROUGH = Weather(full_disks=2, clock_jumps=2, outages=2, repeated=0.3, late=0.2)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Years]:
    years = Years(tmp_path_factory.mktemp("years"), ONE_SEASON)
    yield years
    years.close()


def test_a_season_in_rough_weather_breaks_nothing_and_is_lived_again_by_its_seed(years: Years) -> None:
    first, again = (years.live(3, ONE_SEASON, ROUGH) for _ in range(2))
    assert first.breaches == again.breaches == {}
    assert first.lived.kills == again.lived.kills > 0
    told = [[(one.at, one.message.address, one.message.text) for one in two.lived.service.taken] for two in (first, again)]
    assert told[0] == told[1]
    assert any(one.acknowledged() and one.receipts() for one in first.lived.reporters)


def test_a_lost_settle_is_found(years: Years, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "settle", _but_once(outbox.settle, 4, lambda *_: None))
    assert set(years.live(1, ONE_SEASON, CALM).breaches) == {"nothing_is_sent_without_need"}


def test_a_doubled_reminder_is_found(years: Years, monkeypatch: pytest.MonkeyPatch) -> None:
    due = reminders.due

    def doubled(session: Session, now: datetime, channels: list[str]) -> list[Outgoing]:
        return due(session, now, channels) * 2

    monkeypatch.setattr(reminders, "due", doubled)
    assert set(years.live(1, ONE_SEASON, CALM).breaches) == {"nobody_is_reminded_twice"}


def test_an_unsealed_line_is_found(years: Years, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "seal", _but_once(log.seal, 5, lambda *_: ""))
    assert set(years.live(1, ONE_SEASON, CALM).breaches) == {"the_log_verifies"}


def _but_once(function: Callable[..., object], number: int, instead: Callable[..., object]) -> Callable[..., object]:
    """The same, but for the call of this number."""
    count = 0

    def called(*given: object) -> object:
        nonlocal count
        count += 1
        return instead(*given) if count == number else function(*given)

    return called
