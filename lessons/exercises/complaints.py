"""What an author did wrong in an exercise or its key: told by the exercise, placed by whoever knows the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Complaint:
    """A fault of an exercise or its key, before anyone knows in which file it stands."""

    found: str
    expected: str
    do: str


def unknown(names: Iterable[str], known: Collection[str], what: str) -> Iterator[Complaint]:
    """A complaint for each name that is not among the known ones."""
    for name in names:
        if name not in known:
            yield Complaint(f"{what} “{name}”", "one of " + ", ".join(known), "Correct the name or add it.")


def missing(names: Iterable[str], given: Collection[str], what: str) -> Iterator[Complaint]:
    """A complaint for each name that has no sentence of explanation."""
    for name in names:
        if name not in given:
            yield Complaint(f"no sentence for {what} “{name}”", "one for each", "Write why it is not right.")
