"""No token ever reaches the log."""

import io
import logging

import pytest

from bot.running.logs import Redacting, set_up

TOKEN = "123456:AAsecret-Secret_secret"  # noqa: S105 - made up


def formatted(record_of: Exception | str) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Redacting([TOKEN]))
    logger = logging.getLogger("a logger of this test")
    logger.handlers = [handler]
    if isinstance(record_of, Exception):
        logger.error("failed", exc_info=record_of)
    else:
        logger.error("%s", record_of)
    return stream.getvalue()


@pytest.mark.parametrize(
    "said",
    [
        f"POST https://api.telegram.org/bot{TOKEN}/getMe",
        f"the token is {TOKEN}",
        "GET http://127.0.0.1:1/bot999:another-token_0/getUpdates",
        ConnectionError(f"cannot reach /bot{TOKEN}/getMe"),
    ],
)
def test_tokens_are_struck_out(said: Exception | str) -> None:
    line = formatted(said)
    assert "[secret]" in line
    assert "AAsecret" not in line
    assert "another-token" not in line


def test_libraries_that_log_addresses_are_silenced() -> None:
    before = logging.getLogger().handlers[:]
    try:
        set_up([TOKEN])
        assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
        assert not logging.getLogger("aiohttp.access").isEnabledFor(logging.INFO)
        assert logging.getLogger("bot.app").isEnabledFor(logging.INFO)
    finally:
        logging.getLogger().handlers[:] = before
