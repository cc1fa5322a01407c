"""dunghan serve, chat, demo: the bot at work."""

import asyncio
import contextlib
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

import typer
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Engine

from bot import demo as sample
from bot import logs
from bot.addresses import join
from bot.app import App, system_clock
from bot.channels import Limits, SendFailed
from bot.channels.telegram import TelegramChannel
from bot.channels.terminal import TerminalChannel
from bot.cli.office import open_database
from bot.cli.playing import Part, keyboard_lines, piped_lines, play
from bot.database import transaction
from bot.settings import Settings
from tracker.errors import TrackerError
from tracker.officers import find_officer

if sys.platform == "win32":
    from asyncio import new_event_loop
else:
    from uvloop import new_event_loop

_OPEN_SECONDS, _REMIND_SECONDS, _DELIVER_SECONDS = 300, 60, 2
_RECONNECT_SECONDS = 10
_HAND_OVER_SECONDS = 0.0001  # between loop and transaction thread; with Python's 5 ms each waits for the other (benchmarks/)


class NoChannel(TrackerError):
    """There is nothing to serve: set TELEGRAM_BOT_TOKEN in .env or in the environment."""


def serve() -> None:
    """Run the bot: every channel that has a token, and the reminders, until it is stopped."""
    settings = Settings()
    if settings.telegram_bot_token is None:
        raise NoChannel
    token = settings.telegram_bot_token.get_secret_value()
    limits = Limits(settings.telegram_per_second, settings.telegram_chat_seconds)
    logs.set_up([token])
    sys.setswitchinterval(_HAND_OVER_SECONDS)
    with open_database() as engine, asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(_serve(engine, TelegramChannel(token, settings.telegram_api_base, limits)))


async def _serve(engine: Engine, channel: TelegramChannel) -> None:
    app = App(engine, {channel.name: channel})
    loop = asyncio.get_running_loop()
    async with _connected(channel):
        await app.deliver_waiting()
        scheduler = _scheduler(app)
        listening = asyncio.create_task(channel.listen(app.receive))
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, listening.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await listening
        scheduler.shutdown(wait=False)
        await app.close()


@contextlib.asynccontextmanager
async def _connected(channel: TelegramChannel) -> AsyncIterator[None]:
    while True:
        try:
            name = await channel.open()
            break
        except SendFailed as failure:
            if not failure.kind.retryable:
                await channel.close()
                raise
            typer.echo(f"{failure}; trying again in {_RECONNECT_SECONDS} seconds.", err=True)
            await asyncio.sleep(_RECONNECT_SECONDS)
    typer.echo(f"Telegram: serving as {name}.", err=True)
    try:
        yield
    finally:
        await channel.close()


def _scheduler(app: App) -> AsyncIOScheduler:
    """Ticks only: what is due is a query. Late ticks run (no grace limit), piled-up ones as one, never two at once."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    ticks = ((app.open_rounds, _OPEN_SECONDS), (app.remind, _REMIND_SECONDS), (app.deliver_waiting, _DELIVER_SECONDS))
    for tick, seconds in ticks:
        scheduler.add_job(
            tick,
            "interval",
            seconds=seconds,
            next_run_time=system_clock(),
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
    scheduler.start()
    return scheduler


def chat(
    as_: Annotated[str, typer.Option("--as", help="The officer's number, or name without diacritics.")],
) -> None:
    """Talk to the bot in the terminal as that officer; reads lines from stdin."""
    logs.set_up()
    lines = keyboard_lines() if sys.stdin.isatty() else piped_lines(sys.stdin.readlines())
    channel = TerminalChannel(sys.stdout, Path.cwd())
    with open_database() as engine:
        with transaction(engine) as session:
            officer = find_officer(session, as_)
            join(session, channel.name, str(officer.id), officer, system_clock())
        asyncio.run(play(App(engine, {channel.name: channel}), channel, [Part.of(officer)], lines))


def demo() -> None:
    """A sample district in the terminal, on a scratch SQLite file; plays a sample conversation if there is no input."""
    logs.set_up()
    folder = Path("dunghan-demo")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    lines = keyboard_lines() if sys.stdin.isatty() else piped_lines(sys.stdin.readlines() or sample.script())
    channel = TerminalChannel(sys.stdout, folder)
    with open_database(f"sqlite:///{folder / 'demo.db'}") as engine:
        with transaction(engine) as session:
            people = sample.set_up_sample(session)
        typer.echo(sample.greeting(people))
        app = App(engine, {channel.name: channel}, sample.demo_clock())
        asyncio.run(play(app, channel, [Part.of(people.officer), Part.of(people.desk)], lines))
