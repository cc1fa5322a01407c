"""The variables that the program knows, and those of `.env` that it does not."""

import difflib
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values

from bot.channels.registry import services
from bot.running.settings import Settings

ENV_FILE = Path(".env")


def known_variables() -> list[str]:
    """The office's, then those of each channel."""
    return [*Settings.variables(), *(name for service in services().values() for name in service.settings.variables())]


def unknown_variables(file: Path = ENV_FILE) -> Mapping[str, str]:
    """What `.env` sets and nobody reads, each with what was probably meant, "" if nothing is like it."""
    known = known_variables()
    given = dotenv_values(file, encoding="utf-8") if file.is_file() else {}
    unknown = [name for name in given if name.upper() not in known]
    return {name: next(iter(difflib.get_close_matches(name.upper(), known, 1, 0.7)), "") for name in unknown}


def said_of_unknown(name: str, meant: str) -> str:
    """One of them in a sentence."""
    return f"{name} in .env is no setting and changes nothing" + (f"; did you mean {meant}?" if meant else ".")
