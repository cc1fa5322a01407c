"""At every place in the registry: a word that nobody knows is named back or kept as it was typed, or nothing has changed.

Must hold for whatever else is said: so it is said beside lines of officers and of desks, before them and behind.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from bot.conversation.core.step import STEPS
from bot.storage.database import make_engine
from tests.bot.conversation.test_rights import Trial
from tests.bot.conversation.test_said_by_officers import lines
from tests.conftest import fresh_database
from tests.rights_table import OWN, STANDING, Try
from tests.rights_world import World
from tracker.office.officers import Role

UNKNOWN = "brzk"
SAID = sorted({line.text for line in lines() if len(line.text) < 80 and "\n" not in line.text})
OTHERS = [
    *(
        "có",
        "đúng",
        "tiếp",
        "nộp báo cáo",
        "1",
        "5 5 0 0",
        "1.1: 5",
        "bỏ qua",
        "không phát sinh",
        "hoàn tác",
        "giữ nguyên",
        "xong",
    ),
]
EACH = 6  # texts of a place
PLACES = sorted(STANDING, key=str)


@pytest.fixture(scope="module")
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with ExitStack() as closing:
        url = closing.enter_context(fresh_database("sqlite", request, tmp_path_factory.mktemp("steps")))
        engine = make_engine(url)
        closing.callback(engine.dispose)
        yield World(engine, url)


def slipped(trial: Trial, tried: Try, text: str) -> list[str]:
    """The tables in which something changed although the word was neither named back nor kept."""
    answer = trial.answer(tried, text)
    kept = any(UNKNOWN in str(value).casefold() for _, row in answer.changes for value in row.values())
    return [] if kept or UNKNOWN in answer.said.casefold() else sorted({table for table, _ in answer.changes})


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DESK], ids=str)
def test_a_word_that_nobody_knows_is_named_or_kept_or_nothing_changes(world: World, role: Role) -> None:
    chosen = random.Random(14)
    trial = Trial(world, role, OWN)
    slips: dict[tuple[object, str], list[str]] = {}
    try:
        for at in PLACES:
            said = [*chosen.sample(SAID, EACH // 2), *chosen.sample(OTHERS, EACH // 2)]
            texts = [text for one in said for text in (f"{one} {UNKNOWN}", f"{UNKNOWN} {one}")]
            slips |= {(at, text): found for text in texts if (found := slipped(trial, STANDING[at], text))}
    finally:
        trial.close()
    assert {place.at for place in PLACES} == set(STEPS)
    assert slips == {}


def test_what_is_understood_does_change_something(world: World) -> None:
    """Else the test above would say nothing."""
    trial = Trial(world, Role.OFFICER, OWN)
    known: Callable[[str], bool] = lambda text: any(trial.answer(STANDING[at], text).changes for at in PLACES)  # noqa: E731
    try:
        assert known("0")
        assert known("không phát sinh")
    finally:
        trial.close()
