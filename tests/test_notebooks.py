"""The notebooks: their shape, and learners who are always right and always wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import pytest

from lessons.answers import Book, Record
from lessons.course.storing import lesson_of
from lessons.exercises import AnyExercise
from tests.articles import CASE, CASES
from tests.learners import NOTEBOOKS, Said, right, run_and_look, run_as, wrong

PATHS = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
PRACTICE = {id: key for case in CASES for id, key in case.practice.items()}
KEYS = {**PRACTICE, **{id: key for case in CASES for id, key in case.graded.items()}}
HOMES = {e.id: case for case in CASES for lesson in case.lessons for e in lesson.exercises}
BOOKS = {path: nbformat.read(path, as_version=4) for path in PATHS}

each_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
each_lesson_notebook = pytest.mark.parametrize("path", PATHS[1:], ids=lambda path: path.stem)


def sources(path: Path, kind: str) -> list[str]:
    """What is written in a notebook's cells of one kind."""
    return [cell.source for cell in BOOKS[path].cells if cell.cell_type == kind]


def words_of(output: dict[str, Any]) -> list[str]:
    """What an output says, as text and as HTML."""
    data = output.get("data", {})
    return [output.get("text", ""), data.get("text/plain", ""), data.get("text/html", "")]


def exercises_of(path: Path) -> list[AnyExercise]:
    """The exercises of a notebook's lesson, those on the second article included."""
    slug = lesson_of(BOOKS[path])
    return [e for case in CASES for lesson in case.lessons if lesson.slug == slug for e in lesson.exercises]


def names_of_the_article() -> set[str]:
    """Words by which a reader would know this article: names, numbers with digits, ids."""
    exercises = (exercise for lesson in CASE.lessons for exercise in lesson.exercises)
    entries = (*CASE.claims, *CASE.sources, *CASE.numbers, *CASE.reports, *exercises)
    names = {
        word for text in CASE.article.paragraphs for word in re.findall(r"(?<=[a-z,] )[A-Z][\w’'-]{2,}", text)
    }
    figures = {word for number in CASE.numbers for word in re.findall(r"\d[\d,]{2,}", number.words)}
    ids = {entry.id for entry in entries if "-" in entry.id}
    return names | figures | ids


@each_notebook
def test_no_source_cell_names_a_thing_of_the_article(path):
    """A notebook is method only: the article's words reach it through the case."""
    text = "\n".join(cell.source for cell in BOOKS[path].cells)
    said = {name for name in names_of_the_article() if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)}
    assert said == set()


@each_notebook
def test_no_output_prints_an_id_of_the_case(path):
    """Who speaks and who reports is shown by name; ids are for files."""
    ids = {entry.id for entry in (*CASE.sources, *CASE.origins, *CASE.reports) if "-" in entry.id}
    outputs = (output for cell in BOOKS[path].cells for output in cell.get("outputs", ()))
    shown = "\n".join(text for output in outputs for text in words_of(output))
    assert {id for id in ids if re.search(rf"(?<![\w/-]){id}(?![\w/-])", shown)} == set()


@each_lesson_notebook
def test_a_notebook_is_a_session_and_not_a_book(path):
    """A lesson has 25 to 45 cells and the two for handing in, at least four of ten of them prose."""
    prose, code = len(sources(path, "markdown")), len(sources(path, "code"))
    assert (25 <= prose + code <= 47, prose >= 0.4 * (prose + code)) == (True, True)


@each_notebook
def test_the_set_up_cell_says_what_to_do_without_the_package(path):
    """Where the package is missing, the traceback shows this cell: its first line says how to open the course."""
    said = "# “No module named 'lessons'”? Close this page, and open the course with: lessons lab"
    assert sources(path, "code")[0].splitlines()[0] == said


def test_the_first_notebook_says_how_to_get_a_fresh_page():
    """Who broke a page reads there what to type, and that answers come back."""
    (told,) = [cell for cell in sources(PATHS[0], "markdown") if "`lessons fresh 00`" in cell]
    assert "your answers come back" in told


