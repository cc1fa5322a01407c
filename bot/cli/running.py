"""dunghan chat, demo: the bot in the terminal."""

import asyncio
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import demo as sample
from bot.channels.terminal import TerminalChannel
from bot.cli.common.office import at_work, open_database
from bot.cli.playing import Speaker, keyboard_lines, piped_lines, play
from bot.people.addresses import join
from bot.running import logs
from bot.running.app import App
from bot.running.clock import system_clock
from tracker.office.officers import find_officer


def chat(
    as_: Annotated[str, typer.Option("--as", help="The officer's number, or name without diacritics.")],
) -> None:
    """Talk to the bot in the terminal as that officer; reads lines from stdin."""
    logs.set_up()
    lines = keyboard_lines() if sys.stdin.isatty() else piped_lines(sys.stdin.readlines())
    channel = TerminalChannel(sys.stdout, Path.cwd())
    with open_database() as engine:
        with at_work(engine) as session:
            officer = find_officer(session, as_)
            join(session, channel.name, str(officer.id), officer, system_clock())
        asyncio.run(play(App(engine, {channel.name: channel}), channel, [Speaker.of(officer)], lines))


def demo() -> None:
    """A sample district in the terminal, on a scratch SQLite file; plays a sample conversation if there is no input."""
    logs.set_up()
    folder = Path("dunghan-demo")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    lines = keyboard_lines() if sys.stdin.isatty() else piped_lines(sys.stdin.readlines() or sample.script())
    channel = TerminalChannel(sys.stdout, folder)
    with open_database(f"sqlite:///{folder / 'demo.db'}") as engine:
        with at_work(engine) as session:
            people = sample.set_up_sample(session)
        typer.echo(sample.greeting(people))
        app = App(engine, {channel.name: channel}, sample.demo_clock())
        asyncio.run(play(app, channel, [Speaker.of(people.officer), Speaker.of(people.desk)], lines))
