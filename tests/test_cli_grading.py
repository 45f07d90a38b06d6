"""The commands for those who grade: from hand-ins to released feedback, and what they say on the way."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lessons.cli import cli
from lessons.gradebook.by_hand import HandMark
from lessons.gradebook.by_hand_csv import csv_of_marks
from lessons.gradebook.marking import answer_hash
from tests.hand_ins import hand_in, item, record, results, rows, write_notebook
from tests.toy import change
from tests.toy_class import Class, toys

__all__ = ["toys"]
TEXT = "Forty, says the gardener."
#: a source without results, so that a person must look
UNCALLED = "def share(part, whole):\n    return 100 * part / whole\n"
DOUBT_TOO = ('source = "a source is named"', 'source = "a source is named"\ndoubt = "what is open stays open"')
EARLY, LATE = "2026-05-04T09:30Z", "2026-05-05T09:30Z"


def say(*arguments: object) -> Result:
    """What a command said, in this process."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def graded(toys: Class) -> Class:
    """Ana and Ben, graded: Ana wrote a text as well."""
    hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet", "in-your-words": TEXT})
    hand_in(toys.hand_ins, "Ben", toys.case, {"collected": "baker"})
    done = say("grade", toys.hand_ins, "--key", toys.key, "-o", toys.out, "--jobs", 1)
    assert done.exit_code == 0, done.output
    return toys


def marked(folder: Path, marker: str, level: int, **fields: Any) -> Path:
    """A file of one marker's mark for Ana's text."""
    mark = HandMark("ana", "in-your-words", answer_hash(TEXT), {"source": level}, None, "Whose count?", marker)
    text = csv_of_marks([replace(mark, **fields)])
    (folder / f"{marker}.csv").write_text(text, encoding="utf-8")
    return folder / f"{marker}.csv"


def marking_pages_of(toys: Class) -> dict[str, str]:
    """The marking pages of a gradebook, by name."""
    done = say("mark", toys.out, "-o", toys.out.parent / "marking")
    assert done.exit_code == 0, done.output
    return {path.name: path.read_text(encoding="utf-8") for path in (toys.out.parent / "marking").iterdir()}


def ask_both_ways(toys: Class) -> None:
    """Grade two learners who took different ways to the same points, and both must be looked at."""
    hand_in(toys.hand_ins, "Ana", toys.case, {"share-of-expected": {"number": "many"}})
    hand_in(toys.hand_ins, "Ben", toys.case, {"write-the-share": UNCALLED})
    say("grade", toys.hand_ins, "--key", toys.key, "-o", toys.out, "--jobs", 1)


class TestGrade:
    """One command from hand-ins to gradebook."""

    def test_counts_every_status(self, graded):
        """The screen says how many answers came to what."""
        said = say("grade", graded.hand_ins, "--key", graded.key, "-o", graded.out, "--jobs", 1).output
        assert ("2 learners" in said, "     2  graded" in said, "     1  needs a person" in said) == (True,) * 3

    def test_ends_with_three_where_something_could_not_be_read(self, toys):
        """Code 3, and a list of whose and what."""
        (toys.hand_ins / "Ana").mkdir()
        (toys.hand_ins / "Ana" / "01_pond.ipynb").write_bytes(b"%PDF")
        done = say("grade", toys.hand_ins, "--key", toys.key, "-o", toys.out, "--jobs", 1)
        assert (done.exit_code, "Ana: 01_pond.ipynb" in done.output) == (3, True)

    def test_a_path_that_is_not_there_is_a_sentence(self, toys):
        """Nothing is written, and nobody sees a traceback."""
        done = say("grade", toys.out / "nowhere", "--key", toys.key, "-o", toys.out)
        assert (done.exit_code, "Check the path" in done.output, toys.out.exists()) == (1, True, False)

    def test_names_who_handed_in_nothing(self, graded, tmp_path):
        """A class list may hold somebody of whom nothing came."""
        roster = tmp_path / "class.csv"
        roster.write_text("name\nAna\nBen\nNell\n", encoding="utf-8")
        said = say("grade", graded.hand_ins, "--key", graded.key, "-o", graded.out, "--roster", roster).output
        assert "Nothing to grade was handed in by: Nell." in said

    def test_counts_the_lessons_that_were_handed_out(self, graded):
        """Of other lessons nothing is missing, now and whenever graded again; a lesson nobody has is told."""
        asked = ("--key", graded.key, "-o", graded.out, "--jobs", 1)
        say("grade", graded.hand_ins, "--lessons", "1", *asked)
        before = results(graded.out)["ana"].out_of
        say("regrade", graded.out, "--key", graded.key, "--jobs", 1)
        say("grade", graded.hand_ins, *asked)
        again = results(graded.out)["ana"].out_of
        refused = say("grade", graded.hand_ins, "--lessons", "7", *asked)
        assert (before == again > 0, "no lesson 7" in refused.output) == (True, True)

    def test_a_late_policy_leaves_the_raw_points(self, graded, tmp_path):
        """What is taken off stands beside what was earned."""
        policy = tmp_path / "late.toml"
        policy.write_text('due = 2026-11-19T12:00:00+00:00\n[[steps]]\nafter = "0 minutes"\nkeeps = 0.5\n')
        say("grade", graded.hand_ins, "--key", graded.key, "-o", graded.out, "--late", policy, "--jobs", 1)
        found = results(graded.out)["ana"]
        assert (found.raw, found.adjusted) == (1, 0.5)

    def test_fills_in_the_class_list_of_an_lms(self, graded, tmp_path):
        """Canvas' own export comes back with the points in it, in the gradebook's folder."""
        export = tmp_path / "canvas.csv"
        export.write_text(
            "Student,ID,SIS User ID,SIS Login ID,Section,Ducks (77)\n    Points Possible,,,,,24\nBen,2,s2,ben,A,\n"
        )
        done = say(
            "grade",
            graded.hand_ins,
            "--key",
            graded.key / "graded",
            "-o",
            graded.out,
            "--roster",
            export,
            "--jobs",
            1,
        )
        # Ana, who is graded too, is not on the list
        assert done.exit_code == 3, done.output
        assert rows(graded.out / "lms" / "canvas.csv")[1]["Ducks (77)"] == "0"


