"""Pages that stand alone, as their readers open them: axe finds nothing, in light and in dark, on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from lessons.course.quiz import quiz
from lessons.course.teaching.paper import printed
from lessons.course.teaching.plan import plan, written
from lessons.course.teaching.sheets import article, cards, pupil_sheet, teacher_sheet
from lessons.gradebook.feedback import feedback_page
from lessons.gradebook.marking_page import marking_pages
from lessons.gradebook.results import Item, Result
from lessons.handins.people import Learner
from lessons.review import Review, made_up_class
from lessons.review.page import page
from lessons.review.room import Room
from lessons.review.room import page as room_page
from lessons.review.watching import Watch
from tests.browser.faces import empty_page
from tests.hand_ins import record, write_book
from tests.learners import wrong
from tests.test_marking_page import ANSWERS, KEY, QUESTION, SALT, paper
from tests.test_notebooks import CASE
from tests.test_room import BOOK, cast, voters
from tests.toy import toy_case

__all__ = ["empty_page"]  # the fixture “browser”
pytestmark = pytest.mark.browser
LESSON = CASE.lesson("sourcing")


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    """One page of each sort, by its name."""
    for make in (pupil_sheet, teacher_sheet, cards):
        yield make.__name__, printed(make(LESSON, CASE), "en")
    yield "article", printed(article(CASE), "en")
    yield "plan", next(written(plan(LESSON, CASE, 45), "plan", CASE, folder)).read_text(encoding="utf-8")
    yield "quiz", quiz(LESSON, CASE)
    yield "review", page(Review(made_up_class(CASE, 30)))
    for pupil in voters(5):
        write_book(folder / "class" / pupil.name / BOOK, cast(pupil, "first", "second"))
    watched = Watch(CASE, (folder / "class",))
    yield "room", room_page(Room(CASE, (folder / "class",), folder / "room.html"), watched, watched.look(), "")
    papers = [paper(f"learner-{at}", answer) for at, answer in enumerate(ANSWERS)]
    for made in marking_pages(QUESTION, toy_case(folder / "toy"), KEY, papers, salt=SALT):
        yield "marking", "".join(made.chunks)
    yield "feedback", _feedback()


def _feedback() -> str:
    """What somebody reads who answered everything in one lesson wrongly."""
    asked = [exercise for exercise in LESSON.exercises if exercise.id in CASE.practice]
    given = {e.id: record(CASE, e.id, wrong(e, CASE.practice[e.id], CASE)) for e in asked}
    told = {e.id: e.grade(CASE.practice[e.id], given[e.id].answer, CASE.page).remarks for e in asked}
    items = tuple(Item(id, "graded", 0, 1, reasons=tuple(reasons)) for id, reasons in told.items())
    return feedback_page(Result(learner=Learner(id="ada", name="Ada"), items=items), CASE, given, "Feedback")


def test_axe_finds_nothing_on_any_page_that_stands_alone(browser, tmp_path):
    """In either colour scheme, at 400 pixels, where a table may have to scroll."""
    browser.set_viewport_size({"width": 400, "height": 800})
    found = []
    for name, text in pages(tmp_path):
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
        browser.goto((tmp_path / f"{name}.html").as_uri())
        # in the dark nothing is different but the colours
        for scheme, rules in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
            browser.emulate_media(color_scheme=scheme)
            told = Axe().run(browser, options=rules).response["violations"]
            found += [(name, scheme, one["id"]) for one in told]
    assert found == []
