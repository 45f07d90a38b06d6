"""The article map in a real browser, alone on a page with a model that plays the kernel."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from lessons.widgets import MapWidget
from tests.browser.faces import draw_widget, empty_page, kernel_sets

__all__ = ["empty_page"]  # the fixture, under the name the tests ask for

pytestmark = pytest.mark.browser

DUCKS = "The gardener counted 40 ducks on the mill pond. They are a clear sign of spring. " * 3
WORDS = {"fact": "an event", "opinion": "a meaning", "withheld": "withheld for now"}


def row(words: str, mine: str = "", label: str = "", paragraph: int = 1, **more: Any) -> dict[str, Any]:
    """A row where its words first stand."""
    start = DUCKS.index(words)
    sentence = {"from": 0 if start < 48 else 48, "to": 47 if start < 48 else 80}
    ends = {"paragraph": paragraph, "start": start, "end": start + len(words)}
    return {**ends, **sentence, "mine": mine, "label": label, "differs": False, "note": "", **more}


EMPTY = [row("The gardener counted 40 ducks"), row("They are a clear sign of spring"), row("clear")]
FULL = [
    row("The gardener counted 40 ducks", "opinion", "fact", differs=True),
    row("They are a clear sign of spring", "opinion", "opinion"),
    row("clear", label="withheld"),
]


@pytest.fixture(name="page")
def wide_page(browser: Page) -> Page:
    """The page at its usual width, in the light."""
    browser.set_viewport_size({"width": 1280, "height": 1000})
    return browser


def drawn(page: Page, rows: list[dict[str, Any]]) -> Locator:
    """The map of these rows."""
    traits = {"title": "What kind", "line": "Yours.", "alt": "Three claims.", "labels": WORDS}
    return draw_widget(page, MapWidget(paragraphs=["Ducks", DUCKS], rows=rows, **traits), "section.lm")


def test_no_label_is_told_before_the_kernel_tells_it(page):
    """The empty map is grey bars, and a legend without a count."""
    shown = drawn(page, EMPTY)
    expect(shown.locator(".lm-none")).to_have_count(3 + 1)
    expect(shown.locator(".lm-page .lm-bar, .lm-legend td")).to_have_count(0)


def test_it_fills_when_the_kernel_sends_labels(page):
    """Counts stand beside each label, and a difference is marked by a sign and not by colour alone."""
    shown = drawn(page, EMPTY)
    kernel_sets(page, "rows", FULL)
    expect(shown.locator(".lm-legend tbody tr")).to_have_text(["an event01", "a meaning21", "withheld for now01"])
    expect(shown.locator(".lm-differs")).to_have_text(["≠"])


def test_two_labels_of_one_claim_are_two_halves(page):
    """Yours above, the ledger's below; also where the ledger's is withheld, and nothing says that they differ."""
    shown = drawn(page, [row("The gardener counted 40 ducks", "opinion", "withheld")])
    expect(shown.locator(".lm-page .lm-bar, .lm-page .lm-withheld")).to_have_count(2)
    expect(shown.locator(".lm-differs")).to_have_count(0)
    expect(shown.locator(".lm-legend")).to_contain_text("above is yours")


def test_each_label_has_a_pattern_of_its_own(page):
    """Labels are told apart without colour: no two bars of different labels have the same filling."""
    fills = (
        drawn(page, FULL)
        .locator(".lm-legend rect[fill]")
        .evaluate_all("(all) => all.map((r) => r.getAttribute('fill'))")
    )
    assert len(set(fills)) == 2


def test_keys_walk_the_claims_in_the_order_of_the_text(page):
    """Tab once, then arrows; the sentence and both labels stand below, and the claim's words are marked."""
    shown = drawn(page, FULL)
    page.keyboard.press("Tab")
    expect(shown.locator(".lm-said")).to_contain_text("You: a meaning")
    expect(shown.locator(".lm-said")).to_contain_text("Ledger: an event")
    page.keyboard.press("ArrowRight")
    expect(shown.locator(".lm-said mark")).to_have_text("They are a clear sign of spring")
    page.keyboard.press("End")
    expect(shown.locator(".lm-said mark")).to_have_text("clear")
    expect(shown.locator(".lm-said")).to_contain_text("withheld for now")


def test_focus_stays_where_it_was_when_the_map_is_drawn_anew(page):
    """An answer elsewhere fills the map and does not throw a reader off it."""
    drawn(page, EMPTY)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    kernel_sets(page, "rows", FULL)
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "Paragraph 1: “They are a clear sign of spring”. you: a meaning; ledger: a meaning"


