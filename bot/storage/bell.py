"""A bell that all processes on one PostgreSQL hear, LISTEN and NOTIFY; what nobody heard is found by looking."""

import asyncio
import logging
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

_log = logging.getLogger(__name__)
_RING = text("SELECT pg_notify('dunghan', :word)")
_PATIENCE = 1.0  # seconds: so long nothing is heard before everything is looked at, and between two attempts to connect


class Ring(StrEnum):
    """What there is to do."""

    ARRIVED = "arrived"  # a message waits for being answered
    PUT_OUT = "put out"  # an answer waits for being sent, or a file for being read


class Bell:
    """The bell of the database at one address; `hear` is called on the event loop."""

    def __init__(self, url: str) -> None:
        """Not yet connected."""
        self._engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._rung: set[Ring] = set()
        self._ringing: asyncio.Task[None] | None = None
        self._connection: Connection | None = None

    def ring(self, what: Ring) -> None:
        """Ring, as soon as the ringing before is over; what is rung meanwhile is one ringing."""
        self._rung.add(what)
        if self._ringing is None:
            self._ringing = asyncio.create_task(self._ring_all())

    async def _ring_all(self) -> None:
        try:
            while self._rung:
                words, self._rung = self._rung, set()
                await asyncio.to_thread(self._ring, words)
        except DBAPIError:
            _log.warning("the bell was not heard: every process looks each second")
        finally:
            self._ringing = None

    def _ring(self, words: set[Ring]) -> None:
        """After the commit and in no transaction: within one, PostgreSQL lets only one that rings commit at a time."""
        try:
            self._connection = self._connection or self._engine.connect()
            for word in sorted(words):
                self._connection.execute(_RING, {"word": word})
        except DBAPIError:
            if self._connection:
                self._connection.invalidate()
                self._connection.close()
            self._connection = None
            raise

    async def listen(self, hear: Callable[[Ring], None]) -> None:
        """Until cancelled. After an interruption, and each second anyway, everything is taken to be rung."""
        from psycopg import Error  # noqa: PLC0415 - it is there only where an office is on PostgreSQL

        while True:
            try:
                with self._engine.connect() as connection:
                    connection.exec_driver_sql("LISTEN dunghan")
                    await self._listen(connection.connection.driver_connection, hear)
            except (DBAPIError, Error):
                await asyncio.sleep(_PATIENCE)

    async def _listen(self, driver: Any, hear: Callable[[Ring], None]) -> None:
        while True:
            hearing = asyncio.create_task(asyncio.to_thread(_heard, driver))
            try:
                words = await asyncio.shield(hearing)
            except asyncio.CancelledError:
                await hearing  # else the connection is closed under it
                raise
            for what in words or Ring:
                hear(what)

    async def close(self) -> None:
        """Let the connection go."""
        if self._ringing:
            await self._ringing
        if self._connection:
            self._connection.close()


def _heard(driver: Any) -> set[Ring]:
    return {Ring(one.payload) for one in driver.notifies(timeout=_PATIENCE, stop_after=1)}