class TestRegrade:
    """Another key."""

    def test_names_who_changed(self, graded):
        """Who, what, by how much, and how many in all."""
        change(graded.case.folder, "key/graded/01-pond.toml", 'value = "vet"', 'value = "baker"')
        change(graded.case.folder, "key/graded/01-pond.toml", 'sample_wrong = "baker"', 'sample_wrong = "vet"')
        change(graded.case.folder, "key/graded/01-pond.toml", "wrong.baker", "wrong.vet")
        said = say("regrade", graded.out, "--key", graded.key, "--jobs", 1).output
        assert (
            "Ana: 1.16 collected: Who says bread harms ducks?: 1 → 0 (-1)." in said,
            "2 of 2 learners changed." in said,
        ) == (True, True)

    def test_another_policy_changes_only_lateness(self, graded, tmp_path):
        """A policy that comes later is reckoned from the stored times."""
        policy = tmp_path / "late.toml"
        policy.write_text('due = 2026-11-19T12:00:00+00:00\n[[steps]]\nafter = "0 minutes"\nkeeps = 0.5\n')
        said = say("regrade", graded.out, "--key", graded.key, "--late", policy, "--jobs", 1).output
        assert "Ana: lateness: 1 → 0.5" in said


class TestMark:
    """Marks by hand."""

    def test_writes_a_page_for_each_question_that_waits(self, graded):
        """One page a question, without the learner's name."""
        pages = marking_pages_of(graded)
        assert ([*pages], "Ana" in pages["in-your-words.html"]) == (["in-your-words.html"], False)

    def test_takes_marks_in(self, graded, tmp_path):
        """Marks become points, and the screen says whose."""
        said = say("mark", graded.out, "--take", marked(tmp_path, "KM", 3), "--jobs", 1).output
        found = item(results(graded.out)["ana"], "in-your-words")
        assert (found.points, "Marked by KM." in said) == (0.75, True)

    def test_gives_them_out_as_a_file_of_their_own(self, graded, tmp_path):
        """Grading the hand-ins again changes nothing in by_hand.csv."""
        say("mark", graded.out, "--take", marked(tmp_path, "KM", 3), "--jobs", 1)
        before = (graded.out / "by_hand.csv").read_bytes()
        say("grade", graded.hand_ins, "--key", graded.key, "-o", graded.out, "--jobs", 1)
        assert ((graded.out / "by_hand.csv").read_bytes(), results(graded.out)["ana"].raw) == (before, 1.75)

    def test_the_pages_of_next_week_are_understood(self, graded, tmp_path):
        """The codes on a page hold as long as the gradebook does."""
        for folder in ("one", "two"):
            say("mark", graded.out, "-o", tmp_path / folder)
            say("regrade", graded.out, "--key", graded.key, "--jobs", 1)
        pages = [(tmp_path / folder / "in-your-words.html").read_bytes() for folder in ("one", "two")]
        assert pages[0] == pages[1]

    def test_says_how_many_marks_were_taken(self, graded, tmp_path):
        """A comment without a mark is told apart: nothing is counted twice."""
        later = marked(tmp_path, "LP", 3, levels={})
        said = say("mark", graded.out, "--take", marked(tmp_path, "KM", 3), "--take", later, "--jobs", 1).output
        assert "1 mark and 1 comment without a mark taken." in said

    def test_a_mark_for_an_older_answer_is_told_and_replaces_none(self, graded, tmp_path):
        """A page from before the second hand-in, marked after the first mark: the mark that fits stays."""
        say("mark", graded.out, "--take", marked(tmp_path, "KM", 3, time=EARLY), "--jobs", 1)
        late = marked(tmp_path, "KM", 0, answer="12ab", time=LATE)
        said = say("mark", graded.out, "--take", late, "--jobs", 1).output
        told = "Made for an answer that has changed since: Ana (1.13). Kept, and counted for nothing; mark again."
        assert (told in said, item(results(graded.out)["ana"], "in-your-words").points) == (True, 0.75)

    def test_a_mark_for_nobody_here_is_told(self, graded, tmp_path):
        """A file of another class is noticed."""
        said = say("mark", graded.out, "--take", marked(tmp_path, "KM", 3, learner="zoe"), "--jobs", 1).output
        assert "For nobody or no question of this gradebook: zoe (1.13). Kept" in said

    def test_half_a_mark_is_told_with_what_is_left(self, graded, tmp_path):
        """The criteria that have no level yet, and whose answer it is."""
        change(graded.case.folder, "exercises/01-pond.toml", *DOUBT_TOO)
        for level in (4, 2, 0):
            old, new = f"source = {level} }}", f"source = {level}, doubt = {level} }}"
            change(graded.case.folder, "key/practice/01-pond.toml", old, new)
        said = say("mark", graded.out, "--take", marked(tmp_path, "KM", 3), "--jobs", 1).output
        assert "Ana (1.13): still to mark: doubt." in said

    def test_two_ways_to_the_same_points_have_a_page_each(self, toys):
        """Ana's number cannot be read, Ben's function has no results: each page asks what was answered there."""
        ask_both_ways(toys)
        pages = marking_pages_of(toys)
        shown = {name: ("Write the share" in text, "100 * part / whole" in text) for name, text in pages.items()}
        assert shown == {"share-of-expected.html": (False, False), "write-the-share.html": (True, True)}

    def test_both_ways_are_marked_in_the_same_column(self, toys):
        """What the second way's page writes is taken like any other mark."""
        ask_both_ways(toys)
        columns = re.findall(r'data-exercise="(.*?)"', "".join(marking_pages_of(toys).values()))
        mark = {
            "learner": "ben",
            "exercise": columns[0],
            "answer": answer_hash(UNCALLED),
            "levels": {},
            "points": 2,
        }
        say("mark", toys.out, "--take", marked(toys.out.parent, "KM", 0, **mark), "--jobs", 1)
        ben = item(results(toys.out)["ben"], "share-of-expected")
        assert (columns, ben.points) == (["share-of-expected"] * 2, 2)


