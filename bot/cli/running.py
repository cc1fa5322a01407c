"""dunghan chat, demo: the bot in the terminal."""

import asyncio
import secrets
import shutil
import socket
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from bot import demo as sample
from bot.channels.terminal import TerminalChannel
from bot.cli.common.office import at_work, open_database
from bot.cli.playing import Lines, Speaker, keyboard_lines, piped_lines, play
from bot.people.addresses import Address, join
from bot.running import logs
from bot.running.app import App
from bot.running.clock import system_clock
from bot.running.settings import Settings
from bot.sending.links import LinkOffice
from bot.sending.page_links import page_url
from bot.texts.common.web import BOARD, REPORTS
from bot.web import web_application
from bot.web.server import loopback_office, served_at
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
        app = App(engine, {channel.name: channel})
        app.retention = Settings().retention
        asyncio.run(play(app, channel, [Speaker.of(officer)], lines))


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
        listener, office = loopback_office(secrets.token_hex(32))
        app = App(engine, {channel.name: channel}, sample.demo_clock(), link_office=office)
        asyncio.run(_play_with_pages(app, listener, office, people, (channel, lines)))


async def _play_with_pages(
    app: App, listener: socket.socket, office: LinkOffice, people: sample.Sample, talk: tuple[TerminalChannel, Lines]
) -> None:
    """Play the lines while the pages are served on this machine; a link for each person comes first."""
    channel, lines = talk
    speakers = [Speaker.of(people.officer), Speaker.of(people.desk)]
    async with served_at(web_application(app, office), listener):
        for speaker, path in zip(speakers, (REPORTS, BOARD), strict=True):
            url = await app.transact(partial(_url, address=speaker.address, path=path, office=office, now=app.clock()))
            typer.echo(sample.page(speaker.title, url), err=True)
        await play(app, channel, speakers, lines)


def _url(session: Session, *, address: str, path: str, office: LinkOffice, now: datetime) -> str:
    return page_url(session, session.get_one(Address, (TerminalChannel.name, address)), path, office, now) or ""
