"""How each question went, and which misconceptions its wrong answers show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from lessons.answers import Record
from lessons.case import Lesson
from lessons.case.misconceptions import Misconception, misconceptions
from lessons.errors import AnswerError
from lessons.exercises import AnyExercise, Key, Mark, Page
from lessons.review.pupils import Pupil, SchoolClass


@dataclass(frozen=True)
class WrongWay:
    """One way in which a question was answered wrongly."""

    #: the option, or the row and its label, in words; empty where an answer has no short ones
    said: str
    because: str
    slip: str
    pupils: tuple[str, ...] = ()


@dataclass(frozen=True)
class Went:
    """How the first answers to one question went."""

    lesson: int
    number: str
    exercise: AnyExercise
    key: Key
    answered: int
    #: how many earned everything, and the mean share of the points
    right: int
    share: float
    #: the commonest first
    wrong: tuple[WrongWay, ...]


@dataclass(frozen=True)
class Shown:
    """A misconception, and in which lessons how many pupils showed it in a first answer."""

    name: str
    told: Misconception
    pupils: tuple[str, ...]
    by_lesson: dict[int, int]


def went(school_class: SchoolClass) -> list[Went]:
    """Every question that was answered and can be right or wrong, in the order of the course."""
    found = (_went(school_class, *keyed) for keyed in school_class.keyed())
    return [one for one in found if one is not None]


def _went(school_class: SchoolClass, lesson: Lesson, exercise: AnyExercise, key: Key) -> Went | None:
    page, shares = school_class.case.page, list[float]()
    wrong = dict[tuple[str, str, str], list[str]]()
    for pupil in school_class.pupils:
        mark = marked(exercise, key, pupil.first.get((exercise.id, "")), page)
        if mark is None or mark.share is None:
            continue
        shares.append(mark.share)
        for way in dict.fromkeys(_wrong_ways(exercise, key, pupil, mark, page)):
            wrong.setdefault(way, []).append(pupil.name)
    if not shares:
        return None
    # of equally common ones, one that names a misconception
    commonest = sorted(wrong.items(), key=lambda way: (-len(way[1]), not way[0][2], way[0]))
    ways = tuple(WrongWay(*way, tuple(names)) for way, names in commonest)
    number = lesson.numbers[exercise.id]
    return Went(lesson.number, number, exercise, key, len(shares), shares.count(1), fmean(shares), ways)


def marked(exercise: AnyExercise, key: Key, record: Record | None, page: Page) -> Mark | None:
    """What an answer earns of what was asked; ``None`` where there is none, or none that fits."""
    if record is None or exercise.is_blank(record.answer):
        return None
    asked, held = exercise.as_asked(key, record.asked)
    try:
        return asked.mark(held, asked.accept(record.answer), page)
    except AnswerError:  # an older wording
        return None


def _wrong_ways(
    exercise: AnyExercise, key: Key, pupil: Pupil, mark: Mark, page: Page
) -> Iterator[tuple[str, str, str]]:
    """What is wrong in an answer, or in those rows of it that are judged by themselves."""
    record = pupil.first[exercise.id, ""]
    asked, _ = exercise.as_asked(key, record.asked)
    for remark in (remark for remark in mark.remarks if remark.tone == "wrong"):
        said = asked.said_of(record.answer, remark.item, page)
        yield said, (remark.why if said else "") or remark.text, remark.slip


def worst(items: list[Went], least: int, most: int = 3) -> list[Went]:
    """The questions to teach again: those of which the smallest share was right, enough answers given."""
    enough = [item for item in items if item.answered >= least and item.share < 1]
    return sorted(enough, key=lambda item: item.share)[:most]


def shown(items: list[Went]) -> list[Shown]:
    """Misconceptions by how many pupils showed them, each pupil counted once a lesson."""
    known, found = misconceptions(), dict[str, dict[int, set[str]]]()
    for item in items:
        for way in item.wrong:
            if way.slip in known:
                found.setdefault(way.slip, {}).setdefault(item.lesson, set()).update(way.pupils)
    counted = [
        Shown(name, known[name], tuple(sorted(set().union(*by.values()))), _sizes(by))
        for name, by in found.items()
    ]
    return sorted(counted, key=lambda one: (-len(one.pupils), one.name))


def _sizes(by_lesson: dict[int, set[str]]) -> dict[int, int]:
    return {lesson: len(names) for lesson, names in sorted(by_lesson.items())}
