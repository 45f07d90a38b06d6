"""The timeline in a real browser, alone on a page with a model that plays the kernel; the real pack."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from lessons.desk.timeline import timeline_of
from lessons.widgets import TimelineWidget
from tests.articles import CASE
from tests.browser.faces import draw_widget, empty_page, kernel_sets

__all__ = ["empty_page"]  # the fixture, under the name the tests ask for

pytestmark = pytest.mark.browser

OPENED = [CASE.reports[5].id, next(report.id for report in CASE.reports if report.date > "2025-04")]
TOLD: dict[str, Any] = timeline_of(CASE, OPENED) or {}


def drawn(page: Page, width: int = 1280) -> Locator:
    """The timeline, of whose pages two were opened."""
    page.set_viewport_size({"width": width, "height": 900})
    return draw_widget(page, TimelineWidget(content=TOLD), "section.lp")


def test_every_page_is_a_mark_and_the_articles_day_a_row(browser):
    """As many marks as reports; one row is the article's day, and a line says where later ones begin."""
    shown = drawn(browser)
    expect(shown.locator("td .lt-page")).to_have_count(len(CASE.reports))
    expect(shown.locator("tr.lt-day th")).to_contain_text("the article's day")
    expect(shown.locator("tr.lt-when")).to_have_text("After it: nobody could read these on the day.")


def test_what_was_opened_is_numbered_and_named(browser):
    """By a number on its mark, and in a list with publisher and date, at any width."""
    shown = drawn(browser, 400)
    expect(shown.locator("td .lt-opened")).to_have_text(["1", "2"])
    names = [page["name"] for id in OPENED for page in TOLD["pages"] if page["id"] == id]
    expect(shown.locator("ol li")).to_contain_text(names)


def test_later_pages_are_told_apart_without_colour(browser):
    """By their shape, and in words for whoever hears the mark."""
    shown = drawn(browser)
    late, early = shown.locator("td .lt-after").first, shown.locator("td .lt-before").first
    expect(late).to_have_attribute("aria-label", re.compile("Published after the article's day."))
    radius = "(node) => getComputedStyle(node.firstChild).borderRadius"
    assert late.evaluate(radius) != early.evaluate(radius)


def test_keys_walk_the_pages(browser):
    """Tab once, arrows through all pages and down a column; what a page says stands below."""
    shown = drawn(browser)
    first = TOLD["pages"][0]
    below = next(page for page in TOLD["pages"][1:] if page["steps"] == first["steps"])
    browser.keyboard.press("Tab")
    expect(shown.locator(".lt-said")).to_contain_text(first["says"])
    browser.keyboard.press("ArrowDown")
    expect(shown.locator(".lt-said")).to_contain_text(below["says"])
    browser.keyboard.press("End")
    expect(shown.locator(".lt-said")).to_contain_text(TOLD["pages"][-1]["says"])


@pytest.mark.parametrize("at", [0, 60, -1])
def test_what_is_chosen_stands_beside_its_words(browser, at):
    """Both are in sight, and the words do not cover the mark they speak of; Escape closes them."""
    shown = drawn(browser, 400)
    chosen = shown.locator("td .lt-page").nth(at)
    chosen.focus()
    mark, words = chosen.bounding_box(), shown.locator(".lt-said").bounding_box()
    assert mark["y"] + mark["height"] <= words["y"] or mark["y"] >= words["y"] + words["height"]
    assert all(-1 <= box["y"] <= 901 - box["height"] for box in (mark, words))
    browser.keyboard.press("Escape")
    expect(shown.locator(".lt-said")).to_be_hidden()


def test_focus_stays_where_it_was_when_a_hunt_goes_on(browser):
    """Another page opened elsewhere draws the marks anew, and throws nobody off them."""
    shown = drawn(browser)
    shown.locator("td .lt-page").nth(7).focus()
    before = browser.evaluate("document.activeElement.dataset.page")
    kernel_sets(browser, "content", timeline_of(CASE, [*OPENED, CASE.reports[9].id]))
    expect(shown.locator("td .lt-opened")).to_have_count(3)
    assert browser.evaluate("document.activeElement.dataset.page") == before


@pytest.mark.parametrize("width", [1280, 400])
def test_it_is_readable_and_touchable_at_any_width(browser, width):
    """No text under 11 px, every mark 24 px wide and high, nothing over the edge."""
    shown = drawn(browser, width)
    shown.locator("td .lt-page").first.click()
    sizes = shown.locator("p, li, th, td, button, summary").evaluate_all(
        "(all) => all.map((node) => parseFloat(getComputedStyle(node).fontSize))"
    )
    marks = shown.locator("td .lt-page").evaluate_all(
        "(all) => all.map((m) => Math.min(m.offsetWidth, m.offsetHeight))"
    )
    assert (min(sizes) >= 11, min(marks) >= 24) == (True, True)
    assert browser.evaluate("document.documentElement.scrollWidth") <= width
