"""A printable sheet for each lesson: for rooms without computers, and for the teacher's hand."""

from __future__ import annotations

from html import escape
from importlib import resources
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markdown_it import MarkdownIt

from lessons.case import Case, Lesson
from lessons.case.asking import question_text
from lessons.errors import CourseError
from lessons.exercises import AnyExercise
from lessons.widgets.still import on_paper

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


def sheet(lesson: Lesson, case: Case) -> str:
    """One lesson's sheet as HTML that prints well: the pupils' side, then the teacher's."""
    template = resources.files("lessons.course").joinpath("sheet.html.j2").read_text(encoding="utf-8")
    page = Environment(undefined=StrictUndefined, autoescape=True).from_string(template)
    asked = [exercise for exercise in lesson.exercises if exercise.core and _fits_on_paper(exercise)]
    return page.render(
        number=lesson.number,
        title=lesson.slug.replace("-", " "),
        headline=case.article.paragraphs[0],
        published=case.settings.published,
        paragraphs=list(enumerate(case.article.paragraphs))[1:],
        cards=_note(case, lesson, "sheet cards"),
        minutes=_note(case, lesson, "sheet minutes"),
        objections=_note(case, lesson, "sheet objections"),
        questions=[_question(number, exercise, case) for number, exercise in enumerate(asked, 1)],
        language=case.settings.language,
    )


def _fits_on_paper(exercise: AnyExercise) -> bool:
    return exercise.paper_lines is not None


def _note(case: Case, lesson: Lesson, slot: str) -> str:
    return str(_MARKDOWN.render(case.note(lesson, slot))) if slot in lesson.notes.slots else ""


def _question(number: int, exercise: AnyExercise, case: Case) -> dict[str, str | int | list[str]]:
    key = case.practice.get(exercise.id) or case.graded.get(exercise.id)
    reveal = exercise.reveal(key, case.page) if key else ()
    return {
        "number": number,
        "prompt": str(_MARKDOWN.render(question_text(exercise, case))),
        "body": _picture(exercise, case) + on_paper(exercise.face, exercise.traits(case.page)) + _lines(exercise),
        "answers": [str(_MARKDOWN.renderInline(remark.text)) for remark in reveal]
        or ["The key is not in this copy."],
    }


def _lines(exercise: AnyExercise) -> str:
    """Room to write in, where nothing is to be ticked."""
    return '<p class="line"></p>' * (exercise.paper_lines or 0)


def _picture(exercise: AnyExercise, case: Case) -> str:
    if not exercise.chart:
        return ""
    from lessons.charts.plot import plot  # late: most sheets need no chart library

    chart = plot(case.drawing(exercise.chart))
    return f'<img alt="{escape(chart.alt)}" src="{chart.image()}">'


def write_sheets(case: Case, folder: Path, lesson: Lesson) -> Path:
    """Write one lesson's sheet and say where it stands."""
    path = folder / f"{lesson.stem}.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(sheet(lesson, case), encoding="utf-8")
    except OSError as error:
        raise CourseError(
            f"{path} cannot be written ({error.strerror}). Choose a folder of your own: -o MY-FOLDER."
        ) from None
    return path
