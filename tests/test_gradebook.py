"""A folder of hand-ins becomes a gradebook: every status kept apart, whole or not at all."""

from __future__ import annotations

import pytest

from lessons.errors import CaseError, GradingError
from lessons.gradebook.database import opened
from lessons.gradebook.keys import find_setup, load
from lessons.gradebook.work import by_exercise
from tests.hand_ins import (
    answers,
    graded,
    hand_in,
    item,
    record,
    rows,
    write_book,
    write_notebook,
)
from tests.toy import asked, change, share_answer
from tests.toy_class import one, toys

__all__ = ["toys"]  # fixtures, under the names the tests ask for


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

    def test_a_question_is_named_by_number_slug_and_first_words(self, toys):
        """In the table and among the problems alike: nobody learns slugs by heart."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"who-counted": 7})
        graded(toys.hand_ins, toys.key, toys.out)
        question = next(e for e in toys.case.lesson("pond").exercises if e.id == "who-counted")
        name = f"1.1 who-counted: {question.prompt}"
        assert [heading for heading in rows(toys.out / "gradebook.csv")[0] if heading.startswith("1.1 ")] == [
            f"{name} (1)"
        ]
        assert name in [row["where"] for row in rows(toys.out / "problems.csv")]

    def test_all_statuses_are_counted_apart(self, toys):
        """The gradebook has a column for each status."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"who-counted": "gardener", "which-weakened": [], "collected": 4})
        graded(toys.hand_ins, toys.key, toys.out)
        row = rows(toys.out / "gradebook.csv")[0]
        assert [row[name] for name in ("graded", "blank", "needs a person", "ungradable")] == ["1", "1", "0", "1"]


PAPER = {"number": 66.7, "base": "expected", "unit": "percent"}


class TestDamaged:
    """A file that could be read in part, or not at all."""

    def test_what_is_not_there_may_stand_in_what_is_gone(self, toys):
        """Half a notebook: what was saved counts, what is not there is no “missing”."""
        given = [
            record(toys.case, id, answer) for id, answer in (("who-counted", "gardener"), ("collected", "vet"))
        ]
        path = write_notebook(toys.hand_ins / "Ana" / "01_pond.ipynb", given)
        whole = path.read_bytes()
        path.write_bytes(whole[: whole.rindex(b"collected") - 40])
        found = graded(toys.hand_ins, toys.key, toys.out)[1]["ana"]
        assert (item(found, "who-counted").points, item(found, "collected").status) == (1, "ungradable")

    def test_another_program_s_file_is_not_nothing(self, toys):
        """Whoever hands in a text document handed in something that nobody here can read."""
        (toys.hand_ins / "Ana").mkdir()
        (toys.hand_ins / "Ana" / "answers.docx").write_bytes(b"PK")
        found = graded(toys.hand_ins, toys.key, toys.out)[1]["ana"]
        assert ({row.status for row in found.items}, found.problems[0].costs) == ({"ungradable"}, True)


class TestTwins:
    """A function and the number worked out on paper earn the same, once."""

    def test_the_function_alone_earns_it(self, toys):
        """Whoever writes the function needs no paper."""
        found = item(one(toys, write_the_share=share_answer()), "share-of-expected")
        assert found.points == 2

    def test_paper_alone_earns_it(self, toys):
        """Whoever works it out needs no function."""
        assert item(one(toys, share_of_expected=PAPER), "share-of-expected").points == 2

    def test_the_better_of_the_two_counts(self, toys):
        """A wrong function takes nothing from a right number."""
        found = one(
            toys, share_of_expected=PAPER, write_the_share=share_answer("def share(part, whole):\n    return 0\n")
        )
        assert item(found, "share-of-expected").points == 2

    def test_nothing_is_earned_twice(self, toys):
        """Both right is as much as one right."""
        assert one(toys, share_of_expected=PAPER, write_the_share=share_answer()).raw == 2


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
        with opened(toys.out) as rows:
            assert by_exercise(rows.counted("ana"))["bread-vote"].answer == "yes"


def test_the_key_earns_its_points_through_the_whole_way(toys):
    """Every exercise of the toy case, answered with its own key, earns all its points from a notebook as well."""
    given = answers(toys.case)
    write_notebook(toys.hand_ins / "Ana" / "01_pond.ipynb", [record(toys.case, id, a) for id, a in given.items()])
    found = graded(toys.hand_ins, toys.key, toys.out)[1]["ana"]
    short = [i.exercise for i in found.items if i.points != asked(toys.case, i.exercise)[0].points]
    assert short == ["in-your-words"]
