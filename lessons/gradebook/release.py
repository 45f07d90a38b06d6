"""Feedback leaves the gradebook only when a teacher says so: a page a learner, in a folder to give away."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from lessons.answers import Place, Record
from lessons.errors import GradingError
from lessons.gradebook.database import Rows, opened
from lessons.gradebook.executors import Workers
from lessons.gradebook.feedback import feedback_page
from lessons.gradebook.keys import Setup, load
from lessons.gradebook.regrade import roster_in, setup_of
from lessons.gradebook.results import Result
from lessons.gradebook.work import by_exercise
from lessons.handins.names import some_of, to_canvas
from lessons.handins.people import Learner

Waiting = Literal["leave out", "include"]
MOODLE, CANVAS = "moodle-feedback.zip", "canvas-feedback.zip"
PAGE = "feedback.html"
TOGETHER = 50


@dataclass
class Released:
    """The pages that went out, and who must wait and why."""

    folder: Path
    pages: int = 0
    waiting: list[str] = field(default_factory=list)
    #: the zips that an LMS takes back, where the hand-ins or the class list came from it
    archives: list[Path] = field(default_factory=list)


def release(out: Path, folder: Path, waiting: Waiting, workers: Workers, only: str = "") -> Released:
    """Write the pages of everybody whose work is marked; or ``only`` one learner's, to look at."""
    if folder.resolve() == out.resolve() or out.resolve() in folder.resolve().parents:
        raise GradingError(f"{folder} lies in the gradebook. Choose a folder outside it: -o released.")
    with opened(out) as rows:
        setup, learners = _same_setup(rows, out), list(rows.learners())
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_foreign(folder, learners)
        chosen = [_named(learners, only, out)] if only else [one for one in learners if _has_page(rows, one)]
        released = Released(folder)
        given = [one for one in chosen if only or not _waits(rows, one, waiting, released)]
        pages = ((rows.result(one), rows.counted(one.id)) for one in given)
        for batch, _ in workers.share(partial(_write, setup, folder), pages, len(given), TOGETHER):
            released.pages += len(batch)
        if not only:
            released.archives = _for_an_lms(rows, folder, given)
    return released


def _same_setup(rows: Rows, out: Path) -> Setup:
    """A page never explains points by a key that did not give them."""
    setup = setup_of(rows)
    if setup.digest != rows["key_sha256"]:
        raise GradingError(
            f"The key or the case in {setup.case} is not the one that {out} was graded with. "
            f"First: lessons regrade {out} --key {setup.key}"
        )
    load(setup)
    return setup


def _refuse_foreign(folder: Path, learners: Sequence[Learner]) -> None:
    """Pages with names on them go into a folder of their own, which can be given away whole."""
    pages = {MOODLE, CANVAS, *(f"{learner.id}.html" for learner in learners)}
    others = [name for name in sorted(os.listdir(folder)) if name not in pages and not name.startswith(".")]
    if others:
        raise GradingError(
            f"{folder} holds other files: {some_of(others, 1)}. Nothing was written; "
            "choose a folder of its own: -o feedback."
        )


def _named(learners: Sequence[Learner], only: str, out: Path) -> Learner:
    called = [one for one in learners if only.casefold() in (one.id.casefold(), one.name.casefold())]
    if len(called) != 1:
        found = f"{len(called)} learners" if called else "nobody"
        ids = " or ".join(one.id for one in (called or learners)[:12])
        raise GradingError(f"Found {found} called “{only}” in {out}; expected one. Say which: --only {ids}.")
    return called[0]


def _has_page(rows: Rows, learner: Learner) -> bool:
    """Whether there is anything to say: something was handed in."""
    return bool(rows.ask("select 1 from hand_ins where learner = ? and files <> '[]'", (learner.id,)).fetchone())


def _waits(rows: Rows, learner: Learner, waiting: Waiting, released: Released) -> bool:
    """Whether a page must wait; one that was given too early is taken back."""
    (open_ones,) = rows.ask("select waiting from learners where id = ?", (learner.id,)).fetchone()
    if not open_ones or waiting == "include":
        return False
    released.waiting.append(learner.name)
    (released.folder / f"{learner.id}.html").unlink(missing_ok=True)
    return True


def _write(setup: Setup, folder: Path, batch: Sequence[tuple[Result, Mapping[Place, Record]]]) -> None:
    case = load(setup).case
    for result, records in batch:
        page = feedback_page(result, case, by_exercise(records), case.settings.title)
        (folder / f"{result.learner.id}.html").write_text(page, encoding="utf-8")


def _for_an_lms(rows: Rows, folder: Path, learners: Sequence[Learner]) -> list[Path]:
    """The zips in which pages are called as Moodle and Canvas call what was handed in."""
    roster, named = roster_in(rows), {MOODLE: dict[str, Path](), CANVAS: dict[str, Path]()}
    for one in learners:
        page = folder / f"{one.id}.html"
        if roster and "moodle" in roster.kind and one.lms_id:
            named[MOODLE][_to_moodle(one.name, one.lms_id)] = page
        asked = "select place, name, lms_id, files from hand_ins where learner = ?"
        for place, name, lms_id, files in rows.ask(asked, (one.id,)).fetchall():
            if "[moodle]" in place or "_assignsubmission_" in place:
                named[MOODLE][_to_moodle(one.name if one.lms_id == lms_id else name, lms_id)] = page
            named[CANVAS] |= {called: page for file in json.loads(files) if (called := to_canvas(file, PAGE))}
    return [_zip(folder / archive, pages) for archive, pages in named.items() if pages]


def _to_moodle(name: str, number: str) -> str:
    # Moodle parts the name of a folder at its underscores
    return f"{name.replace('/', ' ').replace('_', ' ')}_{number}_assignsubmission_file_/{PAGE}"


def _zip(archive: Path, pages: Mapping[str, Path]) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, page in pages.items():
            packed.write(page, name)
    return archive
