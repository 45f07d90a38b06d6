"""Wrong answers name the misconception that they show."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessons.case import read_case
from lessons.case.misconceptions import misconceptions, misnamed, unnamed
from lessons.exercises.slips import wrong_answers
from tests.articles import CASE
from tests.toy import asked, toy_case, write_toy

KNOWN = misconceptions()
KEY = "key/practice/01-pond.toml"


def with_slips(folder: Path, lines: str) -> Path:
    """The toy case, with these lines at the end of a key."""
    case = write_toy(folder)
    key = case / KEY
    key.write_text(key.read_text(encoding="utf-8") + "\n" + lines, encoding="utf-8")
    return case


@pytest.mark.parametrize("case", sorted(Path("seeds").glob("*/case.toml")), ids=lambda path: path.parent.name)
def test_no_wrong_answer_of_a_shipped_case_is_without_a_name(case):
    """Each sentence for a wrong answer has its misconception, and each name is known."""
    read = read_case(case.parent)
    assert (unnamed(read), list(misnamed(read, KNOWN))) == (0, [])


def test_every_misconception_is_named_by_some_wrong_answer():
    """A name that nobody uses can go."""
    read = CASE
    keys = [key for lesson in read.lessons for key in (*lesson.practice.values(), *lesson.graded.values())]
    assert {slip for key in keys for _, slip in wrong_answers(key)} == set(KNOWN)


def test_the_remark_on_a_wrong_answer_carries_the_name(tmp_path):
    """Whoever counts misconceptions need not read sentences."""
    exercise, key = asked(toy_case(tmp_path), "who-counted")
    wrong = next(iter(key.wrong))
    named = key.model_copy(update={"slips": {wrong: "speaker-nearby"}})
    assert [remark.slip for remark in exercise.mark(named, wrong, toy_case(tmp_path).page).remarks] == [
        "speaker-nearby"
    ]


def wrongly_answered():
    """Of each kind a question of the shipped case, an answer that is wrong in a known way, and its name."""
    return [
        ("who-agreed-with-whom", "bilateral", "small-word-passed-over"),
        ("what-the-pact-sentence-says", ["closer", "final", "promise", "used"], "likely-is-shown"),
        ("order-will-to-could", ["very", "will", "likely", "could"], "hedge-is-verdict"),
        ("who-passed-on-the-220", [["yonhap", "cnn"]], "likely-is-shown"),
        ("shot-down-october", {"number": 55.8, "base": "launched", "unit": "percent"}, "base-does-not-fit"),
        ("shot-down-october", {"number": 57.6, "base": "launched", "unit": "points"}, "percent-is-points"),
        ("range-on-paper", {"low": 200, "high": 250}, "base-does-not-fit"),
        ("share", {"source": "", "results": [{"value": 400.0}] * 9}, "base-does-not-fit"),
        ("hunt-who-agreed", {"moves": [{"move": "conclude", "choice": "between"}]}, "repeats-are-sources"),
    ]


@pytest.mark.parametrize(("id", "answer", "slip"), wrongly_answered(), ids=str)
def test_each_kind_hands_the_name_on(id, answer, slip):
    """What a learner got wrong can be counted, whatever kind of question it was."""
    case = CASE
    exercise, key = asked(case, id)
    if id == "share":
        answer["results"] = answer["results"][: len(exercise.calls)]
    remarks = exercise.mark(key, exercise.accept(answer), case.page).remarks
    assert slip in {remark.slip for remark in remarks}


@pytest.mark.parametrize(
    ("slip", "found"),
    [("geese-are-ducks", "slip “geese-are-ducks”"), ("speaker-nearby", "")],
)
def test_an_unknown_name_is_a_fault(slip, found, tmp_path):
    """The fault says which names there are."""
    _, key = asked(toy_case(tmp_path / "one"), "who-counted")
    wrong = next(iter(key.wrong))
    case = read_case(with_slips(tmp_path / "two", f'[who-counted.slips]\n{wrong} = "{slip}"\n'))
    assert [fault.found for fault in misnamed(case, KNOWN)] == [found] * bool(found)


def test_a_slip_without_its_wrong_answer_is_a_fault(tmp_path):
    """A name beside no sentence would never be counted."""
    case = read_case(with_slips(tmp_path, '[who-counted.slips]\nnobody-of-that-name = "speaker-nearby"\n'))
    assert [fault.found for fault in misnamed(case, KNOWN)] == ["a slip for “nobody-of-that-name”"]