class TestAgreement:
    """Two markers."""

    def test_compares_two_markers(self, graded, tmp_path):
        """Both marked Ana's text: one answer, and no kappa from one; the question by its number and title."""
        files = [marked(tmp_path, "KM", 3), marked(tmp_path, "LP", 1)]
        say("mark", graded.out, *(part for file in files for part in ("--take", file)), "--jobs", 1)
        said = say("agreement", graded.out, "KM", "LP").output
        assert said.startswith("1 answer marked by both.")
        assert re.search(r"2 levels apart: ana, \d+\.\d+ in-your-words: \w", said)

    def test_a_marker_nobody_knows_is_a_sentence(self, graded):
        """It says who there is."""
        done = say("agreement", graded.out, "KM", "LP")
        assert (done.exit_code, "there are marks by nobody" in done.output) == (1, True)


class TestRelease:
    """Feedback leaves the gradebook by a step of its own."""

    @pytest.mark.parametrize("name", ["ana", "Ana"])
    def test_one_page_can_be_looked_at_before(self, graded, tmp_path, name):
        """One learner's, finished or not, by id or by name."""
        say("release", graded.out, "-o", tmp_path / "look", "--only", name)
        assert [path.name for path in (tmp_path / "look").iterdir()] == ["ana.html"]

    def test_a_name_nobody_has_is_a_sentence(self, graded, tmp_path):
        """It says who there is."""
        done = say("release", graded.out, "-o", tmp_path / "look", "--only", "Zoe")
        assert (done.exit_code, "expected one. Say which: --only ana or ben" in done.output) == (1, True)

    def test_leaves_out_who_waits_for_a_person(self, graded, tmp_path):
        """Ben's page goes out; Ana's text is not marked yet."""
        said = say("release", graded.out, "-o", tmp_path / "out").output
        assert ([path.name for path in (tmp_path / "out").iterdir()], "Ana" in said) == (["ben.html"], True)

    def test_says_how_many_wait_and_what_to_type(self, graded, tmp_path):
        """The line that sends them all the same can be typed as it stands."""
        told = say("release", graded.out, "-o", tmp_path / "out").output
        typed = told.partition("To send all the same: lessons ")[2].split("\n")[0]
        assert told.splitlines()[1].startswith("1 page waits for a person")
        say(*(word for word in typed.replace("--waiting include", "").split()), "--waiting", "include")
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["ana.html", "ben.html"]

    def test_gives_everything_when_asked(self, graded, tmp_path):
        """A teacher may release what is there."""
        say("release", graded.out, "-o", tmp_path / "out", "--waiting", "include")
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["ana.html", "ben.html"]

    def test_a_page_released_too_early_is_taken_back(self, graded, tmp_path):
        """Released again after something came to wait, the page is no longer there."""
        say("release", graded.out, "-o", tmp_path / "out", "--waiting", "include")
        say("release", graded.out, "-o", tmp_path / "out")
        assert [path.name for path in (tmp_path / "out").iterdir()] == ["ben.html"]

    def test_not_into_the_gradebook(self, graded):
        """The gradebook's own folder stays the teacher's."""
        done = say("release", graded.out, "-o", graded.out / "out")
        assert (done.exit_code, "outside it" in done.output) == (1, True)

    def test_not_among_other_files(self, graded, tmp_path):
        """A folder that holds anything else is left as it is: pages carry names."""
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "thesis.txt").write_text("mine", encoding="utf-8")
        done = say("release", graded.out, "-o", tmp_path / "out")
        there = [path.name for path in (tmp_path / "out").iterdir()]
        assert (done.exit_code, "thesis.txt" in done.output, there) == (1, True, ["thesis.txt"])

    def test_makes_the_zip_that_moodle_takes(self, graded, tmp_path):
        """With Moodle's worksheet as class list, the feedback comes back as Moodle wants it."""
        sheet = tmp_path / "moodle.csv"
        sheet.write_text(
            "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
            "Last modified (submission),Last modified (grade),Feedback comments\n"
            "Participant 7,Ben,ben@pond.example,Submitted,,24.00,Yes,-,-,\n"
        )
        say("grade", graded.hand_ins, "--key", graded.key, "-o", graded.out, "--roster", sheet, "--jobs", 1)
        say("release", graded.out, "-o", tmp_path / "out")
        with zipfile.ZipFile(tmp_path / "out" / "moodle-feedback.zip") as packed:
            assert packed.namelist() == ["Ben_7_assignsubmission_file_/feedback.html"]

    def test_makes_the_zip_that_canvas_takes(self, toys, tmp_path):
        """Pages are called as Canvas called the files that were handed in, hidden names too."""
        for name, who in (("liana_LATE_4711_700015", "a"), ("anon_x7Kq2_700025", "b")):
            told = [record(toys.case, "collected", "vet", who=f"kind-{who}")]
            write_notebook(toys.hand_ins / f"{name}_02_sourcing.ipynb", told)
        say("grade", toys.hand_ins, "--key", toys.key, "-o", toys.out, "--jobs", 1)
        said = say("release", toys.out, "-o", tmp_path / "out").output
        assert "For Canvas" in said, said
        with zipfile.ZipFile(tmp_path / "out" / "canvas-feedback.zip") as packed:
            assert sorted(packed.namelist()) == [
                "anon_x7Kq2_700025_feedback.html",
                "liana_LATE_4711_700015_feedback.html",
            ]
        assert "For Canvas (“Upload Submissions”)" in said
