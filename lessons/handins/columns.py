"""Whose export is a class list, what each column says of a learner, and which one points go into."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from lessons.errors import GradingError

Export = Literal["canvas", "moodle worksheet", "moodle gradebook", "gradescope", "plain"]
#: what tells one learner from another
_WHO = frozenset({"name", "first", "last", "id", "email", "login", "lms_id"})
#: an LMS's own meaning of a heading that means something else in a plain table
_OWN: Mapping[Export, Mapping[str, str]] = {
    "canvas": {"id": "lms_id"},
    "gradescope": {"submission id": ""},
    "moodle worksheet": {"id": "lms_id"},
}
_MOST_NAMED = 8
#: the row in which Canvas says how many points there are
_POSSIBLE = "points possible"
_DIGITS_GONE = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)


_IN_WORDS = {
    "first": "first name",
    "last": "last name",
    "lms_id": "LMS's number",
    "submitted": "time of handing in",
}


def role_in_words(role: str) -> str:
    """What a column says of a learner, as a person would say it."""
    return _IN_WORDS.get(role, role)


@cache
def table() -> Mapping[str, Mapping[str, Any]]:
    """What class lists are headed with in many languages."""
    return tomllib.loads(resources.files("lessons.handins").joinpath("headings.toml").read_text(encoding="utf-8"))


@cache
def _meanings(part: str) -> Mapping[str, str]:
    return {header_key(heading): role for role, headings in table()[part].items() for heading in headings}


def header_key(header: str) -> str:
    """A header as it is compared: without case, underscores and hyphens."""
    return re.sub(r"[\s_\-]+", " ", header).strip().casefold()


def is_heading(row: Sequence[str]) -> bool:
    """Whether a row names columns: one of them says who somebody is."""
    known = _meanings("roles")
    return any(known.get(header_key(cell)) in _WHO for cell in row)


def export_of(headers: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> Export:
    """Whose export has these headers, or rows like these; "plain" where it is nobody's."""
    keys, words = {header_key(header) for header in headers}, table()["words"]
    meant = {_meanings("roles").get(key, "") for key in keys}
    if "id" in keys and "section" in meant and meant & {"name", "last"} and _is_canvas(keys, rows):
        return "canvas"
    if {"grade", "changeable"} <= {_meanings("worksheet").get(key, "") for key in keys} or _is_worksheet(rows):
        return "moodle worksheet"
    if keys & {*words["downloaded"]} or any(_real(header) for header in headers):
        return "moodle gradebook"
    if any(key.endswith(" max points") for key in keys) or {"total score", "max points", "sid"} <= keys:
        return "gradescope"
    return "plain"


def _is_worksheet(rows: Sequence[Sequence[str]]) -> bool:
    """Whether every row begins with one and the same word and a number of its own, and has a maximum."""
    begins = [re.fullmatch(r"(\D{2,40}?) ?(\d+)", row[0].strip()) if row else None for row in rows]
    words = {match[1] for match in begins if match}
    return len(rows) > 0 and all(begins) and len(words) == 1 and _maximum_in(rows) is not None


@dataclass(frozen=True)
class Roles:
    """Where in a row each thing stands."""

    places: Mapping[str, int]

    def read(self, role: str, row: Sequence[str]) -> str:
        """The cell of a role, as it was before a spreadsheet changed it; empty where there is none."""
        place = self.places.get(role, len(row))
        cell = row[place].strip() if place < len(row) else ""
        return _undone(cell) if role in ("id", "lms_id", "login") else cell

    def name(self, row: Sequence[str]) -> str:
        """The name in full, from one column or two."""
        whole = self.read("name", row)
        return whole or f"{self.read('first', row)} {self.read('last', row)}".strip()

    def spoilt(self, rows: Sequence[Sequence[str]]) -> list[str]:
        """The roles whose digits a spreadsheet has thrown away."""
        return [
            role
            for role in ("id", "lms_id", "login")
            if (place := self.places.get(role)) is not None
            and any(place < len(row) and _DIGITS_GONE.fullmatch(row[place].strip()) for row in rows)
        ]

    def in_words(self, headers: Sequence[str]) -> str:
        """What each column was taken for, and which were not understood."""
        taken = [
            f"“{headers[place].strip()}” is the {role.replace('_', ' ')}" for role, place in self.places.items()
        ]
        others = [header.strip() for place, header in enumerate(headers) if place not in self.places.values()]
        named = ", ".join(f"“{header}”" for header in list(filter(None, others))[:_MOST_NAMED])
        more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
        return f"{'; '.join(taken)}." + (f" Not taken for anything of a learner: {named}{more}." if named else "")


