"""Feedback leaves the gradebook only when a teacher says so: a step of its own."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import partial as applied
from pathlib import Path
from typing import Literal

from lessons.classlist.roster import read_roster
from lessons.errors import GradingError
from lessons.gradebook.executors import Pool, in_order
from lessons.gradebook.finish import ROSTER
from lessons.gradebook.finishing import write_waiting
from lessons.gradebook.pages import page_of
from lessons.gradebook.publish import alone
from lessons.gradebook.settings import Grading, read_settings, setup_of, write_settings
from lessons.gradebook.stored import parts
from lessons.gradebook.tables import Results
from lessons.results.keys import load
from lessons.results.model import Result

Waiting = Literal["leave out", "include"]
MOODLE = "moodle-feedback.zip"


@dataclass
class Released:
    """The pages that went out, and who must wait and why."""

    folder: Path
    pages: int = 0
    waiting: list[str] = field(default_factory=list)
    #: the zip that Moodle takes back, where the class list came from Moodle
    archive: Path | None = None


def release(out: Path, folder: Path, waiting: Waiting, pool: Pool) -> Released:
    """Copy the pages of everybody whose work is marked, one for each learner, into a folder to give away."""
    settings, released = read_settings(out), Released(folder)
    if folder.resolve() == out.resolve() or out.resolve() in folder.resolve().parents:
        raise GradingError(f"{folder} lies in the gradebook. Choose a folder outside it: -o released.")
    folder.mkdir(parents=True, exist_ok=True)
    results, chosen = Results(out), list[Result]()
    _refuse_foreign(folder, results)
    if settings.pages_wait:
        _write_waiting(out, settings, pool)
    for learner in results:
        result, page = results[learner], page_of(out, learner)
        if not page.is_file():
            continue
        if result.waiting and waiting == "leave out":
            released.waiting.append(result.learner.name)
            (folder / page.name).unlink(missing_ok=True)
            continue
        shutil.copyfile(page, folder / page.name)
        released.pages += 1
        chosen.append(result)
    if settings.roster and "moodle" in read_roster(out / ROSTER, settings.assignment).kind:
        released.archive = _for_moodle(folder, chosen)
    return released


def _refuse_foreign(folder: Path, learners: Collection[str]) -> None:
    """Pages with names on them go into a folder of their own, which can be given away whole."""
    pages = {MOODLE, *(f"{learner}.html" for learner in learners)}
    others = [name for name in sorted(os.listdir(folder)) if name not in pages and not name.startswith(".")]
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        raise GradingError(
            f"{folder} holds other files: {others[0]}{more}. Nothing was written; "
            "choose a folder of its own: -o feedback."
        )


def _write_waiting(out: Path, settings: Grading, pool: Pool) -> None:
    """Write the pages that a grading again left to the release."""
    setup = setup_of(out)
    if setup.digest != settings.key_sha256:
        raise GradingError(
            f"The key or the case in {setup.case} is not the one that {out} was graded with. "
            f"First: lessons regrade {out} --key {setup.key}"
        )
    load(setup)  # before any worker begins: one that is a copy of this process has it then
    with alone(out):
        for _ in in_order(pool, applied(write_waiting, out.absolute(), setup), parts(out)):
            pass
        write_settings(out, settings.model_copy(update={"pages_wait": False}))


def _for_moodle(folder: Path, results: list[Result]) -> Path:
    """The zip of feedback files, named as Moodle names the hand-ins."""
    archive = folder / MOODLE
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for result in results:
            learner = result.learner
            name = learner.name.replace("/", "_")
            place = f"{name}_{learner.lms_id}_assignsubmission_file_/feedback.html"
            packed.write(folder / f"{learner.id}.html", place)
    return archive
