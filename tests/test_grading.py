"""Grades: points and reasons together, and blank, wrong and unreadable kept apart."""

from __future__ import annotations

from typing import Any

import pytest

from lessons.case import Case
from lessons.exercises.marks import Grade
from tests.learners import right, wrong
from tests.toy import EXERCISES, asked, share_answer, toy_case

IDS = [line.split('"')[1] for line in EXERCISES.splitlines() if line.startswith("id = ")]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The toy case; nothing here changes it."""
    return toy_case(tmp_path_factory.mktemp("case") / "toy")


def graded(case: Case, id: str, answer: Any) -> Grade:
    """The grade of an answer to an exercise of the toy case."""
    exercise, key = asked(case, id)
    return exercise.grade(key, answer, case.page)


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
    """A function is graded by what it gave in its author's kernel."""

    def test_a_source_alone_needs_a_person(self, case):
        """An answer of an older book was never called on these calls, and is not called now."""
        given = graded(case, "write-the-share", "def share(part, whole):\n    return 100 * part / whole\n")
        assert (given.status, given.points, given.remarks[0].text) == (
            "needs a person",
            None,
            "It was never called on the question's calls: only its source is here.",
        )

    def test_other_calls_need_a_person(self, case):
        """Results of another number of calls cannot be compared."""
        given = graded(case, "write-the-share", {"source": "def share(a, b): return a", "results": [{"value": 1}]})
        assert (given.status, given.remarks[0].text) == (
            "needs a person",
            "It has 1 result; the question has 2 calls.",
        )

    def test_a_stub_is_blank(self, case):
        """The stub as handed out is not attempted, which is not wrong."""
        stub = share_answer("def share(part, whole):\n    return None\n")
        assert graded(case, "write-the-share", stub).status == "blank"

    def test_half_the_calls_earn_half(self, case):
        """A function that is right in one of two calls earns half of two points."""
        answer = share_answer("def share(part, whole):\n    return 25\n")
        assert graded(case, "write-the-share", answer).points == 1

    def test_a_known_slip_is_explained(self, case):
        """A fraction instead of percent is told as that."""
        given = graded(case, "write-the-share", share_answer("def share(part, whole):\n    return part / whole\n"))
        assert given.remarks[0].text == "That is a fraction, not percent."

    @pytest.mark.parametrize(
        "answer",
        [
            {"source": "def share(a, b): return a", "results": [{}, {}]},
            {"source": "def share(a, b): return a", "results": [{"value": 25, "problem": "Odd."}, {"value": 66}]},
            {"source": "def share(a, b): return a", "results": [{"value": float("nan")}, {"value": 66}]},
            {"source": 40, "results": []},
            {"source": "def share(a, b): return a", "results": "25, 66"},
        ],
        ids=str,
    )
    def test_results_of_another_form_are_ungradable(self, case, answer):
        """A call gave a plain value or a problem, and not both."""
        assert graded(case, "write-the-share", answer).status == "ungradable"