def _undone(cell: str) -> str:
    if _DIGITS_GONE.fullmatch(cell):
        return ""
    formula = re.fullmatch(r'="(.*)"', cell)  # how a spreadsheet is kept from dropping zeros
    return re.sub(r"(?<=^)(\d+)\.0+$", r"\1", formula[1] if formula else cell.removeprefix("'"))


def roles_of(kind: Export, headers: Sequence[str], file: str, rows: Sequence[Sequence[str]] = ()) -> Roles:
    """The columns that speak of the learner; a table without any is refused."""
    meanings = {**_meanings("roles"), **_OWN.get(kind, {})}
    places: dict[str, int] = {}
    for place, header in enumerate(headers):
        places.setdefault(meanings.get(header_key(header), ""), place)
    places.pop("", None)
    if (
        "first" in places
        and "last" not in places
        and header_key(headers[places.get("name", 0)]) in ("name", "naam")
    ):
        places["last"] = places.pop("name")  # “Name” beside “Vorname”
    if kind == "moodle worksheet":
        places = {"lms_id": 0, **_by_order(rows), **places}
    if "first" in places and not places.keys() & {"name", "last"}:
        places["name"] = places.pop("first")
    if not places.keys() & _WHO:
        found = ", ".join(f"“{header.strip()[:40]}”" for header in headers[:12])
        raise GradingError(
            f"{file}: found the columns {found}; expected at least one of name, id, email, login. "
            "Name the columns in the first line, or give the file as your LMS exports it."
        )
    return Roles(places)


def _by_order(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Where Moodle's worksheet has names and addresses, in whatever language; nowhere, where it hides names."""
    addresses = [n for n in range(1, min(map(len, rows), default=0)) if all("@" in row[n] for row in rows)]
    return {"name": 1, "email": addresses[0]} if addresses and addresses[0] > 1 else {}


_CANVAS = re.compile(r"(?P<title>.+) \((?P<number>\d+)\)", re.DOTALL)
_MOODLE = re.compile(r"(?:\w+: ?)?(?P<title>.+) \((?P<how>[^()]+)\)", re.DOTALL)


def _is_canvas(keys: set[str], rows: Sequence[Sequence[str]]) -> bool:
    return bool(keys & {"sis login id", "sis user id"}) or any(header_key(row[0]) == _POSSIBLE for row in rows[:4])


def _real(header: str) -> re.Match[str] | None:
    found = _MOODLE.fullmatch(header.strip())
    return found if found and found["how"].casefold() in table()["words"]["real"] else None


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
    known = _meanings("worksheet")
    places = {
        known[header_key(h)]: place for place, h in reversed(list(enumerate(headers))) if header_key(h) in known
    }
    most = places.get("maximum", _maximum_in(rows) if "grade" not in places else None)
    if "grade" not in places and most is not None:
        places = {"grade": most - 1, "changeable": most + 1, **places}
    return Target("Grade", places["grade"], (), most, places.get("comment"), places.get("changeable"))


def _maximum_in(rows: Sequence[Sequence[str]]) -> int | None:
    """The column that holds one and the same number in every row, with a column before it and one after."""
    for place in range(2, min(map(len, rows), default=0) - 1):
        cells = {row[place].strip() for row in rows}
        if len(cells) == 1 and re.fullmatch(r"\d+[.,]\d+", cells.pop()):
            return place
    return None


def _canvas(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Target]:
    totals = {place for row in rows[:4] for place, cell in enumerate(row) if "(read only)" in cell.casefold()}
    for place, header in enumerate(headers):
        if (found := _CANVAS.fullmatch(header.strip())) and place not in totals:
            yield Target(header.strip(), place, tuple(filter(None, found.groups())))


def _moodle(headers: Sequence[str]) -> Iterator[Target]:
    for place, header in enumerate(headers):
        total = header_key(header).startswith(("course total", "category total"))
        if (found := _real(header)) and not total:
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
    row = next((row for row in rows if row and header_key(row[0]) == _POSSIBLE), ())
    return row[place] if place < len(row) else ""


def time_column(
    kind: Export, headers: Sequence[str], assignment: str, rows: Sequence[Sequence[str]] = ()
) -> int | None:
    """Where an export of several assignments says when the one that is meant was handed in."""
    try:
        return target_of(kind, headers, assignment, "", rows).time
    except GradingError:
        return None
