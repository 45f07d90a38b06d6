"""The desk: a learner closes the lid and comes back."""

from __future__ import annotations

from lessons import open_desk
from lessons.answers import Book, Record
from lessons.answers.counting import counting
from lessons.desk.question import NOT_YET
from lessons.exercises.base import KEPT
from tests.desks import book, course, desk, put_notebook, sit_down, tell

__all__ = ["course", "desk"]  # fixtures, under the names the tests ask for


class TestComingBack:
    """The lid was closed; the answers are there."""

    def test_a_handed_in_answer_is_there_with_its_feedback(self, desk):
        """Answer, state and reasons are as they were left."""
        left = tell(desk, "who-counted", "commit", "baker").widget
        found = sit_down().questions["who-counted", ""].widget
        assert (found.value, found.state, found.feedback) == (left.value, left.state, left.feedback)

    def test_a_draft_is_there_unjudged(self, desk):
        """A draft comes back as a draft."""
        tell(desk, "who-counted", "change", "baker")
        found = sit_down().questions["who-counted", ""].widget
        assert (found.value, found.state, list(found.feedback)) == ("baker", KEPT, [])

    def test_hints_and_sureness_are_there(self, desk):
        """What was taken is not taken back."""
        tell(desk, "sure-of-sixty", "hint")
        tell(desk, "sure-of-sixty", "commit", "hope", sure=80)
        found = sit_down().questions["sure-of-sixty", ""].widget
        assert (found.confidence, list(found.hints)) == (80, ["Look at the verb."])

    def test_tries_go_on_counting(self, desk, course):
        """The third try after two is the third."""
        for option in ("baker", "nobody"):
            tell(desk, "who-counted", "commit", option)
        tell(sit_down(), "who-counted", "commit", "gardener")
        assert book(course)[-1].attempt == 3

    def test_coming_back_writes_nothing(self, desk, course):
        """Opening a notebook adds no record."""
        tell(desk, "who-counted", "commit", "baker")
        before = book(course)
        sit_down()
        assert book(course) == before

    def test_an_answer_to_other_wording_is_kept_and_not_shown(self, course):
        """Where an answer no longer fits the question, the question is blank and the record stays."""
        old = Record(exercise="who-counted", answer="duck", attempt=1, committed=True)
        Book.open(course / "answers" / "01_pond.jsonl").append(old)
        found = sit_down().questions["who-counted", ""].widget
        assert (found.value, found.state, book(course)) == (None, NOT_YET, [old])

    def test_an_answer_to_new_wording_is_the_newest(self, course):
        """Tries go on counting over a change of words, so that the older answer does not win."""
        old = Record(exercise="who-counted", answer="duck", attempt=3, committed=True)
        Book.open(course / "answers" / "01_pond.jsonl").append(old)
        tell(sit_down(), "who-counted", "commit", "gardener")
        assert counting(book(course))[0]["who-counted", ""].answer == "gardener"

    def test_a_damaged_book_is_told_and_the_good_answers_are_there(self, desk, course, capsys):
        """The learner reads what happened; no good answer is lost."""
        tell(desk, "who-counted", "commit", "baker")
        with (course / "answers" / "01_pond.jsonl").open("ab") as file:
            file.write(b'\xff\n{"duck": 1}\n{"exercise": "who-cou')
        capsys.readouterr()
        found = open_desk("pond")
        assert "set aside in 01_pond.damaged.jsonl" in capsys.readouterr().out
        found.guided()
        assert found.questions["who-counted", ""].widget.value == "baker"

    def test_a_lone_notebook_is_enough(self, course):
        """Without a book, the answers in the notebook's own outputs come back."""
        record = Record(exercise="who-counted", answer="baker", attempt=1, committed=True)
        put_notebook(course / "01_pond.ipynb", record)
        assert sit_down().questions["who-counted", ""].widget.value == "baker"

    def test_a_renamed_notebook_finds_its_answers(self, desk, course, monkeypatch):
        """The book goes by the lesson, whatever the notebook is called by now."""
        tell(desk, "who-counted", "commit", "baker")
        put_notebook(course / "my copy.ipynb")
        monkeypatch.setenv("JPY_SESSION_NAME", str(course / "my copy.ipynb"))
        assert sit_down().questions["who-counted", ""].widget.value == "baker"

    def test_what_only_the_notebook_held_is_in_the_book_at_once(self, course):
        """Answers that came back from the outputs are on the disk before anything else is answered."""
        record = Record(exercise="who-counted", answer="baker", attempt=1, committed=True)
        put_notebook(course / "01_pond.ipynb", record)
        sit_down()
        assert book(course) == [record]

    def test_what_two_notebooks_of_a_lesson_hold_is_brought_together(self, course, capsys):
        """A copy of a notebook costs no answer, whichever of the two is opened; it is told."""
        for name, option in (("one.ipynb", "nobody"), ("two.ipynb", "baker")):
            time = "2026-11-20T10:00:00Z" if option == "baker" else "2026-11-20T09:00:00Z"
            put_notebook(course / name, Record(exercise="who-counted", answer=option, committed=True, time=time))
        found = sit_down()
        assert "two.ipynb" in capsys.readouterr().out
        assert found.questions["who-counted", ""].widget.value == "baker"

    def test_a_conflict_copy_of_the_book_is_brought_in_and_told(self, course, capsys):
        """What a syncing program set beside the book counts, and is told once."""
        put_notebook(course / "01_pond.ipynb")
        record = Record(exercise="who-counted", answer="baker", attempt=1, committed=True)
        Book.open(course / "answers" / "01_pond (conflicted copy 2026-11-20).jsonl").append(record)
        found = sit_down()
        assert "01_pond (conflicted copy 2026-11-20).jsonl" in capsys.readouterr().out
        assert found.questions["who-counted", ""].widget.value == "baker"
