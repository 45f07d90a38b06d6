"""Claims labelled in their running text, by mouse, touch and keys; the table is one press away."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from lessons.widgets import MapWidget
from tests.browser.faces import draw, draw_widget, empty_page, kernel_sets, told
from tests.browser.hands import labels

__all__ = ["empty_page"]  # the fixture, under the name the tests ask for

pytestmark = pytest.mark.browser

KINDS = {"fact": "an event", "estimate": "a size somebody assessed", "opinion": "a meaning or a value"}
TEXTS = (
    "😀 The gardener counted 40 ducks, a lovely sight.",
    "About 60 are expected next spring on the mill pond.",
)
WORDS = {
    "ducks": (0, "The gardener counted 40 ducks"),
    "sight": (0, "lovely"),
    "next": (1, "About 60 are expected"),
}


def passage(number: int) -> dict[str, Any]:
    """A paragraph and where its claims stand in it."""
    starts = {item: TEXTS[number].index(quote) for item, (at, quote) in WORDS.items() if at == number}
    items = [{"item": item, "start": at, "end": at + len(WORDS[item][1])} for item, at in starts.items()]
    return {"number": number, "text": TEXTS[number], "items": items}


SETUP: dict[str, Any] = {
    "items": {item: quote for item, (_, quote) in WORDS.items()},
    "labels": KINDS,
    "passages": [passage(0), passage(1)],
}
ANSWER = {"ducks": "fact", "sight": "opinion", "next": "estimate"}


@pytest.fixture(name="page")
def wide_page(browser: Page) -> Page:
    """The page at its usual width."""
    browser.set_viewport_size({"width": 1280, "height": 1000})
    return browser


def words(section: Locator, item: str) -> Locator:
    """The words of a claim in the text."""
    return section.locator(f'[data-cell="{item} words"]')


def pen(section: Locator, label: str) -> Locator:
    """A label to take in hand."""
    return section.get_by_role("toolbar", name="Labels").get_by_role("button", name=KINDS[label])


class TestMarking:
    """Three ways to the same answer."""

    def test_a_label_then_words(self, page):
        """The label stays in hand for more words."""
        section = draw(page, "labels", SETUP)
        pen(section, "opinion").click()
        expect(pen(section, "opinion")).to_have_attribute("aria-pressed", "true")
        words(section, "sight").click()
        words(section, "next").click()
        assert told(page) == {"sight": "opinion", "next": "opinion"}

    def test_words_then_a_label(self, page):
        """The words wait for their label, and the label is laid down again."""
        section = draw(page, "labels", SETUP)
        words(section, "next").click()
        pen(section, "estimate").click()
        expect(pen(section, "estimate")).to_have_attribute("aria-pressed", "false")
        assert told(page) == {"next": "estimate"}

    def test_keys_alone_in_few_presses(self, page):
        """Tab to the words, a number for each claim in the order of the text, Tab to the button."""
        draw(page, "labels", SETUP)
        for key in ("Tab", "Tab", "Tab", "1", "3", "2", "Tab", "Enter"):
            page.keyboard.press(key)
        assert page.evaluate("[told.at(-1).type, told.at(-1).value]") == ["commit", ANSWER]

    def test_arrows_go_from_words_to_words(self, page):
        """Over the end of a paragraph too; Enter chooses what a label is then given to."""
        section = draw(page, "labels", SETUP)
        words(section, "ducks").focus()
        for key in ("ArrowRight", "ArrowDown", "Enter"):
            page.keyboard.press(key)
        pen(section, "fact").click()
        assert told(page) == {"next": "fact"}

    def test_escape_lays_the_label_down(self, page):
        """Then words are chosen again, and not marked."""
        section = draw(page, "labels", SETUP)
        pen(section, "fact").click()
        page.keyboard.press("Escape")
        words(section, "ducks").click()
        assert told(page) is None

    def test_a_finger_marks_too(self, page):
        """A tap on the label, a tap on the words, on a telephone."""
        telephone = page.context.browser.new_page(has_touch=True, viewport={"width": 400, "height": 800})
        section = draw(telephone, "labels", SETUP)
        pen(section, "fact").tap()
        words(section, "ducks").tap()
        assert told(telephone) == {"ducks": "fact"}
        telephone.close()


class TestLook:
    """What is seen, heard and printed of a mark."""

    def test_marked_words_have_the_colour_and_pattern_of_the_map(self, page):
        """The same number, the same colour; and another pattern for each label."""
        rows = [
            {"paragraph": 0, "start": 0, "end": 3, "from": 0, "to": 9, "mine": "", "label": label}
            for label in KINDS
        ]
        rows = [{**row, "differs": False, "note": ""} for row in rows]
        widget = MapWidget(title="t", paragraphs=list(TEXTS), labels=KINDS, rows=rows)
        bars = draw_widget(page, widget, "section.lm").locator(".lm-legend .lm-bar")
        in_map = bars.evaluate_all("(all) => all.map((bar) => getComputedStyle(bar).color)")
        section = draw(page, "labels", SETUP, value=ANSWER)
        bands = section.locator(".ll-pens .ll-swatch").evaluate_all(
            "(all) => all.map(getComputedStyle).map((look) => [look.backgroundColor, look.maskImage])"
        )
        assert [colour for colour, _ in bands] == in_map
        assert len({pattern for _, pattern in bands}) == 3
        firsts = section.locator(".ll-marked").evaluate_all(
            "(all) => all.map((one) => getComputedStyle(one.querySelector('.ll-word'), '::after').backgroundColor)"
        )
        assert firsts == [in_map[0], in_map[2], in_map[1]]

    def test_the_words_say_their_label(self, page):
        """A blind reader hears words and label; a letter of two places moves none of them."""
        section = draw(page, "labels", SETUP, value=ANSWER)
        expect(section.get_by_role("button", name="About 60 are expected")).to_have_accessible_name(
            "About 60 are expected [a size somebody assessed]"
        )

    def test_printed_each_label_stands_in_words(self, page):
        """Grey paper loses nothing."""
        section = draw(page, "labels", SETUP, value={"ducks": "fact"})
        page.emulate_media(media="print")
        shown = [tag.bounding_box()["width"] > 30 for tag in section.locator(".ll-words").all()]
        page.emulate_media(media="screen")
        assert shown == [True, True, True]

    def test_a_narrow_page_does_not_scroll_sideways(self, page):
        """At 400 px lines break, also within a claim."""
        page.set_viewport_size({"width": 400, "height": 800})
        draw(page, "labels", SETUP, value=ANSWER)
        assert page.evaluate("document.documentElement.scrollWidth") <= 400

    def test_reasons_are_told_with_their_words(self, page):
        """A sign at the words, the reason below the text, tied to them; what is changed is no longer right."""
        section = draw(page, "labels", SETUP, value=ANSWER)
        kernel_sets(page, "right", ["ducks"])
        wrong = {"tone": "wrong", "text": "Row 2, “lovely”: It is.", "item": "sight", "why": "It is."}
        kernel_sets(page, "feedback", [wrong])
        expect(section.locator(".ll-reasons li")).to_have_text(["Look again: “lovely”: It is."])
        expect(words(section, "sight")).to_have_accessible_description("Look again: “lovely”: It is.")
        expect(words(section, "ducks").locator(".lq-right")).to_have_count(1)
        words(section, "ducks").focus()
        page.keyboard.press("2")
        expect(words(section, "ducks").locator(".lq-right")).to_have_count(0)


class TestTable:
    """The table is one press away, and the answer is the same."""

    def test_pen_and_table_give_the_same_answer(self, page):
        """What is marked in the text is chosen in the table, and the other way round; the focus stays."""
        section = draw(page, "labels", SETUP)
        for item, label in list(ANSWER.items())[:2]:
            words(section, item).click()
            pen(section, label).click()
        section.get_by_role("button", name="As a table").focus()
        page.keyboard.press("Enter")
        expect(section.locator(".lq-row :checked")).to_have_count(2)
        section.locator(".lq-row").nth(2).locator('input[value="estimate"]').check()
        section.get_by_role("button", name="In the text").focus()
        page.keyboard.press("Enter")
        expect(section.locator(".ll-marked")).to_have_count(3)
        assert page.evaluate("document.activeElement.textContent") == "As a table"
        by_pen = told(page)
        labels(draw(page, "labels", SETUP), SETUP, ANSWER)
        assert (by_pen, told(page)) == (ANSWER, ANSWER)

    def test_what_was_said_stands_in_both(self, page):
        """A reason is not lost by turning to the table."""
        section = draw(page, "labels", SETUP, value=ANSWER)
        kernel_sets(page, "feedback", [{"tone": "wrong", "text": "Row 2", "item": "sight", "why": "It is."}])
        section.get_by_role("button", name="As a table").click()
        expect(section.locator(".lq-row").nth(1).locator(".lq-remark")).to_have_text("Look again: It is.")
