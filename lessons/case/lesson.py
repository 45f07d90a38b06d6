"""A lesson of a case: what is asked, what is said, and what is right, each read when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase
from typing import Literal

from lessons.case.files import Reader
from lessons.case.notes import Notes
from lessons.case.parts import ExerciseFile, read_asked, read_keys, read_notes
from lessons.exercises import AnyExercise, Key


@dataclass(frozen=True, eq=False)
class Lesson:
    """What a case contributes to one notebook."""

    number: int
    slug: str
    #: reads its files; ``None`` where the case has nothing for this lesson
    reader: Reader | None = None
    #: whether its questions are called A, B, C: where it shares a page with the same lesson on another article
    lettered: bool = False

    @property
    def stem(self) -> str:
        """The name of its files: ``02-sourcing``."""
        return f"{self.number:02d}-{self.slug}"

    @property
    def title(self) -> str:
        """Its slug in words."""
        return self.slug.replace("-", " ")

    @property
    def is_read(self) -> bool:
        """Whether somebody has asked for its exercises."""
        return "_asked" in vars(self)

    @cached_property
    def _asked(self) -> ExerciseFile:
        return self.reader.part(read_asked, self.stem) if self.reader else ExerciseFile()

    @property
    def exercises(self) -> tuple[AnyExercise, ...]:
        """What is asked, in its order."""
        return self._asked.exercises

    @property
    def answers_shown_in(self) -> str:
        """The lesson in which the answers are shown, where this one only records."""
        return self._asked.answers_shown_in

    @property
    def after(self) -> Mapping[str, str]:
        """What belongs after an answer: by slot, the question, or the stage, that it waits for."""
        return self._asked.after

    def awaited(self, slot: str) -> tuple[AnyExercise, ...]:
        """The questions a slot waits for; several names stand with commas between."""
        return tuple(e for name in self.after.get(slot, "").split(", ") for e in self.meant(name))

    def meant(self, name: str) -> tuple[AnyExercise, ...]:
        """The questions of a name: one by its id, or all of a stage, or of a stage's step."""
        if name in self.numbers:
            return tuple(exercise for exercise in self.exercises if exercise.id == name)
        stage, _, step = name.partition(" ")
        return tuple(e for e in self.exercises if e.stage == stage and (not step or e.step == step))

    @cached_property
    def notes(self) -> Notes:
        """What is said, by slot."""
        return self.reader.part(read_notes, self.stem) if self.reader else Notes()

    @cached_property
    def practice(self) -> Mapping[str, Key]:
        """The keys that go out with the course, by exercise."""
        return self._keys("practice")

    @cached_property
    def graded(self) -> Mapping[str, Key]:
        """The keys that stay with the instructor; none wherever a course was handed out."""
        return self._keys("graded")

    def _keys(self, which: str) -> Mapping[str, Key]:
        return self.reader.part(read_keys, which, self.stem, self.exercises) if self.reader else {}

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """What each of its exercises is called on the page, such as 5.31, or C, by id."""
        ids = [exercise.id for exercise in self.exercises]
        if self.lettered:
            return dict(zip(ids, ascii_uppercase, strict=False))
        return {id: f"{self.number}.{place}" for place, id in enumerate(ids, 1)}


@dataclass(frozen=True, eq=False)
class Keys(Mapping[str, Key]):
    """The keys of all lessons by exercise; other lessons are read only where the one at hand does not ask it."""

    lessons: tuple[Lesson, ...]
    which: Literal["practice", "graded"]

    def __getitem__(self, id: str) -> Key:
        for lesson in sorted(self.lessons, key=lambda lesson: not lesson.is_read):
            if id in lesson.numbers:
                return self._of(lesson)[id]
        raise KeyError(id)

    def __iter__(self) -> Iterator[str]:
        return (id for lesson in self.lessons for id in self._of(lesson))

    def __len__(self) -> int:
        return sum(len(self._of(lesson)) for lesson in self.lessons)

    def _of(self, lesson: Lesson) -> Mapping[str, Key]:
        return lesson.practice if self.which == "practice" else lesson.graded
