"""What `dunghan doctor` looks at on the machine: settings, files, disk, account; nothing here needs the database."""

import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from bot.channels.registry import services
from bot.channels.variables import Variables
from bot.cli.common.refusals import sentence_of
from bot.running.settings import Settings
from bot.running.variables import ENV_FILE, said_of_unknown, unknown_variables
from bot.storage.database import file_of
from bot.storage.room import free_megabytes

_OTHERS = 0o077  # permissions of everybody but the owner


class Grade(StrEnum):
    """How a thing stands."""

    GOOD = "good"
    LOOK = "look"  # it works, and should not stay so
    BAD = "bad"


class Examined(NamedTuple):
    """One thing that was looked at."""

    name: str
    grade: Grade
    said: str


def settings_found() -> Iterator[Examined]:
    """Settings that nobody reads, that cannot be used, that are missing, or that go together and do not."""
    for name, meant in unknown_variables().items():
        yield Examined("settings", Grade.BAD, said_of_unknown(name, meant))
    kinds: list[type[Variables]] = [Settings, *(service.settings for service in services().values())]
    for read in kinds:
        try:
            read()
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is said
            yield Examined("settings", Grade.BAD, sentence_of(fault) or repr(fault))


def keys_found(settings: Settings) -> Iterator[Examined]:
    """The two keys, and the public name with what belongs to it."""
    if settings.audit_key is None:
        yield Examined("audit key", Grade.LOOK, "AUDIT_KEY is not set: the log shows only what was altered by mistake.")
    else:
        yield Examined("audit key", Grade.GOOD, "AUDIT_KEY is set; keep a copy elsewhere.")
    hooked = [s.settings.variable("webhook_secret") for s in services().values() if s.settings().webhook_secret]
    if settings.public_url is None:
        for name in hooked:
            yield Examined("webhook", Grade.BAD, f"{name} is set and PUBLIC_URL is not: updates are asked for, not brought.")
        return
    if not settings.public_url.startswith("https://"):
        yield Examined("public name", Grade.BAD, "PUBLIC_URL must begin with https://: services and officers' links need it.")
    if settings.secret_key is None:
        yield Examined(
            "secret key",
            Grade.BAD,
            "SECRET_KEY is not set: no file goes out by link, and a service that carries none gets text only.",
        )
    for service in services().values():
        if service.settings().bot_token and not service.settings().webhook_secret:
            variable = service.settings.variable("webhook_secret")
            yield Examined(
                "webhook", Grade.LOOK, f"{variable} is not set: {service.title}'s updates are asked for, not brought."
            )


def channels_found() -> Iterator[Examined]:
    """Whether there is a service to talk over."""
    names = [service.token_variable for service in services().values()]
    if all(service.settings().bot_token is None for service in services().values()):
        yield Examined("channels", Grade.BAD, f"There is nothing to serve: set {' or '.join(names)}.")


def account_found(user_id: int) -> Examined:
    """Who runs this; a fault of the bot's should not be a fault of root's."""
    if user_id == 0:
        return Examined("account", Grade.LOOK, "This runs as root; give the bot an account of its own (docs/van-hanh.md).")
    return Examined("account", Grade.GOOD, "This does not run as root.")


def files_found(settings: Settings, user_id: int) -> Iterator[Examined]:
    """Who may read the settings, and whether the database's folder can be written to."""
    if os.name == "posix" and ENV_FILE.is_file() and ENV_FILE.stat().st_mode & _OTHERS:
        yield Examined("settings file", Grade.BAD, ".env has tokens and keys, and others may read it: chmod 600 .env")
    path = file_of(settings.database_url)
    folder = path.parent if path else None
    if folder and not folder.is_dir():
        yield Examined("database folder", Grade.BAD, f"There is no folder {folder}.")
    elif folder and not _can_write(folder, user_id):
        yield Examined("database folder", Grade.BAD, f"{folder} cannot be written to; SQLite makes files beside the database.")


def _can_write(folder: Path, user_id: int) -> bool:
    """Whether the account could write there; root always can, so its permission bits are looked at as well."""
    mode = folder.stat().st_mode
    return os.access(folder, os.W_OK) and (user_id != 0 or bool(mode & 0o222))


def disk_found(settings: Settings) -> Examined:
    """Whether there is room where the database, or this folder, is."""
    free = free_megabytes(settings.database_url)
    if free < settings.disk_free_mb:
        return Examined("disk", Grade.BAD, f"{free} MB free where the database is, less than DISK_FREE_MB.")
    return Examined("disk", Grade.GOOD, f"{free} MB free.")
