"""What a command costs: time on the clock, time of the processors, and memory of it and all it starts."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from tempfile import TemporaryFile

import psutil

_EVERY = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True)
class Cost:
    """One run of a command."""

    wall: float
    cpu: float
    #: MiB at the peak: of the largest process; of all together; of all together, shared pages counted once
    largest: float
    together: float
    shared_once: float
    said: str = ""
    code: int = 0


def measured(command: Sequence[str], allowed: Sequence[int] = (0,), **how: object) -> Cost:
    """Run a command to its end and watch it; another exit code than these is told."""
    before, began = _used(), time.perf_counter()
    largest = together = shared = 0.0
    with TemporaryFile("w+", encoding="utf-8") as said:
        running = psutil.Popen(list(command), stdout=said, stderr=subprocess.STDOUT, **how)
        while running.poll() is None:
            sizes = _sizes(running)
            largest = max([largest, *(rss for rss, _ in sizes)])
            together = max(together, sum(rss for rss, _ in sizes))
            shared = max(shared, sum(pss for _, pss in sizes))
            time.sleep(_EVERY)
        wall = time.perf_counter() - began
        said.seek(0)
        told = said.read()
    if running.returncode not in allowed:
        sys.exit(f"{' '.join(command)} ended with {running.returncode}:\n{told[-2000:]}")
    return Cost(wall, _used() - before, largest, together, shared, told, running.returncode)


def _used() -> float:
    # of all that has ended and was waited for, children of children among it
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _sizes(running: psutil.Process) -> list[tuple[float, float]]:
    sizes = []
    for process in _family(running):
        try:
            info = process.memory_full_info()
        except (psutil.NoSuchProcess, psutil.AccessDenied, ProcessLookupError):
            continue
        sizes.append((info.rss / 2**20, info.pss / 2**20))
    return sizes


def _family(running: psutil.Process) -> list[psutil.Process]:
    try:
        return [running, *running.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def median_of(runs: Sequence[Cost], of: Callable[[Cost], float]) -> float:
    """The middle one of some runs."""
    return median(map(of, runs))


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [headings, ["---", *("---:" for _ in headings[1:])], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
