"""Two markers on the same answers: how far they agree, criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from lessons.errors import GradingError
from lessons.gradebook.by_hand import HandMark, Marks

_MOST_DIFFERENCES = 20


class Pair(NamedTuple):
    """The two levels that one answer got on one criterion."""

    exercise: str
    criterion: str
    learner: str
    first: int
    second: int

    @property
    def apart(self) -> int:
        """How many levels lie between them."""
        return abs(self.first - self.second)


def agreement(first: Marks, second: Marks) -> Iterator[str]:
    """How far two markers' levels agree, in sentences; marks given as points are not compared."""
    pairs = sorted(_pairs(first, second))
    answers = len({(pair.learner, pair.exercise) for pair in pairs})
    yield f"{answers} answer{'s' * (answers != 1)} marked by both."
    if not pairs:
        yield "No answer has levels from both markers, so there is nothing to compare."
        return
    for (exercise, criterion), mine in groupby(pairs, key=attrgetter("exercise", "criterion")):
        yield f"{exercise} {criterion}: {_agree(list(mine))}"
    yield f"all criteria together: {_agree(pairs)}"
    # the largest first: answers to read together
    apart = sorted((pair for pair in pairs if pair.apart > 1), key=lambda pair: -pair.apart)
    for pair in apart[:_MOST_DIFFERENCES]:
        levels = f"{pair.first} and {pair.second}"
        yield f"{pair.apart} levels apart: {pair.learner}, {pair.exercise} {pair.criterion}: {levels}"


def _pairs(first: Marks, second: Marks) -> Iterator[Pair]:
    for (learner, exercise), given in first.of.items():
        one, other = _both(given, second.of.get((learner, exercise), ()))
        for criterion in one.keys() & other.keys():
            yield Pair(exercise, criterion, learner, one[criterion], other[criterion])


def _both(first: Sequence[HandMark], second: Sequence[HandMark]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """The newest levels that both gave to the same answer."""
    for mark in first:
        for other in second:
            if mark.answer == other.answer and mark.levels and other.levels:
                return mark.levels, other.levels
    return {}, {}


def _agree(pairs: Sequence[Pair]) -> str:
    """Quadratic weighted kappa and the share of the very same level; where there is no kappa, why."""
    one, other = [pair.first for pair in pairs], [pair.second for pair in pairs]
    same = f"the same level in {sum(pair.apart == 0 for pair in pairs)} of {len(pairs)}"
    for name, levels in (("first", one), ("second", other)):
        if len(set(levels)) == 1:
            return f"{same}; no kappa: the {name} marker gave level {levels[0]} every time"
    return f"weighted kappa {_kappa(one, other):.2f}, {same}"


def _kappa(one: Sequence[int], other: Sequence[int]) -> float:
    try:
        # late: heavy, and only this command needs it
        from sklearn.metrics import cohen_kappa_score
    except ImportError:
        raise GradingError(
            "Comparing two markers needs scikit-learn. Install the extra: pip install 'according-to[grade]'"
        ) from None
    return float(cohen_kappa_score(one, other, labels=list(range(5)), weights="quadratic"))
