"""The log: one line an event, never a token in it, and no flood while the database is away."""

import logging
import re
from collections.abc import Iterable

from bot.storage.absence import is_told

_IN_URL = re.compile(r"/bot\d+:[\w-]+")
_NOISY = ("httpx", "httpcore", "telegram", "aiohttp", "apscheduler", "alembic")
_SKIPPING = "apscheduler.scheduler"  # warns at every tick that one before it is still under way


class Redacting(logging.Formatter):
    """Strikes out the secrets from what was formatted, tracebacks included."""

    def __init__(self, secrets: Iterable[str]) -> None:
        """`secrets` are struck out wherever they stand; tokens in Bot API addresses are in any case."""
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        """The line without secrets."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return _IN_URL.sub("/bot[secret]", line)


def is_new(record: logging.LogRecord) -> bool:
    """Whether it is no traceback of a fault that the log has in a line of its own."""
    return not is_told(record.exc_info[1] if record.exc_info else None)


def set_up(secrets: Iterable[str] = (), level: int = logging.INFO) -> None:
    """Log to stderr; libraries that write addresses or chatter are heard from warnings on."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(secrets))
    handler.addFilter(is_new)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    logging.getLogger(_SKIPPING).setLevel(logging.ERROR)
