"""Whose export a class list is, and what each column says of a learner: headings are a table of data."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from lessons.errors import GradingError
from lessons.handins.names import some_of

Export = Literal["canvas", "moodle worksheet", "moodle gradebook", "gradescope", "plain"]
#: what tells one learner from another
WHO = frozenset({"name", "first", "last", "id", "email", "login", "lms_id"})
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
#: an LMS's own meaning of a heading that means something else in a plain table
_OWN: Mapping[Export, Mapping[str, str]] = {
    "canvas": {"id": "lms_id"},
    "gradescope": {"submission id": ""},
    "moodle worksheet": {"id": "lms_id"},
}
#: the row in which Canvas says how many points there are
POSSIBLE = "points possible"
_MOST_NAMED = 8
_DIGITS_GONE = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)


_IN_WORDS = {
    "first": "first name",
    "last": "last name",
    "lms_id": "LMS's number",
    "submitted": "time of handing in",
}


@cache
def table() -> Mapping[str, Mapping[str, Any]]:
    """What class lists are headed with in many languages."""
    return tomllib.loads(resources.files("lessons.handins").joinpath("headings.toml").read_text(encoding="utf-8"))


@cache
def meanings(part: str) -> Mapping[str, str]:
    return {header_key(heading): role for role, headings in table()[part].items() for heading in headings}


def header_key(header: str) -> str:
    """A header as it is compared: without case, underscores, hyphens and a full stop, in one kind of each sign."""
    plain = unicodedata.normalize("NFKC", header).translate(_APOSTROPHES)
    return re.sub(r"[\s_\-]+", " ", plain).strip().rstrip(".").casefold()


def is_heading(row: Sequence[str]) -> bool:
    """Whether a row names columns: one of them says who somebody is."""
    known = meanings("roles")
    return any(known.get(header_key(cell)) in WHO for cell in row)


def role_in_words(role: str) -> str:
    """What a column says of a learner, as a person would say it."""
    return _IN_WORDS.get(role, role)


def export_of(headers: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> Export:
    """Whose export has these headers, or rows like these; "plain" where it is nobody's."""
    keys, words = {header_key(header) for header in headers}, table()["words"]
    meant = {meanings("roles").get(key, "") for key in keys}
    if "id" in keys and "section" in meant and meant & {"name", "last"} and _is_canvas(keys, rows):
        return "canvas"
    if {"grade", "changeable"} <= {meanings("worksheet").get(key, "") for key in keys} or _is_worksheet(rows):
        return "moodle worksheet"
    if keys & {*words["downloaded"]} or any(real(header) for header in headers):
        return "moodle gradebook"
    if any(key.endswith(" max points") for key in keys) or {"total score", "max points", "sid"} <= keys:
        return "gradescope"
    return "plain"


def _is_worksheet(rows: Sequence[Sequence[str]]) -> bool:
    """Whether every row begins with one and the same word and a number of its own, and has a maximum."""
    begins = [re.fullmatch(r"(\D{2,40}?) ?(\d+)", row[0].strip()) if row else None for row in rows]
    words = {match[1] for match in begins if match}
    return len(rows) > 0 and all(begins) and len(words) == 1 and maximum_in(rows) is not None


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
        taken = [f"“{headers[place].strip()}” is the {role_in_words(role)}" for role, place in self.places.items()]
        others = [header.strip() for place, header in enumerate(headers) if place not in self.places.values()]
        named = some_of([f"“{header}”" for header in filter(None, others)], _MOST_NAMED)
        return f"{'; '.join(taken)}." + (f" Not taken for anything of a learner: {named}." if named else "")


def _undone(cell: str) -> str:
    if _DIGITS_GONE.fullmatch(cell):
        return ""
    formula = re.fullmatch(r'="(.*)"', cell)  # how a spreadsheet is kept from dropping zeros
    plain = formula[1] if formula else cell.removeprefix("'")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.0+)?", plain):  # thousands set apart
        return plain.partition(".")[0].replace(",", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", plain):
        return plain.replace(".", "")
    return re.sub(r"^(\d+)\.0+$", r"\1", plain)


def roles_of(kind: Export, headers: Sequence[str], file: str, rows: Sequence[Sequence[str]] = ()) -> Roles:
    """The columns that speak of the learner; a table without any is refused."""
    means = {**meanings("roles"), **_OWN.get(kind, {})}
    places: dict[str, int] = {}
    for place, header in enumerate(headers):
        places.setdefault(means.get(header_key(header), ""), place)
    places.pop("", None)
    if header_key(headers[places.get("name", 0)]) in table()["words"]["half_a_name"]:
        for half, other in (("first", "last"), ("last", "first")):
            if half in places and other not in places and "name" in places:
                places[other] = places.pop("name")  # “Name” beside “Vorname”
    if kind == "moodle worksheet":
        places = {"lms_id": 0, **_by_order(rows), **places}
    if "first" in places and not places.keys() & {"name", "last"}:
        places["name"] = places.pop("first")
    if not places.keys() & WHO:
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


_MOODLE = re.compile(r"(?:\w+: ?)?(?P<title>.+) \((?P<how>[^()]+)\)", re.DOTALL)


def _is_canvas(keys: set[str], rows: Sequence[Sequence[str]]) -> bool:
    return bool(keys & {"sis login id", "sis user id"}) or any(header_key(row[0]) == POSSIBLE for row in rows[:4])


def real(header: str) -> re.Match[str] | None:
    found = _MOODLE.fullmatch(header.strip())
    return found if found and found["how"].casefold() in table()["words"]["real"] else None


def maximum_in(rows: Sequence[Sequence[str]]) -> int | None:
    """The column that holds one and the same number in every row, with a column before it and one after."""
    for place in range(2, min(map(len, rows), default=0) - 1):
        cells = {row[place].strip() for row in rows}
        if len(cells) == 1 and re.fullmatch(r"\d+[.,]\d+", cells.pop()):
            return place
    return None
