"""The desk: asking, answering, and answers kept as they are typed."""

from __future__ import annotations

import ast

import pytest

from lessons import __version__, open_desk
from lessons.answers import MIME, Book, Record
from lessons.desk.question import NOT_YET
from lessons.exercises.base import KEPT
from tests.desks import book, course, desk, said, sit_down, tell

__all__ = ["course", "desk"]  # fixtures, under the names the tests ask for

ODD = pytest.mark.parametrize(
    "junk", [40, True, "duck", [1], [[1]], [None], {"duck": 1}, [{"paragraph": 1}]], ids=str
)


class TestAsking:
    """A question on the page."""

    def test_has_its_number_its_sentence_and_its_prompt(self, course, capsys):
        """What is asked stands above the widget, with the words it is about."""
        open_desk("pond").guided()
        printed = capsys.readouterr().out
        wanted = ("### Question 1.1", "**The town gardener counted 40 ducks on the mill pond** on Monday.")
        assert [words in printed for words in (*wanted, "Who stands behind the 40 ducks?")] == [True] * 3

    def test_nothing_personal_is_stored_before_an_answer(self, course, capsys):
        """A blank notebook holds no time, no version and no pseudonym."""
        sit_down()
        printed = capsys.readouterr().out
        assert [word in printed for word in (MIME, "kind-otter", __version__)] == [False, False, False]

    def test_a_blank_notebook_writes_no_book(self, desk, course):
        """Running every cell without answering leaves no file."""
        assert not (course / "answers").exists()

    def test_a_blank_question_says_so(self, desk):
        """Before an answer the state is said in words."""
        assert {question.widget.state for question in desk.questions.values()} == {NOT_YET}

    def test_a_step_asks_only_its_own(self, course):
        """A named step leaves the other questions of its stage out."""
        desk = open_desk("pond")
        desk.guided("kinds")
        assert list(desk.questions) == [("kinds-of-claim", "")]


class TestAnswering:
    """Pressing the button."""

    def test_a_right_answer_is_told_with_its_reason(self, desk):
        """Points and reason come together."""
        question = tell(desk, "who-counted", "commit", "gardener")
        assert (question.widget.state, said(question)) == (
            "Right: 1 of 1 point.",
            ["The gardener is the subject of counted."],
        )

    def test_a_wrong_answer_is_told_why_and_may_be_changed(self, desk):
        """The option's own sentence is said, and the next step."""
        question = tell(desk, "who-counted", "commit", "baker")
        assert (question.widget.state, said(question)) == (
            "0 of 1 point. Read why, change your answer and check again, as often as you like.",
            ["The baker comes a paragraph later."],
        )

    def test_a_second_try_replaces_the_first_one_s_feedback(self, desk):
        """What is said belongs to the answer that is there."""
        tell(desk, "who-counted", "commit", "baker")
        question = tell(desk, "who-counted", "commit", "gardener")
        assert said(question) == ["The gardener is the subject of counted."]

    def test_is_written_down_with_all_that_grading_needs(self, desk, course):
        """A record holds who, what, on which wording, in which version."""
        question = tell(desk, "who-counted", "commit", "gardener")
        record = book(course)[-1]
        assert record.model_dump(exclude={"time", "confidence", "round", "schema_"}) == {
            "exercise": "who-counted",
            "asked": question.exercise.asked,
            "answer": "gardener",
            "attempt": 1,
            "number": 1,
            "committed": True,
            "hints": 0,
            "shown": False,
            "who": "kind-otter",
            "course": __version__,
        }

    def test_every_try_is_a_record(self, desk, course):
        """How a mind changed can be read afterwards."""
        for option in ("baker", "nobody", "gardener"):
            tell(desk, "who-counted", "commit", option)
        tries = [(record.attempt, record.answer) for record in book(course) if record.committed]
        assert tries == [(1, "baker"), (2, "nobody"), (3, "gardener")]

    def test_stands_in_the_notebook_too(self, desk, capsys):
        """The cell's output holds the record, so that a lone notebook is complete."""
        tell(desk, "who-counted", "commit", "gardener")
        bundle = ast.literal_eval(capsys.readouterr().out.strip().splitlines()[-1])
        assert (bundle[MIME]["answer"], bundle["text/plain"]) == (
            "gardener",
            "Kept in your answers: the town gardener",
        )

    def test_what_is_kept_is_shown_as_text(self, desk, capsys):
        """HTML that a learner types is shown, not run."""
        tell(desk, "in-your-words", "commit", "<b>Forty</b>")
        bundle = ast.literal_eval(capsys.readouterr().out.strip().splitlines()[-1])
        assert "&lt;b&gt;Forty&lt;/b&gt;" in bundle["text/html"]

    @pytest.mark.parametrize("id", ["who-counted", "which-weakened", "kinds-of-claim", "share-of-expected"])
    @pytest.mark.parametrize("blank", [None, "", [], {}])
    def test_no_answer_is_no_try(self, desk, course, id, blank):
        """The button without an answer asks for one, and nothing is counted."""
        question = tell(desk, id, "commit", blank)
        assert (question.widget.state, question.attempt) == (question.exercise.lacks(blank), 0)

    def test_an_answer_that_does_not_fit_is_no_try(self, desk):
        """What an exercise cannot take is told, and nothing is counted."""
        question = tell(desk, "from-sure-to-unsure", "commit", ["counted"])
        assert (question.widget.state, question.attempt) == ("this order does not hold every item once.", 0)

    @pytest.mark.parametrize(
        "junk", [40, True, "duck", [1], [[1]], [None], {"duck": 1}, [{"paragraph": 1}]], ids=str
    )
    def test_whatever_the_page_sends_is_answered_in_words(self, desk, junk):
        """No answer, however odd, ends in an error: every question says something about it."""
        states = {tell(desk, id, "commit", junk, 80, round).widget.state for id, round in desk.questions}
        assert states.isdisjoint({"", NOT_YET})

    @pytest.mark.parametrize(
        "junk", [40, True, "duck", [1], [[1]], [None], {"duck": 1}, [{"paragraph": 1}]], ids=str
    )
    def test_an_odd_record_does_not_keep_a_notebook_shut(self, course, junk):
        """A book with answers of another shape is opened like any other."""
        kept = Book.open(course / "answers" / "01_pond.jsonl")
        for id, round in sit_down().questions:
            kept.append(Record(exercise=id, round=round, answer=junk, attempt=1, committed=True))
        assert len(sit_down().questions) == len(kept.records)

    def test_sureness_is_asked_for_where_it_is_wanted(self, desk):
        """Where sureness is asked, an answer without it is not taken yet."""
        question = tell(desk, "sure-of-sixty", "commit", "hope")
        assert (question.widget.state, question.attempt) == (
            "Say how sure you are, then press the button again.",
            0,
        )

    def test_sureness_is_written_down(self, desk, course):
        """The answer's record says how sure the learner was."""
        tell(desk, "sure-of-sixty", "commit", "hope", sure=80)
        assert (book(course)[-1].answer, book(course)[-1].confidence) == ("hope", 80)

    def test_half_points_are_told(self, desk):
        """Part of the points is said as part."""
        question = tell(desk, "kinds-of-claim", "commit", {"forty-ducks": "fact", "sixty-next": "opinion"})
        assert question.widget.state.startswith("0.5 of 1 point. ")

    def test_a_text_is_recorded_with_samples_to_compare(self, desk):
        """Free text gets no points from a machine, and something to look at."""
        question = tell(desk, "in-your-words", "commit", "Forty were counted.")
        assert (question.widget.state, len(said(question))) == ("Recorded.", 4)


