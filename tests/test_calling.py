"""A function called in its author's kernel: it ends, and what it gave is plain data or a sentence."""

from __future__ import annotations

import builtins
import signal
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from lessons.exercises import calling
from lessons.exercises.calling import NO_FUNCTION, NOT_CALLED, call, call_each, call_source


def loop() -> None:
    """No end, on one line as learners write it."""
    while True: pass  # noqa: E701  # fmt: skip


def caught() -> None:
    """A loop that takes every error it meets."""
    while True:
        try:  # noqa: SIM105
            loop()
        except:  # noqa: E722
            pass


def swallowed() -> None:
    """A loop that takes errors where it stands."""
    while True:
        try:
            str(1)
        except BaseException:
            continue


def printing() -> None:
    """A loop that says something."""
    while True:
        print("x" * 1000)


def doubling() -> list[Any]:
    """A small list that is a huge one when written out."""
    made: list[Any] = []
    for _ in range(18):
        made = [made, made, made]
    return made


def odd() -> None:
    """An error that never comes to its words."""

    class Odd(Exception):
        def __str__(self) -> str:
            loop()
            return ""

    raise Odd


ENDLESS = [loop, caught, swallowed, printing, doubling, odd]


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a call less time than learners have."""
    monkeypatch.setattr(calling, "SECONDS", 0.2)


@pytest.fixture(params=["alarm", "no alarm"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system with alarms, and one without, such as Windows or a browser."""
    if request.param == "no alarm":
        monkeypatch.delattr(signal, "setitimer")


class TestTime:
    """Every call ends."""

    @pytest.mark.parametrize("function", ENDLESS)
    def test_a_loop_is_given_up(self, system, function):
        """In the middle of a loop, whatever it catches, on every system."""
        began = time.monotonic()
        gave = call(function, [])
        assert "did not finish within 0.2 seconds" in gave["problem"]
        assert time.monotonic() - began < 3

    @pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarm on this system")
    def test_a_sleep_is_given_up(self):
        """A wait has no lines to stop at; an alarm ends it."""
        assert "did not finish" in call(lambda: time.sleep(60), [])["problem"]

    def test_after_a_loop_no_other_call_begins(self):
        """All calls together take no longer than two."""
        gave = call_each(lambda n: loop() if n else 1, [[0], [1], [1]])
        assert (gave[0], "did not finish" in gave[1]["problem"], gave[2]) == (
            {"value": 1},
            True,
            {"problem": NOT_CALLED},
        )

    def test_nothing_is_watched_afterwards(self, system):
        """A debugger's own watching, alarms, input and print are as they were."""

        def mine(*_: object) -> None: ...

        before = (builtins.input, sys.stdout, signal.getsignal(signal.SIGALRM))
        outer = sys.gettrace()
        sys.settrace(mine)
        call(loop, [])
        found = sys.gettrace()
        sys.settrace(outer)
        assert (found, builtins.input, sys.stdout, signal.getsignal(signal.SIGALRM)) == (mine, *before)


class TestValues:
    """What a call gave."""

    @pytest.mark.parametrize(
        ("function", "value"),
        [
            (lambda: (1, 2.5), [1, 2.5]),
            (lambda: {"a": None, 1: True}, {"a": None, "1": True}),
            (lambda: Fraction(1, 4), 0.25),
            (lambda: "½", "½"),
        ],
    )
    def test_plain_data_is_kept(self, function, value):
        """As JSON has it: a tuple is a list, a fraction a number."""
        assert call(function, []) == {"value": value}

    @pytest.mark.parametrize(
        ("function", "words"),
        [
            (lambda: float("nan"), "not finite"),
            (lambda: float("inf"), "not finite"),
            (lambda: 10**5000, "4,300 digits"),
            (lambda: {1, 2}, "type set"),
            (lambda: (n for n in range(3)), "type generator"),
            (lambda: int, "type type"),
            (lambda: object(), "type object"),
            (lambda: {(1, 2): 3}, "a tuple for a name"),
            (lambda: "\ud800", "half a character"),
            (lambda: "x" * 20_000, "longer than 10,000 characters"),
            (lambda: nested(30), "more than 20 levels"),
            (lambda: 1 / 0, "ZeroDivisionError: division by zero"),
            (lambda: int("x" * 9_000), "ValueError: invalid literal"),
            (lambda: recursion(), "RecursionError"),
            (lambda: input("How many?"), "input() waits"),
            (lambda: sys.exit(3), "exit()"),
            (lambda: stop(KeyboardInterrupt), "interrupted"),
            (lambda: stop(GeneratorExit), "GeneratorExit"),
        ],
    )
    def test_anything_else_is_a_sentence(self, function: Callable[[], Any], words: str):
        """Neither a traceback, nor a kernel that ends, nor a question that nobody hears."""
        problem = call(function, [])["problem"]
        assert (words in problem, len(problem) <= 500) == (True, True)

    def test_what_is_printed_goes_nowhere(self, capsys):
        """The page shows what was asked, and nothing beside it."""
        call(lambda: print("ducks"), [])
        assert capsys.readouterr().out == ""

    def test_arguments_are_copies(self):
        """A function that empties its list does not spoil the next call."""
        args = [[1, 2]]
        gave = call_each(lambda numbers: (len(numbers), numbers.clear())[0], [args, args])
        assert (gave, args) == ([{"value": 2}, {"value": 2}], [[1, 2]])

    def test_an_argument_may_come_back(self):
        """What is given back is a value like any other."""
        assert call(lambda numbers: numbers, [[1, 2]]) == {"value": [1, 2]}

    def test_no_function_is_a_sentence(self):
        """A name that holds nothing that can be called."""
        assert call_each(25, [[1]]) == [{"problem": NO_FUNCTION}]


class TestSources:
    """The function that a key's source defines."""

    def test_is_called(self):
        """A source and a name are enough."""
        assert call_source("def share(n):\n    return n * 2\n", "share", [[1], [2]]) == [
            {"value": 2},
            {"value": 4},
        ]

    @pytest.mark.parametrize(("source", "words"), [("def share(:", "SyntaxError"), ("part = 1", NO_FUNCTION)])
    def test_one_without_it_is_a_sentence(self, source, words):
        """An author reads what is wrong."""
        assert words in call_source(source, "share", [[1]])[0]["problem"]


def nested(levels: int) -> list[Any]:
    """A list in a list in a list."""
    return [nested(levels - 1)] if levels else []


def recursion() -> None:
    """A function that calls itself for ever."""
    recursion()


def stop(error: type[BaseException]) -> None:
    """Raise what is no ordinary error."""
    raise error
