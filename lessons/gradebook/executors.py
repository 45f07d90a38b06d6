"""Where work is done: here, in processes of this machine, or on a Dask cluster."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

from lessons.errors import GradingError

T = TypeVar("T")
R = TypeVar("R")
Batch = tuple[T, ...]
#: fewer are done here before processes of their own have started
FEW = 150


@dataclass(frozen=True)
class Workers:
    """Processes of this machine, or the workers of a cluster that see the same files."""

    jobs: int = 1
    #: address of a Dask scheduler
    dask: str = ""

    def share(
        self, call: Callable[[Batch[T]], R], things: Iterable[T], count: int, size: int
    ) -> Iterator[tuple[Batch[T], R | None]]:
        """Each batch with its result, in order; ``None`` for the thing that ended its worker."""
        todo, held = batches(things, size), deque[Batch[T]]()
        if not self.dask and (self.jobs == 1 or count <= FEW):
            yield from ((batch, call(batch)) for batch in todo)
            return
        while True:
            try:
                with self._start() as executor:
                    yield from self._shared(executor, call, todo, held)
                return
            except BrokenExecutor:
                # nobody can tell which did it: alone, each can only harm itself
                yield from self._alone(call, deque(thing for batch in held for thing in batch))
                held.clear()

    def _shared(
        self, executor: Executor, call: Callable[[Batch[T]], R], todo: Iterator[Batch[T]], held: deque[Batch[T]]
    ) -> Iterator[tuple[Batch[T], R]]:
        running = deque[Future[R]]()
        while True:
            for batch in islice(todo, 4 * self.jobs - len(running)):
                held.append(batch)
                running.append(executor.submit(call, batch))
            if not running:
                return
            result = running.popleft().result()
            yield held.popleft(), result

    def _alone(self, call: Callable[[Batch[T]], R], things: deque[T]) -> Iterator[tuple[Batch[T], R | None]]:
        while things:
            try:
                with self._start() as executor:
                    while things:
                        result = executor.submit(call, (things[0],)).result()
                        yield (things.popleft(),), result
            except BrokenExecutor:
                yield (things.popleft(),), None

    def _start(self) -> AbstractContextManager[Executor]:
        if self.dask:
            return _on_dask(self.dask)
        # spawned, not forked: a worker begins clean on every system
        return ProcessPoolExecutor(self.jobs, get_context("spawn"), _end_with_parent)


def batches(things: Iterable[T], size: int) -> Iterator[Batch[T]]:
    """The things in order, ``size`` at a time."""
    rest = iter(things)
    while some := tuple(islice(rest, size)):
        yield some


def _end_with_parent() -> None:
    """End this worker when the process that gave it work is gone, even killed: nobody waits for it any more."""

    def wait_for_the_end() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    Thread(target=wait_for_the_end, daemon=True).start()


@contextmanager
def _on_dask(address: str) -> Iterator[Executor]:
    """The executor of a Dask client, and nothing more of Dask."""
    try:
        from distributed import Client
    except ImportError:
        raise GradingError("Dask is not installed. Install it: pip install 'according-to[cluster]'") from None
    try:
        client = Client(address, timeout="5s")
    except (OSError, ValueError) as error:
        raise GradingError(f"No Dask scheduler answers at {address} ({error}). Is it running?") from None
    with client, client.get_executor(pure=False) as executor:
        yield executor
