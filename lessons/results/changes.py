"""What came out otherwise when a gradebook was graded again, by how much and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lessons.results.model import Item, Result


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


def changes(before: Result, after: Result, *, same_key: bool) -> Iterator[Change]:
    """Every exercise, and the lateness, that is not as it was; ``same_key``: the key cannot be why."""
    old = {item.exercise: item for item in before.items}
    for item in after.items:
        was = old.pop(item.exercise, None)
        if was is None or (was.status, was.points, was.comment) != (item.status, item.points, item.comment):
            yield _change(after.learner.name, item.exercise, was, item, same_key)
    for gone in old.values():
        yield _change(after.learner.name, gone.exercise, gone, None, same_key)
    if _keeps(before) != _keeps(after):
        yield _lateness(before, after)


def _keeps(result: Result) -> float:
    return result.late.keeps if result.late else 1.0


def _lateness(before: Result, after: Result) -> Change:
    """What another policy or another time takes off, beside what changed in the exercises."""
    by = (after.adjusted or 0) - (before.adjusted or 0) - ((after.raw or 0) - (before.raw or 0))
    why = after.late.because if after.late else "In time now."
    return Change(after.learner.name, "lateness", _said(before.adjusted), _said(after.adjusted), by, why)


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
