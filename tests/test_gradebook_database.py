"""The gradebook is one database: it keeps what was read, and goes on where it was stopped."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from lessons.errors import GradingError
from lessons.gradebook import grade, work
from lessons.gradebook.by_hand import HandMark
from lessons.gradebook.by_hand_csv import csv_of_marks
from lessons.gradebook.database import FILE, opened
from lessons.gradebook.executors import Workers
from lessons.gradebook.marking import answer_hash
from lessons.gradebook.taking import take, write_pages
from tests.hand_ins import graded, hand_in, item, record, results, rows, write_book
from tests.toy_class import Class, contents, toys

__all__ = ["toys"]  # fixtures, under the names the tests ask for
TEXT = "Forty, says the gardener."


def asked(out: Path, question: str) -> list[tuple[Any, ...]]:
    """What the database answers to somebody who opens it with another tool."""
    with sqlite3.connect(out / FILE) as book:
        return book.execute(question).fetchall()


def everything(out: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for where things lay and the salt."""
    tables = [name for (name,) in asked(out, "select name from sqlite_schema where type = 'table'")]
    told = {table: sorted(asked(out, f"select * from {table}"), key=repr) for table in tables}
    told["hand_ins"] = [(*row[:1], *row[2:]) for row in told["hand_ins"]]
    return told


