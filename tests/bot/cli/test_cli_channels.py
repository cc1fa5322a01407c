"""dunghan channel check and dunghan link: what an administrator can try and take back."""

from datetime import timedelta

import pytest

from bot.people.addresses import join
from bot.running.clock import system_clock
from bot.sending.links import Link, Way, open_link
from bot.storage.database import make_engine, transaction
from bot.texts.office import menu
from tests.bot.cli.test_cli import Office, bare_office, office
from tests.servers import telegram, zalo
from tests.servers.service import in_thread
from tests.servers.telegram import TelegramServer
from tests.servers.zalo import ZaloServer
from tracker.office.officers import find_officer

__all__ = ["bare_office", "office"]  # fixtures


@pytest.mark.parametrize("name", ["telegram", "zalo"])
def test_a_token_is_tried_and_a_word_that_nobody_asked_for_is_sent(
    name: str,
    office: Office,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office.does("unit", "import", "units.xlsx")
    office.does("officer", "invite", "--unit", "BAN-THI", "--name", "Hoàng Thị Lan")
    server: TelegramServer | ZaloServer = TelegramServer() if name == "telegram" else ZaloServer()
    variable = f"{name.upper()}_BOT_TOKEN"
    assert f"There is no {variable}" in office.refuses("channel", "check", name)
    with in_thread(server):
        server.person(7)
        monkeypatch.setenv(f"{name.upper()}_API_BASE", server.base)
        monkeypatch.setenv(variable, telegram.TOKEN if name == "telegram" else zalo.TOKEN)
        said = office.does("channel", "check", name)
        assert "The token is good: " in said
        assert "Updates wait to be asked for (long polling)." in said
        assert "has not joined over" in office.refuses("channel", "check", name, "--to", "lan")
        engine = make_engine(database_url)
        with transaction(engine) as session:
            join(session, name, "7", find_officer(session, "lan"), system_clock())
        engine.dispose()
        assert "The service took the message" in office.does("channel", "check", name, "--to", "lan")
        assert [sent.text for sent in server.received(7)] == [menu.TRIAL]
        server.chats[7].blocked = True
        assert f"{name.title()} refused: blocked" in office.refuses("channel", "check", name, "--to", "lan")
        monkeypatch.setenv(variable, "1:wrong")
        refused = office.refuses("channel", "check", name)
    assert variable in refused
    assert "1:wrong" not in refused


def test_links_are_listed_by_their_uses_and_revoked_by_their_person(
    office: Office,
    database_url: str,
) -> None:
    office.does("unit", "import", "units.xlsx")
    office.does("officer", "invite", "--unit", "BAN-THI", "--name", "Hoàng Thị Lan")
    engine, now = make_engine(database_url), system_clock()
    with transaction(engine) as session:
        lan = find_officer(session, "lan")
        join(session, "zalo", "7", lan, now)
        mine = {"officer_id": lan.id, "unit_id": lan.unit_id, "channel": "zalo", "address": "7", "name": "a.xlsx"}
        session.add(Link(key="k", way=Way.FETCH, content=b"x", expires_at=now + timedelta(days=1), **mine))  # type: ignore[arg-type]
        session.flush()
        open_link(session, "k", now)
    assert "Hoàng Thị Lan: 1 links revoked." in office.does("link", "revoke", "--officer", "lan")
    assert "0 links" in office.does("link", "revoke", "--officer", "lan")
    with transaction(engine) as session:
        open_link(session, "k", now)
    engine.dispose()
    lines = [line.split("\t")[1:] for line in office.does("link", "list").splitlines()]
    assert lines == [["opened", "Hoàng Thị Lan", "a.xlsx"], ["revoked", "Hoàng Thị Lan", "a.xlsx"]]
    assert "nobody" in office.refuses("link", "revoke", "--officer", "nobody")
