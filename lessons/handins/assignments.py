"""The assignments of an LMS's export: which columns are one, and which of them points go into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lessons.errors import GradingError
from lessons.handins.columns import POSSIBLE, Export, header_key, maximum_in, meanings, real

_CANVAS = re.compile(r"(?P<title>.+) \((?P<number>\d+)\)", re.DOTALL)


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


def targets(kind: Export, headers: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> tuple[Target, ...]:
    """The assignments of an export; ``rows``: what stands below the headers."""
    places = {header_key(header): place for place, header in reversed(list(enumerate(headers)))}
    if kind == "moodle worksheet":
        return (_worksheet(headers, rows),)
    if kind == "gradescope":
        return tuple(_gradescope(headers, places))
    if kind == "canvas":
        return tuple(_canvas(headers, rows))
    return tuple(_moodle(headers)) if kind == "moodle gradebook" else ()


def _worksheet(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Target:
    """The columns of Moodle's worksheet by their headings; in a language that is not known, by their order."""
    known = meanings("worksheet")
    places = {
        known[header_key(h)]: place for place, h in reversed(list(enumerate(headers))) if header_key(h) in known
    }
    most = places.get("maximum", maximum_in(rows) if "grade" not in places else None)
    if "grade" not in places and most is not None:
        places = {"grade": most - 1, "changeable": most + 1, **places}
    return Target("Grade", places["grade"], (), most, places.get("comment"), places.get("changeable"))


def _canvas(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Target]:
    totals = {place for row in rows[:4] for place, cell in enumerate(row) if "(read only)" in cell.casefold()}
    for place, header in enumerate(headers):
        if (found := _CANVAS.fullmatch(header.strip())) and place not in totals:
            yield Target(header.strip(), place, tuple(filter(None, found.groups())))


def _moodle(headers: Sequence[str]) -> Iterator[Target]:
    for place, header in enumerate(headers):
        total = header_key(header).startswith(("course total", "category total"))
        if (found := real(header)) and not total:
            yield Target(header.strip(), place, (found["title"],))


def _gradescope(headers: Sequence[str], places: dict[str, int]) -> Iterator[Target]:
    for place, header in enumerate(headers):
        key = header_key(header)
        whole = {"total score": ("max points", "submission time")}
        most, time = whole.get(key, (f"{key} max points", f"{key} submission time"))
        if most in places:
            yield Target(header.strip(), place, maximum=places[most], time=places.get(time))


def target_of(
    kind: Export, headers: Sequence[str], assignment: str, file: str, rows: Sequence[Sequence[str]] = ()
) -> Target:
    """The assignment that is meant; ``GradingError`` lists those there are when it is not certain."""
    known = targets(kind, headers, rows)
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


def possible(rows: Sequence[Sequence[str]], place: int) -> str:
    """What Canvas says are the points possible in a column; empty where it does not."""
    row = next((row for row in rows if row and header_key(row[0]) == POSSIBLE), ())
    return row[place] if place < len(row) else ""


def time_column(
    kind: Export, headers: Sequence[str], assignment: str, rows: Sequence[Sequence[str]] = ()
) -> int | None:
    """Where an export of several assignments says when the one that is meant was handed in."""
    try:
        return target_of(kind, headers, assignment, "", rows).time
    except GradingError:
        return None
