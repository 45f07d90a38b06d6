"""The minutes of a core: one rule, from what a notebook shows and asks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lessons.case import read_case
from lessons.course.minutes import minutes, promised, sittings, too_long, words
from tests.toy import write_toy

OPENS = 'desk = open_desk("pond")'


def write_notebook(folder: Path, *cells: str) -> Path:
    """A notebook of the toy lesson; a cell that begins with a desk is code."""
    kinds = ["code" if cell.startswith("desk") else "markdown" for cell in (OPENS, *cells)]
    content = {"cells": [{"cell_type": k, "source": s} for k, s in zip(kinds, (OPENS, *cells), strict=True)]}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "01_pond.ipynb"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.fixture
def taken(tmp_path):
    """The minutes of each sitting of a notebook with these cells."""
    case = read_case(write_toy(tmp_path / "toy"))

    def reckon(*cells: str) -> list[float]:
        path = write_notebook(tmp_path / "notebooks", *cells)
        return [minutes(sitting, case.lesson("pond"), case) for sitting in sittings(path)]

    return reckon


def test_prose_is_read_at_150_words_a_minute(taken):
    """Three hundred words are two minutes."""
    assert taken("word " * 300) == [2.0]


def test_what_is_folded_is_looked_up_and_not_read():
    """Only what stands open counts, and no sign or tag."""
    assert words("<b>two</b> words | - <details><summary>more</summary> not read </details>") == 2


def test_a_question_takes_its_seconds_and_its_reading(taken):
    """More than the minute that its kind is given, since it must be read."""
    assert taken("desk.guided()")[0] > 1


def test_a_vote_takes_talk_and_a_second_vote(taken):
    """Two minutes and a half more, however many cells ask it."""
    once, twice = taken("desk.vote('first')"), taken("desk.vote('first')", "desk.vote('second')")
    assert (once == twice, once[0] > 3.5) == (True, True)


def test_go_further_is_no_part_of_the_core(taken):
    """The core ends at that heading."""
    assert taken("## Go further\n\n" + "word " * 300, "desk.guided()") == [0.0]


def test_a_second_sitting_is_reckoned_apart(taken):
    """Each sitting has its own minutes."""
    assert taken("word " * 150, "# Second sitting\n" + "word " * 298) == [1.0, 2.0]


def test_a_core_over_thirty_minutes_is_a_fault(tmp_path):
    """The fault says how long it is; one of thirty is none."""
    case, folder = read_case(write_toy(tmp_path / "toy")), tmp_path / "notebooks"
    write_notebook(folder, "word " * 4500)
    assert list(too_long(case, folder)) == []
    write_notebook(folder, "word " * 4800)
    assert [fault.found for fault in too_long(case, folder)] == ["a core of 32 minutes in 01_pond.ipynb"]


def test_a_core_longer_than_its_notebook_promises_is_a_fault(tmp_path):
    """Whoever plans a lesson by the notebook's own words must be able to rely on them."""
    case, folder = read_case(write_toy(tmp_path / "toy")), tmp_path / "notebooks"
    write_notebook(folder, "The core takes 20 to 30 minutes. " + "word " * 3300)
    assert [fault.expected for fault in too_long(case, folder)] == ["at most 20"]


def test_what_a_notebook_promises_is_read_from_its_prose(tmp_path):
    """A notebook that promises nothing says so."""
    said = write_notebook(tmp_path / "one", "The core takes 30 to 40 minutes.")
    assert (promised(said), promised(write_notebook(tmp_path / "two"))) == ("30 to 40 minutes", "no time")
