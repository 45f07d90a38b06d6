"""What notebooks ask of a case: no question and no lesson of it is lost without a word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lessons.case import read_case
from lessons.course import start
from lessons.course.notebooks import Asks, notebooks_of, read_asks, unasked
from tests.toy import asked, toy_case, write_clone

OPENS = 'desk = open_desk("pond")'


def write_notebook(folder: Path, name: str, *cells: str) -> Path:
    """A notebook of these code cells."""
    code = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None} for _ in cells]
    content = {
        "cells": [{**cell, "source": source} for cell, source in zip(code, cells, strict=True)],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return folder / name


def asks(tmp_path: Path, *cells: str) -> Asks:
    """What a notebook of the toy lesson asks in these cells."""
    return read_asks(write_notebook(tmp_path, "01_pond.ipynb", OPENS, *cells))


class TestReaches:
    """Which exercises a notebook puts on the page."""

    @pytest.mark.parametrize(
        ("cell", "id", "reached"),
        [
            ("desk.guided()", "who-counted", True),
            ("desk.alone()", "who-counted", False),
            ("desk.guided('kinds')", "kinds-of-claim", True),
            ("desk.guided()", "kinds-of-claim", False),
            ("desk.hand_in()", "collected", True),
            ("desk.function('share')", "write-the-share", True),
            ("desk.function('part')", "write-the-share", False),
            ("other = desk.next_article()\nother.guided()", "who-counted", True),
            ("%matplotlib inline", "who-counted", False),
        ],
    )
    def test_by_stage_step_and_name(self, cell, id, reached, tmp_path):
        """A stage, with its step where the exercise has one; a function by its name; on either article."""
        exercise, _ = asked(toy_case(tmp_path / "toy"), id)
        assert asks(tmp_path / "notebooks", cell).reaches(exercise) is reached

    def test_a_vote_says_its_round_first(self, tmp_path):
        """The word after the round is the step."""
        calls = asks(tmp_path, 'desk.vote("first", "headline")', 'desk.vote("second")').calls
        assert {("vote", "headline"), ("vote", "")} <= calls


class TestUnasked:
    """Faults that only notebooks can show."""

    def test_a_question_no_cell_asks(self, tmp_path):
        """It is told with what the notebook does ask of that stage."""
        case = toy_case(tmp_path / "toy")
        write_notebook(tmp_path / "notebooks", "01_pond.ipynb", OPENS, 'desk.guided("sorts")')
        fault = next(f for f in unasked(case, tmp_path / "notebooks") if f.id == "kinds-of-claim")
        assert (fault.file, "step “kinds”" in fault.found, fault.expected) == (
            "exercises/01-pond.toml",
            True,
            "step “sorts”",
        )

    def test_a_lesson_no_notebook_opens(self, tmp_path):
        """It is told with the lessons that there are notebooks for."""
        write_notebook(tmp_path / "notebooks", "01_lake.ipynb", 'desk = open_desk("lake")')
        (fault,) = unasked(toy_case(tmp_path / "toy"), tmp_path / "notebooks")
        assert ("“pond”" in fault.found, fault.expected) == (True, "one of lake")


class TestLessonsThatAreMissing:
    """A case with some of the lessons."""

    def test_leaves_their_notebooks_out(self, tmp_path):
        """Only notebooks that have something to ask are laid out; one that opens no lesson always is."""
        folder = tmp_path / "notebooks"
        for number, name in enumerate(("pond", "lake")):
            write_notebook(folder, f"0{number}_{name}.ipynb", f'desk = open_desk("{name}")')
        write_notebook(folder, "02_words.ipynb", "2 + 2")
        found = notebooks_of(folder, toy_case(tmp_path / "toy"))
        assert [path.name for path in found] == ["00_pond.ipynb", "02_words.ipynb"]

    def test_says_so_when_a_course_is_laid_out(self, tmp_path, monkeypatch):
        """What was left out is named."""
        clone = write_clone(tmp_path / "clone")
        write_notebook(clone / "notebooks", "05_lake.ipynb", 'desk = open_desk("lake")')
        monkeypatch.chdir(clone)
        laid = start(tmp_path / "mine")
        assert (laid.left_out, (tmp_path / "mine" / "05_lake.ipynb").exists()) == (["05_lake.ipynb"], False)
        assert read_case(tmp_path / "mine" / "case").lessons[0].slug == "pond"
