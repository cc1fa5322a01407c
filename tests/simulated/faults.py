"""What goes wrong within a transaction: the process ends at a statement, or the disk is full."""

import sqlite3
from collections.abc import Callable
from typing import Any, Self

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

from tests.simulated.processes import Killed, current

_WRITES = ("INSERT", "UPDATE", "DELETE")


class Disk:
    """The disk of an engine's database; `committed` is called before each commit of a process."""

    def __init__(self, engine: Engine, happens: Callable[[float], bool], committed: Callable[[], None]) -> None:
        self.is_full = False
        self._engine, self._happens, self._committed = engine, happens, committed
        self._listeners = (("before_cursor_execute", self._statement), ("commit", self._commit))

    def __enter__(self) -> Self:
        for name, hear in self._listeners:
            event.listen(self._engine, name, hear)
        return self

    def __exit__(self, *_: object) -> None:
        for name, hear in self._listeners:
            event.remove(self._engine, name, hear)

    def _statement(self, _connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if current() is None:
            return
        self._step()
        if self.is_full and statement.startswith(_WRITES) and self._happens(0.2):
            raise _full(statement)

    def _commit(self, _connection: Connection) -> None:
        if current() is None:
            return
        self._step()
        if self.is_full and self._happens(0.5):
            raise _full("COMMIT")
        self._committed()

    @staticmethod
    def _step() -> None:
        process = current()
        if process and process.is_last_step():
            raise Killed


def _full(statement: str) -> OperationalError:
    return OperationalError(statement, None, sqlite3.OperationalError("database or disk is full"))
