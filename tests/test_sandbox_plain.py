"""Plain values: what crosses from a learner's function to the grader, and how little of it is believed."""

from __future__ import annotations

import json
import math
from collections import Counter, OrderedDict, defaultdict, namedtuple
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lessons.sandbox.plain import NOT_FINITE, TOO_MANY_DIGITS, Unfit, as_json, from_json, too_deep, too_long

PLAIN = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats(allow_nan=False, allow_infinity=False)
    | some.text(),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(), inner, max_size=4),
    max_leaves=20,
)


class Equal:
    """Claims to equal everything, and looks like 42."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return True

    def __repr__(self) -> str:
        return "42"


def kin(kind: type, *args: Any) -> Any:
    """A value of a type that only looks like a plain one."""
    return type("Kin", (kind,), {"__repr__": lambda self: "42"})(*args)


def written(value: object) -> Any:
    """A value after the way out and the way in."""
    return from_json(as_json(value, 1000, 5), 1000, 5)


class TestWriting:
    """On the side where the function ran."""

    @given(PLAIN)
    def test_plain_values_come_back_the_same(self, value):
        """Nothing is lost on the way, and no kind changes into another."""
        assert repr(from_json(as_json(value, 10**6, 50), 10**6, 50)) == repr(value)

    @given(PLAIN)
    def test_it_is_the_json_that_practice_uses(self, value):
        """Practice in a notebook and grading see the same value."""
        assert json.loads(as_json(value, 10**6, 50)) == json.loads(json.dumps(value))

    @pytest.mark.parametrize(
        ("value", "came"),
        [
            ((1, (2,)), [1, [2]]),
            ({2: "a", None: "b", True: "c", 0.5: "d"}, {"2": "a", "null": "b", "true": "c", "0.5": "d"}),
            (Counter("aab"), {"a": 2, "b": 1}),
            (OrderedDict(a=1), {"a": 1}),
            (defaultdict(int, a=1), {"a": 1}),
        ],
    )
    def test_close_relatives_become_plain(self, value, came):
        """A tuple is a list, a count is a dictionary."""
        assert written(value) == came

    @pytest.mark.parametrize(
        "value",
        [
            Equal(),
            [Equal()],
            {"a": Equal()},
            kin(int, 42),
            kin(float, 42.0),
            kin(str, "42"),
            kin(list, [42]),
            kin(dict, {"a": 42}),
            namedtuple("Pair", "a b")(1, 2),
            {1},
            b"42",
            42j,
            range(3),
            int,
            math,
            lambda: 42,
            {(1, 2): 3},
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_what_only_looks_plain_is_refused(self, value):
        """An object that equals everything, or a number that may say of itself what it likes, earns nothing."""
        with pytest.raises(Unfit, match="expected numbers, text, True, False, None"):
            as_json(value, 1000, 5)

    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (math.nan, NOT_FINITE),
            ([1, math.inf], NOT_FINITE),
            ({-math.inf: 1}, NOT_FINITE),
            (10**4400, TOO_MANY_DIGITS),
            ("\ud800", "it returned text with half a character in it."),
            ("x" * 1001, too_long(1000)),
            (list(range(1000)), too_long(1000)),
            ([[[[[[1]]]]]], too_deep(5)),
        ],
        ids=["nan", "inf", "key", "digits", "half", "text", "list", "deep"],
    )
    def test_what_cannot_be_compared_is_said(self, value, words):
        """Each reason has its own sentence."""
        with pytest.raises(Unfit) as caught:
            as_json(value, 1000, 5)
        assert str(caught.value) == words

    def test_a_list_in_itself_is_too_deep(self):
        """It does not go on for ever."""
        loop: list[Any] = []
        loop.append(loop)
        with pytest.raises(Unfit, match="nested more than 5 levels deep"):
            as_json(loop, 1000, 5)


class TestReading:
    """On the grader's side, where anything may arrive."""

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("1e999", NOT_FINITE),
            ("NaN", NOT_FINITE),
            ("[-Infinity]", NOT_FINITE),
            ("9" * 5000, TOO_MANY_DIGITS),
            ('"\\ud800"', "it returned text with half a character in it."),
            ("{", "its result could not be read."),
            ("", "its result could not be read."),
            ("1 2", "its result could not be read."),
            ("[" * 100_000, too_deep(5)),
            ('[["]",' * 6, too_deep(5)),
            ("x" * 200_001, too_long(200_000)),
        ],
        ids=lambda value: value[:12],
    )
    def test_what_arrives_is_not_believed(self, text, words):
        """Length and nesting are known before anything is parsed."""
        with pytest.raises(Unfit) as caught:
            from_json(text, 200_000, 5)
        assert str(caught.value) == words

    @pytest.mark.parametrize("text", ["[]," * 20 + '"' + '\\"' * 400_000, "[]," * 300_000], ids=["open", "flat"])
    def test_a_long_riddle_is_read_in_no_time(self, text):
        """Nobody keeps the grader busy by what they send."""
        started = process_time()
        with pytest.raises(Unfit, match="its result could not be read"):
            from_json(text, 10**6, 10)
        assert process_time() - started < 2

    def test_brackets_in_text_are_no_nesting(self):
        """A learner may well return brackets."""
        assert from_json('"[[[[[[[[ \\" {{{{"', 1000, 5) == '[[[[[[[[ " {{{{'
