"""A lesson's practice choices and labels as one page for phones: no Python, no network, and a code at the end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup

from lessons.answers.codes import CHECK, LESSON, PHONE, VERSION, WORDING
from lessons.answers.counting import LETTERS
from lessons.case import Case, Lesson
from lessons.case.asking import question_text
from lessons.case.pages import MARKDOWN, filled, picture
from lessons.case.quizzed import Quizzed, quizzed, sizes, wording
from lessons.case.writing import write_whole
from lessons.errors import CourseError


def quiz(lesson: Lesson, case: Case) -> str:
    """The page; only practice questions and their keys are in it."""
    asked = quizzed(lesson)
    if not asked:
        raise CourseError(f"Lesson {lesson.number} has no choices or labels to practise; choose another lesson.")
    setup = {
        "version": VERSION,
        "letters": LETTERS,
        "lengths": [LESSON, WORDING, PHONE, CHECK],
        "lesson": lesson.number,
        "wording": wording(asked),
        "sizes": sizes(asked),
    }
    return filled(
        "course/quiz.html.j2",
        title=lesson.title,
        number=lesson.number,
        headline=case.article.paragraphs[0],
        published=case.settings.published,
        language=case.settings.language,
        shown_in=lesson.answers_shown_in.replace("-", " "),
        questions=list(_questions(asked, lesson, case)),
        setup=Markup(json.dumps(setup)),
    )


def _questions(asked: list[Quizzed], lesson: Lesson, case: Case) -> Iterator[dict[str, Any]]:
    rounds: dict[str, list[str]] = {}
    for one in asked:
        rounds.setdefault(one.exercise.id, []).append(one.round)
    for mine in (exercise for exercise in lesson.exercises if exercise.id in rounds):
        key, shown = lesson.practice[mine.id], mine.traits(case.page)
        replies = [] if lesson.answers_shown_in else mine.replies(key, case.page)
        yield {
            "id": mine.id,
            "number": lesson.numbers[mine.id],
            "prompt": Markup(MARKDOWN.render(question_text(mine, case)) + picture(mine, case)),
            "rounds": rounds[mine.id],
            "readings": [Markup(MARKDOWN.render(reading)) for reading in mine.readings],
            "several": mine.several,
            "options": shown.get("options", {}),
            "rows": shown.get("items", {}),
            "labels": shown.get("labels", {}),
            "reasons": [(row, choice, remark.tone, remark.text) for row, choice, remark in replies],
            "because": "" if lesson.answers_shown_in else key.because,
        }


def write_quiz(case: Case, lesson: Lesson, path: Path) -> int:
    """Write the page and say how many bytes it has."""
    content = quiz(lesson, case).encode()
    write_whole(path, content, "Choose a file of your own: -o MY-QUIZ.html.")
    return len(content)
