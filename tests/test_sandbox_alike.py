"""Monty is trusted only where it answers as Python does."""

from __future__ import annotations

import ast

import pytest

from lessons.sandbox.alike import Reading
from lessons.sandbox.monty_errors import is_own

TRUSTED = [
    "for i, x in enumerate(xs):\n    t.append(x)",
    "for a, b in zip(xs, ys):\n    t += a * b",
    "a, b = map(int, s.split())",
    "t = sum(x for x in xs if x)",
    "t = ', '.join(map(str, xs))",
    "t = [x for x in reversed(xs)]",
    "t = dict(zip(xs, ys))",
    "t = len(set(xs))",
    "t = sorted(set(xs))",
    "seen = set()\nseen.add(1)\nt = 1 in seen",
    "try:\n    t = int(x)\nexcept ValueError:\n    t = 0",
    "try:\n    t = xs[0]\nexcept (IndexError, KeyError) as e:\n    t = 0",
    "t = x is None or x is not True",
    "import math, json\nfrom collections import Counter",
]

DOUBTED = {
    "something lazy is kept for later": [
        "return (x for x in xs)",
        "m = map(str, xs)",
        "t = [zip(xs, ys)]",
        "t = len(map(str, xs))",
        "t = next(x for x in xs)",
        "for i, x in enumerate(xs):\n    xs.remove(x)",
        "for i, x in enumerate(xs):\n    xs[i] = 0",
        "for x in reversed(xs):\n    del xs[0]",
    ],
    "something lazy may fail early": [
        "try:\n    t = any(1 / x for x in xs)\nexcept ZeroDivisionError:\n    t = 0"
    ],
    "the order of a set may show": [
        "t = list(set(xs))",
        "for x in {1, 2}:\n    t.append(x)",
        "seen = set(xs)\nt = ''.join(seen)",
        "t = max(set(xs), key=xs.count)",
        "return {x for x in xs}",
    ],
    "an “except” may catch what Monty lacks": [
        "try:\n    t = 1\nexcept:\n    t = 2",
        "try:\n    t = 1\nexcept Exception:\n    t = 2",
        "try:\n    t = 1\nexcept (ValueError, TypeError):\n    t = 2",
        "try:\n    t = 1\nexcept errors[0]:\n    t = 2",
    ],
    "“hasattr” may tell it from Python": ["t = hasattr(x, 'casefold')"],
    "“is” compares objects, not values": ["t = x is 1000", "t = a is not b"],
    "it imports re": ["import re", "from re import findall"],
    "it imports os.path": ["import os.path"],
    "it defines a class": ["class P:\n    pass"],
}


class TestReading:
    """What is in a source decides who runs it."""

    @pytest.mark.parametrize("source", TRUSTED)
    def test_ordinary_code_is_trusted(self, source):
        """The fast way is the usual one."""
        assert Reading(ast.parse(source)).difference() == ""

    @pytest.mark.parametrize(("words", "source"), [(w, s) for w, all_ in DOUBTED.items() for s in all_])
    def test_code_that_could_tell_the_difference_is_not(self, words, source):
        """A value that Python would not give earns and costs nothing."""
        assert Reading(ast.parse(source)).difference() == words


class TestErrors:
    """What Monty's errors prove."""

    @pytest.mark.parametrize(
        "error",
        [
            ZeroDivisionError("division by zero"),
            IndexError("list index out of range"),
            KeyError("a"),
            NameError("name 'totl' is not defined"),
            UnboundLocalError("cannot access local variable 'x' where it is not associated with a value"),
            RecursionError("maximum recursion depth exceeded"),
            AttributeError("'NoneType' object has no attribute 'append'"),
            AttributeError("'list' object has no attribute 'push'"),
            TypeError('can only concatenate str (not "int") to str'),
            TypeError("unsupported operand type(s) for +: 'int' and 'str'"),
            TypeError("'<' not supported between instances of 'int' and 'str'"),
            TypeError("'int' object is not iterable"),
            TypeError("f() takes 1 positional argument but 2 were given"),
            ValueError("invalid literal for int() with base 10: 'x'"),
        ],
        ids=repr,
    )
    def test_these_are_the_learners_own(self, error):
        """They need no second opinion."""
        assert is_own(error, "f")

    @pytest.mark.parametrize(
        "error",
        [
            NotImplementedError("The monty syntax parser does not yet support yield expressions"),
            ModuleNotFoundError("No module named 'statistics'"),
            NameError("name 'input' is not defined"),
            AttributeError("'str' object has no attribute 'casefold'"),
            AttributeError("type object 'str' has no attribute 'lower'"),
            AttributeError("module 'sys' has no attribute 'exit'"),
            TypeError("sorted() takes 1 positional argument but 2 were given"),
            TypeError("'type' object is not subscriptable"),
            TypeError("unsupported operand type(s) for %: 'str' and 'tuple'"),
            TypeError("'<' not supported between instances of 'P' and 'P'"),
            ValueError("a learner's own words"),
            RuntimeError("'os.environ' is not supported in this environment"),
            PermissionError("Permission denied: 'x.txt'"),
        ],
        ids=repr,
    )
    def test_these_may_be_a_lack_of_montys(self, error):
        """They are never held against a learner without asking Python."""
        assert not is_own(error, "f")