class TestWhole:
    """One file, and what is made from it."""

    def test_is_a_database_and_two_tables(self, toys):
        """Nothing else is the gradebook's; feedback is written when it is released."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        graded(toys.hand_ins, toys.key, toys.out)
        assert {*contents(toys.out)} == {FILE, "gradebook.csv", "problems.csv", "who.csv"}

    def test_leaves_nothing_beside_it(self, toys):
        """No half a file, no lock."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        graded(toys.hand_ins, toys.key, toys.out)
        assert {path.name for path in toys.out.parent.iterdir()} == {"toy", "hand-ins", "grades"}

    def test_the_same_hand_ins_give_the_same_rows(self, toys, tmp_path):
        """Nothing of the clock or of the order of work is in a gradebook."""
        for name in ("Ana", "Ben"):
            hand_in(toys.hand_ins, name, toys.case, {"collected": "vet"})
        for out in ("one", "two"):
            graded(toys.hand_ins, toys.key, tmp_path / out)
        assert everything(tmp_path / "one") == everything(tmp_path / "two")

    def test_a_folder_that_is_something_else_is_not_touched(self, toys):
        """A folder with other things in it is refused, and stays as it was."""
        toys.out.mkdir()
        (toys.out / "thesis.txt").write_text("mine", encoding="utf-8")
        with pytest.raises(GradingError, match="no gradebook"):
            graded(toys.hand_ins, toys.key, toys.out)
        assert [path.name for path in toys.out.iterdir()] == ["thesis.txt"]

    def test_a_gradebook_of_the_older_kind_is_told(self, toys):
        """Whoever has one is told in one sentence to grade once more."""
        toys.out.mkdir()
        with sqlite3.connect(toys.out / FILE) as book:
            book.execute("create table learners (id text primary key)")
        with pytest.raises(GradingError, match=r"another version .* Grade the hand-ins once more"):
            graded(toys.hand_ins, toys.key, toys.out)

    def test_what_is_no_database_is_told(self, toys):
        """A damaged file is a sentence, and stays as it is."""
        toys.out.mkdir()
        (toys.out / FILE).write_bytes(b"half of something" * 100)
        with pytest.raises(GradingError, match="cannot be read"):
            graded(toys.hand_ins, toys.key, toys.out)

    def test_two_at_once_refuse_politely(self, toys):
        """Whoever comes second is told to wait, and nothing is written."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        with opened(toys.out, begin=True), pytest.raises(GradingError, match="Another program is at work"):
            graded(toys.hand_ins, toys.key, toys.out)
        assert asked(toys.out, "select * from learners") == []


class TestKeeps:
    """What anybody may ask for later."""

    def test_the_first_answer_and_the_one_that_counts(self, toys):
        """With sureness, hints and times; what lay between is not kept."""
        said = [("baker", 60, 0), ("gardener", 70, 1), ("vet", 90, 2)]
        records = [
            record(toys.case, "who-counted", answer, confidence=sure, hints=hints, attempt=n, number=n)
            for n, (answer, sure, hints) in enumerate(said, 1)
        ]
        write_book(toys.hand_ins / "Ana" / "answers" / "01_pond.jsonl", records)
        graded(toys.hand_ins, toys.key, toys.out)
        told = asked(toys.out, "select answer, confidence, hints, attempt, is_first, counts from answers")
        assert told == [('"baker"', 60, 0, 1, 1, 0), ('"vet"', 90, 2, 3, 0, 1)]

    def test_both_votes(self, toys):
        """The second counts, and the first is how minds changed."""
        votes = [
            record(toys.case, "bread-vote", said, round=round) for round, said in (("first", 1), ("second", 2))
        ]
        write_book(toys.hand_ins / "Ana" / "answers" / "01_pond.jsonl", votes)
        graded(toys.hand_ins, toys.key, toys.out)
        told = asked(toys.out, "select round, answer, counts from answers order by round")
        assert told == [("first", "1", 1), ("second", "2", 1)]


class TestAgain:
    """More hand-ins into a gradebook that is there."""

    def test_a_latecomer_is_added_and_nobody_dropped(self, toys, tmp_path):
        """One hand-in that came by mail, graded by itself."""
        for name in ("Ana", "Ben"):
            hand_in(toys.hand_ins, name, toys.case, {"collected": "vet"})
        graded(toys.hand_ins, toys.key, toys.out)
        hand_in(tmp_path / "mail", "Zoe", toys.case, {"collected": "baker"})
        found = graded(tmp_path / "mail" / "Zoe", toys.key, toys.out)[1]
        assert {id: result.raw for id, result in found.items()} == {"ana": 1, "ben": 1, "zoe": 0}

    def test_what_is_gone_from_the_folder_stays(self, toys):
        """Whoever was read stays, whatever became of the files."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        graded(toys.hand_ins, toys.key, toys.out)
        (toys.hand_ins / "Ana").rename(toys.hand_ins / "Ben")
        assert [*graded(toys.hand_ins, toys.key, toys.out)[1]] == ["ana", "ben"]

    def test_a_file_that_changed_takes_nothing_away(self, toys):
        """A notebook saved without its outputs costs no answer that was read before."""
        book = hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"}) / "answers" / "01_pond.jsonl"
        graded(toys.hand_ins, toys.key, toys.out)
        write_book(book, [record(toys.case, "who-counted", "gardener")])
        assert graded(toys.hand_ins, toys.key, toys.out)[1]["ana"].raw == 2

    def test_a_newer_attempt_counts(self, toys):
        """What was handed in again is read, and the newest counts."""
        book = hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "baker"}) / "answers" / "01_pond.jsonl"
        graded(toys.hand_ins, toys.key, toys.out)
        newer = record(toys.case, "collected", "vet", attempt=2, time="2026-11-21T10:00:00+00:00")
        write_book(book, [newer])
        assert graded(toys.hand_ins, toys.key, toys.out)[1]["ana"].raw == 1

    def test_what_has_not_changed_is_not_read(self, toys, monkeypatch):
        """Only what is new or changed is opened."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        graded(toys.hand_ins, toys.key, toys.out)
        hand_in(toys.hand_ins, "Zoe", toys.case, {"collected": "vet"})
        read, opened_ones = work.read, list[str]()
        monkeypatch.setattr(work, "read", lambda found: opened_ones.append(found.name) or read(found))
        graded(toys.hand_ins, toys.key, toys.out)
        assert opened_ones == ["Zoe"]

    def test_named_otherwise_it_is_the_same_hand_in(self, toys):
        """Folder by folder or all together: nobody is there twice."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        graded(toys.hand_ins, toys.key, toys.out)
        found = graded([toys.hand_ins / "Ana"], toys.key, toys.out)[1]
        assert ([*found], found["ana"].problems) == (["ana"], ())

    def test_from_another_place_by_the_same_pseudonym_it_is_one_learner(self, toys, tmp_path):
        """The class downloaded once more: nobody is there twice, and the second hand-in is told."""
        for home in (toys.hand_ins, tmp_path / "again"):
            hand_in(home, "Ana", toys.case, {"collected": "vet"})
            found = graded(home, toys.key, toys.out)[1]
        assert ([*found], [p.found for p in found["ana"].problems]) == (
            ["ana"],
            ["A second hand-in of the same learner."],
        )

    def test_another_key_marks_everybody_again(self, toys, tmp_path):
        """No two learners of one gradebook are marked by different keys."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet", "who-counted": "gardener"})
        graded(toys.hand_ins, toys.key, toys.out)
        hand_in(tmp_path / "mail", "Zoe", toys.case, {"collected": "vet"})
        summary, found = graded(tmp_path / "mail", toys.key / "graded", toys.out)
        assert {result.out_of for result in found.values()} == {1}
        assert summary.notes == ["Learners who were graded before and have other marks now: 1."]

    def test_is_marked_from_any_folder(self, toys, tmp_path, monkeypatch):
        """Case and key are found again wherever the next command is typed; if they moved, it says what to do."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"in-your-words": TEXT})
        monkeypatch.chdir(toys.case.folder.parent)
        graded(toys.hand_ins, Path("toy/key"), toys.out)
        monkeypatch.chdir("/")
        assert [page.name for page in write_pages(toys.out, tmp_path / "pages", "hidden")] == [
            "in-your-words.html"
        ]
        toys.key.rename(tmp_path / "moved")
        with pytest.raises(GradingError, match=r"lies no longer .* lessons regrade"):
            write_pages(toys.out, tmp_path / "pages", "hidden")

    def test_grades_on_where_it_was_killed(self, toys, monkeypatch):
        """What was read before is not read again, and nobody is lost."""
        for name in ("Ana", "Ben", "Zoe"):
            hand_in(toys.hand_ins, name, toys.case, {"collected": "vet"})
        monkeypatch.setattr(grade, "BATCH", 1)
        read, opened_ones = work.read, list[str]()

        def dying(found):
            if found.name == "Zoe":
                raise KeyboardInterrupt
            return read(found)

        monkeypatch.setattr(work, "read", dying)
        with pytest.raises(KeyboardInterrupt):
            graded(toys.hand_ins, toys.key, toys.out)
        monkeypatch.setattr(work, "read", lambda found: opened_ones.append(found.name) or read(found))
        found = graded(toys.hand_ins, toys.key, toys.out)[1]
        assert (opened_ones, [r.raw for r in found.values()]) == (["Zoe"], [1, 1, 1])


