"""Processes in one event loop, each of which can be killed at any step: what it had begun does not go on, and nothing ends."""

import asyncio
import contextvars
import random
import weakref
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Executor
from typing import Any, TypeVar

from bot.messages.messages import Outgoing
from tests.virtual_time import VirtualLoop

Result = TypeVar("Result")
_CURRENT: "contextvars.ContextVar[Process]" = contextvars.ContextVar("process")
_LONGEST_WORK = 0.02  # seconds from a transaction's turn until it is committed


class Killed(BaseException):
    """The process ends here, in the midst of a transaction."""


class Process:
    """A life of a process: `steps` are the statements, commits and calls until its sudden end.

    `in_hand` are the messages that it is sending, by their numbers; `told` are those that it knows to be taken.
    """

    def __init__(self, chance: random.Random, steps: float) -> None:
        self.alive, self.steps = True, steps
        self.died = asyncio.Event()
        self.in_hand: Mapping[int, Outgoing] = {}
        self.told = set[int]()
        self._chance, self._tasks, self._free = chance, weakref.WeakSet[asyncio.Task[Any]](), 0.0

    def begin(self, work: Coroutine[Any, Any, Result]) -> "asyncio.Task[Result]":
        """Do this in the process; cancelled when it dies."""
        context = contextvars.copy_context()
        context.run(_CURRENT.set, self)
        return context.run(asyncio.get_running_loop().create_task, work)

    def own(self, task: "asyncio.Task[Any]") -> None:
        """Take note of a task that the process has begun."""
        self._tasks.add(task)
        if not self.alive:
            task.cancel()

    def number_of(self, message: Outgoing) -> int:
        """The number of a message that it is sending."""
        return next(number for number, sending in self.in_hand.items() if sending is message)

    def die(self) -> None:
        """Begin nothing more, and go on with nothing."""
        self.alive = False
        self.died.set()
        for task in list(self._tasks):
            task.cancel()

    def is_last_step(self) -> bool:
        """Count a step; whether the process ends with it."""
        self.steps -= 1
        return self.steps <= 0 or not self.alive

    async def step(self) -> None:
        """A step outside of a transaction."""
        if self.is_last_step():
            self.die()
            await asyncio.Future()  # cancelled with all the others

    def transact(self, work: Callable[[], Any]) -> "asyncio.Future[Any]":
        """Do this when it is its turn, as the one thread for transactions would."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Any] = loop.create_future()
        self._free = max(loop.time(), self._free) + self._chance.uniform(0.001, _LONGEST_WORK)
        loop.call_at(self._free, self._run, work, done)
        return done

    def _run(self, work: Callable[[], Any], done: "asyncio.Future[Any]") -> None:
        if not self.alive:
            return
        try:
            result = work()
        except Killed:
            self.die()
        except BaseException as fault:  # noqa: BLE001 - as a thread's future
            if not done.done():
                done.set_exception(fault)
        else:
            if self.is_last_step():  # it is committed, and nobody hears of it
                self.die()
            elif not done.done():
                done.set_result(result)


def current() -> Process | None:
    """The process whose code runs."""
    return _CURRENT.get(None)


def _new_task(loop: asyncio.AbstractEventLoop, work: Any, **given: Any) -> Any:
    task = asyncio.Task(work, loop=loop, **given)
    process = current()
    if process:
        process.own(task)
    return task


class ProcessLoop(VirtualLoop):
    """Time is skipped, transactions are done one after the other, and everything happens always the same way."""

    def __init__(self) -> None:
        super().__init__()
        self.set_task_factory(_new_task)

    def call_at(  # type: ignore[override] # its own is bound to the types of what is given
        self, when: float, callback: Callable[..., object], *given: Any, context: contextvars.Context | None = None
    ) -> asyncio.TimerHandle:
        """The timers of a process end with it."""
        process = current()
        if process is None:
            return super().call_at(when, callback, *given, context=context)
        return super().call_at(when, lambda: callback(*given) if process.alive else None, context=context)

    def run_in_executor(self, _executor: Executor | None, function: Callable[..., Any], *given: Any) -> Any:  # type: ignore[override]
        """Do this in the process that asks; there are no threads."""
        process = current()
        assert process, "only processes do work off the loop"
        return process.transact(lambda: function(*given))
