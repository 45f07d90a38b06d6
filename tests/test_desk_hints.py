"""The desk: hints before the solution, and variants of a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessons.case import read_case
from lessons.desk.question import NOT_YET
from tests.desks import book, course, desk, said, sit_down, tell
from tests.test_variants import write_varied
from tests.toy import asked, change, hand_out

__all__ = ["course", "desk"]  # fixtures, under the names the tests ask for


class TestHints:
    """A ladder: a nudge, where to look, the answer."""

    def test_come_one_at_a_time_in_order(self, desk):
        """Each press shows the next one."""
        taken = [list(tell(desk, "who-counted", "hint").widget.hints) for _ in range(2)]
        assert taken == [["Look at the verb."], ["Look at the verb.", "Who is its subject?"]]

    def test_are_kept_before_anything_is_answered(self, desk, course):
        """A hint alone is on record, and answers nothing."""
        question = tell(desk, "who-counted", "hint")
        assert ([(r.hints, r.answer) for r in book(course)], question.widget.state) == ([(1, None)], NOT_YET)

    def test_end(self, desk):
        """There are no more hints than were written."""
        for _ in range(5):
            question = tell(desk, "who-counted", "hint")
        assert len(question.widget.hints) == 2

    def test_are_counted_with_the_answer(self, desk, course):
        """A record says how many hints were taken before it."""
        tell(desk, "who-counted", "hint")
        tell(desk, "who-counted", "commit", "gardener")
        assert book(course)[-1].hints == 1

    def test_come_before_the_answer(self, desk):
        """All hints without a try do not yet offer the answer."""
        for _ in range(2):
            question = tell(desk, "who-counted", "hint")
        assert not question.widget.can_show

    @pytest.mark.parametrize(
        ("acts", "offered"),
        [
            (["commit"], False),
            (["commit", "commit"], True),
            (["commit", "hint"], False),
            (["commit", "hint", "hint"], True),
            (["hint", "hint", "commit"], True),
        ],
    )
    def test_the_answer_is_offered_after_tries(self, desk, acts, offered):
        """After a second try, or after one try and all hints, the answer may be shown."""
        for act in acts:
            question = tell(desk, "who-counted", act, "baker")
        assert question.widget.can_show is offered

    def test_the_answer_is_not_offered_to_who_has_it(self, desk):
        """A right answer needs no showing."""
        for option in ("baker", "nobody", "gardener"):
            question = tell(desk, "who-counted", "commit", option)
        assert not question.widget.can_show

    def test_asking_too_early_shows_nothing(self, desk, course):
        """A page that asks for the answer before it is offered gets none."""
        question = tell(desk, "who-counted", "show", "baker")
        assert (said(question), [record.shown for record in book(course)]) == ([], [False])

    def test_the_answer_is_shown_with_its_reason(self, desk):
        """Whoever asks gets the answer and why."""
        for act in ("commit", "commit", "show"):
            question = tell(desk, "who-counted", act, "baker")
        assert said(question) == ["The answer is “the town gardener”. The gardener is the subject of counted."]

    def test_a_shown_answer_is_noted_from_then_on(self, desk, course):
        """Records after the answer was shown say so; those before do not."""
        for act in ("commit", "commit", "show"):
            tell(desk, "who-counted", act, "baker")
        tell(desk, "who-counted", "commit", "gardener")
        assert [record.shown for record in book(course) if record.committed] == [False, False, True, True]


class TestVariants:
    """One task in several wordings: a learner meets theirs, and no other."""

    @pytest.fixture(params=range(3))
    def number(self, request: pytest.FixtureRequest, course: Path) -> int:
        """A variant, and a learner who is given it."""
        write_varied(course / "case")
        hand_out(course / "case")
        exercise = asked(read_case(course / "case"), "share-of-expected")[0]
        name = next(
            name for name in map("kind-otter-{}".format, range(99)) if exercise.variant_for(name) == request.param
        )
        change(course, "course.toml", "kind-otter", name)
        return request.param

    def test_the_learner_reads_their_own(self, number, course, capsys):
        """Words and bases on the page are those of the variant."""
        bases = sit_down().questions["share-of-expected", ""].widget.setup["bases"]
        printed = capsys.readouterr().out
        read = [words in printed for words in ("share of the expected ducks", "Geese now", "Swans now")]
        own = "the geese of last spring" if number == 1 else "the ducks of last spring"
        assert (read, bases["before"]) == ([n == number for n in range(3)], own)

    def test_is_answered_by_its_own_key(self, number):
        """The right number is the variant's, with the variant's reason."""
        right, why = [(66.7, "40 of 60."), (25, "5 of 20 geese."), (50, "2 of 4 swans.")][number]
        answer = {"number": right, "base": "expected", "unit": "percent"}
        question = tell(sit_down(), "share-of-expected", "commit", answer)
        assert (question.widget.state, said(question)) == ("Right: 2 of 2 points.", [why])

    def test_the_record_says_which(self, number, course):
        """A grader finds the variant by the record alone."""
        tell(sit_down(), "share-of-expected", "commit", {"number": 1, "base": "expected", "unit": "percent"})
        exercise = asked(read_case(course / "case"), "share-of-expected")[0]
        assert exercise.variant_asked(book(course)[-1].asked) == number

    def test_an_answered_one_stays_under_another_name(self, number, course):
        """Moved to another computer, a question stays as it was asked."""
        tell(sit_down(), "share-of-expected", "change", {"number": 1, "base": "expected", "unit": "percent"})
        (course / "course.toml").write_text('case = "case"\npseudonym = "wise-wren"\n', encoding="utf-8")
        again = sit_down().questions["share-of-expected", ""]
        assert again.exercise.asked == book(course)[-1].asked
