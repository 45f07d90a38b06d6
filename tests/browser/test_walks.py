"""Lessons from Run All to the receipt: by keyboard alone and wrongly first, and by touch on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from lessons.course import start
from lessons.exercises import AnyExercise
from tests.browser import lab
from tests.browser.hands import ONCE
from tests.browser.test_in_the_browser import Sitting
from tests.browser.walking import Finger, Keyboard
from tests.learners import right, wrong

pytestmark = pytest.mark.browser
LESSONS = pytest.mark.parametrize("name", ["01_claims.ipynb", "02_sourcing.ipynb", "04_one_source_or_many.ipynb"])


class Walk(Sitting):
    """A learner who answers every question of the core."""

    def core(self, page: Page) -> Iterator[tuple[AnyExercise, Locator]]:
        """Each question as it stands on the page; votes are asked twice."""
        names = {f"Question {number}": id for id, number in self.lesson.numbers.items()}
        asked = {e.id: e for e in self.lesson.exercises if e.core and e.id in self.case.practice}
        for section in page.locator(f"{lab.PANEL} section.lq").all():
            name = section.get_attribute("aria-label") or ""
            if exercise := asked.get(names.get(name.removesuffix(" (again)"), "")):
                yield exercise, page.locator(f'{lab.PANEL} section.lq[aria-label="{name}"]')

    def give(self, hand: Keyboard | Finger, exercise: AnyExercise, section: Locator, learner: Any) -> None:
        """Give a learner's answer; what is said of it is in sight."""
        answer = learner(exercise, self.case.practice[exercise.id], self.case)
        hand.give(exercise, answer, section)
        if exercise.stage == "vote":
            expect(section.locator(".lq-state")).to_contain_text("Recorded")
        else:
            self.read_reply(section, exercise, answer)
        expect(section.locator(".lq-feedback > li, .lq-state").first).to_be_in_viewport()
        self.kept[exercise.id] = exercise.accept(answer)

    def ended(self, page: Page) -> None:
        """Every answer is in the book and in the notebook, and the receipt says so."""
        self.settle(page)
        receipt = page.locator(f"{lab.PANEL} .lp-content", has_text="Receipt:")
        expect(receipt).to_contain_text(f"{len(self.kept) + 1} of {len(self.kept) + 1} answers")  # one vote, twice
        assert (self.on_disk(), self.in_book()) == (self.kept, set(self.kept))
        assert "Traceback" not in page.locator(lab.PANEL).inner_text()


class Place(NamedTuple):
    """A course, a page on the Lab that is open on it, and what went wrong on that page."""

    course: Path
    address: str
    page: Page
    troubles: list[str]

    @contextmanager
    def at(self, course: Path, name: str) -> Iterator[Walk]:
        """A lesson, run in the page; nothing went wrong when it is left."""
        lab.turn_to(self.page, str((course / name).relative_to(self.course)))
        try:
            lab.run_all(self.page)
            yield Walk(course, name)
        finally:
            lab.end_kernels(self.address)
        assert self.troubles == []


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, Browser]]:
    """One course, one Lab and one browser for all walks."""
    with lab.course_in_a_browser(tmp_path_factory.mktemp("walks")) as room:
        yield room


def place(course: Path, address: str, browser: Browser, **look: Any) -> Place:
    """A page of that look on the Lab."""
    found = Place(course, address, browser.new_page(**look), [])
    lab.hear(found.page, found.troubles)
    found.page.goto(f"{address}/lab?reset")
    return found


@pytest.fixture(scope="module")
def desk(room: tuple[Path, str, Browser]) -> Place:
    """A page as wide as on a desk."""
    return place(*room, viewport={"width": 1280, "height": 1000})


@pytest.fixture(scope="module")
def telephone(room: tuple[Path, str, Browser]) -> Place:
    """A page 400 px wide, for a finger; Lab's list of files takes the width until it is closed."""
    found = place(*room, has_touch=True, is_mobile=True, viewport={"width": 400, "height": 800})
    found.page.locator(".jp-SideBar .lm-mod-current").tap()
    return found


@LESSONS
def test_a_lesson_by_keyboard_alone_and_wrongly_first(desk, name):
    """Tab goes from question to question; arrows, Space and Enter answer each, twice; the focus is never lost."""
    with desk.at(desk.course, name) as walk:
        keys = Keyboard(desk.page, walk.case.page)
        keys.stand_on(desk.page.locator(f"{lab.PANEL} .jp-Cell").first)
        for exercise, section in walk.core(desk.page):
            is_once = exercise.face in ONCE or exercise.stage == "vote"
            for learner in (right,) if is_once else (wrong, right):
                walk.give(keys, exercise, section, learner)
                expect(desk.page.locator(":focus")).to_be_in_viewport()
        walk.ended(desk.page)


@LESSONS
def test_a_lesson_by_touch_on_a_telephone(telephone, name):
    """At 400 px taps answer every question; nothing runs over the edge, is too small, or scrolls out of reach."""
    with telephone.at(start(telephone.course / "by-touch").folder, name) as walk:
        finger = Finger(telephone.page, walk.case.page)
        for exercise, section in walk.core(telephone.page):
            walk.give(finger, exercise, section, right)
        walk.ended(telephone.page)
        for faults in (WIDER, SMALL, GONE):
            assert telephone.page.locator(lab.PANEL).evaluate(faults) == []


#: what is wider than its place, with its words: it scrolls sideways, or is cut off
WIDER = """(panel) => [...panel.querySelectorAll(':is(.jp-OutputArea-output, .jp-MarkdownOutput)')]
  .flatMap((one) => [one, ...one.querySelectorAll('*')])
  .filter((one) => one.clientWidth > 30 && one.scrollWidth > one.clientWidth + 1)
  .filter((one) => getComputedStyle(one).overflowX !== 'visible')
  .map((one) => `${one.className} ${one.scrollWidth} in ${one.clientWidth}: ${one.textContent.slice(0, 60)}`)"""
#: what a finger is to meet and is less than 24 px wide or high
SMALL = """(panel) => [...panel.querySelectorAll(
    'section :is(button, summary, textarea, .lq-option, .ll-target, input[type=text])')]
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, { width, height }]) => height && Math.min(width, height) < 24)
  .map(([one, { width, height }]) => `${one.className} ${width} x ${height}: ${one.textContent.slice(0, 60)}`)"""
#: a pen's labels that are not in sight at the last of its words
GONE = """(panel) => [...panel.querySelectorAll('.ll-pens')].filter((pens) => {
  pens.parentElement.querySelector('.ll-text:last-of-type .ll-stretch:last-of-type').scrollIntoView();
  const page = panel.querySelector('.jp-WindowedPanel-outer').getBoundingClientRect();
  return pens.getBoundingClientRect().top < page.top;
}).map((pens) => pens.textContent)"""
