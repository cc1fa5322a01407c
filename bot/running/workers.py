"""Several processes that do the same: one that ends is started anew, and all are asked to end together."""

import multiprocessing
import signal
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

REFUSED = 64  # the exit code of one that cannot work as the office is set up, and has said why
_LOOKED_EVERY, _PAUSE = 0.5, 1.0  # seconds; one that ends at once is not started at once


def work_together(count: int, start: Callable[[], BaseProcess]) -> bool:
    """Keep so many at work until we are told to stop, then wait until they have ended; False if one of them refused."""
    told = threading.Event()
    before = {number: signal.signal(number, lambda *_: told.set()) for number in (signal.SIGTERM, signal.SIGINT)}
    at_work: list[BaseProcess] = []
    try:
        while not told.is_set():
            at_work += [start() for _ in range(count - len(at_work))]
            wait([process.sentinel for process in at_work], _LOOKED_EVERY)
            ended = [process for process in at_work if not process.is_alive()]
            at_work = [process for process in at_work if process not in ended]
            if any(process.exitcode == REFUSED for process in ended):
                return False
            if ended:
                told.wait(_PAUSE)
        return True
    finally:
        _end(at_work)
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(at_work: Sequence[BaseProcess]) -> None:
    for process in at_work:
        process.terminate()
    for process in at_work:
        process.join()


def starting(preload: Sequence[str], work: Callable[..., None], *given: object) -> Callable[[], BaseProcess]:
    """Start this in a process that is copied from one which has loaded these modules already; not on Windows."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))

    def start() -> BaseProcess:
        process = context.Process(target=work, args=given)
        process.start()
        return process

    return start
