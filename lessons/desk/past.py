"""What a learner did in other notebooks: answers by exercise, and what went wrong at the first try."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lessons.answers import Book, Record
from lessons.case import Case, Lesson
from lessons.desk.judgement import firsts, is_right, share_right
from lessons.exercises import AnyExercise, Key


@dataclass(frozen=True)
class Past:
    """All answers of a course, in the order they were given."""

    case: Case
    records: tuple[Record, ...]

    @classmethod
    def of(cls, case: Case, book: Book) -> Past:
        """Read every book beside this one; a book that is missing or damaged costs nothing else."""
        others = [Book.open(path) for path in other_books(book.path)]
        records = [record for one in (*others, book) for record in one.records if not record.is_listing]
        return cls(case, tuple(sorted(records, key=lambda record: record.time)))

    def missed(self, lesson: Lesson) -> list[AnyExercise]:
        """The lesson's exercises whose first answer was not right, in the lesson's order."""
        first = firsts(self.records)
        return [e for e in self._judged(lesson) if e.id in first and not self.was_right(e, first[e.id])]

    def rated(self) -> Iterator[tuple[float, float]]:
        """Sureness and share right of every first answer that was given with a sureness."""
        first = firsts(self.records)
        for lesson in self.case.lessons:
            for exercise in self._judged(lesson):
                record = first.get(exercise.id)
                if record is not None and record.confidence is not None:
                    asked, key = self.as_asked(exercise, record)
                    yield record.confidence, share_right(asked, key, record.answer, self.case.page)

    def _judged(self, lesson: Lesson) -> list[AnyExercise]:
        return [e for e in lesson.exercises if e.comes_back and e.stage != "vote" and e.id in self.case.practice]

    def was_right(self, exercise: AnyExercise, record: Record) -> bool:
        """Whether an answer earned every point of what was asked."""
        return is_right(*self.as_asked(exercise, record), record.answer, self.case.page)

    def as_asked(self, exercise: AnyExercise, record: Record | None) -> tuple[AnyExercise, Key]:
        """Exercise and key as this learner was asked."""
        return exercise.as_asked(self.case.practice[exercise.id], record.asked if record else "")


def other_books(book: Path) -> list[Path]:
    """The books that lie beside this one."""
    books = book.parent.glob("*.jsonl") if book.parent.is_dir() else ()
    return sorted(path for path in books if path != book and not path.name.endswith(".damaged.jsonl"))
