"""Short functions: what counts as an attempt, how results are judged, and what fits in a key."""

from __future__ import annotations

from typing import Any

import pytest

from lessons.article import Article
from lessons.exercises import Function, Page
from lessons.exercises.function import FunctionKey

PAGE = Page(Article(("Ducks.",)))
SHARE = Function(
    id="write-the-share",
    kind="function",
    stage="further",
    prompt="Write it.",
    name="share",
    about_code="Takes a part and a whole.",
    examples=({"args": [4, 1], "value": 25.0},),
    calls=((0, 1), (1, 1)),
)


def key(*values: Any, **fields: Any) -> FunctionKey:
    """A key that expects these values of share(0, 1), share(1, 1), …"""
    plain = {
        "value": "def share(part, whole): return 25 * (part + 1)",
        "because": "Part by whole.",
        "sample_wrong": "def share(part, whole): return 0",
        "values": list(values),
        "wrong_result": [{"args": [0, 1], "value": 0.25, "because": "That is a fraction, not percent."}],
    }
    return FunctionKey(**{**plain, **fields})


def judged(results: list[Any], *values: Any) -> tuple[float | None, list[str]]:
    """The share and the sentences that results earn against these values; a text is what went wrong."""
    asked = SHARE.model_copy(update={"calls": tuple((place, 1) for place in range(len(values)))})
    gave = [{"problem": r.args[0]} if isinstance(r, Exception) else {"value": r} for r in results]
    mark = asked.mark(key(*values), asked.accept({"source": "def share(): ...", "results": gave}), PAGE)
    return mark.share, [remark.text for remark in mark.remarks]


class TestAttempt:
    """An unchanged stub is not an attempt."""

    @pytest.mark.parametrize(
        "source",
        [
            "def share(part, whole):\n    return None\n",
            'def share(part, whole):\n    """Percent."""\n    return None\n',
            "def share(part, whole):\n    pass\n",
            "def share(part, whole):\n    ...\n",
            "# nothing here\n",
            {"source": "def share(part, whole):\n    return None\n", "results": [{"value": None}]},
            'def share(part, whole):\n    """For example\n    return part\n    """\n    return None\n',
            "def share(part, whole):\n    'for example \\\n    return part'\n    return None\n",
        ],
    )
    def test_a_stub_is_blank(self, source):
        """A function that returns nothing has not been attempted, which is not wrong."""
        assert SHARE.is_blank(source)

    @pytest.mark.parametrize(
        "source",
        [
            "def share(a, b):\n    return a / b\n",
            "def share(a, b)\n    return a\n",
            "share = lambda a, b: a / b\n",
            "x = (" * 500,
        ],
    )
    def test_anything_more_is_an_attempt(self, source):
        """Code is an attempt, even where it cannot run."""
        assert not SHARE.is_blank(source)


class TestMark:
    """The share of calls that gave the right value."""

    def test_all_right_gives_the_reason(self):
        """Right comes with its reason."""
        assert judged([25, 50], 25.0, 50) == (1, ["Part by whole."])

    def test_half_right_earns_half_and_names_the_call(self):
        """A wrong value is told with its call, and not the value that the key holds."""
        assert judged([25, 7], 25, 50) == (0.5, ["share(1, 1) gave 7, which is not it."])

    def test_an_example_says_what_is_expected(self):
        """What stands in the question anyway may be told."""
        assert judged([1, 2, 3, 4, 5], 1, 2, 3, 4, 25)[1] == [
            "share(4, 1) gave 5, which is not it. Expected 25.0, as in the example."
        ]

    def test_a_known_slip_has_its_own_sentence(self):
        """A value that people reach by a slip is answered with that slip."""
        assert judged([0.25, 50], 25, 50)[1] == ["That is a fraction, not percent."]

    def test_a_call_that_stops_is_a_sentence(self):
        """A function that fails is told how, and on which call."""
        stopped = ValueError("ZeroDivisionError: division by zero")
        assert judged([stopped, 50], 25, 50)[1] == ["share(0, 1): ZeroDivisionError: division by zero"]

    def test_a_long_value_is_told_in_part(self):
        """No value fills a page."""
        assert len(judged([25, "x" * 5_000], 25, 50)[1][0]) < 150

    def test_a_rounding_error_is_right(self):
        """Binary fractions are nobody's fault."""
        assert judged([0.1 + 0.2, 1], 0.3, 1)[0] == 1

    @pytest.mark.parametrize(
        ("given", "right"),
        [(True, 1), (1, True), ("25", 25), (None, 0), ([25], 25), ([1, 2], [1, 2, 3]), (10**400, 0.5)],
    )
    def test_another_type_is_not_the_same(self, given, right):
        """A truth value is no number, a text no figure, and a shorter list another list."""
        assert judged([given, 1], right, 1)[0] == 0.5

    def test_lists_are_compared_item_by_item(self):
        """A list of figures within tolerance is right."""
        assert judged([[0.1 + 0.2, "a"], 1], [0.3, "a"], 1)[0] == 1


class TestWords:
    """How an answer reads."""

    def test_source_and_results(self):
        """The source, then each call with what it gave."""
        source = "def share(part, whole):\n    return 1 / whole\n"
        answer = {
            "source": source,
            "results": [{"value": 1.0}, {"problem": "ZeroDivisionError: division by zero"}],
        }
        assert SHARE.said(answer, PAGE) == (
            "def share(part, whole):\n    return 1 / whole\n\n"
            "share(0, 1) → 1.0\nshare(1, 1) → ZeroDivisionError: division by zero"
        )

    def test_a_source_of_an_older_book(self):
        """A text alone is shown as it is."""
        assert SHARE.said("def share(): ...\n", PAGE) == "def share(): ..."


def faults(*values: Any, **fields: Any) -> list[str]:
    """What is found wrong with such a key."""
    return [complaint.found for complaint in SHARE.faults(key(*values, **fields), PAGE)]


class TestKeys:
    """A key is run where a case is checked, and only there."""

    def test_a_key_that_fits_has_no_fault(self):
        """Its own function gives its values, and its wrong sample and slips do not."""
        assert faults(25, 50) == []

    def test_a_value_that_its_function_does_not_give(self):
        """Values and function are held against each other."""
        assert faults(25, 51) == ["51 as the value of share(1, 1)"]

    def test_a_function_that_stops(self):
        """What its author did not expect is told, not raised."""
        assert faults(25, 50, value="def share(a, b): return a / 0") == [
            "25 as the value of share(0, 1)",
            "50 as the value of share(1, 1)",
        ]

    def test_a_number_of_values_that_is_not_that_of_the_calls(self):
        """Each call has its value."""
        assert faults(25) == ["1 values"]

    def test_a_wrong_sample_that_no_call_tells_from_a_right_one(self):
        """A call that tells them apart is missing."""
        same = "def share(part, whole): return 25 + 25 * part"
        assert faults(25, 50, sample_wrong=same) == ["a sample_wrong that gives the right value in every call"]

    def test_a_slip_that_its_call_does_not_show(self):
        """A slip whose value is right there tells nobody anything."""
        slip = {"args": [0, 1], "value": 25, "because": "A slip."}
        assert faults(25, 50, wrong_result=[slip]) == ["a wrong_result for share(0, 1) that is right there: 25"]

    def test_a_slip_at_no_call(self):
        """A result that nobody has to give is never met."""
        slip = {"args": [7, 8], "value": 1, "because": "A slip."}
        assert faults(25, 50, wrong_result=[slip]) == ["a wrong_result for share(7, 8)"]
