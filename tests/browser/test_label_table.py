"""A label question in a real browser: a table by mouse and keys, reasons in their rows, wide and narrow."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.faces import draw, empty_page, kernel_sets, told

__all__ = ["empty_page"]  # the fixture, under the name the tests ask for

pytestmark = pytest.mark.browser

KINDS = {
    "fact": "a checkable event (it may still be false)",
    "estimate": "a size somebody assessed",
    "forecast": "about the future",
    "opinion": "a meaning or a value",
}
DUCKS = {f"claim-{n}": f"The gardener counted {n} ducks on the mill pond this morning." for n in range(1, 8)}
SEVEN: dict[str, Any] = {"items": DUCKS, "labels": KINDS}
SURE = {"firm": "plainly", "hedged": "weakened", "boosted": "strengthened", "hedged+boosted": "both at once"}
TICKS: dict[str, Any] = {"items": {"a": "Some ducks", "b": "All ducks"}, "labels": SURE}
WHY = "Nobody assessed it."
WRONG = {"tone": "wrong", "text": f"Row 2, “…”: {WHY}", "item": "claim-2", "why": WHY}
COUNT = {"tone": "note", "text": "1 of 7 rows are right.", "item": "", "why": ""}
FIVE = {str(n): f"label {n}" for n in range(1, 6)}


@pytest.fixture(name="page")
def wide_page(browser: Page) -> Page:
    """The page at its usual width."""
    browser.set_viewport_size({"width": 1280, "height": 1000})
    return browser


def rows(section: Locator) -> Locator:
    """The rows of the table."""
    return section.locator(".lq-row")


def focused(page: Page) -> Any:
    """What has the focus: the row and label of a cell, or the button, or the body."""
    names = "(({ dataset, localName }) => dataset.cell ?? dataset.act ?? localName)"
    return page.evaluate(f"{names}(document.activeElement)")


def checked_by(page: Page, *remarks: dict[str, str], right: tuple[str, ...] = ()) -> None:
    """What the kernel says of an answer."""
    kernel_sets(page, "right", list(right))
    kernel_sets(page, "feedback", list(remarks))


class TestByKeys:
    """A table is filled without a mouse, and in few presses."""

    def test_seven_rows_take_fifteen_presses_at_most(self, page):
        """Tab, a number for each row, and on to the button: every press counted."""
        draw(page, "labels", SEVEN)
        presses = ["Tab", *"1234123", "Tab", "Enter"]
        for key in presses:
            page.keyboard.press(key)
        answer = page.evaluate("[told.at(-1).type, Object.values(told.at(-1).value)]")
        kinds = list(KINDS)
        assert answer == ["commit", [kinds[n] for n in (0, 1, 2, 3, 0, 1, 2)]]
        assert len(presses) <= 15

    def test_a_number_key_chooses_and_goes_on_to_the_next_row(self, page):
        """The focus stands in the next row, where nothing is chosen yet."""
        section = draw(page, "labels", SEVEN)
        page.keyboard.press("Tab")
        page.keyboard.press("3")
        assert focused(page) == "claim-2 fact"
        expect(rows(section).nth(1).locator(":checked")).to_have_count(0)

    def test_arrow_keys_choose_within_the_row(self, page):
        """The radios of a row are a group as the browser knows it."""
        draw(page, "labels", SEVEN)
        for key in ("Tab", "ArrowRight", "ArrowRight"):
            page.keyboard.press(key)
        assert (focused(page), told(page)) == ("claim-1 forecast", {"claim-1": "forecast"})

    def test_a_number_beyond_the_labels_does_nothing(self, page):
        """Four labels have four keys."""
        draw(page, "labels", SEVEN)
        page.keyboard.press("Tab")
        page.keyboard.press("5")
        assert (focused(page), told(page)) == ("claim-1 fact", None)

    def test_five_labels_have_five_keys(self, page):
        """The fifth key chooses the fifth label."""
        draw(page, "labels", {"items": {"a": "A", "b": "B"}, "labels": FIVE})
        page.keyboard.press("Tab")
        page.keyboard.press("5")
        assert told(page) == {"a": "5"}

    def test_labels_that_are_figures_are_their_own_keys(self, page):
        """Where one gives levels from 0 to 2, the key 2 is the level 2."""
        draw(page, "labels", {"items": {"a": "A"}, "labels": {"none": "0", "some": "1", "all": "2"}})
        page.keyboard.press("Tab")
        page.keyboard.press("2")
        assert told(page) == {"a": "all"}


class TestAsATable:
    """What is chosen, by whom it can be read, and how large a target is."""

    def test_a_row_is_a_group_of_radios_named_by_its_claim(self, page):
        """Whoever hears the page hears the claim, and a label at each radio."""
        section = draw(page, "labels", SEVEN)
        group = section.get_by_role("radiogroup", name=DUCKS["claim-2"])
        group.get_by_role("radio", name=KINDS["estimate"]).check()
        assert told(page) == {"claim-2": "estimate"}
        heads = section.get_by_role("table").get_by_role("columnheader")
        words = [f"{n}{label}" for n, label in enumerate(KINDS.values(), 1)]
        expect(heads).to_have_text(["What is labelled", *words])

    @pytest.mark.parametrize("width", [1280, 640, 400])
    def test_every_target_is_large_enough(self, page, width):
        """The whole cell takes the click, and is 24 px at least each way."""
        page.set_viewport_size({"width": width, "height": 800})
        section = draw(page, "labels", SEVEN)
        boxes = [target.bounding_box() for target in section.locator(".ll-target").all()]
        assert min(min(box["width"], box["height"]) for box in boxes) >= 24

    def test_a_click_anywhere_in_the_cell_chooses(self, page):
        """Nobody has to hit the circle."""
        section = draw(page, "labels", SEVEN)
        rows(section).nth(0).locator(".ll-target").nth(1).click(position={"x": 3, "y": 3})
        assert told(page) == {"claim-1": "estimate"}

    def test_a_narrow_page_does_not_scroll_sideways_and_names_each_target(self, page):
        """At 400 px a row folds: its claim, and below it every label in words."""
        page.set_viewport_size({"width": 400, "height": 800})
        section = draw(page, "labels", SEVEN)
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
        shown = [name.bounding_box()["width"] > 40 for name in rows(section).nth(0).locator(".ll-name").all()]
        assert shown == [True] * len(KINDS)

    def test_printed_the_chosen_label_stands_in_words(self, page):
        """On paper a row reads without its column's head."""
        section = draw(page, "labels", SEVEN, value={"claim-1": "opinion"})
        page.emulate_media(media="print")
        wide = [name.bounding_box()["width"] > 40 for name in rows(section).nth(0).locator(".ll-name").all()]
        page.emulate_media(media="screen")
        assert wide == [False, False, False, True]

    def test_hebrew_runs_from_right_to_left(self, page):
        """A claim in another direction keeps it."""
        section = draw(page, "labels", {**SEVEN, "items": {"a": "הגנן ספר 40 ברווזים"}})
        claim = rows(section).locator("th span").first
        assert claim.evaluate("(node) => getComputedStyle(node.closest('th')).unicodeBidi") == "plaintext"
        assert claim.evaluate("(node) => getComputedStyle(node.closest('th')).direction") == "rtl"


