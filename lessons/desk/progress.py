"""Where a learner stands: what is answered, and how well sureness and rightness went together."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from lessons.answers import Book
from lessons.case import Case, Lesson
from lessons.exercises import AnyExercise
from lessons.grading import grade

STAGES = {
    "cold": "Cold read",
    "recall": "Recall",
    "predict": "Prediction",
    "guided": "Guided",
    "alone": "On your own",
    "explore": "Exhibits",
    "vote": "Votes",
    "write": "Your own words",
    "exit": "Exit question",
    "further": "Go further",
    "hand-in": "To hand in",
}
ROUNDS = {"vote": ("first", "second")}


def progress(lesson: Lesson, case: Case, book: Book) -> str:
    """A table of what is answered, as HTML; no score for graded items."""
    rows = [_row(stage, [e for e in lesson.exercises if e.stage == stage], book) for stage in STAGES]
    table = "".join(
        f"<tr><td>{html.escape(name)}</td><td>{done} of {total}</td></tr>"
        for name, done, total in rows
        if total
    )
    done, total = sum(row[1] for row in rows), sum(row[2] for row in rows)
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in sureness(lesson, case, book))
    return f"<p><b>{done} of {total} answered</b> in this notebook.</p><table>{table}</table>{lines}"


def _row(stage: str, exercises: list[AnyExercise], book: Book) -> tuple[str, int, int]:
    asked = [(e, round) for e in exercises for round in ROUNDS.get(stage, ("",))]
    return STAGES[stage], sum(_is_answered(e, round, book) for e, round in asked), len(asked)


def _is_answered(exercise: AnyExercise, round: str, book: Book) -> bool:
    record = book.latest(exercise.id, round)
    return record is not None and not exercise.is_blank(record.answer)


def sureness(lesson: Lesson, case: Case, book: Book) -> Iterator[str]:
    """How often a first answer was right, by how sure the learner was; shown, never graded."""
    if lesson.answers_shown_in:
        return
    rated = list(_rated(lesson.exercises, case, book))
    for low, high in ((50, 60), (70, 80), (90, 100)):
        met = [right for confidence, right in rated if low <= confidence <= high]
        if met:
            yield (
                f"Of the {len(met)} answer{'s' * (len(met) != 1)} you were {low} to {high} % sure of, "
                f"{sum(met)} were right at the first try."
            )


def _rated(exercises: Iterable[AnyExercise], case: Case, book: Book) -> Iterator[tuple[float, bool]]:
    for exercise in exercises:
        record, key = book.first(exercise.id), case.practice.get(exercise.id)
        if (
            record
            and key
            and record.confidence is not None
            and exercise.graded
            and exercise.kind != "function"
        ):
            yield record.confidence, grade(exercise, key, record.answer, case.page).is_full
