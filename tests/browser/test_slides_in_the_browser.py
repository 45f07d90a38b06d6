"""Slides by keyboard: from the question to both bars, the first result hidden; read by axe, and on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from lessons.course.teaching.slides import written
from tests.articles import CASE
from tests.browser.faces import empty_page

__all__ = ["empty_page"]  # the fixture “browser”
pytestmark = pytest.mark.browser
SMALLEST = """() => Math.min(...[...document.querySelectorAll('section:not([hidden]) *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
  .map(e => parseFloat(getComputedStyle(e).fontSize)))"""

#: what lies below a slide's edge; and whether the page scrolls
BELOW = """() => {
  const end = document.querySelector('section:not([hidden]) .parts').getBoundingClientRect().bottom + 2;
  const all = [...document.querySelectorAll('section:not([hidden]) .parts *')];
  const low = all.filter(e => e.getBoundingClientRect().bottom > end).map(e => e.textContent);
  return [low, document.documentElement.scrollHeight > innerHeight];
}"""
SORT = """() => {
  const slide = document.querySelector('section:not([hidden])');
  return slide.dataset.kind + ["table", "blockquote", "img"].filter(name => slide.querySelector(name));
}"""


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    """The slides of every lesson, by the lesson's slug."""
    folder = tmp_path_factory.mktemp("slides")
    case = CASE
    return {lesson.slug: written(lesson, case, folder) for lesson in case.lessons}


@pytest.fixture
def vote(browser: Page, files) -> Page:
    """The vote of lesson 4, its question on the wall, and no count kept from before."""
    browser.set_viewport_size({"width": 1280, "height": 720})
    browser.goto(files["one-source-or-many"].as_uri())
    browser.evaluate("localStorage.clear()")
    browser.goto("about:blank")
    browser.goto(files["one-source-or-many"].as_uri())
    to(browser, "4.8 · The question")
    return browser


def to(page: Page, title: str) -> None:
    """Go on, by keyboard, to the slide of this title."""
    for _ in range(90):
        if shown(page) == title:
            return
        page.keyboard.press("PageDown")
    raise AssertionError(f"no slide “{title}”; the last is “{shown(page)}”")


def shown(page: Page) -> str:
    """The title of the slide on the wall."""
    return page.locator("section:not([hidden]) h1").inner_text()


def count(page: Page, *numbers: str) -> None:
    """Type the fingers that were counted, each followed by Enter."""
    for number in numbers:
        page.keyboard.type(number)
        page.keyboard.press("Enter")


def bars(page: Page) -> list[str]:
    """What stands beside the bars."""
    return page.locator("section:not([hidden]) .bar").all_inner_texts()


def test_two_votes_stand_side_by_side_in_the_end(vote):
    """Question, fingers, talk, fingers, both bars: with ten fingers and no mouse."""
    vote.keyboard.press("ArrowRight")
    count(vote, "14", "9", "5")
    assert shown(vote) == "4.8 · Talk"
    vote.keyboard.press("ArrowRight")
    count(vote, "4", "6", "18")
    assert shown(vote) == "4.8 · Both votes"
    assert bars(vote) == [
        "first 14 of 28",
        "second 4 of 28",
        "first 9 of 28",
        "second 6 of 28",
        "first 5 of 28",
        "second 18 of 28",
    ]
    vote.keyboard.press("ArrowRight")
    assert shown(vote).startswith("4.8 · A reading")


def test_the_first_result_is_hidden_until_the_second_vote(vote):
    """Showing it would pull the room to the commonest answer: only R does, and only if it is pressed."""
    vote.keyboard.press("ArrowRight")
    count(vote, "14", "9", "5")
    vote.keyboard.press("ArrowLeft")
    colour = "e => getComputedStyle(e).color"
    assert vote.locator("section:not([hidden]) input").first.evaluate(colour) == "rgba(0, 0, 0, 0)"
    to(vote, "4.8 · Both votes")
    assert bars(vote) == []
    expect(vote.locator("section:not([hidden]) .told")).to_contain_text("press R")
    vote.keyboard.press("r")
    assert bars(vote) == ["first 14 of 28", "first 9 of 28", "first 5 of 28"]


def test_counts_are_there_again_after_the_lid_was_closed(vote):
    """A page that is opened again has the counts; “Clear all counts” takes them away."""
    vote.keyboard.press("ArrowRight")
    count(vote, "14", "9", "5")
    vote.reload()
    to(vote, "4.8 · Second vote")
    count(vote, "4", "x", "18")
    assert bars(vote)[:4] == ["first 14 of 28", "second 4 of 22", "first 9 of 28", "second 0 of 22"]
    vote.keyboard.press("Home")
    vote.get_by_role("button", name="Clear all counts").press("Enter")
    to(vote, "4.8 · Both votes")
    expect(vote.locator("section:not([hidden]) .told")).to_have_text("Nothing has been counted yet.")


def test_two_minutes_of_talk_have_a_quiet_clock(vote):
    """S starts it, it runs down without a sound, and says when the time is over."""
    vote.clock.install()
    vote.reload()
    to(vote, "4.8 · Talk")
    clock = vote.locator("section:not([hidden]) .clock")
    expect(clock).to_have_text("2:00")
    vote.keyboard.press("s")
    vote.clock.run_for(31_000)
    expect(clock).to_have_text("1:29")
    vote.clock.run_for(90_000)
    expect(clock).to_have_text("Time")
    assert vote.locator("audio, video").count() == 0


def test_axe_finds_nothing_on_any_sort_of_slide(browser, files):
    """One slide of each sort, in light and in dark: no fault for a screen reader."""
    browser.set_viewport_size({"width": 1280, "height": 720})
    found, met = [], set()
    for slug, path in files.items():
        browser.goto(path.as_uri())
        for at in range(browser.locator("main > section").count()):
            browser.evaluate(f"location.hash = 's{at}'")
            if (sort := browser.evaluate(SORT)) not in met:
                met.add(sort)
                for scheme in ("light", "dark"):
                    browser.emulate_media(color_scheme=scheme)
                    found += [(slug, at, scheme, one["id"]) for one in Axe().run(browser).response["violations"]]
    assert (found, len(met) > 5) == ([], True)


def test_who_sits_in_the_last_row_can_read_every_slide(browser, files):
    """No letter is smaller than 28 points, and nothing lies below the edge: the rest is a further part."""
    browser.set_viewport_size({"width": 1280, "height": 720})
    found, parts = [], 0
    for slug, path in files.items():
        browser.goto(path.as_uri())
        where = ""
        while where != (where := browser.locator("#where").inner_text()):
            small = browser.evaluate(SMALLEST) < 28 * 96 / 72 - 0.1
            if small or browser.evaluate(BELOW) != [[], False]:
                found.append((slug, where, small))
            parts += "part 2" in where
            browser.keyboard.press("PageDown")
    assert (found, parts > 10) == ([], True)


def test_a_slide_of_several_parts_is_gone_through_both_ways(browser, files):
    """The next part, then the next slide; and back to the last part of the slide before."""
    browser.set_viewport_size({"width": 1280, "height": 720})
    browser.goto(files["certainty"].as_uri())
    to(browser, "Card E · Fits, too sure, too cautious?")
    where = browser.locator("#where")
    first = where.inner_text()
    assert "· part 1 of" in first
    parts = int(first[-1])
    for _ in range(parts):
        browser.keyboard.press("ArrowRight")
    assert shown(browser) != "Card E · Fits, too sure, too cautious?"
    browser.keyboard.press("ArrowLeft")
    expect(where).to_have_text(first.replace("part 1", f"part {parts}"))


def test_slides_can_be_followed_on_a_phone(browser, files):
    """At 400 px nothing lies beyond the edge."""
    browser.set_viewport_size({"width": 400, "height": 800})
    wide = []
    for slug, path in files.items():
        browser.goto(path.as_uri())
        for at in range(browser.locator("main > section").count()):
            if browser.evaluate("document.documentElement.scrollWidth") > 400:
                wide.append((slug, at))
            browser.evaluate(f"location.hash = 's{at + 1}'")
    assert wide == []
