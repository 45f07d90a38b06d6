"""The field for what a teacher's list calls a learner: optional, kept in the folder, no answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lessons import open_desk
from lessons.answers import LISTED_AS, MIME, Book, names_in
from lessons.case.where import read_course
from lessons.course import start
from lessons.desk.desk import Desk
from lessons.desk.naming import KEPT, Naming
from lessons.desk.past import Past
from lessons.desk.receipt import slip
from tests.desks import book, course, desk, put_notebook, sit_down, tell

__all__ = ["course", "desk"]  # the fixtures, under the names the tests ask for


def field(desk: Desk) -> Naming:
    """The field at the end of the notebook."""
    if LISTED_AS not in desk.session.places:
        desk.receipt()
    shown = desk.session.places[LISTED_AS]
    assert isinstance(shown, Naming)
    return shown


def write(desk: Desk, name: str) -> Naming:
    """What the page says when something is typed."""
    shown = field(desk)
    shown.widget._handle_custom_msg({"type": "change", "value": name}, [])
    return shown


def other_lesson(desk: Desk, course: Path) -> Naming:
    """The same field at the end of another notebook of this folder."""
    desk.session.book = Book.open(course / "answers" / "02_nest.jsonl")
    desk.session.places.clear()
    return field(desk)


def test_nothing_is_written_until_something_is_typed(desk, course):
    """No record, no line in course.toml, and a notebook that is the same for everybody."""
    shown = field(desk)
    assert (shown.bundle(), shown.widget.state, book(course), read_course(course).listed_as) == (
        {"text/plain": ""},
        "",
        [],
        None,
    )


def test_a_name_is_kept_in_the_folder_the_book_and_the_notebook(desk, course):
    """All three hold it at once; the page says so, and leaves what was typed as it was typed."""
    shown = write(desk, " Ana  Li ")
    kept = (read_course(course).listed_as, names_in(book(course)), shown.bundle()[MIME]["answer"])
    assert (kept, shown.widget.state, shown.widget.value) == (("Ana Li", ("Ana Li",), "Ana Li"), KEPT, " Ana  Li ")


def test_everything_else_in_course_toml_stays(desk, course):
    """Only one line is new."""
    before = (course / "course.toml").read_text(encoding="utf-8")
    write(desk, "Ana Li")
    after = (course / "course.toml").read_text(encoding="utf-8")
    assert after.replace('listed_as = "Ana Li"\n', "") == before


def test_it_can_be_corrected_and_taken_out(desk, course):
    """The last word counts; an empty field says nobody."""
    for name in ("Ana", "Ana Li", ""):
        shown = write(desk, name)
    assert (read_course(course).listed_as, names_in(book(course)), shown.widget.state) == ("", (), "")


def test_a_new_kernel_shows_it_again(desk, course):
    """Reopened, the field holds what was written."""
    write(desk, "Ana Li")
    again = field(open_desk("pond"))
    assert (again.widget.value, again.widget.state) == ("Ana Li", KEPT)


def test_another_lesson_knows_it_and_writes_nothing_before_an_answer(desk, course):
    """Its page shows the name; its book stays empty until something is answered there."""
    write(desk, "Ana Li")
    other = other_lesson(desk, course)
    assert (other.widget.value, Book.open(course / "answers" / "02_nest.jsonl").records) == ("Ana Li", [])


def test_another_lesson_hands_it_in_with_its_first_answer(desk, course):
    """A lone book, and a lone notebook, of any lesson is complete."""
    write(desk, "Ana Li")
    other = other_lesson(desk, course)
    tell(desk, "collected", "commit", "vet")
    told = Book.open(course / "answers" / "02_nest.jsonl").records
    assert ([record.exercise for record in told], names_in(told)) == (["collected", LISTED_AS], ("Ana Li",))
    assert other.bundle()[MIME]["answer"] == "Ana Li"


def test_a_notebook_on_a_new_computer_brings_it_along(desk, course):
    """A fresh folder takes it from the notebook's own record."""
    write(desk, "Ana Li")
    (record,) = book(course)
    (course / "answers" / "01_pond.jsonl").unlink()
    text = (course / "course.toml").read_text(encoding="utf-8")
    (course / "course.toml").write_text(text.replace('listed_as = "Ana Li"\n', ""), encoding="utf-8")
    put_notebook(course / "01_pond.ipynb", record)
    assert field(sit_down()).widget.value == "Ana Li"


def test_it_is_no_answer(desk, course):
    """Neither receipt nor report counts it."""
    before = slip(desk.lesson, desk.case, desk.session)
    write(desk, "Ana Li")
    assert slip(desk.lesson, desk.case, desk.session) == before
    assert Past.of(desk.case, desk.session.book).records == ()


@pytest.mark.parametrize("damage", ["case = [", ""])
def test_a_spoilt_course_toml_costs_nothing(desk, course, damage):
    """The book takes the name, and an answer is recorded as ever."""
    field(desk)
    (course / "course.toml").write_text(damage, encoding="utf-8")
    write(desk, "Ana Li")
    question = tell(desk, "collected", "commit", "vet")
    assert ({*names_in(book(course))}, question.widget.state[:8]) == ({"Ana Li"}, "Recorded")


def test_a_disk_that_refuses_is_told(desk, course):
    """The page never says “kept” of what is not."""
    (course / "answers").write_text("in the way", encoding="utf-8")
    assert write(desk, "Ana Li").widget.state.startswith("Not kept: 01_pond.jsonl could not be written")


@pytest.mark.parametrize("typed", ['"quoted" \\ and\nlines', "陳 大文", "‮evil", "'; drop", "\ud83d"])
def test_whatever_is_typed_can_be_kept(desk, course, typed: Any):
    """It is one line of text in the folder, the book and the notebook."""
    write(desk, typed)
    name = read_course(course).listed_as
    assert (name is not None, "\n" not in (name or ""), names_in(book(course))) == (True, True, (name,))


def test_laying_out_again_keeps_it(tmp_path):
    """“lessons start” in a folder that is somebody's takes nothing out."""
    start(tmp_path / "mine")
    path = tmp_path / "mine" / "course.toml"
    path.write_text('listed_as = "Ana Li"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    start(tmp_path / "mine")
    assert read_course(tmp_path / "mine").listed_as == "Ana Li"
