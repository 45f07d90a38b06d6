"""The quiz for phones: small, whole, and without anything that counts."""

from __future__ import annotations

import re

import pytest

from lessons.course.quiz import quiz
from lessons.errors import CourseError
from tests.test_cli_grading import say
from tests.test_notebooks import CASE
from tests.toy import toy_case, write_next

each_lesson = pytest.mark.parametrize("lesson", CASE.lessons, ids=lambda lesson: lesson.stem)


@each_lesson
def test_holds_no_graded_question_and_no_graded_key(lesson):
    """Neither the id nor the words of anything that counts, nor why it is right."""
    page = quiz(lesson, CASE)
    graded = {e.id: e for one in CASE.lessons for e in one.exercises if e.id in CASE.graded}
    # some are asked in the same words as a practice question, with other material
    practised = {e.prompt for one in CASE.lessons for e in one.exercises if e.id in CASE.practice}
    asked = [text for e in graded.values() for text in (e.prompt, e.extract) if text and text not in practised]
    words = [text.strip() for text in asked] + [key.because for key in CASE.graded.values()]
    plain = re.sub(r"<[^>]+>", "", page)
    found = [id for id in graded if f'"{id}' in page] + [w for w in words if re.sub(r"[*_]", "", w) in plain]
    assert (found, "graded" in page) == ([], False)


@each_lesson
def test_is_one_small_file(lesson):
    """Under 300 KB, with nothing to fetch and no address in it."""
    page = quiz(lesson, CASE)
    fetched = re.findall(r"""(?:src|href)=["'](?!data:)|@import|url\(|https?://(?!www\.w3\.org)""", page)
    assert (len(page.encode()) < 300_000, fetched) == (True, [])


def test_every_answer_has_its_reason():
    """Each option of each choice in lesson 4 is answered, also that which is right."""
    lesson = CASE.lesson("one-source-or-many")
    page = quiz(lesson, CASE)
    options = [o for e in lesson.exercises if e.kind == "choose" and e.id in lesson.practice for o in e.options]
    assert {o for o in options if f'data-for="{o}"' not in page} == set()


def test_the_cold_read_keeps_its_reasons_for_later():
    """What is compared before and after must not be told before."""
    page = quiz(CASE.lesson("cold-read"), CASE)
    told = [key.because for key in CASE.lesson("cold-read").practice.values() if key.because[:40] in page]
    assert (told, "data-tone" in page, "the reasons come later" in page) == ([], False, True)


def test_a_lesson_that_is_not_there_is_told(tmp_path):
    """A sentence with the numbers there are."""
    toy_case(tmp_path / "toy")
    done = say("quiz", 7, "--case", tmp_path / "toy", "-o", tmp_path / "quiz.html")
    assert (done.exit_code, "There is no lesson 7" in done.output) == (1, True)


def test_a_lesson_without_choices_is_told(tmp_path):
    """No empty page is written."""
    case = toy_case(write_next(tmp_path / "next"))
    for exercise in case.lesson("pond").exercises:
        case.lesson("pond").practice.pop(exercise.id, None)
    with pytest.raises(CourseError, match="no choices or labels"):
        quiz(case.lesson("pond"), case)
