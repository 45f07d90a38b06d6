"""One answer against one key: status, points and the reasons, which never travel apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from lessons.errors import AnswerError
from lessons.exercises import AnyExercise, Function, Key, Mark, Outcome, Page, Remark

Status = Literal["graded", "blank", "recorded", "needs a person", "ungradable"]
#: runs a learner's function once: its source, its name and the arguments -> what came of it
Runner = Callable[[str, str, list[Any]], Outcome]


@dataclass(frozen=True)
class Grade:
    """Points (``None`` where no machine gives any), what they are out of, and why."""

    exercise: str
    status: Status
    points: float | None
    out_of: float
    remarks: tuple[Remark, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether every point was earned."""
        return self.points is not None and self.points >= self.out_of


def grade(exercise: AnyExercise, key: Key, answer: Any, page: Page, run: Runner | None = None) -> Grade:
    """Grade an answer; ``run`` is needed for functions, and decides where a learner's code runs."""
    if exercise.is_blank(answer):
        return Grade(exercise.id, "blank", None, exercise.points)
    try:
        accepted = exercise.accept(answer)
    except AnswerError as error:
        return Grade(exercise.id, "ungradable", None, exercise.points, (Remark("note", str(error)),))
    return _graded(exercise, _mark(exercise, key, accepted, page, run))


def _mark(exercise: AnyExercise, key: Key, answer: Any, page: Page, run: Runner | None) -> Mark:
    if not isinstance(exercise, Function):
        return exercise.mark(key, answer, page)
    if run is None:
        raise TypeError(f"{exercise.id} is a function: say where it may run")
    cases = key.cases  # type: ignore[attr-defined]  # the key of a function is a FunctionKey
    return exercise.judge(key, [run(answer, exercise.name, case.args) for case in cases])  # type: ignore[arg-type]


def _graded(exercise: AnyExercise, mark: Mark) -> Grade:
    if mark.share is None:
        status: Status = "needs a person" if exercise.kind == "text" else "recorded"
        return Grade(exercise.id, status, None, 0 if status == "recorded" else exercise.points, mark.remarks)
    points = round(mark.share * exercise.points, 2)
    return Grade(exercise.id, "graded", points, exercise.points, mark.remarks)
