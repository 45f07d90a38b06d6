"""Where a learner's function runs: ordinary ones give their values, and what a sandbox lacks is never a fault."""

from __future__ import annotations

import ast
import multiprocessing
import sys
from time import process_time

import pytest

from lessons.errors import CannotRun
from lessons.exercises import Outcome
from lessons.sandbox import Limits, Sandbox
from lessons.sandbox.alike import Reading
from lessons.sandbox.confined import Confined
from lessons.sandbox.monty import Monty

LIMITS = Limits(seconds=1.0, total=3.0)

#: name -> source of f, calls, values
ORDINARY = {
    "percent": ("def f(a, b):\n    return 100 * (b - a) / a", [[8, 14], [40, 30]], [75.0, -25.0]),
    "rounding": ("def f(x):\n    return round(x, 2)", [[2.675], [1.005], [-0.125]], [2.67, 1.0, -0.12]),
    "loop": ("def f(n):\n    t = 0\n    for i in range(n):\n        t += i\n    return t", [[5], [0]], [10, 0]),
    "while": (
        "def f(n):\n    k = 0\n    while n > 1:\n        n //= 2\n        k += 1\n    return k",
        [[64]],
        [6],
    ),
    "counting": (
        """
def f(text):
    seen = {}
    for word in text.lower().split():
        seen[word] = seen.get(word, 0) + 1
    return seen
""",
        [["the duck saw The pond"]],
        [{"the": 2, "duck": 1, "saw": 1, "pond": 1}],
    ),
    "comprehension": ("def f(xs):\n    return [x * x for x in xs if x % 2]", [[[1, 2, 3]]], [[1, 9]]),
    "sorting": (
        "def f(ws):\n    return sorted(ws, key=len, reverse=True)",
        [[["a", "ccc", "bb"]]],
        [["ccc", "bb", "a"]],
    ),
    "slicing": ("def f(s):\n    return s[::-1] + s[:2] + s[-1]", [["pond"]], ["dnoppod"]),
    "formatting": ("def f(x):\n    return f'{x:,.1f} and {x:.0%}'", [[1234.56]], ["1,234.6 and 123456%"]),
    "recursion": ("def f(n):\n    return 1 if n < 2 else n * f(n - 1)", [[20]], [2432902008176640000]),
    "tuple": ("def f(a, b):\n    return b, a", [[1, 2]], [[2, 1]]),
    "true": ("def f(a):\n    return a > 1", [[2], [0]], [True, False]),
    "nothing": ("def f(a):\n    a + 1", [[1]], [None]),
    "mean": ("def f(xs):\n    return sum(xs) / len(xs)", [[[1, 2, 4.5]]], [2.5]),
    "helper": ("def g(x):\n    return x + 1\n\ndef f(x):\n    return g(g(x))", [[1]], [3]),
    "joining": ("def f(ws):\n    return ', '.join(w.title() for w in ws)", [[["mill", "pond"]]], ["Mill, Pond"]),
    "pairs": ("def f(a, b):\n    return {x: y for x, y in zip(a, b)}", [[["x"], [1]]], [{"x": 1}]),
    "printing": ("def f(x):\n    print('so', x)\n    return x", [["ü"]], ["ü"]),
    "seen": (
        """
def f(xs):
    seen = set()
    for x in xs:
        if x in seen:
            return x
        seen.add(x)
""",
        [[[1, 2, 1]], [[1]]],
        [1, None],
    ),
    "caught": (
        """
def f(a, b):
    try:
        return a / b
    except ZeroDivisionError:
        return "nothing"
""",
        [[1, 0], [1, 2]],
        ["nothing", 0.5],
    ),
}

