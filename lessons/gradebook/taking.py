"""What waits for a person: pages to mark on, their marks taken in, and what a teacher is told of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lessons.errors import GradingError
from lessons.exercises import AnyExercise
from lessons.gradebook.by_hand import HandMark, Marks, answered, merge, worth
from lessons.gradebook.by_hand_csv import read_marks
from lessons.gradebook.database import Rows, opened
from lessons.gradebook.executors import Workers
from lessons.gradebook.exports import Summary, said
from lessons.gradebook.keys import load
from lessons.gradebook.marking import Marking
from lessons.gradebook.marking_page import Names, Paper, codes, marking_pages
from lessons.gradebook.regrade import decide, mark_stale, setup_of, summed
from lessons.gradebook.results import Item, Regraded
from lessons.gradebook.work import by_exercise
from lessons.handins.names import some_of

#: learners that one line names; of more it says how many
_NAMED = 20
#: what becomes of marks that fit no answer
_IDLE = "Kept, and counted for nothing"


def write_pages(out: Path, folder: Path, names: Names) -> list[Path]:
    """Write a page for each question of which somebody must look at an answer."""
    with opened(out) as rows:
        marking, salt, written = load(setup_of(rows)), _salt(rows), list[Path]()
        folder.mkdir(parents=True, exist_ok=True)
        for exercise in _to_mark(marking, rows):
            papers, key = _papers(rows, exercise), marking.keys[exercise.id]
            for page in marking_pages(exercise, marking.case, key, papers, salt=salt, names=names):
                written.append(folder / page.name)
                with written[-1].open("w", encoding="utf-8") as file:
                    file.writelines(page.chunks)
        return written


def _salt(rows: Rows) -> str:
    # kept in the gradebook: a page marked next week must still be understood
    if not rows["salt"]:
        rows["salt"] = secrets.token_hex(16)
    return str(rows["salt"])


def _to_mark(marking: Marking, rows: Rows) -> Iterator[AnyExercise]:
    """What somebody may have to look at: of two ways to the same points, each has pages of its own."""
    waits = "status in ('needs a person', 'ungradable') or marker <> ''"
    waiting = {
        exercise for (exercise,) in rows.ask(f"select distinct exercise from marks where {waits}").fetchall()
    }
    for exercise in marking.items:
        ways = marking.ways(exercise)
        yield from (way for way in ways if exercise.id in waiting or way.read_by_a_person)


def _papers(rows: Rows, exercise: AnyExercise) -> Iterator[Paper]:
    """The answers to one question: all texts, and of everything else what waits for a person."""
    for learner in rows.learners():
        item = next((item for item in rows.items(learner.id) if item.answered == exercise.id), None)
        if item and item.answer_hash and (exercise.read_by_a_person or item.waits or item.marker):
            yield Paper(learner, by_exercise(rows.counted(learner.id))[exercise.id], item)


def take(out: Path, files: Sequence[Path], workers: Workers) -> tuple[Summary, list[Regraded]]:
    """Take marks into the gradebook, and reckon again whose they are."""
    with opened(out) as rows:
        setup = setup_of(rows)
        told = _read(rows, files)
        kept, same_key = merge(Marks(rows.marks_by_hand()), told), rows["key_sha256"] == setup.digest
        with rows:
            decide(rows, setup, {})
            for mark in kept.rows:
                rows.add_mark(mark)
            for learner in {mark.learner for mark in told.rows}:
                rows.ask("update learners set stale = 1 where id = ?", (learner,))
        changes = mark_stale(rows, setup, workers, same_key=same_key)
        summary = summed(rows, setup, out)
        notes = [*_told(rows, load(setup), told, kept), *said(told.problems), *summary.notes]
        return replace(summary, notes=notes), changes


def _read(rows: Rows, files: Sequence[Path]) -> Marks:
    known, told = codes(_salt(rows), (learner.id for learner in rows.learners())), Marks()
    for file in files:
        told = merge(told, read_marks(file, known))
    return told


def marks_of(out: Path, marker: str) -> Marks:
    """Everything one marker has marked, each question by its number and title."""
    with opened(out) as rows:
        named = load(setup_of(rows)).named
        marks = [replace(mark, exercise=named(mark.exercise)) for mark in rows.marks_by_hand()]
    mine = tuple(mark for mark in marks if mark.marker == marker)
    if not mine:
        there = ", ".join(sorted({mark.marker for mark in marks})) or "nobody"
        raise GradingError(f"No marks by “{marker}” in {out}; there are marks by {there}.")
    return Marks(mine)


def _told(rows: Rows, marking: Marking, taken: Marks, kept: Marks) -> Iterator[str]:
    """How many marks were taken, and what a teacher must still do about some."""
    yield _many(taken.rows)
    met = {mark.place: (_name(rows, marking, mark), _item(rows, mark)) for mark in taken.rows}
    nobodys = _each(name for name, item in met.values() if item is None)
    if nobodys:
        yield f"For nobody or no question of this gradebook: {some_of(nobodys, _NAMED)}. {_IDLE}; check the file."
    changed = _each(name for (*_, answer), (name, item) in met.items() if item and item.answer_hash != answer)
    if changed:
        yield f"Made for an answer that has changed since: {some_of(changed, _NAMED)}. {_IDLE}; mark again."
    # as it is kept: who marked the rest before, or only adds a comment, has nothing left to do
    for mark in kept.rows:
        name, item = met.get(mark.place, ("", None))
        if item and mark.gives and item.answer_hash == mark.answer:
            _, why = worth(mark, item, answered(item, marking.exercises))
            yield from [f"{name}: {why}."] if why else []


def _each(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _item(rows: Rows, mark: HandMark) -> Item | None:
    return next((item for item in rows.items(mark.learner) if item.exercise == mark.exercise), None)


def _name(rows: Rows, marking: Marking, mark: HandMark) -> str:
    names = rows.ask("select name from learners where id = ?", (mark.learner,))
    number = marking.numbers.get(mark.exercise, mark.exercise)
    return f"{next((name for (name,) in names), mark.learner)} ({number})"


def _many(marks: Sequence[HandMark]) -> str:
    given = sum(mark.gives for mark in marks)
    alone = sum(bool(mark.comment) for mark in marks if not mark.gives)
    comments = f" and {alone} comment{'s' * (alone != 1)} without a mark" if alone else ""
    return f"{given} mark{'s' * (given != 1)}{comments} taken."
