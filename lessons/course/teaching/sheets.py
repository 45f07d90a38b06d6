"""Sheets to hand out: the article once, a sheet for pupils, cards to show, and the teacher's side apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from lessons.case import Case, Lesson
from lessons.case.asking import question_text
from lessons.case.pages import MARKDOWN, picture
from lessons.case.writing import write_whole
from lessons.course.teaching.fields import field
from lessons.course.teaching.paper import Document, height, on_pages, printed
from lessons.course.teaching.said import key_of, levels, shown
from lessons.course.teaching.steps import SLOT, parts
from lessons.exercises import AnyExercise

PUPIL, TEACHER, CARDS = "pupil", "teacher", "cards"
DO = "Choose a folder of your own: -o MY-FOLDER."
_NOTES = '<div class="notes room"></div>'
_TABLES = re.compile(r"^\|.*\n?", re.MULTILINE)
#: sizes of type on a card, in points
_CARD_SIZES = (40, 35, 30, 26, 22, 19, 17, 15, 13)


def article(case: Case) -> Document:
    """The article, its paragraphs numbered: printed once, for all lessons."""
    title, *paragraphs = case.article.paragraphs
    head = f'<h1>{escape(title)}</h1><p class="small">The article as published about {case.settings.published}. '
    rows = [f'<p class="paragraph"><b>{n}</b>{escape(text)}</p>' for n, text in enumerate(paragraphs, 1)]
    return Document("article", "The article", on_pages([f"{head}Keep it: all lessons use it.</p>", *rows], _NOTES))


def pupil_sheet(lesson: Lesson, case: Case) -> Document:
    """What pupils answer on: the questions of the core, and nothing that tells an answer."""
    name = '<p class="small">Name: ______________________________</p>'
    names = [title for title, _ in cards_of(lesson, case)]
    asked = [_asked(exercise, lesson, case, names) for exercise in on_sheet(lesson)]
    return Document(lesson.stem, _title(lesson), on_pages([name, *asked], _NOTES))


def on_sheet(lesson: Lesson) -> list[AnyExercise]:
    """The core of a lesson, where paper is the place for it."""
    return [exercise for exercise in lesson.exercises if exercise.core and exercise.paper_lines is not None]


def _title(lesson: Lesson) -> str:
    return f"Lesson {lesson.number}: {lesson.title}"


def _head(exercise: AnyExercise, lesson: Lesson) -> str:
    return f"<h3>{lesson.numbers[exercise.id]}</h3>"


def _asked(exercise: AnyExercise, lesson: Lesson, case: Case, cards: list[str]) -> str:
    text = MARKDOWN.render(question_text(exercise, case))
    body = text + picture(exercise, case) + field(exercise, case.page, cards)
    return f'<div class="question">{_head(exercise, lesson)}{body}</div>'


def cards_of(lesson: Lesson, case: Case) -> list[tuple[str, str]]:
    """The exhibit cards of a lesson: each its name, and its text in Markdown."""
    pieces = re.split(r"^### +(.+)$", case.note(lesson, "sheet cards"), flags=re.MULTILINE)
    return list(zip(pieces[1::2], pieces[2::2], strict=True))


def cards(lesson: Lesson, case: Case) -> Document:
    """The cards, one a page, as large as each fits."""
    pages = tuple(_card(name, text) for name, text in cards_of(lesson, case))
    return Document(lesson.stem, f"{_title(lesson)} · cards", pages, "card")


def _card(name: str, text: str) -> str:
    body = f"<h2>{MARKDOWN.renderInline(name)}</h2>{MARKDOWN.render(text)}"
    # type of twice the size fills four times the room
    size = next((size for size in _CARD_SIZES if height(body) * (size / 10) ** 2 < 200), _CARD_SIZES[-1])
    return f'<div class="body" style="font-size:{size}pt">{body}</div>'


def teacher_sheet(lesson: Lesson, case: Case) -> Document:
    """The teacher's side: minutes, key, readings, what pupils will say, misconceptions, samples."""
    return Document(
        lesson.stem, f"{_title(lesson)} · the teacher's side", on_pages(_teachers(lesson, case), _NOTES)
    )