class TestReasons:
    """What is said of a row stands in it."""

    def test_a_reason_stands_in_the_row_it_speaks_of(self, page):
        """And not below; what speaks of all rows stays below."""
        section = draw(page, "labels", SEVEN, value={"claim-1": "fact", "claim-2": "estimate"})
        checked_by(page, COUNT, WRONG, right=("claim-1",))
        expect(rows(section).nth(1).locator(".lq-remark")).to_have_text("Look again: Nobody assessed it.")
        expect(rows(section).nth(0).locator(".lq-remark")).to_have_text("Right")
        expect(section.locator(".lq-feedback .lq-remark")).to_have_text(["Note: 1 of 7 rows are right."])

    def test_right_and_wrong_are_told_by_a_sign_too(self, page):
        """A word and a sign: grey print loses nothing."""
        section = draw(page, "labels", SEVEN, value={"claim-1": "fact", "claim-2": "estimate"})
        checked_by(page, COUNT, WRONG, right=("claim-1",))
        signs = section.locator("table .lq-tone").evaluate_all(
            "(all) => all.map((node) => getComputedStyle(node, '::before').content[1])"
        )
        assert signs == ["✓", "✗"]

    def test_the_result_is_announced_in_a_sentence(self, page):
        """A live region names the rows."""
        section = draw(page, "labels", SEVEN, value={"claim-1": "fact", "claim-2": "estimate"})
        checked_by(page, COUNT, WRONG, right=("claim-1", "claim-3"))
        said = section.locator(".lq-face [role=status]")
        expect(said).to_have_text("Right: rows 1 and 3. Look again: row 2; the reason stands in the row.")

    def test_the_same_answer_checked_again_is_announced_again(self, page):
        """The words of the reply are the same: they are said anew, or a blind reader would hear nothing."""
        section = draw(page, "labels", SEVEN, value={"claim-1": "fact"}, state="0.4 of 3 points.")
        section.locator(".lq-state").evaluate(
            "(node) => new MutationObserver((all) => { window.said = all.map(() => node.textContent).at(-1); })"
            ".observe(node, { childList: true })"
        )
        told(page)
        page.wait_for_function("window.said === '0.4 of 3 points.'")

    def test_a_row_changed_since_is_no_longer_called_right(self, page):
        """“Right” was said of the label before."""
        section = draw(page, "labels", SEVEN, value={"claim-1": "fact"})
        checked_by(page, COUNT, right=("claim-1",))
        rows(section).nth(0).locator("input").nth(2).check()
        expect(rows(section).nth(0).locator(".lq-remark")).to_have_count(0)

    def test_a_reason_survives_a_new_drawing(self, page):
        """An answer that comes from elsewhere draws the table anew, with what was said of it."""
        section = draw(page, "labels", SEVEN, value={"claim-2": "estimate"})
        checked_by(page, COUNT, WRONG)
        kernel_sets(page, "value", {"claim-2": "estimate", "claim-3": "fact"})
        expect(rows(section).nth(1).locator(".lq-remark")).to_have_count(1)

    def test_focus_stays_after_the_check_and_in_a_new_drawing(self, page):
        """Neither a reply nor a table drawn anew throws a reader to the top of the page."""
        section = draw(page, "labels", SEVEN)
        for key in ("Tab", *"1111111", "Tab", "Enter"):
            page.keyboard.press(key)
        checked_by(page, COUNT, WRONG)
        kernel_sets(page, "can_show", True)
        assert focused(page) == "commit"
        rows(section).nth(3).locator("input").nth(0).focus()
        kernel_sets(page, "value", {"claim-3": "fact"})
        assert focused(page) == "claim-4 fact"


