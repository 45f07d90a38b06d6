"""Share and trend in a real browser, alone on a page with a model that plays the kernel."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from lessons.case import Case
from lessons.charts.share import Amount, PartOfWhole, read_share
from lessons.desk.instruments import share_of
from lessons.desk.trend import TrendExplorer
from tests.articles import CASE
from tests.browser.faces import draw_widget, empty_page, kernel_sets

__all__ = ["empty_page"]  # the fixture, under the name the tests ask for

pytestmark = pytest.mark.browser


@pytest.fixture(name="case")
def real_case() -> Case:
    """The article of the course."""
    return CASE


@pytest.fixture(name="page")
def wide_page(browser: Page) -> Page:
    """The page at its usual width."""
    browser.set_viewport_size({"width": 1280, "height": 1000})
    return browser


#: texts that are small, that stand outside the window, and that lie on one another
LETTERS = """(root) => {
  const texts = [...root.querySelectorAll("svg text")], box = (text) => text.getBoundingClientRect();
  const shrunk = ({ ownerSVGElement: svg }) => svg.clientWidth / svg.viewBox.baseVal.width;
  const small = texts.filter((text) => parseFloat(getComputedStyle(text).fontSize) * shrunk(text) < 11);
  const outside = texts.filter((text) => box(text).left < 0 || box(text).right > innerWidth + 1);
  const beside = (a, b) => a.right - 1 <= b.left || b.right - 1 <= a.left;
  const above = (a, b) => a.bottom - 2 <= b.top || b.bottom - 2 <= a.top;
  const meet = (one, other) => !beside(box(one), box(other)) && !above(box(one), box(other));
  const pairs = texts.flatMap((one, at) => texts.slice(at + 1).map((other) => [one, other]));
  const over = pairs.filter(([one, other]) => meet(one, other));
  return [small, outside, over.flat()].map((found) => found.map((text) => text.textContent));
}"""


def share(page: Page, case: Case) -> tuple[Locator, Any]:
    """The first share explorer, and the widget whose kernel has not spoken since."""
    widget = share_of(case, case.settings.shares[0].step)
    return draw_widget(page, widget, "section.lk"), widget


def trend(page: Page, case: Case) -> tuple[Locator, Any]:
    """The trend explorer, and its widget."""
    assert case.settings.trend
    assert case.series
    widget = TrendExplorer(case.settings.trend, case.series).widget
    return draw_widget(page, widget, "section.lk"), widget


def kernel_hears(page: Page, widget: Any) -> None:
    """Let the kernel hear where the knobs stand by now, and send its words."""
    page.wait_for_function("() => told.length > 0")
    page.wait_for_timeout(100)  # the last move of several is what counts
    state = page.evaluate("() => told.splice(0).at(-1)")
    widget.set_state({"value": state["value"], "pinned": state["pinned"]})
    kernel_sets(page, "told", widget.told)


def labels(shown: Locator) -> list[str]:
    """The words that stand at the bars."""
    return shown.locator(".lk-label").all_text_contents()


def test_the_picture_follows_before_anything_is_sent(page, case):
    """What the hand moves is drawn in the page itself: the kernel has heard nothing yet."""
    shown, widget = share(page, case)
    sent, words = shown.locator("input[type=range]").last.evaluate(
        "(range) => { range.value = range.min; range.dispatchEvent(new Event('input'));"
        " return [told.length, document.querySelector('.lk-label').textContent]; }"
    )
    assert (sent, f"{widget.bases[0]['low']:,.0f}" in words) == (0, True)


def test_the_last_move_is_the_one_that_is_sent(page, case):
    """Many moves in a row are one message, with where the slider came to stand."""
    shown, widget = share(page, case)
    shown.locator("input[type=range]").last.evaluate(
        "(range) => { for (let by = 0; by < 20; by += 1)"
        " { range.stepUp(); range.dispatchEvent(new Event('input')); } }"
    )
    page.wait_for_function("() => told.length > 0")
    page.wait_for_timeout(200)
    sent = page.evaluate("() => told.map((state) => state.value.base_figure)")
    assert sent == [widget.bases[0]["value"] + 20]


@pytest.mark.parametrize("base", range(5))
def test_the_picture_says_the_kernel_s_numbers(page, case, base):
    """What stands at the bars is what the kernel would print, for each base and both ends of its range."""
    shown, widget = share(page, case)
    shown.locator("[data-knob=base]").select_option(str(base))
    for key in ("Home", "End"):
        for slider in shown.locator("input[type=range]").all():
            slider.press(key)
        kernel_hears(page, widget)
        view, part, row = widget.value, widget.parts[0], widget.bases[base]
        said = read_share(
            PartOfWhole(
                Amount("", view["part_figure"], part["low"], part["high"]),
                Amount("", view["base_figure"], row["low"], row["high"]),
                widget.unit,
            )
        )
        assert [number for number in said.rows[2][1:] if number not in labels(shown)[2]] == []
        assert f"{view['base_figure']:,.0f}" in labels(shown)[0]


def test_another_card_brings_its_own_figure_and_slider(page, case):
    """A base without a range has no slider; its figure is the one the case gives."""
    shown, widget = share(page, case)
    expect(shown.locator("input[type=range]")).to_have_count(2)
    shown.locator("[data-knob=base]").select_option("1")
    expect(shown.locator("input[type=range]")).to_have_count(1)
    kernel_hears(page, widget)
    assert widget.value["base_figure"] == widget.bases[1]["value"]


def test_words_and_alt_text_follow_from_the_kernel(page, case):
    """The sentence, the alt text and the table are those of the view that is drawn."""
    shown, widget = trend(page, case)
    shown.locator("[data-knob=from]").select_option(next(iter(widget.months)))
    kernel_hears(page, widget)
    expect(shown.locator(".lk-words")).to_have_text(widget.told["summary"])
    expect(shown.get_by_role("img", name=widget.told["alt"], exact=True)).to_have_count(1)


def test_without_a_kernel_no_word_is_wrong(page, case):
    """Where no kernel answers, the picture is right, and the old sentence does not stand below it."""
    shown, widget = trend(page, case)
    shown.locator("[data-knob=unit]").select_option("reports")
    expect(shown.locator(".lk-words")).to_have_text(re.compile("follows when the kernel answers"))
    expect(shown.locator("svg")).to_have_attribute("aria-label", re.compile("^May 2024 to Nov 2024, reports"))
    november = widget.columns["reports"]["start"]["values"][list(widget.months).index("2024-11")]
    assert shown.locator(".lk-number").all_text_contents()[-1] == f"{november:,.0f}"


def test_a_pinned_view_stays_beside_the_one_that_moves(page, case):
    """Two pictures on one axis, each with its words, and a sentence on what moved."""
    shown, widget = trend(page, case)
    shown.get_by_role("button", name="Pin the article's choice").press("Enter")
    shown.locator("[data-knob=from]").select_option("2024-03")
    shown.locator("[data-knob=rule]").select_option("end")
    kernel_hears(page, widget)
    expect(shown.locator("figcaption")).to_have_text(
        [re.compile("^Pinned: May 2024"), re.compile("^Now: Mar 2024")]
    )
    assert shown.locator("svg").evaluate_all("(all) => all.map((one) => one.ariaLabel)") == [
        widget.told["pinned_alt"],
        widget.told["alt"],
    ]
    axes = [one.locator(".lk-value").all_text_contents() for one in shown.locator("svg").all()]
    assert axes[0] == axes[1]
    expect(shown.locator(".lk-moved")).to_have_text(widget.told["moved"])
    shown.get_by_role("button", name="Take the pin out").press("Enter")
    expect(shown.locator("svg")).to_have_count(1)
    assert page.evaluate("() => document.activeElement.textContent") == "Pin this view"


@pytest.mark.parametrize("instrument", [share, trend])
@pytest.mark.parametrize("width", [400, 640, 1280])
def test_its_letters_are_never_small_and_never_cut(page, case, instrument, width):
    """At every width it is drawn anew: no text under 11 pixels, none outside, none on another."""
    page.set_viewport_size({"width": width, "height": 1000})
    shown, _ = instrument(page, case)
    shown.get_by_role("button", name="Pin this view").click()
    page.wait_for_timeout(100)
    small, outside, over = shown.evaluate(LETTERS)
    assert (small, outside, over) == ([], [], [])


def test_where_there_is_no_value_the_line_breaks(page, case):
    """A gap is a gap: no line is drawn across a month without a value, and nothing is drawn as nought."""
    _, widget = trend(page, case)
    columns = {
        unit: {rule: dict(column) for rule, column in rules.items()} for unit, rules in widget.columns.items()
    }
    values = list(columns["drones"]["start"]["values"])
    columns["drones"]["start"]["values"] = [None if at == 7 else value for at, value in enumerate(values)]
    widget.columns = columns
    shown = draw_widget(page, widget, "section.lk")
    assert shown.locator(".lk-series").get_attribute("d").count("M") == 2
    expect(shown.locator(".lk-dot")).to_have_count(len(values) - 1)


def test_what_was_kept_is_drawn_again(page, case):
    """A page that is drawn anew shows the view and the pin that the kernel kept."""
    _, widget = trend(page, case)
    widget.set_state({"value": {**widget.value, "from": "2024-03"}, "pinned": widget.value})
    shown = draw_widget(page, widget, "section.lk")
    expect(shown.locator("[data-knob=from]")).to_have_value("2024-03")
    expect(shown.locator("svg")).to_have_count(2)


def test_a_picture_out_of_sight_is_there_for_the_printer(page, case):
    """A page that was not scrolled to has no width yet; its picture is drawn all the same."""
    page.evaluate("() => { document.body.style.display = 'none'; }")
    shown, _ = trend(page, case)
    drawn = shown.locator("svg .lk-series").count()
    page.evaluate("() => { document.body.style.display = ''; }")
    assert drawn == 1
