"""Calls made in turn: what one of them breaks must not cost the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

from lessons.exercises import Outcome
from lessons.sandbox.limits import Limits

#: makes the calls until one of them breaks the place they run in, or until the clock says so; gives at least one
Attempt = Callable[[Sequence[list[Any]], float], list[Outcome]]


def in_turn(calls: Sequence[list[Any]], limits: Limits, attempt: Attempt) -> tuple[Outcome, ...]:
    """Make every call, starting afresh after one that broke something, as long as there is time."""
    outcomes: list[Outcome] = []
    until = monotonic() + limits.total
    while len(outcomes) < len(calls):
        if outcomes and monotonic() > until:
            outcomes += [Outcome(problem=limits.not_reached)] * (len(calls) - len(outcomes))
        else:
            outcomes += attempt(calls[len(outcomes) :], until)
    return tuple(outcomes)
