"""Grading again from the stored answers: who changed, by how much and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessons.by_hand.file import write_marks
from lessons.by_hand.marks import HandMark, Marks
from lessons.errors import GradingError
from lessons.gradebook import pages
from lessons.gradebook.executors import Here
from lessons.gradebook.finish import BY_HAND, LATE
from lessons.gradebook.regrade import regrade
from lessons.gradebook.release import release
from lessons.gradebook.stored import ANSWERS
from lessons.results.changes import Change
from lessons.results.keys import find_setup
from lessons.results.marking import answer_hash
from tests.hand_ins import graded, hand_in, item, results
from tests.toy import change
from tests.toy_class import Class, contents, toys

__all__ = ["toys"]  # the fixture, under the name the tests ask for


def again(toys: Class, **fields: object) -> list[Change]:
    """Grade the stored answers again, with the key as it lies there now."""
    return regrade(toys.out, find_setup(toys.key), Here, **fields)[1]


def turn_the_key(toys: Class) -> None:
    """Make the baker the right answer to the graded question."""
    change(toys.case.folder, "key/graded/01-pond.toml", 'value = "vet"', 'value = "baker"')
    change(toys.case.folder, "key/graded/01-pond.toml", 'sample_wrong = "baker"', 'sample_wrong = "vet"')
    change(toys.case.folder, "key/graded/01-pond.toml", "wrong.baker", "wrong.vet")


class TestSameKey:
    """Nothing has changed."""

    def test_nobody_changes_and_no_byte_does(self, toys):
        """Grading again with the same key is the same gradebook."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet", "in-your-words": "Ducks."})
        graded(toys.hand_ins, toys.key, toys.out)
        before = contents(toys.out)
        assert (again(toys), contents(toys.out)) == ([], before)

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

    def test_only_changed_pages_are_made_anew(self, toys):
        """A page that says what it said is the same file."""
        for name, answer in (("Ana", "vet"), ("Ben", None)):
            hand_in(toys.hand_ins, name, toys.case, {"collected": answer})
        graded(toys.hand_ins, toys.key, toys.out)
        before = {path.name: path.stat().st_ino for path in (toys.out / "feedback").iterdir()}
        turn_the_key(toys)
        again(toys)
        after = {path.name: path.stat().st_ino for path in (toys.out / "feedback").iterdir()}
        assert {name for name in after if after[name] != before[name]} == {"ana.html"}


class TestAnotherPolicy:
    """What is taken off changed, and so did the key."""

    def test_tells_lateness_beside_the_exercises(self, toys):
        """One line for the exercise, one for what the policy takes off: neither hides the other."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet", "who-counted": "gardener"})
        graded(toys.hand_ins, toys.key, toys.out)
        turn_the_key(toys)
        policy = 'due = 2026-11-19T10:00:00Z\n[[steps]]\nafter = "0 minutes"\nkeeps = 0.5\n'
        changed = again(toys, beside=lambda folder: (folder / LATE).write_text(policy, encoding="utf-8"))
        assert [(c.exercise, c.before, c.after, c.by) for c in changed] == [
            ("collected", "1", "0", -1),
            ("lateness", "2", "0.5", -0.5),
        ]


class TestStoredAnswers:
    """answers.jsonl of the next gradebook."""

    @pytest.fixture
    def three(self, toys: Class) -> Class:
        """Three learners."""
        for name in ("Ana", "Ben", "Cem"):
            hand_in(toys.hand_ins, name, toys.case, {"collected": "vet"})
        graded(toys.hand_ins, toys.key, toys.out)
        return toys

    def test_are_the_same_file(self, three):
        """What nobody changes is not written again."""
        before = (three.out / ANSWERS).stat().st_ino
        again(three)
        assert (three.out / ANSWERS).stat().st_ino == before


class TestPagesThatWait:
    """In a class of thousands the release writes the pages that changed."""

    @pytest.fixture
    def many(self, toys: Class, monkeypatch: pytest.MonkeyPatch) -> Class:
        """Two who answered otherwise and one who answered nothing of it, graded again with another key."""
        for name, given in (("Ana", {"collected": "vet"}), ("Ben", {}), ("Cem", {"collected": "baker"})):
            hand_in(toys.hand_ins, name, toys.case, {"who-counted": "gardener", **given})
        graded(toys.hand_ins, toys.key, toys.out)
        monkeypatch.setattr(pages, "MANY", 2)
        turn_the_key(toys)
        return toys

    def test_are_gone_until_then(self, many):
        """No page says what is no longer true, and what did not change is there."""
        summary, _ = regrade(many.out, find_setup(many.key), Here)
        assert (
            [path.name for path in (many.out / "feedback").iterdir()],
            "2 feedback pages" in summary.notes[0],
        ) == (
            ["ben.html"],
            True,
        )

    def test_are_written_by_the_release(self, many, tmp_path):
        """The same pages that a smaller class gets at once."""
        again(many)
        release(many.out, tmp_path / "given", "include", Here)
        waited = contents(many.out)
        graded(many.hand_ins, many.key, tmp_path / "at-once")
        assert waited == contents(tmp_path / "at-once")

    def test_are_not_written_with_a_later_key(self, many, tmp_path):
        """A page never explains points by a key that did not give them."""
        again(many)
        change(many.case.folder, "key/graded/01-pond.toml", "liking", "ducks")
        with pytest.raises(GradingError, match="First: lessons regrade"):
            release(many.out, tmp_path / "given", "include", Here)


class TestMarksByHand:
    """A mark by hand stays unless that answer changed."""

    TEXT = "Forty ducks, says the gardener."

    def marked(self, toys: Class, answer: str = TEXT) -> None:
        """Ana's text, and a mark for the answer given."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"in-your-words": self.TEXT})
        graded(toys.hand_ins, toys.key, toys.out)
        told = HandMark("ana", "in-your-words", answer_hash(answer), {"source": 3}, None, "Who else?", "KM")
        again(toys, beside=lambda folder: write_marks(folder / BY_HAND, Marks((told,))))

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


class TestNotAGradebook:
    """Folders that are none."""

    def test_says_what_it_expected(self, tmp_path, toys):
        """Another folder is refused in a sentence."""
        with pytest.raises(GradingError, match="is no gradebook"):
            regrade(tmp_path, find_setup(toys.key), Here)

    @pytest.mark.parametrize("damage", ["a line too few", "half a line"])
    def test_damaged_marks_are_told(self, toys, damage):
        """Marks that do not fit the answers, or cannot be read, stop in a sentence as well."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        graded(toys.hand_ins, toys.key, toys.out)
        marks: Path = toys.out / "marks.jsonl"
        marks.write_bytes(b"" if damage == "a line too few" else marks.read_bytes()[:40])
        with pytest.raises(GradingError, match="cannot be read"):
            again(toys)

    def test_a_damaged_file_is_told_and_nothing_is_lost(self, toys):
        """A stored line that cannot be read stops in a sentence; the gradebook stays as it was."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        graded(toys.hand_ins, toys.key, toys.out)
        book: Path = toys.out / "answers.jsonl"
        book.write_text(book.read_text(encoding="utf-8")[:40], encoding="utf-8")
        before = contents(toys.out)
        with pytest.raises(GradingError, match="cannot be read"):
            again(toys)
        assert contents(toys.out) == before
