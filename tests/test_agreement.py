"""Two markers on the same answers."""

from __future__ import annotations

import sys

import pytest

from lessons.errors import GradingError
from lessons.gradebook.agreement import agreement
from lessons.gradebook.by_hand import HandMark, Marks


def marks(marker: str, *levels: int, answer: str = "12ab") -> Marks:
    """A marker's levels on the answers of learner0, learner1, …: the same level for both criteria."""
    rows = [{"source": level, "doubt": level} for level in levels]
    return Marks(tuple(HandMark(f"learner{n}", "ducks", answer, row, marker=marker) for n, row in enumerate(rows)))


def told(first: Marks, second: Marks) -> list[str]:
    """What a screen shows of two markers."""
    return list(agreement(first, second))


class TestKappa:
    """Quadratic weighted kappa, and when there is none."""

    @pytest.mark.parametrize(
        ("first", "second", "said"),
        [
            ((0, 2, 4), (0, 2, 4), "weighted kappa 1.00, the same level in 6 of 6"),
            ((0, 4), (4, 0), "weighted kappa -1.00, the same level in 0 of 4"),
            ((0, 2, 4), (1, 2, 4), "weighted kappa 0.92, the same level in 4 of 6"),
            ((0, 2, 4), (4, 2, 4), "weighted kappa 0.00, the same level in 4 of 6"),
            ((3, 3), (3, 2), "the same level in 2 of 4; no kappa: the first marker gave level 3 every time"),
        ],
    )
    def test_weighs_by_the_square_of_the_distance(self, first, second, said):
        """Wholly, not at all, a level apart, four apart; where a marker never varies there is none."""
        assert f"all criteria together: {said}" in told(marks("a", *first), marks("b", *second))

    def test_each_criterion_has_its_own(self):
        """Two markers may agree on sources and not on doubt."""
        one = Marks(tuple(HandMark(n, "ducks", "1", {"source": v, "doubt": v}) for n, v in (("x", 0), ("y", 4))))
        two = Marks(
            tuple(HandMark(n, "ducks", "1", {"source": v, "doubt": 4 - v}) for n, v in (("x", 0), ("y", 4)))
        )
        assert told(one, two)[1:3] == [
            "ducks doubt: weighted kappa -1.00, the same level in 0 of 2",
            "ducks source: weighted kappa 1.00, the same level in 2 of 2",
        ]

    def test_nothing_in_common_gives_a_sentence(self):
        """Two piles that do not overlap are said to be that."""
        assert told(marks("a", 3), Marks()) == [
            "0 answers marked by both.",
            "No answer has levels from both markers, so there is nothing to compare.",
        ]

    def test_marks_of_two_versions_of_an_answer_are_not_compared(self):
        """A difference must be one of opinion."""
        assert told(marks("a", 1, 2), marks("b", 1, 2, answer="ffff"))[0] == "0 answers marked by both."

    def test_without_the_extra_it_says_what_to_install(self, monkeypatch):
        """A missing library is one sentence."""
        monkeypatch.setitem(sys.modules, "sklearn.metrics", None)
        with pytest.raises(GradingError, match=r"pip install 'according-to\[grade\]'"):
            told(marks("a", 1, 2), marks("b", 2, 1))


def test_the_largest_differences_come_first_and_a_single_level_is_none():
    """Answers to read together; one level is a fair difference between two readers."""
    found = told(marks("a", 0, 1, 4), marks("b", 4, 2, 2))
    assert (found[0], found[4:]) == (
        "3 answers marked by both.",
        [
            "4 levels apart: learner0, ducks doubt: 0 and 4",
            "4 levels apart: learner0, ducks source: 0 and 4",
            "2 levels apart: learner2, ducks doubt: 4 and 2",
            "2 levels apart: learner2, ducks source: 4 and 2",
        ],
    )
