"""The real case, handed out as graded: somebody who reads every file cannot work out what is asked."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from lessons.case import Case, read_case
from lessons.case.where import read_course
from lessons.cli import cli
from lessons.course.handout import staged
from lessons.course.packing import zipped
from lessons.course.storing import run
from tests.articles import CASE
from tests.leaks import Handout, files_in_zip, finds
from tests.learners import right

ROOT = Path(__file__).parent.parent
SEED = min((ROOT / "seeds").glob("*/key/graded")).parent.parent
FULL = CASE
GRADED = [exercise for lesson in FULL.lessons for exercise in lesson.exercises if exercise.id in FULL.graded]

#: what the reader works out, among others, where nothing is withheld
TOLD_BY_A_WHOLE_COPY = {
    "hand-in-mark-what-weakens",
    "drone-tests-who-from-whom",
    "are-the-drones-ai-powered",
    "twenty-one-of-about-fifty",
    "december-to-march",
    "chart-reports-each-month",
    "hand-in-five-verdicts",
    "hand-in-two-labels",
    "hand-in-august-to-september",
}


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip that the command writes, from inside the clone."""
    path, here = tmp_path_factory.mktemp("graded") / "course.zip", Path.cwd()
    os.chdir(ROOT)
    try:
        result = CliRunner().invoke(cli, ["handout", "--mode", "graded", "--case", str(SEED), "-o", str(path)])
    finally:
        os.chdir(here)
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture(scope="module")
def files(packed: Path) -> dict[str, bytes]:
    """Every file of the zip, and of the wheel in it."""
    return files_in_zip(packed.read_bytes())


@pytest.fixture(scope="module")
def home(packed: Path) -> Path:
    """The course as a learner unzips it."""
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(packed.parent)
    return packed.parent / "according-to"


@pytest.fixture
def copy(home: Path) -> Case:
    """The case as a learner has it."""
    return read_case(home / "case")


class TestReader:
    """Somebody who reads everything and knows nothing."""

    def test_works_out_no_graded_answer(self, copy, files):
        """Not one answer can be read off the files, the outputs, the metadata or the package."""
        assert finds(Handout(copy, files, FULL)) == {}

    def test_works_out_answers_where_nothing_is_withheld(self, monkeypatch):
        """The same reader finds them in a practice handout: the promise above is about something."""
        monkeypatch.chdir(ROOT)
        with staged(SEED, "practice") as stage:
            whole = files_in_zip(zipped(stage.files()))
            found = finds(Handout(read_case(stage.cases["case"]), whole, FULL))
        assert TOLD_BY_A_WHOLE_COPY - set(found) == set()


class TestFiles:
    """What is in the zip."""

    def test_no_file_of_the_graded_key(self, files):
        """No name in the zip speaks of a graded key, and the package carries no course."""
        assert [name for name in files if "key/graded" in name or "_course" in name] == []

    def test_no_exercise_of_the_graded_key_has_a_table(self, files):
        """No file has a table named by a graded exercise, as keys have."""
        tables = {f"[{exercise.id}]".encode() for exercise in GRADED}
        assert [name for name, content in files.items() if tables & set(content.splitlines())] == []

    def test_notebooks_carry_no_metadata_of_their_own(self, home):
        """A notebook's metadata name its kernel and its lesson, a cell's that a slip in it stops no other."""
        books = [nbformat.read(path, as_version=4) for path in sorted(home.glob("*.ipynb"))]
        assert {name for book in books for name in book.metadata} == {"kernelspec", "language_info", "lessons"}
        tagged = [cell.metadata for book in books for cell in book.cells if cell.metadata]
        assert all(metadata == {"tags": ["raises-exception"]} for metadata in tagged)

    def test_nothing_speaks_of_the_machine_it_was_made_on(self, files):
        """No folder of the teacher's stands in any file."""
        paths = {str(ROOT).encode(), str(Path.home()).encode() + b"/"}
        assert [name for name, content in files.items() if any(path in content for path in paths)] == []


class TestCopy:
    """The case as it was handed out."""

    def test_is_whole(self, home):
        """“lessons check” has nothing to say of it."""
        result = CliRunner().invoke(cli, ["check", str(home / "case")])
        assert (result.exit_code, result.stderr) == (0, "")

    @pytest.mark.parametrize("exercise", GRADED, ids=lambda exercise: exercise.id)
    def test_asks_just_what_the_key_answers(self, copy, exercise):
        """An answer to the handout, in any variant, is an answer to the instructor's exercise."""
        handed = next(e for lesson in copy.lessons for e in lesson.exercises if e.id == exercise.id)
        assert [variant.asked for variant in handed.each] == [variant.asked for variant in exercise.each]

    @pytest.mark.parametrize("exercise", GRADED, ids=lambda exercise: exercise.id)
    def test_takes_the_right_answer(self, copy, exercise):
        """With all that is withheld, the right answer can still be given."""
        handed = next(e for lesson in copy.lessons for e in lesson.exercises if e.id == exercise.id)
        assert not handed.is_blank(handed.accept(right(exercise, FULL.graded[exercise.id], FULL)))

    def test_practice_still_explains(self, copy):
        """Nearly every practice question keeps its key."""
        assert set(FULL.practice) - set(copy.practice) == {"predict-how-many-stand"}

    @pytest.mark.parametrize("stem", ["04_one_source_or_many", "05_out_of_how_many", "08_verdict"])
    def test_its_notebooks_run_where_they_were_unzipped(self, home, stem):
        """A learner who runs every cell meets no error."""
        path = home / f"{stem}.ipynb"
        run(nbformat.read(path, as_version=4), path)
        assert read_course(home).pseudonym

    def test_counts_have_a_line_for_what_is_withheld(self, home, copy):
        """Where a cell counts verdicts, those withheld are counted too, and the line above says so."""
        cells = nbformat.read(home / "08_verdict.ipynb", as_version=4).cells
        cell = next(c for c in cells if "Counter(claim.verdict" in c.source)
        number = copy.count("verdict", "withheld")
        assert cell.source.startswith(f"# withheld until the hand-ins are graded: verdict of {number} claims\n")
        assert f"'withheld': {number}" in cell.outputs[0].data["text/plain"]
