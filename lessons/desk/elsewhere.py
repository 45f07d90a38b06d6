"""Another article at the same desk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lessons.case import Case, Lesson, open_case
from lessons.errors import LessonError


def on_other_case(folder: Path | None, lesson: Lesson) -> tuple[Lesson, Case] | None:
    """The same lesson on another case, its questions called A, B, C; ``None`` where no case can be read."""
    if folder is None:
        return None
    try:
        case = open_case(folder, lesson.slug)
        return replace(case.lesson(lesson.slug), lettered=True), case
    except LessonError:
        return None
