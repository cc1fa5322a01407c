"""The log: one line an event, and never a token in it."""

import logging
import re
from collections.abc import Iterable

_IN_URL = re.compile(r"/bot\d+:[\w-]+")
_NOISY = ("httpx", "httpcore", "telegram", "aiohttp", "apscheduler", "alembic")


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


def set_up(secrets: Iterable[str] = (), level: int = logging.INFO) -> None:
    """Log to stderr; libraries that write addresses or chatter are heard from warnings on."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
