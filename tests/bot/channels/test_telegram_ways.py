"""Telegram's own ways: replies, edits, captions, albums, groups, the menu, and what is no message of a person's."""

import re
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.messages.actions import ACTIONS, Right
from bot.people.questions import SentQuestion
from bot.storage.database import transaction
from bot.texts import refusals
from bot.texts.common import commands
from bot.texts.office import joining, menu
from bot.texts.report import guessing, replying
from tests.by_row import figures_of
from tests.conftest import Clock, District
from tests.filling import filled_in
from tests.servers.serving import LAN, THU, Bot, joined, on_loop, outbox_rows, serving, telegram
from tests.servers.telegram import TelegramServer
from tests.servers.telegram_people import Sent
from tracker.forms.catalogue import official_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import unit_by_code
from tracker.reports.reports import State
from tracker.workbooks.appendices import report_to_fill

_GROUP = -100
EVERY_GROUP = "nhóm nào cũng có số"  # to the screen before the first question
_PHOTO = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]


def _figures(engine: Engine, district: District) -> dict[str, str]:
    with transaction(engine) as session:
        return {key: str(figure.amount) for key, figure in figures_of(session, district.report(session)).items()}


def _changed(engine: Engine, district: District, before: dict[str, str]) -> dict[str, str]:
    return dict(_figures(engine, district).items() - before.items())


async def _replies(bot: Bot, sent: Sent, text: str) -> Sent:
    count = len(bot.server.received(sent.chat))
    bot.server.reply(sent, text)
    return (await bot.server.receives(sent.chat, count + 1))[-1]


async def _brings(bot: Bot, chat: int, **content: Any) -> Sent:
    count = len(bot.server.received(chat))
    bot.server.bring(chat, **content)
    return (await bot.server.receives(chat, count + 1))[-1]


async def _quiet(server: TelegramServer, bot: Bot, update: dict[str, Any]) -> None:
    """Wait until the update is stored and whatever came of it is sent."""
    await server.confirms(update)
    await bot.app.idle()


