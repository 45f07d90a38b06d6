"""Grading and grading again through the real command: python -m tests.benchmarks.bench_grading [SIZES]."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.benchmarks.classroom import CASE, Classroom, write_class
from tests.benchmarks.machine import described
from tests.benchmarks.measuring import Cost, measured, median_of, table

LESSONS = (sys.executable, "-m", "lessons.cli")
#: what is changed in the copied key: the old words, the new ones, and what that means to a class
CHANGES = {
    "nothing": ("", ""),
    "a wider tolerance": ("tolerance = 0.5", "tolerance = 1"),
    "another right number": ("number = 48.8", "number = 49.6"),
}
_KEY_FILE = "key/graded/05-out-of-how-many.toml"
_CHANGED = re.compile(r"(\d+) of \d+ learners changed\.")
MEBI = 2**20


@dataclass(frozen=True)
class Class:
    """A class on the disk, and where its gradebook goes."""

    folder: Path
    learners: int
    jobs: int

    @property
    def hand_ins(self) -> Path:
        return self.folder / "hand-ins"

    @property
    def out(self) -> Path:
        return self.folder / "gradebook"

    def grade(self) -> Cost:
        """Grade everything from nothing."""
        shutil.rmtree(self.out, ignore_errors=True)
        return self.look_again()

    def look_again(self) -> Cost:
        """Grade what is new or has changed."""
        asked = ("--key", CASE / "key" / "graded", "-o", self.out, "--jobs", self.jobs)
        # 3 says that some could not be read, and some were made so
        return measured([*LESSONS, "grade", str(self.hand_ins), *map(str, asked)], allowed=(0, 3))

    def release(self) -> Cost:
        """Write every page."""
        asked = (str(self.out), "-o", str(self.folder / "pages"), "--waiting", "include", "--jobs", str(self.jobs))
        return measured([*LESSONS, "release", *asked])

    def regrade(self, case: Path) -> Cost:
        """Grade the stored answers again, with the key of a case."""
        asked = ("--key", case / "key" / "graded", "--jobs", self.jobs)
        return measured([*LESSONS, "regrade", str(self.out), *map(str, asked)])


def changed_case(folder: Path, change: str) -> Path:
    """A copy of the case with one value of its key changed."""
    case = folder / change.replace(" ", "-")
    shutil.copytree(CASE, case)
    words = (case / _KEY_FILE).read_text(encoding="utf-8")
    (case / _KEY_FILE).write_text(words.replace(*CHANGES[change]) if change != "nothing" else words, "utf-8")
    return case


def _memory(runs: Sequence[Cost]) -> list[str]:
    return [f"{median_of(runs, of):,.0f}" for of in (_largest, _together, _shared)]


def _largest(cost: Cost) -> float:
    return cost.largest


def _together(cost: Cost) -> float:
    return cost.together


def _shared(cost: Cost) -> float:
    return cost.shared_once


def _wall(cost: Cost) -> float:
    return cost.wall


def _cpu(cost: Cost) -> float:
    return cost.cpu


def grading(those: Class, runs: int) -> list[str]:
    """A row of the table of gradings."""
    costs = [those.grade() for _ in range(runs)]
    wall, cpu = median_of(costs, _wall), median_of(costs, _cpu)
    each = [f"{1000 * spent / those.learners:.1f}" for spent in (wall, cpu)]
    return [f"{those.learners:,}", str(runs), f"{wall:,.1f}", f"{cpu:,.1f}", *each, *_memory(costs)]


def others(those: Class) -> Iterator[list[str]]:
    """A row for the run in which nothing is new, and for the pages."""
    for what, cost in (("nothing is new", those.look_again()), ("release of every page", those.release())):
        yield [f"{those.learners:,}", what, "", "1", f"{cost.wall:.1f}", f"{cost.cpu:.1f}", *_memory([cost])]


def regradings(those: Class, runs: int) -> Iterator[list[str]]:
    """A row for each change of the key; between two runs the first key comes back, untimed."""
    for change in CHANGES:
        case, costs = changed_case(those.folder, change), []
        for _ in range(runs):
            costs.append(those.regrade(case))
            those.regrade(CASE)
        said = _CHANGED.search(costs[0].said)
        yield [
            f"{those.learners:,}",
            change,
            f"{int(said[1]) if said else 0:,}",
            str(runs),
            f"{median_of(costs, _wall):.1f}",
            f"{median_of(costs, _cpu):.1f}",
            *_memory(costs),
        ]


@click.command()
@click.argument("sizes", nargs=-1, type=int)
@click.option("--jobs", default=2, show_default=True)
@click.option("--within", type=click.Path(path_type=Path), help="Where the temporary folder goes.")
def main(sizes: tuple[int, ...], jobs: int, within: Path | None) -> None:
    """Print the tables for classes of these sizes (default: 100, 1000 and 10000)."""
    click.echo(f"{described()}\n")
    room, graded, again, read = Classroom(), list[list[str]](), list[list[str]](), list[str]()
    for learners in sizes or (100, 1000, 10_000):
        with TemporaryDirectory(dir=within) as folder:
            those = Class(Path(folder), learners, jobs)
            size = write_class(those.hand_ins, learners, room)
            read.append(f"{learners:,}: {size / MEBI:,.0f} MiB")
            runs = 1 if learners > 1000 else 3
            graded.append(grading(those, runs))
            again += [*regradings(those, runs), *others(those)]
    click.echo(f"Read ({', '.join(read)}).\n")
    memory = ("largest process, MiB", "all together, MiB", "shared once, MiB")
    timed = ("runs", "wall, s", "CPU, s")
    click.echo(table(("hand-ins", *timed, "wall each, ms", "CPU each, ms", *memory), graded))
    click.echo()
    click.echo(table(("hand-ins", "graded again after", "learners changed", *timed, *memory), again))


if __name__ == "__main__":
    main()
