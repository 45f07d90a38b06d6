"""The course in Gradescope: the autograder as it is uploaded, run on hand-ins as Gradescope runs it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lessons.case import Case, read_case
from lessons.cli import cli
from lessons.course.gradescope import main, results, write_gradescope
from lessons.errors import CourseError
from lessons.gradebook.keys import find_setup
from tests.hand_ins import record, write_book, write_notebook
from tests.learners import right, wrong
from tests.toy import hand_out, write_toy

CASE = Path(__file__).parent.parent / "seeds" / "north-korea-russia"
LESSON = 5


@pytest.fixture(scope="module")
def case() -> Case:
    """The real case, with its graded key."""
    return read_case(CASE)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What stands for /autograder: the uploaded files, unpacked."""
    home = tmp_path_factory.mktemp("autograder")
    write_gradescope(CASE, home / "uploaded.zip")
    with zipfile.ZipFile(home / "uploaded.zip") as packed:
        packed.extractall(home / "source")
    return home


def autograde(image: Path, submission: Path) -> dict[str, Any]:
    """Run the script as Gradescope does, with this Python, and read what it wrote."""
    shutil.rmtree(image / "submission", ignore_errors=True)
    shutil.copytree(submission, image / "submission")
    command = ["bash", image / "source" / "run_autograder", image, sys.executable]
    done = subprocess.run(command, cwd=image, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads((image / "results" / "results.json").read_text(encoding="utf-8"))


def answered(case: Case, learner: Any) -> list[Any]:
    """Records of a learner's answers to what is graded in one lesson."""
    (lesson,) = [lesson for lesson in case.lessons if lesson.number == LESSON]
    return [
        record(case, e.id, learner(e, case.graded[e.id], case)) for e in lesson.exercises if e.id in case.graded
    ]


def points(case: Case, learner: Any) -> dict[str, float | None]:
    """What grading each answer by itself gives, by the number of its question."""
    lesson = next(lesson for lesson in case.lessons if lesson.number == LESSON)
    return {
        f"{LESSON}.{place}": e.grade(case.graded[e.id], learner(e, case.graded[e.id], case), case.page).points
        for place, e in enumerate(lesson.exercises, 1)
        if e.id in case.graded and e.same_as not in case.graded
    }


class TestRunAutograder:
    """The script Gradescope calls."""

    def test_gives_each_question_its_points(self, image, case, tmp_path):
        """A right hand-in of one lesson has full points there, and no score elsewhere."""
        write_notebook(tmp_path / "05_out_of_how_many.ipynb", answered(case, right))
        told = autograde(image, tmp_path)
        scores = {test["number"]: test["score"] for test in told["tests"] if "score" in test}
        assert (scores, told["score"]) == (points(case, right), sum(points(case, right).values()))

    def test_a_wrong_answer_is_a_zero_and_says_why(self, image, case, tmp_path):
        """Only what was judged is a number, and its reason is beside it."""
        write_book(tmp_path / "answers" / "05_out_of_how_many.jsonl", answered(case, wrong))
        told = autograde(image, tmp_path)
        judged = [test for test in told["tests"] if "score" in test]
        silent = [test["number"] for test in judged if "Look again" not in test["output"]]
        assert ({test["number"]: test["score"] for test in judged}, silent) == (points(case, wrong), [])

    def test_a_damaged_hand_in_has_no_score(self, image, case, tmp_path):
        """What could not be read is told, and is no number anywhere."""
        path = write_notebook(tmp_path / "05_out_of_how_many.ipynb", answered(case, right))
        path.write_bytes(path.read_bytes()[:100])
        told = autograde(image, tmp_path)
        assert ("score" in told, [test for test in told["tests"] if "score" in test]) == (False, [])
        assert (told["output"].startswith("0 of "), path.name in told["output"]) == (True, True)
        assert told["extra_data"]["statuses"] == {"ungradable": len(told["tests"])}

    def test_a_file_called_like_the_package_is_not_taken_for_it(self, image, case, tmp_path):
        """No file of a hand-in is ever run."""
        write_notebook(tmp_path / "05.ipynb", answered(case, right))
        (tmp_path / "lessons.py").write_text("raise SystemExit('run')", encoding="utf-8")
        assert autograde(image, tmp_path)["score"] == sum(points(case, right).values())


class TestResults:
    """The file of results."""

    @pytest.fixture
    def told(self, case: Case, tmp_path: Path) -> dict[str, Any]:
        """The results of a wrong hand-in."""
        write_book(tmp_path / "05_out_of_how_many.jsonl", answered(case, wrong))
        return results(find_setup(CASE), tmp_path)

    def test_points_and_reasons_wait_until_they_are_published(self, told):
        """Nobody reads a verdict before the teacher says so."""
        assert {test["visibility"] for test in told["tests"]} == {"after_published"}

    def test_what_is_seen_at_once_holds_no_verdict(self, told):
        """What was read, and what was not, is told; not one reason, and no points."""
        reasons = [line for test in told["tests"] for line in test["output"].splitlines()]
        assert [line for line in reasons if line in told["output"]] == []

    def test_what_was_not_found_is_named(self, told):
        """A learner sees at once which questions did not come through."""
        missing = [test["number"] for test in told["tests"] if test["extra_data"]["status"] == "missing"]
        assert (len(missing) > 0, f"Not found: {', '.join(missing)}." in told["output"]) == (True, True)

    def test_the_receipt_stands_in_it(self, told):
        """The letters are those of our own grading."""
        assert (len(told["extra_data"]["receipt"]), told["extra_data"]["receipt"] in told["output"]) == (9, True)

    @pytest.mark.parametrize(
        "names",
        [["book.jsonl"], ["ana/answers/05.jsonl"], ["ana.jsonl", "zoe.jsonl"], ["one/a.jsonl", "two/b.jsonl"]],
    )
    def test_all_files_are_one_learner_s(self, case, tmp_path, names):
        """However files and folders are called, what was uploaded is one hand-in."""
        records = answered(case, right)
        for place, name in enumerate(names):
            write_book(tmp_path / name, records[place :: len(names)])
        assert results(find_setup(CASE), tmp_path)["score"] == sum(points(case, right).values())

    def test_an_empty_hand_in_has_no_score(self, tmp_path):
        """Nothing handed in is nothing found, and no number."""
        told = results(find_setup(CASE), tmp_path)
        assert ("score" in told, set(told["extra_data"]["statuses"])) == (False, {"missing"})

    def test_a_case_that_cannot_be_read_is_one_sentence(self, tmp_path):
        """An autograder that was built wrongly says so to the teacher."""
        with pytest.raises(SystemExit, match="case"):
            main(tmp_path, CASE / "key" / "graded", tmp_path, tmp_path / "results.json")


class TestWriting:
    """The autograder, before it is uploaded."""

    def test_its_scripts_may_be_run(self, image):
        """Gradescope runs both scripts."""
        with zipfile.ZipFile(image / "uploaded.zip") as packed:
            modes = {entry.filename: entry.external_attr >> 16 & 0o777 for entry in packed.infolist()}
        runnable = sorted(name for name, mode in modes.items() if mode == 0o755)
        assert runnable == ["run_autograder", "setup.sh"]

    @pytest.mark.parametrize("name", ["run_autograder", "setup.sh"])
    def test_its_scripts_are_whole(self, image, name):
        """The shell finds no fault with a script."""
        assert subprocess.run(["bash", "-n", image / "source" / name], check=False).returncode == 0

    def test_holds_case_key_and_package(self, image):
        """All it needs is in it: the graded key, the case around it, and the package to install."""
        names = {path.relative_to(image / "source").as_posix() for path in (image / "source").rglob("*")}
        assert {"case/case.toml", f"key/0{LESSON}-out-of-how-many.toml"} <= names
        assert [name.endswith(".whl") for name in names].count(True) == 1

    def test_only_the_lessons_named_count(self, case, tmp_path):
        """An assignment on some lessons asks for nothing of the others."""
        names = write_gradescope(CASE, tmp_path / "made.zip", "5,8")
        keys = [name for name in names if name.startswith("key/")]
        assert keys == [f"key/{lesson.stem}.toml" for lesson in case.lessons if lesson.number in (5, 8)]

    def test_a_case_without_a_graded_key_is_refused(self, tmp_path):
        """An autograder without answers could only say nothing."""
        handed_out = hand_out(write_toy(tmp_path / "toy"))
        with pytest.raises(CourseError, match="no graded key"):
            write_gradescope(handed_out, tmp_path / "made.zip")

    def test_the_command_says_what_it_holds(self, tmp_path):
        """“lessons handout --gradescope” writes it, and warns."""
        result = CliRunner().invoke(cli, ["handout", "--gradescope", str(tmp_path / "made.zip")])
        assert (result.exit_code, "graded key" in result.output, (tmp_path / "made.zip").is_file()) == (
            0,
            True,
            True,
        )