@on_loop
async def test_a_reply_to_an_older_question_answers_that_one_and_leads_back(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        await bot.hears(LAN, EVERY_GROUP)
        older = await bot.hears(LAN, "2")
        assert "1.2.1" in older.text
        await bot.hears(LAN, "41 17")
        at_hand = await bot.hears(LAN, "5 5 0 0")
        before = _figures(engine, stored_district)
        answer = await _replies(bot, older, "50 20")
        assert _changed(engine, stored_district, before) == {"1.2.1": "50", "1.2.2": "20"}
        assert answer.text.startswith("Đã ghi: ")
        assert answer.text.endswith(at_hand.text.split("\n", 1)[1]), "the question that stood is put again"


@on_loop
async def test_a_reply_that_is_not_understood_keeps_to_its_question_until_it_is_answered(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        await bot.hears(LAN, EVERY_GROUP)
        older = await bot.hears(LAN, "2")
        at_hand = await bot.hears(LAN, "41 17")
        before = _figures(engine, stored_district)
        again = await _replies(bot, older, "nhiều lắm")
        assert "1.2.1" in again.text
        assert not _changed(engine, stored_district, before)
        answer = await bot.hears(LAN, "50 20")
        assert _changed(engine, stored_district, before) == {"1.2.1": "50", "1.2.2": "20"}
        assert answer.text.endswith(at_hand.text.split("\n", 1)[1])


@on_loop
async def test_a_reply_out_of_line_is_questioned_and_leads_back_afterwards(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        await bot.hears(LAN, EVERY_GROUP)
        older = await bot.hears(LAN, "2")
        at_hand = await bot.hears(LAN, "41 17")
        finding = await _replies(bot, older, "17 41")
        assert finding.buttons.keys() == {"Sửa 1.2.1", "Sửa 1.2.2", refusals.KEEP}
        answer = await bot.hears(LAN, "50 20")
        assert answer.text.endswith(at_hand.text.split("\n", 1)[1])
    assert _figures(engine, stored_district)["1.2.1"] == "50"


@pytest.mark.parametrize("to", ["the question at hand", "a list", "a receipt"])
@on_loop
async def test_any_other_reply_is_heard_as_if_it_were_none(
    engine: Engine, clock: Clock, stored_district: District, to: str
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        asked_nothing = await bot.hears(LAN, "/tinhhinh" if to == "a list" else "menu")
        await bot.hears(LAN, "làm ngay")
        question = await bot.hears(LAN, EVERY_GROUP)
        await _replies(bot, question if to == "the question at hand" else asked_nothing, "2")
    assert _figures(engine, stored_district) == {"1.1": "2"}


@on_loop
async def test_a_command_is_heard_in_a_reply_too(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        older = await bot.hears(LAN, EVERY_GROUP)
        at_hand = await bot.hears(LAN, "2")
        assert (await _replies(bot, older, "/trogiup")).text.startswith(menu.HELP.split("\n")[0])
        assert await _replies(bot, older, "1.1: 3")
        assert (await bot.hears(LAN, "giúp")).text.endswith(at_hand.text.split("\n", 1)[1])
    assert _figures(engine, stored_district) == {"1.1": "3"}


@on_loop
async def test_a_reply_to_a_question_of_a_report_that_is_handed_in_records_nothing(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        question = await bot.hears(LAN, EVERY_GROUP)
        await bot.hears(LAN, "/huy")
        with transaction(engine) as session:
            stored_district.report(session).state = State.SUBMITTED
        answer = await _replies(bot, question, "2")
        assert "đã nộp hoặc đang chờ duyệt nên tôi chưa ghi gì" in answer.text
    assert _figures(engine, stored_district) == {}


@on_loop
async def test_a_reply_to_a_finding_that_is_settled_says_so(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        await bot.hears(LAN, EVERY_GROUP)
        await bot.hears(LAN, "2")
        finding = await bot.hears(LAN, "17 41")
        await bot.hears(LAN, "41 17")
        before = _figures(engine, stored_district)
        answer = await _replies(bot, finding, "60 30")
        assert answer.text.startswith(replying.SETTLED)
    assert _figures(engine, stored_district) == before


@on_loop
async def test_a_reply_to_the_groups_is_heard_there(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        groups = await bot.hears(LAN, "làm ngay")
        await bot.hears(LAN, EVERY_GROUP)
        await _replies(bot, groups, "5.2 5.3")
    figures = _figures(engine, stored_district)
    assert figures
    assert all(row.startswith(("5.2", "5.3")) for row in figures), "and nothing at the question that stood"
    assert set(figures.values()) == {"0"}


@on_loop
async def test_a_reply_to_a_guess_that_is_settled_says_so(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        await bot.hears(LAN, EVERY_GROUP)
        for line in ("2", "41 17", "5 5 0 0"):
            await bot.hears(LAN, line)
        guess = await bot.hears(LAN, "120 5")
        assert guessing.RIGHT in guess.buttons
        await bot.hears(LAN, "120 1")
        before = _figures(engine, stored_district)
        answer = await _replies(bot, guess, "90 2")
        assert answer.text.startswith(replying.SETTLED)
    assert _figures(engine, stored_district) == before


@on_loop
async def test_questions_are_kept_for_some_weeks_and_only_questions_are(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    def kept() -> int:
        with transaction(engine) as session:
            return len(session.exec(select(SentQuestion)).all())

    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        for text in ("menu", "/tinhhinh", "làm ngay", EVERY_GROUP, "2", "/huy"):
            await bot.hears(LAN, text)
        await bot.app.idle()
        assert kept() == 3
        clock.forward(weeks=4)
        await bot.app.drop_expired()
        assert kept() == 3
        clock.forward(seconds=1)
        await bot.app.drop_expired()
        assert kept() == 0


@on_loop
async def test_an_edit_is_no_new_answer_and_is_answered(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        await bot.hears(LAN, EVERY_GROUP)
        update = server.write(LAN, "41")
        await server.receives(LAN, 3)
        server.edit(update, text="14")
        await server.receives(LAN, 4)
        assert "1.2.1" not in _figures(engine, stored_district)
        last = server.edit(server.bring(LAN, location={"latitude": 22.1, "longitude": 105.6}))
        await _quiet(server, bot, last)
        assert len(server.received(LAN)) == 5, "a location that moves is answered when it is sent"


@on_loop
async def test_a_caption_is_heard_and_the_picture_is_said_to_be_unread(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        answer = await _brings(bot, LAN, photo=_PHOTO, caption="1.5.1: 30")
        assert answer.text.startswith(f"{menu.ONLY_CAPTION}\nĐã ghi: 1.5.1 = 30")
        bare = await _brings(bot, LAN, photo=_PHOTO)
        sticker = _PHOTO[0] | {"is_animated": False, "is_video": False, "type": "regular"}
        odd = await _brings(bot, LAN, sticker=sticker)
        assert all(one.text.startswith(menu.ONLY_TEXT) and "1.1 " in one.text for one in (bare, odd))
    assert _figures(engine, stored_district) == {"1.5.1": "30"}


@pytest.mark.parametrize(("caption", "taken"), [("1.5.1: 30", True), ("phụ lục xã Bản Thi", False), ("1", False)])
@on_loop
async def test_words_beside_a_file_set_rows_or_are_said_to_be_left(
    engine: Engine, clock: Clock, stored_district: District, caption: str, taken: bool
) -> None:
    with transaction(engine) as session:
        _, blank = report_to_fill(session, stored_district.report(session))
    content = filled_in(blank, official_form("ban-thi-2024"), {"1.1": "2"})
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        server.send_file(LAN, "bieu.xlsx", content, caption=caption)
        (answer,) = await server.receives(LAN, 1)
        await bot.app.idle()
        assert "bieu.xlsx" in answer.text, "the file is taken in any case"
        assert (menu.caption_left(caption) in answer.text) != taken
    assert _figures(engine, stored_district) == ({"1.5.1": "30"} if taken else {})


@pytest.mark.parametrize("captions", [("", "", ""), ("1.1: 2", "", ""), ("", "1.1: 2", "")])
@on_loop
async def test_an_album_is_answered_once(
    engine: Engine, clock: Clock, stored_district: District, captions: tuple[str, ...]
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server:
        *_, last = server.album(LAN, *captions)
        async with serving(server, engine, clock) as bot:
            await _quiet(server, bot, last)
            (answer,) = server.received(LAN)
            assert answer.text.startswith(menu.ONLY_CAPTION if any(captions) else menu.ONLY_TEXT)
            await _quiet(server, bot, server.album(LAN, "", "")[-1])
            assert len(server.received(LAN)) == 2, "the next one is another"
    assert _figures(engine, stored_district) == ({"1.1": "2"} if any(captions) else {})


@on_loop
async def test_what_telegram_itself_puts_into_the_chat_is_not_answered(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        question = await bot.hears(LAN, "làm ngay")
        pinned = {"message_id": question.number, "date": 1, "chat": {"id": LAN, "type": "private"}, "text": question.text}
        server.bring(LAN, pinned_message=pinned)
        server.bring(LAN, write_access_allowed={})
        await _quiet(server, bot, server.bring(LAN, message_auto_delete_timer_changed={"message_auto_delete_time": 86400}))
        assert len(server.received(LAN)) == 1
        assert (await _brings(bot, LAN, hologram={"id": 1})).text.startswith(menu.ONLY_TEXT), "a kind yet to come"


@on_loop
async def test_a_group_is_told_once_a_day_where_the_bot_works_and_nothing_else(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    said = joining.only_private("t.me/dunghan_test_bot")
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        group = server.person(_GROUP, "supergroup")
        server.add_bot(group, LAN)
        (first,) = await server.receives(group, 1)
        assert first.text == said
        for text in ("/tinhhinh", "/baocao@dunghan_test_bot", "/start 123456", "chào mọi người", "/baocao@other_bot"):
            last = server.write(group, text)
        await _quiet(server, bot, last)
        assert len(server.received(group)) == 1
        clock.forward(days=1)
        for text in ("chào mọi người", "12", "/baocao@other_bot", "/weather"):
            last = server.write(group, text)
        server.bring(group, new_chat_title="Tổ CCHC huyện")
        await _quiet(server, bot, server.add_bot(group, LAN, was="member", now="kicked"))
        assert len(server.received(group)) == 1
        server.write(group, "/BaoCao@DungHan_Test_Bot")
        assert [sent.text for sent in await server.receives(group, 2)] == [said, said]
    assert {row.address for row in outbox_rows(engine)} == {str(_GROUP)}


@on_loop
async def test_commands_with_the_bots_own_name_are_heard(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        assert "1.1 " in (await bot.hears(LAN, "/baocao@DungHan_test_bot")).text
        other = await bot.hears(LAN, "/trogiup@weather_bot")
        assert not other.text.startswith(menu.HELP.split("\n")[0])
        assert (await bot.hears(LAN, "/trogiup@dunghan_test_bot")).text.startswith(menu.HELP.split("\n")[0])
    assert _figures(engine, stored_district) == {}


@on_loop
async def test_the_commands_are_in_the_menu_from_the_start(engine: Engine, clock: Clock, stored_district: District) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server, serving(server, engine, clock) as bot:
        await server.until(lambda: server.count("setChatMenuButton", 200) == 1)
        for text in ("làm ngay", EVERY_GROUP, "2"):
            await bot.hears(LAN, text)
        (call,) = [call for call in server.calls if call.method == "setMyCommands"]
        shown = re.findall(r'"command": ?"(\w+)"', str(call.fields["commands"]))
        assert shown[:2] == ["baocao", "tinhhinh"]
        for word in shown:
            answer = await bot.hears(LAN, f"/{word}")
            assert menu.NOT_UNDERSTOOD not in answer.text
            assert f"“/{word}”" not in answer.text


@on_loop
async def test_without_the_menu_the_bot_is_at_work_all_the_same(
    engine: Engine, clock: Clock, stored_district: District, caplog: pytest.LogCaptureFixture
) -> None:
    async with telegram(engine, clock, lan=(LAN, stored_district.officer)) as server:
        server.refuse("setMyCommands", 500, "Internal Server Error")
        async with serving(server, engine, clock) as bot:
            assert "1.1 " in (await bot.hears(LAN, "làm ngay")).text
            await server.until(lambda: server.count("setMyCommands") == 1)
    assert "the commands are not in the menu" in caplog.text


def test_every_command_for_everybody_is_described() -> None:
    others = {"newround", "assign", "health"}  # for desks and administrators
    others |= {"menu", "sendfile"}  # with /start every chat begins; files are sent at once
    slashed = {
        name
        for name, action in ACTIONS.items()
        if action.right is Right.EVERYBODY and any(word.startswith("/") for word in action.whole)
    }
    assert slashed - others == commands.DESCRIBED.keys()


@on_loop
async def test_a_reply_of_one_person_is_nothing_to_another(engine: Engine, clock: Clock, stored_district: District) -> None:
    """Message numbers of two chats may be the same."""
    with transaction(engine) as session:
        other = add_officer(session, "Ma Thị Hoa", unit_by_code(session, "QUANG-BACH"), Role.OFFICER)
    people = {"lan": (LAN, stored_district.officer)}
    async with telegram(engine, clock, **people) as server, serving(server, engine, clock) as bot:
        await bot.hears(LAN, "làm ngay")
        older = await bot.hears(LAN, EVERY_GROUP)
        await bot.hears(LAN, "2")
        server.person(THU)
        joined(engine, THU, other, clock())
        await bot.hears(THU, "làm ngay")
        await bot.hears(THU, EVERY_GROUP)
        server.bring(
            THU, text="7", reply_to_message={"message_id": older.number, "date": 1, "chat": {"id": THU, "type": "private"}}
        )
        await server.receives(THU, 3)
    assert _figures(engine, stored_district) == {"1.1": "2"}
