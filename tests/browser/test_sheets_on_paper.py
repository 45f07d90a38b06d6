"""Sheets as they come out of a printer: the pages that the command counts, on either paper, none half empty."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from lessons.course.teaching.sheets import CARDS, PUPIL, written
from tests.articles import CASE
from tests.browser.faces import empty_page

__all__ = ["empty_page"]  # the fixture “browser”
pytestmark = pytest.mark.browser
FILLED = """pages => pages.map(page => {
  const all = [...page.querySelectorAll('p:not(.foot), li, table, img, .room')];
  const last = Math.max(...all.map(one => one.getBoundingClientRect().bottom));
  const top = page.getBoundingClientRect().top, end = page.lastElementChild.getBoundingClientRect().top;
  return (last - top) / (end - top);
})"""


def printed(page: Page, path: Path, size: str) -> int:
    """How many pages a browser prints a file on."""
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=size)))


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    """Every sheet of the course: its file, the folder it lies in, and the pages that it should take."""
    folder = tmp_path_factory.mktemp("sheets")
    case = CASE
    made = list(written(case, list(case.lessons), folder))
    return [(folder / place / f"{document.name}.html", place, len(document.pages)) for place, document in made]


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_a_printer_needs_the_pages_that_the_command_counts(browser, sheets, size):
    """What “lessons sheets” prints as count is what lies in the tray, on either paper."""
    found = {(path.stem, place): printed(browser, path, size) for path, place, _ in sheets}
    assert found == {(path.stem, place): pages for path, place, pages in sheets}


def test_no_page_is_half_empty(browser, sheets):
    """A page is well filled: with questions, room to draw or lines to write on."""
    browser.set_viewport_size({"width": 680, "height": 945})  # 180 by 250 mm
    empty = []
    for path, place, _ in sheets:
        browser.goto(path.as_uri())
        browser.emulate_media(media="print")
        if place != CARDS:
            empty += [
                (path.stem, place, part) for part in browser.eval_on_selector_all(".page", FILLED) if part < 0.6
            ]
    assert empty == []


def test_lesson_4_takes_five_sides_a_pupil(browser, sheets):
    """The article and the sheet: five sides at most for each of thirty."""
    sides = {path.stem: printed(browser, path, "A4") for path, place, _ in sheets if place == PUPIL}
    assert sides["article"] + sides["04-one-source-or-many"] <= 5


def test_a_sheet_can_be_read_on_a_phone(browser, sheets):
    """At 400 px nothing lies beyond the edge."""
    browser.emulate_media(media="screen")
    browser.set_viewport_size({"width": 400, "height": 800})
    wide = []
    for path, place, _ in sheets:
        browser.goto(path.as_uri())
        if browser.evaluate("document.documentElement.scrollWidth") > 400:
            wide.append((path.stem, place))
    assert wide == []
