"""The same record in two hand-ins: somebody handed in somebody else's book, and a person must say whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from lessons.gradebook.results import Item, Result
from lessons.handins import Problem


class Holder(NamedTuple):
    """Somebody in whose hand-in a record stands that stands in another one too."""

    record: str
    exercise: str
    learner: str
    name: str
    #: learners of one team may hand in the same record
    team: str
    #: whether all of this learner's records are of the one pseudonym
    sole: bool


def held_back(holders: Iterable[Holder]) -> dict[tuple[str, str], str]:
    """By learner and exercise, in whose hand-in it stands too; its owner, where one can be told, is left out."""
    held: dict[tuple[str, str], str] = {}
    for _, same in groupby(holders, key=itemgetter(0, 1)):
        people = list(same)
        sole = [one.learner for one in people if one.sole]
        owner = sole[0] if len(sole) == 1 else ""
        for one in people:
            others = [other.name for other in people if not _together(one, other)]
            if others and one.learner != owner:
                held[one.learner, one.exercise] = others[0]
    return held


def _together(one: Holder, other: Holder) -> bool:
    return one.learner == other.learner or bool(one.team and one.team == other.team)


def hold(result: Result, copied: Mapping[str, str]) -> Result:
    """Take no point for a record that may be somebody else's, and give none: a person decides."""
    held = {item.exercise for item in result.items if item.exercise in copied}
    if not held:
        return result
    others = sorted({copied[exercise] for exercise in held})
    problem = Problem(
        where="answer book",
        found=f"{len(held)} records stand in another hand-in too: {', '.join(others[:5])}.",
        done="No points for these until a person has looked. If they work together, "
        "give both the same group in the roster and grade again.",
    )
    items = tuple(_held(i, copied[i.exercise]) if i.exercise in held else i for i in result.items)
    return replace(result, items=items, problems=(*result.problems, problem))


def _held(item: Item, other: str) -> Item:
    why = f"the same record stands in the hand-in of {other}"
    return replace(item, status="needs a person", points=None, reasons=(), why=why)
