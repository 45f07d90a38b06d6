"""One answer against one key: status, points and the reasons, which never travel apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from lessons.errors import AnswerError
from lessons.exercises import AnyExercise, Key, Mark, Page, Remark

Status = Literal["graded", "blank", "recorded", "needs a person", "ungradable"]


@dataclass(frozen=True)
class Grade:
    """Points (``None`` where no machine gives any), what they are out of, and why."""

    exercise: str
    status: Status
    points: float | None
    out_of: float
    remarks: tuple[Remark, ...] = ()
    #: the ids of the items that are right, where each is judged by itself
    right: tuple[str, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether every point was earned."""
        return self.points is not None and self.points >= self.out_of


def grade(exercise: AnyExercise, key: Key, answer: Any, page: Page) -> Grade:
    """Grade an answer by its key."""
    if exercise.is_blank(answer):
        return Grade(exercise.id, "blank", None, exercise.points)
    try:
        accepted = exercise.accept(answer)
    except AnswerError as error:
        return Grade(exercise.id, "ungradable", None, exercise.points, (Remark("note", str(error)),))
    return _graded(exercise, exercise.mark(key, accepted, page))


def _graded(exercise: AnyExercise, mark: Mark) -> Grade:
    if mark.share is None:
        # of what a machine judges, only an answer that it cannot judge has no share
        status: Status = "needs a person" if exercise.graded or exercise.read_by_a_person else "recorded"
        return Grade(exercise.id, status, None, 0 if status == "recorded" else exercise.points, mark.remarks)
    points = round(mark.share * exercise.points, 2)
    return Grade(exercise.id, "graded", points, exercise.points, mark.remarks, mark.right)
