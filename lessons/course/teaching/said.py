"""What a teacher may say: which wrong answer shows which misconception, and what most of a room may need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lessons.case import Case, Lesson
from lessons.case.misconceptions import Misconception, misconceptions
from lessons.exercises import AnyExercise, Key
from lessons.exercises.base import as_list
from lessons.exercises.slips import wrong_answers


def key_of(exercise: AnyExercise, case: Case) -> Key | None:
    """What is right, wherever it stands in this copy."""
    return case.practice.get(exercise.id) or case.graded.get(exercise.id)


def wrong_in_words(exercise: AnyExercise, where: str, case: Case) -> str:
    """A wrong answer as somebody would say it: an option, a row with its label, or the sentence said of it."""
    setup = exercise.traits(case.page)
    texts = {id: str(text) for table in setup.values() if isinstance(table, dict) for id, text in table.items()}
    row, _, label = where.partition(".")
    if where in texts:
        return texts[where]
    return f"{texts[row].rstrip('.')}: {texts[label]}" if row in texts and label in texts else where


def shown(lesson: Lesson, case: Case) -> list[tuple[Misconception, list[tuple[str, str]]]]:
    """Each misconception of a lesson, the commonest first, and what shows it: a question, a wrong answer."""
    found: dict[str, list[tuple[str, str]]] = {}
    for exercise in lesson.exercises:
        if key := key_of(exercise, case):
            for where, slip in wrong_answers(key):
                said = wrong_in_words(exercise, where, case)
                found.setdefault(slip, []).append((lesson.numbers[exercise.id], said))
    known = misconceptions()
    rows = [(known[slip], where) for slip, where in found.items() if slip in known]
    return sorted(rows, key=lambda row: -len(row[1]))


@dataclass(frozen=True)
class IfMost:
    """What most of the room may say, what to do then, and the question that goes back to it."""

    option: str
    accepted: bool
    do: str
    back: AnyExercise | None = None


def decisive(asked: Iterable[AnyExercise]) -> AnyExercise | None:
    """The question that steers the hour: a vote with options, else an exit question."""
    offered = [e for e in asked if e.face == "choice" and e.stage in ("vote", "exit")]
    return max(offered, key=lambda exercise: exercise.stage == "vote", default=None)


def if_most_say(steering: AnyExercise, lesson: Lesson, case: Case) -> Iterator[IfMost]:
    """For each option of a question, what to do if most of the room choose it."""
    key = key_of(steering, case)
    known = misconceptions()
    for id, text in steering.traits(case.page)["options"].items() if key else ():
        if key and id in as_list(key.value):
            yield IfMost(text, True, "")
        elif key and key.slip(id) in known:
            back = _earlier(steering, key.slip(id), lesson, case)
            yield IfMost(text, False, known[key.slip(id)].teachers, back)


def _earlier(asked: AnyExercise, slip: str, lesson: Lesson, case: Case) -> AnyExercise | None:
    """The first core question before this one in which the same misconception shows."""
    before = lesson.exercises[: lesson.exercises.index(asked)]
    return next((e for e in before if e.core and slip in _slips(key_of(e, case))), None)


def _slips(key: Key | None) -> set[str]:
    return {slip for _, slip in wrong_answers(key)} if key else set()


def levels(levels: Mapping[str, int], criteria: Mapping[str, str]) -> str:
    """The levels of a sample on one line."""
    return " · ".join(f"{criteria[name]}: {level} of 4" for name, level in levels.items())
