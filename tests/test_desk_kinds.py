"""The desk: votes, predictions, decks of cards and functions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from lessons import open_desk
from lessons.answers import Book, Record
from lessons.desk.cell_question import BROKEN
from lessons.desk.desk import Desk
from lessons.exercises.function import NEVER_CALLED
from tests.desks import book, course, desk, place, said, shell, sit_down, tell
from tests.toy import share_answer

__all__ = ["course", "desk", "shell"]  # fixtures, under the names the tests ask for


class TestVotes:
    """Vote, talk, vote again."""

    def test_the_first_vote_is_not_judged(self, desk):
        """Before the talk nothing is given away."""
        question = tell(desk, "bread-vote", "commit", "no", round="first")
        assert (question.widget.state, said(question)) == ("Recorded. Talk it over, then vote again below.", [])

    def test_the_second_vote_is_answered_without_points(self, desk):
        """After the talk the reason is told, and nothing is counted."""
        question = tell(desk, "bread-vote", "commit", "no", round="second")
        assert (question.widget.state, said(question)) == ("Recorded.", ["Liking is not the same."])

    def test_are_two_answers(self, desk, course):
        """Both votes are kept, each under its round."""
        tell(desk, "bread-vote", "commit", "no", round="first")
        tell(desk, "bread-vote", "commit", "yes", round="second")
        assert [(r.round, r.answer) for r in book(course) if r.committed] == [("first", "no"), ("second", "yes")]

    def test_the_readings_wait_for_the_first_vote(self, course, capsys):
        """Nobody reads two reasoned readings before they have voted themselves."""
        desk = open_desk("pond")
        for round in ("first", "second"):
            desk.vote(round)
        assert "The vet could know." not in capsys.readouterr().out

    def test_the_readings_come_with_the_second(self, course, capsys):
        """With the first vote in the book, two reasoned readings and the second vote open by themselves."""
        desk = open_desk("pond")
        desk.vote("first")
        desk.vote("second")
        first, second = desk.questions.values()
        before = place(desk, "readings bread-vote"), second.widget.waits
        first.hear("commit", next(iter(first.exercise.options)), None)
        assert before == ("", "Opens when you have voted above.")
        assert ("The vet could know." in place(desk, "readings bread-vote"), second.widget.waits) == (True, "")


class TestPredictions:
    """A guess, then what turned out."""

    def test_is_locked_by_the_reveal(self, desk):
        """After the guess the answer is shown, and the guess is closed."""
        question = tell(desk, "guess-the-month", "commit", "april")
        assert (question.widget.locked, said(question)) == (True, ["You said: April. May had 40, April 31."])

    def test_cannot_be_changed_after_the_reveal(self, desk, course):
        """Whatever the page sends afterwards, the guess stays what it was."""
        for act, guess in (("commit", "april"), ("change", "may"), ("commit", "may")):
            tell(desk, "guess-the-month", act, guess)
        assert [record.answer for record in book(course)][-1] == "april"

    def test_stays_locked_after_coming_back(self, desk):
        """Reopening the notebook gives no second guess."""
        tell(desk, "guess-the-month", "commit", "april")
        assert sit_down().questions["guess-the-month", ""].widget.locked

    def test_may_be_changed_before_the_button(self, desk):
        """A draft of a guess locks nothing."""
        assert not tell(desk, "guess-the-month", "change", "april").widget.locked


class TestDecks:
    """Cards, one at a time."""

    def test_a_vote_turns_the_next_card(self, desk):
        """In the middle of a deck nothing is judged."""
        question = tell(desk, "turn-the-cards", "change", ["yes"])
        assert (question.widget.state, said(question)) == ("Voted. The next card is up.", [])

    def test_the_last_vote_gets_the_reasons_and_closes(self, desk):
        """After the last card every card is spoken of, and the deck is closed."""
        for votes in (["yes"], ["yes", "yes"]):
            question = tell(desk, "turn-the-cards", "commit", votes)
        assert (question.widget.locked, said(question)) == (
            True,
            ["The baker: Liking is no harm.", "The vet: He says harm.", "Only the vet speaks of harm."],
        )

    def test_half_a_deck_is_there_after_coming_back(self, desk):
        """A deck goes on at the card where it was left."""
        tell(desk, "turn-the-cards", "change", ["yes"])
        found = sit_down().questions["turn-the-cards", ""].widget
        assert (found.value, found.locked) == (["yes"], False)


LOOP = "def share(part, whole):\n    while True:\n        part += 1\n"


def put_book(course: Path, exercise: str, answer: Any) -> None:
    """An answer book of before, with one answer that was handed in."""
    book = Book.open(course / "answers" / "01_pond.jsonl")
    book.append(Record(exercise=exercise, answer=answer, attempt=1, committed=True))


class TestFunctions:
    """A few lines of the learner's own."""

    STUB = "def share(part, whole):\n    return None\n"
    RIGHT = "def share(part, whole):\n    return 100 * part / whole\n"

    def ask(self, shell: InteractiveShell, source: str) -> Desk:
        """Run a cell with this source, and ask for the function below it."""
        shell.run_cell(source)
        desk = open_desk("pond")
        desk.function("share")
        return desk

    def test_a_stub_is_not_attempted(self, course, shell):
        """The stub as handed out is not a wrong answer, and is not recorded."""
        question = tell(self.ask(shell, self.STUB), "write-the-share", "commit")
        assert (question.widget.state, book(course)) == (
            "Not attempted yet: the function still returns nothing.",
            [],
        )

    def test_where_there_is_none_it_is_not_attempted(self, course, shell):
        """A cell that was not run yet is no error."""
        question = tell(self.ask(shell, "part = 40"), "write-the-share", "commit")
        assert question.widget.state == "Not attempted yet: the function still returns nothing."

    def test_what_is_written_is_kept_before_the_button(self, course, shell):
        """Running the cell below a function keeps its source and what it gives as a draft."""
        self.ask(shell, self.RIGHT)
        assert [(r.answer, r.committed) for r in book(course)] == [(share_answer(), False)]

    def test_is_judged_by_what_it_returns(self, course, shell):
        """A right function earns its points."""
        question = tell(self.ask(shell, self.RIGHT), "write-the-share", "commit")
        assert question.widget.state == "Right: 2 of 2 points."

    def test_a_failure_is_a_sentence(self, course, shell):
        """A function that stops is told on which call and how."""
        question = tell(self.ask(shell, self.RIGHT.replace("whole\n", "0\n")), "write-the-share", "commit")
        assert said(question)[0] == "share(1, 4): ZeroDivisionError: division by zero"

    def test_what_it_gave_is_recorded_with_its_source(self, course, shell):
        """What is handed in holds both, and whoever marks it runs nothing."""
        tell(self.ask(shell, self.RIGHT), "write-the-share", "commit")
        assert book(course)[-1].answer == share_answer()

    def test_a_loop_without_end_is_given_up(self, course, shell, monkeypatch):
        """The cell below goes on, and the button says why."""
        monkeypatch.setattr("lessons.exercises.calling.SECONDS", 0.2)
        question = tell(self.ask(shell, LOOP), "write-the-share", "commit")
        assert said(question)[0].startswith("share(1, 4): it did not finish within 0.2 seconds.")

    def test_a_loop_is_not_run_again_when_the_notebook_comes_back(self, course, shell, monkeypatch):
        """Restart and Run All finds what it gave in the record."""
        monkeypatch.setattr("lessons.exercises.calling.SECONDS", 0.2)
        tell(self.ask(shell, LOOP), "write-the-share", "commit")
        monkeypatch.setattr("lessons.exercises.function.call_each", None)
        question = self.ask(shell, LOOP).questions["write-the-share", ""]
        assert said(question)[0].startswith("share(1, 4): it did not finish")

    def test_a_hint_does_not_run_it_again(self, course, shell, monkeypatch):
        """Only the button and a new source call a function."""
        desk = self.ask(shell, self.RIGHT)
        monkeypatch.setattr("lessons.exercises.function.call_each", None)
        tell(desk, "write-the-share", "hint")
        assert (book(course)[-1].answer, book(course)[-1].hints) == (share_answer(), 1)

    def test_a_kernel_that_knows_no_function_yet_takes_nothing_away(self, course, shell):
        """After a restart a hint may be asked for before the cell is run."""
        desk = self.ask(shell, self.RIGHT)
        shell.user_ns.pop("share")
        tell(desk, "write-the-share", "hint")
        assert book(course)[-1].answer == share_answer()

    def test_what_it_draws_and_prints_is_no_part_of_the_page(self, course, shell, capsys):
        """A figure or a line of print inside a function changes no output."""
        drawing = "from IPython.display import display\n"
        noisy = (
            "def share(part, whole):\n    print(part)\n    display(1001 * whole)\n    return 100 * part / whole\n"
        )
        desk = self.ask(shell, drawing + noisy)
        capsys.readouterr()
        tell(desk, "write-the-share", "commit")
        assert ("4004" in capsys.readouterr().out, desk.questions["write-the-share", ""].widget.state) == (
            False,
            "Right: 2 of 2 points.",
        )

    def test_a_source_of_an_older_book_waits_for_the_button(self, course, shell):
        """It was never called on these calls; pressing the button calls it."""
        put_book(course, "write-the-share", self.RIGHT)
        desk = self.ask(shell, self.RIGHT)
        before = said(desk.questions["write-the-share", ""])
        question = tell(desk, "write-the-share", "commit")
        assert (before, question.widget.state) == ([NEVER_CALLED], "Right: 2 of 2 points.")

    @pytest.mark.parametrize("newer", ["share = lambda part, whole: 100 * part / whole\n", "share = percent\n"])
    def test_an_assignment_after_a_broken_cell_is_the_newest(self, course, shell, newer):
        """What gives the name its value last is what counts."""
        shell.run_cell("def percent(part, whole):\n    return 100 * part / whole\n", store_history=True)
        shell.run_cell("def share(part, whole)\n    return part\n", store_history=True)
        shell.run_cell(newer, store_history=True)
        desk = open_desk("pond")
        desk.function("share")
        question = tell(desk, "write-the-share", "commit")
        assert question.widget.state == "Right: 2 of 2 points."

    def test_a_value_is_told_as_none(self, course, shell):
        """Something of that name that is no function is a sentence."""
        shell.run_cell("share = 25\n", store_history=True)
        desk = open_desk("pond")
        desk.function("share")
        question = tell(desk, "write-the-share", "commit")
        assert said(question)[0] == "share(1, 4): there is no function of that name yet."

    def test_a_cell_with_a_slip_is_not_the_function_of_before(self, course, shell):
        """What still runs was written earlier: it is not recorded in the name of a cell that cannot be read."""
        desk = self.ask(shell, self.RIGHT)
        tell(desk, "write-the-share", "commit")
        shell.run_cell("def share(part, whole)\n    return part\n", store_history=True)
        kept, question = book(course), tell(desk, "write-the-share", "commit")
        assert (question.widget.state, said(question), book(course)) == (BROKEN, [], kept)

    def test_a_slip_in_another_function_is_not_this_one_s(self, course, shell):
        """A longer name that begins alike is another function."""
        desk = self.ask(shell, self.RIGHT)
        shell.run_cell("def share_range(part)\n    return part\n", store_history=True)
        question = tell(desk, "write-the-share", "commit")
        assert question.widget.state == "Right: 2 of 2 points."

    def test_asked_again_it_stays_recorded(self, course, shell):
        """Run All after coming back finds the same function, and makes no draft of it."""
        tell(self.ask(shell, self.RIGHT), "write-the-share", "commit")
        kept, question = book(course), self.ask(shell, self.RIGHT).questions["write-the-share", ""]
        assert (book(course), question.widget.state) == (kept, "Right: 2 of 2 points.")

    def test_is_not_asked_by_its_stage(self, course, capsys):
        """Only its own line asks for a function."""
        open_desk("pond").further()
        assert "no questions for “further”" in capsys.readouterr().out
