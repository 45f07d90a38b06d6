"""The course in nbgrader: the real one hands it out, grades four learners, and comes to the points of ours."""

from __future__ import annotations

import ast
import html
import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from pprint import pformat
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner, Result

from lessons.answers import MIME
from lessons.case import Case, read_case
from lessons.case.where import ANSWERS_VARIABLE
from lessons.case.writing import write_whole
from lessons.cli import cli
from lessons.course.handout import staged
from lessons.course.in_nbgrader import ITEM, item_of
from lessons.course.nbgrader import as_written, write_nbgrader
from lessons.course.nbgrader_steps import KeepAnswers, waiting
from lessons.errors import CourseError
from lessons.exercises import AnyExercise, Text
from lessons.gradebook import results as model
from tests.hand_ins import graded, record, write_book
from tests.learners import called, right, wrong

#: nbgrader's own, of its database and of the cells it puts back
pytestmark = [pytest.mark.filterwarnings(f"ignore:{said}") for said in ("Object of type", "Cell is missing an id")]
CASE = Path(__file__).parent.parent / "seeds" / "north-korea-russia"
NAME = "lessons-05-08"
NUMBERS, VERDICTS = "05_out_of_how_many", "08_verdict"
SENTENCE = "“As one source says” is as far as it goes."
#: it forgets the case in which nothing was launched
HALF = "def unaccounted(launched, shot_down, lost):\n    return 100 * (launched - shot_down - lost) / launched\n"
LEARNERS = ("right", "partly", "empty", "sly")
#: after it no cell ends in anything, and nbgrader takes that for full points
SLY = "get_ipython().displayhook.quiet = lambda: True"


@dataclass(frozen=True)
class Graded:
    """An nbgrader course folder after all three commands, and what ``lessons grade`` makes of the hand-ins."""

    folder: Path
    case: Case
    #: score and whether a person is asked for, by learner and exercise
    nbgrader: Mapping[str, Mapping[str, tuple[float, bool]]]
    ours: Mapping[str, model.Result]

    @property
    def questions(self) -> list[str]:
        """The exercises that nbgrader gives points for."""
        return sorted(self.nbgrader["right"])

    @property
    def tests(self) -> list[str]:
        """Those of them that a machine judges."""
        return [id for id in self.questions if exercise_of(self.case, id).graded]


def exercise_of(case: Case, id: str) -> AnyExercise:
    """An exercise by its id."""
    return next(e for lesson in case.lessons for e in lesson.exercises if e.id == id)


def keys_of(case: Case, *numbers: int) -> dict[str, Any]:
    """The graded keys of some lessons."""
    there = {e.id for lesson in case.lessons if lesson.number in numbers for e in lesson.exercises}
    return {id: key for id, key in case.graded.items() if id in there}


@pytest.fixture(scope="module")
def case() -> Case:
    """The real case, with its graded key."""
    return read_case(CASE)


def answer_of(case: Case, id: str, learner: str) -> Any:
    """A right learner's answer; or, of a wrong one, half a function and some words."""
    exercise = exercise_of(case, id)
    if isinstance(exercise, Text):
        return SENTENCE
    if learner == "partly" and exercise.kind == "function":
        return called(exercise, HALF)
    return (right if learner == "right" else wrong)(exercise, case.graded[id], case)


def submit(case: Case, folder: Path) -> None:
    """Hand-ins: with books; a notebook alone that lost a test cell; one as it was handed out; one with a trick."""
    homes = {learner: folder / "submitted" / learner / NAME for learner in LEARNERS}
    for home in homes.values():
        shutil.copytree(folder / "release" / NAME, home)
    for number, stem in ((5, NUMBERS), (8, VERDICTS)):
        records = [record(case, id, answer_of(case, id, "right")) for id in keys_of(case, number)]
        write_book(homes["right"] / "answers" / f"{stem}.jsonl", records)
    alone = nbformat.read(homes["partly"] / f"{NUMBERS}.ipynb", as_version=4)
    asked = next(cell for cell in alone.cells if cell.source.endswith("desk.hand_in()"))
    given = [record(case, id, answer_of(case, id, "partly")).plain() for id in keys_of(case, 5)]
    data = [{MIME: one, "text/plain": ""} for one in given]
    asked.outputs = [nbformat.v4.new_output("display_data", data=one) for one in data]
    alone.cells.remove([cell for cell in alone.cells if cell.metadata.get("nbgrader", {}).get("grade")][1])
    nbformat.write(alone, homes["partly"] / f"{NUMBERS}.ipynb")
    (homes["partly"] / f"{VERDICTS}.ipynb").unlink()
    for learner in ("empty", "sly"):
        (homes[learner] / f"{NUMBERS}.ipynb").unlink()
    sly = nbformat.read(homes["sly"] / f"{VERDICTS}.ipynb", as_version=4)
    sly.cells.insert(0, nbformat.v4.new_code_cell(SLY))
    nbformat.write(sly, homes["sly"] / f"{VERDICTS}.ipynb")


