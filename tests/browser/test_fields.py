"""What a person types, chooses or leaves half done in each face is what the kernel is told."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.faces import draw, empty_page, kernel_sets, told

__all__ = ["empty_page"]  # a fixture, under the name the tests ask for
pytestmark = pytest.mark.browser
SHARE: dict[str, Any] = {
    "ask": "the share",
    "units": {"p": "percent", "d": "ducks"},
    "bases": {},
    "interval": False,
}
RANGE: dict[str, Any] = {"ask": "from … to …", "units": {"unit": "soldiers"}, "bases": {}, "interval": True}
GUESS: dict[str, Any] = {"options": {}, "unit": "percent", "low": 0, "high": 100}
WORDS = "About forty ducks were there."
MARKS: dict[str, Any] = {
    "find": "the hedge",
    "paragraphs": [
        {"number": 1, "text": WORDS, "words": [[m.start(), m.end()] for m in re.finditer(r"\w+", WORDS)]}
    ],
}
ORDER: dict[str, Any] = {"items": {"a": "said", "b": "counted"}, "first": "sure", "last": "unsure"}
NODES: dict[str, Any] = {"nodes": {"a": "the office", "b": "the club"}, "verb": "told"}
TEXT: dict[str, Any] = {"criteria": ["a source"], "words": 30}
DECK: dict[str, Any] = {
    "cards": [{"title": "One", "text": "It is."}, {"title": "Two", "text": "It is not."}],
    "options": {"y": "yes", "n": "no"},
}
PAGES = [
    {"id": id, "publisher": id.upper(), "date": "2025-03-27", "address": "", "says": "ducks", "attribution": ""}
    | {"unit": ""}
    for id in ("one", "two")
]
HUNT: dict[str, Any] = {"question": "Who?", "minutes": 5, "choices": {"a": "the office"}, "pages": PAGES}


class TestNumberFields:
    """Number, range and guess."""

    def test_what_cannot_be_read_is_told_and_is_no_answer(self, browser):
        """The number of before is not kept in the place of what stands there now."""
        section = draw(browser, "quantity", SHARE)
        field = section.locator(".lq-field input")
        field.fill("57")
        field.fill("57 6")
        said = section.locator(".lq-said").text_content()
        assert (told(browser), field.get_attribute("aria-invalid"), said) == (
            None,
            "true",
            "“57 6” cannot be read as one number. Type figures alone, such as 36, 36.4 or 1309.",
        )

    def test_what_was_read_is_told_where_it_was_written_otherwise(self, browser):
        """A learner sees that 1,129 became a thousand and not one."""
        section = draw(browser, "quantity", SHARE)
        section.locator(".lq-field input").fill("1,129")
        assert section.locator(".lq-said").text_content() == "Read as 1129."

    def test_a_typed_unit_is_chosen(self, browser):
        """Who writes 53 % has said the unit."""
        section = draw(browser, "quantity", SHARE)
        section.locator(".lq-field input").fill("53 %")
        assert told(browser) == {"number": 53, "unit": "p"}

    def test_a_unit_against_the_chosen_one_is_asked_back(self, browser):
        """Two units are one too many; choosing the other one settles it."""
        section = draw(browser, "quantity", SHARE, value={"unit": "d"})
        section.locator(".lq-field input").fill("53 %")
        said, first = section.locator(".lq-said").text_content(), told(browser)
        section.locator('input[value="p"]').check()
        assert (said, first, told(browser)) == (
            "You typed “%”, and this number is in ducks. Type it so, or type the number alone.",
            {"unit": "d", "number": None},
            {"unit": "p", "number": 53},
        )

    def test_half_a_range_is_told_as_half(self, browser):
        """An end that cannot be read is left open, beside the one that can."""
        section = draw(browser, "quantity", RANGE)
        for field, typed in zip(
            section.locator(".lq-field input").all(), ("1 309 soldiers", "about 5"), strict=True
        ):
            field.fill(typed)
        assert told(browser) == {"low": 1309, "high": None}

    @pytest.mark.parametrize(("typed", "read"), [("64", 64), ("64,5 %", 64.5), ("640", None), ("", None)])
    def test_a_guess_is_kept_to_its_range_and_emptied_is_none(self, browser, typed, read):
        """A guess of 64 replaced by 640, or by nothing, is no guess."""
        section = draw(browser, "prediction", GUESS)
        field = section.locator(".lq-field input")
        field.fill("64")
        field.fill(typed)
        assert told(browser) == read

    def test_the_range_of_a_guess_is_shown_and_told(self, browser):
        """It stands beside the field before anything is typed, and again when it is left."""
        section = draw(browser, "prediction", GUESS)
        before = section.locator(".lq-field").text_content()
        section.locator(".lq-field input").fill("640")
        assert (before, section.locator(".lq-said").text_content()) == (
            "Before you look, your guess:  percent, from 0 to 100",
            "640 is not from 0 to 100: type another number.",
        )

    def test_wheel_arrows_and_enter_change_no_guess(self, browser):
        """A page that is scrolled past a field leaves it as it is."""
        section = draw(browser, "prediction", GUESS)
        field = section.locator(".lq-field input")
        field.fill("64")
        field.hover()
        browser.mouse.wheel(0, 200)
        for key in ("ArrowUp", "ArrowDown", "Enter"):
            field.press(key)
        assert (field.input_value(), told(browser)) == ("64", 64)

    @pytest.mark.parametrize(
        ("name", "value", "shown"),
        [("value", 53.1, "53,1 %"), ("locked", True, "53,1 %"), ("value", 1129, "1129")],
    )
    def test_what_was_typed_stays_as_long_as_it_means_the_value(self, browser, name, value, shown):
        """The same number from the kernel rewrites nothing; another one is shown plainly."""
        section = draw(browser, "prediction", {**GUESS, "high": 5000})
        field = section.locator(".lq-field input")
        field.fill("53,1 %")
        told(browser)
        kernel_sets(browser, name, value)
        assert field.input_value() == shown


class TestCompositions:
    """Japanese, Korean and Chinese are typed in steps."""

    @pytest.mark.parametrize(
        ("face", "setup", "where", "typed", "read"),
        [
            ("prediction", GUESS, ".lq-field input", "６４", 64),
            ("writing", TEXT, "textarea", "한국", "한국"),
        ],
    )
    def test_nothing_is_read_in_the_middle_of_one(self, browser, face, setup, where, typed, read):
        """Half a syllable is no answer; the whole one is."""
        section = draw(browser, face, setup)
        section.locator(where).focus()
        hands = browser.context.new_cdp_session(browser)
        hands.send("Input.imeSetComposition", {"text": typed[0], "selectionStart": 1, "selectionEnd": 1})
        browser.wait_for_timeout(400)
        before = browser.evaluate("told.length")
        hands.send("Input.insertText", {"text": typed})
        assert (before, told(browser)) == (0, read)


class TestHalfAnswers:
    """What is begun and not ended is told as that."""

    def test_an_order_that_nobody_touched_is_no_answer(self, browser):
        """Pressing the button alone does not make the order of the page one's own; saying so does."""
        section = draw(browser, "ordering", ORDER)
        before = told(browser)
        section.get_by_role("button", name="It is in my order already").click()
        assert (before, told(browser)) == (None, ["a", "b"])

    def test_a_half_drawn_arrow_is_told(self, browser):
        """It is seen in the page, and the kernel hears of it."""
        section = draw(browser, "links", NODES)
        section.locator('[data-name="a"]').click()
        said = section.locator("p.lq-help[role=status]").text_content() or ""
        assert ("“the office”: this arrow has one end only" in said, told(browser)) == (True, [["a", ""]])

    def test_a_half_drawn_arrow_comes_back(self, browser):
        """After a reload the next name ends it."""
        section = draw(browser, "links", NODES, value=[["a", ""]])
        section.locator('[data-name="b"]').click()
        assert told(browser) == [["a", "b"]]

    def test_a_mark_begun_is_told_and_comes_back(self, browser):
        """After a reload the mark can be ended."""
        section = draw(browser, "marker", MARKS)
        section.locator(".lq-word").nth(1).click()
        begun = told(browser)
        section = draw(browser, "marker", MARKS, value=begun)
        section.locator(".lq-word").nth(2).click()
        assert ([mark["begun"] for mark in begun], [mark["quote"] for mark in told(browser)]) == (
            [True],
            ["forty ducks"],
        )

    def test_a_deck_is_handed_in_with_its_last_vote(self, browser):
        """Before that each vote is kept as a draft; a card whose vote is only chosen is not voted on."""
        section = draw(browser, "deck", DECK, hints_total=1)
        section.locator('input[value="y"]').check()
        hinted = told(browser, "hint")
        for _ in DECK["cards"]:
            section.locator('input[value="y"]').check()
            section.locator("button.lq-main").first.click()
        acts = browser.evaluate("told.map(({ type, value }) => [type, value.length])")
        assert (hinted, acts) == ([], [["hint", 0], ["change", 1], ["commit", 2]])

    def test_pages_chosen_to_compare_stay_chosen(self, browser):
        """Opening another page takes nothing back."""
        section = draw(browser, "search", HUNT)
        section.get_by_label("Search words").fill("ducks")
        section.get_by_role("button", name="Search", exact=True).click()
        section.locator('button[data-page="one"]').click()
        section.get_by_label("First page", exact=True).select_option("one")
        section.locator('button[data-page="two"]').click()
        assert section.get_by_label("First page", exact=True).input_value() == "one"


class TestWriting:
    """Texts in any script."""

    @pytest.mark.parametrize(("text", "way"), [("ראיתי ברווזים", "rtl"), ("بط", "rtl"), ("ducks", "ltr")])
    def test_a_text_runs_as_its_script_does(self, browser, text, way):
        """Hebrew and Arabic are typed from the right."""
        area = draw(browser, "writing", TEXT).locator("textarea")
        area.fill(text)
        assert area.evaluate("(area) => getComputedStyle(area).direction") == way

    @pytest.mark.parametrize(
        ("text", "fewest", "most"),
        [
            ("", 0, 0),
            ("well-known ducks, 3.5 – yes", 5, 5),
            ("오리 마흔 마리", 3, 3),
            ("我们看到四十只鸭子", 4, 7),
            ("เราเห็นเป็ดสี่สิบตัว", 4, 7),
        ],
    )
    def test_words_are_counted_where_no_space_stands_between_them(self, browser, text, fewest, most):
        """As many as a reader would say."""
        section = draw(browser, "writing", TEXT, value=text)
        counted = int(section.locator("p.lq-help").last.text_content().split()[0])
        assert fewest <= counted <= most
