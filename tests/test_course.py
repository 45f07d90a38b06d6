"""A course laid out for a learner: what goes out, what is kept, and what is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lessons.case import read_case
from lessons.case.where import (
    answers_folder,
    course_folder,
    default_case,
    first_case,
    material,
    next_case,
    read_course,
    second_case,
)
from lessons.cli import cli
from lessons.course import first_notebook, lab_environment, start
from lessons.errors import CaseError, CourseError
from tests.toy import FILES, GRADED, change, write_clone, write_next, write_toy

#: a notebook as a learner may leave it
OWN = '{"cells": [], "metadata": {"title": "my own words"}, "nbformat": 4, "nbformat_minor": 5}'


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone with the toy case and one notebook, to be in."""
    home = write_clone(tmp_path / "clone")
    monkeypatch.chdir(home)
    return home


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its content."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def lessons_start(*arguments: object) -> Result:
    """Run “lessons start” with these arguments."""
    return CliRunner().invoke(cli, ["start", *map(str, arguments)])


class TestStart:
    """Laying a course out."""

    def test_lays_out_notebooks_and_case(self, clone, tmp_path):
        """A new folder holds the notebooks, the case and one file about the course."""
        start(tmp_path / "mine")
        handed = {f"case/{name}" for name in FILES if not name.startswith("key/graded")}
        ours = {"00_pond.ipynb", "case/notebooks.zip", "course.toml"}
        assert set(files_in(tmp_path / "mine")) == handed | ours

    def test_an_empty_folder_will_do(self, clone, tmp_path):
        """A folder that exists and is empty is laid out like a new one."""
        (tmp_path / "mine").mkdir()
        assert len(start(tmp_path / "mine").written) == len(FILES) + 1

    def test_nothing_of_the_graded_key_goes_out(self, clone, tmp_path):
        """No file of a course holds a graded answer."""
        start(tmp_path / "mine")
        reason = GRADED.split('because = "')[1].split('"')[0].encode()
        assert [name for name, content in files_in(tmp_path / "mine").items() if reason in content] == []

    def test_what_goes_out_can_be_opened(self, clone, tmp_path):
        """A course that was laid out is a case without a fault."""
        start(tmp_path / "mine")
        result = CliRunner().invoke(cli, ["check", str(tmp_path / "mine" / "case")])
        assert result.exit_code == 0, result.output

    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    def test_says_in_the_case_that_it_was_handed_out(self, clone, tmp_path, mark):
        """The case itself tells that no graded key is to be expected, whatever its file begins with."""
        settings = clone / "seeds" / "toy" / "case.toml"
        settings.write_bytes(mark + settings.read_bytes())
        start(tmp_path / "mine")
        assert read_case(tmp_path / "mine" / "case").settings.handed_out == "practice"

    def test_a_case_that_was_handed_out_stays_so(self, clone, tmp_path):
        """What was laid out can be laid out again, and is not marked twice."""
        start(tmp_path / "mine")
        start(tmp_path / "theirs", tmp_path / "mine" / "case")
        mine, theirs = (files_in(tmp_path / whose / "case") for whose in ("mine", "theirs"))
        # the fresh notebooks of a case that was named are without outputs
        assert (mine.pop("notebooks.zip") != theirs.pop("notebooks.zip"), mine) == (True, theirs)

    def test_gives_a_pseudonym_that_says_nothing(self, clone, tmp_path):
        """A learner is two random words and a number, such as kind-otter-417."""
        start(tmp_path / "mine")
        assert len(read_course(tmp_path / "mine").pseudonym.split("-")) == 3

    def test_keeps_the_pseudonym(self, clone, tmp_path):
        """Laying out again does not rename the learner."""
        names = [start(tmp_path / "mine") and read_course(tmp_path / "mine").pseudonym for _ in range(3)]
        assert len(set(names)) == 1

    def test_the_same_case_keeps_the_stored_outputs(self, clone, tmp_path):
        """Notebooks go out with the outputs they were stored with."""
        start(tmp_path / "mine")
        assert b"about ducks" in (tmp_path / "mine" / "00_pond.ipynb").read_bytes()

    def test_another_case_clears_the_stored_outputs(self, clone, tmp_path):
        """Outputs that speak of another article do not go out."""
        start(tmp_path / "mine", write_toy(tmp_path / "other"))
        assert b"about ducks" not in (tmp_path / "mine" / "00_pond.ipynb").read_bytes()


