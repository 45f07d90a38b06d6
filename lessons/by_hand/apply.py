"""Marks by hand in a result: they count for the answer they were given for, and for no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lessons.by_hand.marks import LEVELS, HandMark, Marks, choose
from lessons.exercises import AnyExercise, Text
from lessons.results.model import Item, Reason, Result

CHANGED = "the answer changed after it was marked"


def apply(result: Result, marks: Marks, exercises: Mapping[str, AnyExercise]) -> Result:
    """The result with its marks by hand; of several markers the one who marked last counts."""
    if not marks.of:
        return result
    items = tuple(_marked(item, marks, exercises, result.learner.id) for item in result.items)
    return result if items == result.items else result.model_copy(update={"items": items})


def _marked(item: Item, marks: Marks, exercises: Mapping[str, AnyExercise], learner: str) -> Item:
    given = marks.of.get((learner, item.exercise), ())
    mine = choose(given, item.answer_hash)
    if not given or not (mine or any(mark.gives for mark in given)):
        return item
    if not mine:
        return item.model_copy(update={"why": _also(item.why, CHANGED)})
    exercise = answered(item, exercises)
    said = ((mark, _points(mark, item, exercise)) for mark in mine)
    counting = next(((mark, points) for mark, points in said if points is not None), None)
    if counting is None:
        return _commented(item, mine, exercise)
    mark, points = counting
    return item.model_copy(
        update={
            "status": "graded",
            "points": round(points, 2),
            "why": "",
            "marker": mark.marker or "a person",
            "comment": _comment((mark, *mine)),
            "reasons": tuple(_reasons(mark, exercise)) or (_plain(points, item),),
        }
    )


def answered(item: Item, exercises: Mapping[str, AnyExercise]) -> AnyExercise | None:
    """The exercise that an item's answer is to: of two ways to the same points, the one that was taken."""
    return exercises.get(item.answered or item.exercise)


def _points(mark: HandMark, item: Item, exercise: AnyExercise | None) -> float | None:
    """What a mark gives, or ``None`` where it is not complete or out of range."""
    if isinstance(exercise, Text) and mark.levels:
        if set(mark.levels) != set(exercise.criteria):
            return None
        return item.out_of * sum(mark.levels.values()) / (4 * len(exercise.criteria))
    return mark.points if mark.points is not None and 0 <= mark.points <= item.out_of else None


def _reasons(mark: HandMark, exercise: AnyExercise | None) -> list[Reason]:
    if not (isinstance(exercise, Text) and mark.levels):
        return []
    tones = {0: "wrong", 4: "right"}
    return [
        Reason.model_validate({"tone": tones.get(level, "note"), "text": _level(words, level)})
        for words, level in ((exercise.criteria[name], mark.levels[name]) for name in exercise.criteria)
    ]


def _level(words: str, level: int) -> str:
    return f"{level} of 4, {LEVELS[level]}: {words.rstrip('.')}."


def _plain(points: float, item: Item) -> Reason:
    return Reason(tone="note", text=f"A person looked at this answer and gave {points:g} of {item.out_of:g}.")


def _commented(item: Item, mine: Sequence[HandMark], exercise: AnyExercise | None) -> Item:
    why = next((why_not(mark, item, exercise) for mark in mine if mark.gives), "")
    return item.model_copy(update={"comment": _comment(mine), "why": _also(item.why, why)})


def why_not(mark: HandMark, item: Item, exercise: AnyExercise | None) -> str:
    """Why a mark for this very answer gives no points; empty where it gives some."""
    if _points(mark, item, exercise) is not None:
        return ""
    if isinstance(exercise, Text) and mark.levels:
        missing = [name for name in exercise.criteria if name not in mark.levels]
        unknown = [name for name in mark.levels if name not in exercise.criteria]
        return (
            f"still to mark: {', '.join(missing)}" if missing else f"marked by “{unknown[0]}”, no criterion here"
        )
    if mark.points is None:
        return "marked by levels, which this question has not"
    return f"marked with {mark.points:g} points; expected 0 to {item.out_of:g}"


def _comment(marks: Sequence[HandMark]) -> str:
    return next((mark.comment for mark in marks if mark.comment), "")


def _also(why: str, more: str) -> str:
    return "; ".join(filter(None, [why, more]))
