"""The page around the questions: where a reader stands, how far they are, and that nobody loses their place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from lessons.course import start
from lessons.widgets import FACES
from tests.browser import lab
from tests.browser.faces import REQUIRED, draw, empty_page, kernel_sets
from tests.browser.hands import press, question

__all__ = ["empty_page"]
pytestmark = pytest.mark.browser
ITEMS = {
    "items": {"a": "*First* words", "b": "Second words", "c": "Third words"},
    "first": "weak",
    "last": "strong",
}
CARDS = {
    "cards": [{"title": "One", "text": "A"}, {"title": "Two", "text": "B"}],
    "options": {"yes": "Yes", "no": "No"},
}
GUESS = {"options": {}, "low": 0, "high": 100, "unit": "percent"}
FIRST = "From lesson 0. "
PLACED_LATE = """async ([script, traits]) => {
  const { default: face } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  const model = { get: (name) => traits[name], on() {}, off() {}, set() {}, send() {}, save_changes() {} };
  const el = document.createElement("div"), notebook = document.createElement("div");
  face.render({ model, el });
  await new Promise((done) => setTimeout(done, 200));
  notebook.className = "jp-Notebook";
  notebook.append(el);
  document.body.replaceChildren(notebook);
}"""
STANDS = "() => document.activeElement.closest('section.lq') !== null"


@pytest.fixture(scope="class")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Lesson 1 as somebody sees it who has chosen Run All and touched nothing since."""
    if lab.CHROMIUM is None and not REQUIRED:
        pytest.skip("no Chromium on this machine: the page was not opened")
    home = tmp_path_factory.mktemp("course")
    course = start(home / "my-course").folder
    with lab.lab(course, home) as address, lab.browser_page() as (page, troubles):
        lab.open_notebook(page, address, "01_claims.ipynb")
        lab.run_and_wait(page)
        yield page
        assert troubles == []


class TestAfterRunAll:
    """One page, from Run All to a closed lid."""

    def test_after_run_all_a_reader_stands_at_the_top(self, lesson):
        """Lab's jump to the last cell is undone once."""
        lesson.wait_for_timeout(8000)  # Lab scrolls last, after everything has run
        scroller = lesson.locator(f"{lab.PANEL} .jp-WindowedPanel-outer")
        assert scroller.evaluate("(node) => node.scrollTop") == 0
        assert lesson.evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex") == 0

    def test_a_question_is_a_heading_and_its_text_is_tied_to_its_controls(self, lesson):
        """Who walks by headings finds each question, and hears what is asked on coming to its controls."""
        panel = lesson.locator(lab.PANEL)
        panel.get_by_role("heading", name="Question 1.1", level=3, exact=True).wait_for()
        told = question(lesson, "Question 1.1").evaluate(
            "(node) => node.getAttribute('aria-describedby').split(' ')"
            ".map((id) => document.getElementById(id).textContent).join(' ')"
        )
        assert told.startswith(FIRST)

    def test_a_reader_sees_how_far_they_are(self, lesson):
        """The line of progress counts, and is there after a closed lid."""
        line = lesson.get_by_role("progressbar", name="Questions of the core answered")
        total = line.get_attribute("aria-valuemax")
        assert line.get_attribute("aria-valuetext") == f"0 of {total}"
        section = question(lesson, "Question 1.1")
        section.locator(".lq-options input").first.check()
        press(section)
        lesson.locator(f"{lab.PANEL} .lessons-done", has_text=f"1 of {total}").wait_for()
        lab.is_saved(lesson)
        lesson.reload()
        lab.is_ready(lesson)  # the kernel lives on: nothing is run again
        lesson.locator(f"{lab.PANEL} .lessons-done", has_text=f"1 of {total}").wait_for()


def test_a_question_that_is_placed_late_counts_all_the_same(browser):
    """A busy Lab draws a question long before it stands in the page: the line of progress comes with it."""
    widget = FACES["choice"](name="Question 1.1", setup={"several": False, "options": {}}, progress=[1, 3])
    traits = {name: value for name, value in widget.get_state().items() if not name.startswith("_")}
    browser.evaluate(PLACED_LATE, [str(widget._esm), traits])
    browser.locator(".lessons-done", has_text="1 of 3").wait_for(timeout=2000)


class TestNobodyLosesTheirPlace:
    """The focus never falls out of a question, and what moved is said."""

    def test_an_item_says_its_new_place(self, browser):
        """Moving an item announces where it stands now, without the marks of emphasis."""
        section = draw(browser, "ordering", ITEMS)
        section.locator('button[data-move="a-down"]').press("Enter")
        assert section.locator(".lq-face [role=status]").text_content() == "Now at place 2 of 3: First words"
        assert browser.evaluate("document.activeElement.dataset.move") == "a-down"

    def test_a_prediction_that_is_locked_keeps_the_focus_in_its_question(self, browser):
        """The button that was pressed goes; the question has the keys."""
        section = draw(browser, "prediction", GUESS)
        section.locator("input").first.fill("20")
        section.locator("button[data-act=commit]").press("Enter")
        kernel_sets(browser, "locked", True)
        assert browser.evaluate(STANDS)

    def test_the_next_card_has_the_focus_when_it_is_turned_up(self, browser):
        """A vote leads to the card that it turned up, and the last one stays in the question."""
        section = draw(browser, "deck", CARDS)
        section.locator("input").first.check()
        section.locator(".lq-face button.lq-main").press("Enter")
        assert browser.evaluate("document.activeElement.textContent").startswith("Card 2 of 2")
        section.locator("input").first.check()
        section.locator(".lq-face button.lq-main").press("Enter")
        kernel_sets(browser, "locked", True)
        assert browser.evaluate(STANDS)

    def test_only_a_new_hint_is_announced(self, browser):
        """What was said before stays as it is: a reader hears the second hint and not the first again."""
        section = draw(browser, "ordering", ITEMS, hints_total=2, hints=["One."])
        first = section.locator(".lq-hints li").first.element_handle()
        kernel_sets(browser, "hints", ["One.", "Two."])
        assert first.evaluate("(node) => node.isConnected")
        assert section.locator(".lq-hints").get_attribute("aria-live") == "polite"
