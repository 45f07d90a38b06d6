"""Two markers on the same answers: how far they agree, criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lessons.errors import GradingError
from lessons.gradebook.by_hand import HandMark, Marks

_MOST_DIFFERENCES = 20


@dataclass(frozen=True)
class Pair:
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


@dataclass(frozen=True)
class Kappa:
    """Agreement on one criterion, or over all: quadratic weighted kappa, or the sentence why there is none."""

    exercise: str
    criterion: str
    pairs: int
    #: share of answers with the very same level
    same: float
    kappa: float | None
    why: str = ""


@dataclass(frozen=True)
class Agreement:
    """What two markers' levels say of each other; marks given as points are not compared."""

    answers: int
    overall: Kappa
    criteria: tuple[Kappa, ...]
    #: the largest first: answers to read together
    differences: tuple[Pair, ...]

    def lines(self) -> Iterator[str]:
        """The agreement in sentences, for a screen."""
        yield f"{self.answers} answer{'s' * (self.answers != 1)} marked by both."
        for row in (*self.criteria, self.overall):
            if row.pairs:
                yield f"{row.exercise} {row.criterion}".strip() + f": {_said(row)}"
        if not self.overall.pairs:
            yield self.overall.why
        for pair in self.differences:
            yield f"{pair.apart} levels apart: {pair.learner}, {pair.exercise} {pair.criterion}: " + (
                f"{pair.first} and {pair.second}"
            )


def _said(row: Kappa) -> str:
    same = f"the same level in {round(row.same * row.pairs)} of {row.pairs}"
    return f"{same}; {row.why}" if row.kappa is None else f"weighted kappa {row.kappa:.2f}, {same}"


def agreement(first: Marks, second: Marks) -> Agreement:
    """Compare two markers' levels on the answers that both marked."""
    pairs = sorted(_pairs(first, second), key=lambda pair: (pair.exercise, pair.criterion, pair.learner))
    groups = groupby(pairs, key=lambda pair: (pair.exercise, pair.criterion))
    apart = sorted((pair for pair in pairs if pair.apart > 1), key=lambda pair: -pair.apart)
    return Agreement(
        answers=len({(pair.learner, pair.exercise) for pair in pairs}),
        overall=_kappa("", "all criteria together", pairs),
        criteria=tuple(_kappa(*place, list(mine)) for place, mine in groups),
        differences=tuple(apart[:_MOST_DIFFERENCES]),
    )


def _pairs(first: Marks, second: Marks) -> Iterator[Pair]:
    for (learner, exercise), given in first.of.items():
        one, other = _both(given, second.of.get((learner, exercise), ()))
        for criterion in one.keys() & other.keys():
            yield Pair(exercise, criterion, learner, one[criterion], other[criterion])


def _both(first: Sequence[HandMark], second: Sequence[HandMark]) -> tuple[dict[str, int], dict[str, int]]:
    """The newest levels that both gave to the same answer."""
    for mark in first:
        for other in second:
            if mark.answer == other.answer and mark.levels and other.levels:
                return dict(mark.levels), dict(other.levels)
    return {}, {}


def _kappa(exercise: str, criterion: str, pairs: Sequence[Pair]) -> Kappa:
    if not pairs:
        why = "No answer has levels from both markers, so there is nothing to compare."
        return Kappa(exercise, criterion, 0, 0.0, None, why)
    one, other = [pair.first for pair in pairs], [pair.second for pair in pairs]
    same = sum(pair.apart == 0 for pair in pairs) / len(pairs)
    for name, levels in (("first", one), ("second", other)):
        if len(set(levels)) == 1:
            why = f"no kappa: the {name} marker gave level {levels[0]} every time"
            return Kappa(exercise, criterion, len(pairs), same, None, why)
    return Kappa(exercise, criterion, len(pairs), same, _quadratic(one, other))


def _quadratic(one: Sequence[int], other: Sequence[int]) -> float:
    try:
        # late: heavy, and only this command needs it
        from sklearn.metrics import cohen_kappa_score
    except ImportError:
        raise GradingError(
            "Comparing two markers needs scikit-learn. Install the extra: pip install 'according-to[grade]'"
        ) from None
    return float(cohen_kappa_score(one, other, labels=list(range(5)), weights="quadratic"))
