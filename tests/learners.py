"""Learners made from the keys: one who is always right, one who is always wrong."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from unittest import mock

import nbformat
from nbclient import NotebookClient

from lessons.case import Case
from lessons.exercises import AnyExercise, Function, Key, Spans
from lessons.exercises.calling import call_source

#: the notebooks of the course
NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
_ANSWER = """
import json
answers = json.loads({answers!r})
said = {{}}
for (exercise, round), question in desk.questions.items():
    for value in answers.get(exercise, []):
        confidence = 80 if question.exercise.confidence else None
        message = {{"type": "commit", "value": value, "confidence": confidence}}
        question.widget._handle_custom_msg(message, [])
    said[exercise + "/" + round] = [question.widget.state, *[r["text"] for r in question.widget.feedback]]
waiting = [place for place in desk.session.places.values() if getattr(place, "waits_for", ())]
print(json.dumps([said, [[[id for id, _ in place.waits_for], bool(place.widget.content)] for place in waiting]]))
"""

#: what each question said, by exercise and round
Said = dict[str, list[str]]
#: for each place that waits: the exercises it waits for, and whether it is open
Places = list[tuple[list[str], bool]]


def right(exercise: AnyExercise, key: Key, case: Case) -> Any:
    """The answer that earns full points."""
    return as_answer(exercise, key.model_dump(by_alias=True)["value"], key.value, case)


def wrong(exercise: AnyExercise, key: Key, case: Case) -> Any:
    """The answer that earns nothing."""
    return as_answer(exercise, key.model_dump(by_alias=True)["sample_wrong"], key.sample_wrong, case)


def as_answer(exercise: AnyExercise, plain: Any, value: Any, case: Case) -> Any:
    """A key's value in the shape that its widget sends."""
    if isinstance(exercise, Spans):
        return exercise.from_key(value, case.page)
    if isinstance(exercise, Function):
        return called(exercise, plain)
    if exercise.kind == "choose" and isinstance(plain, list):
        return plain[0]
    if exercise.kind == "label":
        return {item: label if isinstance(label, str) else label[0] for item, label in plain.items()}
    if exercise.kind == "order":
        return [name for group in plain for name in ([group] if isinstance(group, str) else group)]
    if exercise.kind == "hunt":
        return value.model_dump(mode="json")
    if exercise.kind == "edges":
        return [[edge["from"], edge["to"]] if isinstance(edge, dict) else list(edge) for edge in plain]
    return plain


def called(exercise: Function, source: str) -> dict[str, Any]:
    """The answer that a desk records for a source."""
    return {"source": source, "results": call_source(source, exercise.name, exercise.calls)}


def run_as(learner: Any, path: Path, cases: list[Case], keys: dict[str, Key], answers: Path) -> Said:
    """Run a notebook and answer every question; gives what each question said."""
    return run_and_look(learner, path, cases, keys, answers)[0]


def run_and_look(
    learner: Any, path: Path, cases: list[Case], keys: dict[str, Key], answers: Path
) -> tuple[Said, Places]:
    """Run a notebook and answer every question with a key; gives what was said, and which places opened."""
    notebook = nbformat.read(path, as_version=4)
    homes = {e.id: (e, case) for case in cases for lesson in case.lessons for e in lesson.exercises}
    for exercise, case in homes.values():
        if isinstance(exercise, Function) and exercise.id in keys:
            _write(notebook, exercise, learner(exercise, keys[exercise.id], case)["source"])
    given = {id: _steps(e, learner(e, keys[id], case)) for id, (e, case) in homes.items() if id in keys}
    notebook.cells.append(nbformat.v4.new_code_cell(_ANSWER.format(answers=json.dumps(given))))
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    # put back afterwards: the next notebook that is run here must find nobody's answers
    with mock.patch.dict(os.environ, LESSONS_ANSWERS=str(answers)):
        client.execute()
    said, places = json.loads("".join(o["text"] for o in notebook.cells[-1].outputs if o.output_type == "stream"))
    return said, places


def _steps(exercise: AnyExercise, answer: Any) -> list[Any]:
    # a deck is voted on card by card
    return [answer[: n + 1] for n in range(len(answer))] if exercise.kind == "deck" else [answer]


def _write(notebook: nbformat.NotebookNode, exercise: Function, source: str) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code" and f"def {exercise.name}(" in cell.source:
            cell.source = source