class TestAgain:
    """Laying out over a course that is there."""

    def test_is_quiet(self, clone, tmp_path):
        """Where nothing has changed, nothing is written and nothing is said to be kept."""
        start(tmp_path / "mine")
        again = start(tmp_path / "mine")
        assert (again.written, again.kept) == ([], [])

    def test_changes_no_byte(self, clone, tmp_path):
        """A course laid out twice is the course laid out once."""
        start(tmp_path / "mine")
        before = files_in(tmp_path / "mine")
        start(tmp_path / "mine")
        assert files_in(tmp_path / "mine") == before

    @pytest.mark.parametrize("name", ["00_pond.ipynb", "case/notes/01-pond.md"])
    def test_never_overwrites_what_the_learner_changed(self, clone, tmp_path, name):
        """A changed file stays as the learner left it, and its name is told."""
        start(tmp_path / "mine")
        (tmp_path / "mine" / name).write_text(OWN, encoding="utf-8")
        again = start(tmp_path / "mine")
        assert (again.kept, (tmp_path / "mine" / name).read_text(encoding="utf-8")) == ([name], OWN)

    def test_says_what_it_kept(self, clone, tmp_path):
        """The command names each file that it left alone."""
        start(tmp_path / "mine")
        (tmp_path / "mine" / "00_pond.ipynb").write_text(OWN, encoding="utf-8")
        said = lessons_start(tmp_path / "mine").output
        assert "0 files laid out" in said.splitlines()[0]
        assert "kept, because you changed it: 00_pond.ipynb" in said.splitlines()

    def test_a_file_that_was_there_before_is_kept(self, clone, tmp_path):
        """A learner's own file of the same name is never taken for ours."""
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "00_pond.ipynb").write_text(OWN, encoding="utf-8")
        assert start(tmp_path / "mine").kept == ["00_pond.ipynb"]

    def test_brings_back_what_is_missing(self, clone, tmp_path):
        """A notebook that was deleted is laid out again."""
        start(tmp_path / "mine")
        (tmp_path / "mine" / "00_pond.ipynb").unlink()
        assert start(tmp_path / "mine").written == ["00_pond.ipynb"]

    def test_brings_what_is_new(self, clone, tmp_path):
        """A newer course replaces the files that the learner has not touched."""
        start(tmp_path / "mine")
        change(clone / "seeds" / "toy", "notes/01-pond.md", "For authors only.", "For authors.")
        again = start(tmp_path / "mine")
        assert (again.written, again.kept) == (["case/notes/01-pond.md"], [])

    def test_leaves_answers_alone(self, clone, tmp_path):
        """What a learner has answered is none of its business."""
        start(tmp_path / "mine")
        (tmp_path / "mine" / "answers").mkdir()
        (tmp_path / "mine" / "answers" / "00_pond.jsonl").write_text("{}\n", encoding="utf-8")
        start(tmp_path / "mine")
        assert (tmp_path / "mine" / "answers" / "00_pond.jsonl").read_text(encoding="utf-8") == "{}\n"


