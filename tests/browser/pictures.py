"""The README's two pictures, taken from the course itself: ``python -m tests.browser.pictures``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page

from lessons.course import start
from lessons.exercises import AnyExercise
from tests.browser import lab
from tests.browser.hands import press, question
from tests.browser.test_in_the_browser import Sitting
from tests.learners import right, wrong

PICTURES = Path(__file__).parents[2] / "notebooks" / "pictures"


def take_map(page: Page, address: str) -> None:
    """The verdict map of lesson 8, opened by somebody who would not wait."""
    page.set_viewport_size({"width": 1280, "height": 1500})
    lab.open_notebook(page, address, "08_verdict.ipynb")
    lab.run_all(page)
    drawn = page.locator(f"{lab.PANEL} .lm").first
    drawn.get_by_role("button", name="Show").click()
    drawn.get_by_text("ledger", exact=True).wait_for()
    drawn.locator(".lm-parts").screenshot(path=PICTURES / "map.png")


def take_question(page: Page, address: str, course: Path) -> None:
    """A label table of lesson 1, answered wrongly in one row: the reason stands there."""
    sitting = Sitting(course, "01_claims.ipynb")
    name, exercise = next((name, e) for name, e in sitting.exercises() if e.face == "labels")
    lab.open_notebook(page, address, "01_claims.ipynb")
    lab.run_all(page)
    section = question(page, name)
    for row, label in zip(section.locator(".lq-row").all(), _nearly(sitting, exercise), strict=True):
        row.locator(f'input[value="{label}"]').check()
    press(section)
    section.locator(".lq-remark").first.wait_for()
    section.evaluate("(node) => node.scrollIntoView()")
    section.screenshot(path=PICTURES / "question.png")


def _nearly(sitting: Sitting, exercise: AnyExercise) -> list[str]:
    """The labels of a learner who slips in the first row only."""
    key = sitting.case.practice[exercise.id]
    good, slips = right(exercise, key, sitting.case), wrong(exercise, key, sitting.case)
    return [slips[item] if at == 0 else good[item] for at, item in enumerate(good)]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        course = start(Path(home) / "course").folder
        with lab.lab(course, Path(home)) as address, lab.browser_page() as (page, _):
            take_map(page, address)
            take_question(page, address, course)
