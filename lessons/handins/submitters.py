"""Gradescope's own list beside an export: who handed in what."""

from __future__ import annotations

import re
from typing import NamedTuple

from lessons.handins.members import Refused
from lessons.handins.model import Piece, Problem
from lessons.handins.reading import load

SUBMITTERS = "submission_metadata.yml"
_MOST = 50_000_000
_LINE = re.compile(r"""(?P<dash>\s*-)?\s*:?(?P<name>[\w]+):\s*(?P<quote>['"]?)(?P<value>.*?)(?P=quote)\s*""")


class Submitter(NamedTuple):
    """Somebody who handed something in, as Gradescope knows them."""

    name: str
    marks: tuple[str, ...]


def submitters(list_: Piece | Problem) -> dict[str, list[Submitter]]:
    """By folder, who handed it in; nothing where the list cannot be read."""
    if not isinstance(list_, Piece):
        return {}
    try:
        lines = load(list_, _MOST).decode("utf-8", "replace").splitlines()
    except Refused:
        return {}
    found: dict[str, list[Submitter]] = {}
    people: list[dict[str, str]] = []
    folder = ""
    for match in filter(None, map(_LINE.fullmatch, lines)):
        if match["name"].startswith("submission_"):
            folder, people = match["name"], []
        elif match["name"] in ("name", "sid", "email"):
            # a person's part begins with a dash, whichever of the three comes first
            if match["dash"] or not people:
                people.append({})
            people[-1][match["name"]] = match["value"]
            marks = [Submitter(p.get("name", ""), _marks(p)) for p in people]
            found[folder] = marks
    return found


def _marks(person: dict[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, (person.get("sid", ""), person.get("email", ""))))
