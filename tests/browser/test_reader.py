"""The reader in a real browser, alone on a page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lessons.widgets import ReaderWidget
from tests.browser.faces import draw_widget, empty_page

__all__ = ["empty_page"]  # the fixture, under the name the tests ask for

pytestmark = pytest.mark.browser

LINE = "Pond club: twelve neighbours who feed the ducks"
CLUB = [
    {"text": text, "claims": [], "ends": [], "line": line} for text, line in [("The ", ""), ("pond club", LINE)]
]


def test_a_name_opens_its_line_where_it_stands_and_closes_it(browser: Page):
    """By keyboard: the line opens beside the name, says so to a screen reader, and goes again."""
    paragraphs = [{"number": 0, "sentences": [[{**CLUB[0], "text": "Ducks"}]]}, {"number": 1, "sentences": [CLUB]}]
    shown = draw_widget(browser, ReaderWidget(paragraphs=paragraphs), "section.lr")
    name = shown.get_by_role("button", name="pond club")
    expect(shown.get_by_text(LINE)).to_be_hidden()
    name.focus()
    browser.keyboard.press("Enter")
    expect(shown.get_by_text(LINE)).to_be_visible()
    expect(name).to_have_attribute("aria-expanded", "true")
    browser.keyboard.press("Enter")
    expect(shown.get_by_text(LINE)).to_be_hidden()
