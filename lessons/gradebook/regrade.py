"""Grading again from the stored answers: another key, another policy, marks by hand; and what changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial as applied
from pathlib import Path

from lessons.gradebook import pages, publish
from lessons.gradebook.executors import Pool, awake, in_order
from lessons.gradebook.finish import BY_HAND, LATE, ROSTER, SALT, Decisions
from lessons.gradebook.finishing import Again, grade_again, ready
from lessons.gradebook.notes import notes
from lessons.gradebook.publish import Publication
from lessons.gradebook.settings import FILE, Grading, read_settings, write_settings
from lessons.gradebook.stored import parts
from lessons.gradebook.tables import Results
from lessons.results.changes import Change
from lessons.results.keys import Setup, load
from lessons.results.model import Learner
from lessons.results.tally import Summary

#: beside a gradebook: what people decide, as files of their own
_BESIDE = (ROSTER, LATE, BY_HAND, SALT, FILE)


def regrade(
    out: Path, setup: Setup, pool: Pool, beside: Callable[[Path], None] | None = None
) -> tuple[Summary, list[Change]]:
    """Grade a gradebook's stored answers again; ``beside`` may put other decisions beside them first."""
    settings = read_settings(out)
    load(setup)  # before any worker begins: one that is a copy of this process has it then
    with (
        publish.alone(out),
        awake(pool, applied(ready, setup)) as started,
        publish.publication(out, setup) as made,
    ):
        _carry(out, made.folder)
        if beside:
            beside(made.folder)
        return _published(made, setup, settings, started)


def _published(made: Publication, setup: Setup, before: Grading, pool: Pool) -> tuple[Summary, list[Change]]:
    old = Results(made.out)
    copied = old.copies
    decisions = Decisions.beside(made.folder, setup, before.assignment, copied)
    again = Again(made.out.absolute(), decisions, setup.digest == before.key_sha256, len(old) > pages.MANY)
    summary, changes, learners, waiting = Summary(out=made.out), list[Change](), list[Learner](), 0
    made.tables.copies(copied)
    for some in in_order(pool, applied(grade_again, again), parts(made.out)):
        made.add(some)
        summary.update(some.tally)
        changes += some.changes
        learners += some.learners
        waiting += some.pages_wait
    made.finish()
    now = {"case": str(setup.case), "key": str(setup.key), "key_sha256": setup.digest, "pages_wait": waiting > 0}
    write_settings(made.folder, before.model_copy(update=now))
    summary.notes = [*_left(waiting), *notes(decisions, made.folder, learners)]
    return summary, changes


def _left(waiting: int) -> Iterator[str]:
    if waiting:
        yield f"{waiting:,} feedback pages are out of date and gone: “lessons release” writes them."


def _carry(out: Path, folder: Path) -> None:
    for name in _BESIDE:
        if (out / name).is_file():
            shutil.copyfile(out / name, folder / name)
