"""A question's face alone on a page: its own script, and a model that plays the kernel."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from lessons.widgets import FACES
from lessons.widgets.base import StillWidget
from tests.browser import lab

REQUIRED = os.environ.get("LESSONS_BROWSER") == "required"

_DRAW = """async ([script, traits, style]) => {
  const { default: face } = await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  const calls = {};
  const call = (event, ...what) => (calls[event] ?? []).forEach((one) => one(...what));
  const told = window.told = [];
  window.model = {
    get: (name) => traits[name],
    on: (event, one) => { (calls[event] ??= []).push(one); },
    off() {},
    set(name, value) { traits[name] = value; call(`change:${name}`); },
    save_changes() { told.push({ ...traits }); },
    send(message) {
      if (message.type === "hello") return;
      told.push(message);
      Object.assign(traits, { value: message.value });
      call("msg:custom", { type: "heard", id: message.id });
    },
  };
  window.kernelSets = (name, value) => { traits[name] = value; call(`change:${name}`); };
  document.body.replaceChildren();
  document.head.replaceChildren(Object.assign(document.createElement("style"), { textContent: style }));
  face.render({ model: window.model, el: document.body });
}"""


@pytest.fixture(name="browser", scope="module")
def empty_page() -> Iterator[Page]:
    """An empty page, the same for all tests of a file."""
    if lab.CHROMIUM is None and not REQUIRED:
        pytest.skip("no Chromium on this machine: no field was tried")
    with lab.browser_page() as (page, troubles):
        yield page
        assert troubles == []


def draw(page: Page, face: str, setup: dict[str, Any], **traits: Any) -> Locator:
    """Draw a face on the page, and give its section."""
    widget = FACES[face](name="Question 1.1", setup=setup, button="Record my answer", **traits)
    return draw_widget(page, widget, "section.lq")


def draw_widget(page: Page, widget: StillWidget, root: str) -> Locator:
    """Draw any widget on the page in its own style, and give its section."""
    state = {name: value for name, value in widget.get_state().items() if not name.startswith("_")}
    page.evaluate(_DRAW, [str(widget._esm), state, str(widget._css)])
    return page.locator(root)


def kernel_sets(page: Page, name: str, value: Any) -> None:
    """Send a trait as the kernel would."""
    page.evaluate("([name, value]) => kernelSets(name, value)", [name, value])


def told(page: Page, act: str = "") -> Any:
    """The answer as the page told it last; pressing the button first, or another one of that name."""
    page.locator(f'button[data-act="{act or "commit"}"]').click()
    return page.evaluate("told.at(-1).value")
