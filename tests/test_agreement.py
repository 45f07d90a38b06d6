"""Two markers on the same answers."""

from __future__ import annotations

import sys

import pytest

from lessons.errors import GradingError
from lessons.gradebook.agreement import Pair, agreement
from lessons.gradebook.by_hand import HandMark, Marks


def marks(marker: str, *levels: int, answer: str = "12ab") -> Marks:
    """A marker's levels on the answers of learner0, learner1, …: the same level for both criteria."""
    rows = [{"source": level, "doubt": level} for level in levels]
    return Marks(tuple(HandMark(f"learner{n}", "ducks", answer, row, marker=marker) for n, row in enumerate(rows)))


class TestKappa:
    """Quadratic weighted kappa, and when there is none."""

    def test_the_same_levels_agree_wholly(self):
        """One and the same mark everywhere is a kappa of one."""
        found = agreement(marks("a", 0, 2, 4), marks("b", 0, 2, 4))
        assert (found.answers, found.overall.kappa, found.overall.same) == (3, 1.0, 1.0)

    def test_opposite_levels_disagree_wholly(self):
        """Where one sees everything and the other nothing, kappa is minus one."""
        assert agreement(marks("a", 0, 4), marks("b", 4, 0)).overall.kappa == -1.0

    def test_far_apart_weighs_more_than_a_level(self):
        """Weights are squares of the distance."""
        near = agreement(marks("a", 0, 2, 4), marks("b", 1, 2, 4)).overall.kappa
        far = agreement(marks("a", 0, 2, 4), marks("b", 4, 2, 4)).overall.kappa
        assert (round(near or 0, 3), round(far or 0, 3)) == (0.923, 0.0)

    def test_each_criterion_has_its_own(self):
        """Two markers may agree on sources and not on doubt."""
        one = Marks(tuple(HandMark(n, "ducks", "1", {"source": v, "doubt": v}) for n, v in (("x", 0), ("y", 4))))
        two = Marks(
            tuple(HandMark(n, "ducks", "1", {"source": v, "doubt": 4 - v}) for n, v in (("x", 0), ("y", 4)))
        )
        assert {row.criterion: row.kappa for row in agreement(one, two).criteria} == {"source": 1.0, "doubt": -1.0}

    def test_one_level_only_gives_a_sentence(self):
        """Where a marker never varies, chance cannot be told from agreement."""
        row = agreement(marks("a", 3, 3), marks("b", 3, 2)).overall
        assert (row.kappa, row.same, row.why) == (None, 0.5, "no kappa: the first marker gave level 3 every time")

    def test_nothing_in_common_gives_a_sentence(self):
        """Two piles that do not overlap are said to be that."""
        found = agreement(marks("a", 3), Marks())
        assert list(found.lines()) == [
            "0 answers marked by both.",
            "No answer has levels from both markers, so there is nothing to compare.",
        ]

    def test_marks_of_two_versions_of_an_answer_are_not_compared(self):
        """A difference must be one of opinion."""
        assert agreement(marks("a", 1, 2), marks("b", 1, 2, answer="ffff")).answers == 0

    def test_without_the_extra_it_says_what_to_install(self, monkeypatch):
        """A missing library is one sentence."""
        monkeypatch.setitem(sys.modules, "sklearn.metrics", None)
        with pytest.raises(GradingError, match=r"pip install 'according-to\[grade\]'"):
            agreement(marks("a", 1, 2), marks("b", 2, 1))


class TestDifferences:
    """Which answers to read together."""

    def test_the_largest_come_first_and_a_single_level_is_none(self):
        """One level is a fair difference between two readers."""
        found = agreement(marks("a", 0, 1, 4), marks("b", 4, 2, 2))
        assert [(pair.learner, pair.criterion, pair.apart) for pair in found.differences] == [
            ("learner0", "doubt", 4),
            ("learner0", "source", 4),
            ("learner2", "doubt", 2),
            ("learner2", "source", 2),
        ]

    def test_is_said_in_sentences(self):
        """A screen shows kappa, exact agreement and where to look."""
        lines = list(agreement(marks("a", 0, 1, 4), marks("b", 4, 2, 2)).lines())
        assert lines[0] == "3 answers marked by both."
        assert lines[1] == "ducks doubt: weighted kappa -0.47, the same level in 0 of 3"
        assert lines[4] == "4 levels apart: learner0, ducks doubt: 0 and 4"

    def test_knows_how_far_apart_two_levels_are(self):
        """Distance has no sign."""
        assert Pair("ducks", "source", "ada", 1, 4).apart == 3
