"""Grading again from the stored answers: another key, another policy, marks by hand; and what changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial as applied
from itertools import chain
from pathlib import Path

from pydantic import ValidationError

from lessons.errors import GradingError
from lessons.gradebook import publish
from lessons.gradebook.executors import Pool, awake, in_order
from lessons.gradebook.finish import BY_HAND, LATE, ROSTER, SALT, Finish
from lessons.gradebook.keys import Marking, Setup, load
from lessons.gradebook.model import Item, Learner, Result
from lessons.gradebook.publish import Publication
from lessons.gradebook.run import Summary, lms, notes
from lessons.gradebook.settings import FILE, Grading, read_settings, write_settings
from lessons.gradebook.tables import MARKS, Results
from lessons.gradebook.work import Again
from lessons.gradebook.worker import grade_again, ready

#: bytes of stored answers that a worker reads at once
PART = 300_000
#: beside a gradebook: what people decide, as files of their own
_BESIDE = (ROSTER, LATE, BY_HAND, SALT, FILE)


@dataclass(frozen=True)
class Change:
    """One exercise of one learner that came out otherwise than before."""

    learner: str
    exercise: str
    before: str
    after: str
    by: float
    why: str

    def __str__(self) -> str:
        return f"{self.learner}: {self.exercise}: {self.before} → {self.after} ({self.by:+g}). {self.why}"


def regrade(
    out: Path, setup: Setup, pool: Pool, beside: Callable[[Path], None] | None = None
) -> tuple[Summary, list[Change]]:
    """Grade a gradebook's stored answers again; ``beside`` may put other decisions beside them first."""
    settings = read_settings(out)
    load(setup)  # before any worker begins: one that is a copy of this process has it then
    with (
        publish.alone(out),
        awake(pool, applied(ready, setup)) as started,
        started() as executor,
        publish.publication(out, setup, executor) as made,
    ):
        _carry(out, made.folder)
        if beside:
            beside(made.folder)
        now = {"case": str(setup.case), "key": str(setup.key), "key_sha256": setup.digest}
        write_settings(made.folder, settings.model_copy(update=now))
        return _published(made, load(setup), settings, _marked(out, setup, started))


def _published(
    made: Publication, marking: Marking, before: Grading, rows: Iterator[Again]
) -> tuple[Summary, list[Change]]:
    out, summary, changes, learners = made.out, Summary(made.out), list[Change](), list[Learner]()
    copied, same_key = Results(out).copies, read_settings(made.folder).key_sha256 == before.key_sha256
    finish = Finish.of(marking, made.folder, copied, before.assignment)
    made.tables.copies(copied)
    stored = zip(_lines(out / publish.ANSWERS), _lines(out / MARKS), strict=True)
    for row, (filed_line, old_line) in zip(rows, stored, strict=True):
        marked = Result.model_validate_json(row.result)
        result = finish(marked, marked_late=row.marked_late)
        line = row.result if result is marked else result.model_dump_json().encode()
        made.add(row.filed or filed_line, result, line, old_line)
        summary.add(result)
        learners.append(result.learner)
        if line != old_line:
            changes += _changes(Result.model_validate_json(old_line), result, same_key)
    made.finish()
    summary.notes = [*notes(finish, learners), *lms(finish, made.folder, before.assignment)]
    return summary, changes


def _carry(out: Path, folder: Path) -> None:
    for name in _BESIDE:
        if (out / name).is_file():
            shutil.copyfile(out / name, folder / name)


def _marked(out: Path, setup: Setup, pool: Pool) -> Iterator[Again]:
    answers = out.absolute() / publish.ANSWERS
    try:
        yield from chain.from_iterable(in_order(pool, applied(grade_again, setup, answers), _parts(answers)))
    except ValidationError as error:
        raise _damaged(answers, error) from None


def _parts(path: Path) -> Iterator[tuple[int, int]]:
    """A file in parts that begin and end with a line, each as its first byte and the first after it."""
    with path.open("rb") as book:
        start, size = 0, book.seek(0, os.SEEK_END)
        while start < size:
            book.seek(min(start + PART, size) - 1)
            book.readline()
            yield start, book.tell()
            start = book.tell()


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as book:
            for line in book:
                yield line.rstrip(b"\r\n")
    except OSError as error:
        raise _damaged(path, error) from None


def _damaged(path: Path, error: Exception) -> GradingError:
    return GradingError(f"{path} cannot be read ({str(error).splitlines()[0]}). Grade the hand-ins once more.")


def _changes(before: Result, after: Result, same_key: bool) -> Iterator[Change]:
    old = {item.exercise: item for item in before.items}
    for item in after.items:
        was = old.pop(item.exercise, None)
        if was is None or (was.status, was.points, was.comment) != (item.status, item.points, item.comment):
            yield _change(after.learner.name, item.exercise, was, item, same_key)
    for gone in old.values():
        yield _change(after.learner.name, gone.exercise, gone, None, same_key)
    if before.adjusted != after.adjusted and before.raw == after.raw:
        by = (after.adjusted or 0) - (before.adjusted or 0)
        why = after.late.because if after.late else "In time now."
        yield Change(after.learner.name, "lateness", _said(before.adjusted), _said(after.adjusted), by, why)


def _change(learner: str, exercise: str, was: Item | None, now: Item | None, same_key: bool) -> Change:
    by = ((now and now.points) or 0) - ((was and was.points) or 0)
    return Change(learner, exercise, _state(was), _state(now), by, _why(was, now, same_key))


def _state(item: Item | None) -> str:
    if item is None:
        return "not in the key"
    return _said(item.points) if item.points is not None else item.status


def _said(points: float | None) -> str:
    return "no points" if points is None else f"{points:g}"


def _why(was: Item | None, now: Item | None, same_key: bool) -> str:
    if now is None or was is None:
        return "The key holds other exercises."
    if now.marker and (now.marker, now.points) != (was.marker, was.points):
        return f"Marked by {now.marker}."
    if was.marker and not now.marker:
        return now.why or "The mark by hand no longer counts."
    if same_key:
        return now.why or "It was graded with other settings."
    return now.reasons[0].text if now.reasons else "The key has changed."
