"""Scales, ticks and labels of the drawing script, by themselves."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from lessons.widgets.base import script
from tests.browser.faces import empty_page

__all__ = ["empty_page"]  # the fixture, under the name the tests ask for

pytestmark = pytest.mark.browser


def said(page: Page, call: str) -> Any:
    """What the drawing script gives for a call."""
    return page.evaluate(f"() => {{ {script('draw')}\nreturn {call}; }}")


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        ("[0, 50, 100].map(scale([0, 100], [10, 210]))", [10, 110, 210]),
        ("[100, 200, 400].map(scale([100, 400], [0, 200], true)).map(Math.round)", [0, 100, 200]),
        ("[0, 10].map(scale([0, 10], [200, 0]))", [200, 0]),
        ("scale([5, 5], [0, 100])(5)", 0),
    ],
)
def test_a_scale_puts_numbers_where_they_belong(browser, call, wanted):
    """Evenly, or so that equal factors are equal steps; upside down as well; one number alone is at the start."""
    assert said(browser, call) == wanted


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        ("ticks(0, 5026, 6)", [0, 1000, 2000, 3000, 4000, 5000]),
        ("ticks(0, 31, 6)", [0, 10, 20, 30]),
        ("ticks(1600, 2641, 5)", [2000, 2500]),
        ("ticks(200, 5026, 5, true)", [200, 500, 1000, 2000, 5000]),
        ("ticks(0, 0, 5)", [0]),
    ],
)
def test_ticks_are_round_numbers(browser, call, wanted):
    """About as many as asked for, none outside the ends."""
    assert said(browser, call) == wanted


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [([(50, 40), (60, 40)], [50, 96]), ([(60, 40), (50, 40)], [96, 50]), ([(190, 40)], [180]), ([(5, 40)], [20])],
)
def test_labels_are_moved_apart_and_kept_inside(browser, labels, wanted):
    """None lies on another, none stands outside, and each is given back in its own place."""
    told = ", ".join(f"{{ at: {at}, wide: {wide} }}" for at, wide in labels)
    assert said(browser, f"apart([{told}], [0, 200])") == wanted