class TestTwoTicks:
    """A label that is two others at once is ticked as these two."""

    def test_two_ticks_are_kept_as_the_label_they_make(self, page):
        """There is no column for “both”; the answer is the same as ever."""
        section = draw(page, "labels", TICKS)
        expect(rows(section).nth(0).get_by_role("checkbox")).to_have_count(3)
        page.keyboard.press("Tab")
        for key in "23":
            page.keyboard.press(key)
        assert told(page) == {"a": "hedged+boosted"}

    def test_what_cannot_stand_together_takes_its_place(self, page):
        """“Plainly” and “weakened” are no label together: the later one stays."""
        section = draw(page, "labels", TICKS, value={"a": "hedged+boosted"})
        expect(rows(section).nth(0).locator(":checked")).to_have_count(2)
        rows(section).nth(0).locator("input").nth(0).click()
        expect(rows(section).nth(0).locator(":checked")).to_have_count(1)
        assert told(page) == {"a": "firm"}

    def test_a_tick_taken_away_is_no_label(self, page):
        """An empty row is not labelled yet."""
        section = draw(page, "labels", TICKS, value={"a": "firm", "b": "hedged+boosted"})
        rows(section).nth(0).locator("input").nth(0).uncheck()
        rows(section).nth(1).locator("input").nth(1).uncheck()
        assert told(page) == {"a": "", "b": "boosted"}

    def test_arrow_keys_move_over_the_ticks(self, page):
        """Along the row, and down to the next."""
        draw(page, "labels", TICKS)
        for key in ("Tab", "ArrowRight", "ArrowDown", "Space"):
            page.keyboard.press(key)
        assert (focused(page), told(page)) == ("b hedged", {"b": "hedged"})
