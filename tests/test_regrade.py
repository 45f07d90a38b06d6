"""Marking again from what the gradebook holds: who changed, by how much and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessons.errors import GradingError
from lessons.gradebook.by_hand import HandMark
from lessons.gradebook.by_hand_csv import csv_of_marks
from lessons.gradebook.executors import Workers
from lessons.gradebook.keys import find_setup
from lessons.gradebook.marking import answer_hash
from lessons.gradebook.regrade import regrade
from lessons.gradebook.release import release
from lessons.gradebook.results import Regraded
from lessons.gradebook.taking import take
from tests.hand_ins import graded, hand_in, item, results
from tests.test_gradebook_database import everything
from tests.toy import change
from tests.toy_class import Class, toys

__all__ = ["toys"]  # the fixture, under the name the tests ask for


def again(toys: Class, late: Path | None = None) -> list[Regraded]:
    """Mark everybody again, with the key as it lies there now."""
    return regrade(toys.out, find_setup(toys.key), Workers(), late)[1]


def turn_the_key(toys: Class) -> None:
    """Make the baker the right answer to the graded question."""
    change(toys.case.folder, "key/graded/01-pond.toml", 'value = "vet"', 'value = "baker"')
    change(toys.case.folder, "key/graded/01-pond.toml", 'sample_wrong = "baker"', 'sample_wrong = "vet"')
    change(toys.case.folder, "key/graded/01-pond.toml", "wrong.baker", "wrong.vet")


class TestSameKey:
    """Nothing has changed."""

    def test_nobody_changes_and_no_row_does(self, toys):
        """Grading again with the same key is the same gradebook."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet", "in-your-words": "Ducks."})
        graded(toys.hand_ins, toys.key, toys.out)
        before = everything(toys.out)
        assert (again(toys), everything(toys.out)) == ([], before)

    def test_needs_no_hand_in(self, toys):
        """The stored answers are enough."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"}).rename(toys.out.parent / "gone")
        graded(toys.out.parent / "gone", toys.key, toys.out)
        (toys.out.parent / "gone").rename(toys.out.parent / "elsewhere")
        assert (again(toys), [r.raw for r in results(toys.out).values()]) == ([], [1])


class TestAnotherKey:
    """The key was mended."""

    def test_says_who_changed_by_how_much_and_why(self, toys):
        """Every change is a line: the learner, the exercise, before, after, and the key's reason."""
        for name, answer in (("Ana", "vet"), ("Ben", "baker")):
            hand_in(toys.hand_ins, name, toys.case, {"collected": answer})
        graded(toys.hand_ins, toys.key, toys.out)
        turn_the_key(toys)
        changed = again(toys)
        assert [(c.learner, c.before, c.after, c.by) for c in changed] == [
            ("Ana", "1", "0", -1),
            ("Ben", "0", "1", 1),
        ]
        assert changed[0].why == "The baker speaks of liking."

    def test_a_page_is_never_written_with_a_later_key(self, toys, tmp_path):
        """A page never explains points by a key that did not give them."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        graded(toys.hand_ins, toys.key, toys.out)
        turn_the_key(toys)
        with pytest.raises(GradingError, match="First: lessons regrade"):
            release(toys.out, tmp_path / "given", "include", Workers())


class TestAnotherPolicy:
    """What is taken off changed, and so did the key."""

    def test_tells_lateness_beside_the_exercises(self, toys, tmp_path):
        """One line for the exercise, one for what the policy takes off: neither hides the other."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet", "who-counted": "gardener"})
        graded(toys.hand_ins, toys.key, toys.out)
        turn_the_key(toys)
        policy = 'due = 2026-11-19T10:00:00Z\n[[steps]]\nafter = "0 minutes"\nkeeps = 0.5\n'
        (tmp_path / "late.toml").write_text(policy, encoding="utf-8")
        assert [(c.exercise, c.before, c.after, c.by) for c in again(toys, tmp_path / "late.toml")] == [
            ("1.16 collected: Who says bread harms ducks?", "1", "0", -1),
            ("lateness", "2", "0.5", -0.5),
        ]


class TestMarksByHand:
    """A mark by hand stays unless that answer changed."""

    TEXT = "Forty ducks, says the gardener."

    def marked(self, toys: Class, answer: str = TEXT) -> None:
        """Ana's text, and a mark for the answer given."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"in-your-words": self.TEXT})
        graded(toys.hand_ins, toys.key, toys.out)
        told = HandMark("ana", "in-your-words", answer_hash(answer), {"source": 3}, None, "Who else?", "KM")
        (toys.out.parent / "km.csv").write_text(csv_of_marks([told]), encoding="utf-8")
        take(toys.out, [toys.out.parent / "km.csv"], Workers())

    def test_becomes_points(self, toys):
        """Level 3 of 4 of a text of one point is three quarters of it."""
        self.marked(toys)
        found = item(results(toys.out)["ana"], "in-your-words")
        assert (found.status, found.points, found.marker, found.comment) == ("graded", 0.75, "KM", "Who else?")

    def test_stays_when_graded_again(self, toys):
        """Neither another key nor the hand-ins graded once more touches it."""
        self.marked(toys)
        turn_the_key(toys)
        again(toys)
        graded(toys.hand_ins, toys.key, toys.out)
        assert item(results(toys.out)["ana"], "in-your-words").points == 0.75

    def test_falls_when_the_answer_changed(self, toys):
        """A mark for other words is no mark for these; a person must look again."""
        self.marked(toys, answer="Other words.")
        found = item(results(toys.out)["ana"], "in-your-words")
        assert (found.status, found.points, "changed" in found.why) == ("needs a person", None, True)


def test_a_folder_that_is_no_gradebook_is_told(tmp_path, toys):
    """Another folder is refused in a sentence."""
    with pytest.raises(GradingError, match="is no gradebook"):
        regrade(tmp_path, find_setup(toys.key), Workers())
