"""The vote live, on one page that is written again whenever something has changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lessons.case import Case, Lesson
from lessons.case.pages import filled
from lessons.case.writing import write_whole
from lessons.errors import GradingError
from lessons.review.page import SHARED
from lessons.review.pupils import Pupil
from lessons.review.votes import Vote, votes
from lessons.review.watching import Watch

#: seconds between two looks; and the longest that a page stays unwritten: it says when it was last looked
PAUSE, ALIVE = 0.6, 10.0
DO = "Choose a file of your own: -o ROOM.html."


@dataclass(frozen=True)
class Room:
    """What is watched, and where the page goes."""

    case: Case
    paths: tuple[Path, ...]
    page: Path
    #: only this lesson's votes; all where it is none
    lesson: Lesson | None = None
    #: how many pupils there are; counted where it is none
    of: int | None = None


def watch(room: Room, seconds: float, tell: Callable[[str], None]) -> None:
    """Look, and write, until the time is over or somebody presses Ctrl+C; the last page says that it ended."""
    watched, end = Watch(room.case, room.paths), time.monotonic() + seconds
    written, when = "", 0.0
    try:
        while time.monotonic() < end:
            text = page(room, watched, *_looked(room, watched))
            if text != written or time.monotonic() - when > ALIVE:
                write_whole(room.page, _stamped(text), DO)
                written, when = text, time.monotonic()
            time.sleep(PAUSE)
    except KeyboardInterrupt:
        pass
    pupils, told = _looked(room, watched)
    write_whole(room.page, _stamped(page(room, watched, pupils, told, is_over=True)), DO)
    tell(f"{room.page}: {len([p for p in pupils if p.counts])} voted. It is not written any more.")


def _looked(room: Room, watched: Watch) -> tuple[list[Pupil], str]:
    """The pupils as of now; where the folder cannot be reached, as they were, and a sentence on it."""
    try:
        return watched.look(), ""
    except (GradingError, OSError) as error:
        return watched.known(), str(error)


def page(room: Room, watched: Watch, pupils: Sequence[Pupil], told: str, *, is_over: bool = False) -> str:
    """The page as of now: without names, the first result hidden until everybody has voted again."""
    return filled(
        "review/room.html.j2",
        **SHARED,
        votes=_shown(room, pupils),
        of=max(room.of or 0, len(pupils)),
        is_over=is_over,
        told=[told] if told else [],
        troubles=len(watched.troubles),
        language=room.case.settings.language,
    )


def _shown(room: Room, pupils: Sequence[Pupil]) -> list[Vote]:
    found = votes(room.case, pupils)
    # the lesson that a class has come to stands first
    return [v for v in found[::-1] if room.lesson is None or v.exercise in room.lesson.exercises]


def _stamped(text: str) -> str:
    now = datetime.now().astimezone()
    return text.replace("@time@", f"{now:%H:%M:%S}").replace("@moment@", str(round(now.timestamp() * 1000)))
