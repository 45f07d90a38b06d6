"""Exercises whose answers are numbers, with unit and base, and ranges."""

from __future__ import annotations

import pytest

from lessons.errors import AnswerError
from tests.exercises_of_the_toy import case
from tests.toy import asked, marked

__all__ = ["case"]  # fixtures, under the names the tests ask for


class TestNumber:
    """A number with base and unit."""

    @pytest.mark.parametrize("number", [66.7, 66.2, 67.2])
    def test_within_tolerance_is_right(self, case, number):
        """As far off as the key allows is still right."""
        given = {"number": number, "base": "expected", "unit": "percent"}
        assert marked(case, "share-of-expected", given) == (1, [("right", "40 of 60.")])

    @pytest.mark.parametrize("number", [66.1, 67.3])
    def test_beyond_tolerance_is_not(self, case, number):
        """A little further off is wrong."""
        assert marked(case, "share-of-expected", {"number": number, "base": "expected", "unit": "percent"})[0] == 0

    def test_a_known_slip_has_its_own_sentence(self, case):
        """A number that people reach by a slip is answered with that slip."""
        given = {"number": 150, "base": "expected", "unit": "percent"}
        assert marked(case, "share-of-expected", given) == (0, [("wrong", "That is 60 of 40.")])

    def test_number_base_and_unit_each_get_their_own(self, case):
        """Three things wrong are told as three things."""
        given = {"number": 1, "base": "before", "unit": "ducks"}
        assert marked(case, "share-of-expected", given)[1] == [
            ("wrong", "The number 1 is not it: the share."),
            ("wrong", "That was last spring."),
            ("wrong", "A share has no ducks."),
        ]

    def test_a_number_without_base_and_unit_is_asked_for_them(self, case):
        """The right number alone is not enough, and is told what is missing."""
        assert marked(case, "share-of-expected", {"number": 66.7}) == (
            0,
            [
                ("wrong", "Say the base too: a number without its base cannot be read."),
                ("wrong", "Say the unit too: a number without its unit cannot be read."),
            ],
        )

    @pytest.mark.parametrize("number", ["66.7", True, None, float("inf"), float("nan"), [66.7]])
    def test_refuses_what_is_no_number(self, case, number):
        """A text, a truth value or an endless number is not taken for one."""
        with pytest.raises(AnswerError):
            asked(case, "share-of-expected")[0].accept({"number": number, "base": "expected", "unit": "percent"})

    def test_a_base_without_a_number_is_blank(self, case):
        """Choosing only a base answers nothing yet."""
        assert asked(case, "share-of-expected")[0].is_blank({"number": None, "base": "expected"})

    def test_zero_is_an_answer(self, case):
        """Nought is a number like any other."""
        assert not asked(case, "share-of-expected")[0].is_blank({"number": 0})


class TestInterval:
    """From low to high."""

    def test_both_ends_right_earn_all(self, case):
        """Ends within tolerance are right."""
        assert marked(case, "range-of-share", {"low": 40.5, "high": 66.7})[0] == 1

    def test_ends_the_other_way_round_are_the_same_range(self, case):
        """A range is a range in either order."""
        assert marked(case, "range-of-share", {"low": 67, "high": 40})[0] == 1

    def test_one_wrong_end_earns_nothing_and_is_named(self, case):
        """All or nothing; the wrong end is told."""
        assert marked(case, "range-of-share", {"low": 20, "high": 67}) == (
            0,
            [("wrong", "The lower end, 20 percent, is not it.")],
        )

    def test_a_known_slip_has_its_own_sentence(self, case):
        """An end that people reach by a slip is answered with that slip."""
        assert marked(case, "range-of-share", {"low": 40, "high": 100})[1] == [("wrong", "Not all are there.")]

    def test_half_a_range_is_refused(self, case):
        """A range with one end is not judged."""
        with pytest.raises(AnswerError):
            asked(case, "range-of-share")[0].accept({"low": 40, "high": None})