def run(folder: Path, command: str, *options: str) -> None:
    """Run one of nbgrader's commands as a teacher does, without its helpers on the path."""
    from nbgrader import apps

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("PATH", os.defpath)
        patch.setenv(ANSWERS_VARIABLE, os.environ[ANSWERS_VARIABLE])  # put back: the configuration takes it away
        app = getattr(apps, f"{command}App")()
        app.initialize([NAME, *options])
        app.start()


def scores(folder: Path) -> dict[str, dict[str, tuple[float, bool]]]:
    """What nbgrader's gradebook holds."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return {
            submission.student.id: {
                grade.cell.name: (grade.score, grade.needs_manual_grade)
                for notebook in submission.notebooks
                for grade in notebook.grades
            }
            for submission in gradebook.assignment_submissions(NAME)
        }


@pytest.fixture(scope="module")
def course(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """Lessons 5 and 8 of the real case, taken through the real nbgrader once."""
    folder = tmp_path_factory.mktemp("nbgrader")
    with staged(CASE, "graded", "5,8") as stage:
        write_nbgrader(stage, case, folder)
    run(folder, "GenerateAssignment")
    submit(case, folder)
    run(folder, "Autograde")
    run(folder, "GenerateFeedback", "--student=partly")
    _, ours = graded(folder / "submitted", CASE, folder / "ours")
    return Graded(folder, case, scores(folder), ours)


def because(case: Case, *ids: str) -> set[str]:
    """The sentences that only the graded key says."""
    return {case.graded[id].because for id in ids}


def told(folder: Path, sentences: set[str]) -> set[str]:
    """Which of these any file below a folder says, whatever stands between their letters there."""
    texts = [letters(plain(path)) for path in folder.rglob("*") if path.is_file()]
    return {said for said in sentences if any(letters(said) in text for text in texts)}


def plain(path: Path) -> str:
    """A file's text, as a reader sees it."""
    text = path.read_bytes().decode("utf-8", "replace")
    if path.suffix == ".html":
        return html.unescape(re.sub("<[^>]*>", "", text))
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        return "\n".join("".join(cell["source"]) + json.dumps(cell.get("outputs")) for cell in cells)
    return text


def letters(text: str) -> str:
    """Only letters and digits: code breaks a long sentence in two, and HTML colours it."""
    return re.sub("[^A-Za-z0-9]", "", text)


class TestRelease:
    """What learners get from nbgrader."""

    def test_the_source_holds_the_key(self, course):
        """The promise below is about something: every key stands in the teacher's notebooks."""
        sentences = because(course.case, *course.tests)
        assert told(course.folder / "source", sentences) == sentences

    def test_holds_no_key(self, course):
        """No file of the release has a key, or a sentence of one."""
        sentences = because(course.case, *keys_of(course.case, 5, 8))
        assert told(course.folder / "release", sentences | {"HIDDEN TESTS", "import earned"}) == set()

    def test_shows_nothing_that_was_run(self, course):
        """A notebook comes without outputs: those of a teacher's trial would be there else."""
        notebooks = [
            nbformat.read(path, as_version=4) for path in (course.folder / "release" / NAME).glob("*.ipynb")
        ]
        assert [cell.outputs for nb in notebooks for cell in nb.cells if cell.get("outputs")] == []


