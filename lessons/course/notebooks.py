"""The notebooks of the course: which lesson each opens, and what it asks of a case."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from lessons.answers.notebook import lesson_in
from lessons.case import Case, Lesson
from lessons.errors import Fault
from lessons.exercises import AnyExercise
from lessons.exercises.stages import VERBS


@dataclass(frozen=True)
class Asks:
    """The lesson that a notebook opens, and the calls of a desk in it: each method's name with its last word."""

    name: str
    lesson: str
    calls: frozenset[tuple[str, str]]

    def reaches(self, exercise: AnyExercise) -> bool:
        """Whether some cell puts this exercise on the page."""
        return exercise.asked_by in self.calls


def cells_of(path: Path) -> list[tuple[str, str]]:
    """The kind and the text of each cell of a notebook."""
    cells = json.loads(path.read_bytes())["cells"]
    return [(cell["cell_type"], "".join(cell["source"])) for cell in cells]


def code_of(path: Path) -> list[str]:
    """The code of a notebook, cell by cell."""
    return [source for kind, source in cells_of(path) if kind == "code"]


def prose_of(path: Path) -> str:
    """The prose of a notebook."""
    return "\n\n".join(source for kind, source in cells_of(path) if kind == "markdown")


def without_outputs(content: bytes) -> dict[str, Any]:
    """A notebook as nobody has run it: what its outputs told may be of another article, or too much."""
    notebook: dict[str, Any] = json.loads(content)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return notebook


def as_file(notebook: dict[str, Any]) -> bytes:
    """The content of a notebook's file."""
    return json.dumps(notebook, indent=1, ensure_ascii=False).encode() + b"\n"


def numbered(folder: Path | None) -> list[Path]:
    """The notebooks of a folder that have a lesson's number; none where there is no folder."""
    return sorted(folder.glob("[0-9]*.ipynb")) if folder else []


def notebooks_of(folder: Path, case: Case) -> list[Path]:
    """The notebooks of a folder that a case has the lesson of; one that opens no desk needs none."""
    lessons = {"", *(lesson.slug for lesson in case.lessons)}
    found = sorted(folder.glob("*.ipynb"))
    return [path for path in found if lesson_in("\n".join(code_of(path))) in lessons]


def read_asks(path: Path) -> Asks:
    """What a notebook asks."""
    code = code_of(path)
    return Asks(path.name, lesson_in("\n".join(code)), frozenset(chain.from_iterable(map(calls, code))))


def calls(source: str) -> Iterator[tuple[str, str]]:
    """Every method that a cell calls: the stage or verb, and its last word."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a cell with a magic, say, or one that is not finished
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            words = [word.value for word in node.args if isinstance(word, ast.Constant)]
            if node.func.attr == "vote":
                words = words[1:]  # the first says which round
            yield VERBS.get(node.func.attr, node.func.attr), str(words[-1]) if words else ""


def unasked(case: Case, folder: Path | None) -> Iterator[Fault]:
    """A fault for each lesson that no notebook opens, and for each exercise that its notebook never asks."""
    notebooks = {asks.lesson: asks for asks in map(read_asks, numbered(folder))}
    for lesson in case.lessons if any(notebooks) else ():
        if asks := notebooks.get(lesson.slug):
            yield from _unasked(lesson, asks)
        else:
            found = f"a lesson “{lesson.slug}”, which no notebook opens"
            expected = "one of " + ", ".join(filter(None, notebooks))
            do = "Rename its files, or write a notebook that opens it."
            yield Fault(f"exercises/{lesson.stem}.toml", "", found, expected, do)


def _unasked(lesson: Lesson, asks: Asks) -> Iterator[Fault]:
    for exercise in lesson.exercises:
        if not asks.reaches(exercise):
            found = f"a question that no cell of {asks.name} asks ({_called(exercise)})"
            do = "Give it such a stage and step, or ask it in a cell of the notebook."
            yield Fault(f"exercises/{lesson.stem}.toml", exercise.id, found, _expected(exercise, asks), do)


def _called(exercise: AnyExercise) -> str:
    verb, word = exercise.asked_by
    if verb != exercise.stage:
        return f"{verb} “{word}”"
    return f"stage “{verb}”, " + (f"step “{word}”" if word else "no step")


def _expected(exercise: AnyExercise, asks: Asks) -> str:
    """What the notebook does ask of that stage."""
    verb = exercise.asked_by[0]
    words = sorted(word for called, word in asks.calls if called == verb)
    what = "step" if verb == exercise.stage else "name"
    named = ", ".join(f"{what} “{word}”" if word else f"no {what}" for word in words)
    return named or f"a stage that it asks; it asks nothing of “{verb}”"
