"""Arrows drawn by hand in a real browser, alone on a page with a model that plays the kernel."""

from __future__ import annotations

from dataclasses import asdict
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from lessons.case import read_case
from lessons.charts.graph import Arrow, source_graph
from lessons.exercises import Remark
from lessons.widgets import GraphWidget
from lessons.widgets.base import script
from tests.browser.faces import draw, draw_widget, empty_page, kernel_sets, told

__all__ = ["empty_page"]  # the fixture, under the name the tests ask for

pytestmark = pytest.mark.browser

NAMES = {"office": "the bird office of the county", "gardener": "the town gardener", "club": "the pond club"}
NODES: dict[str, Any] = {"nodes": {**NAMES, "baker": "a baker", "letter": "Pond Letter"}, "verb": "told"}
DRAWN = [["office", "gardener"], ["club", "office"]]


@pytest.fixture(name="page")
def wide_page(browser: Page) -> Page:
    """The page at its usual width, in the light."""
    browser.set_viewport_size({"width": 1280, "height": 1000})
    return browser


def centre(section: Locator, name: str) -> tuple[float, float]:
    """The middle of a name on the page."""
    box = section.locator(f'[data-name="{name}"]').bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(section: Locator, start: str, end: tuple[float, float]) -> None:
    """Draw an arrow with the mouse."""
    mouse = section.page.mouse
    mouse.move(*centre(section, start))
    mouse.down()
    mouse.move(*end, steps=4)
    mouse.up()


def checked(page: Page, remarks: list[Remark], right: list[str], answer: list[list[str]]) -> Locator:
    """Arrows, and what the kernel says of them."""
    section = draw(page, "links", NODES, value=answer)
    kernel_sets(page, "right", right)
    kernel_sets(page, "feedback", [asdict(remark) for remark in remarks])
    return section


WRONG = Remark(
    "wrong", "“the pond club” told “the bird office of the county”: No.", "", "club → office", "No page says so."
)
MISSING = Remark("wrong", "One more arrow is missing.")
SHOWN = [
    Remark("note", "…", "", "office → gardener", "The sheet says so."),
    Remark("note", "…", "", "gardener → club", "The club quotes it."),
]


def test_an_arrow_is_dragged_from_name_to_name(page):
    """The line grows under the pointer; dropped on a name it is an arrow, and a click makes none by the way."""
    section = draw(page, "links", NODES)
    page.mouse.move(*centre(section, "office"))
    page.mouse.down()
    page.mouse.move(*centre(section, "club"), steps=4)
    expect(section.locator(".la-drag")).to_have_count(1)
    page.mouse.up()
    drag(section, "club", centre(section, "baker"))
    expect(section.locator(".ld-arrow")).to_have_count(2)
    assert told(page) == [["office", "club"], ["club", "baker"]]


def test_an_arrow_dropped_on_no_name_is_let_go(page):
    """It is said, and nothing is told to the kernel."""
    section = draw(page, "links", NODES)
    x, y = centre(section, "office")
    drag(section, "office", (x, y + 60))
    expect(section.locator("p[role=status]").first).to_have_text("No other name was there: the arrow was let go.")
    assert told(page) is None


def test_a_finger_draws_as_a_mouse_does(page):
    """The pointer of a touch screen draws, and the page does not scroll away under it."""
    section = draw(page, "links", NODES)
    name = section.locator('[data-name="office"]')
    for act, at in (("pointerdown", "office"), ("pointermove", "club"), ("pointerup", "club")):
        x, y = centre(section, at)
        touch = {
            "pointerType": "touch",
            "pointerId": 1,
            "isPrimary": True,
            "clientX": x,
            "clientY": y,
            "bubbles": True,
        }
        name.evaluate("(node) => { node.setPointerCapture = () => {}; }")
        name.dispatch_event(act, touch)
    assert (told(page), name.evaluate("(node) => getComputedStyle(node).touchAction")) == (
        [["office", "club"]],
        "none",
    )


