"""The same answers as nbgrader and otter-grader want them: a notebook with a cell for each, and asserts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.benchmarks.classroom import Classroom, Learner
from tests.benchmarks.functions import FUNCTIONS
from tests.toy import asked

Cell = dict[str, Any]
_KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


@dataclass(frozen=True)
class Task:
    """One question: the cell it is answered in, and the lines that must hold."""

    name: str
    checks: tuple[str, ...]

    @property
    def test(self) -> str:
        return "\n".join(self.checks)


class Peers:
    """What is handed in of lessons 5 and 6, as code."""

    def __init__(self, room: Classroom) -> None:
        self.room = room

    @cached_property
    def tasks(self) -> Sequence[Task]:
        """Every question with its asserts: the calls of a function, or the value."""
        return [Task(id.replace("-", "_"), tuple(self._checks(id))) for id in self.room.handed_in]

    def _checks(self, id: str) -> Iterator[str]:
        exercise, key = asked(self.room.case, id)
        if name := FUNCTIONS.get(id):
            for args, value in zip(exercise.calls, key.values, strict=True):  # type: ignore[attr-defined]
                call = f"{name}({', '.join(map(repr, args))})"
                near = f"abs({call} - {value!r}) < 1e-6"
                yield f"assert {near if isinstance(value, float) else f'{call} == {value!r}'}"
            return
        value = key.model_dump(mode="json")["value"]
        name = id.replace("-", "_")
        if not isinstance(value, dict):
            yield f"assert {name} == {value!r}"
            return
        yield f"assert abs({name}['number'] - {value['number']!r}) <= {key.tolerance!r}"  # type: ignore[attr-defined]
        yield f"assert ({name}['base'], {name}['unit']) == {(value['base'], value['unit'])!r}"

    def answer(self, learner: Learner, id: str) -> str:
        """The cell as a learner leaves it."""
        if id in FUNCTIONS:
            return learner.sources[id].source
        return f"{id.replace('-', '_')} = {self.room.value(learner, id)!r}"

    def notebook(self, learner: Learner | None, *, made_for: str) -> str:
        """A learner's notebook, or the instructor's where no learner is named."""
        cells: list[Cell] = []
        for id, task in zip(self.room.handed_in, self.tasks, strict=True):
            source = self.answer(learner, id) if learner else f"# YOUR ANSWER\n{task.name} = None"
            cells.append(_cell(task.name, source, _NBGRADER["answer"] if made_for == "nbgrader" else None))
            if made_for == "nbgrader":
                cells.append(_cell(f"test_{task.name}", task.test, _NBGRADER["test"]))
        return json.dumps({"cells": cells, "metadata": _KERNEL, "nbformat": 4, "nbformat_minor": 5})


_NBGRADER: Mapping[str, Mapping[str, Any]] = {
    "answer": {"grade": False, "solution": True, "locked": False, "task": False, "schema_version": 3},
    "test": {"grade": True, "solution": False, "locked": True, "task": False, "schema_version": 3, "points": 1},
}


def _cell(id: str, source: str, nbgrader: Mapping[str, Any] | None) -> Cell:
    metadata = {"nbgrader": {**nbgrader, "grade_id": id}} if nbgrader else {}
    place = {"cell_type": "code", "id": id[:60].replace("_", "-"), "metadata": metadata}
    return {**place, "source": source, "execution_count": None, "outputs": []}


def otter_test(task: Task) -> str:
    """A test file of otter-grader."""
    lines = "\n".join(f">>> {line}" for line in task.checks)
    case = {"code": lines, "hidden": True, "locked": False}
    suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    return f"OK_FORMAT = True\ntest = {{'name': {task.name!r}, 'points': 1, 'suites': [{suite!r}]}}\n"


def lay_nbgrader(folder: Path, peers: Peers, learners: Sequence[Learner]) -> None:
    """A course folder with the assignment and what the learners handed in."""
    (folder / "source" / "ps").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'course'\nc.ClearSolutions.enforce_metadata = False\n"
    )
    (folder / "source" / "ps" / "ps.ipynb").write_text(peers.notebook(None, made_for="nbgrader"), encoding="utf-8")
    for learner in learners:
        place = folder / "submitted" / learner.name / "ps"
        place.mkdir(parents=True)
        (place / "ps.ipynb").write_text(peers.notebook(learner, made_for="nbgrader"), encoding="utf-8")


def lay_otter(folder: Path, peers: Peers, learners: Sequence[Learner]) -> list[Path]:
    """Test files, and the notebooks the learners handed in."""
    (folder / "tests").mkdir(parents=True)
    for task in peers.tasks:
        (folder / "tests" / f"{task.name}.py").write_text(otter_test(task), encoding="utf-8")
    handed_in = [folder / f"{learner.name}.ipynb" for learner in learners]
    for path, learner in zip(handed_in, learners, strict=True):
        path.write_text(peers.notebook(learner, made_for="otter"), encoding="utf-8")
    return handed_in