@each_notebook
def test_code_cells_are_short(path):
    """A code cell has at most six lines."""
    assert [source for source in sources(path, "code") if len(source.strip().splitlines()) > 6] == []


@each_notebook
def test_a_slip_in_a_learner_s_function_stops_no_other_cell(path):
    """A cell in which learners write is tagged so that Run All goes on past it: nothing below is lost."""
    written = [cell for cell in BOOKS[path].cells if cell.cell_type == "code" and "def " in cell.source]
    assert [cell.source for cell in written if cell.metadata.get("tags") != ["raises-exception"]] == []


@each_notebook
def test_no_number_counts_the_cells_before_it(path):
    """A cell's number and its output's are 1 everywhere: a new cell changes no line of another."""
    cells = [cell for cell in BOOKS[path].cells if cell.cell_type == "code"]
    outputs = [output for cell in cells for output in cell.outputs]
    assert {one["execution_count"] for one in (*cells, *outputs) if "execution_count" in one} == {1}


@each_notebook
def test_prose_cells_are_short(path):
    """A prose cell has at most a hundred words."""
    assert [source for source in sources(path, "markdown") if len(source.split()) > 100] == []


@each_lesson_notebook
def test_a_lesson_reads_the_ledger_as_data(path):
    """At least three cells are short code on the ledger that a learner can change."""
    code = [source for source in sources(path, "code") if not source.startswith(("desk.", "from lessons", "def "))]
    assert len(code) >= 3


@each_notebook
def test_a_notebook_names_its_lesson(path):
    """The metadata say which lesson it is, so that its answers find their book."""
    assert BOOKS[path].metadata["lessons"]["lesson"] == lesson_of(BOOKS[path])


@each_lesson_notebook
def test_the_exhibit_comes_before_the_objectives(path):
    """One exhibit and one question stand before “You will” and before any recall."""
    texts = [cell.source for cell in BOOKS[path].cells]
    place = {
        mark: next(i for i, text in enumerate(texts) if mark in text)
        for mark in ('desk.read("opening")', "You will", "desk.recall()")
    }
    assert place['desk.read("opening")'] < place["You will"] < place["desk.recall()"]


@each_notebook
def test_every_exercise_of_the_lesson_is_asked(path):
    """No exercise of the case is left out of its notebook, and none is asked of a stage that is not there."""
    told = "\n".join(
        str(o.get("data", {}).get("text/plain", "")) for c in BOOKS[path].cells for o in c.get("outputs", [])
    )
    number = CASE.lesson(lesson_of(BOOKS[path])).number
    asked = set(re.findall(r"### Question (\w+(?:\.\d+)?)", told))
    lessons = [
        replace(lesson, lettered=case is not CASE)
        for case in CASES
        for lesson in case.lessons
        if lesson.number == number
    ]
    shown = {n.numbers[e.id] for n in lessons for e in n.exercises if e.stage != "bank"}
    assert (shown - asked, "This article's case has no" in told) == (set(), False)


@each_notebook
def test_numbers_rise_down_the_page(path):
    """A class can find a question by its number: no question stands above one with a smaller number."""
    told = "\n".join(
        str(o.get("data", {}).get("text/plain", "")) for c in BOOKS[path].cells for o in c.get("outputs", [])
    )
    asked = [int(place) for place in re.findall(r"### Question \d+\.(\d+)\n", told)]
    assert (asked, len(asked) > 8) == (sorted(asked), True)


@each_notebook
def test_eight_of_the_bank_are_asked(path):
    """Where there is a bank, eight of its items are asked, and no more."""
    bank = [e for e in exercises_of(path) if e.stage == "bank"]
    told = "\n".join(
        str(o.get("data", {}).get("text/plain", "")) for c in BOOKS[path].cells for o in c.get("outputs", [])
    )
    asked = [e for e in bank if f"\n{e.prompt.strip()}" in told]
    assert len(asked) == min(8, len(bank))


