"""Slides: every exhibit and every vote of a lesson, from the question to the reasons, and no graded key."""

from __future__ import annotations

import re

import pytest

from lessons.course.teaching.sheets import cards_of
from lessons.course.teaching.slides import page, slides
from lessons.widgets.still import inline
from tests.articles import CASE
from tests.test_sheets import plain, told

LESSONS = [pytest.param(lesson, id=lesson.stem) for lesson in CASE.lessons]


def titles(lesson) -> list[str]:
    """What stands on top of each slide."""
    return [slide.title for slide in slides(lesson, CASE)]


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_exhibit_has_a_slide(lesson):
    """By the name it has on paper."""
    assert [name for name, _ in cards_of(lesson, CASE) if name not in titles(lesson)] == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_vote_goes_from_the_question_to_the_reasons(lesson):
    """Question, vote, talk, vote, both results, the readings, the reasons: in this order."""
    for vote in (e for e in lesson.exercises if e.stage == "vote" and e.face == "choice"):
        number = lesson.numbers[vote.id]
        steps = [title.removeprefix(f"{number} · ") for title in titles(lesson) if title.startswith(f"{number} ·")]
        order = ["The question", "First vote", "Talk", "Second vote", "Both votes"]
        readings = [f"A reading ({n} of {len(vote.readings)})" for n in range(1, len(vote.readings) + 1)]
        assert steps[: len(order) + len(readings) + 1] == [*order, *readings, "The reasons"]


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_sentence_of_a_graded_key_is_projected(lesson):
    """A slide is for everybody: what is graded is told by none."""
    shown = plain(page(lesson, CASE))
    asked = plain(inline(" ".join(f"{e.prompt} {e.extract}" for o in CASE.lessons for e in o.exercises)))
    open_to_all = [s for o in CASE.lessons for key in o.practice.values() for s in told(key)]
    graded = {s for o in CASE.lessons for key in o.graded.values() for s in told(key)} - set(open_to_all)
    assert len(graded) > 50
    assert [s for s in graded if s in shown and s not in asked] == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_file_needs_no_other(lesson):
    """It opens without a network: nothing is fetched, nothing is sent."""
    html = page(lesson, CASE)
    outside = r"""<link|\ssrc="(?!data:)|url\(|fetch\(|XMLHttpRequest|sendBeacon|innerHTML"""
    assert re.findall(outside, html) == []
