"""Each notebook in a real JupyterLab: answered wrongly and rightly, closed, reopened, nothing lost."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page

from lessons.answers import MIME
from lessons.case import read_case
from lessons.course import start
from lessons.course.storing import lesson_of
from lessons.exercises import AnyExercise
from tests.browser import lab
from tests.browser.hands import HANDS, ONCE, press, question
from tests.learners import NOTEBOOKS, right, wrong

pytestmark = pytest.mark.browser
REQUIRED = os.environ.get("LESSONS_BROWSER") == "required"
NAMES = [path.name for path in sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))]


class Room:
    """A course as a learner gets it, one server on it, and one page for all notebooks."""

    def __init__(self, course: Path, address: str, page: Page, troubles: list[str]) -> None:
        self.course, self.address, self.page, self.troubles = course, address, page, troubles

    def open(self, name: str) -> Page:
        """A notebook on a page that knows nothing, with a kernel of its own."""
        self.page.evaluate("() => window.localStorage?.clear()")
        self.page.goto("about:blank")
        lab.end_kernels(self.address)
        lab.open_notebook(self.page, self.address, name)
        return self.page


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """Starting a server and a browser takes as long as a notebook: one of each serves all."""
    if lab.CHROMIUM is None and not REQUIRED:
        pytest.skip("no Chromium on this machine: the notebooks were not opened in a browser")
    home = tmp_path_factory.mktemp("course")
    course = start(home / "my-course").folder
    with lab.lab(course, home) as address, lab.browser_page() as (page, troubles):
        page.goto(address)
        yield Room(course, address, page, troubles)


class Sitting:
    """A learner at one notebook of a course."""

    def __init__(self, course: Path, name: str) -> None:
        self.course, self.name = course, name
        self.case = read_case(course / "case")
        self.lesson = self.case.lesson(lesson_of(nbformat.read(course / name, as_version=4)))
        self.kept: dict[str, object] = {}

    def exercises(self) -> list[tuple[str, AnyExercise]]:
        """One exercise of each face the notebook holds, with the name its question has on the page."""
        first: dict[str, tuple[str, AnyExercise]] = {}
        for number, exercise in enumerate(self.lesson.exercises, 1):
            if exercise.id in self.case.practice and exercise.stage not in ("vote", "hand-in"):
                first.setdefault(exercise.face, (f"Question {self.lesson.number}.{number}", exercise))
        return [found for face, found in first.items() if face in HANDS]

    def answer(self, page: Page, name: str, exercise: AnyExercise) -> None:
        """Answer wrongly, read why; answer rightly, read why."""
        key, setup = self.case.practice[exercise.id], exercise.traits(self.case.page)
        section = question(page, name)
        for learner in (right,) if exercise.face in ONCE else (wrong, right):
            value = learner(exercise, key, self.case)
            HANDS[exercise.face](section, setup, value)
            if exercise.confidence:
                section.locator(".lq-sure input").nth(3).check()
            if exercise.face != "deck":
                press(section)
            self.read_reply(section, exercise, value)
            self.kept[exercise.id] = exercise.accept(value)

    def read_reply(self, section, exercise: AnyExercise, value: object) -> None:
        """Wait for what the page says, and hold it against what the key says."""
        if self.lesson.answers_shown_in:
            section.get_by_text("Recorded. The answers are shown").wait_for()
            return
        given = exercise.grade(self.case.practice[exercise.id], value, self.case.page)
        for remark in given.remarks:
            # what speaks of one item stands beside it, and does not say again which it is
            plain = (remark.why or remark.text).replace("*", "").replace("`", "")
            section.locator(".lq-remark", has_text=plain[:80].splitlines()[0]).first.wait_for()

    def on_disk(self) -> dict[str, object]:
        """The answers that the saved notebook holds."""
        cells = json.loads((self.course / self.name).read_text(encoding="utf-8"))["cells"]
        records = [o["data"][MIME] for c in cells for o in c.get("outputs", []) if MIME in o.get("data", {})]
        asked = {exercise.id: exercise for exercise in self.lesson.exercises}
        handed_in = [record for record in records if record["committed"]]
        return {r["exercise"]: asked[r["exercise"]].accept(r["answer"]) for r in handed_in}

    def settle(self, page: Page) -> None:
        """Wait until the notebook on the disk holds every answer: the page saves by itself."""
        for _ in range(80):
            lab.is_saved(page)
            if self.on_disk() == self.kept:
                return
            page.wait_for_timeout(500)

    def in_book(self) -> set[str]:
        """The exercises whose answers stand in the book on the disk."""
        book = self.course / "answers" / f"{Path(self.name).stem}.jsonl"
        return {json.loads(line)["exercise"] for line in book.read_text(encoding="utf-8").splitlines()}


def move_sliders(page: Page) -> None:
    """Move the first slider of each explorer by the keyboard; its words must follow."""
    for explorer in page.locator(f"{lab.PANEL} section.lk:has(input[type=range])").all():
        before = explorer.locator(".lk-words").text_content()
        explorer.locator("input[type=range]").last.focus()
        page.keyboard.press("Home")
        page.wait_for_function(
            "([node, before]) => node.textContent !== before",
            arg=[explorer.locator(".lk-words").element_handle(), before],
        )


def still_there(page: Page, sitting: Sitting) -> None:
    """Every answer that was given is on the page again."""
    for name, exercise in sitting.exercises():
        question(page, name).locator(".lq-state", has_not_text="Not answered yet").wait_for(timeout=20_000)
        assert exercise.id in sitting.kept


def test_keys_belong_to_the_question_and_not_to_the_notebook(room):
    """Arrows and letters in a question or a slider move that, and never fold, cut or insert a cell."""
    page = room.open("05_out_of_how_many.ipynb")
    lab.run_all(page)
    cells = page.evaluate(COUNT_CELLS)
    radios = page.locator(f"{lab.PANEL} section.lq .lq-options").first.locator("input[type=radio]")
    radios.first.focus()
    for key in ("ArrowDown", "b", "x"):
        page.keyboard.press(key)
    assert radios.nth(1).is_checked()
    slider = page.locator(f"{lab.PANEL} section.lk input[type=range]").first
    before = slider.input_value()
    slider.focus()
    for key in ("ArrowRight", "ArrowLeft", "ArrowRight", "a"):
        page.keyboard.press(key)
    assert slider.input_value() != before
    assert page.evaluate(COUNT_CELLS) == cells
    assert room.troubles == []


COUNT_CELLS = """() => {
  const widgets = window.jupyterapp.shell.currentWidget.content.widgets;
  return [widgets.length, widgets.filter((cell) => cell.node.classList.contains("lm-mod-hidden")).length];
}"""


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_worked_through_closed_and_reopened(name, room):
    """Wrong and right answers are explained on the page, and a new page and kernel find them all again."""
    sitting = Sitting(room.course, name)
    page = room.open(name)
    lab.run_all(page)
    for number, exercise in sitting.exercises():
        sitting.answer(page, number, exercise)
    move_sliders(page)
    sitting.settle(page)
    # nobody ran a cell again: the receipt has followed every answer
    page.locator(f"{lab.PANEL} .lp-content", has_text="Receipt:").wait_for(timeout=10_000)
    assert (sitting.on_disk(), sitting.in_book()) == (sitting.kept, set(sitting.kept))
    page = room.open(name)
    still_there(page, sitting)  # drawn from the file, before anything runs
    lab.run_all(page)
    still_there(page, sitting)  # and from the book, by a new kernel
    assert room.troubles == []
