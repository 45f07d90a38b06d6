"""The steps of a class: what happens, which questions it asks, and how many minutes that takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lessons.case import Case, Lesson
from lessons.course.minutes import FROM_THE_BANK, seconds_for, seconds_to_read, words
from lessons.errors import CourseError, Fault
from lessons.exercises import AnyExercise

SLOT = "sheet minutes"
_ROW = re.compile(r"^\| *(.+?) *\| *(.+?) *\|$", re.MULTILINE)
_MINUTES = re.compile(r"(\d+) min")
_MEANT = "the id of a question, a stage or a slot of that lesson, “article”, or minutes such as “2 min”"
#: what is left out first where time is short; a vote, the exit question and what opens the lesson stay
_LEFT_OUT_FIRST = ("recall", "predict", "alone", "write", "bank", "explore", "guided")


@dataclass(frozen=True)
class Step:
    """One thing that a class does, the questions in it, and the minutes it is reckoned at."""

    says: str
    asked: tuple[AnyExercise, ...]
    minutes: float

    @property
    def is_extra(self) -> bool:
        """Whether nothing of it belongs to the core."""
        return bool(self.asked) and not any(exercise.core for exercise in self.asked)

    @property
    def needed(self) -> int:
        """How long it is kept where time is short."""
        if self.is_extra:
            return 0
        stages = [_LEFT_OUT_FIRST.index(e.stage) for e in self.asked if e.stage in _LEFT_OUT_FIRST]
        return 1 + max(stages) if len(stages) == len(self.asked) and stages else len(_LEFT_OUT_FIRST) + 1


@dataclass(frozen=True)
class Part:
    """The steps of one sitting."""

    title: str
    steps: tuple[Step, ...]


def unreadable(case: Case) -> Iterator[Fault]:
    """A fault for each word in the minutes of a sheet that names nothing its lesson has."""
    for lesson in case.lessons:
        rows = _ROW.findall(lesson.notes.slots.get(SLOT, ""))
        for word in (word for asks, _ in rows if _is_step(asks) for word in asks.split(", ")):
            if not _is_known(word, lesson):
                yield Fault(f"notes/{lesson.stem}.md", SLOT, f"“{word}”", _MEANT, "Correct the word.")


def _is_step(asks: str) -> bool:
    return asks != "asks" and not asks.startswith("-")


def _is_known(word: str, lesson: Lesson) -> bool:
    is_text = word == "article" or word in lesson.notes.slots
    return is_text or bool(asked_by(word, lesson) or _MINUTES.fullmatch(word))


def parts(lesson: Lesson, case: Case) -> list[Part]:
    """The sittings of a lesson, as the tables of its note have them."""
    found: list[tuple[str, list[Step]]] = []
    for asks, says in _ROW.findall(case.note(lesson, SLOT)):
        if asks == "asks":
            found.append((says, []))
        elif _is_step(asks) and found:
            found[-1][1].append(_step(asks, says, lesson, case))
    return [Part(title, tuple(steps)) for title, steps in found]


def _step(asks: str, says: str, lesson: Lesson, case: Case) -> Step:
    asked: list[AnyExercise] = []
    seconds = 0.0
    for word in asks.split(", "):
        exercises = asked_by(word, lesson)
        asked += exercises
        seconds += _seconds(word, exercises, lesson, case)
    return Step(says, tuple(asked), seconds / 60)


def asked_by(word: str, lesson: Lesson) -> list[AnyExercise]:
    """The questions that a word means; of a stage those of the core, where there are some."""
    found = list(lesson.meant(word))
    return [exercise for exercise in found if exercise.core] or found


def _seconds(word: str, exercises: Sequence[AnyExercise], lesson: Lesson, case: Case) -> float:
    if exercises:
        each = [seconds_for(exercise, lesson, case) for exercise in exercises]
        drawn = min(len(each), FROM_THE_BANK) if word == "bank" else len(each)
        return drawn * sum(each) / len(each)
    if word == "article":
        return seconds_to_read(sum(map(words, case.article.paragraphs)))
    if word in lesson.notes.slots:
        return seconds_to_read(words(case.note(lesson, word)))
    if minutes := _MINUTES.fullmatch(word):
        return 60.0 * int(minutes[1])
    raise CourseError(
        f"“{word}” in the slot “{SLOT}” of notes/{lesson.stem}.md is no question, stage or slot of that lesson; "
        f"expected {_MEANT}."
    )


def fitted(steps: Iterable[Step], minutes: int) -> list[tuple[int, Step]]:
    """The steps that fit, each with whole minutes; together they are just the minutes given."""
    kept = list(steps)
    while kept and (sum(step.minutes for step in kept) > minutes or len(kept) > minutes):
        kept.remove(min(reversed(kept), key=lambda step: step.needed))
    if not kept:
        raise CourseError(f"Nothing of this lesson fits into {minutes} minutes; expected 10 or more.")
    return list(zip(_shared(kept, minutes), kept, strict=True))


def _shared(steps: Sequence[Step], minutes: int) -> list[int]:
    """Whole minutes in proportion, at least one each."""
    spare = minutes - len(steps)
    beyond = [max(0.0, step.minutes - 1) for step in steps]
    each = [spare * more / (sum(beyond) or 1) for more in beyond]
    shares = [int(share) for share in each]
    last = sorted(range(len(steps)), key=lambda at: shares[at] - each[at])
    for at in last[: spare - sum(shares)]:
        shares[at] += 1
    return [1 + share for share in shares]


def clock(steps: Iterable[tuple[int, Step]]) -> Iterator[tuple[int, int, Step]]:
    """Each step with the minute it begins at, and the minute it ends."""
    now = 0
    for minutes, step in steps:
        yield now, now + minutes, step
        now += minutes
