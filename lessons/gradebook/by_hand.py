"""Marks given by hand: what one marker said of one answer, and how they count: for that answer, and no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

from lessons.exercises import AnyExercise, Remark
from lessons.exercises.marks import Tone
from lessons.gradebook.results import Item, Result
from lessons.handins import Problem

#: levels of a criterion, from 0 to 4, in words
LEVELS = ("not there", "a trace of it", "partly there", "nearly there", "fully there")
CHANGED = "the answer changed after it was marked"


@dataclass(frozen=True)
class HandMark:
    """One marker's word on one answer; it holds for the answer of that hash and for no other."""

    learner: str
    exercise: str
    answer: str
    levels: Mapping[str, int] = field(default_factory=dict)
    points: float | None = None
    comment: str = ""
    marker: str = ""
    #: in UTC, so that the order of texts is the order in time; empty where nobody knows
    time: str = ""

    @property
    def gives(self) -> bool:
        """Whether it says how good the answer is, or only comments on it."""
        return bool(self.levels) or self.points is not None

    @property
    def place(self) -> tuple[str, ...]:
        """What it stands for; a mark for another answer stands beside it and takes nothing of it away."""
        return (*_place(self), self.marker, self.answer)


@dataclass(frozen=True)
class Marks:
    """Marks by hand, and the lines that could not be read."""

    rows: tuple[HandMark, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def of(self) -> Mapping[tuple[str, str], tuple[HandMark, ...]]:
        """The marks for a learner's exercise, newest first."""
        rows = sorted(self.rows, key=_place)
        return {place: tuple(sorted(mine, key=_time, reverse=True)) for place, mine in groupby(rows, key=_place)}


def _place(mark: HandMark) -> tuple[str, str]:
    return mark.learner, mark.exercise


def _time(mark: HandMark) -> str:
    return mark.time


def merge(old: Marks, new: Marks) -> Marks:
    """Both together: of one marker's marks for one and the same answer the newest counts."""
    newest: dict[tuple[str, ...], HandMark] = {}
    for mark in (*old.rows, *new.rows):
        newest[mark.place] = _newer(newest[mark.place], mark) if mark.place in newest else mark
    return Marks(tuple(newest[place] for place in sorted(newest)), (*old.problems, *new.problems))


def _newer(before: HandMark, mark: HandMark) -> HandMark:
    first, last = sorted((before, mark), key=_time)
    if first.gives and not last.gives:
        # a comment is added to a mark and takes none of it away
        return replace(last, levels=first.levels, points=first.points)
    return last


def apply(result: Result, marks: Marks, exercises: Mapping[str, AnyExercise]) -> Result:
    """The result with its marks by hand; of several markers the one who marked last counts."""
    if not marks.of:
        return result
    items = tuple(_marked(item, marks, exercises, result.learner.id) for item in result.items)
    return result if items == result.items else replace(result, items=items)


def _marked(item: Item, marks: Marks, exercises: Mapping[str, AnyExercise], learner: str) -> Item:
    given = marks.of.get((learner, item.exercise), ())
    mine = tuple(mark for mark in given if mark.answer and mark.answer == item.answer_hash)
    if not given or not (mine or any(mark.gives for mark in given)):
        return item
    if not mine:
        return replace(item, why=_also(item.why, CHANGED))
    exercise = answered(item, exercises)
    said = ((mark, worth(mark, item, exercise)[0]) for mark in mine)
    counting = next(((mark, points) for mark, points in said if points is not None), None)
    if counting is None:
        why = next((worth(mark, item, exercise)[1] for mark in mine if mark.gives), "")
        return replace(item, comment=_comment(mine), why=_also(item.why, why))
    mark, points = counting
    return replace(
        item,
        status="graded",
        points=round(points, 2),
        why="",
        marker=mark.marker or "a person",
        comment=_comment((mark, *mine)),
        reasons=tuple(_reasons(mark, exercise)) or (_plain(points, item),),
    )


def answered(item: Item, exercises: Mapping[str, AnyExercise]) -> AnyExercise | None:
    """The exercise that an item's answer is to: of two ways to the same points, the one that was taken."""
    return exercises.get(item.answered or item.exercise)


def worth(mark: HandMark, item: Item, exercise: AnyExercise | None) -> tuple[float | None, str]:
    """What a mark for this very answer gives; or ``None``, and why it gives no points."""
    if mark.levels and (rubric := _rubric(exercise)):
        if missing := [name for name in rubric if name not in mark.levels]:
            return None, f"still to mark: {', '.join(missing)}"
        if unknown := [name for name in mark.levels if name not in rubric]:
            return None, f"marked by “{unknown[0]}”, no criterion here"
        return item.out_of * sum(mark.levels.values()) / (4 * len(rubric)), ""
    if mark.points is None:
        return None, "marked by levels, which this question has not"
    if not 0 <= mark.points <= item.out_of:
        return None, f"marked with {mark.points:g} points; expected 0 to {item.out_of:g}"
    return mark.points, ""


def _rubric(exercise: AnyExercise | None) -> Mapping[str, str]:
    return exercise.rubric if exercise else {}


def _reasons(mark: HandMark, exercise: AnyExercise | None) -> list[Remark]:
    tones: dict[int, Tone] = {0: "wrong", 4: "right"}
    levels = [(words, mark.levels[name]) for name, words in _rubric(exercise).items() if mark.levels]
    return [Remark(tones.get(level, "note"), _level(words, level)) for words, level in levels]


def _level(words: str, level: int) -> str:
    return f"{level} of 4, {LEVELS[level]}: {words.rstrip('.')}."


def _plain(points: float, item: Item) -> Remark:
    return Remark("note", f"A person looked at this answer and gave {points:g} of {item.out_of:g}.")


def _comment(marks: Sequence[HandMark]) -> str:
    return next((mark.comment for mark in marks if mark.comment), "")


def _also(why: str, more: str) -> str:
    return "; ".join(filter(None, [why, more]))
