"""What a case holds, counted."""

from __future__ import annotations

from collections.abc import Iterator

from lessons.case.model import Case
from lessons.case.withheld import ROWS, rows_of


def counts(case: Case) -> Iterator[tuple[str, int]]:
    """Names and counts, in the order of the case's files."""
    yield "paragraphs, the headline included", len(case.article.paragraphs)
    yield "sources", len(case.sources)
    yield "claims", len(case.claims)
    yield "numbers", len(case.numbers)
    yield "time expressions", len(case.times)
    yield "reports elsewhere", len(case.reports)
    for lesson in case.lessons:
        yield f"exercises in lesson {lesson.number}, {lesson.slug}", len(lesson.exercises)
    yield "practice keys", len(case.practice)
    yield "graded keys", len(case.graded)
    if hidden := sum(len(row.withheld) for group in ROWS for row in rows_of(case, group)):
        yield "fields withheld until the hand-ins are graded", hidden