@each_notebook
def test_a_chart_has_its_words_and_its_table(path):
    """Every stored picture has an alt text and stands beside its table."""
    pages = [
        o["data"]["text/html"]
        for c in BOOKS[path].cells
        for o in c.get("outputs", [])
        if "<img" in o.get("data", {}).get("text/html", "")
    ]
    assert [
        page[:60] for page in pages if not re.search(r'<img alt="[^"]{20,}', page) or "<table>" not in page
    ] == []


@each_notebook
def test_a_learner_who_is_always_right_gets_full_points(path, tmp_path):
    """Right answers, typed into every question, earn all points and the right explanations."""
    said = run_as(right, path, CASES, KEYS, tmp_path)
    assert {id: words for id, words in said.items() if words not in expected_when_right(id, path)} == {}


def expected_when_right(asked: str, path: Path) -> list[list[str]]:
    """What a question may say to a right answer."""
    id, _, round = asked.partition("/")
    exercise, key = next(e for e in exercises_of(path) if e.id == id), KEYS[id]
    recorded = id not in PRACTICE or round == "first" or CASE.lesson(lesson_of(BOOKS[path])).answers_shown_in
    if recorded:
        return [[state] for state in RECORDED]
    points = f"{exercise.points:g} of {exercise.points:g} point{'s' * (exercise.points != 1)}"
    full = ["Recorded." if exercise.stage == "vote" else f"Right: {points}.", key.because]
    return [full] if exercise.graded else [["Recorded.", *texts(exercise, key)]]


def texts(exercise: AnyExercise, key: object) -> list[str]:
    """The remarks on an answer that no machine scores."""
    return [
        remark.text
        for remark in exercise.mark(key, right(exercise, key, HOMES[exercise.id]), HOMES[exercise.id].page).remarks
    ]


RECORDED = (
    "Recorded. The answers are shown later in the course; you may still change yours.",
    "Recorded. The answers are shown in lesson 8; you may still change yours.",
    "Recorded. Talk it over, then vote again below.",
    "Recorded. This one is for handing in; whoever holds the key will grade it.",
)


@cache
def answered_wrongly(path: Path) -> tuple[Said, list[list[Record]]]:
    """What a learner who is always wrong is told, and what each book on the disk then holds."""
    with TemporaryDirectory() as folder:
        said = run_as(wrong, path, CASES, KEYS, Path(folder))
        return said, [Book.open(file).records for file in Path(folder).glob("*.jsonl")]


@each_notebook
def test_a_learner_who_is_always_wrong_earns_nothing_and_is_told_why(path):
    """Wrong answers raise nothing, earn nothing, and each is explained."""
    said, _ = answered_wrongly(path)
    scored = {e.id for e in exercises_of(path) if e.graded and e.stage != "vote" and e.id in PRACTICE}
    revealed = {
        id: words for id, words in said.items() if id.partition("/")[0] in scored and words[0] not in RECORDED
    }
    assert {id: words for id, words in revealed.items() if not words[0].startswith("0 of") or len(words) < 2} == {}


@each_notebook
def test_every_answer_is_in_the_book(path):
    """What was answered stands in the book on the disk, handed in, once for each asking."""
    said, books = answered_wrongly(path)
    kept = {f"{r.exercise}/{r.round}" for records in books for r in records if r.committed}
    assert (len(books), kept) == (1, set(said))


@each_notebook
def test_what_waits_opens_only_for_what_was_answered(path, tmp_path):
    """Somebody who answers every second question finds open what belongs to these, and nothing else."""
    answered = {exercise.id for exercise in exercises_of(path)[::2]} & set(KEYS)
    half = {id: key for id, key in KEYS.items() if id in answered}
    _, places = run_and_look(wrong, path, CASES, half, tmp_path)
    assert [(waits_for, opened) for waits_for, opened in places if opened != (set(waits_for) <= answered)] == []
    kept = {record.exercise for file in tmp_path.glob("*.jsonl") for record in Book.open(file).records}
    assert (kept <= answered, bool(kept)) == (True, True)
