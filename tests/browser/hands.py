"""Hands for a browser: giving an answer to a question the way a person would."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.lab import PANEL

Setup = dict[str, Any]


def question(page: Page, name: str) -> Locator:
    """The question of that name, scrolled into sight."""
    section = page.locator(f'{PANEL} section.lq[aria-label="{name}"]')
    section.scroll_into_view_if_needed()
    return section


def press(section: Locator, act: str = "commit") -> None:
    """Press a button of the frame: commit, hint or show."""
    section.locator(f'button[data-act="{act}"]').click()


def choice(section: Locator, setup: Setup, answer: Any) -> None:
    """Tick just these options."""
    wanted = set(answer) if setup["several"] else {answer}
    for box in section.locator(".lq-options input").all():
        if setup["several"]:
            box.set_checked(box.get_attribute("value") in wanted)
        elif box.get_attribute("value") in wanted:
            box.check()


def labels(section: Locator, setup: Setup, answer: dict[str, str]) -> None:
    """Give each row its label in the table; where labels are ticked, tick just these."""
    if (table := section.get_by_role("button", name="As a table")).count():
        table.click()
    for row, item in zip(section.locator(".lq-row").all(), setup["items"], strict=True):
        boxes = {box.get_attribute("value"): box for box in row.locator("input").all()}
        wanted = {answer[item]} if answer[item] in boxes else set(answer[item].split("+"))
        if row.locator("input[type=checkbox]").count():
            for box in boxes.values():
                box.set_checked(False)
        for label in wanted:
            boxes[label].check()


def marker(section: Locator, setup: Setup, answer: list[dict[str, Any]]) -> None:
    """Take all marks away, then mark each stretch with the keyboard alone."""
    while section.locator(".lq-marks button").count():
        section.locator(".lq-marks button").first.click()
    places = [(p["number"], *word) for p in setup["paragraphs"] for word in p["words"]]
    words = section.locator(".lq-word")
    for mark in answer:
        inside = [
            at
            for at, (number, start, end) in enumerate(places)
            if number == mark["paragraph"] and start < mark["end"] and end > mark["start"]
        ]
        words.nth(inside[0]).focus()
        section.page.keyboard.press("Space")
        for _ in inside[1:]:
            section.page.keyboard.press("ArrowRight")
        section.page.keyboard.press("Space")


def quantity(section: Locator, setup: Setup, answer: dict[str, Any]) -> None:
    """Type the number or both ends, and choose unit and base."""
    fields = ("low", "high") if setup["interval"] else ("number",)
    for box, name in zip(section.locator(".lq-field input").all(), fields, strict=True):
        box.fill(f"{answer[name]:g}")
    for name in ("unit", "base"):
        if answer.get(name):
            section.locator(f'.lq-options input[value="{answer[name]}"]').check()


def ordering(section: Locator, setup: Setup, answer: list[str]) -> None:
    """Move each item up to its place by its button."""
    for place, item in enumerate(answer):

        def at(item: str = item) -> int:
            texts = section.locator(".lq-item").all_text_contents()
            plain = setup["items"][item].replace("*", "")
            return texts.index(plain)

        while at() > place:
            section.locator(f'button[data-move="{item}-up"]').click()
    if section.locator('button[data-move="none"]').count():  # it was in this order already
        section.locator('button[data-move="none"]').click()


def links(section: Locator, setup: Setup, answer: list[list[str]]) -> None:
    """Take all arrows away, then choose both ends of each with the keyboard alone."""
    while section.locator(".la-list button").count():
        section.locator(".la-list button").first.click()
    for end in (end for pair in answer for end in pair):
        section.locator(f'[data-name="{end}"]').focus()
        section.page.keyboard.press("Enter")


def prediction(section: Locator, setup: Setup, answer: Any) -> None:
    """Choose, or type, a guess."""
    if setup["options"]:
        section.locator(f'.lq-options input[value="{answer}"]').check()
    else:
        section.locator(".lq-field input").fill(f"{answer:g}")


def deck(section: Locator, setup: Setup, answer: list[str]) -> None:
    """Vote on each card as it is turned up."""
    for number, vote in enumerate(answer, 1):
        section.locator(f'.lq-options input[value="{vote}"]').check()
        section.locator(".lq-face button.lq-main").click()
        if number < len(answer):
            section.get_by_role("heading", name=f"Card {number + 1} of").wait_for()


def search(section: Locator, setup: Setup, answer: dict[str, Any]) -> None:
    """Make the moves of a log: search, open, compare, choose, conclude."""
    for move in answer["moves"]:
        if move["move"] == "search":
            section.get_by_label("Search words").fill(move["words"])
            section.get_by_role("button", name="Search", exact=True).click()
        elif move["move"] == "open":
            section.locator(f'button[data-page="{move["page"]}"]').click()
        elif move["move"] == "compare":
            for side, page in zip(("First page", "Second page"), move["pages"], strict=True):
                section.get_by_label(side, exact=True).select_option(page)
            section.get_by_role("button", name="Lay side by side").click()
        elif move["move"] == "choose":
            section.get_by_label("The page I trust most", exact=True).select_option(move["page"])
        else:
            section.locator(f'.lq-options input[value="{move["choice"]}"]').check()


def writing(section: Locator, setup: Setup, answer: str) -> None:
    """Type the text."""
    section.locator("textarea").fill(answer)


def function(section: Locator, setup: Setup, answer: dict[str, Any]) -> None:
    """Write the function into its cell and run that cell."""
    page = section.page
    name = setup["examples"][0].partition("(")[0]
    place = page.evaluate(_WRITE, [f"def {name}(", answer["source"]])
    page.wait_for_function(
        "(at) => { const w = window.jupyterapp.shell.currentWidget;"
        " return w.content.widgets[at].model.executionState !== 'running'"
        " && w.sessionContext.session.kernel.status === 'idle'; }",
        arg=place,
    )


_WRITE = """async ([start, source]) => {
  const w = window.jupyterapp.shell.currentWidget;
  const holds = (cell) => cell.model.type === 'code' && cell.model.sharedModel.source.includes(start);
  const at = w.content.widgets.findIndex(holds);
  w.content.widgets[at].model.sharedModel.setSource(source);
  w.content.activeCellIndex = at;
  w.content.deselectAll();
  await window.jupyterapp.commands.execute('notebook:run-cell');
  return at;
}"""

HANDS = {
    "choice": choice,
    "labels": labels,
    "marker": marker,
    "quantity": quantity,
    "ordering": ordering,
    "links": links,
    "prediction": prediction,
    "deck": deck,
    "writing": writing,
    "function": function,
    "search": search,
}
#: what can be answered once only, or is not right or wrong: one answer is enough
ONCE = ("prediction", "deck", "writing", "search")
