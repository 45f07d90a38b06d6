"""The desk: what is handed in, what is only recorded, how far one is."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessons.desk.desk import Desk
from tests.desks import course, desk, place, said, shown_progress, sit_down, tell

__all__ = ["course", "desk"]  # fixtures, under the names the tests ask for


class TestHandingIn:
    """What is graded elsewhere."""

    @pytest.mark.parametrize("option", ["vet", "baker"])
    def test_right_and_wrong_are_answered_alike(self, desk, option):
        """A graded exercise says only that it is recorded."""
        question = tell(desk, "collected", "commit", option)
        assert (question.widget.state, said(question)) == (
            "Recorded. This one is for handing in; whoever holds the key will grade it.",
            [],
        )

    def test_never_offers_its_answer(self, desk):
        """However often it is tried, there is nothing to show."""
        for act in ("commit", "commit", "hint", "show"):
            question = tell(desk, "collected", act, "baker")
        assert (question.widget.can_show, said(question)) == (False, [])

    def test_a_number_says_its_unit_and_base(self, desk):
        """Where no key here would ask for them, the desk does: nothing is recorded that cannot earn its points."""
        question = desk.questions["share-of-expected", ""]
        question.key = None
        tell(desk, "share-of-expected", "commit", {"number": 66.7, "unit": "", "base": ""})
        first = question.widget.state
        tell(desk, "share-of-expected", "commit", {"number": 66.7, "unit": "percent", "base": "expected"})
        assert (first, question.widget.state) == (
            "Say the unit and the base too, then press the button.",
            question.recorded_text,
        )

    def test_its_button_promises_no_check(self, desk):
        """The button says what it does: of a text no machine checks anything."""
        buttons = [desk.questions[id, ""].widget.button for id in ("collected", "who-counted", "in-your-words")]
        assert buttons == ["Record my answer", "Check my answer", "Show me texts to compare"]


class TestLessonThatRecords:
    """The first lesson asks, records, and reveals nothing."""

    @pytest.fixture
    def desk(self, course: Path) -> Desk:
        """The toy lesson as one whose answers are shown in another."""
        file = course / "case" / "exercises" / "01-pond.toml"
        file.write_text('answers_shown_in = "pond"\n' + file.read_text(encoding="utf-8"), encoding="utf-8")
        return sit_down()

    def test_says_where_the_answers_are_shown(self, desk):
        """An answer is recorded, whatever it is, and may still be changed."""
        question = tell(desk, "who-counted", "commit", "baker")
        assert (question.widget.state, said(question)) == (
            "Recorded. The answers are shown in lesson 1; you may still change yours.",
            [],
        )

    def test_gives_no_answer_away(self, desk):
        """However often it is tried, nothing is offered."""
        for act in ("commit", "commit", "hint", "hint", "show"):
            question = tell(desk, "who-counted", act, "baker")
        assert (question.widget.can_show, said(question)) == (False, [])

    def test_locks_no_guess(self, desk):
        """What is not revealed may be changed."""
        assert not tell(desk, "guess-the-month", "commit", "april").widget.locked

    def test_its_progress_says_nothing_of_right_and_wrong(self, desk, capsys):
        """How sure and how right is not told before the answers are."""
        tell(desk, "sure-of-sixty", "commit", "hope", sure=80)
        assert "right at the first try" not in shown_progress(desk, capsys)


class TestProgress:
    """What is answered so far."""

    def test_a_blank_notebook_has_answered_nothing(self, desk, capsys):
        """Both votes on one question count; functions are beyond the core."""
        assert "<b>0 of 16</b> of the core answered." in shown_progress(desk, capsys)

    def test_counts_an_answer_whatever_it_is_worth(self, desk, capsys):
        """Answered is answered, right or wrong, handed in or draft."""
        tell(desk, "who-counted", "commit", "baker")
        tell(desk, "which-weakened", "change", ["lovely"])
        assert "<tr><td>Guided</td><td>2 of 3</td></tr>" in shown_progress(desk, capsys)

    def test_an_answer_taken_back_is_not_counted(self, desk, capsys):
        """An emptied answer is no answer."""
        tell(desk, "which-weakened", "change", ["lovely"])
        tell(desk, "which-weakened", "change", [])
        assert "<b>0 of 16</b>" in shown_progress(desk, capsys)

    def test_paper_counts_for_the_function(self, desk, capsys):
        """Nobody needs to program: the paper question answers for its twin."""
        tell(desk, "share-of-expected", "commit", {"number": 66.7, "base": "expected", "unit": "percent"})
        assert "<b>1 of 1</b> of what goes further answered." in shown_progress(desk, capsys)

    def test_gives_no_score(self, desk, capsys):
        """Progress is not points."""
        tell(desk, "collected", "commit", "vet")
        assert "point" not in shown_progress(desk, capsys)

    def test_sets_sureness_beside_the_first_try(self, desk, capsys):
        """The first answer counts, before any feedback."""
        tell(desk, "sure-of-sixty", "commit", "count", sure=80)
        tell(desk, "sure-of-sixty", "commit", "hope", sure=100)
        assert "Of the 1 answer you were 70 to 89 % sure of, 0 were right" in shown_progress(desk, capsys)

    def test_stores_no_count_as_text(self, desk, capsys):
        """What the cell stores is the same for every learner, so that it can be compared."""
        shown_progress(desk, capsys)
        assert desk.session.places["progress"].widget.still() == (
            "<p><small>What you have answered is counted here.</small></p>"
        )

    def test_follows_every_answer(self, desk, capsys):
        """Nobody runs a cell twice: the count moves by itself."""
        shown_progress(desk, capsys)
        tell(desk, "who-counted", "commit", "baker")
        assert "<b>1 of 16</b>" in place(desk, "progress")
