"""How sure one may say one is: from the chance of a blind guess to certain."""

from __future__ import annotations

import pytest

from lessons.exercises import Choose


def steps(options: int) -> list[int]:
    """The steps of a question with so many options."""
    given = {"id": "q", "kind": "choose", "stage": "alone", "prompt": "Which?", "confidence": True}
    return Choose(**given, options={str(n): f"option {n}" for n in range(options)}).sureness


@pytest.mark.parametrize(
    ("options", "sure"),
    [
        (2, [50, 60, 70, 80, 90, 100]),
        (3, [33, 45, 60, 75, 85, 100]),
        (4, [25, 40, 55, 70, 85, 100]),
        (5, [20, 35, 50, 70, 85, 100]),
    ],
)
def test_begins_at_a_blind_guess(options, sure):
    """An honest guesser among four options can say so, and does not look too sure."""
    assert steps(options) == sure


def test_is_not_asked_where_it_is_not_asked():
    """A question without sureness has no steps."""
    asked = Choose(id="q", kind="choose", stage="alone", prompt="Which?", options={"a": "A", "b": "B"})
    assert asked.sureness == []
