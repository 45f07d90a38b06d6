"""A plan for one class on one page, and the routes through the course; as Markdown, and as a page to print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lessons.case import Case, Lesson
from lessons.case.pages import MARKDOWN, filled
from lessons.case.where import beside
from lessons.case.writing import write_whole
from lessons.course.minutes import reckoned, seconds_for, seconds_to_read, words
from lessons.course.notebooks import numbered, prose_of, read_asks
from lessons.course.teaching.said import IfMost, decisive, if_most_say, key_of
from lessons.course.teaching.sheets import DO, article, cards_of, pupil_sheet
from lessons.course.teaching.steps import Part, Step, asked_by, clock, fitted, parts
from lessons.exercises import AnyExercise
from lessons.exercises.base import as_list

_AIMS = re.compile(r"\bYou will\n\n((?:- .+\n(?: .+\n)*)+)")
_CARDS = re.compile(r"[Cc]ards? [A-Z](?:(?:, | and | to )[A-Z])*\b")
#: questions that every reader needs first: the titles of these lessons
_FIRST = (1, 2, 3)
_CARE = "care"
HOMEWORK = 15
_TD = "<td>…</td>"
_EDITED = '<td contenteditable="true" role="textbox" aria-label="yours to fill in">…</td>'


@dataclass(frozen=True)
class Opened:
    """What a lesson's notebook says of itself."""

    title: str
    aims: tuple[str, ...]


def opened(lesson: Lesson, case: Case) -> Opened:
    """The title and the aims of a lesson, in its notebook's words."""
    paths = numbered(beside(case.folder, "notebooks"))
    path = next((path for path in paths if read_asks(path).lesson == lesson.slug), None)
    prose = prose_of(path) if path else f"# {lesson.number} · {lesson.title}"
    aims = re.sub(r"\n +", " ", "".join(_AIMS.findall(prose + "\n")))
    return Opened(prose.partition("\n")[0].lstrip("# "), tuple(re.findall(r"^- (.+?)[;.,]?$", aims, re.MULTILINE)))


def plan(lesson: Lesson, case: Case, minutes: int, *, cold: bool = False) -> str:
    """One class in Markdown, its minutes those that are given; ``cold``: nobody has had a lesson before."""
    found = parts(lesson, case)
    if cold and lesson != case.lessons[0]:
        found = [_cold(found[0], lesson, case), *found[1:]]
    scripts = [(part.title, fitted(part.steps, minutes)) for part in found]
    kept = [step for _, script in scripts for _, step in script]
    steering = decisive(exercise for step in kept for exercise in step.asked)
    return filled(
        "course/teaching/plan.md.j2",
        lesson=lesson,
        opened=opened(lesson, case),
        minutes=minutes,
        cold=cold,
        sides=(len(article(case).pages), len(pupil_sheet(lesson, case).pages)),
        cards=[name.partition(" · ")[0].removeprefix("Card ") for name, _ in cards_of(lesson, case)],
        scripts=[(title, [_row(*row, lesson) for row in clock(script)]) for title, script in scripts],
        left_out=[step.says for part in found for step in part.steps if step not in kept],
        steering=lesson.numbers[steering.id] if steering else "",
        ifs=[(e, _back(e, kept, lesson)) for e in if_most_say(steering, lesson, case)] if steering else [],
        criteria=list(_criteria(kept, lesson, case)),
        homework=_homework(kept, lesson, case),
    )


def _row(start: int, end: int, step: Step, lesson: Lesson) -> tuple[str, str, str]:
    numbers = [lesson.numbers[exercise.id] for exercise in step.asked]
    asked = f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 2 else ", ".join(numbers)
    return f"{start}–{end}", step.says, asked


def _cold(first: Part, lesson: Lesson, case: Case) -> Part:
    """A sitting that begins with the article, and asks for nothing from memory."""
    earlier = [other for other in case.lessons if other.number in _FIRST and other.number < lesson.number]
    asks = " · ".join(f"*{opened(other, case).title.partition(' · ')[2]}*" for other in earlier)
    board = f" On the board: {asks}" if asks else ""
    care = [case.note(other, _CARE) for other in case.lessons if _CARE in other.notes.slots]
    minutes = seconds_to_read(sum(map(words, (*care, *case.article.paragraphs)))) / 60
    reading = Step(
        f"The care note of lesson 0, aloud. Then everybody reads the article alone.{board}", (), minutes
    )
    return Part(first.title, (reading, *(step for step in first.steps if not _from_memory(step))))


def _from_memory(step: Step) -> bool:
    return bool(step.asked) and all(exercise.stage == "recall" for exercise in step.asked)


def _back(each: IfMost, kept: Iterable[Step], lesson: Lesson) -> str:
    """Where to go back to: the question, and the cards of its step."""
    if not each.back:
        return ""
    step = next((step for step in kept if each.back in step.asked), None)
    named = _CARDS.search(step.says) if step else None
    cards = f" ({named[0][0].lower()}{named[0][1:]})" if named else ""
    return f"Back to {lesson.numbers[each.back.id]}{cards}."


def _criteria(kept: Iterable[Step], lesson: Lesson, case: Case) -> Iterator[str]:
    """By what one sees, at the end, that it was learned."""
    for exercise in (exercise for step in kept for exercise in step.asked):
        key = key_of(exercise, case)
        if exercise.stage == "exit" and key and exercise.face == "choice":
            right = " or ".join(exercise.traits(case.page)["options"][id] for id in as_list(key.value))
            yield f"Most choose in {lesson.numbers[exercise.id]}: “{right}”. They can say why."
        elif exercise.stage == "vote" and key:
            yield f"In the second vote of {lesson.numbers[exercise.id]} each has a reason that the page shows."
        elif exercise.rubric:
            yield f"The texts of {lesson.numbers[exercise.id]}: " + "; ".join(exercise.rubric.values()) + "."


def _homework(kept: Iterable[Step], lesson: Lesson, case: Case) -> tuple[int, list[str]]:
    """Questions of *Go further* for a quarter of an hour, none of them graded: minutes, and their numbers."""
    done = {exercise.id for step in kept for exercise in step.asked}
    further = [e for stage in ("write", "further") for e in asked_by(stage, lesson) if not e.core]
    seconds = 0.0
    found: list[str] = []
    for exercise in further:
        takes = seconds_for(exercise, lesson, case)
        if exercise.id not in done and exercise.id in lesson.practice and _fits(exercise, seconds + takes):
            seconds += takes
            found.append(lesson.numbers[exercise.id])
    return round(seconds / 60), found


def _fits(exercise: AnyExercise, seconds: float) -> bool:
    return exercise.paper_lines is not None and seconds <= 60 * HOMEWORK


def routes(case: Case) -> str:
    """Four ways through the course, with the minutes of each lesson."""
    taken = reckoned(case, beside(case.folder, "notebooks"))
    rows = [(lesson, opened(lesson, case).title.partition(" · ")[2], minutes) for lesson, _, minutes in taken]
    return filled("course/teaching/routes.md.j2", rows=rows, there={lesson.number for lesson in case.lessons})


def written(markdown: str, name: str, case: Case, folder: Path) -> Iterator[Path]:
    """Write a plan as Markdown, and as one page to print."""
    title = markdown.partition("\n")[0].lstrip("# ")
    body = MARKDOWN.render(markdown).replace(_TD, _EDITED)
    page = filled("course/teaching/plan.html.j2", title=title, body=body, language=case.settings.language)
    yield write_whole(folder / f"{name}.html", page, DO)
    yield write_whole(folder / f"{name}.md", markdown, DO)
