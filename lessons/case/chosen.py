"""Lessons named by their numbers, as a teacher types them."""

from __future__ import annotations

import re
from collections.abc import Collection

from lessons.case.lesson import Lesson
from lessons.case.model import Case
from lessons.errors import CourseError

_NUMBERS = re.compile(r"(\d+)(?:-(\d+))?")


def lessons_of(named: str, case: Case) -> list[Lesson]:
    """The lessons of a case that ``1-5`` or ``0,4,9`` names; all where none is named."""
    numbers = chosen(named, {lesson.number for lesson in case.lessons})
    return [lesson for lesson in case.lessons if lesson.number in numbers]


def lesson_of(number: int, case: Case) -> Lesson:
    """A lesson by its number."""
    return lessons_of(str(number), case)[0]


def chosen(lessons: str, there: Collection[int]) -> frozenset[int]:
    """The lessons of ``1-5`` or ``0,4,9``; all where none is named."""
    numbers: set[int] = set()
    for part in filter(None, (part.strip() for part in lessons.split(","))):
        numbers |= _range(part)
    if missing := sorted(numbers - set(there)):
        raise CourseError(f"There is no lesson {missing[0]}; there are {', '.join(map(str, sorted(there)))}.")
    return frozenset(numbers or there)


def _range(part: str) -> set[int]:
    named = _NUMBERS.fullmatch(part)
    numbers = set(range(int(named[1]), int(named[2] or named[1]) + 1)) if named else set()
    if not numbers:
        raise CourseError(f"“{part}” names no lessons; expected a number or a range, such as 1-5 or 0,4,9.")
    return numbers
