"""Every transcript once more on Telegram and on Zalo: through the channel's own adapter, over HTTP, against a server of ours.

What people read must be what the transcript says, in their channel's clothes: lines, choices, files. One loop serves all.
"""

import contextlib
import re
import shutil
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete
from sqlmodel import col, select

from bot.people.addresses import Address, join
from bot.sending.outbox import Waiting
from bot.storage.database import transaction
from bot.texts.common import links
from bot.texts.office import menu
from bot.texts.report import sheets, uploads
from bot.texts.writing import words
from tests.bot.conversation.test_transcripts import FILES, SAID, Stage
from tests.conftest import Clock, District, hurried_engine
from tests.servers.both import OnTelegram, OnZalo, Read
from tests.servers.service import in_thread
from tests.servers.talking_zalo import SEND
from tests.servers.telegram import TelegramServer
from tests.servers.telegram_people import Sent
from tests.servers.zalo import ZaloServer
from tracker.kernel.errors import ReportClosed

_CHATS = {"lan": 7001, "thu": 7002, "minh": 7003, "hoa": 7004, "hung": 7005, "stranger": 7006}
_HEAD = re.compile(r"bot(?: to (?P<who>\w+))?> ")
Reading = dict[str, Read]


def as_written(lines: list[str], speaker: str) -> Reading:
    """The bot's lines of a transcript."""
    reading: Reading = {}
    blocks: list[tuple[str, list[str]]] = []
    for line in lines:
        head = _HEAD.match(line)
        if head:
            blocks.append((head["who"] or speaker, [line[head.end() :]]))
        else:
            blocks[-1][1].append(line)
    for who, block in blocks:
        if block == ["(nothing)"]:
            continue
        read = reading.setdefault(who, Read())
        if file := re.fullmatch(r" *\[tệp: (.+)\]", block[-1]):
            read.files.append(file[1])
            block.pop()
        begin = len(read.lines)
        if bracketed := re.fullmatch(r" *\[(.+)\]", block[-1]):
            read.choices += bracketed[1].split("] [")
            block.pop()
        read.add("\n".join(block))
        if not bracketed:
            read.part_numbered(begin)
    return reading


Service = OnTelegram | OnZalo
Place = tuple[str, str, int]


