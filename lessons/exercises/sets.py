"""Answers that are sets: how far one fits another, and what may be said of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lessons.exercises.marks import Remark


def overlap(found: set[Any], wanted: set[Any]) -> float:
    """F1 of two sets, and zero below a half: ticking everything never beats reading."""
    if not found or not wanted:
        return 0.0
    score = 2 * len(found & wanted) / (len(found) + len(wanted))
    return score if score >= 0.5 else 0.0


def still_missing(number: int, what: str) -> tuple[Remark, ...]:
    """How much is missing, and not what: that is for the learner to find, or to be shown."""
    if not number:
        return ()
    more = f"One more {what} is" if number == 1 else f"{number} more {what}s are"
    return (Remark("wrong", f"{more} missing."),)


def listed(words: Sequence[str]) -> str:
    """Words in a row, the last two joined by “and”."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
