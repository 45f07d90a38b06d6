"""Two ways of answering a question: by keys alone, and by a finger alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Locator, Page

from lessons.exercises import AnyExercise
from lessons.exercises.base import Page as Article

#: what the focus rests on after a key: lost, out of sight, or as it should be
FOCUS = """() => {
  const one = document.activeElement, { left, right, top, bottom } = one.getBoundingClientRect();
  if (one === document.body) return "nowhere";
  const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
  const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  const seen = document.elementFromPoint(x, y), place = one.closest("svg") ?? one;
  const is = seen && (place.contains(seen) || seen.contains(one));
  return is ? "" : `out of sight: ${one.outerHTML.slice(0, 200)} under ${seen?.outerHTML.slice(0, 80)}`;
}"""
#: whether the focus stands on one of these, or the key that leads to it from where it stands
WAY = """([one, ...others]) => {
  if ([one, ...others].includes(document.activeElement)) return "";
  const place = one.compareDocumentPosition(document.activeElement);
  return place & Node.DOCUMENT_POSITION_FOLLOWING ? "Shift+Tab" : "Tab";
}"""


class Keyboard:
    """Tab, arrows, Space and Enter, and a look at where the focus is after each."""

    def __init__(self, page: Page, article: Article) -> None:
        self.page, self.article = page, article

    def stand_on(self, place: Locator) -> None:
        """Begin there, once Lab has left the focus alone for a second: it may take it again after Run All."""
        for _ in range(20):
            place.focus()
            self.page.wait_for_timeout(1000)
            if place.evaluate("(one) => one === document.activeElement"):
                return
        raise AssertionError("something takes the focus again and again")

    def press(self, key: str) -> None:
        """Press a key; the focus is somewhere in sight afterwards, once what is said of it has been drawn."""
        self.page.keyboard.press(key)
        for _ in range(20):
            where = self.page.evaluate(FOCUS)
            if not where:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"after {key} the focus is {where}")

    def on(self, section: Locator, target: str, key: str = "", most: int = 60) -> None:
        """Go on with one key, else with Tab, until the focus is there."""
        for _ in range(most):
            way = section.locator(target).evaluate_all(WAY)
            if not way:
                return
            self.press(key or way)
        raise AssertionError(f"{target} was not reached by {key or 'Tab'}")

    def radio(self, section: Locator, group: str, value: str) -> None:
        """Choose one of a group; the arrow keys choose as they move."""
        self.on(section, f"{group} input")
        self.on(section, f'{group} input[value="{value}"]', "ArrowDown")
        if not section.locator(f"{group} :checked").count():
            self.press("Space")

    def give(self, exercise: AnyExercise, answer: Any, section: Locator) -> None:
        """Give an answer by the keys of its face, and check it."""
        getattr(self, exercise.face)(answer, section, exercise.traits(self.article))
        if exercise.confidence:
            steps = section.locator(".lq-sure input")
            self.radio(section, ".lq-sure", steps.nth(3).get_attribute("value") or "")
        if exercise.face != "deck":
            self.on(section, 'button[data-act="commit"]')
            self.press("Enter")

    def choice(self, answer: str, section: Locator, setup: Any) -> None:
        """One option."""
        self.radio(section, ".lq-options", answer)

    def type(self, words: str, field: str, section: Locator) -> None:
        """Words or a number into a field."""
        self.on(section, field)
        self.page.keyboard.type(words)

    def prediction(self, answer: Any, section: Locator, setup: Any) -> None:
        """An option, or a number."""
        if setup["options"]:
            self.choice(answer, section, setup)
        else:
            self.type(f"{answer:g}", ".lq-field input", section)

    def writing(self, answer: str, section: Locator, setup: Any) -> None:
        """A text."""
        self.type(answer, "textarea", section)

    def labels(self, answer: dict[str, str], section: Locator, setup: Any) -> None:
        """A number for each row; where labels are ticked, for each that changes."""
        for item, label in answer.items():
            row = section.locator(f'.lq-row[data-item="{item}"]')
            self.on(row, "input")
            for key in changes(row, label):
                self.press(str(key + 1))

    def marker(self, answer: list[dict[str, Any]], section: Locator, setup: Any) -> None:
        """Old marks away; then arrows to the first word, Space, arrows to the last, Space."""
        while section.locator(".lq-marks button").count():
            self.on(section, ".lq-marks button")
            self.press("Enter")
        for first, last in ends(answer, setup):
            for word in (first, last):
                self.on(section, ".lq-word")
                self.walk(section, word)
                self.press("Space")

    def walk(self, section: Locator, word: int) -> None:
        """To a word from the one that has the focus."""
        at = section.locator(".lq-word").evaluate_all("(all) => all.indexOf(document.activeElement)")
        for _ in range(abs(word - at)):
            self.press("ArrowRight" if word > at else "ArrowLeft")

    def links(self, answer: list[list[str]], section: Locator, setup: Any) -> None:
        """Old arrows away; then both ends of each."""
        while section.locator(".la-list button").count():
            self.on(section, ".la-list button")
            self.press("Enter")
        self.on(section, "[data-name]")
        for end in (end for pair in answer for end in pair):
            self.on(section, f'[data-name="{end}"]', "ArrowRight")
            self.press("Enter")

    def deck(self, answer: list[str], section: Locator, setup: Any) -> None:
        """A vote on each card; the focus goes with the card."""
        for vote in answer:
            self.radio(section, ".lq-options", vote)
            self.on(section, ".lq-face button.lq-main")
            self.press("Enter")

    def ordering(self, answer: list[str], section: Locator, setup: Any) -> None:
        """Each item up to its place."""
        for up in moves(answer, section):
            self.on(section, up)
            self.press("Enter")


class Finger:
    """Taps, and nothing else."""

    def __init__(self, page: Page, article: Article) -> None:
        self.page, self.article = page, article

    def give(self, exercise: AnyExercise, answer: Any, section: Locator) -> None:
        """Give an answer by touch, and check it."""
        section.scroll_into_view_if_needed()
        getattr(self, exercise.face)(answer, section, exercise.traits(self.article))
        if exercise.confidence:
            section.locator(".lq-sure .lq-option").nth(3).tap()
        if exercise.face != "deck":
            button = section.locator('button[data-act="commit"]')
            button.evaluate(
                "(one) => one.scrollIntoView({ block: 'end' })"
            )  # the reply would stand below the edge
            button.tap()

    def choice(self, answer: str, section: Locator, setup: Any) -> None:
        """The line of an option is the target."""
        section.locator(f'.lq-options .lq-option:has(input[value="{answer}"])').tap()

    def prediction(self, answer: Any, section: Locator, setup: Any) -> None:
        """An option, or a number typed on the telephone's keys."""
        if setup["options"]:
            self.choice(answer, section, setup)
        else:
            section.locator(".lq-field input").tap()
            self.page.keyboard.type(f"{answer:g}")

    def writing(self, answer: str, section: Locator, setup: Any) -> None:
        """A text, typed on the telephone's keys."""
        section.locator("textarea").tap()
        self.page.keyboard.type(answer)

    def labels(self, answer: dict[str, str], section: Locator, setup: Any) -> None:
        """A tap on the label of each row."""
        for item, label in answer.items():
            row = section.locator(f'.lq-row[data-item="{item}"]')
            for at in changes(row, label):
                row.locator(".ll-target").nth(at).tap()

    def marker(self, answer: list[dict[str, Any]], section: Locator, setup: Any) -> None:
        """The first word of each, then the last."""
        for word in (word for pair in ends(answer, setup) for word in pair):
            section.locator(".lq-word").nth(word).tap()

    def links(self, answer: list[list[str]], section: Locator, setup: Any) -> None:
        """One name, then the other."""
        for end in (end for pair in answer for end in pair):
            section.locator(f'[data-name="{end}"]').tap()

    def deck(self, answer: list[str], section: Locator, setup: Any) -> None:
        """A vote on each card."""
        for number, vote in enumerate(answer, 1):
            section.get_by_role("heading", name=f"Card {number} of").wait_for()
            self.choice(vote, section, setup)
            section.locator(".lq-face button.lq-main").tap()

    def ordering(self, answer: list[str], section: Locator, setup: Any) -> None:
        """Each item up to its place."""
        for up in moves(answer, section):
            section.locator(up).tap()


