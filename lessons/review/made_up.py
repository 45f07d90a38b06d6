"""A made-up class, its answers drawn from the keys: to try a review on, and to show what one says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from lessons.answers import Json, Record
from lessons.case import Case
from lessons.exercises import AnyExercise, Key
from lessons.exercises.base import as_list
from lessons.review.pupils import Pupil, SchoolClass

_MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)


def made_up_class(case: Case, pupils: int = 30) -> SchoolClass:
    """So many invented pupils, the same every day: they choose, label and vote in every lesson."""
    made = tuple(made_up_pupil(case, number) for number in range(pupils))
    return SchoolClass(case, case.practice, made)


def made_up_pupil(case: Case, number: int) -> Pupil:
    """One of them: more or less often right, surer or less sure, and some change their vote after the talk."""
    luck = Random(number)
    skill, name = luck.uniform(0.35, 0.85), f"pupil {number + 1}"
    return Pupil.of(name, _answers(case, luck, skill, name), f"class {'ab'[number % 2]}")


def _answers(case: Case, luck: Random, skill: float, name: str) -> Iterator[Record]:
    for lesson in case.lessons:
        time = _MONDAY + timedelta(days=lesson.number)
        for exercise in lesson.exercises:
            key = case.practice.get(exercise.id)
            if key is None or not exercise.offered or exercise.several:
                continue
            better = skill + 0.12 * (exercise.form == "B")
            for round in ("first", "second") if exercise.stage == "vote" else ("",):
                time += timedelta(seconds=luck.randint(25, 150))
                answer = drawn(exercise, key, luck, better + 0.15 * (round == "second"))
                sure = luck.choice(exercise.sureness[1:]) if exercise.confidence else None
                told = {"asked": exercise.asked, "round": round, "confidence": sure, "who": name}
                yield Record(
                    exercise=exercise.id, answer=answer, attempt=1, committed=True, time=time.isoformat(), **told
                )


def drawn(exercise: AnyExercise, key: Key, luck: Random, skill: float) -> Json:
    """An answer that is right with this chance; of wrong ones, those that name a misconception come more often."""
    rows = ((row, as_list(key.value[row] if row else key.value), list(at)) for row, at in exercise.offered.items())
    return exercise.chosen({row: _one(right, offered, key, luck, skill, row) for row, right, offered in rows})


def _one(right: list[str], options: list[str], key: Key, luck: Random, skill: float, row: str = "") -> str:
    if luck.random() < skill:
        return right[0]
    wrong = [option for option in options if option not in right]
    named = [key.slip(row, option) if row else key.slip(option) for option in wrong]
    return luck.choices(wrong, [3 if slip else 1 for slip in named])[0]
