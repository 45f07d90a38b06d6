"""Slides for the projector: the exhibits of a lesson, and each vote from the question to the reasons; one file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lessons.case import Case, Lesson
from lessons.case.asking import question_text
from lessons.case.pages import MARKDOWN, filled, picture
from lessons.case.writing import write_whole
from lessons.course.teaching.fields import card_name
from lessons.course.teaching.plan import opened
from lessons.course.teaching.sheets import DO, cards_of
from lessons.exercises import AnyExercise, Key

#: seconds of talk between two votes
TALK = 120


@dataclass(frozen=True)
class Slide:
    """One slide; where votes are counted, it says which vote, which round, and what can be chosen."""

    title: str
    body: str
    kind: str = "plain"
    vote: str = ""
    round: str = ""
    options: tuple[str, ...] = ()


def slides(lesson: Lesson, case: Case) -> list[Slide]:
    """All slides of a lesson, in order."""
    shown = [Slide("To begin with", _html(case.note(lesson, "opening")))]
    shown += [Slide(name, _html(text)) for name, text in cards_of(lesson, case)]
    for exercise in lesson.exercises:
        # only a practice key: what is graded is told by nobody's slide
        key = lesson.practice.get(exercise.id)
        if exercise.face == "deck":
            shown += _deck(exercise, key, lesson, case)
        elif exercise.stage == "vote":
            shown += _vote(exercise, key, lesson, case)
    return shown


def _html(markdown: str) -> str:
    return str(MARKDOWN.render(markdown))


def _list(texts: tuple[str, ...]) -> str:
    return "<ol>" + "".join(f"<li>{MARKDOWN.renderInline(text)}</li>" for text in texts) + "</ol>"


def _options(exercise: AnyExercise, case: Case) -> tuple[str, ...]:
    return tuple((exercise.traits(case.page).get("options") or {}).values())


def _deck(exercise: AnyExercise, key: Key | None, lesson: Lesson, case: Case) -> Iterator[Slide]:
    """A vote after each card, then what the words on each support."""
    number, options = lesson.numbers[exercise.id], _options(exercise, case)
    names = [name for name, _ in cards_of(lesson, case)]
    turned = [
        (card_name(c["title"], names, n), c["text"]) for n, c in enumerate(exercise.traits(case.page)["cards"], 1)
    ]
    yield Slide(f"{number} · Card by card", _html(exercise.prompt) + _list(options))
    for at, (name, text) in enumerate(turned, 1):
        yield Slide(f"{number} · {name}", _html(text), "count", f"{number}-{at}", "once", options)
    for (name, _), card in zip(turned, getattr(key, "cards", ()), strict=False):
        yield Slide(f"{number} · {name}: the reason", _html(card.because))
    if key:
        yield Slide(f"{number} · What it shows", _html(key.because))


def _vote(exercise: AnyExercise, key: Key | None, lesson: Lesson, case: Case) -> Iterator[Slide]:
    """Question, vote, talk, vote, both results, reasons; a text is written twice, and nothing is counted."""
    number, options = lesson.numbers[exercise.id], _options(exercise, case)
    asked = _html(question_text(exercise, case)) + picture(exercise, case)
    yield Slide(f"{number} · The question", asked + (_list(options) if options else ""))
    if options:
        yield Slide(f"{number} · First vote", "", "count", number, "first", options)
    yield Slide(
        f"{number} · Talk",
        "<p>With somebody who answered otherwise. Which words on the page decide it?</p>",
        "talk",
    )
    if options:
        yield Slide(f"{number} · Second vote", "", "count", number, "second", options)
        yield Slide(f"{number} · Both votes", "", "both", number, "", options)
    else:
        yield Slide(f"{number} · Once more", "<p>Write it again. What did you change, and why?</p>")
    for at, reading in enumerate(exercise.readings, 1):
        yield Slide(f"{number} · A reading ({at} of {len(exercise.readings)})", _html(reading))
    if key:
        yield Slide(f"{number} · The reasons", _html(key.because))
    if told := _of_others(exercise, key, case):
        yield Slide(f"{number} · And the other answers", told)


def _of_others(exercise: AnyExercise, key: Key | None, case: Case) -> str:
    """What the key says of each option that cannot be defended."""
    texts = exercise.traits(case.page).get("options") or {}
    wrong = getattr(key, "wrong", {})
    return "".join(_html(f"**“{texts[id]}”** {wrong[id]}") for id in texts if id in wrong)


def page(lesson: Lesson, case: Case) -> str:
    """The whole file: nothing in it is fetched."""
    return filled(
        "course/teaching/slides.html.j2",
        title=opened(lesson, case).title,
        name=lesson.stem,
        talk=TALK,
        slides=slides(lesson, case),
        language=case.settings.language,
    )


def written(lesson: Lesson, case: Case, folder: Path) -> Path:
    """Write the slides of a lesson, and say where they lie."""
    return write_whole(folder / f"{lesson.stem}.html", page(lesson, case), DO)
