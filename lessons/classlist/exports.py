"""Whose export is a roster, and which of its columns says what about a learner."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
