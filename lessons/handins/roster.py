"""The class list: an LMS's own export or a plain table; and whose hand-in is whose."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeAlias

from lessons.errors import GradingError
from lessons.handins.assignments import time_column
from lessons.handins.columns import (
    Export,
    Roles,
    export_of,
    header_key,
    is_heading,
    role_in_words,
    roles_of,
    table,
)
from lessons.handins.csv_file import CsvFile, read_csv
from lessons.handins.lookup import Listed
from lessons.handins.matching import Index
from lessons.handins.model import Problem
from lessons.handins.moments import read_moment
from lessons.handins.names import in_any_order, name_words, turned, without_pronouns
from lessons.handins.people import Learner, hashed_id, plain_id

#: a row's place in its file, and its cells
Line: TypeAlias = tuple[int, tuple[str, ...]]
#: rows that may stand above the headings
_MOST_ABOVE = 20
_KINDS: Mapping[Export, str] = {
    "canvas": "Canvas's gradebook",
    "moodle worksheet": "Moodle's grading worksheet",
    "moodle gradebook": "Moodle's gradebook",
    "gradescope": "Gradescope's export",
    "plain": "a plain list",
}


@dataclass(frozen=True)
class Person:
    """What one row of a roster says; the learner's id is the list's own, if it has any."""

    row: int
    learner: Learner
    pseudonym: str
    submitted: str

    @property
    def mark(self) -> str:
        """What tells this person from others of the same name: the id, else the next best."""
        who = self.learner
        return who.id or who.login or who.email or who.lms_id

    @property
    def key(self) -> str:
        """What tells this person from all others."""
        return self.mark or self.learner.name


@dataclass(frozen=True)
class Roster:
    """Everybody on a class list, and the file it came from."""

    kind: Export
    learners: tuple[Learner, ...]
    #: when each handed in, where the file says so; without a zone where the file gives none
    submitted: Mapping[str, datetime.datetime]
    problems: tuple[Problem, ...]
    file: CsvFile
    headers: tuple[str, ...]
    #: what stands below the headers
    body: tuple[tuple[str, ...], ...]
    #: the learner of each row of the file that has one
    rows: Mapping[int, str]
    roles: Roles = field(repr=False)
    #: finds whose a hand-in is
    index: Index = field(repr=False, compare=False)
    #: what each column was taken for, in words
    taken: str = ""

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of everybody on it."""
        return frozenset(self.rows.values())


def read_roster(path: Path, assignment: str = "") -> Roster:
    """Read a class list; ``assignment`` says whose times count where an export has several."""
    return roster_of(read_csv(path), assignment)


@lru_cache(maxsize=2)
def roster_of(file: CsvFile, assignment: str = "") -> Roster:
    """The class list in a file that is read already; a grading asks for it several times."""
    lines = [(number, row) for number, row in enumerate(file.rows()) if any(cell.strip() for cell in row)]
    above = next((n for n, (_, row) in enumerate(lines[:_MOST_ABOVE]) if is_heading(row)), 0)
    headers, body = lines[above][1], lines[above + 1 :]
    rows = tuple(row for _, row in body)
    kind = export_of(headers, rows)
    roles = roles_of(kind, headers, file.name, rows)
    time = time_column(kind, headers, assignment, rows) if kind != "plain" else None
    beneath = [(number, row) for number, row in body if not _is_somebody(kind, roles, row)]
    people = [_person(number, row, roles, time) for number, row in body if (number, row) not in beneath]
    if not people:
        raise GradingError(f"{file.name}: found no learner below the headers; expected one in each row. Add them.")
    _refuse_doubles(people, file.name)
    ids = _ids(people)
    # of two rows of one person the first counts
    learners = {ids[one.key]: replace(one.learner, id=ids[one.key]) for one in reversed(people)}
    ordered = dict.fromkeys(ids[one.key] for one in people)
    submitted, problems = _times(people, ids)
    return Roster(
        kind=kind,
        learners=tuple(learners[id] for id in ordered),
        submitted=submitted,
        problems=(*_spoilt(roles, rows, file.name), *problems),
        file=file,
        headers=headers,
        body=rows,
        rows={person.row: ids[person.key] for person in people},
        roles=roles,
        index=Index(_entry(person, learners[ids[person.key]]) for person in people),
        taken=_taken(file.name, kind, roles.in_words(headers), lines[:above], beneath),
    )