class TestPoints:
    """The points in nbgrader's gradebook."""

    @pytest.mark.parametrize("learner", LEARNERS)
    def test_are_those_of_our_own_grading(self, course, learner):
        """Question by question nbgrader has the points of “lessons grade”; where it has none, 0."""
        items = {item.exercise: item.points or 0 for item in course.ours[learner].items}
        theirs = {id: score for id, (score, _) in course.nbgrader[learner].items()}
        assert theirs == {id: items[id] for id in course.questions}

    def test_the_learners_differ(self, course):
        """The promise above is about something: all, some and none of the points."""
        totals = [sum(score for score, _ in course.nbgrader[learner].values()) for learner in LEARNERS[:3]]
        assert totals[0] > totals[1] > totals[2] == 0

    def test_a_point_may_be_earned_in_part(self, course):
        """Half a function earns its share, and no more."""
        score, _ = course.nbgrader["partly"]["march-unaccounted-for"]
        assert 0 < score < 1

    def test_a_second_way_is_counted_once(self, course):
        """A function and its question on paper share one test cell."""
        assert {"march-unaccounted-for", "unaccounted"} & set(course.questions) == {"march-unaccounted-for"}

    def test_a_text_waits_for_a_person(self, course):
        """Texts, and nothing else here, are left for a person."""
        asked = {id for name in LEARNERS[:3] for id, (_, needs) in course.nbgrader[name].items() if needs}
        assert asked == set(course.questions) - set(course.tests)

    def test_a_cell_that_was_kept_from_speaking_waits_for_a_person(self, course):
        """Where a learner's code silences our cells nbgrader would give full points: a person looks instead."""
        of_lesson = set(keys_of(course.case, 8)) & set(course.tests)
        assert {course.nbgrader["sly"][id] for id in of_lesson} == {(0.0, True)}

    def test_the_text_stands_there_for_the_marker(self, course):
        """Who marks a text in nbgrader reads it under its task."""
        notebook = nbformat.read(course.folder / "autograded" / "right" / NAME / f"{VERDICTS}.ipynb", as_version=4)
        (shown,) = [cell for cell in notebook.cells if "import written" in cell.source]
        assert "".join(output.text for output in shown.outputs) == f"{SENTENCE}\n"


class TestFeedback:
    """What nbgrader gives back."""

    def test_says_why(self, course):
        """A learner reads every reason, not only the points."""
        of_lesson = [item for item in course.ours["partly"].items if item.exercise in keys_of(course.case, 5)]
        reasons = {reason.text for item in of_lesson for reason in item.reasons}
        assert (len(reasons) > 2, told(course.folder / "feedback", reasons)) == (True, reasons)

    def test_does_not_print_the_key(self, course):
        """Hidden tests stay hidden: who was wrong does not read there what is right."""
        sentences = because(course.case, *keys_of(course.case, 5))
        assert told(course.folder / "feedback", sentences | {"HIDDEN TESTS", "import earned"}) == set()


class TestWriting:
    """The course folder, before nbgrader sees it."""

    @pytest.fixture
    def folder(self, case: Case, tmp_path: Path) -> Path:
        """Lessons 0 and 3, written."""
        with staged(CASE, "graded", "0,3") as stage:
            write_nbgrader(stage, case, tmp_path)
        return tmp_path

    def test_a_lesson_without_graded_questions_gets_no_cells(self, folder):
        """Where nothing is graded, a notebook stays as it is."""
        notebook = json.loads((folder / "source" / "lessons-00-03" / "00_cold_read.ipynb").read_bytes())
        assert [cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"]] == []

    def test_its_notebooks_are_whole(self, folder):
        """What was added is a notebook's own format."""
        for path in (folder / "source" / "lessons-00-03").glob("*.ipynb"):
            nbformat.validate(nbformat.read(path, as_version=4))

    def test_an_assignment_is_not_written_over(self, folder, case):
        """What nbgrader knows already, and a teacher may have changed, is refused with what to do."""
        with staged(CASE, "graded", "0,3") as stage, pytest.raises(CourseError, match="choose another folder"):
            write_nbgrader(stage, case, folder)

    def test_a_second_assignment_goes_beside_the_first(self, folder, case):
        """A teacher's own configuration is kept, and told."""
        (folder / "nbgrader_config.py").write_text("# mine\n", encoding="utf-8")
        with staged(CASE, "graded", "1") as stage:
            made = write_nbgrader(stage, case, folder)
        assert (made.name, made.kept, (folder / "nbgrader_config.py").read_text(encoding="utf-8")) == (
            "lessons-01-01",
            ("nbgrader_config.py",),
            "# mine\n",
        )


class TestCommand:
    """“lessons handout --nbgrader”."""

    def test_says_how_to_go_on(self, tmp_path):
        """The next command can be copied, and the key is spoken of."""
        result = lessons_handout("--lessons", "3", "--nbgrader", tmp_path)
        assert (result.exit_code, "holds the graded key" in result.output) == (0, True)
        assert result.output.endswith("nbgrader generate_assignment lessons-03-03\n")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ([], "--nbgrader FOLDER"),
            (["--nbgrader", "x", "--mode", "practice"], "--mode graded"),
            (["-o", "x"], "--mode"),
        ],
    )
    def test_says_what_is_missing(self, arguments, said):
        """What cannot be done is a usage error that names what to add."""
        result = lessons_handout(*arguments)
        assert (result.exit_code, said in result.output) == (2, True)


