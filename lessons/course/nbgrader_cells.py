"""The cells that nbgrader gives points for: a test for what a machine judges, a task for what a person reads."""

from __future__ import annotations

from collections.abc import Iterator
from pprint import pformat
from typing import Any

from lessons.case import Case, Lesson
from lessons.exercises import AnyExercise, Key, Text

Cell = dict[str, Any]

_LAST = """\
## Points

The cells below are for your teacher's tool; there is nothing to do in them."""
_TEST = """\
# Question {number}: the points are worked out from your recorded answer. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from lessons.elsewhere.in_nbgrader import earned

earned({keys})
### END HIDDEN TESTS"""
_TASK = "**Question {number}** is read by a person, who looks at this:\n\n{criteria}\n\nWhat was recorded:"
_TEXT = "from lessons.elsewhere.in_nbgrader import written\n\nwritten({id!r})"


def added(lesson: Lesson, case: Case) -> list[Cell]:
    """What goes to the end of a lesson's notebook; tests first: nbgrader puts a lost one back behind another."""
    counted = [e for e in lesson.exercises if e.id in case.graded and e.points]
    tests = [_test(e, lesson, case) for e in counted if e.graded and e.same_as not in case.graded]
    tasks = [cell for e in counted if isinstance(e, Text) for cell in _task(e, lesson)]
    return [_cell("markdown", "points", _LAST, {}), *tests, *tasks] if tests or tasks else []


def _test(exercise: AnyExercise, lesson: Lesson, case: Case) -> Cell:
    ways = [exercise.id, *(e.id for e in lesson.exercises if e.same_as == exercise.id and e.id in case.graded)]
    keys = {id: as_written(case.graded[id]) for id in ways}
    said = _TEST.format(number=_number(exercise, lesson), keys=pformat(keys, width=110, sort_dicts=False))
    return _cell("code", exercise.id, said, _nbgrader(exercise.id, points=exercise.points, grade=True))


def as_written(key: Key) -> dict[str, Any]:
    """A key as plain Python, which a teacher can read in the cell and mend there."""
    return key.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _task(exercise: Text, lesson: Lesson) -> Iterator[Cell]:
    criteria = "\n".join(f"- {criterion}" for criterion in exercise.criteria.values())
    said = _TASK.format(number=_number(exercise, lesson), criteria=criteria)
    yield _cell("markdown", exercise.id, said, _nbgrader(exercise.id, points=exercise.points, task=True))
    # a cell of its own prints the text: nbgrader's tasks are words only
    shown = f"{exercise.id}-text"
    yield _cell("code", shown, _TEXT.format(id=exercise.id), _nbgrader(shown))


def _number(exercise: AnyExercise, lesson: Lesson) -> str:
    return f"{lesson.number}.{lesson.exercises.index(exercise) + 1}"


def _nbgrader(id: str, **fields: Any) -> dict[str, Any]:
    plain = {"schema_version": 3, "grade": False, "solution": False, "locked": True, "task": False}
    return {**plain, "grade_id": id, **fields}


def _cell(kind: str, id: str, source: str, nbgrader: dict[str, Any]) -> Cell:
    metadata = {"nbgrader": {**nbgrader, "cell_type": kind}} if nbgrader else {}
    cell = {"cell_type": kind, "id": f"nb-{id}"[:64], "metadata": metadata, "source": source.splitlines(True)}
    return {**cell, "outputs": [], "execution_count": None} if kind == "code" else cell
