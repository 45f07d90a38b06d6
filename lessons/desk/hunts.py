"""A hunt looked back on: the learner's moves beside an expert's."""

from __future__ import annotations

from lessons.answers import Record
from lessons.case import Case
from lessons.exercises import AnyExercise


def logs(hunt: AnyExercise, case: Case, record: Record | None) -> str:
    """Both logs as Markdown; the expert's only once the learner's own is handed in."""
    moves = hunt.understood(record.answer) if record else None
    if record is None or not moves:
        return "No moves yet. They are listed here as you make them."
    said = "**Your moves**\n\n" + _numbered(hunt.steps(moves, case.page))
    key = case.practice.get(hunt.id)
    if not record.committed or key is None:
        return said + "\n\nThe expert's log comes when you have checked your own answer."
    expert = hunt.steps_of_an_expert(key, case.page)
    return f"{said}\n\n**An expert's moves, with reasons**\n\n{_numbered(expert)}"


def _numbered(lines: list[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
