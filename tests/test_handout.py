"""A course for a class: what goes into the zip, what stays behind, and what is said when it cannot be made."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lessons.case import read_case
from lessons.case.chosen import chosen
from lessons.case.pseudonym import pseudonym_of
from lessons.case.where import Course, read_course
from lessons.case.withheld import Place
from lessons.cli import cli
from lessons.course import course_to_open, start
from lessons.course.handout import staged
from lessons.course.noticing import notice
from lessons.course.packing import wheel, zipped
from lessons.errors import CaseError, CourseError
from tests.toy import GRADED, change, hand_out, quick, withhold, write_clone, write_lesson, write_next


def notebook(*sources: str) -> bytes:
    """A notebook of these code cells, with an output that must not go out."""
    output = {"output_type": "stream", "name": "stdout", "text": "an output of another day"}
    code: dict[str, Any] = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [output]}
    cells = [{**code, "id": f"c{at}", "source": source} for at, source in enumerate(sources)]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


POND = ('from lessons import open_desk\ndesk = open_desk("pond")', 'desk.read("opening")', "desk.hand_in()")


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone to be in, with notebooks for lessons 1 and 2 of the toy case."""
    home = write_clone(tmp_path / "clone")
    (home / "notebooks" / "00_pond.ipynb").unlink()
    (home / "notebooks" / "01_pond.ipynb").write_bytes(notebook(*POND))
    (home / "notebooks" / "02_nest.ipynb").write_bytes(notebook("desk = None"))
    write_lesson(home / "seeds" / "toy", "02-nest", quick("nest-again", stage="recall", recalls="pond"))
    monkeypatch.chdir(home)
    return home


def files(clone: Path, mode: str = "graded", lessons: str = "") -> dict[str, bytes]:
    """Everything in a handout whose notebooks have not been run."""
    with staged(clone / "seeds" / "toy", mode, lessons) as stage:
        return stage.files()


