"""A handed-out course as an nbgrader course folder; its test cells hold the key on the teacher's side only."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from pprint import pformat
from typing import Any

from lessons.case import Case, Lesson
from lessons.case.writing import write_whole
from lessons.course.handout import Stage
from lessons.course.notebooks import as_file, without_outputs
from lessons.errors import CourseError
from lessons.exercises import AnyExercise, Key

_DO = "Choose a folder of your own: --nbgrader FOLDER."


@dataclass(frozen=True)
class Assignment:
    """What was written: nbgrader's name for it, where it lies, and files that were there and were kept."""

    name: str
    source: Path
    kept: tuple[str, ...] = ()


def write_nbgrader(stage: Stage, case: Case, folder: Path) -> Assignment:
    """Write a staged course, and the graded keys of its case, as an nbgrader course folder."""
    numbers = [_number(path.name) for path in stage.notebooks]
    name = f"lessons-{numbers[0]:02d}-{numbers[-1]:02d}"
    source = folder / "source" / name
    if source.exists():
        raise CourseError(
            f"{source} is there already; expected no assignment of that name. Move it away, or choose another "
            "folder: nbgrader knows its cells by now, and what you changed in them would be lost."
        )
    _write(dict(_files(stage, case)), source)
    return Assignment(name, source, tuple(_beside(folder)))


def _number(notebook: str) -> int:
    return int(notebook.partition("_")[0])


def _files(stage: Stage, case: Case) -> Iterator[tuple[str, bytes]]:
    """What nbgrader needs of a handout: the package and how to install it are the teacher's to give."""
    lessons = {lesson.number: lesson for lesson in case.lessons}
    for name, content in stage.files().items():
        if name.endswith(".ipynb") and "/" not in name:
            yield name, _with_cells(content, lessons.get(_number(name)), case)
        elif "/" in name or name.endswith(".toml"):
            yield name, content


def _with_cells(content: bytes, lesson: Lesson | None, case: Case) -> bytes:
    notebook = without_outputs(content)
    notebook["cells"] += added(lesson, case) if lesson else []
    return as_file(notebook)


def _write(files: Mapping[str, bytes], source: Path) -> None:
    half = source.with_name(source.name + ".writing")
    shutil.rmtree(half, ignore_errors=True)
    for name, content in files.items():
        write_whole(half / name, content, _DO)
    os.replace(half, source)


def _beside(folder: Path) -> Iterator[str]:
    """Write the configuration and what to know of it; a teacher's own file is kept, and told."""
    ours = resources.files("lessons.course") / "for_nbgrader"
    for shipped, name in (("nbgrader_config.txt", "nbgrader_config.py"), ("README.md", "README.md")):
        content, path = (ours / shipped).read_bytes(), folder / name
        if path.exists() and path.read_bytes() != content:
            yield name
        else:
            write_whole(path, content, _DO)


Cell = dict[str, Any]

_LAST = """\
## Points

The cells below are for your teacher's tool; there is nothing to do in them."""
_TEST = """\
# Question {number}: the points are worked out from your recorded answer. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from lessons.course.in_nbgrader import earned

earned({keys})
### END HIDDEN TESTS"""
_TASK = "**Question {number}** is read by a person, who looks at this:\n\n{criteria}\n\nWhat was recorded:"
_TEXT = "from lessons.course.in_nbgrader import written\n\nwritten({id!r})"


def added(lesson: Lesson, case: Case) -> list[Cell]:
    """What goes to the end of a lesson's notebook; tests first: nbgrader puts a lost one back behind another."""
    counted = [e for e in lesson.exercises if e.id in case.graded and e.points]
    tests = [_test(e, lesson, case) for e in counted if e.graded and e.same_as not in case.graded]
    tasks = [cell for e in counted if e.read_by_a_person for cell in _task(e, lesson)]
    return [_cell("markdown", "points", _LAST, {}), *tests, *tasks] if tests or tasks else []


def _test(exercise: AnyExercise, lesson: Lesson, case: Case) -> Cell:
    ways = [exercise.id, *(e.id for e in lesson.exercises if e.same_as == exercise.id and e.id in case.graded)]
    keys = {id: as_written(case.graded[id]) for id in ways}
    said = _TEST.format(number=lesson.numbers[exercise.id], keys=pformat(keys, width=110, sort_dicts=False))
    return _cell("code", exercise.id, said, _nbgrader(exercise.id, points=exercise.points, grade=True))


def as_written(key: Key) -> dict[str, Any]:
    """A key as plain Python, which a teacher can read in the cell and mend there."""
    return key.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _task(exercise: AnyExercise, lesson: Lesson) -> Iterator[Cell]:
    criteria = "\n".join(f"- {criterion}" for criterion in exercise.rubric.values())
    said = _TASK.format(number=lesson.numbers[exercise.id], criteria=criteria)
    yield _cell("markdown", exercise.id, said, _nbgrader(exercise.id, points=exercise.points, task=True))
    # a cell of its own prints the text: nbgrader's tasks are words only
    shown = f"{exercise.id}-text"
    yield _cell("code", shown, _TEXT.format(id=exercise.id), _nbgrader(shown))


def _nbgrader(id: str, **fields: Any) -> dict[str, Any]:
    plain = {"schema_version": 3, "grade": False, "solution": False, "locked": True, "task": False}
    return {**plain, "grade_id": id, **fields}


def _cell(kind: str, id: str, source: str, nbgrader: dict[str, Any]) -> Cell:
    metadata = {"nbgrader": {**nbgrader, "cell_type": kind}} if nbgrader else {}
    cell = {"cell_type": kind, "id": f"nb-{id}"[:64], "metadata": metadata, "source": source.splitlines(True)}
    return {**cell, "outputs": [], "execution_count": None} if kind == "code" else cell
