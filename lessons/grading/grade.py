"""One answer against one key: status, points and the reasons, which never travel apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from lessons.errors import AnswerError, CannotRun
from lessons.exercises import AnyExercise, Function, Key, Mark, Page, Ran, Remark
from lessons.exercises.function import Telling

Status = Literal["graded", "blank", "recorded", "needs a person", "ungradable"]
#: runs a learner's function: its source, its name and the arguments of each call -> what came of them
Runner = Callable[[str, str, Sequence[list[Any]]], Ran]


@dataclass(frozen=True)
class Grade:
    """Points (``None`` where no machine gives any), what they are out of, and why."""

    exercise: str
    status: Status
    points: float | None
    out_of: float
    remarks: tuple[Remark, ...] = ()
    #: the isolation a function ran in; empty where nothing was run
    how: str = ""

    @property
    def is_full(self) -> bool:
        """Whether every point was earned."""
        return self.points is not None and self.points >= self.out_of


def grade(
    exercise: AnyExercise,
    key: Key,
    answer: Any,
    page: Page,
    run: Runner | None = None,
    telling: Telling = "calls",
) -> Grade:
    """Grade an answer; ``run`` says where a function may run, ``telling`` how its failed cases are named."""
    if exercise.is_blank(answer):
        return Grade(exercise.id, "blank", None, exercise.points)
    try:
        accepted = exercise.accept(answer)
    except AnswerError as error:
        return Grade(exercise.id, "ungradable", None, exercise.points, (Remark("note", str(error)),))
    if isinstance(exercise, Function):
        return _function(exercise, key, accepted, run, telling)
    return _graded(exercise, exercise.mark(key, accepted, page))


def _function(exercise: Function, key: Any, source: str, run: Runner | None, telling: Telling) -> Grade:
    if run is None:
        raise TypeError(f"{exercise.id} is a function: say where it may run")
    try:
        ran = run(source, exercise.name, [case.args for case in key.cases])
    except CannotRun as error:  # never wrong because a sandbox lacks a feature
        return Grade(exercise.id, "needs a person", None, exercise.points, (Remark("note", str(error)),))
    return replace(_graded(exercise, exercise.judge(key, ran.outcomes, telling)), how=ran.how)


def _graded(exercise: AnyExercise, mark: Mark) -> Grade:
    if mark.share is None:
        status: Status = "needs a person" if exercise.kind == "text" else "recorded"
        return Grade(exercise.id, status, None, 0 if status == "recorded" else exercise.points, mark.remarks)
    points = round(mark.share * exercise.points, 2)
    return Grade(exercise.id, "graded", points, exercise.points, mark.remarks)
