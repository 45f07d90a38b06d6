"""Another article at the same desk."""

from __future__ import annotations

from pathlib import Path

from lessons.case import Case, Lesson, open_case
from lessons.errors import LessonError


def on_other_case(folder: Path | None, lesson: Lesson) -> tuple[Lesson, Case] | None:
    """The same lesson on another case, or ``None`` where there is none that can be read."""
    if folder is None:
        return None
    try:
        case = open_case(folder, lesson.slug)
        return case.lesson(lesson.slug), case
    except LessonError:
        return None