def _is_somebody(kind: Export, roles: Roles, row: Sequence[str]) -> bool:
    """Whether a row is a learner's; an LMS and a spreadsheet have some that are nobody's."""
    name, told = roles.name(row), [roles.read(role, row) for role in ("id", "login", "email", "lms_id")]
    if not (name or any(told)):
        return False
    # “Total: 2”, “Mean = 3.4”, “Average (n=2)”
    bare = re.sub(r"[\s:=(\d].*[:=\d].*$|:$", "", name)
    nobody = {header_key(name), header_key(bare)} & {*table()["words"]["nobody"]} and not any(told[:2])
    return not nobody and not (kind == "canvas" and turned(name) in (("points", "possible"), ("test", "student")))


def _taken(file: str, kind: Export, roles: str, above: Sequence[Line], beneath: Sequence[Line]) -> str:
    """What the file was taken for, column by column, and which of its rows are nobody's."""
    rows = [f"{number + 1} (“{next(filter(None, row)).strip()[:40]}”)" for number, row in (*above, *beneath)]
    skipped = f" Not learners: row {', '.join(rows[:6])}." if rows else ""
    return f"{file} was taken for {_KINDS[kind]}: {roles}{skipped}"


def _spoilt(roles: Roles, rows: Sequence[Sequence[str]], file: str) -> list[Problem]:
    found = "“{}” holds numbers such as 1.043E+17: a spreadsheet has thrown their digits away."
    done = (
        "Taken as not known; learners are found by what else the list says. Export it again, and do not save it."
    )
    return [Problem(file, found.format(role_in_words(role)), done) for role in roles.spoilt(rows)]


def _person(number: int, row: Sequence[str], roles: Roles, time: int | None) -> Person:
    """The learner of a row."""
    told = {role: roles.read(role, row) for role in ("email", "login", "id", "lms_id", "section", "group")}
    name = without_pronouns(roles.name(row)) or next(filter(None, told.values()))
    if numbered := re.fullmatch(r"\D*?([0-9]+)", told["lms_id"]):  # “Participant 123456”
        told["lms_id"] = numbered[1]
    said = row[time].strip() if time is not None and time < len(row) else roles.read("submitted", row)
    return Person(number, Learner(name=name, on_list=True, **told), roles.read("pseudonym", row), said)


def _refuse_doubles(people: Iterable[Person], file: str) -> None:
    first: dict[str, Person] = {}
    for person in people:
        other = first.setdefault(person.key, person)
        if other is person:
            continue
        rows = f"{file}: found “{person.key}” in rows {other.row + 1} and {person.row + 1}"
        if not person.mark:
            raise GradingError(f"{rows}; expected something that tells them apart. Add a column id or email.")
        if in_any_order(name_words(person.learner.name)) != in_any_order(name_words(other.learner.name)):
            names = f"for {other.learner.name} and for {person.learner.name}"
            raise GradingError(f"{rows}, {names}; expected an id of their own for each. Correct one of them.")


def _ids(people: Iterable[Person]) -> dict[str, str]:
    keys = list(dict.fromkeys(person.key for person in people))
    shared = Counter(map(plain_id, keys))
    return {key: hashed_id(plain, key) if shared[plain := plain_id(key)] > 1 else plain for key in keys}


def _entry(person: Person, learner: Learner) -> Listed:
    own = person.learner
    return Listed(learner, (own.id, own.login, own.email, learner.id), person.pseudonym)


def _times(people: Iterable[Person], ids: Mapping[str, str]) -> tuple[dict[str, datetime.datetime], list[Problem]]:
    times, problems = dict[str, datetime.datetime](), list[Problem]()
    for person in people:
        if person.submitted in ("", "-"):
            continue
        if time := read_moment(person.submitted):
            times[ids[person.key]] = time
        else:
            found = f"The time of {person.learner.name}, “{person.submitted[:60]}”, cannot be read."
            done = "Taken as not known. Write it as 2026-11-20T23:59:00+01:00."
            problems.append(Problem(where=f"row {person.row + 1} of the roster", found=found, done=done))
    return times, problems