def _teachers(lesson: Lesson, case: Case) -> Iterator[str]:
    yield from _minutes(lesson, case)
    yield "<h2>Key, with reasons</h2>"
    for exercise in on_sheet(lesson):
        yield _answer(exercise, lesson, case)
    yield from _misconceptions(lesson, case)
    yield "<h2>What pupils will say</h2>"
    yield from _blocks(case.note(lesson, "sheet objections"))
    yield from _samples(lesson, case)


def _blocks(markdown: str) -> list[str]:
    return [MARKDOWN.render(block) for block in re.split(r"\n\s*\n", markdown.strip()) if block.strip()]


def _minutes(lesson: Lesson, case: Case) -> Iterator[str]:
    yield (
        "<h2>Minutes</h2><p class='small'>As “lessons check” reckons them for a reader alone; "
        f"“lessons plan {lesson.number} --minutes 45” fits them to your lesson.</p>"
    )
    for part in parts(lesson, case):
        rows = [f"| {max(1, round(step.minutes))} | {step.says} |" for step in part.steps]
        yield MARKDOWN.render("\n".join([f"| minutes | {part.title} |", "| ---: | --- |", *rows]))
    yield from _blocks(_TABLES.sub("", case.note(lesson, SLOT)))


def _answer(exercise: AnyExercise, lesson: Lesson, case: Case) -> str:
    key = key_of(exercise, case)
    remarks = [remark.text for remark in exercise.reveal(key, case.page)] if key else []
    lines = [MARKDOWN.render(text) for text in remarks or ["The key is not in this copy."]]
    readings = "".join(f"<li>{MARKDOWN.renderInline(reading)}</li>" for reading in exercise.readings)
    told = f"<p>After the first vote, two readings to put side by side:</p><ul>{readings}</ul>" if readings else ""
    return f"<div>{_head(exercise, lesson)}{''.join(lines)}{told}</div>"


def _misconceptions(lesson: Lesson, case: Case) -> Iterator[str]:
    found = shown(lesson, case)
    if found:
        yield "<h2>Misconceptions, and the answers that show them</h2>"
    for told, where in found:
        head = f"**{told.teachers}** Say: “{told.pupils}”"
        first, *others = (f"{number} · {said}" for number, said in where)
        yield f"<div>{MARKDOWN.render(head)}{_shown_by(first)}</div>"
        yield from map(_shown_by, others)


def _shown_by(said: str) -> str:
    return f"<ul><li>{MARKDOWN.renderInline(said)}</li></ul>"


def _samples(lesson: Lesson, case: Case) -> Iterator[str]:
    for exercise in lesson.exercises:
        key = key_of(exercise, case)
        for number, sample in enumerate(exercise.models(key) if key else (), 1):
            head = f"<h2>Sample answers to {lesson.numbers[exercise.id]}</h2>" if number == 1 else ""
            text = f"“{sample.text.strip()}”\n\n*{levels(sample.levels, exercise.rubric)}*\n\n{sample.because}"
            yield f"<div>{head}{MARKDOWN.render(text)}</div>"


def written(case: Case, lessons: list[Lesson], folder: Path) -> Iterator[tuple[str, Document]]:
    """Write the sheets of some lessons, and give each with the folder it lies in."""
    yield _write(PUPIL, article(case), case, folder)
    for lesson in lessons:
        made = ((PUPIL, pupil_sheet), (CARDS, cards), (TEACHER, teacher_sheet))
        for place, make in made:
            document = make(lesson, case)
            if document.pages:
                yield _write(place, document, case, folder)


def _write(place: str, document: Document, case: Case, folder: Path) -> tuple[str, Document]:
    write_whole(folder / place / f"{document.name}.html", printed(document, case.settings.language), DO)
    return place, document
