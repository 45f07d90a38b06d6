"""A plan on paper: one page, of every lesson, on either paper."""

from __future__ import annotations

import re

import pytest

from lessons.course.teaching.plan import plan, routes, written
from tests.articles import CASE
from tests.browser.faces import empty_page

__all__ = ["empty_page"]  # the fixture “browser”
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    """The routes, and a plan of every lesson, cold: the longest ones."""
    folder = tmp_path_factory.mktemp("plans")
    case = CASE
    texts = {lesson.stem: plan(lesson, case, 45, cold=True) for lesson in case.lessons} | {"routes": routes(case)}
    return [next(written(text, name, case, folder)) for name, text in texts.items()]


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_a_plan_is_one_page(browser, plans, size):
    """It lies on the desk beside the sheets."""
    found = {}
    for path in plans:
        browser.goto(path.as_uri())
        browser.emulate_media(media="print")
        found[path.stem] = len(re.findall(rb"/Type\s*/Page\b", browser.pdf(format=size)))
    assert set(found.values()) == {1}, found


def test_the_curriculum_can_be_typed_in(browser, plans):
    """The first column of the last table is the teacher's own, by keyboard, and is printed."""
    browser.goto(plans[4].as_uri())
    field = browser.get_by_role("textbox").first
    field.focus()
    browser.keyboard.press("Control+A")
    browser.keyboard.type("KMK 5.2.1")
    assert field.inner_text() == "KMK 5.2.1"


def test_a_plan_can_be_read_on_a_phone(browser, plans):
    """At 400 px nothing lies beyond the edge."""
    browser.emulate_media(media="screen")
    browser.set_viewport_size({"width": 400, "height": 800})
    for path in plans:
        browser.goto(path.as_uri())
        assert browser.evaluate("document.documentElement.scrollWidth") <= 400, path.stem
