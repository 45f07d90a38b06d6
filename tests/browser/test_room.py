"""The room in a real browser, from the disk: it follows by itself, and keeps what the teacher has chosen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lessons.case.writing import write_whole
from lessons.review.room import Room, page
from lessons.review.watching import Watch
from tests.browser import lab
from tests.hand_ins import write_book
from tests.test_notebooks import CASE
from tests.test_room import BOOK, cast, voters

pytestmark = pytest.mark.browser
REQUIRED = os.environ.get("LESSONS_BROWSER") == "required"


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A room that nobody has voted in."""
    if lab.CHROMIUM is None and not REQUIRED:
        pytest.skip("no Chromium on this machine: no room was opened in a browser")
    (tmp_path / "class").mkdir()
    return Room(CASE, (tmp_path / "class",), tmp_path / "room.html", of=4)


def vote(room: Room, number: int, *rounds: str) -> None:
    """Let so many vote in these rounds, and write the page anew."""
    for pupil in voters(number):
        write_book(room.paths[0] / pupil.name / BOOK, cast(pupil, *rounds))
    watched = Watch(CASE, room.paths)
    write_whole(room.page, page(room, watched, watched.look(), "").replace("@moment@", "9" * 13))


def test_follows_and_keeps_focus_and_choice(room):
    """New counts appear; the button keeps the focus; R shows the first result, and it stays shown."""
    vote(room, 1, "first")
    with lab.browser_page() as (tab, troubles):
        tab.goto(room.page.as_uri())
        tab.locator("#show").focus()
        vote(room, 3, "first")
        tab.get_by_text("3 of 4 have voted").wait_for(timeout=5_000)
        assert (tab.locator(".until").is_visible(), tab.evaluate("document.activeElement.id")) == (False, "show")
        tab.keyboard.press("r")
        vote(room, 4, "first")
        tab.get_by_text("4 of 4 have voted").wait_for(timeout=5_000)
        assert tab.locator(".until").is_visible()
        vote(room, 4, "first", "second")
        tab.get_by_text("4 of 4 have voted; 4 voted again").wait_for(timeout=5_000)
        assert (tab.locator("svg.flow").is_visible(), tab.locator("#show").is_hidden()) == (True, True)
    assert troubles == []


def test_says_when_nobody_writes_it_any_more(room):
    """A page that is half a minute old says that its program has stopped."""
    vote(room, 1, "first")
    text = room.page.read_text(encoding="utf-8")
    room.page.write_text(text.replace("9" * 13, "1000"), encoding="utf-8")
    with lab.browser_page() as (tab, _):
        tab.goto(room.page.as_uri())
        tab.locator("#stopped").wait_for(state="visible", timeout=5_000)
        assert "Start “lessons room” again" in (tab.locator("#stopped").text_content() or "")
