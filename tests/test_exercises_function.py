"""Short functions: what counts as an attempt, and how results are judged."""

from __future__ import annotations

from typing import Any

import pytest

from lessons.exercises import Function, Outcome
from lessons.exercises.function import FunctionKey

SHARE = Function(
    id="write-the-share",
    kind="function",
    stage="further",
    prompt="Write it.",
    name="share",
    about_code="Takes a part and a whole.",
    examples=({"args": [1, 4], "value": 25.0},),
)


def key(*values: Any) -> FunctionKey:
    """A key whose cases call with 0, 1, … and expect these values."""
    return FunctionKey(
        value="def share(n): ...",
        because="Part by whole.",
        sample_wrong="def share(n): return 0",
        cases=[{"args": [place], "value": value} for place, value in enumerate(values)],
        wrong_result=[{"args": [0], "value": 0.25, "because": "That is a fraction, not percent."}],
    )


def judged(results: list[Any], *values: Any) -> tuple[float | None, list[str]]:
    """The share and the sentences that results earn against these values."""
    mark = SHARE.judge(key(*values), [r if isinstance(r, Outcome) else Outcome(r) for r in results])
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
            'def share(part, whole):\n    """For example\n    return part\n    """\n    return None\n',
            "def share(part, whole):\n    'for example \\\n    return part'\n    return None\n",
        ],
    )
    def test_a_stub_is_blank(self, source):
        """A function that returns nothing has not been attempted, which is not wrong."""
        assert SHARE.is_blank(source)

    @pytest.mark.parametrize(
        "source", ["def share(a, b):\n    return a / b\n", "def share(a, b)\n    return a\n", "x = (" * 500]
    )
    def test_anything_more_is_an_attempt(self, source):
        """Code is an attempt, even where it cannot run."""
        assert not SHARE.is_blank(source)


class TestJudge:
    """The share of cases that come out right."""

    def test_all_right_gives_the_reason(self):
        """Right comes with its reason."""
        assert judged([25, 50], 25.0, 50) == (1, ["Part by whole."])

    def test_half_right_earns_half_and_names_the_call(self):
        """A wrong result is told with the call that gave it."""
        assert judged([25, 7], 25, 50) == (0.5, ["share(1) gave 7; expected 50."])

    def test_a_known_slip_has_its_own_sentence(self):
        """A result that people reach by a slip is answered with that slip."""
        assert judged([0.25, 50], 25, 50)[1] == ["That is a fraction, not percent."]

    def test_a_call_that_stops_is_a_sentence(self):
        """A function that fails is told how, and on which call."""
        stopped = Outcome(problem="ZeroDivisionError: division by zero")
        assert judged([stopped, 50], 25, 50)[1] == ["share(0) stopped: ZeroDivisionError: division by zero"]

    def test_a_rounding_error_is_right(self):
        """Binary fractions are nobody's fault."""
        assert judged([0.1 + 0.2, 1], 0.3, 1)[0] == 1

    @pytest.mark.parametrize(
        ("given", "right"), [(True, 1), (1, True), ("25", 25), (None, 0), ([25], 25), ([1, 2], [1, 2, 3])]
    )
    def test_another_type_is_not_the_same(self, given, right):
        """A truth value is no number, a text no figure, and a shorter list another list."""
        assert judged([given, 1], right, 1)[0] == 0.5

    def test_lists_are_compared_item_by_item(self):
        """A list of figures within tolerance is right."""
        assert judged([[0.1 + 0.2, "a"], 1], [0.3, "a"], 1)[0] == 1

    def test_is_never_judged_unrun(self):
        """Marking the source itself is refused: it is judged by what it returns."""
        with pytest.raises(TypeError, match="judged by its outcomes"):
            SHARE.mark(key(1, 2), "def share(n): return n", None)


def labelled(results: list[Any], *values: Any) -> list[str]:
    """The sentences that results earn where the cases are hidden."""
    outcomes = [r if isinstance(r, Outcome) else Outcome(r) for r in results]
    return [remark.text for remark in SHARE.judge(key(*values), outcomes, "labels").remarks]


class TestHiddenCases:
    """Where cases are hidden, a remark names the case by its place and nothing of it."""

    def test_a_wrong_value_is_told_by_its_place(self):
        """Neither the arguments nor what was expected are said."""
        assert labelled([25, 7], 25, 50) == [
            "Case 2 of 2: it gave another value than the right one.",
            "1 of 2 cases came out right.",
        ]

    def test_the_same_sentence_is_said_once(self):
        """Several cases that fail alike share a remark."""
        assert labelled([1, 2, 3], 25, 50, 75) == [
            "Cases 1, 2 and 3 of 3: it gave another value than the right one."
        ]

    def test_a_known_slip_keeps_its_sentence(self):
        """What the key says of a slip was written for the learner."""
        assert labelled([0.25, 50], 25, 50)[0] == "Case 1 of 2: That is a fraction, not percent."

    def test_an_error_is_named_without_its_message(self):
        """A message may carry the hidden arguments."""
        stopped = Outcome(problem="ValueError: 40 and 60")
        assert labelled([25, stopped], 25, 50)[0] == "Case 2 of 2: it stopped with ValueError."

    @pytest.mark.parametrize("problem", ["Args4060: seen", "40 and 60", "print: 40"])
    def test_an_error_of_the_learners_own_naming_is_not_passed_on(self, problem):
        """A name can carry the arguments as well as a message can."""
        assert labelled([25, Outcome(problem=problem)], 25, 50)[0] == (
            "Case 2 of 2: it stopped before it gave a value."
        )

    def test_scores_as_ever(self):
        """What is told changes no point."""
        assert SHARE.judge(key(25, 50), [Outcome(25), Outcome(7)], "labels").share == 0.5

    def test_says_that_time_ran_out(self):
        """Nothing of a case is in it, whatever figure somebody puts there."""
        slow = Outcome(problem="it did not finish within 4060 seconds.")
        assert labelled([25, slow], 25, 50)[0] == "Case 2 of 2: it did not finish."
