"""One learner's records and the keys -> every exercise with its status, points only where they were earned."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from textwrap import shorten

from lessons.answers import Json, Record
from lessons.case import Case
from lessons.exercises import AnyExercise, Key
from lessons.exercises.marks import Grade
from lessons.gradebook.results import Item
from lessons.handins import Problem

#: which of two ways to the same points counts: what could still be worth more comes before what is not full
_RANK = {"graded": 2, "needs a person": 3, "ungradable": 1, "blank": 0, "missing": -1}
#: letters of a question by which a table tells it from others
_TITLE = 60
_PLAIN = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True)
class Marking:
    """A case with the keys that count."""

    case: Case
    keys: Mapping[str, Key]

    @cached_property
    def exercises(self) -> Mapping[str, AnyExercise]:
        """Every exercise of the case, by id, in the order of the course."""
        return {e.id: e for lesson in self.case.lessons for e in lesson.exercises}

    @cached_property
    def counted(self) -> tuple[AnyExercise, ...]:
        """What can earn points: it has a key here, and a machine or a person gives some for it."""
        exercises = self.exercises.values()
        return tuple(e for e in exercises if e.id in self.keys and e.points and (e.graded or e.read_by_a_person))

    @cached_property
    def twins(self) -> Mapping[str, AnyExercise]:
        """A second way to the same points, by the id of the first: the better of the two counts, once."""
        return {e.same_as: e for e in self.counted if e.same_as in self.keys}

    @cached_property
    def items(self) -> tuple[AnyExercise, ...]:
        """What is counted, twins as one: a column of the gradebook each."""
        doubled = {twin.id for twin in self.twins.values()}
        return tuple(e for e in self.counted if e.id not in doubled)

    def ways(self, exercise: AnyExercise) -> tuple[AnyExercise, ...]:
        """The exercise, and the other way to its points where there is one."""
        return tuple(filter(None, (exercise, self.twins.get(exercise.id))))

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The number each exercise has in its notebook, such as 5.31."""
        return {id: number for lesson in self.case.lessons for id, number in lesson.numbers.items()}

    def named(self, id: str) -> str:
        """A question as a teacher finds it: number and slug, and its first words; anything else as it is."""
        if id not in self.exercises:
            return id
        words = " ".join(self.exercises[id].prompt.replace("*", "").replace("`", "").split())
        return f"{self.numbers[id]} {id}: {shorten(words, _TITLE, placeholder=' …')}"

    @cached_property
    def _wordings(self) -> Mapping[tuple[str, str], tuple[AnyExercise, Key]]:
        """Every variant of what counts with its key, by exercise and by the hash of what is asked."""
        pairs = (zip(e.each, self.keys[e.id].each, strict=True) for e in self.counted)
        return {(asked.id, asked.asked): (asked, key) for asked, key in chain.from_iterable(pairs)}

    def judge(self, exercise: AnyExercise, record: Record) -> tuple[Item, tuple[Problem, ...]]:
        """What comes of one answer, and what a teacher should know of it."""
        # an older wording is judged as today's first
        known = self._wordings.get((exercise.id, record.asked))
        asked, key = known or (exercise, self.keys[exercise.id])
        item = _item(asked.grade(key, record.answer, self.case.page), record)
        return item, tuple(_odd(item, exercise, is_older=bool(record.asked and not known)))


def mark(records: Mapping[str, Record], marking: Marking, lost: Lost) -> tuple[list[Item], list[Problem]]:
    """Mark everything that counts, from the record that counts for each exercise; and tell what was odd."""
    items, problems = list[Item](), list[Problem]()
    for exercise in marking.items:
        tried = list[Item]()
        for way in marking.ways(exercise):
            record = records.get(way.id)
            item, told = marking.judge(way, record) if record else (lost.instead_of(way), ())
            tried.append(item)
            problems += told
        best = max(tried, key=_worth)
        items.append(best if best.exercise == exercise.id else replace(best, exercise=exercise.id))
    return items, problems


@dataclass(frozen=True)
class Lost:
    """What may have held answers and could not be read: what is not there is then not "missing"."""

    exercises: frozenset[str] = frozenset()
    files: bool = False

    def instead_of(self, exercise: AnyExercise) -> Item:
        """What stands where there is no record."""
        if exercise.id in self.exercises:
            return _none(exercise, "the answer could not be read")
        if self.files:
            return _none(exercise, "it may stand in a file that could not be read")
        return Item(exercise.id, "missing", None, exercise.points)


def _none(exercise: AnyExercise, why: str) -> Item:
    return Item(exercise.id, "ungradable", None, exercise.points, why=why)


def _worth(item: Item) -> tuple[int, float]:
    if item.points is not None and item.points >= item.out_of:
        return 9, item.points
    return _RANK[item.status], item.points or 0


def _odd(item: Item, exercise: AnyExercise, *, is_older: bool) -> Iterator[Problem]:
    """What a teacher should know of an answer that could not simply be judged."""
    if is_older:
        found = "An answer to an older wording of this exercise."
        yield Problem(exercise.id, found, "Graded with today's key; look at it once.")
    if item.status == "ungradable" or (item.status == "needs a person" and not exercise.read_by_a_person):
        yield Problem(exercise.id, f"Not graded: {item.why}", "Mark it by hand: no points until then.")


def _item(given: Grade, record: Record) -> Item:
    waits = given.status in ("needs a person", "ungradable")
    return Item(
        exercise=given.exercise,
        status="blank" if given.status == "recorded" else given.status,
        points=given.points,
        out_of=given.out_of,
        reasons=given.remarks,
        why=given.remarks[0].text if waits and given.remarks else "",
        answer_hash="" if given.status == "blank" else answer_hash(record.answer),
        answered=given.exercise,
    )


def answer_hash(answer: Json) -> str:
    """A short hash of an answer: a mark by hand holds for this answer and no other."""
    return hashlib.sha256(_PLAIN.encode(answer).encode("utf-8", "replace")).hexdigest()[:12]
