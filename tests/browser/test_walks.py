"""A lesson from Run All to the receipt by keyboard alone, and by touch on a telephone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from lessons.course import start
from lessons.exercises import AnyExercise
from tests.browser import lab
from tests.browser.test_in_the_browser import REQUIRED, Sitting
from tests.learners import right

pytestmark = pytest.mark.browser
LESSON = "04_one_source_or_many.ipynb"
#: the stages before *Go further*
CORE = ("recall", "predict", "guided", "explore", "alone", "vote", "exit", "write")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course in which nothing is answered yet."""
    if lab.CHROMIUM is None and not REQUIRED:
        pytest.skip("no Chromium on this machine: the notebooks were not opened in a browser")
    return start(tmp_path / "my-course").folder


class Walk(Sitting):
    """A learner who gives the right answer to every question of the core, a way of answering at hand."""

    def core(self, page: Page) -> Iterator[tuple[AnyExercise, Any, Locator]]:
        """Each question as it stands on the page, with its right answer; votes are asked twice."""
        names = {f"Question {number}": id for id, number in self.lesson.numbers.items()}
        asked = {e.id: e for e in self.lesson.exercises if e.stage in CORE and e.id in self.case.practice}
        for section in page.locator(f"{lab.PANEL} section.lq").all():
            name = section.get_attribute("aria-label") or ""
            if exercise := asked.get(names.get(name.removesuffix(" (again)"), "")):
                answer = right(exercise, self.case.practice[exercise.id], self.case)
                yield exercise, answer, page.locator(f'{lab.PANEL} section.lq[aria-label="{name}"]')
                self.kept[exercise.id] = exercise.accept(answer)

    def arrived(self, page: Page, exercise: AnyExercise, answer: Any, section: Locator) -> None:
        """What is said of the answer is read before the next question."""
        if exercise.stage == "vote":
            expect(section.locator(".lq-state")).to_contain_text("Recorded")
        else:
            self.read_reply(section, exercise, answer)

    def ended(self, page: Page, troubles: list[str]) -> None:
        """Every answer is in the book and in the notebook, the receipt says so, and nothing went wrong."""
        self.settle(page)
        receipt = page.locator(f"{lab.PANEL} .lp-content", has_text="Receipt:")
        expect(receipt).to_contain_text(f"{len(self.kept) + 1} of {len(self.kept) + 1} answers")  # one vote, twice
        assert (self.on_disk(), self.in_book()) == (self.kept, set(self.kept))
        assert "Traceback" not in page.locator(lab.PANEL).inner_text()
        assert troubles == []


