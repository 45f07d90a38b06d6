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
from lessons.exercises import AnyExercise, Key
from lessons.exercises.base import as_list
from lessons.exercises.choose import ChooseSeveral
from lessons.exercises.label import Label


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
        key = lesson.practice[mine.id]
        yield {
            "id": mine.id,
            "number": lesson.numbers[mine.id],
            "prompt": Markup(MARKDOWN.render(question_text(mine, case)) + picture(mine, case)),
            "rounds": rounds[mine.id],
            "readings": [Markup(MARKDOWN.render(reading)) for reading in mine.readings],
            "several": isinstance(mine, ChooseSeveral),
            "options": {} if isinstance(mine, Label) else mine.options,  # type: ignore[attr-defined]
            "rows": mine.texts(case.page) if isinstance(mine, Label) else {},
            "labels": mine.choices if isinstance(mine, Label) else {},
            "reasons": [] if lesson.answers_shown_in else list(_reasons(mine, key, case)),
            "because": "" if lesson.answers_shown_in else key.because,
        }


def _reasons(exercise: AnyExercise, key: Key, case: Case) -> Iterator[tuple[str, str, str, str]]:
    """Each reason with what it is said for: a row (empty for options), an option or label, right or wrong.

    A label of ``*`` stands for every other label of that row.
    """
    if isinstance(exercise, Label):
        yield from _of_rows(exercise, key, case)
        return
    several = isinstance(exercise, ChooseSeveral)
    for option, words in exercise.options.items():  # type: ignore[attr-defined]
        remark = exercise.mark(key, [option] if several else option, case.page).remarks[0]
        if several and option in key.value:
            yield "", option, "missed", f"“{words}” belongs. {key.model_dump()['missed'].get(option, '')}"
        else:
            yield "", option, remark.tone, remark.text


def _of_rows(exercise: Label, key: Key, case: Case) -> Iterator[tuple[str, str, str, str]]:
    held = key.model_dump()
    for name in exercise.names:
        right = as_list(held["value"][name])
        spelled = " or ".join(exercise.choices[label] for label in right)
        yield from ((name, label, "right", held["items"][name]) for label in right)
        for label, why in held["wrong"].get(name, {}).items():
            yield name, label, "wrong", f"{spelled}. {why}"
        yield name, "*", "wrong", f"{spelled}. {held['items'][name]}"


def write_quiz(case: Case, lesson: Lesson, path: Path) -> int:
    """Write the page and say how many bytes it has."""
    content = quiz(lesson, case).encode()
    write_whole(path, content, "Choose a file of your own: -o MY-QUIZ.html.")
    return len(content)
