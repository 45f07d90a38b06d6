"""Where a learner stands: what is answered, and how well sureness and rightness went together."""

from __future__ import annotations

import html
from collections.abc import Iterator

from lessons.answers import Book, is_answered
from lessons.answers.counting import in_order
from lessons.case import Case, Lesson
from lessons.desk.past import Past
from lessons.exercises import AnyExercise
from lessons.exercises.stages import ROUNDS, STAGES
from lessons.exercises.wording import counted


def progress(lesson: Lesson, case: Case, book: Book) -> str:
    """A table of what is answered, as HTML; no score for graded items."""
    core = list(_rows([e for e in lesson.exercises if e.core], book))
    beyond = list(_rows([e for e in lesson.exercises if not e.core], book))
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in sureness(lesson, case, book))
    return f"{_table('of the core', core)}{_table('of what goes further', beyond)}{lines}"


def _rows(exercises: list[AnyExercise], book: Book) -> Iterator[tuple[str, int, int]]:
    twins = {exercise.same_as for exercise in exercises}
    single = [exercise for exercise in exercises if exercise.id not in twins]
    return (_row(stage, [e for e in single if e.stage == stage], book) for stage, title in STAGES.items() if title)


def _table(what: str, rows: list[tuple[str, int, int]]) -> str:
    done, total = sum(row[1] for row in rows), sum(row[2] for row in rows)
    lines = "".join(f"<tr><td>{html.escape(name)}</td><td>{n} of {of}</td></tr>" for name, n, of in rows if of)
    return f"<p><b>{done} of {total}</b> {what} answered.</p><table>{lines}</table>" if total else ""


def _row(stage: str, exercises: list[AnyExercise], book: Book) -> tuple[str, int, int]:
    asked = [(e, round) for e in exercises for round in ROUNDS.get(stage, ("",))]
    return STAGES[stage], sum(_is_answered(e, round, book) for e, round in asked), len(asked)


def _is_answered(exercise: AnyExercise, round: str, book: Book) -> bool:
    records = [book.latest(id, round) for id in (exercise.id, exercise.same_as) if id]
    return any(record is not None and is_answered(record) for record in records)


def sureness(lesson: Lesson, case: Case, book: Book) -> Iterator[str]:
    """How often a first answer was right, by how sure the learner was; shown, never graded."""
    if lesson.answers_shown_in:
        return
    rated = list(Past(case, tuple(in_order(book.records))).rated(lesson))
    for low, high in ((0, 49), (50, 69), (70, 89), (90, 100)):
        if met := [share for sure, share in rated if low <= sure <= high]:
            yield (
                f"Of the {counted(len(met), 'answer')} you were {low} to {high} % sure of, "
                f"{sum(share >= 1 for share in met)} were right at the first try."
            )