#: what Monty lacks or does otherwise: name -> source of f, arguments, value
SECOND_OPINION = {
    "statistics": ("import statistics\ndef f(xs):\n    return statistics.median(xs)", [[3, 1, 2]], 2),
    "fractions": ("from fractions import Fraction\ndef f(a, b):\n    return str(Fraction(a, b))", [2, 4], "1/2"),
    "dates": (
        """
import time
from datetime import datetime
def f(day):
    return datetime.strptime(day, "%d %B %Y").isoformat()[:10]
""",
        ["1 March 2021"],
        "2021-03-01",
    ),
    "inheritance": (
        """
class Lost(ValueError):
    pass
def f():
    try:
        raise Lost("x")
    except Lost:
        return 1
""",
        [],
        1,
    ),
    "yield": ("def g(n):\n    yield n\n    yield n + 1\ndef f(n):\n    return list(g(n))", [3], [3, 4]),
    "del": ("def f(xs):\n    del xs[0]\n    return xs", [[1, 2]], [2]),
    "key of a type": ("def f(ws):\n    return sorted(ws, key=str.lower)", [["b", "A"]], ["A", "b"]),
    "read twice": ("def f(xs):\n    m = map(str, xs)\n    return [list(m), list(m)]", [[1]], [["1"], []]),
    "stops early": ("def f(xs):\n    return any(1 / x for x in xs)", [[1, 0]], True),
    "set order": ("def f(xs):\n    return list(set(xs))", [[3, 1, 2]], [1, 2, 3]),
    "caught lack": (
        """
def f(text):
    try:
        return text.translate(str.maketrans("a", "b"))
    except Exception:
        return 0
""",
        ["a"],
        "b",
    ),
    "pattern": ("import re\ndef f(s):\n    return re.findall(r'\\d+', s)", ["a1b22"], ["1", "22"]),
}


@pytest.fixture(scope="module")
def sandbox():
    """One sandbox for all tests here, as for all functions of a class."""
    with Sandbox(LIMITS) as made:
        yield made


@pytest.fixture(scope="module")
def monty():
    made = Monty(LIMITS)
    yield made
    made.close()


@pytest.fixture(scope="module")
def confined():
    made = Confined(LIMITS)
    yield made
    made.close()


class TestOrdinary:
    """What learners write in a lesson."""

    @pytest.mark.parametrize("name", ORDINARY)
    def test_monty_gives_the_value(self, monty, name):
        """Nearly all functions need no second opinion."""
        source, calls, values = ORDINARY[name]
        assert monty.run(source, ast.parse(source), "f", calls) == tuple(map(Outcome, values))

    @pytest.mark.parametrize("name", ORDINARY)
    def test_confined_python_gives_the_same(self, confined, name):
        """A mark does not depend on which of the two ran it."""
        source, calls, values = ORDINARY[name]
        assert confined.run(source, "f", calls) == tuple(map(Outcome, values))

    @pytest.mark.parametrize("name", SECOND_OPINION)
    def test_what_monty_lacks_is_run_by_python(self, sandbox, name):
        """A sandbox's lack costs no points."""
        source, args, value = SECOND_OPINION[name]
        ran = sandbox.run(source, "f", [args])
        assert (ran.outcomes, ran.how) == ((Outcome(value),), "CPython, confined")

    def test_the_report_names_monty_and_its_version(self, sandbox):
        """Who reads the marks sees where they come from."""
        assert sandbox.run("def f():\n    return 1", "f", [[]]).how.startswith("Monty 1.")