def test_a_finger_beside_a_bar_means_the_bar(page):
    """A bar is thinner than a finger: what is tapped near it counts, and of two the inner one."""
    shown = drawn(page, FULL)
    for at in (0, 2):
        box = shown.locator(".lm-page [role=option]").nth(at).locator("rect").bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + (-8 if at == 0 else 5))
        words = DUCKS[FULL[at]["start"] : FULL[at]["end"]]
        expect(shown.locator(".lm-said mark")).to_have_text(words)


def test_a_narrow_page_has_narrower_bars_and_the_same_letters(page):
    """At 400 px nothing runs over the edge, and no text is under 11 px."""
    shown = drawn(page, FULL)
    page.set_viewport_size({"width": 400, "height": 800})
    expect(shown.locator(".lm-legend")).to_be_visible()
    page.wait_for_function("document.querySelector('.lm-page svg').clientWidth < 400")
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    sizes = shown.evaluate(
        "(root) => [...root.querySelectorAll('text, p, th, td, span, summary')]"
        ".map((node) => parseFloat(getComputedStyle(node).fontSize))"
    )
    assert min(sizes) >= 11


def test_the_table_says_what_the_bars_say(page):
    """Whoever sees no picture opens the table: paragraph, claim, yours, the ledger's, and what differs."""
    shown = drawn(page, FULL)
    shown.locator("summary").click()
    first = shown.locator(".lm-list tr").nth(1).locator("td")
    expect(first).to_have_text(["1", "The gardener counted 40 ducks", "a meaning", "an event ≠"])


def test_letters_of_two_places_move_no_bar(page):
    """Bars are placed by letters as the kernel counts them, also after a letter that takes two places."""
    widget = MapWidget(
        title="t",
        paragraphs=["😀😀 ducks swim"],
        labels=WORDS,
        rows=[{**row("clear", "fact"), "paragraph": 0, "start": 3, "end": 8, "from": 0, "to": 13}],
    )
    shown = draw_widget(page, widget, "section.lm")
    page.keyboard.press("Tab")
    expect(shown.locator(".lm-said mark")).to_have_text("ducks")


def test_it_prints_on_one_sheet(page, tmp_path):
    """One button brings a long article's map, with its legend, to the printer: alone, and on a page of A4."""
    page.add_init_script("window.print = () => { top.printed = document.documentElement.outerHTML; }")
    page.goto("about:blank")
    widget = MapWidget(title="t", paragraphs=[DUCKS] * 40, labels=WORDS, rows=FULL)
    draw_widget(page, widget, "section.lm").get_by_role("button", name="Print this map").press("Enter")
    (tmp_path / "sheet.html").write_text(page.evaluate("printed"), encoding="utf-8")
    page.goto((tmp_path / "sheet.html").as_uri())
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    said = page.locator("body > *").all_inner_texts()
    page.goto("about:blank")
    assert (pages, len(said), "an event" in said[0]) == (1, 1, True)


def test_a_mark_is_read_with_its_sentence(page):
    """A sign stands on the page, its meaning in the legend, and its words with the claim it belongs to."""
    mark = {"paragraph": 1, "start": 21, "sign": "◆", "words": "“40 ducks”: seen on Monday"}
    traits = {
        "title": "What kind",
        "alt": "Three claims.",
        "labels": WORDS,
        "marks": [mark],
        "signs": {"◆": "a number"},
    }
    shown = draw_widget(page, MapWidget(paragraphs=["Ducks", DUCKS], rows=EMPTY, **traits), "section.lm")
    expect(shown.locator(".lm-sign")).to_have_text("◆")
    expect(shown.locator(".lm-legend")).to_contain_text("◆ a number")
    shown.get_by_role("option").first.focus()
    expect(shown.locator(".lm-said")).to_contain_text("◆ “40 ducks”: seen on Monday")
    shown.get_by_role("option").nth(1).focus()
    expect(shown.locator(".lm-said")).not_to_contain_text("seen on Monday")


def test_who_will_not_wait_can_say_so(page):
    """A button tells the kernel; it is there only while something waits."""
    traits = {"title": "What kind", "alt": "Three claims.", "labels": WORDS, "can_show": True}
    shown = draw_widget(page, MapWidget(paragraphs=["Ducks", DUCKS], rows=EMPTY, **traits), "section.lm")
    shown.get_by_role("button", name="Show it anyway").click()
    assert page.evaluate("told.at(-1)") == {"type": "show"}
    kernel_sets(page, "can_show", False)
    expect(shown.get_by_role("button", name="Show it anyway")).to_have_count(0)
