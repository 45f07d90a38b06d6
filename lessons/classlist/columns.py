"""Whose export is a class list, what each column says of a learner, and which one points go into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lessons.errors import GradingError

Kind = Literal["canvas", "moodle worksheet", "moodle gradebook", "gradescope", "plain"]
#: what a column may say of a learner
ROLES = ("name", "first", "last", "id", "email", "login", "section", "group", "submitted", "pseudonym", "lms_id")

_COMMON = {
    "name": "name,names,full name,student,student name,learner,learner name",
    "first": "first name,firstname,given name,given names,forename",
    "last": "last name,lastname,surname,family name",
    "id": "id,student id,learner id,id number,student number,sid,sis user id,number,matriculation number",
    "email": "email,e mail,mail,email address,e mail address",
    "login": "login,username,user name,login id,sis login id,user,account",
    "section": "section,sections,class,course section",
    "group": "group,groups,team",
    "submitted": "submitted,submitted at,handed in,submission time,last modified (submission)",
    "pseudonym": "pseudonym,alias",
    "lms_id": "lms id,canvas id,canvas user id,participant,moodle participant,identifier",
}
#: an LMS's own meaning of a header that means something else in a plain table
_OWN: Mapping[Kind, Mapping[str, str]] = {"canvas": {"id": "lms_id"}, "gradescope": {"submission id": ""}}
_HEADERS = {header: role for role, headers in _COMMON.items() for header in headers.split(",")}


def header_key(header: str) -> str:
    """A header as it is compared: without case, underscores and hyphens."""
    return re.sub(r"[\s_\-]+", " ", header).strip().casefold()


def kind_of(headers: Sequence[str]) -> Kind:
    """Whose export has these headers; "plain" where it is nobody's."""
    keys = {header_key(header) for header in headers}
    if {"id", "section"} <= keys and keys & {"student", "lastname"} and keys & {"sis login id", "sis user id"}:
        return "canvas"
    if {"identifier", "grade", "grade can be changed"} <= keys:
        return "moodle worksheet"
    if "last downloaded from this course" in keys or any(key.endswith("(real)") for key in keys):
        return "moodle gradebook"
    if any(key.endswith(" max points") for key in keys) or {"total score", "max points", "sid"} <= keys:
        return "gradescope"
    return "plain"


@dataclass(frozen=True)
class Roles:
    """Where in a row each thing stands."""

    places: Mapping[str, int]

    def read(self, role: str, row: Sequence[str]) -> str:
        """The cell of a role; empty where the file has no such column."""
        place = self.places.get(role, len(row))
        return row[place].strip() if place < len(row) else ""

    def name(self, row: Sequence[str]) -> str:
        """The name in full, from one column or two."""
        whole = self.read("name", row)
        return whole or f"{self.read('first', row)} {self.read('last', row)}".strip()


def roles_of(kind: Kind, headers: Sequence[str], file: str) -> Roles:
    """The columns that speak of the learner; a table without any is refused."""
    meanings = {**_HEADERS, **_OWN.get(kind, {})}
    places: dict[str, int] = {}
    for place, header in enumerate(headers):
        places.setdefault(meanings.get(header_key(header), ""), place)
    places.pop("", None)
    if not places.keys() & {"name", "first", "last", "id", "email", "login", "lms_id"}:
        found = ", ".join(f"“{header.strip()[:40]}”" for header in headers[:12])
        raise GradingError(
            f"{file}: found the columns {found}; expected at least one of name, id, email, login. "
            "Name the columns in the first line, or give the file as your LMS exports it."
        )
    return Roles(places)


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
