"""A channel is its file and a line in the registry: nothing else names it."""

import ast
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name

import httpx
import pytest
from openpyxl import Workbook

from bot.channels import registry
from bot.channels.channel import Webhook
from bot.channels.kind import Service
from bot.channels.plain_text import written
from bot.messages.messages import Button, Outgoing
from tests.bot.cli.test_cli import Office, bare_office
from tests.bot.cli.test_serving import dunghan
from tests.house import CODE, ROOT, tree
from tests.servers import zalo
from tests.servers.serving import on_loop
from tests.servers.trial_channel import HEADER, PIGEON
from tests.servers.zalo import ZaloServer

__all__ = ["bare_office"]  # a fixture
TRIAL = "tests.servers.trial_channel"  # the command line with one channel more
LAN = 7001
TOKEN = {"PIGEON_BOT_TOKEN": "x"}
SECRET = "the pigeon's secret"  # noqa: S105 - made up


@pytest.fixture
def code(bare_office: Office) -> str:
    """The code of an officer of a unit that has a report to fill."""
    book = Workbook()
    for line in (
        ("code", "name", "level", "parent"),
        ("CHO-DON", "Chợ Đồn", "huyện", ""),
        ("BAN-THI", "Bản Thi", "xã", "CHO-DON"),
    ):
        book.worksheets[0].append(line)
    book.save(bare_office.folder / "units.xlsx")
    bare_office.today().does("unit", "import", "units.xlsx")
    bare_office.does("round", "open", "--yes", "ban-thi-2024", "2024-Q1")
    said = bare_office.does("officer", "invite", "--unit", "BAN-THI", "--name", "Hoàng Thị Lan")
    return said.splitlines()[0].rpartition(": ")[2]  # the long code: it opens the door at once


