"""A process that has imported everything and stands ready to become the bot: Python takes a second to start, a fork nothing.

It takes one JSON line for each life: the folder to be in, the environment, the log, the arguments of `dunghan`. It answers
with the number of the process, and with the exit status when that has ended; one lives at a time. It ends when nobody is left
to ask.
"""

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Sequence
from typing import NoReturn

import bot
import tracker
from bot.cli import main


def _import_all() -> None:
    """What a command imports when it is run, too."""
    for package in (bot, tracker):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    for late in ("alembic.command", "apscheduler.triggers.interval", "holidays.countries.vietnam"):
        importlib.import_module(late)


def _live(folder: str, environment: dict[str, str], log: str, arguments: Sequence[str]) -> NoReturn:
    code: object = 1
    try:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(0, 1)
        sys.argv = ["dunghan", *arguments]
        main()
    except SystemExit as ended:
        code = ended.code or 0
    finally:
        with contextlib.suppress(Exception):
            sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


def serve() -> None:
    """Take one life after the other."""
    _import_all()
    gc.freeze()
    for line in sys.stdin:
        life = json.loads(line)
        number = os.fork()
        if not number:
            _live(**life)
        print(number, flush=True)  # noqa: T201 - the answer
        _, status = os.waitpid(number, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    serve()
