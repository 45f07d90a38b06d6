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
