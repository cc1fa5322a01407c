"""dunghan doctor: everything that can be wrong with an office's machine is looked at, and each fault said with its remedy."""

import asyncio
import os
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated

import httpx
import typer
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.channels.channel import SendFailed
from bot.channels.kind import Service
from bot.channels.registry import services
from bot.cli.common.head_keepers import head_keepers
from bot.cli.common.office import office_engine, print_json, print_table
from bot.cli.common.refusals import sentence_of
from bot.cli.machine import examining
from bot.cli.machine.examining import Examined, Grade
from bot.people.addresses import address_of
from bot.reminders.health import SILENCE, health, is_late
from bot.running.clock import system_clock
from bot.running.lease import lease_of
from bot.running.settings import Settings
from bot.storage.database import file_of, newest_revision, transaction
from tracker.audit.log import AuditLine, What
from tracker.kernel.errors import TrackerError
from tracker.office.officers import Officer, Role

_OLDEST_BACKUP = timedelta(days=2)
_CLOCK = timedelta(minutes=2)
_WAIT = 5.0  # seconds for an answer over the network


def doctor(
    offline: Annotated[bool, typer.Option("--offline", help="Ask no service over the network.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Look at settings, database, disk, clock, lease, tokens, webhooks, backups and account; 1 if anything is bad."""
    found = list(_examine(os.geteuid() if os.name == "posix" else -1, offline=offline))
    if as_json:
        print_json([one._asdict() for one in found])
    else:
        print_table([(one.grade, one.name, one.said) for one in found], ("grade", "what", "found"))
    if any(one.grade is Grade.BAD for one in found):
        sys.exit(1)


def _examine(user_id: int, *, offline: bool) -> Iterator[Examined]:
    yield from examining.settings_found()
    yield examining.account_found(user_id)
    try:
        settings = Settings()
        yield from examining.channels_found()
        yield from examining.keys_found(settings)
    except ValidationError:  # said above
        return
    yield from examining.files_found(settings, user_id)
    yield examining.disk_found(settings)
    yield from _database_found(settings)
    if not offline:
        yield from asyncio.run(_services_found(settings))


def _database_found(settings: Settings) -> Iterator[Examined]:
    """The database and what it says: whole, of this program's revision, served, backed up, with an administrator."""
    try:
        path = file_of(settings.database_url)
        if path and not path.exists():
            yield Examined("database", Grade.LOOK, f"There is none at {path} yet; any command makes it.")
            return
        engine = office_engine()
        try:
            yield from _stored_found(engine, settings)
        finally:
            engine.dispose()
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is said
        yield Examined("database", Grade.BAD, sentence_of(fault) or repr(fault))


def _stored_found(engine: Engine, settings: Settings) -> Iterator[Examined]:
    with engine.connect() as connection:
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if engine.dialect.name == "sqlite":
            whole = connection.exec_driver_sql("PRAGMA quick_check").scalar()
            if whole != "ok":
                yield Examined("database", Grade.BAD, "It is damaged; restore a copy: `dunghan db restore COPY --replace`.")
                return
    if revision != newest_revision():
        said = f"It is at revision {revision}, the program needs {newest_revision()}; back it up, then `dunghan db upgrade`."
        yield Examined("database", Grade.BAD, said)
        return
    yield Examined("database", Grade.GOOD, f"It is whole, and of revision {revision}.")
    served, now = not _free(settings), system_clock()
    with transaction(engine) as session:
        yield from _work_found(session, now, served=served)
        yield _backup_found(session, now)
        yield _administrator_found(session)
        yield from _head_found(session, settings)


def _free(settings: Settings) -> bool:
    lease = lease_of(settings.database_url)
    taken = lease.take()
    lease.release()
    return taken


def _work_found(session: Session, now: datetime, *, served: bool) -> Iterator[Examined]:
    found = health(session, now)
    last = max(found.beats.values(), default=None)
    if last and last - now > _CLOCK:
        yield Examined(
            "clock", Grade.BAD, f"It says {now.isoformat()}, but the bot was at work at {last.isoformat()}: set it right."
        )
        return
    if not served:
        yield Examined("serve", Grade.LOOK, "`dunghan serve` does not run.")
    elif last is None or now - last > SILENCE:
        said = last.isoformat() if last else "never"
        yield Examined("serve", Grade.BAD, f"It runs, but its ticks last ran {said}: look at its log, then start it anew.")
    else:
        yield Examined("serve", Grade.GOOD, f"It runs; its ticks last ran {last.isoformat()}.")
    if is_late(session, now):
        yield Examined("sending", Grade.BAD, "Reminders wait for longer than a quarter of an hour; look at the log of serve.")


def _backup_found(session: Session, now: datetime) -> Examined:
    backed = select(AuditLine.at).where(AuditLine.what == What.DATABASE, AuditLine.step == "backed up")
    last = session.exec(backed.order_by(col(AuditLine.number).desc()).limit(1)).first()
    if last is None or now - last > _OLDEST_BACKUP:
        said = f"The last one is of {last.isoformat()}" if last else "There was never one"
        return Examined("backup", Grade.BAD, f"{said}; make one every day: `dunghan db backup FOLDER --keep 14`.")
    return Examined("backup", Grade.GOOD, f"The last one is of {last.isoformat()}.")


def _administrator_found(session: Session) -> Examined:
    wanted = select(Officer).where(Officer.role == Role.ADMIN, col(Officer.active))
    joined = [officer.name for officer in session.exec(wanted) if address_of(session, officer)]
    if not joined:
        said = "No administrator has joined, so nobody gets alarms: `dunghan officer invite --role admin`."
        return Examined("administrator", Grade.BAD, said)
    return Examined("administrator", Grade.GOOD, f"Alarms reach {', '.join(joined)}.")


def _head_found(session: Session, settings: Settings) -> Iterator[Examined]:
    """Whether the head of the log gets to where it is to be kept."""
    wanted = settings.head_keepers
    try:
        head_keepers(session, wanted)
    except (TrackerError, OSError) as refused:
        yield Examined("log's head", Grade.BAD, f"AUDIT_HEAD_TO: {sentence_of(refused)}")
    else:
        if wanted:
            yield Examined("log's head", Grade.GOOD, f"It goes to {', '.join(wanted)}.")


async def _services_found(settings: Settings) -> list[Examined]:
    found = [await _service_found(service, settings) for service in services().values() if service.settings().bot_token]
    if settings.public_url:
        found.append(await _public_found(settings.public_url))
    return found


async def _service_found(service: Service, settings: Settings) -> Examined:
    channel = service.connect(settings.public_url)
    if channel is None:
        return Examined(service.name, Grade.LOOK, f"{service.token_variable} is not set.")
    try:
        name = await asyncio.wait_for(channel.open(), _WAIT)
        url = await channel.webhook_url()
    except SendFailed as failure:
        return Examined(service.name, Grade.BAD, f"{service.title}: {failure}.")
    except TimeoutError:
        return Examined(service.name, Grade.BAD, f"{service.title} did not answer within {_WAIT:.0f} seconds.")
    finally:
        await channel.close()
    wanted = channel.webhook.url if channel.webhook else ""
    if (url or "") != wanted:
        now, should = url or "nowhere (they are asked for)", wanted or "nowhere"
        return Examined(
            service.name, Grade.BAD, f"Updates are brought to {now} and should be to {should}; start `dunghan serve` anew."
        )
    return Examined(service.name, Grade.GOOD, f"The token is good: {name}.")


async def _public_found(url: str) -> Examined:
    try:
        async with httpx.AsyncClient(timeout=_WAIT) as client:
            answer = await client.get(f"{url.rstrip('/')}/health")
    except httpx.HTTPError as fault:
        return Examined("public name", Grade.BAD, f"{url} is not reached from here: {type(fault).__name__}.")
    if answer.headers.get("content-type", "").startswith("application/json"):
        return Examined("public name", Grade.GOOD, f"{url} leads to the bot.")
    return Examined("public name", Grade.BAD, f"{url}/health answers {answer.status_code}, and not as the bot does.")
