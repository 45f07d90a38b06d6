"""A marking page in a real browser: marked by keyboard alone, kept, downloaded and read back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from lessons.gradebook.by_hand_csv import read_marks
from lessons.gradebook.marking_page import codes, marking_pages
from tests.browser import lab
from tests.test_marking_page import ANSWERS, KEY, QUESTION, SALT, paper
from tests.toy import toy_case

pytestmark = pytest.mark.browser
REQUIRED = os.environ.get("LESSONS_BROWSER") == "required"
LEARNERS = [f"learner-{name}" for name in ("ada", "ben", "cleo", "dee")]


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    """A marking page with four answers, one of them full of markup."""
    if lab.CHROMIUM is None and not REQUIRED:
        pytest.skip("no Chromium on this machine: no marking page was opened in a browser")
    papers = [paper(id, answer) for id, answer in zip(LEARNERS, ANSWERS, strict=True)]
    (made,) = marking_pages(QUESTION, toy_case(tmp_path / "toy"), KEY, papers, salt=SALT)
    path = tmp_path / made.name
    path.write_text("".join(made.chunks), encoding="utf-8")
    return path


def type_keys(page: Page, keys: str) -> None:
    """Press one key after another."""
    for key in keys.split():
        page.keyboard.press(key)


def mark_three(page: Page) -> None:
    """Mark three answers as somebody does who never touches the mouse; the fourth is left to do."""
    type_keys(page, "4 3 c")
    page.keyboard.type("Name the baker.")
    type_keys(page, "Escape n 0 1 r 1 ArrowRight 2 2 n")


def test_three_answers_are_marked_by_keyboard_kept_and_read_back(page_file, tmp_path):
    """Levels and comments arrive in the gradebook as they were given, and a reload loses none."""
    with lab.browser_page() as (page, troubles):
        page.goto(page_file.as_uri())
        mark_three(page)
        page.reload()
        assert page.locator("#count").text_content() == "3 of 4 done"
        page.locator("#marker").fill("Frau Möller")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the marks").press("Enter")
        name = download.value.suggested_filename
        download.value.save_as(tmp_path / "marks.csv")
        copied = page.evaluate("() => { document.querySelector('#copying').open = true; tell(); return csv(); }")
        assert page.locator("#csv").input_value() == copied.replace("\r\n", "\n")
        in_order = page.locator("article").evaluate_all("all => all.map((one) => one.dataset.code)")
        opened = page.evaluate("window.opened")
    assert (name, opened) == ("marks-what-of-the-ducks.csv", None)
    assert (tmp_path / "marks.csv").read_bytes().decode("utf-8-sig") == copied
    marks = read_marks(tmp_path / "marks.csv", codes(SALT, LEARNERS))
    learners = [codes(SALT, LEARNERS)[code] for code in in_order]
    assert [(m.learner, m.levels, m.comment, m.marker) for m in marks.rows] == [
        (learners[0], {"source": 4, "doubt": 3}, "Name the baker.", "Frau Möller"),
        (learners[1], {"source": 0, "doubt": 1}, "Name the baker.", "Frau Möller"),
        (learners[2], {"source": 2, "doubt": 2}, "", "Frau Möller"),
    ]
    assert (marks.problems, troubles) == ((), [])


def test_the_download_is_one_key_away(page_file):
    """D goes to the button from anywhere, Caps Lock or not; while one types it is a letter."""
    with lab.browser_page() as (page, _):
        page.goto(page_file.as_uri())
        found = []
        for keys in ("d", "n D", "n c d"):
            type_keys(page, keys)
            found.append(page.evaluate("document.activeElement.id || document.activeElement.value"))
        type_keys(page, "Escape ?")
        assert (found, "Download the marks" in page.locator("#keyboard").inner_text()) == (
            ["download", "download", "d"],
            True,
        )


def test_a_small_screen_is_for_the_answers(page_file):
    """The head is low and scrolls away; no button touches another, and nothing goes over the edge."""
    with lab.browser_page() as (page, _):
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(page_file.as_uri())
        head = page.locator(".bar").bounding_box()
        upper, lower = (
            page.locator(f"article:first-of-type {name}").bounding_box() for name in (".next", ".again")
        )
        page.locator("article").nth(1).scroll_into_view_if_needed()
        page.evaluate("scrollTo(0, 600)")
        scrolled = page.locator(".bar").bounding_box()
        width = page.evaluate("document.documentElement.scrollWidth")
    assert (head["height"] < 100, scrolled["y"] < -head["height"], width) == (True, True, 360)
    assert lower["y"] - upper["y"] - upper["height"] >= 8 or lower["x"] - upper["x"] - upper["width"] >= 8