@pytest.mark.parametrize("way", ["monty", "confined"])
class TestCalls:
    """Each call stands for itself."""

    def run(self, request, way, source, calls):
        there = request.getfixturevalue(way)
        return (
            there.run(source, ast.parse(source), "f", calls) if way == "monty" else there.run(source, "f", calls)
        )

    def test_changed_arguments_do_not_reach_the_next_call(self, request, way):
        """A function that empties its list is judged on a full one each time."""
        shared = [1, 2]
        outcomes = self.run(request, way, "def f(xs):\n    return len(xs), xs.clear()", [[shared], [shared]])
        assert (outcomes, shared) == ((Outcome([2, None]),) * 2, [1, 2])

    def test_a_result_is_taken_when_it_is_returned(self, request, way):
        """A list that grows later does not change an earlier result."""
        source = "kept = []\ndef f(x):\n    kept.append(x)\n    return kept"
        assert self.run(request, way, source, [[1], [2]]) == (Outcome([1]), Outcome([1, 2]))

    def test_an_error_costs_its_own_call_only(self, request, way):
        """Three of four is three of four."""
        outcomes = self.run(request, way, "def f(a):\n    return 6 / a", [[1], [0], [3]])
        assert outcomes == (Outcome(6.0), Outcome(problem="ZeroDivisionError: division by zero"), Outcome(2.0))

    def test_a_call_without_end_costs_its_own_call_only(self, request, way):
        """What comes after it is run alone, so right answers keep their share."""
        source = "def f(n):\n    while n == 2:\n        pass\n    return n"
        outcomes = self.run(request, way, source, [[1], [2], [3]])
        assert outcomes == (Outcome(1), Outcome(problem="it did not finish within 1 seconds."), Outcome(3))

    def test_all_calls_together_have_an_end(self, request, way):
        """Ten calls without end do not take ten times the limit."""
        outcomes = self.run(request, way, "def f(n):\n    while True:\n        pass", [[n] for n in range(10)])
        assert outcomes[-1] == Outcome(
            problem="it was not run: the calls before it used up the 3 seconds for this function."
        )

    def test_a_missing_function_is_said(self, request, way):
        """A learner who renamed it can see why."""
        assert self.run(request, way, "def g():\n    return 1", [[]]) == (
            Outcome(problem="there is no function named “f”."),
        )

    def test_a_program_that_fails_costs_every_call(self, request, way):
        """Without a definition there is nothing to call."""
        outcomes = self.run(request, way, "def f():\n    return 1\n1 / 0", [[], []])
        assert outcomes == (Outcome(problem="ZeroDivisionError: division by zero"),) * 2

    def test_a_type_without_plain_form_is_said(self, request, way):
        """The sentence says what was expected."""
        (outcome,) = self.run(request, way, "def f():\n    return b'x'", [[]])
        assert outcome.problem.startswith("it returned a value of type bytes; expected numbers, text,")


class TestUnreadable:
    """Sources that are no Python."""

    def test_a_syntax_error_names_its_line(self, sandbox):
        """Nothing is run, and the learner can find the place."""
        ran = sandbox.run("def f(a):\n    return a +\n", "f", [[1], [2]])
        assert ran.outcomes == (Outcome(problem="SyntaxError: invalid syntax (line 2)"),) * 2

    @pytest.mark.parametrize("source", ["(" * 5000, "x = " + "-" * 15_000 + "1", "def f():\n    return '\0'"])
    def test_a_source_that_breaks_parsers_breaks_nothing(self, sandbox, source):
        """The grader goes on."""
        (outcome,) = sandbox.run(source, "f", [[]]).outcomes
        assert outcome.problem

    def test_a_source_of_many_levels_is_read(self, sandbox):
        """A long sum is a deep tree."""
        source = "def f():\n    return " + " + ".join(["1"] * 500)
        assert sandbox.run(source, "f", [[]]).outcomes == (Outcome(500),)

    def test_a_source_made_to_be_slow_is_read_in_no_time(self):
        """A thousand sets are not compared with each other."""
        started = process_time()
        Reading(ast.parse("def f():\n" + "    a = set()\n    a.add(a)\n" * 700)).difference()
        assert process_time() - started < 2

    def test_newer_python_is_not_wrong(self, sandbox):
        """Python 3.12 on a learner's machine is no fault of the learner's."""
        source = 'def f(d):\n    return f"{d["a"]}"\n'
        if sys.version_info >= (3, 12):
            assert sandbox.run(source, "f", [[{"a": 1}]]).outcomes == (Outcome("1"),)
        else:
            with pytest.raises(CannotRun, match=r"cannot read this source .*, but another Python may"):
                sandbox.run(source, "f", [[{"a": 1}]])

    def test_an_endless_source_is_for_a_person(self, sandbox):
        """Nobody wrote 100,000 characters into a cell."""
        with pytest.raises(CannotRun, match="This source has 200,000 characters; a person must look at it"):
            sandbox.run("#" * 200_000, "f", [[]])


