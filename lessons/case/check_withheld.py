"""What must hold for a graded handout: that every place withheld is there, and that nothing handed out tells."""

from __future__ import annotations

from collections.abc import Iterator

from lessons.case.check_ledger import Known
from lessons.case.lesson import Lesson
from lessons.case.model import Case
from lessons.case.withheld import ROWS, Place, asked_about, is_in, places, rows_of
from lessons.errors import Fault
from lessons.exercises import AnyExercise, Key
from lessons.ledger import WITHHELD, Entry

_FORMS = "such as claims.ID.verdict, reports.ID.says, notes.NN-slug.SLOT or practice.ID"


def check_withheld(case: Case, lost: Known) -> Iterator[Fault]:
    """Every reference to nothing, and every practice key that answers a graded exercise."""
    for lesson, exercise, key in case.keyed(case.graded):
        for place in dict.fromkeys(asked_about(exercise, key)):
            if not ({place.id, str(place)} & lost or is_in(place, case)):
                file, found = f"key/graded/{lesson.stem}.toml", f"withhold “{place}”"
                yield Fault(file, exercise.id, found, f"a place that the case has, {_FORMS}", "Correct it.")
    yield from _telling(case)
    for group in ROWS:
        for row in rows_of(case, group):
            yield from _row(row, group, case)


def _row(row: Entry, group: str, case: Case) -> Iterator[Fault]:
    shown = {name for name, value in row.model_dump(by_alias=True).items() if value in (WITHHELD, (WITHHELD,))}
    if shown - set(row.withheld) or (row.withheld and case.settings.handed_out != "graded"):
        file = "evidence.toml" if group == "reports" else "ledger.toml"
        do = "Write what is right; only a graded handout withholds it."
        yield Fault(file, row.id, f"“{WITHHELD}”", "a value in each field", do)


def _telling(case: Case) -> Iterator[Fault]:
    """What a practice key that goes out tells of a graded exercise: the same label, or the same words."""
    withheld = places(case)
    graded = [(exercise.id, _stretches(exercise, key)) for _, exercise, key in case.keyed(case.graded)]
    for lesson, exercise, key in case.keyed(case.practice):
        if Place("practice", exercise.id) in withheld:
            continue
        for place in (Place("claims", *label) for asked in exercise.each for label in asked.labelled()):
            yield from (_tells(lesson, exercise, str(place), id) for id in withheld.get(place, ()))
        mine = _stretches(exercise, key)
        for id, stretches in graded:
            yield from (_tells(lesson, exercise, f"the words “{words}”", id) for _, words in mine & stretches)


def _stretches(exercise: AnyExercise, key: Key) -> set[tuple[int, str]]:
    return {
        stretch for asked, held in zip(exercise.each, key.each, strict=False) for stretch in asked.stretches(held)
    }


def _tells(lesson: Lesson, exercise: AnyExercise, what: str, graded_id: str) -> Fault:
    return Fault(
        f"key/practice/{lesson.stem}.toml",
        exercise.id,
        f"the answer to “{graded_id}”, which is graded ({what})",
        "each answer in one key only",
        f"Ask one of the two about something else, or withhold this key: “practice.{exercise.id}”.",
    )
