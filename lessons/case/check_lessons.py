"""What must hold between exercises, keys, notes and slots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from lessons.case.check_ledger import Known, unknown
from lessons.case.figures import WithheldFigure
from lessons.case.lesson import Lesson
from lessons.case.model import Case
from lessons.case.notes import NoteError
from lessons.case.series import Series
from lessons.errors import Fault
from lessons.exercises import AnyExercise, Key

SHEET = "sheet "
#: what is said of an exercise whose key is in neither place
NO_KEY = "no key"
#: what waits besides notes, as its desk names it
PLACES = ("answers", "report", "source graph", "timeline", "rates", "chart ")
SLOTS = ("opening", "recap", "sheet cards", "sheet minutes", "sheet objections")


def check_lessons(case: Case, lost: Known) -> Iterator[Fault]:
    """Every fault of the lessons; files and ids in ``lost`` could not be read and were told already."""
    homes = _homes(case)
    for lesson in case.lessons:
        yield from _notes(lesson, case, lost)
        for exercise in lesson.exercises:
            yield from _exercise(exercise, lesson, case, lost)
            if len(homes[exercise.id]) == 1:  # of two, nobody can say whose key it is
                yield from _key(exercise, lesson, case, lost)
    for id, files in homes.items():
        if len(files) > 1:
            where = " and ".join(dict.fromkeys(files))
            yield Fault(where, id, f"this id {len(files)} times", "once", "Rename all but one.")
    yield from _settings(case, lost)


def _homes(case: Case) -> Mapping[str, list[str]]:
    """The files in which each exercise stands; one, if all is well."""
    homes: dict[str, list[str]] = {}
    for lesson, exercise in case.asked():
        homes.setdefault(exercise.id, []).append(f"exercises/{lesson.stem}.toml")
    return homes


def _notes(lesson: Lesson, case: Case, lost: Known) -> Iterator[Fault]:
    file = f"notes/{lesson.stem}.md"
    if file in lost:
        return
    for slot in SLOTS:
        # the teacher's side of a sheet stays with the teacher
        if slot not in lesson.notes.slots and not (case.handed_out and slot.startswith(SHEET)):
            yield Fault(file, slot, "no such slot", f"a heading “## {slot}”", "Write it.")
    for slot, after in lesson.after.items():
        if slot not in lesson.notes.slots and not slot.startswith(PLACES):
            expected = "a slot of the notes, or one of " + ", ".join(PLACES)
            yield Fault(
                f"exercises/{lesson.stem}.toml", slot, "a place that nothing shows", expected, "Rename it."
            )
        if not all(map(lesson.meant, after.split(", "))):
            expected = "the id of a question of this lesson, or a stage it has"
            yield Fault(f"exercises/{lesson.stem}.toml", slot, f"after = “{after}”", expected, "Correct it.")
    for slot in lesson.notes.slots if case.settings.series not in lost else ():
        try:
            case.note(lesson, slot)
        except NoteError as error:
            do = "Correct what stands between the braces."
            yield Fault(file, slot, f"a note that fails: {error}", "ids the case has", do)


def _exercise(exercise: AnyExercise, lesson: Lesson, case: Case, lost: Known) -> Iterator[Fault]:
    file, slugs = f"exercises/{lesson.stem}.toml", {other.slug for other in case.lessons}
    ids = lost | {other.id for other in lesson.exercises}
    claims = lost | set(case.page.claims)
    named = dict.fromkeys(id for asked in exercise.each for id in asked.speaks_of)
    yield from unknown(file, exercise.id, named, claims, "claim")
    if not case.handed_out:  # a handout may leave out the lesson that a question comes from
        yield from unknown(file, exercise.id, filter(None, [exercise.recalls]), slugs, "lesson")
    yield from unknown(file, exercise.id, filter(None, [exercise.same_as]), ids, "exercise")
    charts = {chart.id for chart in case.settings.charts}
    drawn = dict.fromkeys(filter(None, (asked.chart for asked in exercise.each)))
    yield from unknown(file, exercise.id, drawn, charts, "chart")
    if not exercise.hints:
        yield Fault(file, exercise.id, "no hints", "one to three", "Write a nudge that points at the text.")


def _key(exercise: AnyExercise, lesson: Lesson, case: Case, lost: Known) -> Iterator[Fault]:
    held = [(w, keys[exercise.id]) for w, keys in _keys(case).items() if exercise.id in keys]
    files = {f"key/{which}/{lesson.stem}.toml" for which in _keys(case)}
    if len(held) == 2 or not (held or case.handed_out or exercise.id in lost or files & lost):
        found = "a practice and a graded key" if held else NO_KEY
        do = "Write it in key/practice or key/graded, never in both."
        yield Fault(f"exercises/{lesson.stem}.toml", exercise.id, found, "exactly one key", do)
    for which, key in held:
        for complaint in exercise.faults_of_each(key, case.page):
            file = f"key/{which}/{lesson.stem}.toml"
            yield Fault(file, exercise.id, complaint.found, complaint.expected, complaint.do)


def _keys(case: Case) -> dict[str, Mapping[str, Key]]:
    return {"practice": case.practice, "graded": case.graded}


def _settings(case: Case, lost: Known) -> Iterator[Fault]:
    speakers = {e.id for e in (*case.sources, *case.origins, *case.reports)}
    entries = speakers | {e.id for e in (*case.claims, *case.numbers)}
    yield from unknown("case.toml", "featured", case.settings.featured.values(), lost | entries, "entry")
    if case.settings.graph:
        yield from unknown("case.toml", "graph", case.settings.graph.nodes, lost | speakers, "source")
    if case.settings.series not in lost:
        yield from _drawn(case)
    for reference in _figures(case):
        if any(name in reference for name in lost) or ("series:" in reference and case.settings.series in lost):
            continue
        try:
            case.figure(reference)
        except WithheldFigure:
            continue
        except (KeyError, TypeError, ValueError) as error:
            yield Fault("case.toml", reference, str(error.args[0]), "a figure the case has", "Correct it.")


def _drawn(case: Case) -> Iterator[Fault]:
    expected, do = "columns and months the series has", "Correct it."
    for chart in case.settings.charts:
        try:
            case.drawing(chart.id)
        except (KeyError, ValueError) as error:
            yield Fault("case.toml", chart.id, str(error.args[0]), expected, do)
    if trend := case.settings.trend:
        try:
            for month, rules in product((trend.start, trend.end), trend.units.values()):
                for column in filter(None, (rules.start, rules.end)):
                    (case.series or Series("", (), ())).number(month, column)
        except KeyError as error:
            yield Fault("case.toml", "trend", str(error.args[0]), expected, do)


def _figures(case: Case) -> Iterator[str]:
    for share in case.settings.shares:
        for card in (*share.parts, *share.bases):
            yield from filter(None, (card.of, card.least, card.most))
    if rates := case.settings.rates:
        yield from (end for own in rates.own for end in (own.part, own.whole))
        yield from (rate.of for rate in (rates.band, *rates.cases) if rate)
