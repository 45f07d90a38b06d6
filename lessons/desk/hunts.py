"""A hunt looked back on: the learner's moves beside an expert's."""

from __future__ import annotations

from lessons.answers import Record
from lessons.case import Case
from lessons.errors import AnswerError
from lessons.exercises import AnyExercise


def logs(hunt: AnyExercise, case: Case, record: Record | None) -> str:
    """Both logs as Markdown; the expert's only once the learner's own is handed in."""
    mine = _steps(hunt, case, record)
    if record is None or not mine:
        return "No moves yet. They are listed here as you make them."
    said = "**Your moves**\n\n" + _numbered(mine)
    key = case.practice.get(hunt.id)
    if not record.committed or key is None:
        return said + "\n\nThe expert's log comes when you have checked your own answer."
    expert = hunt.steps_of_an_expert(key, case.page)
    return f"{said}\n\n**An expert's moves, with reasons**\n\n{_numbered(expert)}"


def _steps(hunt: AnyExercise, case: Case, record: Record | None) -> list[str]:
    try:
        return hunt.steps(hunt.accept(record.answer), case.page) if record else []
    except AnswerError:
        return []


def _numbered(lines: list[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
