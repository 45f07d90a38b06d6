"""A folder of hand-ins becomes a gradebook: every status kept apart, whole or not at all."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from lessons.case import Case
from lessons.errors import CaseError, GradingError
from lessons.gradebook import publish, worker
from lessons.gradebook.tables import Results
from lessons.results.keys import find_setup, load
from tests.hand_ins import (
    SHARE,
    answers,
    graded,
    hand_in,
    item,
    record,
    results,
    rows,
    write_book,
    write_notebook,
)
from tests.toy import asked, change, toy_case


@dataclass(frozen=True)
class Class:
    """A toy case, a folder for hand-ins and a place for the gradebook."""

    case: Case
    hand_ins: Path
    out: Path

    @property
    def key(self) -> Path:
        """Every key of the case."""
        return self.case.folder / "key"


@pytest.fixture
def toys(tmp_path: Path) -> Class:
    """A class that has handed in nothing yet."""
    (tmp_path / "hand-ins").mkdir()
    return Class(toy_case(tmp_path / "toy"), tmp_path / "hand-ins", tmp_path / "grades")


def one(toys: Class, **given: object) -> object:
    """The result of Ana, who answered just this."""
    hand_in(toys.hand_ins, "Ana", toys.case, {id.replace("_", "-"): answer for id, answer in given.items()})
    return graded(toys.hand_ins, toys.key, toys.out)[1]["ana"]


class TestKeys:
    """What counts."""

    def test_a_case_means_its_graded_key(self, toys):
        """Named as a case, what counts is what is handed in."""
        assert [e.id for e in load(find_setup(toys.case.folder)).items] == ["collected"]

    def test_a_key_folder_finds_its_case(self, toys):
        """A folder of keys inside a case needs nothing else."""
        assert find_setup(toys.key / "graded").case == toys.case.folder

    def test_a_key_elsewhere_needs_its_case(self, toys, tmp_path):
        """A key that lies alone asks which case it is for."""
        alone = (toys.key / "graded").rename(tmp_path / "my-key")
        with pytest.raises(GradingError, match="Say which case: --case"):
            find_setup(alone)
        assert [e.id for e in load(find_setup(alone, toys.case.folder)).items] == ["collected"]

    def test_a_folder_without_keys_is_told(self, toys, tmp_path):
        """An empty folder is no key."""
        (toys.case.folder / "empty").mkdir()
        with pytest.raises(GradingError, match="no key files"):
            find_setup(toys.case.folder / "empty")

    def test_a_key_with_a_fault_is_refused(self, toys):
        """A fault in a key is told before anything is graded."""
        change(toys.case.folder, "key/graded/01-pond.toml", 'because = "The vet is the subject of said."', "")
        with pytest.raises(CaseError, match="because"):
            load(find_setup(toys.case.folder))

    def test_a_note_with_a_fault_stops_no_grading(self, toys):
        """Notes neither ask nor answer: “lessons check” tells of them, and draws their charts."""
        change(
            toys.case.folder, "notes/01-pond.md", '{{ source("gardener").name }}', '{{ source("nobody").name }}'
        )
        assert [e.id for e in load(find_setup(toys.case.folder)).items] == ["collected"]

    def test_nothing_without_points_is_counted(self, toys):
        """Votes, guesses and decks have no column."""
        counted = {e.id for e in load(find_setup(toys.key)).items}
        assert counted & {"bread-vote", "guess-the-month", "turn-the-cards"} == set()

    def test_two_ways_to_the_same_points_are_one_column(self, toys):
        """The function and its paper twin are counted once."""
        counted = [e.id for e in load(find_setup(toys.key)).items]
        assert ("share-of-expected" in counted, "write-the-share" in counted) == (True, False)


class TestStatuses:
    """Only what was graded has points."""

    def test_a_learner_who_is_always_right_earns_everything(self, toys):
        """Right answers to everything earn all points a machine can give."""
        hand_in(toys.hand_ins, "Ana", toys.case, answers(toys.case))
        result = graded(toys.hand_ins, toys.key, toys.out)[1]["ana"]
        machine = sum(item.out_of for item in result.items if item.status == "graded")
        assert (result.raw, result.waiting) == (machine, 1)

    def test_a_learner_who_is_always_wrong_earns_nothing(self, toys):
        """Wrong answers are zeros, each with its reason."""
        hand_in(toys.hand_ins, "Ana", toys.case, answers(toys.case, learner="wrong"))
        result = graded(toys.hand_ins, toys.key, toys.out)[1]["ana"]
        silent = [item.exercise for item in result.items if item.status == "graded" and not item.reasons]
        assert (result.raw, silent) == (0, [])

    def test_what_is_not_there_is_missing(self, toys):
        """An exercise without a record is missing, and has no points."""
        found = item(one(toys, who_counted="gardener"), "collected")
        assert (found.status, found.points) == ("missing", None)

    def test_an_empty_answer_is_blank(self, toys):
        """A record with nothing in it is blank, and has no points."""
        found = item(one(toys, who_counted=None), "who-counted")
        assert (found.status, found.points) == ("blank", None)

    def test_a_text_needs_a_person(self, toys):
        """Free text has no points until somebody has read it."""
        found = item(one(toys, in_your_words="Forty ducks."), "in-your-words")
        assert (found.status, found.points) == ("needs a person", None)

    def test_an_answer_of_another_shape_is_ungradable(self, toys):
        """What cannot be judged says why, and is no zero."""
        found = item(one(toys, who_counted=["gardener"]), "who-counted")
        assert (found.status, found.points, bool(found.why)) == ("ungradable", None, True)

    def test_what_may_be_in_a_broken_file_is_ungradable(self, toys):
        """Where a file could not be read, an absent answer is not called missing."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"who-counted": "gardener"})
        (toys.hand_ins / "Ana" / "02_nest.ipynb").write_bytes(b"\x89PNG")
        summary, found = graded(toys.hand_ins, toys.key, toys.out)
        states = item(found["ana"], "who-counted").status, item(found["ana"], "collected").status
        assert (states, len(summary.unreadable)) == (("graded", "ungradable"), 1)

    def test_nobody_graded_has_no_total(self, toys):
        """A hand-in without anything gradable has an empty total, not a zero."""
        (toys.hand_ins / "Ana").mkdir()
        (toys.hand_ins / "Ana" / "01_pond.ipynb").write_text("")
        graded(toys.hand_ins, toys.key, toys.out)
        assert rows(toys.out / "gradebook.csv")[0]["points"] == ""

    def test_all_statuses_are_counted_apart(self, toys):
        """The gradebook has a column for each status."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"who-counted": "gardener", "which-weakened": [], "collected": 4})
        graded(toys.hand_ins, toys.key, toys.out)
        row = rows(toys.out / "gradebook.csv")[0]
        assert [row[name] for name in ("graded", "blank", "needs a person", "ungradable")] == ["1", "1", "0", "1"]


PAPER = {"number": 66.7, "base": "expected", "unit": "percent"}


class TestTwins:
    """A function and the number worked out on paper earn the same, once."""

    def test_the_function_alone_earns_it(self, toys):
        """Whoever writes the function needs no paper."""
        found = item(one(toys, write_the_share=SHARE), "share-of-expected")
        assert (found.points, bool(found.how)) == (2, True)

    def test_paper_alone_earns_it(self, toys):
        """Whoever works it out needs no function."""
        assert item(one(toys, share_of_expected=PAPER), "share-of-expected").points == 2

    def test_the_better_of_the_two_counts(self, toys):
        """A wrong function takes nothing from a right number."""
        found = one(toys, share_of_expected=PAPER, write_the_share="def share(part, whole):\n    return 0\n")
        assert item(found, "share-of-expected").points == 2

    def test_nothing_is_earned_twice(self, toys):
        """Both right is as much as one right."""
        assert one(toys, share_of_expected=PAPER, write_the_share=SHARE).raw == 2


class TestWhichCounts:
    """Several records of one exercise."""

    def test_the_newest_attempt_wins(self, toys):
        """A second attempt replaces the first, better or not."""
        tries = [
            record(toys.case, "who-counted", answer, attempt=n) for n, answer in ((1, "gardener"), (2, "baker"))
        ]
        write_book(toys.hand_ins / "Ana" / "answers" / "01_pond.jsonl", reversed(tries))
        assert item(graded(toys.hand_ins, toys.key, toys.out)[1]["ana"], "who-counted").points == 0

    def test_book_and_notebook_that_differ_are_told(self, toys):
        """Two answers of the same attempt are a conflict, and one of them counts."""
        for place, answer, time in (
            ("answers/01_pond.jsonl", "baker", "10:00"),
            ("01_pond.ipynb", "gardener", "11:00"),
        ):
            write = write_book if place.endswith("jsonl") else write_notebook
            kept = record(toys.case, "who-counted", answer, time=f"2026-11-20T{time}:00+00:00")
            write(toys.hand_ins / "Ana" / place, [kept])
        found = graded(toys.hand_ins, toys.key, toys.out)[1]["ana"]
        told = [problem.where for problem in found.problems]
        assert (item(found, "who-counted").points, told) == (1, ["who-counted"])

    def test_a_draft_counts_and_is_told(self, toys):
        """What was kept but not recorded is graded, and said."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"who-counted": "gardener"}, committed=False, attempt=0)
        found = graded(toys.hand_ins, toys.key, toys.out)[1]["ana"]
        assert (item(found, "who-counted").points, len(found.problems)) == (1, 1)

    def test_an_older_wording_is_graded_and_told(self, toys):
        """An answer to words that have changed since is graded with today's key."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"who-counted": "gardener"}, asked="0123456789ab")
        found = graded(toys.hand_ins, toys.key, toys.out)[1]["ana"]
        assert (item(found, "who-counted").points, "older wording" in found.problems[0].found) == (1, True)

    def test_an_unknown_exercise_earns_nothing_and_is_told(self, toys):
        """An answer to an exercise that is not there changes nothing else."""
        kept = [
            record(toys.case, "who-counted", "gardener"),
            record(toys.case, "who-counted", "x").model_copy(update={"exercise": "no-such-thing"}),
        ]
        write_book(toys.hand_ins / "Ana" / "answers" / "01_pond.jsonl", kept)
        found = graded(toys.hand_ins, toys.key, toys.out)[1]["ana"]
        assert (found.raw, [problem.where for problem in found.problems]) == (1, ["no-such-thing"])

    def test_the_second_vote_is_the_vote(self, toys):
        """Votes are kept in the answers, the second before the first."""
        votes = [
            record(toys.case, "bread-vote", answer, round=round)
            for round, answer in (("second", "yes"), ("first", "no"))
        ]
        write_book(toys.hand_ins / "Ana" / "answers" / "01_pond.jsonl", votes)
        graded(toys.hand_ins, toys.key, toys.out)
        filed = json.loads((toys.out / "answers.jsonl").read_text(encoding="utf-8"))
        assert [answer["answer"] for answer in filed["answers"]] == ["yes"]


class TestCopies:
    """One record in two hand-ins."""

    def both(self, toys: Class, **fields: object) -> dict:
        """Ana, and Ben who handed in Ana's book."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"who-counted": "gardener"}, who="calm-crane")
        hand_in(toys.hand_ins, "Ben", toys.case, {"who-counted": "gardener"}, who="calm-crane")
        return graded(toys.hand_ins, toys.key, toys.out, **fields)[1]

    def test_earns_no_point_until_a_person_has_looked(self, toys):
        """Nobody can tell whose it is: it waits, and both are named."""
        found = self.both(toys)
        assert [(item(r, "who-counted").status, r.raw) for r in found.values()] == [("needs a person", None)] * 2

    def test_the_owner_keeps_it_where_the_rest_tells(self, toys):
        """Whose other answers are of another pseudonym is not the owner; the owner loses nothing."""
        own = record(toys.case, "collected", "vet", who="keen-hare")
        write_book(toys.hand_ins / "Ben" / "answers" / "02_more.jsonl", [own])
        found = self.both(toys)
        assert (found["ana"].raw, found["ben"].raw) == (1, 1)
        assert item(found["ben"], "who-counted").status == "needs a person"

    def test_a_group_may_share_a_book(self, toys, tmp_path):
        """Learners of one group in the roster worked together, and both earn it."""
        roster = tmp_path / "class.csv"
        roster.write_text("id,name,group\nana,Ana,1\nben,Ben,1\n", encoding="utf-8")
        assert [result.raw for result in self.both(toys, roster=roster).values()] == [1, 1]

    def test_the_same_pseudonym_is_no_copy(self, toys):
        """A teacher who laid the course out once for all gave them one pseudonym; their answers are their own."""
        for hour, name in enumerate(("Ana", "Ben")):
            time = f"2026-11-20T1{hour}:00:00+00:00"
            hand_in(toys.hand_ins, name, toys.case, {"who-counted": "gardener"}, who="calm-crane", time=time)
        assert [r.raw for r in graded(toys.hand_ins, toys.key, toys.out)[1].values()] == [1, 1]


