"""Grades: points and reasons together, and blank, wrong and unreadable kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from lessons.case import Case
from lessons.exercises import Outcome, Ran
from lessons.grading import Grade, call, call_each, function_from, grade
from tests.learners import right, wrong
from tests.toy import EXERCISES, asked, toy_case

IDS = [line.split('"')[1] for line in EXERCISES.splitlines() if line.startswith("id = ")]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The toy case; nothing here changes it."""
    return toy_case(tmp_path_factory.mktemp("case") / "toy")


def run(source: str, name: str, calls: Sequence[list[Any]]) -> Ran:
    """Run a function as a practice kernel would."""
    return call_each(function_from(source, name), calls)


def graded(case: Case, id: str, answer: Any) -> Grade:
    """The grade of an answer to an exercise of the toy case."""
    exercise, key = asked(case, id)
    return grade(exercise, key, answer, case.page, run)


class TestGrade:
    """One answer against one key."""

    @pytest.mark.parametrize("id", IDS)
    def test_the_key_earns_its_own_points(self, case, id):
        """A key's own answer earns every point there is, or is recorded where there are none."""
        exercise, key = asked(case, id)
        given = graded(case, id, right(exercise, key, case))
        assert given.points == (exercise.points if exercise.graded else None)

    @pytest.mark.parametrize("id", IDS)
    def test_the_sample_of_a_wrong_answer_earns_nothing(self, case, id):
        """The key's wrong sample earns no point, and is explained."""
        exercise, key = asked(case, id)
        given = graded(case, id, wrong(exercise, key, case))
        assert (given.points or 0, bool(given.remarks)) == (0, True)

    @pytest.mark.parametrize("id", IDS)
    def test_nothing_is_blank_and_not_wrong(self, case, id):
        """No answer gets no points taken and no remark made."""
        assert graded(case, id, None) == Grade(id, "blank", None, asked(case, id)[0].points)

    def test_points_are_the_share_of_what_it_is_worth(self, case):
        """Half right of one point is half a point."""
        assert graded(case, "kinds-of-claim", {"forty-ducks": "fact", "sixty-next": "fact"}).points == 0.5

    def test_points_have_two_decimals(self, case):
        """Two thirds of a point are printed as 0.67."""
        assert graded(case, "which-weakened", ["reportedly"]).points == 0.67

    @pytest.mark.parametrize("id", [id for id in IDS if id != "in-your-words"])
    @pytest.mark.parametrize("answer", [40, True, [[1]], [{"duck": 1}]], ids=str)
    def test_an_answer_of_another_shape_is_ungradable(self, case, id, answer):
        """What cannot be judged gets a reason, not a zero and not a traceback."""
        given = graded(case, id, answer)
        assert (given.status, given.points, len(given.remarks)) == ("ungradable", None, 1)

    @pytest.mark.parametrize("answer", [40, True, [[1]], {"duck": 1}], ids=str)
    def test_what_is_no_text_is_no_text(self, case, answer):
        """Where a text is asked, anything else is none."""
        assert graded(case, "in-your-words", answer).status == "blank"

    def test_a_text_needs_a_person(self, case):
        """Free text is never scored by a machine."""
        assert graded(case, "in-your-words", "Forty.").status == "needs a person"

    @pytest.mark.parametrize(("id", "answer"), [("guess-the-month", "april"), ("turn-the-cards", ["yes"])])
    def test_a_guess_is_recorded_out_of_nothing(self, case, id, answer):
        """Predictions and decks cost nothing and earn nothing."""
        given = graded(case, id, answer)
        assert (given.status, given.out_of) == ("recorded", 0)

    def test_half_the_points_are_not_full(self, case):
        """Only every point is full."""
        assert not graded(case, "which-weakened", ["reportedly"]).is_full

    def test_a_blank_is_not_full(self, case):
        """Nothing answered is nothing earned."""
        assert not graded(case, "who-counted", None).is_full


class TestFunctions:
    """A function is graded by what it returns."""

    def test_needs_a_place_to_run(self, case):
        """Whoever grades a function must say where it may run."""
        exercise, key = asked(case, "write-the-share")
        with pytest.raises(TypeError, match="say where it may run"):
            grade(exercise, key, "def share(a, b): return a", case.page)

    def test_a_stub_is_blank(self, case):
        """The stub as handed out is not attempted, which is not wrong."""
        assert graded(case, "write-the-share", "def share(part, whole):\n    return None\n").status == "blank"

    def test_half_the_cases_earn_half(self, case):
        """A function that is right on one of two cases earns half of two points."""
        assert graded(case, "write-the-share", "def share(part, whole):\n    return 25\n").points == 1

    def test_a_known_slip_is_explained(self, case):
        """A fraction instead of percent is told as that."""
        given = graded(case, "write-the-share", "def share(part, whole):\n    return part / whole\n")
        assert given.remarks[0].text == "That is a fraction, not percent."


class TestOwnKernel:
    """A learner's function in the learner's own kernel."""

    def test_gives_a_plain_value(self):
        """What comes back is JSON: a tuple is a list."""
        assert call(lambda n: (n, 2), [1]) == Outcome([1, 2])

    def test_a_failure_is_a_sentence(self):
        """An error in a learner's code is told, not raised."""
        assert call(lambda: 1 / 0, []) == Outcome(problem="ZeroDivisionError: division by zero")

    @pytest.mark.parametrize("result", [float("nan"), {1, 2}, object()], ids=["nan", "a set", "an object"])
    def test_a_result_that_is_no_plain_value_is_a_problem(self, result):
        """Only plain values are judged."""
        assert call(lambda: result, []).problem

    def test_no_function_is_a_sentence(self):
        """A name that holds nothing yet is told so."""
        assert call(None, []).problem == "there is no function of that name yet."

    def test_cannot_change_the_arguments(self):
        """A function that empties its list does not spoil the next call."""
        args = [[1, 2]]
        call(lambda numbers: numbers.clear(), args)
        assert args == [[1, 2]]

    def test_a_source_without_the_function_gives_none(self):
        """A source that defines something else has no such function."""
        assert function_from("share = 40", "share") is None