class ServiceStage(Stage):
    """The stage of the transcripts, on a real service; `call` runs a coroutine on its loop."""

    def __init__(self, service: Service, call: Callable[..., Any], engine: Engine, clock: Clock, district: District) -> None:
        super().__init__(engine, clock, district)
        self._service, self._call = service, call
        self.channel = service.channel
        self._pages: dict[str, str] = {}  # where each was last told to send a sheet
        self._addresses = {who: str(chat) for who, chat in _CHATS.items()}
        self._update: Any = None
        self._said: dict[tuple[str, str], Any] = {}
        self._shown: dict[str, list[Sent]] = {who: [] for who in _CHATS}  # as it was when it came
        self._pressed_last: dict[str, tuple[list[Sent], str, bool]] = {}
        self.speaker, self.page_said = "", ""
        for chat in _CHATS.values():
            service.server.person(chat)
        with transaction(engine) as session:
            session.execute(delete(Address).where(col(Address.channel) == "terminal"))
            for who, officer in (("lan", district.officer), ("thu", district.desk)):
                join(session, self.channel, self._addresses[who], officer, clock())

    def _does(self, who: str, work: Coroutine[Any, Any, Any]) -> list[str]:
        self.speaker, self.page_said, self._update = who, "", self._call(work)
        return []

    def say(self, who: str, text: str) -> list[str]:
        """What is typed; where no numbers are shown, whoever means the choice of a number taps it."""
        if isinstance(self._service, OnTelegram) and text.isdecimal() and self._is_numbered(who):
            label = list(self._shown[who][-1].buttons)[int(text) - 1]
            return self.press(who, None, label)

        async def say() -> Any:
            update = self._said[who, text] = self._service.server.write(_CHATS[who], text)
            return await self._service.take(update)

        return self._does(who, say())

    def edit(self, who: str, text: str, new: str) -> list[str]:
        async def edit() -> Any:
            assert isinstance(self._service, OnTelegram)
            update = self._said[who, new] = self._service.server.edit(self._said[who, text], text=new.replace("\\n", "\n"))
            return await self._service.take(update)

        return self._does(who, edit())

    def _is_numbered(self, who: str) -> bool:
        with transaction(self._engine) as session:
            latest = select(Waiting).where(Waiting.address == self._addresses[who]).order_by(col(Waiting.id).desc())
            found = session.exec(latest).first()
            return found is not None and found.outgoing.numbered

    def again(self) -> list[str]:
        async def again() -> Any:
            self._service.server.deliver_again(self._update)
            return await self._service.take(self._update)

        return self._does(self.speaker, again())

    def press(self, who: str, earlier: str | None, label: str) -> list[str]:
        self._pressed_last[who] = (list(self._shown[who]), label, bool(earlier))
        return self.press_again(who)

    def press_again(self, who: str) -> list[str]:
        shown, label, earlier = self._pressed_last[who]
        return self._does(who, self._service.press(shown, label, earlier=earlier))

    def send_photo(self, who: str) -> list[str]:
        return self._does(who, self._service.photo(_CHATS[who]))

    def send_file(self, who: str, content: bytes, size: int = 0) -> list[str]:
        """On Zalo people ask for the page to send it on; who gets none may have one of before, or the answer says why not."""
        if isinstance(self._service, OnTelegram):
            return self._does(who, self._service.file(_CHATS[who], content, size))
        self.say(who, "biểu Excel")
        asked = self._shown_now(who)
        page = SEND.search(asked[-1].text)
        if page:
            self._pages[who] = page["url"]
        if who in self._pages:
            self.reading()
            self.page_said = self._call(self._service.upload(self._pages[who], content or bytes(size)))
        return []

    def _shown_now(self, who: str) -> list[Sent]:
        return self._service.server.received(_CHATS[who])

    def remind(self) -> list[str]:
        return self._does("", self._service.remind())

    def reading(self) -> Reading:
        """What everybody has received since this was asked last."""

        async def collect() -> Reading:
            reading: Reading = {}
            for who, chat in _CHATS.items():
                for sent in self._service.server.received(chat)[len(self._shown[who]) :]:
                    await self._service.read(sent, reading.setdefault(who, Read()))
                    self._shown[who].append(replace(sent))
            return reading

        return self._call(collect())  # type: ignore[no-any-return]