class TestNames:
    """Whose work it is."""

    def test_the_same_name_twice_is_two_learners(self, toys, tmp_path):
        """Without a roster, two folders of one name are kept apart, and told."""
        for place in ("a", "b"):
            hand_in(tmp_path / place, "Ana", toys.case, {"who-counted": "gardener"}, who=f"keen-{place}")
        found = graded([tmp_path / "a", tmp_path / "b"], toys.key, toys.out)[1]
        assert ([*found], len(found["ana-2"].problems)) == (["ana", "ana-2"], 1)

    def test_with_a_roster_it_is_one(self, toys, tmp_path):
        """A learner of the roster who handed in twice is read once, with all answers."""
        for place, id in (("a", "who-counted"), ("b", "collected")):
            hand_in(tmp_path / place, "Ana", toys.case, {id: {"who-counted": "gardener", "collected": "vet"}[id]})
        roster = tmp_path / "class.csv"
        roster.write_text("id,name\nana,Ana\n", encoding="utf-8")
        found = graded([tmp_path / "a", tmp_path / "b"], toys.key, toys.out, roster=roster)[1]
        assert ([*found], found["ana"].raw) == (["ana"], 2)

    def test_whoever_handed_in_nothing_is_missing(self, toys, tmp_path):
        """A learner of the roster without a hand-in has a row without points."""
        roster = tmp_path / "class.csv"
        roster.write_text("id,name\nana,Ana\nben,Ben\n", encoding="utf-8")
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        found = graded(toys.hand_ins, toys.key, toys.out, roster=roster)[1]["ben"]
        assert (found.raw, {item.status for item in found.items}) == (None, {"missing"})

    def test_whoever_is_not_on_the_roster_is_graded_and_told(self, toys, tmp_path):
        """A name the roster does not have loses nothing."""
        roster = tmp_path / "class.csv"
        roster.write_text("id,name\nben,Ben\n", encoding="utf-8")
        hand_in(toys.hand_ins, "Zoe", toys.case, {"collected": "vet"})
        found = graded(toys.hand_ins, toys.key, toys.out, roster=roster)[1]["zoe"]
        assert (found.raw, found.problems[0].where) == (1, "Zoe")


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


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


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


def test_the_key_earns_its_points_through_the_whole_way(toys):
    """Every exercise of the toy case, answered with its own key, earns all its points from a notebook as well."""
    given = answers(toys.case)
    write_notebook(toys.hand_ins / "Ana" / "01_pond.ipynb", [record(toys.case, id, a) for id, a in given.items()])
    found = graded(toys.hand_ins, toys.key, toys.out)[1]["ana"]
    short = [i.exercise for i in found.items if i.points != asked(toys.case, i.exercise)[0].points]
    assert short == ["in-your-words"]
