"""The class's judgement: before and after, sureness beside rightness, and the minutes it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise
from statistics import median

from lessons.answers import Record
from lessons.desk.judgement import Discrimination, discrimination
from lessons.desk.review import PAUSE
from lessons.exercises import AnyExercise
from lessons.review.items import marked
from lessons.review.pupils import Pupil, SchoolClass

#: the two forms of ten sentences, in the order they are read
FORMS = {"A": "Cold read", "B": "Second reading"}
#: sureness is put together in these steps, in percent: from, and up to
STEPS = ((0, 50), (50, 70), (70, 90), (90, 101))
#: who answered fewer of a lesson's core questions does not show how long it takes
MOST_OF_IT = 0.75


@dataclass(frozen=True)
class Readings:
    """Both forms, of those who read both."""

    pupils: int
    #: how many read only one of them, and are left out
    only_one: int
    #: by the name of the form: what was noticed, and what was only suspected
    forms: Mapping[str, Discrimination]


@dataclass(frozen=True)
class Sureness:
    """Answers of about one sureness, and how many of them were right."""

    low: int
    high: int
    answers: int
    right: float


@dataclass(frozen=True)
class Minutes:
    """How long a lesson's core took, by the times of the answers themselves."""

    lesson: int
    slug: str
    pupils: int
    median: float
    least: float
    most: float
    #: what the plan reckons; 0 where nobody said
    planned: float


def readings(school_class: SchoolClass, pupils: Sequence[Pupil]) -> Readings:
    """Before and after, of the pupils who answered in both forms."""
    items = {form: _form(school_class, form) for form in FORMS}
    read = {form: {p.name for p in pupils if any((e.id, "") in p.first for e in items[form])} for form in FORMS}
    both, any_ = set.intersection(*read.values()), set.union(*read.values())
    mine = [pupil for pupil in pupils if pupil.name in both]
    forms = {name: _reading(items[form], mine) for form, name in FORMS.items()} if mine else {}
    return Readings(len(mine), len(any_ - both), forms)


def _form(school_class: SchoolClass, form: str) -> list[AnyExercise]:
    return [exercise for _, exercise in school_class.case.asked() if exercise.form == form]


def _reading(items: Sequence[AnyExercise], pupils: Iterable[Pupil]) -> Discrimination:
    each = [discrimination(items, {id: r.answer for (id, _), r in pupil.first.items()}) for pupil in pupils]
    counts = zip(*map(astuple, each), strict=True)  # all hits, all flawed …
    return Discrimination(*map(sum, counts))


def rated(school_class: SchoolClass) -> list[tuple[float, float]]:
    """Sureness and share right of every first answer that was given with a sureness."""
    found = list[tuple[float, float]]()
    for _, exercise, key in school_class.keyed():
        for record in (pupil.first.get((exercise.id, "")) for pupil in school_class.pupils):
            mark = marked(exercise, key, record, school_class.case.page)
            if record and record.confidence is not None and mark and mark.share is not None:
                found.append((record.confidence, mark.share))
    return found


def sureness(told: Sequence[tuple[float, float]]) -> list[Sureness]:
    """The answers in four steps of sureness; a step that nobody chose is left out."""
    steps = [(low, high, [right for sure, right in told if low <= sure < high]) for low, high in STEPS]
    return [Sureness(low, min(high, 100), len(rights), sum(rights)) for low, high, rights in steps if rights]


def minutes(school_class: SchoolClass, planned: Mapping[int, float]) -> list[Minutes]:
    """Median and range of the minutes each core took, of pupils who answered most of it."""
    found = list[Minutes]()
    for lesson in school_class.case.lessons:
        core = {exercise.id for exercise in lesson.exercises if exercise.core}
        asked = {exercise.id for exercise in lesson.exercises}
        took = [_took(p.records, core, asked) for p in school_class.pupils if _did_most(p, core)]
        if took and len(took) >= school_class.least and median(took):
            span = (median(took), min(took), max(took))
            found.append(Minutes(lesson.number, lesson.slug, len(took), *span, planned.get(lesson.number, 0)))
    return found


def _did_most(pupil: Pupil, core: set[str]) -> bool:
    answered = Counter(id for id, _ in pupil.counts if id in core)
    timed = any(record.moment for record in pupil.records if record.exercise in core)
    return timed and len(answered) >= MOST_OF_IT * len(core)


def _took(records: Iterable[Record], core: set[str], asked: set[str]) -> float:
    """Minutes up to each answer of the core, from the answer before it in the same lesson; pauses left out."""
    timed = sorted((r.moment, r.exercise in core) for r in records if r.moment and r.exercise in asked)
    gaps = [(now[0] - before[0]).total_seconds() for before, now in pairwise(timed) if now[1]]
    return sum(gap for gap in gaps if gap <= PAUSE) / 60
