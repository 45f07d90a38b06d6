"""The plan of a class: minutes that add up, cards and questions that are there, and a way back from every vote."""

from __future__ import annotations

import re

import pytest

from lessons.case import read_case
from lessons.case.chosen import lesson_of
from lessons.course.teaching.plan import opened, plan, routes
from lessons.course.teaching.said import key_of
from lessons.course.teaching.steps import asked_by, fitted, parts
from lessons.errors import CourseError
from lessons.exercises.base import as_list
from tests.articles import CASE
from tests.toy import change
from tests.toy import toy_folder as toy_folder

NUMBERS = [lesson.number for lesson in CASE.lessons]


def script(text: str) -> list[tuple[int, int]]:
    """From which minute to which each row of a plan goes."""
    return [(int(a), int(b)) for a, b in re.findall(r"^\| (\d+)–(\d+) \|", text, re.MULTILINE)]


@pytest.mark.parametrize("cold", [False, True], ids=["after lessons", "cold"])
@pytest.mark.parametrize("minutes", [25, 45, 60, 90])
@pytest.mark.parametrize("number", NUMBERS)
def test_the_script_adds_up_to_the_minutes_given(number, minutes, cold):
    """Each row begins where the last one ended, and the last ends with the class."""
    lesson = lesson_of(number, CASE)
    rows = script(plan(lesson, CASE, minutes, cold=cold))
    ends = [end for _, end in rows]
    assert ends.count(minutes) == len(parts(lesson, CASE))
    assert all(
        start == (0 if before == minutes else before) for (start, _), before in zip(rows, [0, *ends], strict=False)
    )
    assert all(start < end for start, end in rows)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_core_question_has_its_step(number):
    """What the lesson's core asks is in the script; a bank counts as one."""
    lesson = lesson_of(number, CASE)
    asked = {exercise.id for part in parts(lesson, CASE) for step in part.steps for exercise in step.asked}
    assert [e.id for e in lesson.exercises if e.core and e.id not in asked and e.id not in lesson.graded] == []


@pytest.mark.parametrize("number", NUMBERS)
def test_names_what_pupils_will_be_able_to_do(number):
    """In the words of the notebook, where it has them: all but the cold read."""
    lesson = lesson_of(number, CASE)
    aims = opened(lesson, CASE).aims
    assert (len(aims) >= 3) == (number > 0)
    assert [aim for aim in aims if aim not in plan(lesson, CASE, 45)] == []


@pytest.mark.parametrize("number", [n for n in NUMBERS if n not in (0, 6, 9)])
def test_every_answer_to_the_vote_has_its_line(number):
    """Whatever most of the room say, the plan says what to do next."""
    lesson = lesson_of(number, CASE)
    text = plan(lesson, CASE, 90)
    vote = next(e for e in lesson.exercises if e.stage == "vote" and e.face == "choice")
    lines = [line for line in text.splitlines() if line.startswith("- “")]
    assert [line.split("” →")[0][3:] for line in lines] == list(vote.options.values())
    wrong = [t for id, t in vote.options.items() if id not in as_list(key_of(vote, CASE).value)]
    assert all("ask for the best reason" not in line for line in lines if any(f"“{t}”" in line for t in wrong))


def test_a_way_back_names_question_and_cards():
    """Most say *sent* in lesson 4: back to the arrows, and to the cards they are drawn from."""
    lesson = lesson_of(4, CASE)
    line = next(line for line in plan(lesson, CASE, 45).splitlines() if line.startswith("- “Yes: six sources"))
    arrows = next(e for e in lesson.exercises if e.face == "links" and e.core)
    assert re.search(rf"Back to {lesson.numbers[arrows.id]} \(cards [A-Z].*\)\.$", line)


def test_a_cold_start_reads_the_article_and_asks_nothing_from_memory():
    """A class without lessons 1 to 3 reads first, and gets their three questions."""
    lesson = lesson_of(4, CASE)
    warm, cold = plan(lesson, CASE, 45), plan(lesson, CASE, 45, cold=True)
    recall = lesson.numbers[asked_by("recall", lesson)[0].id]
    assert (f"| {recall} |" in warm, f"| {recall} |" in cold) == (True, False)
    assert all(opened(lesson_of(n, CASE), CASE).title.partition(" · ")[2] in cold for n in (1, 2, 3))


def test_what_is_short_of_time_keeps_vote_and_exit():
    """In 25 minutes the extras go first; the vote and the exit question stay."""
    steps = [step for _, step in fitted(parts(lesson_of(4, CASE), CASE)[0].steps, 25)]
    stages = {exercise.stage for step in steps for exercise in step.asked}
    assert {"vote", "exit"} <= stages
    assert not any(step.is_extra for step in steps)


def test_homework_is_not_graded():
    """Nothing that counts is given away as an exercise for the evening."""
    for lesson in CASE.lessons:
        told = re.search(r"\*\*Homework\*\*, .*?: ([\d., ]+)\.$", plan(lesson, CASE, 45), re.MULTILINE)
        numbers = told[1].split(", ") if told else []
        graded = {lesson.numbers[id] for id in lesson.graded}
        assert graded.isdisjoint(numbers)


def test_the_routes_have_every_lesson():
    """Cold start, three classes, the whole course, self-study."""
    text = routes(CASE)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
        "45 minutes from a cold start",
        "Three classes",
        "The whole course",
        "Self-study",
    ]
    assert [f"`lessons plan {number} --minutes 45`" in text for number in NUMBERS] == [True] * len(NUMBERS)


def test_a_step_that_asks_for_nothing_known_is_told(toy):
    """A slip in a note is a sentence that says where, what was found and what was expected."""
    change(toy, "notes/01-pond.md", "| opening | count |", "| openig | count |")
    case = read_case(toy)
    with pytest.raises(CourseError, match=r"“openig” in the slot “sheet minutes” of notes/01-pond\.md"):
        parts(case.lesson("pond"), case)
