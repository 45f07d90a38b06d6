"""Filed answers and keys -> a result: every exercise with its status, points only where they were earned."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lessons.exercises import AnyExercise
from lessons.grading import Grade, grade
from lessons.results.keys import Judged, Marking
from lessons.results.model import Answer, Filed, Item, Reason, Result
from lessons.submissions import Problem

#: which of two ways to the same points counts: what could still be worth more comes before what is not full
_RANK = {"graded": 2, "needs a person": 3, "ungradable": 1, "blank": 0, "missing": -1}

#: an answer of fewer letters may be that of others too; and how many of them are kept in mind
_SHORT, _MOST_KNOWN = 500, 5_000
_PLAIN = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


def mark(filed: Filed, marking: Marking) -> Result:
    """Mark everything that counts."""
    answers = {answer.exercise: answer for answer in filed.answers}
    items, problems = [], list(filed.problems)
    for exercise in marking.items:
        twin = marking.twins.get(exercise.id)
        ways = (exercise, twin) if twin else (exercise,)
        tried = [_item(way, answers.get(way.id), filed, marking, problems) for way in ways]
        best = max(tried, key=_worth) if twin else tried[0]
        items.append(best if best is tried[0] else best.model_copy(update={"exercise": exercise.id}))
    return Result(
        learner=filed.learner,
        items=tuple(items),
        problems=tuple(problems),
        submitted=filed.submitted,
        submitted_by=filed.submitted_by,
        receipt=filed.receipt,
    )


def _worth(item: Item) -> tuple[int, float]:
    if item.points is not None and item.points >= item.out_of:
        return 9, item.points
    return _RANK[item.status], item.points or 0


def _item(
    exercise: AnyExercise,
    answer: Answer | None,
    filed: Filed,
    marking: Marking,
    problems: list[Problem],
) -> Item:
    if answer is None:
        return _absent(exercise, filed)
    item, told = _once(exercise, answer, marking)
    problems += told
    return item


def _once(exercise: AnyExercise, answer: Answer, marking: Marking) -> Judged:
    """What many of a class say in the same words is judged once."""
    said = _PLAIN.encode(answer.answer)
    if len(said) >= _SHORT:
        return _judged(exercise, answer, marking)
    place, known = (exercise.id, answer.asked, said), marking.known
    if (judged := known.get(place)) is None:
        if len(known) > _MOST_KNOWN:
            known.clear()
        judged = known[place] = _judged(exercise, answer, marking)
    return judged


def _judged(exercise: AnyExercise, answer: Answer, marking: Marking) -> Judged:
    problems = list[Problem]()
    asked, key = exercise.as_asked(marking.keys[exercise.id], answer.asked)
    if answer.asked and exercise.variant_asked(answer.asked) is None:
        found = "An answer to an older wording of this exercise."
        problems.append(Problem(where=exercise.id, found=found, done="Graded with today's key; look at it once."))
    item = _row(grade(asked, key, answer.answer, marking.case.page), answer)
    problems += _odd(item, exercise)
    return item, tuple(problems)


def _odd(item: Item, exercise: AnyExercise) -> Iterator[Problem]:
    """What a teacher should know of an answer that could not simply be judged."""
    if item.status == "ungradable" or (item.status == "needs a person" and exercise.kind != "text"):
        yield Problem(
            where=exercise.id, found=f"Not graded: {item.why}", done="Mark it by hand: no points until then."
        )


def _absent(exercise: AnyExercise, filed: Filed) -> Item:
    refused = any(problem.costs and problem.where == exercise.id for problem in filed.problems)
    if refused or filed.unreadable:
        why = "the answer could not be read" if refused else "it may stand in a file that could not be read"
        return Item(exercise=exercise.id, status="ungradable", points=None, out_of=exercise.points, why=why)
    return _missing(exercise.id, exercise.points)


@lru_cache(maxsize=1024)
def _missing(exercise: str, points: float) -> Item:
    # of a class of thousands, most of what there is to say is this
    return Item(exercise=exercise, status="missing", points=None, out_of=points)


def _row(given: Grade, answer: Answer) -> Item:
    waiting = given.status in ("needs a person", "ungradable")
    return Item(
        exercise=given.exercise,
        status="blank" if given.status == "recorded" else given.status,
        points=given.points,
        out_of=given.out_of,
        reasons=tuple(Reason(tone=remark.tone, text=remark.text) for remark in given.remarks),
        why=given.remarks[0].text if waiting and given.remarks else "",
        answer_hash="" if given.status == "blank" else answer_hash(answer.answer),
        answered=given.exercise,
    )


def answer_hash(answer: Any) -> str:
    """A short hash of an answer: a mark by hand holds for this answer and no other."""
    return hashlib.sha256(_PLAIN.encode(answer).encode("utf-8", "replace")).hexdigest()[:12]
