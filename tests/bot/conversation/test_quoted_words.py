"""Words that a reply quotes as something to type or to choose are understood at that step, whoever reads them there.

Every transcript is played; after each line, each quoted word is typed by its reader in a transaction that comes to nothing.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.conversation.handle import handle
from bot.messages.messages import Incoming, Outgoing
from bot.texts.common import choices
from bot.texts.office import menu
from bot.texts.report import reporting
from tests.bot.conversation.test_transcripts import FILES, SAID, Stage, script
from tests.conftest import Clock, District
from tests.talking import text
from tracker.tasks.task import Task

QUOTED = re.compile(r"“([^”]+)”")
# What is said back to whoever wrote it, or names something: nobody is asked to type it.
ECHOES = re.compile(
    r"chưa hiểu(?: phần)? “[^”]+”(?:, “[^”]+”)*"
    r"|“[^”]+\.”"
    r"|^“[^”]+”$"
    r"|(?:dưới tên|đọc được|lại là|không có mục|biểu nào tên|đơn vị nào tên|cán bộ nào tên|Kết quả|ghi|Trang|của) “[^”]+”"
    r"|“[^”]+” (?:→|là đơn vị nào|là lựa chọn|không phải|có thể là)|[0-9][a-z]? “[^”]+”"
)
NOT_UNDERSTOOD = ("chưa hiểu", reporting.TAP_OR_TYPE, choices.GONE, "là lựa chọn của câu trước", "nhưng chỉ hỏi")
_HELP_LINES = set(menu.HELP.splitlines())


def offered(lines: Iterable[str]) -> Iterator[str]:
    """The quoted words that are there to be typed."""
    for line in lines:
        if line.strip() not in _HELP_LINES:
            yield from QUOTED.findall(ECHOES.sub("", line))


class Trying(Stage):
    """A stage on which whatever is offered to the one who spoke last, in quotes or as a choice, is tried at once."""

    def __init__(self, engine: Engine, clock: Clock, district: District) -> None:
        super().__init__(engine, clock, district)
        self.wrong: list[str] = []

    def play(self, line: str) -> list[str]:
        before = len(self._talk.ear.heard)
        said = super().play(line)
        mine = [one for one in self._talk.ear.heard[before:] if one.address == self._last.address and not one.unasked]
        for message in mine:
            lines = f"{message.lead}\n{message.title}\n{message.text}".splitlines()
            for words in (*offered(lines), *(_labels(message) if message is mine[-1] else ())):
                answer = self.answer(words)
                self.wrong += [f"{line}: “{words}” → {answer}"] if any(mark in answer for mark in NOT_UNDERSTOOD) else []
        return said

    def answer(self, words: str) -> str:
        """What it would say to that, "" for what is the name of a task."""
        with Session(self._engine, autoflush=False) as session:
            if words in session.exec(select(Task.title)).all():
                return ""
            typed = Incoming("terminal", "tried", self._last.address, text=words)
            answer = text([one for one in handle(session, typed, self._clock()) if one.address == typed.address])
            session.rollback()
        return answer


def _labels(message: Outgoing) -> Iterator[str]:
    """Each label as it stands there, and without what is in brackets at its end."""
    for button in message.buttons:
        yield button.label
        yield re.sub(r" \([^()]*\)$", "", button.label)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # words are read alike on both
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_offered_is_understood(engine: Engine, clock: Clock, stored_district: District, path: Path) -> None:
    stage = Trying(engine, clock, stored_district)
    for line in script(path.read_text(encoding="utf-8")):
        if line and not line.startswith("#"):
            stage.play(line)
    assert not stage.wrong, "\n".join(stage.wrong)


def test_the_transcripts_offer_many_words() -> None:
    said = [line for path in FILES for line in path.read_text(encoding="utf-8").splitlines() if SAID.match(line)]
    assert len(list(offered(said))) > 100


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_the_help_quotes_is_understood_where_a_report_is_filled_or_by_a_desk(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    words = QUOTED.findall(menu.HELP)
    assert len(words) > 20
    stages = [Trying(engine, clock, stored_district) for _ in range(2)]
    stages[0].play("lan> /baocao")
    stages[0].play("lan> nhóm nào cũng có số")
    stages[1].play("thu> menu")
    for one in words:
        answers = [stage.answer(one) for stage in stages]
        assert any(not any(mark in answer for mark in NOT_UNDERSTOOD) for answer in answers), (one, answers)