class TestSecondArticle:
    """A course with another article for the end."""

    @pytest.fixture
    def clone(self, clone: Path) -> Path:
        """The clone, with a second case after the first."""
        write_next(clone / "seeds" / "zoo")
        return clone

    def test_is_laid_out_beside_the_first(self, clone, tmp_path):
        """The second case goes out whole under next/, and the first as ever."""
        start(tmp_path / "mine")
        laid, source = files_in(tmp_path / "mine" / "next"), files_in(clone / "seeds" / "zoo")
        source["case.toml"] = b'handed_out = "practice"\n' + source["case.toml"]
        assert (laid, (tmp_path / "mine" / "case" / "case.toml").is_file()) == (source, True)

    def test_nothing_of_its_graded_key_goes_out(self, clone, tmp_path):
        """The second article's graded answers stay behind like the first one's."""
        write_toy(clone / "seeds" / "zoo")
        start(tmp_path / "mine")
        assert [name for name in files_in(tmp_path / "mine") if "graded" in name] == []

    def test_stands_in_the_course_file(self, clone, tmp_path):
        """A notebook finds it by the course."""
        start(tmp_path / "mine")
        assert next_case(tmp_path / "mine") == tmp_path / "mine" / "next"

    def test_laid_out_again_changes_no_byte(self, clone, tmp_path):
        """A course with two articles laid out twice is the course laid out once."""
        start(tmp_path / "mine")
        before = files_in(tmp_path / "mine")
        again = start(tmp_path / "mine")
        assert (again.written, again.kept, files_in(tmp_path / "mine")) == ([], [], before)

    def test_what_the_learner_changed_in_it_is_kept(self, clone, tmp_path):
        """A changed file of the second article stays as the learner left it."""
        start(tmp_path / "mine")
        (tmp_path / "mine" / "next" / "article.txt").write_text("mine", encoding="utf-8")
        assert start(tmp_path / "mine").kept == ["next/article.txt"]

    def test_with_a_fault_nothing_is_written(self, clone, tmp_path):
        """Both cases are checked before the first file is written."""
        change(clone / "seeds" / "zoo", "ledger.toml", 'source = "vet"', 'source = "dentist"')
        with pytest.raises(CaseError, match="dentist"):
            start(tmp_path / "mine")
        assert not (tmp_path / "mine").exists()

    def test_comes_to_a_course_that_had_none(self, clone, tmp_path):
        """An older course gets the second article when it is laid out again."""
        (clone / "seeds" / "zoo").rename(tmp_path / "zoo")
        start(tmp_path / "mine")
        had = next_case(tmp_path / "mine")
        (tmp_path / "zoo").rename(clone / "seeds" / "zoo")
        start(tmp_path / "mine")
        assert (had, next_case(tmp_path / "mine")) == (None, tmp_path / "mine" / "next")

    def test_comes_with_a_case_of_ones_own_too(self, clone, tmp_path):
        """Whoever brings a case for the course keeps the second article of the clone."""
        start(tmp_path / "mine", write_toy(tmp_path / "other"))
        assert "elsewhere" in (tmp_path / "mine" / "next" / "exercises" / "01-pond.toml").read_text(
            encoding="utf-8"
        )

    def test_is_found_from_inside_a_clone(self, clone):
        """Without a course, the clone's own second case is at hand, after its first."""
        assert (default_case(clone / "notebooks"), next_case(clone / "notebooks")) == (
            clone / "seeds" / "toy",
            clone / "seeds" / "zoo",
        )


class TestRefusals:
    """What cannot be done is said in a sentence, and nothing is done by half."""

    def test_a_case_with_faults_writes_nothing(self, clone, tmp_path):
        """A case is checked before the first file is written."""
        change(clone / "seeds" / "toy", "ledger.toml", 'source = "vet"', 'source = "dentist"')
        with pytest.raises(CaseError, match="dentist"):
            start(tmp_path / "mine")
        assert not (tmp_path / "mine").exists()

    def test_a_folder_that_cannot_be_written_gives_one_sentence(self, clone, tmp_path):
        """Where nothing can be written, the command says what to do instead."""
        (tmp_path / "file").write_text("", encoding="utf-8")
        result = lessons_start(tmp_path / "file" / "mine")
        assert (result.exit_code, len(result.output.splitlines())) == (1, 1)
        assert "cannot be written" in result.output

    def test_a_file_in_the_way_gives_one_sentence(self, clone, tmp_path):
        """A file where the folder should be is told, not replaced."""
        (tmp_path / "mine").write_text("mine", encoding="utf-8")
        result = lessons_start(tmp_path / "mine")
        assert (result.exit_code, (tmp_path / "mine").read_text(encoding="utf-8")) == (1, "mine")

    def test_a_folder_in_the_way_of_a_file_gives_one_sentence(self, clone, tmp_path):
        """A folder that bears a notebook's name is told, and is no traceback."""
        (tmp_path / "mine" / "00_pond.ipynb").mkdir(parents=True)
        result = lessons_start(tmp_path / "mine")
        assert (result.exit_code, type(result.exception)) == (1, SystemExit)

    @pytest.mark.parametrize("content", [b"\xff", b"version = ", b"version = 1"])
    def test_a_broken_course_file_is_not_overwritten(self, clone, tmp_path, content):
        """A course file that cannot be read is told, with what to do, and kept."""
        (tmp_path / "course.toml").write_bytes(content)
        with pytest.raises(CourseError, match="Move it away"):
            start(tmp_path)
        assert files_in(tmp_path)["course.toml"] == content

    def test_a_case_that_is_not_there_is_told(self, clone, tmp_path):
        """A wrong path to a case gives its one fault."""
        result = lessons_start(tmp_path / "mine", "--case", tmp_path / "nowhere")
        assert (result.exit_code, "no such folder" in result.output) == (1, True)

    def test_a_broken_notebook_is_told(self, clone, tmp_path):
        """A notebook that cannot be cleared is told, and is no traceback."""
        (clone / "notebooks" / "00_pond.ipynb").write_text("{", encoding="utf-8")
        result = lessons_start(tmp_path / "mine", "--case", write_toy(tmp_path / "other"))
        assert (result.exit_code, type(result.exception)) == (1, SystemExit)