def lessons_handout(*arguments: object) -> Result:
    """Run “lessons handout” with these arguments."""
    return CliRunner().invoke(cli, ["handout", *map(str, arguments)])


class TestCell:
    """A test cell, without nbgrader."""

    @pytest.fixture
    def home(self, case: Case, tmp_path: Path) -> Path:
        """A handed-out course with every graded question answered rightly."""
        with staged(CASE, "graded") as stage:
            for name, content in stage.files().items():
                write_whole(tmp_path / name, content)
        write_book(
            tmp_path / "answers" / "all.jsonl",
            [record(case, id, answer_of(case, id, "right")) for id in case.graded],
        )
        return tmp_path

    def test_every_key_gives_full_points_in_a_handed_out_course(self, home, case):
        """A key judges as it did, though much is withheld around it; a text waits."""
        items = [item_of(home, {id: as_written(key)}) for id, key in case.graded.items()]
        assert {item.status for item in items if item.points != item.out_of} == {"needs a person"}

    def test_every_key_is_read_back_whole(self, case):
        """Written into a cell and read from there, a key is what it was."""
        read = {
            id: type(key).model_validate(ast.literal_eval(pformat(as_written(key))))
            for id, key in case.graded.items()
        }
        assert read == case.graded


def cell_of(*outputs: dict[str, Any], source: str = "from lessons.course.in_nbgrader import earned") -> Any:
    """A test cell after it was run."""
    cell = nbformat.v4.new_code_cell(source)
    cell.metadata["nbgrader"] = {"grade": True, "grade_id": "duck"}
    cell.outputs = [nbformat.v4.new_output(**output) for output in outputs]
    return cell


def shown(status: str, points: float | None) -> dict[str, Any]:
    """The output in which a cell says what came of its question."""
    return {"output_type": "display_data", "data": {ITEM: {"status": status, "points": points}}}


def ends(points: str) -> dict[str, Any]:
    """The output in which a cell ends."""
    return {"output_type": "execute_result", "data": {"text/plain": points}, "execution_count": 1}


class TestSteps:
    """Our two steps among nbgrader's."""

    @pytest.mark.parametrize(
        "cell",
        [
            cell_of(shown("graded", 0.5), ends("0.5")),
            cell_of(shown("blank", None), ends("0.0")),
            cell_of(shown("missing", None), ends("0.0")),
            cell_of(ends("1.0"), source="assert True  # a teacher's own"),
        ],
    )
    def test_what_is_settled_stays_a_number(self, cell):
        """Points, and what was not answered, are nbgrader's to count."""
        assert list(waiting(nbformat.v4.new_notebook(cells=[cell]))) == []

    @pytest.mark.parametrize(
        "cell",
        [
            cell_of(shown("needs a person", None), ends("0.0")),
            cell_of(shown("ungradable", None), ends("0.0")),
            cell_of(),
            cell_of(ends("1.0")),
            cell_of(shown("graded", 0.5)),
            cell_of(shown("graded", 0.5), ends("1.0")),
            cell_of(shown("graded", 1.0), shown("graded", 1.0), ends("1.0")),
        ],
    )
    def test_what_is_not_waits_for_a_person(self, cell):
        """What could not be judged is no number; nor is what a silenced cell leaves, which nbgrader calls full."""
        assert list(waiting(nbformat.v4.new_notebook(cells=[cell]))) == ["duck"]

    def test_answers_in_outputs_are_kept(self):
        """Of a notebook's outputs only the answers stay, and none in a test cell."""
        answer = {"output_type": "display_data", "data": {MIME: {}, "text/plain": ""}}
        asked, test = cell_of(answer, ends("1"), source="desk.hand_in()"), cell_of(answer, ends("1.0"))
        del asked.metadata["nbgrader"]
        notebook, _ = KeepAnswers()(nbformat.v4.new_notebook(cells=[asked, test]), {})
        assert [[output.output_type for output in cell.outputs] for cell in notebook.cells] == [
            ["display_data"],
            [],
        ]
