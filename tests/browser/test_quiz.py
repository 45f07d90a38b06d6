"""The quiz in a real browser: by keyboard alone, the lid closed in the middle, and the code read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from lessons.answers.codes import read_code
from lessons.case.quizzed import quizzed, records_in
from lessons.course.quiz import write_quiz
from tests.browser import lab
from tests.test_notebooks import CASE

pytestmark = pytest.mark.browser
REQUIRED = os.environ.get("LESSONS_BROWSER") == "required"
LESSON = CASE.lesson("one-source-or-many")


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    """The quiz of lesson 4."""
    if lab.CHROMIUM is None and not REQUIRED:
        pytest.skip("no Chromium on this machine: no quiz was opened in a browser")
    write_quiz(CASE, LESSON, tmp_path / "quiz.html")
    return tmp_path / "quiz.html"


def answer(page: Page, number: int) -> None:
    """Answer the first open question with a key, by the keyboard."""
    form = page.locator("form.asking:visible:has(button:enabled)").first
    rows, options = form.locator("select"), form.locator("input")
    for at in range(rows.count()):
        rows.nth(at).focus()
        page.keyboard.press("ArrowDown")
    if options.count():
        options.nth(number % options.count()).focus()
        page.keyboard.press("Space")
    form.locator("button").focus()
    page.keyboard.press("Enter")


def test_a_phone_that_closes_in_the_middle_goes_on(page_file):
    """By keyboard, reloaded half-way, finished: the code says what was answered, and the square says the code."""
    with lab.browser_page() as (page, troubles):
        page.goto(page_file.as_uri())
        asked = page.locator("form.asking").count()
        for number in range(asked):
            answer(page, number)
            if number == asked // 2:
                page.reload()
        text = page.locator("#code").text_content() or ""
        page.locator("#qr").screenshot(path=page_file.with_suffix(".png"))
        seen = [found.text for found in zxingcpp.read_barcodes(Image.open(page_file.with_suffix(".png")))]
        records = records_in(read_code(text), CASE)
        first = LESSON.exercises[0]
        assert page.locator("#count").text_content() == f"{asked} of {asked} answered."
    assert (len(records), records[0].answer, seen) == (len(quizzed(LESSON)), next(iter(first.options)), [text])
    assert troubles == []


def test_a_wrong_answer_is_explained_at_once(page_file):
    """The reason of just this option stands below it, and nothing is told of the others."""
    with lab.browser_page() as (page, _):
        page.goto(page_file.as_uri())
        form = page.locator("form.asking").first
        form.get_by_text("Weakened only").click()
        form.get_by_role("button").click()
        told = [text.strip() for text in form.locator(".reasons p:visible").all_text_contents()]
    wrong = LESSON.practice[LESSON.exercises[0].id].wrong["weakened"].replace("*", "")
    assert told == [f"Not quite. {wrong}"]


def test_nothing_is_recorded_before_something_is_chosen(page_file):
    """The page says what to do, and no code appears."""
    with lab.browser_page() as (page, _):
        page.goto(page_file.as_uri())
        page.locator("form.asking button").first.press("Enter")
        assert (
            page.locator("form.asking .ask").first.text_content()
            == "Choose an answer first, then press the button."
        )
        assert page.locator("#code").is_hidden()


def test_every_target_is_as_large_as_a_thumb(page_file):
    """At 400 pixels nothing that is pressed is lower than 44, and nothing has to be pushed sideways."""
    pressed = "[...document.querySelectorAll('.option, select, button')].filter(e => e.offsetParent)"
    low = f"{pressed}.filter(e => e.offsetHeight < 44).length"
    with lab.browser_page() as (page, _):
        page.set_viewport_size({"width": 400, "height": 800})
        page.goto(page_file.as_uri())
        assert (page.evaluate(low), page.evaluate("document.documentElement.scrollWidth")) == (0, 400)