class TestWhere:
    """Where things lie."""

    def test_a_course_is_found_from_inside(self, clone, tmp_path):
        """A notebook in a course's folder knows the course."""
        start(tmp_path / "mine")
        assert course_folder(tmp_path / "mine" / "case" / "notes") == tmp_path / "mine"

    def test_a_course_uses_its_own_case(self, clone, tmp_path):
        """What was laid out is used, not the clone's."""
        start(tmp_path / "mine")
        assert default_case(tmp_path / "mine") == tmp_path / "mine" / "case"

    def test_a_clone_uses_its_first_case(self, clone):
        """Without a course the clone's own case is at hand."""
        assert default_case(clone / "notebooks") == clone / "seeds" / "toy"

    def test_answers_lie_in_the_course(self, clone, tmp_path, monkeypatch):
        """A learner's answers stay with the course."""
        monkeypatch.delenv("LESSONS_ANSWERS", raising=False)
        start(tmp_path / "mine")
        assert answers_folder(tmp_path / "mine") == tmp_path / "mine" / "answers"

    def test_tests_send_answers_elsewhere(self, tmp_path, monkeypatch):
        """A run that is no learner's keeps its answers where it was told."""
        monkeypatch.setenv("LESSONS_ANSWERS", str(tmp_path / "empty"))
        assert answers_folder(tmp_path) == tmp_path / "empty"

    def test_no_case_is_told(self, tmp_path):
        """An empty folder of cases is told, with where to read on."""
        with pytest.raises(CourseError, match=r"expected a folder with a case\.toml"):
            first_case(tmp_path)

    def test_one_case_has_no_second(self, clone):
        """A folder of one case has nothing after it."""
        assert (second_case(clone / "seeds"), next_case(clone / "notebooks")) == (None, None)

    def test_a_course_without_a_second_article_has_none(self, clone, tmp_path):
        """What was laid out is used, not the clone's."""
        start(tmp_path / "mine")
        assert next_case(tmp_path / "mine") is None

    def test_no_material_is_told(self, tmp_path):
        """Outside a clone, without what is shipped, the sentence says what to do."""
        with pytest.raises(CourseError, match="run this inside the clone, or install the package again"):
            material("no-such-thing", tmp_path)

    def test_a_course_opens_on_its_first_notebook(self, clone, tmp_path):
        """Notebooks are in the order of their numbers."""
        start(tmp_path / "mine")
        assert first_notebook(tmp_path / "mine").name == "00_pond.ipynb"

    def test_a_folder_without_notebooks_is_told(self, tmp_path):
        """An empty folder is told with the command that fills it."""
        with pytest.raises(CourseError, match="lessons start"):
            first_notebook(tmp_path)

    def test_the_lab_keeps_the_user_s_own_settings(self, monkeypatch):
        """Our settings are put before the user's, not in their place."""
        monkeypatch.setenv("JUPYTER_CONFIG_PATH", "theirs")
        assert lab_environment()["JUPYTER_CONFIG_PATH"].endswith("theirs")

    def test_keeps_widgets_in_the_file(self, monkeypatch):
        """JupyterLab finds our settings where it is told to look; else an answered page comes back bare."""
        monkeypatch.delenv("JUPYTER_CONFIG_PATH", raising=False)
        settings = Path(lab_environment()["JUPYTER_CONFIG_PATH"]) / "labconfig" / "default_setting_overrides.json"
        widgets = json.loads(settings.read_text(encoding="utf-8"))["@jupyter-widgets/jupyterlab-manager:plugin"]
        assert widgets == {"saveState": True}
