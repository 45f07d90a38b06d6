"""The pseudonym: drawn once, written down without touching anything else, and never in anybody's way."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lessons import open_desk
from lessons.case import pseudonym
from lessons.case.pseudonym import draw_pseudonym, pseudonym_of
from lessons.case.where import read_course
from lessons.errors import CourseError
from tests.toy import be_in_course, hand_out, write_toy

COURSE = """\
# Written by “lessons handout”.
version = "0.1.0"
pseudonym = ""   # drawn when the course is opened
case = "case"

[files]
"00_pond.ipynb" = "abc"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A course as it was handed out: nobody's yet."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "course.toml").write_text(COURSE, encoding="utf-8")
    return folder


def names_in(folder: Path) -> list[str]:
    """The names of the files of a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_is_two_words_and_a_number():
    """A learner is an adjective, an animal and three digits."""
    assert re.fullmatch("[a-z]+-[a-z]+-[1-9][0-9][0-9]", draw_pseudonym())


def test_a_class_shares_none():
    """A hundred are drawn and hardly one comes twice: the same record in two hand-ins is no accident then."""
    assert len({draw_pseudonym() for _ in range(100)}) >= 95


def test_is_drawn_at_the_first_opening_and_kept(home):
    """The second opening finds what the first wrote down."""
    first = pseudonym_of(home)
    assert (bool(first), pseudonym_of(home), read_course(home).pseudonym) == (True, first, first)


def test_everything_else_in_the_file_stays(home):
    """Comments, spaces and hashes are as they were handed out."""
    name = pseudonym_of(home)
    text = (home / "course.toml").read_text(encoding="utf-8")
    assert text == COURSE.replace('pseudonym = ""', f'pseudonym = "{name}"')


def test_a_file_without_the_line_gets_one(home):
    """A course file that never spoke of a pseudonym is one that is read all the same."""
    (home / "course.toml").write_text('case = "case"\n\n[files]\na = "b"\n', encoding="utf-8")
    name = pseudonym_of(home)
    course = read_course(home)
    assert (course.pseudonym, course.files) == (name, {"a": "b"})


def test_leaves_no_file_behind(home):
    """The folder holds what it held."""
    pseudonym_of(home)
    assert names_in(home) == ["course.toml"]


def test_two_notebooks_opened_at_once_agree(home):
    """Whoever comes second takes the name that the first drew."""
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(pseudonym_of, [home] * 8))
    assert names == {read_course(home).pseudonym}


def test_one_that_is_being_written_is_waited_for_and_then_gone_without(home, monkeypatch):
    """A notebook that was stopped in the middle costs the next one its pseudonym once, and no more."""
    monkeypatch.setattr(pseudonym, "PATIENCE", 0.1)
    (home / "course.toml.naming").touch()
    assert (pseudonym_of(home), bool(pseudonym_of(home))) == ("", True)


@pytest.mark.parametrize("method", ["touch", "write_bytes"])
def test_a_folder_that_cannot_be_written_has_none(home, monkeypatch, method):
    """On a read-only disk, or a full one, answers carry no pseudonym, and nothing stops."""

    def refuse(*arguments: object, **named: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, method, refuse)
    assert (pseudonym_of(home), names_in(home)) == ("", ["course.toml"])


def test_a_disk_to_read_only_refuses_even_to_take_away(home, monkeypatch):
    """There also a file that is not there cannot be removed, and nothing stops."""

    def refuse(*arguments: object, **named: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "touch", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    assert pseudonym_of(home) == ""


def test_a_damaged_course_file_is_told_as_ever(home):
    """No pseudonym is written over a file that cannot be read."""
    (home / "course.toml").write_text("case = ", encoding="utf-8")
    with pytest.raises(CourseError, match="cannot be read"):
        pseudonym_of(home)


def test_sitting_down_draws_it(tmp_path, monkeypatch):
    """A handed-out course is its learner's from the first notebook they open."""
    home = tmp_path / "mine"
    hand_out(write_toy(home / "case"))
    be_in_course(home, monkeypatch)
    (home / "course.toml").write_text(COURSE, encoding="utf-8")
    assert open_desk("pond").session.pseudonym == read_course(home).pseudonym != ""
