"""A kind nobody has heard of goes the whole way: a file of its own, a line in the table, and nothing else."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Literal

import pytest
from click.testing import CliRunner

from lessons import open_desk
from lessons.answers import Book, Record
from lessons.case import read_case
from lessons.cli import cli
from lessons.course.teaching.sheets import pupil_sheet, teacher_sheet
from lessons.desk.past import Past
from lessons.desk.review import report
from lessons.exercises import KINDS
from lessons.exercises.base import Exercise, Json, Key, Page
from lessons.exercises.marks import Mark, Remark
from tests.desks import said, tell
from tests.toy import be_in_course, change, faults_of, write_toy


class StarsKey(Key):
    """How many stars are right."""

    value: str
    sample_wrong: str


STARS = {"1": "one star", "2": "two stars", "3": "three stars"}


class Stars(Exercise[StarsKey]):
    """From one star to three: how well a claim is supported."""

    kind: Literal["stars"]
    face = "choice"
    key_type = StarsKey
    shape = str
    comes_back = True

    def accept(self, answer: Json) -> Json:
        self.refuse_unknown([super().accept(answer)], STARS)
        return answer

    def traits(self, page: Page) -> dict[str, Json]:
        return {"several": False, "options": STARS}

    def judge(self, key: StarsKey, answer: Json, page: Page) -> Mark:
        if answer == key.value:
            return Mark(1.0)
        return Mark(0.0, (Remark("wrong", f"{answer} is not how well it is supported."),))


class ReadStars(Stars):
    """The same, given by a person."""

    kind: Literal["read-stars"]  # type: ignore[assignment]
    graded = False
    read_by_a_person = True

    def judge(self, key: StarsKey, answer: Json, page: Page) -> Mark:
        return Mark(None, (Remark("note", key.because),))


ASKED = """
[[exercises]]
id = "{id}"
kind = "{kind}"
stage = "{stage}"
prompt = "How many stars has the count of ducks?"
hints = ["Who counted?"]
"""
HELD = '\n[{id}]\nvalue = "2"\nbecause = "One person counted."\nsample_wrong = "1"\n'


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The toy case with two questions of new kinds, one for a machine and one for a person."""
    for kind, made in (("stars", Stars), ("read-stars", ReadStars)):
        monkeypatch.setitem(KINDS, kind, made)
    folder = write_toy(tmp_path / "mine" / "case")
    asked, held = folder / "exercises" / "01-pond.toml", folder / "key" / "practice" / "01-pond.toml"
    rows = [("rate-it", "stars", "alone"), ("rate-for-me", "read-stars", "further")]
    told = "".join(ASKED.format(id=id, kind=kind, stage=stage) for id, kind, stage in rows)
    asked.write_text(asked.read_text(encoding="utf-8") + told, encoding="utf-8")
    keys = "".join(HELD.format(id=id) for id, _, _ in rows)
    held.write_text(held.read_text(encoding="utf-8") + keys, encoding="utf-8")
    be_in_course(tmp_path / "mine", monkeypatch)
    return folder


def test_is_read_asked_answered_and_explained(case):
    """The desk shows it, keeps its answer, and says why it is wrong."""
    desk = open_desk("pond")
    desk.alone()
    question = tell(desk, "rate-it", "commit", "1")
    assert (said(question), question.widget.button) == (
        ["1 is not how well it is supported."],
        "Check my answer",
    )


def test_stands_on_the_sheet(case):
    """Printed, it is a question with its options and, for the teacher, its reason."""
    read = read_case(case)
    made = [make(read.lesson("pond"), read) for make in (pupil_sheet, teacher_sheet)]
    printed = "".join(page for document in made for page in document.pages)
    assert ("How many stars" in printed, "two stars" in printed, "One person counted." in printed) == (
        True,
        True,
        True,
    )


def test_is_handed_in_graded_marked_by_hand_and_given_back(case, tmp_path):
    """One command grades it, one lays what a person must read on a page, one writes the feedback."""
    book = Book(tmp_path / "hand-ins" / "Ana Li" / "answers" / "01_pond.jsonl")
    for number, id in enumerate(("rate-it", "rate-for-me"), 1):
        time = f"2026-11-20T09:0{number}:00+00:00"
        book.append(Record(exercise=id, answer="2", attempt=1, committed=True, time=time, who="kind-otter-1"))
    grades = tmp_path / "grades"
    run("grade", tmp_path / "hand-ins", "--key", case / "key" / "practice", "--jobs", "1", "-o", grades)
    (row,) = csv.DictReader((grades / "gradebook.csv").read_text(encoding="utf-8-sig").splitlines())
    points = {heading.split(":")[0].split(" ")[-1]: cell for heading, cell in row.items() if ": " in heading}
    assert (points["rate-it"], points["rate-for-me"]) == ("1", "")
    run("mark", grades, "-o", tmp_path / "marking")
    page = (tmp_path / "marking" / "rate-for-me.html").read_text(encoding="utf-8")
    assert "two stars" in page
    run("release", grades, "-o", tmp_path / "feedback", "--waiting", "include")
    (feedback,) = (tmp_path / "feedback").rglob("*.html")
    assert "One person counted." in feedback.read_text(encoding="utf-8")


def test_comes_back_and_is_counted(case):
    """Missed at the first try, it is recalled; its sureness and rightness stand in the report."""
    book = Book(case.parent / "answers" / "01_pond.jsonl")
    book.append(Record(exercise="rate-it", answer="1", attempt=1, committed=True, confidence=90))
    past = Past.of(read_case(case), book)
    assert [exercise.id for exercise in past.missed(past.case.lesson("pond"))] == ["rate-it"]
    assert "0 of 1 first answers were right" in "\n".join(report(past))


@pytest.mark.parametrize(
    ("sample", "found"), [("2", "that earns points"), ("9", "that is no answer: rate-it: “9”")]
)
def test_its_wrong_sample_is_checked(case, sample, found):
    """A kind need not look itself whether the key's wrong sample is an answer, and wrong."""
    held = HELD.format(id="rate-it")
    change(case, "key/practice/01-pond.toml", held, held.replace('wrong = "1"', f'wrong = "{sample}"'))
    (fault,) = faults_of(case)
    assert fault.found.startswith(f"a sample_wrong {found}")


@pytest.mark.parametrize("lacking", ["face", "key_type", "shape"])
def test_a_kind_that_lacks_something_says_so(lacking):
    """What every kind must say of itself is asked for when the class is made, in a sentence."""
    given = {"face": "choice", "key_type": StarsKey, "shape": str}
    given.pop(lacking)
    members = {"__module__": __name__, "kind": "half", "__annotations__": {"kind": str}, **given}
    with pytest.raises(TypeError, match=f"The kind HalfStars does not say its {lacking}"):
        type("HalfStars", (Exercise,), members)


def run(*words: object) -> None:
    """A command of the house, in this process; it must succeed."""
    result = CliRunner().invoke(cli, list(map(str, words)), catch_exceptions=False)
    assert result.exit_code == 0, result.output


def test_its_answers_are_plain_data(case):
    """What it keeps is JSON, like any other answer."""
    desk = open_desk("pond")
    desk.alone()
    record = tell(desk, "rate-it", "commit", "2").last
    assert json.loads(record.line())["answer"] == "2"