def inside(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder, with its content."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def lessons_handout(*arguments: object) -> Result:
    """Run “lessons handout” with these arguments."""
    return CliRunner().invoke(cli, ["handout", *map(str, arguments)])


class TestChosen:
    """Which lessons go out."""

    @pytest.mark.parametrize(
        ("named", "numbers"),
        [("", {0, 1, 2, 9}), ("0-2", {0, 1, 2}), ("0,9", {0, 9}), ("1 , 0-1,", {0, 1}), ("2-2", {2}), ("02", {2})],
    )
    def test_numbers_and_ranges(self, named, numbers):
        """Lessons are named one by one, in ranges, or not at all for all of them."""
        assert chosen(named, {0, 1, 2, 9}) == numbers

    @pytest.mark.parametrize(
        ("named", "said"),
        [
            ("three", "“three” names no lessons; expected a number or a range, such as 1-5 or 0,4,9."),
            ("3-1", "“3-1” names no lessons"),
            ("-1", "“-1” names no lessons"),
            ("1-", "“1-” names no lessons"),
            ("4", "There is no lesson 4; there are 0, 1, 2, 3, 9."),
            ("2-4", "There is no lesson 4"),
        ],
    )
    def test_what_names_no_lesson_is_told(self, named, said):
        """A slip is answered with what may stand there."""
        with pytest.raises(CourseError) as told:
            chosen(named, {0, 1, 2, 3, 9})
        assert str(told.value).startswith(said)


class TestContents:
    """What a learner gets."""

    @pytest.mark.parametrize("mode", ["practice", "graded"])
    def test_what_is_in_it(self, clone, mode):
        """Notebooks, the case, how to begin, the package, and one file about the course."""
        names = set(files(clone, mode))
        case = {
            *("article.txt", "case.toml", "ledger.toml", "evidence.toml", "series/ducks.csv"),
            *(
                f"{place}/{stem}.toml"
                for place in ("exercises", "key/practice")
                for stem in ("01-pond", "02-nest")
            ),
            *(f"notes/{stem}.md" for stem in ("01-pond", "02-nest")),
        }
        assert names == {f"case/{name}" for name in case} | {
            *("01_pond.ipynb", "02_nest.ipynb", "case/notebooks.zip", "README.md", "course.toml", wheel()[0])
        }

    @pytest.mark.parametrize("mode", ["practice", "graded"])
    def test_no_graded_answer_goes_out(self, clone, mode):
        """No sentence of the graded key is in any file."""
        reason = GRADED.split('because = "')[1].split('"')[0].encode()
        assert [name for name, content in files(clone, mode).items() if reason in content] == []

    @pytest.mark.parametrize("mode", ["practice", "graded"])
    def test_the_teacher_s_side_stays_with_the_teacher(self, clone, mode):
        """The slots of the printed sheet are not in the notes of a handout, nor is what stands for authors."""
        note = files(clone, mode)["case/notes/01-pond.md"].decode()
        assert ("## sheet" in note, "For authors only" in note, "## recap" in note) == (False, False, True)

    @pytest.mark.parametrize("mode", ["practice", "graded"])
    def test_case_and_course_say_how_it_was_handed_out(self, clone, mode):
        """The mode stands in both files, for whoever reads either."""
        with staged(clone / "seeds" / "toy", mode) as stage:
            case, course = read_case(stage.cases["case"]), stage.files()["course.toml"].decode()
        assert (case.settings.handed_out, f'handed_out = "{mode}"' in course) == (mode, True)

    def test_nobody_s_name_is_in_it(self, clone):
        """A course for many carries no pseudonym: each learner draws one."""
        assert "pseudonym =" not in files(clone)["course.toml"].decode()

    def test_lessons_left_out_leave_nothing_behind(self, clone):
        """Neither notebook nor exercises, notes or key of another lesson travel."""
        assert not [name for name in files(clone, "graded", "2") if "pond" in name]

    def test_a_question_may_come_from_a_lesson_left_out(self, clone):
        """What is recalled from a lesson that was not handed out is asked all the same."""
        with staged(clone / "seeds" / "toy", "practice", "2") as stage:
            assert [e.recalls for e in read_case(stage.cases["case"]).lessons[0].exercises] == ["pond"]

    def test_what_other_lessons_ask_is_withheld_too(self, clone):
        """The rest of the course may be handed out later: it must not be told by the first part."""
        withhold(clone / "seeds" / "toy", "claims.last-spring.voice")
        with staged(clone / "seeds" / "toy", "graded", "2") as stage:
            assert read_case(stage.cases["case"]).claim("last-spring").voice == "withheld"

    def test_the_second_article_comes_with_its_lesson(self, clone):
        """Another case travels where one of the lessons handed out is on it, and only there."""
        write_next(clone / "seeds" / "zoo", "02-nest")
        has = [
            any(name.startswith("next/") for name in files(clone, "practice", named)) for named in ("1", "2", "")
        ]
        assert has == [False, True, True]

    def test_what_a_case_names_is_what_it_has(self, clone):
        """Each file that was laid out is listed with its checksum, so that a learner's changes can be told."""
        there = files(clone)
        listed = Course.model_validate(tomllib.loads(there["course.toml"].decode())).files
        laid = {name: hashlib.sha256(content).hexdigest() for name, content in there.items() if name in listed}
        assert (listed, len(listed)) == (laid, len(there) - 3)

    def test_how_to_begin_names_what_is_there(self, clone):
        """The page for learners has the package's name, the notebooks and the command."""
        page = files(clone)["README.md"].decode()
        assert all(
            word in page
            for word in (wheel()[0], "- `01_pond.ipynb`\n- `02_nest.ipynb`\n", "lessons lab", "“Withheld”")
        )

    def test_practice_speaks_of_nothing_withheld(self, clone):
        """Where nothing is withheld, nothing is said of it."""
        assert "ithheld" not in files(clone, "practice")["README.md"].decode()


class TestNotice:
    """The line above a cell that reads what is withheld."""

    @pytest.mark.parametrize(
        ("source", "said"),
        [
            ("[c for c in case.claims if c.verdict == 1]", "verdict of 2 claims"),
            ("Counter(c.verdict for c in desk.case.claims)", "verdict of 2 claims"),
            ("[w for c in hedged for w in c.verdict]", "verdict of 2 claims"),
            ("[r.agrees for r in case.reports]", "agrees of 1 report"),
            ("[r.verdict for r in case.reports]", ""),
            ("[p.claims for p in case.reports]", "claims of 1 report"),
            ("len(case.claims)", ""),
            ("not python at all", ""),
            ("2 + 2", ""),
        ],
    )
    def test_is_there_where_it_is_needed(self, source, said):
        """A cell is told of the fields it reads, of the table it goes through."""
        places = [
            ("claims", "a", "verdict"),
            ("claims", "b", "verdict"),
            ("reports", "a", "agrees"),
            ("reports", "a", "claims"),
        ]
        told = json.loads(notice(notebook(source), [Place(*place) for place in places]))["cells"][0]["source"]
        assert told == (f"# withheld until the hand-ins are graded: {said}\n" if said else "") + source


class TestCommand:
    """“lessons handout” from beginning to end."""

    def test_outputs_are_made_for_it(self, clone, tmp_path):
        """What the notebooks of the clone showed another day is gone; what they show now is in."""
        withhold(clone / "seeds" / "toy", "notes.01-pond.opening")
        result = lessons_handout("--mode", "graded", "--lessons", "1", "-o", tmp_path / "course.zip")
        with zipfile.ZipFile(tmp_path / "course.zip") as packed:
            shown = packed.read("according-to/01_pond.ipynb").decode()
        assert ("another day" in shown, "Withheld until the hand-ins are graded." in shown) == (False, True)
        assert result.output.splitlines()[-1] == "Withheld: 1 place of the case, for 1 of 1 graded exercises."

    def test_a_cell_that_fails_is_told_and_nothing_is_written(self, clone, tmp_path):
        """A handout that could not be worked through is not handed out."""
        (clone / "notebooks" / "02_nest.ipynb").write_bytes(notebook("1 / 0"))
        result = lessons_handout("--mode", "practice", "--lessons", "2", "-o", tmp_path / "course.zip")
        assert (result.exit_code, (tmp_path / "course.zip").exists()) == (1, False)
        assert "02_nest.ipynb: a cell stopped with ZeroDivisionError" in result.output

    def test_a_place_that_cannot_be_written_gives_one_sentence(self, clone, tmp_path):
        """Where the zip cannot be written, the sentence says what to change."""
        (tmp_path / "file").write_text("", encoding="utf-8")
        (clone / "notebooks" / "02_nest.ipynb").write_bytes(notebook())
        result = lessons_handout("--mode", "practice", "--lessons", "2", "-o", tmp_path / "file" / "course.zip")
        assert (result.exit_code, "Choose another place: -o COURSE.zip." in result.output) == (1, True)

    def test_the_mode_must_be_said(self, clone):
        """Whether answers are withheld is nothing to be guessed."""
        assert "--mode" in lessons_handout("-o", "course.zip").output


class TestRefusals:
    """What cannot be handed out."""

    def test_without_a_graded_key_nobody_knows_what_to_withhold(self, clone):
        """A case whose key is elsewhere is not handed out as graded."""
        (clone / "seeds" / "toy" / "key" / "graded" / "01-pond.toml").write_text("", encoding="utf-8")
        change(
            clone / "seeds" / "toy", "key/practice/01-pond.toml", "[sure-of-sixty]", GRADED + "\n[sure-of-sixty]"
        )
        with pytest.raises(CourseError, match="no graded key"):
            files(clone)

    def test_what_was_handed_out_is_not_handed_on(self, clone):
        """A copy in which something is withheld cannot be the source of another."""
        hand_out(clone / "seeds" / "toy")
        with pytest.raises(CourseError, match="was handed out itself"):
            files(clone, "practice")

    def test_a_case_with_faults_is_not_handed_out(self, clone):
        """A case is checked before anything is laid out."""
        change(clone / "seeds" / "toy", "ledger.toml", 'source = "vet"', 'source = "dentist"')
        with pytest.raises(CaseError, match="dentist"):
            files(clone)

    def test_a_note_that_needs_what_is_withheld_is_told(self, clone):
        """A note that would break on a learner's page is told to the teacher, by its slot."""
        withhold(clone / "seeds" / "toy", "numbers.forty.low")
        with pytest.raises(CaseError, match=r"notes/01-pond\.md: opening"):
            files(clone)


class TestOpening:
    """A handed-out course on a learner's machine."""

    @pytest.fixture
    def home(self, clone, tmp_path, monkeypatch) -> Path:
        """The folder a learner unzipped, and is in."""
        home = tmp_path / "according-to"
        for name, content in files(clone).items():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_bytes(content)
        monkeypatch.chdir(home)
        return home

    def test_is_opened_as_it_is(self, home):
        """“lessons lab” lays nothing over it: the ledger stays as it was handed out."""
        before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
        opened = course_to_open(None)
        assert (
            opened.folder.resolve(),
            {path: path.read_bytes() for path in home.rglob("*") if path.is_file()},
        ) == (
            home,
            before,
        )

    def test_is_not_laid_out_again(self, home):
        """“lessons start” says what is there and what to do, and changes nothing."""
        with pytest.raises(CourseError, match=r"handed out \(graded\).*lessons lab"):
            start(home)

    def test_is_a_whole_case(self, home):
        """“lessons check” has nothing to say of it."""
        result = CliRunner().invoke(cli, ["check", str(home / "case")])
        assert (result.exit_code, result.stderr) == (0, "")

    def test_draws_a_pseudonym_and_stays_a_course(self, home):
        """The first opening writes a name into the course, and all else in that file is kept."""
        before = read_course(home)
        name = pseudonym_of(home)
        assert read_course(home) == before.model_copy(update={"pseudonym": name})

    def test_an_ordinary_course_is_brought_up_to_date(self, clone, tmp_path):
        """A working copy of one's own is laid out when it is opened, as ever."""
        assert (course_to_open(tmp_path / "mine").folder / "course.toml").is_file()


class TestZip:
    """Packing."""

    def test_is_the_same_every_time(self, clone):
        """The same course gives the same bytes, whoever packs it and when."""
        assert zipped(files(clone)) == zipped(dict(reversed(files(clone).items())))

    def test_says_nothing_of_the_machine(self, clone, tmp_path):
        """Every file has the same date and the same rights."""
        (tmp_path / "c.zip").write_bytes(zipped(files(clone)))
        with zipfile.ZipFile(tmp_path / "c.zip") as packed:
            assert {(e.date_time, e.external_attr >> 16, e.create_system) for e in packed.infolist()} == {
                ((1980, 1, 1, 0, 0, 0), 0o644, 3)
            }


class TestWheel:
    """The package that travels with a handout."""

    def test_has_no_course_in_it(self):
        """No case, no notebook and no compiled file is in the wheel."""
        with zipfile.ZipFile(io.BytesIO(wheel()[1])) as packed:
            names = packed.namelist()
        assert [n for n in names if "_course" in n or n.endswith((".ipynb", ".pyc")) or "__pycache__" in n] == []

    def test_its_record_is_true(self):
        """Every file is listed with its size and checksum."""
        with zipfile.ZipFile(io.BytesIO(wheel()[1])) as packed:
            there = {name: packed.read(name) for name in packed.namelist()}
        record = next(name for name in there if name.endswith("/RECORD"))
        listed = dict(line.split(",", 1) for line in there[record].decode().splitlines())
        digests = {
            name: f"sha256={base64.urlsafe_b64encode(hashlib.sha256(c).digest()).rstrip(b'=').decode()},{len(c)}"
            for name, c in there.items()
        }
        assert listed == {**digests, record: ","}

    def test_can_be_installed(self, tmp_path):
        """pip installs it without an index, and the command is there."""
        name, content = wheel()
        (tmp_path / name).write_bytes(content)
        pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-compile"]
        subprocess.run([*pip, "--target", tmp_path / "there", tmp_path / name], check=True)
        said = subprocess.run(
            [sys.executable, "-m", "lessons.cli", "handout", "--help"],
            cwd=tmp_path / "there",
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        assert "--mode" in said


class TestStoring:
    """Notebooks are run side by side."""

    def test_each_notebook_keeps_what_it_shows(self, tmp_path):
        """Two that run at once do not mix, and both are told in the order they were named."""
        paths = [tmp_path / "b.ipynb", tmp_path / "a.ipynb"]
        for path, source in zip(paths, ("20 + 1", "40 + 2"), strict=True):
            path.write_bytes(notebook(source))
        told = CliRunner().invoke(cli, ["store", *map(str, paths)])
        shown = [json.loads(path.read_bytes())["cells"][0]["outputs"][0]["data"]["text/plain"] for path in paths]
        assert (told.output, shown) == ("".join(f"stored {path}\n" for path in paths), [["21"], ["42"]])

    def test_one_that_fails_is_named(self, tmp_path):
        """A cell that stops is a sentence with the notebook's name."""
        (tmp_path / "a.ipynb").write_bytes(notebook("1 / 0"))
        told = CliRunner().invoke(cli, ["store", str(tmp_path / "a.ipynb")])
        assert (told.exit_code, "a.ipynb: a cell stopped with ZeroDivisionError" in told.output) == (1, True)