@on_loop
async def test_a_trial_channel_is_served_by_its_file_and_its_line(bare_office: Office, code: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    public = f"http://127.0.0.1:{port}"
    async with ZaloServer() as service:  # it takes what the trial channel sends
        service.person(LAN)
        settings = {
            "PIGEON_BOT_TOKEN": zalo.TOKEN,
            "PIGEON_API_BASE": service.base,
            "PIGEON_WEBHOOK_SECRET": SECRET,
            "PUBLIC_URL": public,
            "WEB_PORT": str(port),
        }
        async with dunghan(bare_office.folder, "serve", program=TRIAL, **settings) as command, httpx.AsyncClient() as pigeon:
            await command.says("SECRET_KEY is not set: Zalo and Pigeon get text only, no files.")
            await command.says("Zalo: not served: ZALO_BOT_TOKEN is not set.")
            await command.says(f"Pigeon: serving as coo, updates come to {public}/pigeon.")
            for number, text in enumerate((code, "/baocao"), start=1):
                update = {"id": number, "chat": LAN, "text": text}
                assert (await pigeon.post(f"{public}/pigeon", json=update, headers={HEADER: "wrong"})).status_code == 403
                assert (await pigeon.post(f"{public}/pigeon", json=update, headers={HEADER: SECRET})).status_code == 200
                await service.receives(LAN, number)
            assert re.search(r"^1\. \S", service.received(LAN)[0].text, re.MULTILINE)
            assert "1.1 " in service.received(LAN)[-1].text
            command.process.terminate()
            assert (await command.ends())[0] == 0


@on_loop
async def test_commands_know_the_trial_channel(tmp_path: Path) -> None:
    async with dunghan(tmp_path, "serve", program=TRIAL) as command:
        assert "set TELEGRAM_BOT_TOKEN or ZALO_BOT_TOKEN or PIGEON_BOT_TOKEN in .env" in (await command.ends())[2]
    async with dunghan(tmp_path, "channel", "list", program=TRIAL, **TOKEN) as command:
        lines = [line.split("\t") for line in (await command.ends())[1].splitlines()]
    assert ["pigeon", "PIGEON_BOT_TOKEN", "set", "-"] in lines
    assert ["telegram", "TELEGRAM_BOT_TOKEN", "not set", "buttons, files, edits"] in lines
    async with dunghan(tmp_path, "channel", "check", "pigeon", program=TRIAL, **TOKEN) as command:
        assert (await command.ends())[1].startswith("The token is good: coo.")
    async with dunghan(tmp_path, "channel", "check", "raven", program=TRIAL) as command:
        assert (await command.ends())[0] == 2
    async with dunghan(tmp_path, "channel", "check", "pigeon", program=TRIAL, PIGEON_PER_SECOND="-1") as command:
        code, _, said = await command.ends()
    assert (code, said.partition(" in the environment")[0].strip()) == (1, "PIGEON_PER_SECOND")


def test_a_title_in_the_registry_is_what_people_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert registry.titles() == {"telegram": "Telegram", "zalo": "Zalo", "terminal": "máy tính"}
    monkeypatch.setattr(registry, "KINDS", (*registry.KINDS, PIGEON))
    assert registry.titles()["pigeon"] == "Pigeon"


@pytest.mark.parametrize("service", [*registry.services().values(), PIGEON], ids=lambda service: service.name)
@on_loop
async def test_a_channel_is_what_its_file_says(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(resolve_name(service.connecting))
    assert set(service.settings.variables()) == {
        f"{service.name.upper()}_{setting}"
        for setting in ("BOT_TOKEN", "API_BASE", "PER_SECOND", "CHAT_SECONDS", "WEBHOOK_SECRET")
    }
    monkeypatch.delenv(service.token_variable, raising=False)
    assert service.connect("https://x.example") is None
    monkeypatch.setenv(service.token_variable, "12345:made-up")
    monkeypatch.setenv(service.settings.variable("webhook_secret"), SECRET)
    monkeypatch.setenv(service.settings.variable("per_second"), "3")
    for public_url, webhook in ((None, None), ("https://x.example/", Webhook(f"https://x.example/{service.name}", SECRET))):
        channel = service.connect(public_url)
        assert channel is not None
        assert (channel.name, channel.carries, channel.webhook) == (service.name, service.carries, webhook)
        assert channel.limits.per_second == 3
        await channel.close()


def test_choices_are_written_out_for_any_channel_without_buttons() -> None:
    buttons = (Button("Nộp", "a"), Button("Để sau", "b"))
    numbered = Outgoing("pigeon", "1", "Chọn một việc", title="Báo cáo", buttons=buttons, numbered=True)
    assert written(numbered, [], 500) == ["Báo cáo\nChọn một việc\n1. Nộp\n2. Để sau"]
    assert written(numbered, [], 15) == ["Báo cáo", "Chọn một việc", "1. Nộp", "2. Để sau"]


def _named(code: ast.AST) -> Iterator[str]:
    """What a file says in strings that are no docstrings."""
    docs = {id(node.value) for node in ast.walk(code) if isinstance(node, ast.Expr)}
    for node in ast.walk(code):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value.casefold()


def test_no_service_is_named_outside_its_files() -> None:
    names = list(registry.services())
    places = {
        path.relative_to(ROOT).as_posix()
        for path in CODE
        if any(name in said for said in _named(tree(path)) for name in names)
    }
    assert {path for path in places if path.startswith("bot/channels/")}
    elsewhere = {
        "bot/running/logs.py",  # it quiets libraries
        "bot/reading/letters/vocabulary.py",  # a letter may ask for a report to be sent by one
        "bot/texts/common/machines.py",  # one has a browser of its own
    }
    assert {path for path in places if not path.startswith("bot/channels/")} == elsewhere


def test_to_know_the_channels_needs_none_of_their_libraries() -> None:
    program = "import json, sys, bot.channels.registry; print(json.dumps(list(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    loaded = set(json.loads(ran.stdout))
    assert "bot.channels.telegram" in loaded
    assert loaded.isdisjoint({"telegram", "aiohttp", "httpx", "sqlalchemy"})
