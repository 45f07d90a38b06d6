"""The field for what a teacher's list calls a learner: typed, corrected and taken out in a real browser."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from lessons.answers import Book, names_in, records_in_notebook
from lessons.case.where import read_course
from lessons.course import start
from tests.browser import lab

pytestmark = pytest.mark.browser
NEXT = "02_sourcing"


def field(page: Page) -> Locator:
    """The field at the end of the open notebook."""
    found = page.locator(f"{lab.PANEL} input.lq-naming")
    found.scroll_into_view_if_needed(timeout=20_000)
    return found


def typed(page: Page, *keys: str) -> None:
    """Type by keyboard alone; a key by its name, or a text."""
    field(page).focus()
    for key in keys:
        page.keyboard.press(key) if key in ("Backspace", "End", "Control+A", "Tab") else page.keyboard.type(key)


def within(seconds: float, is_so: Callable[[], bool]) -> bool:
    """Whether something becomes so in time."""
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.2)
    return is_so()


def kept(course: Path, stem: str) -> set[tuple[str, ...]]:
    """What course.toml, the book and the notebook say, each as it lies on the disk."""
    book, notebook = Book.open(course / "answers" / f"{stem}.jsonl").records, course / f"{stem}.ipynb"
    folder = read_course(course)
    named = (folder.listed_as,) if folder and folder.listed_as else ()
    return {named, names_in(book), names_in(records_in_notebook(notebook))}


@pytest.mark.skipif(
    lab.CHROMIUM is None and os.environ.get("LESSONS_BROWSER") != "required", reason="no Chromium on this machine"
)
def test_typed_reloaded_restarted_carried_on_and_taken_out(tmp_path):
    """What is typed is in all three places, is there again, is known to the next lesson, and can go."""
    course, first = tmp_path / "mine", "01_claims"
    start(course)
    for lesson in (first, NEXT):
        lab.shorten(course / f"{lesson}.ipynb", "desk.recall(", "desk.receipt(")
    with lab.lab(course, tmp_path) as address, lab.browser_page() as (page, troubles):
        lab.open_notebook(page, address, f"{first}.ipynb")
        lab.run_all(page)
        assert field(page).input_value() == ""
        typed(page, "Ana Lix", "Backspace")
        assert within(15, lambda: kept(course, first) == {("Ana Li",)})
        page.reload()
        lab.is_ready(page)
        assert within(10, lambda: field(page).input_value() == "Ana Li")
        lab.end_kernels(address)
        lab.open_notebook(page, address, f"{NEXT}.ipynb")
        lab.run_all(page)
        assert (field(page).input_value(), (course / "answers" / f"{NEXT}.jsonl").exists()) == ("Ana Li", False)
        question = page.locator(f"{lab.PANEL} section.lq:has(.lq-options)").first
        question.locator("input").first.check()
        question.locator("[data-act=commit]").click()
        assert within(15, lambda: kept(course, NEXT) == {("Ana Li",)})
        typed(page, "End", " Berg")
        assert within(15, lambda: kept(course, NEXT) == {("Ana Li Berg",)})
        typed(page, "Control+A", "Backspace", "Tab")
        assert within(15, lambda: kept(course, NEXT) == {()})
        lab.open_notebook(page, address, f"{first}.ipynb")
        lab.run_all(page)
        assert field(page).input_value() == ""
    assert troubles == []