class TestClassList:
    """A class list that comes, stays and changes."""

    @pytest.fixture
    def listed(self, toys: Class, tmp_path: Path) -> Path:
        """Ana and Ben, graded before there was a list; and the list."""
        for name in ("Ana", "Ben"):
            hand_in(toys.hand_ins, name, toys.case, {"collected": "vet", "in-your-words": TEXT})
        graded(toys.hand_ins, toys.key, toys.out)
        (tmp_path / "class.csv").write_text("id,name\ns1,Ana\ns2,Ben\ns3,Nell\n", encoding="utf-8")
        return tmp_path / "class.csv"

    def test_joins_what_was_graded_without_it(self, toys, listed):
        """The same learners under the list's ids, and nobody under both."""
        found = graded(toys.hand_ins, toys.key, toys.out, roster=listed)[1]
        assert {id: result.raw for id, result in found.items()} == {"s1": 1, "s2": 1, "s3": None}

    def test_is_kept_for_later_runs(self, toys, listed, tmp_path):
        """A latecomer is found on the list that was given before."""
        graded(toys.hand_ins, toys.key, toys.out, roster=listed)
        hand_in(tmp_path / "mail", "Nell", toys.case, {"collected": "vet"})
        assert graded(tmp_path / "mail", toys.key, toys.out)[1]["s3"].raw == 1

    def test_marks_by_hand_go_with_their_learner(self, toys, listed, tmp_path):
        """Another id takes nobody's marks away."""
        mark = HandMark("ana", "in-your-words", answer_hash(TEXT), {"source": 4}, None, "", "KM")
        (tmp_path / "km.csv").write_text(csv_of_marks([mark]), encoding="utf-8")
        take(toys.out, [tmp_path / "km.csv"], Workers())
        found = graded(toys.hand_ins, toys.key, toys.out, roster=listed)[1]
        assert item(found["s1"], "in-your-words").points == 1
        assert [row["learner"] for row in rows(toys.out / "by_hand.csv")] == ["s1"]

    def test_whoever_left_the_list_and_handed_in_nothing_is_gone(self, toys, listed):
        """Nell left the class, and so did Ben, whose work stays."""
        graded(toys.hand_ins, toys.key, toys.out, roster=listed)
        listed.write_text("id,name\ns1,Ana\n", encoding="utf-8")
        assert [*graded(toys.hand_ins, toys.key, toys.out, roster=listed)[1]] == ["s1", "s2"]


class TestAnyHandIn:
    """Whatever a hand-in does to the grader, the next one is graded."""

    def test_a_failure_in_the_grader_is_told_and_costs_no_other(self, toys, monkeypatch):
        """A bug of ours that one hand-in meets becomes a line, and not the end of the batch."""
        for name in ("Ana", "Ben"):
            hand_in(toys.hand_ins, name, toys.case, {"collected": "vet"})
        read = work.read

        def broken(found):
            if found.name == "Ana":
                raise ZeroDivisionError("a bug")
            return read(found)

        monkeypatch.setattr(work, "read", broken)
        summary, found = graded(toys.hand_ins, toys.key, toys.out)
        assert (found["ana"].raw, found["ben"].raw) == (None, 1)
        assert (item(found["ana"], "collected").status, len(summary.unreadable)) == ("ungradable", 1)

    def test_a_full_disk_is_told_and_nothing_is_lost(self, toys, monkeypatch):
        """What was there before is there after."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        graded(toys.hand_ins, toys.key, toys.out)
        before = everything(toys.out)

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", full)
        with pytest.raises(GradingError, match="No space left"):
            graded(toys.hand_ins, toys.key, toys.out)
        assert (everything(toys.out), results(toys.out)["ana"].raw) == (before, 1)
