"""From a key press to picture and words, in JupyterLab: python -m tests.benchmarks.bench_instruments [KEYS]."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import nbformat
from playwright.sync_api import Locator, Page

from lessons.course import start
from tests.benchmarks.machine import described
from tests.benchmarks.measuring import table
from tests.browser import lab

#: our two instruments, and ``interact`` with the picture that ours leave in a stored notebook
CELLS = (
    'from lessons import open_desk\ndesk = open_desk("out-of-how-many")\ndesk.explore_share("bases")',
    'open_desk("trend").explore_trend()',
    """from IPython.display import display
from ipywidgets import IntSlider, interact
from lessons.charts.share import Amount, PartOfWhole, share_chart

def draw(base):
    part, whole = Amount("part", 1309, 1309, 2329), Amount("base", base, 2434, 2576)
    display(share_chart(PartOfWhole(part, whole, "drones")).figure)

interact(draw, base=IntSlider(2464, 2434, 2576));""",
)
#: notes when each key went down; when its picture was new in the page and was painted; when its words stood there
WATCH = """([root, picture, words]) => {
  const seen = (window.seen = { page: [], pictures: [], words: [] });
  let pressed = 0, heard = 0, drawn = true, told = true, last = root.querySelector(picture);
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => done(performance.now());
    after.port2.postMessage(0);
  }));
  const note = async (kept, from) => { kept.push(await painted() - from); };
  document.addEventListener("keydown", (event) => { pressed = event.timeStamp; heard = performance.now(); drawn = told = false; }, true);
  new MutationObserver(async () => {
    const image = root.querySelector(picture), from = pressed;
    if (drawn || !image || image === last) return;
    drawn = true;
    last = image;
    seen.page.push(performance.now() - heard);
    if (image.decode) await image.decode();
    note(seen.pictures, from);
  }).observe(root, { childList: true, subtree: true });
  const line = words && root.querySelector(words);
  if (line) new MutationObserver(() => { if (!told) { told = true; note(seen.words, pressed); } }).observe(line, { childList: true, characterData: true, subtree: true });
}"""  # noqa: E501
WAIT = 300  # milliseconds between two keys: the words of one have come before the next


def course_with(cells: tuple[str, ...], folder: Path) -> Path:
    """A course with one more notebook, of these cells."""
    course = start(folder / "my-course").folder
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, course / "bench.ipynb")
    return course


def pressed(
    page: Page, root: Locator, hand: Locator, keys: list[str], picture: str, words: str
) -> dict[str, list[float]]:
    """Milliseconds to picture and words, of each key."""
    root.scroll_into_view_if_needed()
    page.evaluate(WATCH, [root.element_handle(), picture, words])
    hand.focus()
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(WAIT)
    seen: dict[str, list[float]] = page.evaluate("() => window.seen")
    return seen


def rows(page: Page, keys: int) -> Iterator[tuple[str, ...]]:
    """A row for each instrument."""
    share, trend = page.locator(f"{lab.PANEL} section.lk").all()
    other = page.locator(f"{lab.PANEL} .jp-OutputArea-child:has(.widget-interact)")
    there_and_back = [key for at in range(keys) for key in ["ArrowRight" if at // 10 % 2 == 0 else "ArrowLeft"]]
    yield row(
        "share, slider", pressed(page, share, share.locator("input").last, there_and_back, "svg", ".lk-words")
    )
    down = [{"ArrowRight": "ArrowDown", "ArrowLeft": "ArrowUp"}[key] for key in there_and_back]
    yield row(
        "trend, list of months", pressed(page, trend, trend.locator("select").first, down, "svg", ".lk-words")
    )
    handle = other.locator(".noUi-handle")
    yield row("`interact`, the share by matplotlib", pressed(page, other, handle, there_and_back, "img", ""))


def row(name: str, seen: dict[str, list[float]]) -> tuple[str, ...]:
    """Medians and 95th percentiles, or a dash where nothing was seen."""
    cells = [figure for kind in ("page", "pictures", "words") for figure in _middle_and_late(seen[kind])]
    return (name, str(len(seen["pictures"])), *cells)


def _middle_and_late(times: list[float]) -> tuple[str, str]:
    if len(times) < 2:
        return "", ""
    return f"{median(times):.0f}", f"{quantiles(times, n=20)[-1]:.0f}"


def main(keys: int = 60) -> None:
    """Print the machine and the table."""
    print(described(), end="\n\n")
    with TemporaryDirectory() as folder:
        home = Path(folder)
        course = course_with(CELLS, home)
        with lab.lab(course, home) as address, lab.browser_page() as (page, _):
            lab.open_notebook(page, address, "bench.ipynb")
            lab.run_all(page)
            page.locator(f"{lab.PANEL} .widget-interact img").wait_for()
            head = (
                "from a key press, ms",
                "pictures",
                "new in the page",
                "95th",
                "painted",
                "95th",
                "words",
                "95th",
            )
            print(table(head, list(rows(page, keys))))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