class TestNeedsAPerson:
    """What no sandbox here can settle."""

    @pytest.mark.parametrize(
        ("source", "words"),
        [
            ("import numpy\ndef f():\n    return 1", "import numpy"),
            (
                "def f():\n    try:\n        import pandas\n    except ImportError:\n        return 1",
                "import pandas",
            ),
            ("def f():\n    return open('x.txt').read()", "open a file"),
            ("def f():\n    return input('?')", "ask for input at the keyboard"),
            ("import os\ndef f():\n    return 1", "import os"),
        ],
    )
    def test_what_is_reached_for_is_named(self, sandbox, source, words):
        """Who looks knows what to look for; it is never simply wrong."""
        with pytest.raises(CannotRun) as caught:
            sandbox.run(source, "f", [[]])
        assert (
            str(caught.value)
            == f"This function tried to {words}, which nothing here may do; a person must look at it."
        )

    def test_where_python_cannot_be_confined_a_person_looks(self, monkeypatch):
        """There is no plain execution to fall back on."""
        monkeypatch.setattr(sys, "platform", "darwin")
        with Sandbox(LIMITS) as elsewhere, pytest.raises(CannotRun) as caught:
            elsewhere.run("import statistics\ndef f():\n    return statistics.mean([1])", "f", [[]])
        assert str(caught.value) == (
            "Monty does not settle this function (it imports statistics), "
            "and Python can be confined on Linux only; a person must look at it."
        )

    def test_without_monty_python_is_confined(self, monkeypatch):
        """The extra is wanted for speed and for other systems."""
        monkeypatch.setitem(sys.modules, "pydantic_monty", None)
        with Sandbox(LIMITS) as poorer:
            ran = poorer.run("def f():\n    return 1", "f", [[]])
        assert (ran.outcomes, ran.how) == ((Outcome(1),), "CPython, confined")

    def test_without_either_it_says_what_to_install(self, monkeypatch):
        """The sentence says what to do."""
        monkeypatch.setitem(sys.modules, "pydantic_monty", None)
        monkeypatch.setattr(sys, "platform", "win32")
        with Sandbox(LIMITS) as nothing, pytest.raises(CannotRun, match="it comes with the extra “grade”"):
            nothing.run("def f():\n    return 1", "f", [[]])

    def test_where_no_program_can_be_started_a_person_looks(self, monkeypatch):
        """A Python that is not where it says it is."""
        monkeypatch.setattr(sys, "executable", "/nowhere/python")
        monkeypatch.setitem(sys.modules, "pydantic_monty", None)
        with Sandbox(LIMITS) as broken, pytest.raises(CannotRun, match="could not be started again"):
            broken.run("def f():\n    return 1", "f", [[]])


class TestLife:
    """The processes behind it."""

    def test_it_costs_nothing_until_it_is_used(self):
        """A class without functions starts no process."""
        with Sandbox(LIMITS) as idle:
            assert (idle._monty._pool, idle._confined._server) == (None, None)

    def test_it_works_again_after_it_was_closed(self):
        """A later run starts what it needs."""
        with Sandbox(LIMITS) as reused:
            reused.run("def f():\n    return 1", "f", [[]])
            reused.close()
            assert reused.run("def f():\n    return 2", "f", [[]]).outcomes == (Outcome(2),)

    def test_a_forked_grader_has_processes_of_its_own(self):
        """Two graders on one pipe would read each other's results; and Monty would wait for ever."""
        with Sandbox(LIMITS) as made:
            sources = [f"{start}\ndef f():\n    return {{}}" for start in ("", "import string")]
            for source in sources:
                made.run(source.format(1), "f", [[]])
            context = multiprocessing.get_context("fork")
            reading, writing = context.Pipe(duplex=False)
            other = context.Process(target=lambda: writing.send(values(made, [s.format(2) for s in sources] * 50)))
            other.start()
            here = values(made, [source.format(1) for source in sources] * 50)
            there = reading.recv()
            other.join()
        assert (here, there) == ([1] * 100, [2] * 100)


def values(sandbox, sources):
    """What each source's f gives."""
    return [sandbox.run(source, "f", [[]]).outcomes[0].value for source in sources]