class Keyboard:
    """Tab, arrows, Space and Enter, and a look at where the focus is after each."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str) -> None:
        """Press a key; the focus is somewhere afterwards."""
        self.page.keyboard.press(key)
        assert self.page.evaluate("document.activeElement !== document.body"), f"the focus was lost at {key}"

    def at(self, section: Locator, target: str) -> bool:
        """Whether the focus is on such a target of a question."""
        return section.locator(target).evaluate_all("(all) => all.includes(document.activeElement)")

    def on(self, section: Locator, target: str, key: str = "Tab", most: int = 60) -> None:
        """Go on with one key until the focus is there."""
        for _ in range(most):
            if self.at(section, target):
                return
            self.press(key)
        raise AssertionError(f"{target} was not reached by {key}")

    def radio(self, section: Locator, group: str, value: str) -> None:
        """Choose one of a group; the arrow keys choose as they move."""
        self.on(section, f"{group} input")
        self.on(section, f'{group} input[value="{value}"]', "ArrowDown")
        if not section.locator(f"{group} :checked").count():
            self.press("Space")

    def give(self, exercise: AnyExercise, answer: Any, section: Locator) -> None:
        """Give an answer by the keys of its face, and check it."""
        getattr(self, exercise.face)(answer, section)
        if exercise.confidence:
            steps = section.locator(".lq-sure input")
            self.radio(section, ".lq-sure", steps.nth(3).get_attribute("value") or "")
        if exercise.face != "deck":
            self.on(section, 'button[data-act="commit"]')
            self.press("Enter")

    def choice(self, answer: str, section: Locator) -> None:
        """One option."""
        self.radio(section, ".lq-options", answer)

    def type(self, words: str, field: str, section: Locator) -> None:
        """Words or a number into a field."""
        self.on(section, field)
        self.page.keyboard.type(words)

    def prediction(self, answer: float, section: Locator) -> None:
        """A number."""
        self.type(f"{answer:g}", ".lq-field input", section)

    def writing(self, answer: str, section: Locator) -> None:
        """A text."""
        self.type(answer, "textarea", section)

    def links(self, answer: list[list[str]], section: Locator) -> None:
        """Both ends of each arrow."""
        self.on(section, "[data-name]")
        for end in (end for pair in answer for end in pair):
            self.on(section, f'[data-name="{end}"]', "ArrowRight")
            self.press("Enter")

    def deck(self, answer: list[str], section: Locator) -> None:
        """A vote on each card; the focus goes with the card."""
        for vote in answer:
            self.radio(section, ".lq-options", vote)
            self.on(section, ".lq-face button.lq-main")
            self.press("Enter")

    def ordering(self, answer: list[str], section: Locator) -> None:
        """Each item up to its place."""
        rows = section.locator(".lq-order li")
        for place, item in enumerate(answer):
            up = f'[data-move="{item}-up"]'
            while not rows.nth(place).locator(up).count():
                self.on(section, up)
                self.press("Enter")


class Finger:
    """Taps, and nothing else."""

    def give(self, exercise: AnyExercise, answer: Any, section: Locator) -> None:
        """Give an answer by touch, and check it."""
        section.scroll_into_view_if_needed()
        section.page.wait_for_timeout(200)  # the page comes to rest under the finger
        getattr(self, exercise.face)(answer, section)
        if exercise.confidence:
            section.locator(".lq-sure .lq-option").nth(3).tap()
        if exercise.face != "deck":
            section.locator('button[data-act="commit"]').tap()

    def choice(self, answer: str, section: Locator) -> None:
        """The line of an option is the target."""
        section.locator(f'.lq-options .lq-option:has(input[value="{answer}"])').tap()

    def prediction(self, answer: float, section: Locator) -> None:
        """A number, typed on the telephone's keys."""
        section.locator(".lq-field input").tap()
        section.page.keyboard.type(f"{answer:g}")

    def writing(self, answer: str, section: Locator) -> None:
        """A text, typed on the telephone's keys."""
        section.locator("textarea").tap()
        section.page.keyboard.type(answer)

    def links(self, answer: list[list[str]], section: Locator) -> None:
        """One name, then the other."""
        for end in (end for pair in answer for end in pair):
            section.locator(f'[data-name="{end}"]').tap()

    def deck(self, answer: list[str], section: Locator) -> None:
        """A vote on each card."""
        for number, vote in enumerate(answer, 1):
            section.get_by_role("heading", name=f"Card {number} of").wait_for()
            self.choice(vote, section)
            section.locator(".lq-face button.lq-main").tap()

    def ordering(self, answer: list[str], section: Locator) -> None:
        """Each item up to its place."""
        rows = section.locator(".lq-order li")
        for place, item in enumerate(answer):
            up = f'[data-move="{item}-up"]'
            while not rows.nth(place).locator(up).count():
                section.locator(up).tap()


def walk(course: Path, page: Page, troubles: list[str], give: Callable[[AnyExercise, Any, Locator], None]) -> None:
    """Answer every question of the core, from the first to the receipt."""
    walk = Walk(course, LESSON)
    for exercise, answer, section in walk.core(page):
        give(exercise, answer, section)
        walk.arrived(page, exercise, answer, section)
    walk.ended(page, troubles)


def test_a_lesson_by_keyboard_alone(course, tmp_path):
    """Tab goes from question to question; arrows, Space and Enter answer each; the focus is never lost."""
    with lab.lab(course, tmp_path) as address, lab.browser_page() as (page, troubles):
        lab.open_notebook(page, address, LESSON)
        lab.run_all(page)
        page.locator(f"{lab.PANEL} .jp-Cell").first.focus()
        walk(course, page, troubles, Keyboard(page).give)


def test_a_lesson_by_touch_on_a_telephone(course, tmp_path):
    """At 400 px taps answer every question, and neither page nor anything on it runs over the edge."""
    telephone = {"has_touch": True, "is_mobile": True, "viewport": {"width": 400, "height": 800}}
    with lab.lab(course, tmp_path) as address, lab.browser_page(**telephone) as (page, troubles):
        lab.open_notebook(page, address, LESSON)
        page.locator(".jp-SideBar .lm-mod-current").tap()  # the list of files takes the width until it is closed
        lab.run_all(page)
        walk(course, page, troubles, Finger().give)
        assert page.locator(lab.PANEL).evaluate(WIDER) == []


#: what is wider than its place, with its words: it scrolls sideways, or is cut off
WIDER = """(panel) => [...panel.querySelectorAll('.jp-OutputArea-output, .jp-OutputArea-output *')]
  .filter((one) => one.clientWidth > 30 && one.scrollWidth > one.clientWidth + 1)
  .filter((one) => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(one).overflowX))
  .map((one) => `${one.className} ${one.scrollWidth}: ${one.textContent.slice(0, 60)}`)"""
