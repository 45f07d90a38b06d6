"""Pictures of every notebook as a learner sees it after Run All: light, dark, on a phone, and printed."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lessons.course.browser import CHROMIUM, PANEL, QUIET, lab, open_notebook, run_all
from lessons.course.laying import start
from lessons.errors import CourseError

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: a look of the page: theme and width in pixels
LOOKS = {
    "light": ("JupyterLab Light", 1280),
    "dark": ("JupyterLab Dark", 1280),
    "phone": ("JupyterLab Light", 400),
}
#: pixels of a page that one picture holds
TALL = 3000
SCROLLER = f"{PANEL} .jp-WindowedPanel-outer"


def shots(folder: Path, only: str = "") -> Iterator[Path]:
    """Take pictures of a fresh course's notebooks, those whose name begins so, and give back each file."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        course = start(Path(home) / "course").folder
        with lab(course, Path(home)) as address, _browser() as page:
            for notebook in sorted(course.glob(f"{only}*.ipynb")):
                open_notebook(page, address, notebook.name)
                page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
                run_all(page)
                for look in LOOKS:
                    yield from _pictures(page, look, folder / notebook.stem)
                yield _print(page, address, notebook.name, folder / f"{notebook.stem}-print.pdf")


@contextmanager
def _browser() -> Iterator[Page]:
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise CourseError("Pictures need Playwright. Install it with: pip install 'according-to[test]'") from None
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        except Error:
            raise CourseError("Pictures need a Chromium. Install one: playwright install chromium") from None
        yield chromium.new_context().new_page()
        chromium.close()


def _pictures(page: Page, look: str, stem: Path) -> Iterator[Path]:
    """One look of the open notebook, cut into slices that a picture viewer can hold."""
    theme, width = LOOKS[look]
    page.set_viewport_size({"width": width, "height": TALL})
    page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
    page.wait_for_timeout(1500)  # what is drawn anew for a width or a theme
    scroller = page.locator(SCROLLER)
    height, seen = scroller.evaluate("(node) => [node.scrollHeight, node.clientHeight]")
    for number in range(math.ceil(height / seen)):
        scroller.evaluate("(node, top) => node.scrollTo(0, top)", number * seen)
        page.wait_for_timeout(300)
        path = stem.with_name(f"{stem.name}-{look}-{number + 1}.png")
        scroller.screenshot(path=path)
        yield path


def _print(page: Page, address: str, name: str, path: Path) -> Path:
    """What File ▸ Print gives, as a PDF."""
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    sheet = page.context.new_page()
    sheet.goto(f"{address}/nbconvert/html/{name}?download=false", wait_until="load")
    sheet.pdf(path=path, format="A4")
    sheet.close()
    return path