def test_keys_alone_draw(page):
    """Tab to a name, Enter, an arrow key, Enter: an arrow; Escape lets a begun one go."""
    section = draw(page, "links", NODES)
    for key in ("Tab", "Enter", "ArrowRight", "Enter", "Enter", "Escape", "Tab", "Enter", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(section.locator("p[role=status]").first).to_have_text("Drawn: “the pond club” told “a baker”.")
    assert told(page) == [["office", "gardener"], ["club", "baker"]]


def test_the_list_says_the_drawing_and_takes_arrows_away(page):
    """Each arrow in words with a button; the focus stays in the list, and at last goes back to the names."""
    section = draw(page, "links", NODES, value=DRAWN)
    expect(section.locator(".la-list li")).to_contain_text(
        ["“the bird office of the county” told", "“the pond club” told"]
    )
    section.get_by_role("button", name="Remove: “the bird office of the county” told “the town gardener”").click()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.name") == "office"
    assert told(page) == []


def test_the_same_arrow_is_drawn_once(page):
    """Drawn again, it is said to be there."""
    section = draw(page, "links", NODES, value=DRAWN)
    drag(section, "office", centre(section, "gardener"))
    expect(section.locator("p[role=status]").first).to_contain_text("That arrow is there already")
    expect(section.locator(".la-list li")).to_have_count(2)


def test_right_and_wrong_are_told_apart_by_line_sign_and_words(page):
    """Not by colour alone; which arrow is missing is not told, only how many."""
    section = checked(page, [WRONG, MISSING], ["office → gardener"], DRAWN)
    signs = section.locator(".ld-sign")
    dashes = section.locator(".ld-line").evaluate_all(
        "(all) => all.map((l) => getComputedStyle(l).strokeDasharray)"
    )
    expect(signs).to_have_text(["✓", "✗"])
    assert dashes[0] == "none" != dashes[1]
    expect(section.locator(".la-list .lq-remark")).to_have_text(["Right", "Look again: No page says so."])
    expect(section.locator(".lq-feedback")).to_have_text("Look again: One more arrow is missing.")
    expect(section.locator("p[role=status]").first).to_contain_text("1 of 2 right")


def test_what_was_missing_is_drawn_once_the_answer_is_shown(page):
    """Dotted and with a plus; an arrow that is not in the answer is wrong."""
    section = checked(page, SHOWN, [], DRAWN)
    expect(section.locator(".ld-missing .ld-sign")).to_have_text("+")
    expect(section.locator(".la-list .lq-remark")).to_have_text(
        [
            "Right: The sheet says so.",
            "Look again: The answer has no such arrow.",
            "Note: This arrow was missing. The club quotes it.",
        ]
    )


def test_a_mark_goes_with_its_arrow(page):
    """An arrow drawn after a check has no mark before it is checked itself."""
    section = checked(page, [WRONG], ["office → gardener"], DRAWN)
    section.locator(".la-list button").nth(1).click()
    drag(section, "gardener", centre(section, "club"))
    expect(section.locator(".ld-sign")).to_have_text(["✓"])


@pytest.mark.parametrize(("width", "number"), [(1280, 5), (400, 5), (400, 2), (400, 8)])
def test_names_never_cover_each_other_and_never_shrink(page, width, number):
    """Laid out by the width: nothing runs over the edge, no text is under 11 px, every target is 24 px high."""
    page.set_viewport_size({"width": width, "height": 900})
    more = {f"site-{at}": f"site number {at}" for at in range(3)}
    setup = {**NODES, "nodes": dict(list((NODES["nodes"] | more).items())[:number])}
    section = draw(page, "links", setup, value=[["office", "gardener"], ["gardener", ""]])
    boxes: list[Any] = [name.bounding_box() for name in section.locator(".ld-name").all()]
    apart = [
        one["x"] + one["width"] <= other["x"]
        or other["x"] + other["width"] <= one["x"]
        or one["y"] + one["height"] <= other["y"]
        or other["y"] + other["height"] <= one["y"]
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
    ]
    sizes = section.locator("text, button, p, li").evaluate_all(
        "(all) => all.map((n) => parseFloat(getComputedStyle(n).fontSize))"
    )
    assert (all(apart), page.evaluate("document.documentElement.scrollWidth") <= width) == (True, True)
    assert min(sizes) >= 11
    assert min(section.locator("button:visible").evaluate_all("(all) => all.map((n) => n.offsetHeight)")) >= 24


@pytest.mark.parametrize("width", [1280, 400])
def test_an_arrow_on_to_a_neighbour_is_told_from_the_one_that_came(page, width):
    """Where one arrow comes in, the next does not lie on it: what was passed on twice is not drawn as a fork."""
    page.set_viewport_size({"width": width, "height": 900})
    nodes = {str(at): f"name number {at}" for at in range(7)}
    section = draw(page, "links", {"nodes": nodes, "verb": "told"}, value=[["0", "5"], ["5", "6"]])
    gaps = section.locator(".ld-line").evaluate_all(
        "([came, on]) => { const far = came.getTotalLength(), at = came.getPointAtLength.bind(came);"
        " return [0, 10, 20].map((n) => on.getPointAtLength(n)).map(({ x, y }) =>"
        " Math.min(...Array.from({ length: far }, (_, n) => Math.hypot(at(n).x - x, at(n).y - y)))); }"
    )
    assert min(gaps) > 8


def test_no_arrow_between_the_real_names_crosses_a_third_on_a_telephone(page):
    """Each of lesson 4's first question, there and back, at the width that a telephone leaves it."""
    case = read_case(Path("seeds/north-korea-russia"))
    asked = next(e for e in case.lesson("one-source-or-many").exercises if e.face == "links")
    setup = asked.traits(case.page)
    page.set_viewport_size({"width": 300, "height": 900})
    crossed = []
    for one, other in combinations(setup["nodes"], 2):
        section = draw(page, "links", setup, value=[[one, other], [other, one]])
        crossed += [
            (one, other, name) for name in section.locator(".la").evaluate(CROSSED) if name not in (one, other)
        ]
    assert crossed == []


CROSSED = """(field) => {
  const points = [...field.querySelectorAll('.ld-line')].flatMap((line) =>
    Array.from({ length: line.getTotalLength() }, (_, n) => line.getPointAtLength(n)));
  const inside = ({ offsetLeft: x, offsetTop: y, offsetWidth: w, offsetHeight: h }) => (at) =>
    at.x > x && at.x < x + w && at.y > y && at.y < y + h;
  const names = [...field.querySelectorAll('.ld-name')];
  return names.filter((name) => points.some(inside(name))).map((name) => name.dataset.name);
}"""


def test_an_arrow_past_a_name_runs_around_it(page):
    """The name between two others of its side, longer than they are, is not crossed."""
    nodes = {str(at): f"name {at}" for at in range(7)} | {"0": NAMES["office"], "2": "a town gardener, Ann"}
    section = draw(page, "links", {"nodes": nodes, "verb": "told"}, value=[["1", "3"]])
    inside = section.locator(".ld-line").evaluate(
        "(line) => { const box = document.querySelector('[data-name=\"2\"]');"
        " const points = Array.from({ length: line.getTotalLength() }, (_, n) => line.getPointAtLength(n));"
        " return points.filter(({ x, y }) => x > box.offsetLeft && x < box.offsetLeft + box.offsetWidth"
        " && y > box.offsetTop && y < box.offsetTop + box.offsetHeight).length; }"
    )
    assert inside == 0


def test_draw_js_ends_an_arrow_at_the_edge_of_a_box(page):
    """By itself: where the way from the middle to a point leaves a box, and never beyond a point inside it."""
    drawing = "\n".join((script("draw"), "return [edge(box, far), edge(box, near), edge(box, down, 5)];"))
    ends = page.evaluate(
        "([code, ...args]) => new Function('box', 'far', 'near', 'down', code)(...args)",
        [
            drawing,
            {"x": 0, "y": 0, "width": 40, "height": 20},
            {"x": 120, "y": 10},
            {"x": 22, "y": 11},
            {"x": 20, "y": 90},
        ],
    )
    assert ends == [{"x": 40, "y": 10}, {"x": 22, "y": 11}, {"x": 20, "y": 25}]


def test_draw_js_draws_an_arrow_with_its_head_at_the_end(page):
    """By itself: a line, a head whose tip is the end, and a sign at the middle of the bend."""
    code = "\n".join(
        (
            script("draw"),
            "return arrow({x: 0, y: 0}, {x: 50, y: 40}, {x: 100, y: 0}, 'look', '✓').outerHTML;",
        )
    )
    svg = page.evaluate("(code) => new Function(code)()", code)
    assert ('class="ld-arrow look"' in svg, 'd="M100 0 L' in svg, 'x="50" y="20"' in svg) == (True, True, True)


GRAPH = source_graph(
    {"office": "the bird office", "gardener": "the town gardener", "club": "the pond club", "baker": "a baker"},
    [Arrow("office", "gardener", True), Arrow("gardener", "club", True), Arrow("baker", "club", False)],
).drawing


def graph(page: Page, width: int = 1280) -> Locator:
    """The graph of these arrows, as its place shows it."""
    page.set_viewport_size({"width": width, "height": 900})
    return draw_widget(page, GraphWidget(content=GRAPH), "section.lp")


def lit(shown: Locator) -> list[str]:
    """The names that are lit up."""
    return shown.locator(".ld-name.lg-lit").all_text_contents()


def test_a_chain_is_lit_when_one_of_its_names_is_chosen(page):
    """Up and down the documented arrows, and no further; what is known stands below in words."""
    shown = graph(page)
    shown.locator('[data-name="club"]').click()
    assert sorted(lit(shown)) == ["the bird office", "the pond club", "the town gardener"]
    expect(shown.locator(".ld-arrow.lg-lit")).to_have_count(2)
    expect(shown.locator(".lg-said p")).to_have_text(
        [
            "the pond club",
            "From: the town gardener.",
            "Not known: from a baker.",
            "The chain starts at: the bird office.",
        ]
    )


def test_keys_follow_the_arrows(page):
    """Tab once; → goes to whom it was told, ← back, ↓ to the next name; each name says its arrows by itself."""
    shown = graph(page)
    for key in ("Tab", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    expect(shown.locator(":focus")).to_have_attribute(
        "aria-label",
        "the town gardener. From: the bird office. To: the pond club. The chain starts at: the bird office.",
    )
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    expect(shown.locator("summary:focus")).to_have_count(1)


def test_what_no_text_shows_is_dotted_and_read_not_known(page):
    """By its line and in words; in a narrow list by a question mark that the line above explains."""
    shown = graph(page)
    dotted = shown.locator(".lg-open")
    expect(dotted.locator(".ld-line")).to_have_css("stroke-dasharray", "2px, 4px")
    expect(dotted.locator("tspan")).to_have_text(["not", "known"])
    shown = graph(page, 300)
    expect(shown.locator(".lg-open text")).to_have_text("?")
    expect(shown.locator(".lg-help").first).to_contain_text("“?”: no text does")


@pytest.mark.parametrize("width", [1280, 400, 300])
def test_the_graph_is_drawn_anew_and_never_shrunk(page, width):
    """Columns where there is room, else one list: no text under 11 px, nothing over the edge."""
    shown = graph(page, width)
    sizes = shown.locator("text, button, p").evaluate_all(
        "(all) => all.map((n) => parseFloat(getComputedStyle(n).fontSize))"
    )
    places: list[Any] = [
        shown.locator(f'[data-name="{id}"]').bounding_box() for id in ("office", "gardener", "club")
    ]
    side = "y" if width == 300 else "x"
    assert (min(sizes) >= 11, page.evaluate("document.documentElement.scrollWidth") <= width) == (True, True)
    assert [box[side] for box in places] == sorted({box[side] for box in places})


def test_the_graph_is_a_table_too(page):
    """Whoever sees no picture opens the table: who told, whom, known from."""
    shown = graph(page)
    shown.locator("summary").click()
    expect(shown.locator("tbody tr").last.locator("td")).to_have_text(["a baker", "the pond club", "not known"])
