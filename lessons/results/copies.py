"""The same record in two hand-ins: somebody handed in somebody else's book, and a person must say whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from lessons.results.marking import answer_hash
from lessons.results.model import Filed, Item, Learner, Result
from lessons.submissions import Problem


class Print(NamedTuple):
    """A record's fingerprint: the same one in two hand-ins is one record handed in twice."""

    print: str
    exercise: str
    #: whether all of this learner's records are of the one pseudonym
    sole: bool


#: by learner and exercise: in whose hand-in the same record stands as well
Copies = Mapping[tuple[str, str], str]


def fingerprints(filed: Filed) -> Iterator[Print]:
    """A fingerprint of each record that has a pseudonym and a time: two people never make the same one."""
    sole = len({answer.who for answer in filed.answers}) == 1
    for answer in filed.answers:
        if answer.who and answer.time:
            whole = [answer.who, answer.time, answer.exercise, answer.answer]
            yield Print(answer_hash(whole), answer.exercise, sole)


def copies(
    rows: Iterable[tuple[str, str, str, bool]], learners: Mapping[str, Learner]
) -> dict[tuple[str, str], str]:
    """What must be looked at: all holders of a record but its owner, where one can be told."""
    held: dict[tuple[str, str], str] = {}
    for _, same in groupby(rows, key=lambda row: row[0]):
        holders = list(same)
        sole = [learner for _, learner, _, is_sole in holders if is_sole]
        owner = sole[0] if len(sole) == 1 else ""
        for _, learner, exercise, _ in holders:
            others = [other for _, other, _, _ in holders if not _together(learners[learner], learners[other])]
            if others and learner != owner:
                held[learner, exercise] = learners[others[0]].name
    return held


def _together(one: Learner, other: Learner) -> bool:
    return one.id == other.id or bool(one.group and one.group == other.group)


def hold(result: Result, copied: Copies) -> Result:
    """Take no point for a record that may be somebody else's, and give none: a person decides."""
    if not copied:
        return result
    held = {item.exercise for item in result.items if (result.learner.id, item.exercise) in copied}
    if not held:
        return result
    items = tuple(
        _held(item, copied[result.learner.id, item.exercise]) if item.exercise in held else item
        for item in result.items
    )
    others = sorted({copied[result.learner.id, exercise] for exercise in held})
    problem = Problem(
        where="answer book",
        found=f"{len(held)} records stand in another hand-in too: {', '.join(others[:5])}.",
        done="No points for these until a person has looked. If they work together, "
        "give both the same group in the roster and grade again.",
    )
    return result.model_copy(update={"items": items, "problems": (*result.problems, problem)})


def _held(item: Item, other: str) -> Item:
    why = f"the same record stands in the hand-in of {other}"
    return item.model_copy(update={"status": "needs a person", "points": None, "reasons": (), "why": why})
