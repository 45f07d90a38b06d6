"""A plan on paper: one page, of every lesson, on either paper."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from lessons.case import read_case
from lessons.course.teaching.plan import plan, routes, written
from tests.browser import lab

pytestmark = pytest.mark.browser
SEEDS = Path(__file__).parent.parent.parent / "seeds"


@pytest.fixture(scope="module")
def page():
    """A browser's page."""
    if lab.CHROMIUM is None and os.environ.get("LESSONS_BROWSER") != "required":
        pytest.skip("no Chromium on this machine: no plan was printed")
    with lab.browser_page() as (opened, _):
        yield opened


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    """The routes, and a plan of every lesson, cold: the longest ones."""
    folder = tmp_path_factory.mktemp("plans")
    case = read_case(SEEDS / "north-korea-russia")
    texts = {lesson.stem: plan(lesson, case, 45, cold=True) for lesson in case.lessons} | {"routes": routes(case)}
    return [next(written(text, name, case, folder)) for name, text in texts.items()]


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_a_plan_is_one_page(page, plans, size):
    """It lies on the desk beside the sheets."""
    found = {}
    for path in plans:
        page.goto(path.as_uri())
        page.emulate_media(media="print")
        found[path.stem] = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=size)))
    assert set(found.values()) == {1}, found


def test_the_curriculum_can_be_typed_in(page, plans):
    """The first column of the last table is the teacher's own, by keyboard, and is printed."""
    page.goto(plans[4].as_uri())
    field = page.get_by_role("textbox").first
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("KMK 5.2.1")
    assert field.inner_text() == "KMK 5.2.1"


def test_a_plan_can_be_read_on_a_phone(page, plans):
    """At 400 px nothing lies beyond the edge."""
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 400, "height": 800})
    for path in plans:
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 400, path.stem
