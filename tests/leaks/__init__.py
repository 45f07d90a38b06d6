"""Somebody who reads every file of a handout and tries to work out what is graded, without reading the article."""

from __future__ import annotations

from tests.leaks import by_ledger, by_text
from tests.leaks.material import Handout, files_in_zip

__all__ = ["Handout", "files_in_zip", "finds"]

WAYS = (by_text.words, by_text.marked, by_text.labels, *by_ledger.WAYS)


def finds(handout: Handout) -> dict[str, set[str]]:
    """The graded exercises whose answer can be read off in some variant, and by which ways."""
    found: dict[str, set[str]] = {}
    for id, held in handout.full.graded.items():
        for exercise, key in zip(handout.asked[id].each, held.each, strict=True):
            ways = {way.__name__ for way in WAYS if way(handout, exercise, key)}
            if ways:
                found[id] = found.get(id, set()) | ways
    return found
