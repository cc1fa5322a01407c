"""Each letter that asks for a report opens its round in at most four actions of a desk, whatever office wrote it."""

import tomllib
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.reading.letters.letter import LetterKind
from bot.reading.letters.reader import read_letter
from bot.storage.database import transaction
from tests.bot.reading.letters.test_letters import LETTERS, text_of
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tracker.office.units import UnitLine, import_units
from tracker.reports.rounds import Round

MOST = 4
REQUESTS = [path for path in LETTERS if read_letter(text_of(path)).kind is LetterKind.REQUEST]


def _units(engine: Engine, names: tuple[str, ...]) -> None:
    """Those that the letter names, below the desk."""
    with transaction(engine) as session:
        lines = [UnitLine(2, "CHO-DON", "Chợ Đồn", "huyện", "")]
        for number, name in enumerate(names, start=3):
            level, _, rest = name.partition(" ")
            lines.append(UnitLine(number, f"U-{number}", rest or level, level.lower() if rest else "phòng", "CHO-DON"))
        import_units(session, lines)


def _answers(letter: Any) -> list[str]:
    """What has to be said of what the letter does not say, then the yes."""
    asked = ["1"]
    asked += [] if letter.period else ["quý 1 2026"]
    sure = len(letter.dues) == 1 and not letter.asks_about_due
    day = max((due.at for due in letter.dues), default=None)
    asked += [] if sure else [f"{day:%H:%M %d/%m/%Y}" if day else "16h 30/12/2026"]
    return [*asked, "mở kỳ báo cáo"]


@pytest.mark.parametrize("path", REQUESTS, ids=[path.stem for path in REQUESTS])
def test_each_letter_opens_its_round_in_four_actions(
    engine: Engine, clock: Clock, stored_district: District, path: Any, record_property: Any
) -> None:
    letter = read_letter(text_of(path))
    right = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    _units(engine, letter.units)
    clock.now = max(clock(), max((due.at for due in letter.dues), default=clock()) - timedelta(days=9))
    talk, desk = Talk(engine, clock), str(stored_district.desk.id)
    actions = [text_of(path), *_answers(letter)]
    said = [text(talk.say(desk, one)) for one in actions]
    record_property(f"{path.stem}, actions", len(actions))
    with Session(engine) as session:
        opened = [one for one in session.exec(select(Round)) if letter.about in one.basis]
    assert len(opened) == 1, said[-1]
    assert len(actions) <= MOST
    (one,) = opened
    if letter.window and letter.window[0]:
        assert (one.window_from, one.window_to) == letter.window
    assert right["number"] in one.basis
