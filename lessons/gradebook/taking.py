"""What waits for a person: pages to mark on, their marks taken in, and what a teacher is told of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lessons.errors import GradingError
from lessons.exercises import AnyExercise
from lessons.gradebook.by_hand import HandMark, Marks, answered, merge, why_not
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

#: learners that one line names; of more it says how many
_NAMED = 20


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
        taken = Taken(told, kept, rows, load(setup))
        notes = [*taken.lines(), *said(told.problems), *summary.notes]
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


@dataclass(frozen=True)
class Taken:
    """The marks of some files, the gradebook's own with these among them, and what came of the answers."""

    marks: Marks
    kept: Marks
    rows: Rows
    marking: Marking

    def lines(self) -> Iterator[str]:
        """How many there are, and what a teacher must still do about some."""
        yield _many(self.marks.rows)
        items = [(mark, self._item(mark)) for mark in self.marks.rows]
        yield from self._of_nobody([mark for mark, item in items if item is None])
        yield from self._changed([mark for mark, item in items if item and item.answer_hash != mark.answer])
        yield from self._open()

    def _item(self, mark: HandMark) -> Item | None:
        return next((item for item in self.rows.items(mark.learner) if item.exercise == mark.exercise), None)

    def _of_nobody(self, marks: Sequence[HandMark]) -> Iterator[str]:
        if marks:
            yield f"{_marks(marks)} for nobody or no question of this gradebook: {self._named(marks)}. " + (
                f"{_kept(marks)}; check the file."
            )

    def _changed(self, marks: Sequence[HandMark]) -> Iterator[str]:
        if marks:
            yield f"{_marks(marks)} made for an answer that has changed since: {self._named(marks)}. " + (
                f"{_kept(marks)}; mark {'this' if len(marks) == 1 else 'these'} again."
            )

    def _open(self) -> Iterator[str]:
        """What was marked for just this answer and gives no points yet."""
        taken = {mark.place for mark in self.marks.rows}
        # as it is kept: who marked the rest before, or only adds a comment, has nothing left to do
        for mark in self.kept.rows:
            item = self._item(mark) if mark.place in taken and mark.gives else None
            if item and item.answer_hash == mark.answer:
                why = why_not(mark, item, answered(item, self.marking.exercises))
                yield from [f"{self._name(mark)}: {why}."] if why else []

    def _named(self, marks: Sequence[HandMark]) -> str:
        names = list(dict.fromkeys(map(self._name, marks)))
        more = [f"and {len(names) - _NAMED} more"] if len(names) > _NAMED else []
        return ", ".join(names[:_NAMED] + more)

    def _name(self, mark: HandMark) -> str:
        number = self.marking.numbers.get(mark.exercise, mark.exercise)
        names = self.rows.ask("select name from learners where id = ?", (mark.learner,))
        return f"{next((name for (name,) in names), mark.learner)} ({number})"


def _many(marks: Sequence[HandMark]) -> str:
    given = sum(mark.gives for mark in marks)
    alone = sum(bool(mark.comment) for mark in marks if not mark.gives)
    comments = f" and {alone} comment{'s' * (alone != 1)} without a mark" if alone else ""
    return f"{given} mark{'s' * (given != 1)}{comments} taken."


def _marks(marks: Sequence[HandMark]) -> str:
    return "1 mark was" if len(marks) == 1 else f"{len(marks)} marks were"


def _kept(marks: Sequence[HandMark]) -> str:
    return "It is kept and counts for nothing" if len(marks) == 1 else "They are kept and count for nothing"
