"""What a learner did in other notebooks: answers by exercise, and what went wrong at the first try."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lessons.answers import Book, Record
from lessons.case import Case, Lesson
from lessons.desk.judgement import firsts
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
        return [e for e in self.judged(lesson) if e.id in first and not self.was_right(e, first[e.id])]

    def rated(self, *lessons: Lesson) -> Iterator[tuple[float, float]]:
        """Sureness and share right of every first answer to these lessons that was given with a sureness."""
        first = firsts(self.records)
        for exercise in self.judged(*lessons):
            record = first.get(exercise.id)
            if record is not None and record.confidence is not None:
                yield record.confidence, self.share_right(exercise, record)

    def judged(self, *lessons: Lesson) -> list[AnyExercise]:
        """The exercises of these lessons that are right or wrong, and whose key is at hand."""
        asked = [exercise for lesson in lessons for exercise in lesson.exercises]
        return [e for e in asked if e.comes_back and e.stage != "vote" and e.id in self.case.practice]

    def share_right(self, exercise: AnyExercise, record: Record) -> float:
        """The share of its points an answer earns: of a table, the share of rows that are right."""
        asked, key = self.as_asked(exercise, record)
        given = asked.grade(key, record.answer, self.case.page)
        return (given.points or 0) / given.out_of if given.out_of else 0.0

    def was_right(self, exercise: AnyExercise, record: Record) -> bool:
        """Whether an answer earned every point of what was asked."""
        return self.share_right(exercise, record) >= 1

    def as_asked(self, exercise: AnyExercise, record: Record | None) -> tuple[AnyExercise, Key]:
        """Exercise and key as this learner was asked."""
        return exercise.as_asked(self.case.practice[exercise.id], record.asked if record else "")


def other_books(book: Path) -> list[Path]:
    """The books that lie beside this one."""
    books = book.parent.glob("*.jsonl") if book.parent.is_dir() else ()
    return sorted(path for path in books if path != book and not path.name.endswith(".damaged.jsonl"))
