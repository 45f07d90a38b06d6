"""What can go wrong, said so that a reader knows what to do next.

LessonError                what a person sees: one sentence, no traceback in a notebook
├── CaseError              a case's files do not fit together; carries its faults
├── NotInCase              an id, or a name, that a case does not have
├── AnswerError            an answer that does not fit its exercise
├── CourseError            a course folder cannot be found, laid out or opened
└── GradingError           hand-ins, a roster or an output folder that cannot be used as a whole
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in a case: where, what was found, what was expected, what to do."""

    file: str
    id: str
    found: str
    expected: str
    do: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.id}" if self.id else self.file
        return f"{where}: found {self.found}; expected {self.expected}. {self.do}"


class LessonError(Exception):
    """Base of all errors that a learner or an instructor may meet."""

    def _render_traceback_(self) -> list[str]:
        # Jupyter asks for this: a learner reads one sentence, pytest still has the traceback
        return [f"{type(self).__name__}: {self}"]


class CaseError(LessonError):
    """A case that cannot be used; ``faults`` holds every fault that was found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))


class NotInCase(LessonError, KeyError):
    """Something a case was asked for and does not have; a ``KeyError`` to code that looks it up."""

    __str__ = Exception.__str__  # a KeyError would quote its own sentence


class AnswerError(LessonError):
    """An answer that its exercise cannot take; says what it takes."""


class CourseError(LessonError):
    """A course folder that is missing, unreadable or in the way."""


class GradingError(LessonError):
    """Hand-ins, a roster or an output folder that cannot be used as a whole."""
