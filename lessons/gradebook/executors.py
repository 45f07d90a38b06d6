"""Where batches run: any ``concurrent.futures`` executor, with no more in flight than it can chew."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

from lessons.errors import GradingError

T = TypeVar("T")
R = TypeVar("R")

#: makes a fresh executor: a pool that lost a worker is replaced
Pool = Callable[[], AbstractContextManager[Executor]]


class Here(Executor):
    """Runs each call at once, in this process."""

    def submit(self, call: Callable[..., R], /, *args: object, **named: object) -> Future[R]:
        future: Future[R] = Future()
        try:
            future.set_result(call(*args, **named))
        except BaseException as error:  # handed on to whoever asks for the result
            future.set_exception(error)
        return future


def local(jobs: int) -> Pool:
    """Processes of this machine; with one job, this very process."""
    if jobs == 1:
        return Here
    # spawned, not forked: a worker begins clean on every system
    return lambda: ProcessPoolExecutor(jobs, get_context("spawn"), end_with_parent)


def end_with_parent() -> None:
    """End this worker when the process that gave it work is gone, even killed: nobody waits for it any more."""

    def wait_for_the_end() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    Thread(target=wait_for_the_end, daemon=True).start()


def copied(jobs: int) -> Pool:
    """Processes that begin as copies of this one, with all it has read, where the system can; else as ``local``.

    For grading again: this process runs nothing of a learner's, and nothing else is running in it.
    """
    if jobs == 1 or not sys.platform.startswith("linux"):
        return local(jobs)
    return lambda: ProcessPoolExecutor(jobs, get_context("fork"), end_with_parent)


def dask(address: str) -> Pool:
    """The executor of a Dask client, and nothing more of Dask; its workers must see the same files."""

    @contextmanager
    def pool() -> Iterator[Executor]:
        try:
            from distributed import Client
        except ImportError:
            raise GradingError("Dask is not installed. Install it: pip install 'according-to[cluster]'") from None
        try:
            client = Client(address, timeout="10s")
        except (OSError, ValueError) as error:
            raise GradingError(f"No Dask scheduler answers at {address} ({error}). Is it running?") from None
        with client, client.get_executor(pure=False) as executor:
            yield executor

    return pool


@contextmanager
def awake(pool: Pool, call: Callable[[], object], most: int = 8) -> Iterator[Pool]:
    """The pool as one executor that stays, its workers starting on ``call`` while this process goes on."""
    with pool() as executor:
        for _ in range(most):  # a worker starts when a call finds none idle
            executor.submit(call)
        yield lambda: nullcontext(executor)


def in_flight(pool: Pool, call: Callable[[T], R], batches: Iterable[T], most: int) -> Iterator[tuple[T, R | None]]:
    """Each batch with its result, as they finish; ``None`` where the pool broke under it."""
    waiting, todo = list[T](), iter(batches)
    while waiting or (waiting := list(islice(todo, most))):
        with pool() as executor:
            running: dict[Future[R], T] = {}
            try:
                while running or waiting:
                    for batch in waiting:
                        running[executor.submit(call, batch)] = batch
                    finished, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in [future for future in running if future in finished]:
                        result = future.result()
                        yield running.pop(future), result
                    waiting = list(islice(todo, len(finished)))
            except BrokenExecutor:
                # nobody can tell which batch did it: the caller tries each alone
                yield from ((batch, None) for batch in {**running}.values())
                waiting = list(islice(todo, most))


def in_order(pool: Pool, call: Callable[[T], R], batches: Iterable[T], most: int = 8) -> Iterator[R]:
    """The results in the order of the batches; for work that nothing of a learner's can break."""
    todo = iter(batches)
    with pool() as executor:
        running = deque(executor.submit(call, batch) for batch in islice(todo, most))
        while running:
            yield running.popleft().result()
            running.extend(executor.submit(call, batch) for batch in islice(todo, 1))