def turns(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each line of a script with what the bot says to it."""
    line, said = "", list[str]()
    for written in path.read_text(encoding="utf-8").splitlines():
        if SAID.match(written):
            said.append(written)
        elif written and not written.startswith("#"):
            yield line, said
            line, said = written, []
    yield line, said


_PRESSED_TOO_LATE = "there are no buttons; such a tap changes nothing, and typed words are for the question that stands"
_PRESSED_BEFORE = "there are no buttons; the words that stand under several messages are for the last one"
LEFT_OUT_ON_ZALO = {  # transcript, line, the how many-th time that it stands there: why
    ("choices", "@lan presses Có", 1): _PRESSED_TOO_LATE,
    ("extension_asked_step_by_step", "@lan presses again", 1): _PRESSED_TOO_LATE,
    ("same_button_twice", "@lan presses again", 1): _PRESSED_TOO_LATE,
    ("sheet_refused", "@thu sends the sheet with 1.1=2", 1): "a desk is given no page to send a report's sheet on",
    ("stale_button", "@lan presses earlier Không phát sinh", 1): _PRESSED_TOO_LATE,
    ("reminder_nothing", "@lan presses Không phát sinh", 2): _PRESSED_BEFORE,
    ("task_returned", "@thu presses earlier Chấp nhận kết quả", 1): _PRESSED_BEFORE,
}
_WITHOUT_FILES = {  # what is said instead
    menu.ONLY_TEXT: sheets.NOT_CARRIED,
    sheets.SEND_HERE: sheets.SEND_THERE,
    words.SEND_BACK_HERE: words.SEND_BACK_THERE,
}
_FROM_TERMINAL = re.compile(r"(, trên |· )Terminal\b")
_FOREIGN_TO_ZALO = re.compile(r"\b(?:bấm|nút)\b|gửi (?:tệp )?vào đây", re.IGNORECASE)
_PAGE_SAYS = {  # where a page of before says it otherwise than the chat
    uploads.not_taken_over(ReportClosed(state="submitted")): links.REFUSED["handed in"]
}


def differences(path: Path, stage: ServiceStage, left_out: set[Place]) -> Iterator[str]:
    """Where the conversation goes otherwise; adds to `left_out` what cannot be played."""
    times = Counter[str]()
    for line, said in list(turns(path))[1:]:
        times[line] += 1
        place = (path.stem, line, times[line])
        if stage.channel == "zalo" and place in LEFT_OUT_ON_ZALO:
            left_out.add(place)
            continue
        stage.play(line)
        reading = stage.reading()
        if stage.channel == "zalo":
            lines = [line for read in reading.values() for line in (*read.lines, *read.choices)]
            yield from (f"{path.stem}: {line}\n  but read {said}" for said in lines if _FOREIGN_TO_ZALO.search(said))
        here = [_in_clothes(words, stage.channel) for words in said]
        expected = as_written(here, stage.speaker) if said else reading
        if stage.page_said:
            sentence = expected[stage.speaker].lines[0]
            expected, reading = _on_page(_PAGE_SAYS.get(sentence, sentence)), _on_page(stage.page_said)
        if reading != expected:
            yield f"{path.stem}: {line}\n  expected {expected}\n  but read {reading}"


def _in_clothes(words: str, channel: str) -> str:
    """What the channel's people read for it: where a figure came from, who writes from where, how a file gets through."""
    for said, instead in _WITHOUT_FILES.items() if channel == "zalo" else ():
        words = words.replace(said, instead)
    words = _FROM_TERMINAL.sub(rf"\g<1>{channel.title()}", words)
    return words.replace("(máy tính)", f"({channel.title()})")


def _on_page(sentence: str) -> Reading:
    return {"page": Read([sentence])}


def is_foreign_to_zalo(path: Path) -> bool:
    """A conversation about old buttons, or about messages that are edited: there is neither."""
    return path.stem in {"undo_everything", "undo_a_section_of_last_period"} or " edits " in path.read_text(encoding="utf-8")


_PARTS = 4  # of the transcripts, so that several processes share them


@pytest.mark.parametrize("part", range(_PARTS))
@pytest.mark.parametrize("name", ["telegram", "zalo"])
def test_the_conversations_go_the_same_way_over(
    name: str, part: int, district_template: tuple[Path, District], tmp_path: Path
) -> None:
    template, district = district_template
    files, found, left_out = FILES[part::_PARTS], list[str](), set[Place]()
    server: TelegramServer | ZaloServer = TelegramServer() if name == "telegram" else ZaloServer()
    with in_thread(server) as call:
        work = contextlib.AsyncExitStack()
        if isinstance(server, TelegramServer):
            bot: OnTelegram | OnZalo = call(work.enter_async_context(OnTelegram.at_work(server)))
        else:
            bot = call(work.enter_async_context(OnZalo.at_work(server)))
        for path in files:
            if name == "zalo" and is_foreign_to_zalo(path):
                continue
            shutil.copy(template, tmp_path / path.stem)
            engine, clock = hurried_engine(f"sqlite:///{tmp_path / path.stem}"), Clock()
            bot.begin(engine, clock)
            found += differences(path, ServiceStage(bot, call, engine, clock, district), left_out)
            call(bot.end())
            engine.dispose()
        call(work.aclose())
    assert not found, "\n".join(found)
    stems = {path.stem for path in files}
    assert left_out == {place for place in LEFT_OUT_ON_ZALO if name == "zalo" and place[0] in stems}


def test_what_is_foreign_to_zalo_is_found() -> None:
    assert _FOREIGN_TO_ZALO.search("Đúng thì anh/chị bấm “Gửi”.")
    assert _FOREIGN_TO_ZALO.search(sheets.SEND_HERE)
    assert not _FOREIGN_TO_ZALO.search("Anh/chị thử lại sau ít phút.")


def test_little_is_left_out_on_zalo() -> None:
    lines = sum(len(list(turns(path))) - 1 for path in FILES)
    assert len(LEFT_OUT_ON_ZALO) < lines / 100
