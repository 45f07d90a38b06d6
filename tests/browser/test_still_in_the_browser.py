"""The still face of a widget in a real browser: hidden where the widget lives, and there wherever it does not."""

from __future__ import annotations

import os

import pytest

from lessons.widgets import FACES, MapWidget, ReaderWidget, ShareWidget
from lessons.widgets.still import STILL
from tests.browser import lab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        lab.CHROMIUM is None and os.environ.get("LESSONS_BROWSER") != "required",
        reason="no Chromium on this machine: no still face was looked at",
    ),
]
#: how JupyterLab lays out a cell's outputs, and Visual Studio Code
OUTPUTS = ("jp-OutputArea-child", "output_container")
LIVE = {"lq": FACES["choice"], "lr": ReaderWidget, "lk": ShareWidget, "lm": MapWidget}


def cell(output: str, widget: str, name: str) -> str:
    """A cell whose first output is a widget, or what stands in its place, and the second its still face."""
    still = f'<div class="{output}"><div class="{STILL}" id="{name}">Choose one</div></div>'
    return f'<div class="cell"><div class="{output}">{widget}</div><div class="{output}"></div>{still}</div>'


def test_a_still_face_is_seen_where_no_widget_lives_and_only_there():
    """In every kind of widget, beside a sleeping cell of the same page, and below an error in a widget's place."""
    seen = {}
    with lab.browser_page() as (page, _):
        for root, widget in LIVE.items():
            for output in OUTPUTS:
                cells = [
                    cell(output, f'<section class="{root}">…</section>', "live"),
                    cell(output, "Error", "dead"),
                ]
                page.set_content(f"<style>{widget._css}</style>{''.join(cells)}")
                seen[root, output] = [page.locator(f"#{name}").is_visible() for name in ("live", "dead")]
    assert seen == {(root, output): [False, True] for root in LIVE for output in OUTPUTS}
