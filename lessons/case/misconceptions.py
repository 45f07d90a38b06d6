"""The misconceptions that wrong answers show: their names, told to pupils and to teachers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from lessons.case.model import Case
from lessons.case.where import material
from lessons.errors import Fault
from lessons.exercises import Key
from lessons.exercises.base import Frozen
from lessons.exercises.slips import strangers, wrong_answers


class Misconception(Frozen):
    """One way to go wrong that comes back in many questions."""

    pupils: str
    teachers: str


def misconceptions() -> Mapping[str, Misconception]:
    """Every misconception of seeds/misconceptions.toml, by name: the package's own, for any case."""
    file = material("seeds", Path(__file__)) / "misconceptions.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: Misconception.model_validate(row) for name, row in rows.items()}


def misnamed(case: Case, known: Mapping[str, Misconception]) -> Iterator[Fault]:
    """A fault for each slip that no misconception has the name of, or that stands at no wrong answer."""
    expected = "one of " + ", ".join(known)
    for file, id, key in _keys(case):
        for _, slip in wrong_answers(key):
            if slip and slip not in known:
                yield Fault(file, id, f"slip “{slip}”", expected, "Correct the name.")
        for place in strangers(key):
            yield Fault(
                file, id, f"a slip for “{place}”", "a wrong answer that has a sentence", "Correct its place."
            )


def unnamed(case: Case) -> int:
    """How many wrong answers have a sentence and name no misconception yet."""
    return sum(not slip for _, _, key in _keys(case) for _, slip in wrong_answers(key))


def _keys(case: Case) -> Iterator[tuple[str, str, Key]]:
    for keys in (case.practice, case.graded):
        for lesson, exercise, key in case.keyed(keys):
            yield from ((f"key/{keys.which}/{lesson.stem}.toml", exercise.id, variant) for variant in key.each)
