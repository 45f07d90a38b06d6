"""Which column of an LMS's export points go into: one that is there, since a new name is a new assignment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lessons.classlist.exports import Kind, header_key
from lessons.errors import GradingError

_CANVAS = re.compile(r"(?P<title>.+) \((?P<number>\d+)\)", re.DOTALL)
_CANVAS_TOTAL = re.compile(r"(?:Current|Final|Override) (?:Score|Points|Grade|Status) \(\d+\)$")
_MOODLE = re.compile(r"(?:\w+: ?)?(?P<title>.+) \(real\)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Target:
    """The columns of one assignment, by their place."""

    header: str
    grade: int
    #: what the assignment may also be called by
    names: tuple[str, ...] = ()
    #: each row's own maximum
    maximum: int | None = None
    comment: int | None = None
    #: says “No” where the LMS has locked a grade
    changeable: int | None = None
    time: int | None = None


def targets(kind: Kind, headers: Sequence[str]) -> tuple[Target, ...]:
    """The assignments of an export."""
    places = {header_key(header): place for place, header in reversed(list(enumerate(headers)))}
    if kind == "moodle worksheet":
        columns = (places.get(key) for key in ("maximum grade", "feedback comments", "grade can be changed"))
        return (Target("Grade", places["grade"], (), *columns),)
    if kind == "gradescope":
        return tuple(_gradescope(headers, places))
    pattern = {"canvas": _CANVAS, "moodle gradebook": _MOODLE}.get(kind)
    return tuple(_titled(headers, pattern)) if pattern else ()


def _titled(headers: Sequence[str], pattern: re.Pattern[str]) -> Iterator[Target]:
    for place, header in enumerate(headers):
        found = pattern.fullmatch(header.strip())
        total = _CANVAS_TOTAL.search(header) or header_key(header).startswith(("course total", "category total"))
        if found and not total:
            yield Target(header.strip(), place, tuple(filter(None, found.groups())))


def _gradescope(headers: Sequence[str], places: dict[str, int]) -> Iterator[Target]:
    for place, header in enumerate(headers):
        key = header_key(header)
        whole = {"total score": ("max points", "submission time")}
        most, time = whole.get(key, (f"{key} max points", f"{key} submission time"))
        if most in places:
            yield Target(header.strip(), place, maximum=places[most], time=places.get(time))


def choose(kind: Kind, headers: Sequence[str], assignment: str, file: str) -> Target:
    """The assignment that is meant; ``GradingError`` lists those there are when it is not certain."""
    known = targets(kind, headers)
    if kind == "moodle worksheet":
        return known[0]
    wanted = header_key(assignment)
    meant = [target for target in known if not wanted or wanted in map(header_key, (target.header, *target.names))]
    if len(meant) == 1:
        return meant[0]
    if not known:
        raise GradingError(
            f"{file}: found no assignment's column; expected the one that points go into. "
            "Make the assignment in your LMS first, then export once more."
        )
    listed = ", ".join(f"“{target.header}”" for target in (meant or known)[:12])
    asked = f"no single “{assignment}”" if wanted else "several assignments"
    raise GradingError(
        f"{file}: found {asked}; expected one of {listed}. Say which with --assignment, as the file writes it."
    )


def time_column(kind: Kind, headers: Sequence[str], assignment: str) -> int | None:
    """Where an export of several assignments says when the one that is meant was handed in."""
    try:
        return choose(kind, headers, assignment, "").time
    except GradingError:
        return None
