"""dunghan init: an office's machine set up by a few questions."""

import asyncio
import os
import secrets
from collections.abc import Callable
from pathlib import Path

import typer
from sqlmodel import Session, select

from bot.channels.channel import SendFailed
from bot.channels.kind import Service
from bot.channels.registry import services
from bot.cli.common.office import at_work, office_engine
from bot.cli.staff.officers import say_codes
from bot.errors.command_line import SetUpAlready
from bot.people.invitations import invite
from bot.running.clock import system_clock
from bot.running.settings import Settings
from bot.running.variables import ENV_FILE
from bot.storage.database import prepare
from tracker.kernel.errors import TrackerError
from tracker.kernel.names import fold
from tracker.office.officers import Role, add_officer, checked_name, checked_phone
from tracker.office.unit_changes import add_unit
from tracker.office.units import Unit, UnitLine

_KEEP = "AUDIT_KEY in .env seals the log of who did what: keep a copy of it elsewhere, on paper if need be."


def init() -> None:
    """Set up an office here: asks, writes .env with new keys, tries the tokens, invites the first administrator."""
    if ENV_FILE.exists():
        raise SetUpAlready(path=ENV_FILE)
    given = {"DATABASE_URL": typer.prompt("Database", default=Settings().database_url)}
    given |= {"SECRET_KEY": secrets.token_hex(32), "AUDIT_KEY": secrets.token_hex(32)}
    write_settings(given)
    try:
        _make_database()
        for service in services().values():
            _ask_token(service, given)
        _ask_public_name(given)
        _ask_people()
    except BaseException:
        typer.echo(f"What was answered so far stands in {ENV_FILE}; delete it to begin anew.", err=True)
        raise
    typer.echo(
        f"{_KEEP}\nNext: dunghan unit import, dunghan officer import, dunghan serve; dunghan doctor looks at everything."
    )


def write_settings(given: dict[str, str]) -> None:
    """Write `.env` whole, for its owner alone to read."""
    beside = Path(f"{ENV_FILE}.part")
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in given.items() if value)
    beside.replace(ENV_FILE)


def _make_database() -> None:
    engine = office_engine()
    try:
        prepare(engine)
    finally:
        engine.dispose()


def _ask_token(service: Service, given: dict[str, str]) -> None:
    """Ask until the service takes it, or cannot be asked; nothing leaves the service out."""
    while True:
        token = typer.prompt(f"Token of the bot on {service.title} (empty: not used)", default="", show_default=False).strip()
        given[service.token_variable] = token
        write_settings(given)
        if not token:
            return
        try:
            typer.echo(f"{service.title} knows it as {asyncio.run(_name_of(service))}.")
        except SendFailed as failure:
            typer.echo(f"{service.title}: {failure}.", err=True)
            if not failure.kind.retryable:
                continue
            typer.echo("It is kept; try it again with `dunghan doctor`.", err=True)
        return


async def _name_of(service: Service) -> str:
    channel = service.connect()
    assert channel is not None, "its token was set"  # noqa: S101 - for the type checker
    try:
        return await channel.open()
    finally:
        await channel.close()


def _ask_public_name(given: dict[str, str]) -> None:
    """The public name, and secrets for the webhooks that come with one."""
    while True:
        given["PUBLIC_URL"] = typer.prompt("Public address, https://… (empty: none)", default="", show_default=False).strip()
        if not given["PUBLIC_URL"] or given["PUBLIC_URL"].startswith("https://"):
            break
        typer.echo("It must begin with https://.", err=True)
    if given["PUBLIC_URL"]:
        hooked = [service for service in services().values() if given[service.token_variable]]
        given |= {service.settings.variable("webhook_secret"): secrets.token_urlsafe(32) for service in hooked}
    write_settings(given)


def _ask_people() -> None:
    """The topmost unit, unless there are units, and the first administrator."""
    engine = office_engine()
    try:
        with at_work(engine) as session:
            top = session.exec(select(Unit).where(Unit.parent_id == None)).first()  # noqa: E711 - SQL
            top = top or _ask_unit(session)
            name = _asked("Name of the first administrator", checked_name)
            phone = _asked("Their telephone number (empty: none)", checked_phone, default="")
            officer = add_officer(session, name, top, Role.ADMIN, phone)
            codes = invite(session, officer, system_clock())
            full_name = top.full_name
        say_codes(officer, full_name, codes)
    finally:
        engine.dispose()


def _ask_unit(session: Session) -> Unit:
    """The office itself."""
    while True:
        name = typer.prompt("Name of the topmost unit, without its level")
        level = typer.prompt("Its level", default="tỉnh")
        code = typer.prompt("Its code", default=fold(name).replace(" ", "-").upper())
        try:
            return add_unit(session, UnitLine(1, code.strip().upper(), name, level, ""))
        except TrackerError as refused:
            typer.echo(str(refused), err=True)


def _asked(question: str, checked: Callable[[str], str], default: str | None = None) -> str:
    """An answer that passes the check; asked again until one does."""
    while True:
        try:
            return checked(typer.prompt(question, default=default, show_default=False))
        except TrackerError as refused:
            typer.echo(str(refused), err=True)