class TestNoAnswer:
    """What cannot be checked."""

    def test_takes_the_praise_of_the_answer_before_away(self, desk):
        """“Right” never stands beside a number that is none."""
        tell(desk, "share-of-expected", "commit", {"number": 66.7, "unit": "percent", "base": "expected"})
        question = tell(desk, "share-of-expected", "commit", {"number": None})
        assert (said(question), question.widget.state) == ([], question.exercise.lacks({"number": None}))


class TestDrafts:
    """What is not handed in yet is kept all the same."""

    def test_a_change_is_kept_before_the_button(self, desk, course):
        """A closed lid costs no answer."""
        desk.questions["who-counted", ""].widget.set_state({"value": "baker"})
        assert [(r.answer, r.attempt, r.committed) for r in book(course)] == [("baker", 0, False)]

    def test_a_draft_is_not_judged(self, desk):
        """Nothing is said about an answer that was not handed in."""
        question = desk.questions["who-counted", ""]
        question.widget.set_state({"value": "baker"})
        assert (question.widget.state, said(question)) == (KEPT, [])

    def test_after_recording_the_notebook_holds_what_was_recorded(self, desk, course, capsys):
        """A lone notebook holds the record that counts, and says that the change does not yet."""
        tell(desk, "who-counted", "commit", "gardener")
        tell(desk, "who-counted", "change", "baker")
        bundle = ast.literal_eval(capsys.readouterr().out.strip().splitlines()[-1])
        assert (bundle[MIME]["answer"], bundle["text/plain"]) == (
            "gardener",
            "Kept in your answers: a baker. What you recorded before counts until you press the button.",
        )

    def test_a_hint_does_not_record_a_change(self, desk, course):
        """A hint asked for in the middle of a change hands nothing in."""
        tell(desk, "who-counted", "commit", "gardener")
        tell(desk, "who-counted", "hint", "baker")
        assert [(r.answer, r.committed) for r in book(course)] == [("gardener", True), ("baker", False)]

    def test_the_same_draft_is_written_once(self, desk, course):
        """A change that changes nothing adds no line."""
        for _ in range(3):
            tell(desk, "who-counted", "change", "baker")
        assert len(book(course)) == 1