def changes(row: Locator, label: str) -> list[int]:
    """Which boxes of a row must be touched, by place, until just this label holds; “a+b” is two of them."""
    boxes = row.locator("input").evaluate_all("(all) => all.map((one) => [one.value, one.checked, one.type])")
    wanted = {label} if label in [value for value, _, _ in boxes] else set(label.split("+"))
    return [
        at
        for at, (value, checked, kind) in enumerate(boxes)
        if (value in wanted) != checked and (kind == "checkbox" or value in wanted)
    ]


def ends(marks: list[dict[str, Any]], setup: Any) -> list[tuple[int, int]]:
    """The first and the last word of each mark, by place among all words of the question."""
    places = [(p["number"], *word) for p in setup["paragraphs"] for word in p["words"]]
    inside = [
        [
            at
            for at, (number, start, end) in enumerate(places)
            if number == mark["paragraph"] and start < mark["end"] and end > mark["start"]
        ]
        for mark in marks
    ]
    return [(words[0], words[-1]) for words in inside]


def moves(answer: list[str], section: Locator) -> Iterator[str]:
    """The buttons that bring each item up to its place, one after the other."""
    rows = section.locator(".lq-order li")
    for place, item in enumerate(answer):
        up = f'[data-move="{item}-up"]'
        while not rows.nth(place).locator(up).count():
            yield up
