"""A browser that hears every fault and every request that leaves the machine, and kernels that end."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from lessons.course import start
from lessons.course.browser import (
    CHROMIUM,
    OFFLINE,
    PANEL,
    QUIET,
    is_ready,
    isolated,
    lab,
    open_notebook,
    run_all,
    run_and_wait,
)

__all__ = [
    "CHROMIUM",
    "OFFLINE",
    "PANEL",
    "QUIET",
    "browser_page",
    "course_in_a_browser",
    "end_kernels",
    "hear",
    "is_ready",
    "is_saved",
    "isolated",
    "lab",
    "open_notebook",
    "run_all",
    "run_and_wait",
    "shorten",
    "turn_to",
]


def is_saved(page: Page) -> None:
    """Wait until nothing in the notebook is unsaved."""
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty", timeout=40_000)


def end_kernels(address: str) -> None:
    """End every kernel of a server, as a server does that saves memory."""
    with urllib.request.urlopen(f"{address}/api/sessions") as told:
        sessions = json.load(told)
    for session in sessions:
        request = urllib.request.Request(f"{address}/api/sessions/{session['id']}", method="DELETE")
        urllib.request.urlopen(request).close()


def shorten(notebook: Path, *calls: str) -> None:
    """Leave only the first cell and those with one of these calls: a page that is quick to run."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    kept = ("open_desk", *calls)
    content["cells"] = [cell for cell in content["cells"] if any(word in "".join(cell["source"]) for word in kept)]
    notebook.write_text(json.dumps(content), encoding="utf-8")


#: said of a script that took more than two seconds, as on a busy machine; what it costs is mended (hearing.js)
SLOW = "[anywidget] Failed to initialize model."


def hear(page: Page, troubles: list[str]) -> None:
    """Keep what goes wrong on a page: console errors, and requests that leave the machine."""
    page.on("console", lambda m: troubles.append(f"console: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(f"page: {error}") if error.message != SLOW else None)
    page.on("request", lambda r: troubles.append(f"request: {r.url}") if _is_away(r.url) else None)


@contextmanager
def course_in_a_browser(home: Path) -> Iterator[tuple[Path, str, Browser]]:
    """A course as a learner gets it, the address of a Lab on it, and a browser; skipped without a Chromium."""
    if CHROMIUM is None and os.environ.get("LESSONS_BROWSER") != "required":
        pytest.skip("no Chromium on this machine: the notebooks were not opened in a browser")
    course = start(home / "my-course").folder
    with lab(course, home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield course, address, browser
        browser.close()


def turn_to(page: Page, name: str) -> None:
    """Open a notebook in the Lab that stands in a page, instead of what was open there."""
    page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)", timeout=60_000)
    page.evaluate(
        "async (path) => { const { commands } = window.jupyterapp;"
        " await commands.execute('application:close-all');"
        " await commands.execute('docmanager:open', { path }); }",
        name,
    )
    is_ready(page)


@contextmanager
def browser_page(**look: Any) -> Iterator[tuple[Page, list[str]]]:
    """A page, with what else it shall be, and the list of console errors and of requests that left the machine."""
    troubles: list[str] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = chromium.new_page(**{"viewport": {"width": 1280, "height": 1000}, **look})
        hear(page, troubles)
        yield page, troubles
        chromium.close()


def _is_away(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "file:", "data:", "blob:", "about:"))
