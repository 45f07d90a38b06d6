"""nbgrader and otter-grader on the same answers, with their own commands, each in an environment of its own.

python -m tests.benchmarks.bench_peers --nbgrader FOLDER/bin --otter FOLDER/bin
"""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.benchmarks.bench_grading import Class
from tests.benchmarks.classroom import Classroom, Learner, write_class
from tests.benchmarks.machine import described
from tests.benchmarks.measuring import Cost, measured, table
from tests.benchmarks.peers import Peers, lay_nbgrader, lay_otter

_BIN = click.Path(path_type=Path, exists=True, file_okay=False)
_SCORE = re.compile(r"Total Score:\s*([\d.]+)")


def together(costs: Sequence[Cost]) -> Cost:
    """Commands that were run one after the other, as one."""
    return Cost(
        wall=sum(cost.wall for cost in costs),
        cpu=sum(cost.cpu for cost in costs),
        largest=max(cost.largest for cost in costs),
        together=max(cost.together for cost in costs),
        shared_once=max(cost.shared_once for cost in costs),
        said="\n".join(cost.said for cost in costs),
    )


def nbgrader(bin: Path, folder: Path, peers: Peers, learners: Sequence[Learner]) -> tuple[Cost, float]:
    """Autograding and feedback, and the points that came of it."""
    lay_nbgrader(folder, peers, learners)
    run = {"cwd": str(folder), "env": _environment(bin)}
    measured([str(bin / "nbgrader"), "generate_assignment", "ps", "--create"], **run)
    costs = [measured([str(bin / "nbgrader"), step, "ps"], **run) for step in ("autograde", "generate_feedback")]
    with sqlite3.connect(folder / "gradebook.db") as book:
        (points,) = book.execute("select sum(coalesce(manual_score, auto_score)) from grade").fetchone()
    return together(costs), points


def otter(bin: Path, folder: Path, peers: Peers, learners: Sequence[Learner]) -> tuple[Cost, float]:
    """``otter run`` for each learner: grading many at once asks for a container engine."""
    handed_in = lay_otter(folder, peers, learners)
    (folder / "out").mkdir()
    run = {"cwd": str(folder), "env": _environment(bin)}
    bare = ("--no-requirements", "--no-environment", "--no-config")
    measured([str(bin / "otter"), "generate", "-t", "tests", "-o", "autograder.zip", *bare], **run)
    command = [str(bin / "otter"), "run", "-a", "autograder.zip", "--no-logo", "-o", "out"]
    costs = [measured([*command, path.name], **run) for path in handed_in]
    points = sum(float(score) for cost in costs for score in _SCORE.findall(cost.said))
    return together(costs), points


def _environment(bin: Path) -> dict[str, str]:
    return {**os.environ, "PATH": f"{bin}{os.pathsep}{os.environ['PATH']}"}


def _row(name: str, learners: int, cost: Cost, points: float | str) -> list[str]:
    hours = f"{cost.cpu / learners * 10_000 / 3600:.1f} h"
    each = [f"{spent / learners:.2f}" for spent in (cost.wall, cost.cpu)]
    return [name, str(learners), *each, f"{cost.largest:,.0f}", f"{cost.together:,.0f}", hours, str(points)]


@click.command()
@click.option("--nbgrader", "nbgrader_bin", type=_BIN, required=True)
@click.option("--otter", "otter_bin", type=_BIN, required=True)
@click.option("--learners", default=(20, 10, 1000), nargs=3, show_default=True, help="nbgrader, otter, ours")
def main(nbgrader_bin: Path, otter_bin: Path, learners: tuple[int, int, int]) -> None:
    """Print the table."""
    click.echo(f"{described()}\n")
    room = Classroom()
    peers, rows = Peers(room), list[list[str]]()
    for name, tool, bin, count in (
        ("nbgrader", nbgrader, nbgrader_bin, learners[0]),
        ("otter-grader", otter, otter_bin, learners[1]),
    ):
        with TemporaryDirectory() as folder:
            version = _version(bin, name)
            cost, points = tool(bin, Path(folder) / "course", peers, [room.learner(n) for n in range(count)])
            rows.append(_row(f"{name} {version}", count, cost, f"{points:g}"))
    for count in (learners[0], learners[2]):
        rows.append(_ours(room, count))
    headings = ("", "hand-ins", "wall each, s", "CPU each, s", "largest process, MiB", "all together, MiB")
    click.echo(table((*headings, "CPU for 10,000", "points"), rows))


def _ours(room: Classroom, count: int) -> list[str]:
    with TemporaryDirectory() as folder:
        those = Class(Path(folder), count, 2)
        write_class(those.hand_ins, count, room)
        return _row("lessons grade", count, those.grade(), "")


def _version(bin: Path, name: str) -> str:
    shown = f"from importlib.metadata import version; print(version('{name}'))"
    return subprocess.run(
        [str(bin / "python"), "-c", shown], capture_output=True, text=True, check=True
    ).stdout.strip()


if __name__ == "__main__":
    main()
