"""A gradebook appears whole or not at all, goes on where it was stopped, and takes any hand-in."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable

import pytest
from filelock import FileLock

from lessons.errors import GradingError
from lessons.gradebook import publish, worker
from lessons.gradebook.tables import Results
from tests.hand_ins import (
    answers,
    graded,
    hand_in,
    item,
    results,
)
from tests.toy_class import Class, contents, toys

__all__ = ["toys"]  # fixtures, under the names the tests ask for


class TestWhole:
    """A gradebook appears whole or not at all."""

    def test_holds_every_file(self, toys):
        """Answers, marks, tables, problems and pages."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        graded(toys.hand_ins, toys.key, toys.out)
        names = {path.relative_to(toys.out).as_posix() for path in toys.out.rglob("*") if path.is_file()}
        assert names == {
            "answers.jsonl",
            "marks.jsonl",
            "gradebook.csv",
            "gradebook.sqlite",
            "problems.csv",
            "grading.toml",
            "feedback/ana.html",
        }

    def test_leaves_nothing_beside_it(self, toys):
        """Work in progress goes when the gradebook is in place."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        graded(toys.hand_ins, toys.key, toys.out)
        beside = {path.name for path in toys.out.parent.iterdir()}
        assert beside - {".grades.lock"} == {"toy", "hand-ins", "grades"}

    def test_the_database_says_what_the_lines_say(self, toys):
        """gradebook.sqlite and marks.jsonl hold the same points."""
        hand_in(toys.hand_ins, "Ana", toys.case, answers(toys.case))
        found = graded(toys.hand_ins, toys.key, toys.out)[1]["ana"]
        with sqlite3.connect(toys.out / "gradebook.sqlite") as book:
            marks = dict(book.execute("select exercise, points from marks where learner = 'ana'"))
        assert marks == {item.exercise: item.points for item in found.items}

    def test_a_result_is_read_by_its_learner(self, toys):
        """Whole results stay in marks.jsonl; the tables know where, and notice when somebody moved them."""
        for name in ("Ana", "Ben"):
            hand_in(toys.hand_ins, name, toys.case, {"collected": "vet"})
        found = graded(toys.hand_ins, toys.key, toys.out)[1]
        assert dict(Results(toys.out)) == found
        marks = (toys.out / "marks.jsonl").read_text(encoding="utf-8")
        (toys.out / "marks.jsonl").write_text(f"\n{marks}", encoding="utf-8")
        with pytest.raises(GradingError, match="Somebody changed this file"):
            Results(toys.out)["ben"]

    def test_a_folder_that_is_something_else_is_not_touched(self, toys):
        """A folder with other things in it is refused, and stays as it was."""
        toys.out.mkdir()
        (toys.out / "thesis.txt").write_text("mine", encoding="utf-8")
        with pytest.raises(GradingError, match="no gradebook"):
            graded(toys.hand_ins, toys.key, toys.out)
        assert [path.name for path in toys.out.iterdir()] == ["thesis.txt"]

    def test_two_at_once_refuse_politely(self, toys):
        """Whoever comes second is told to wait, and nothing is written."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        with FileLock(toys.out.parent / ".grades.lock"), pytest.raises(GradingError, match="under way"):
            graded(toys.hand_ins, toys.key, toys.out)
        assert not toys.out.exists()

    def test_the_same_hand_ins_give_the_same_bytes(self, toys, tmp_path):
        """Nothing of the clock or of the order of work is in a gradebook."""
        for name in ("Ana", "Ben"):
            hand_in(toys.hand_ins, name, toys.case, answers(toys.case))
        graded(toys.hand_ins, toys.key, toys.out)
        graded(toys.hand_ins, toys.key, tmp_path / "again")
        assert contents(toys.out) == contents(tmp_path / "again")

    def test_grading_again_replaces_it(self, toys):
        """A second grading into the same folder is the newer gradebook, and no trace of the old."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        graded(toys.hand_ins, toys.key, toys.out)
        (toys.hand_ins / "Ana").rename(toys.hand_ins / "Ben")
        graded(toys.hand_ins, toys.key, toys.out)
        assert ([*results(toys.out)], [p.name for p in (toys.out / "feedback").iterdir()]) == (
            ["ben"],
            ["ben.html"],
        )


class TestResume:
    """A grading that was stopped half-way."""

    def stopped_after(self, toys: Class, monkeypatch: pytest.MonkeyPatch, name: str) -> Callable[[], int]:
        """Grade until the hand-in of this learner is read, and die there; gives a count of reads."""
        read, counted = worker.read, []

        def dying(found):  # the learner's name decides, whatever the order
            counted.append(found.name)
            if found.name == name:
                raise KeyboardInterrupt
            return read(found)

        monkeypatch.setattr(worker, "read", dying)
        monkeypatch.setattr("lessons.gradebook.run.BATCH", 1)
        with pytest.raises(KeyboardInterrupt):
            graded(toys.hand_ins, toys.key, toys.out)
        monkeypatch.setattr(worker, "read", lambda found: counted.append(found.name) or read(found))
        counted.clear()
        return lambda: len(counted)

    def test_goes_on_where_it_stopped(self, toys, monkeypatch):
        """What was graded before is not read again."""
        for name in ("Ana", "Ben", "Zoe"):
            hand_in(toys.hand_ins, name, toys.case, {"collected": "vet"})
        reads = self.stopped_after(toys, monkeypatch, "Zoe")
        assert not toys.out.exists()
        found = graded(toys.hand_ins, toys.key, toys.out)[1]
        assert (reads(), [r.raw for r in found.values()]) == (1, [1, 1, 1])

    def test_a_hand_in_that_changed_is_read_again(self, toys, monkeypatch):
        """Resuming never grades yesterday's file."""
        for name in ("Ana", "Zoe"):
            hand_in(toys.hand_ins, name, toys.case, {"collected": "vet"})
        self.stopped_after(toys, monkeypatch, "Zoe")
        book = hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "baker"}) / "answers" / "01_pond.jsonl"
        os.utime(book, (1, 1))
        assert graded(toys.hand_ins, toys.key, toys.out)[1]["ana"].raw == 0

    def test_another_key_begins_anew(self, toys, monkeypatch):
        """Work done with the old key is not mixed with the new."""
        for name in ("Ana", "Zoe"):
            hand_in(toys.hand_ins, name, toys.case, {"collected": "baker"})
        self.stopped_after(toys, monkeypatch, "Zoe")
        graded_key = toys.key / "graded" / "01-pond.toml"
        text = graded_key.read_text(encoding="utf-8").replace('value = "vet"', 'value = "baker"')
        graded_key.write_text(
            text.replace('sample_wrong = "baker"', 'sample_wrong = "vet"').replace("wrong.baker", "wrong.vet"),
            encoding="utf-8",
        )
        assert graded(toys.hand_ins, toys.key, toys.out)[1]["ana"].raw == 1

    def test_a_crash_between_two_renamings_is_mended(self, toys):
        """Killed while the new gradebook was put in place, the old one is still there."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        graded(toys.hand_ins, toys.key, toys.out)
        toys.out.rename(toys.out.parent / ".grades.before")
        with publish.alone(toys.out):
            assert (toys.out / "marks.jsonl").is_file()


class TestAnyHandIn:
    """Whatever a hand-in does to the grader, the next one is graded."""

    def test_a_failure_in_the_grader_is_told_and_costs_no_other(self, toys, monkeypatch):
        """A bug of ours that one hand-in meets becomes a line, and not the end of the batch."""
        for name in ("Ana", "Ben"):
            hand_in(toys.hand_ins, name, toys.case, {"collected": "vet"})
        read = worker.read

        def broken(found):
            if found.name == "Ana":
                raise ZeroDivisionError("a bug")
            return read(found)

        monkeypatch.setattr(worker, "read", broken)
        summary, found = graded(toys.hand_ins, toys.key, toys.out)
        assert (found["ana"].raw, found["ben"].raw) == (None, 1)
        assert (item(found["ana"], "collected").status, len(summary.unreadable)) == ("ungradable", 1)
