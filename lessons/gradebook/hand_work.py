"""What waits for a person: pages to mark on, and their marks taken into the gradebook."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path
from typing import Literal

from lessons.by_hand.file import read_marks, read_page_csv, write_marks
from lessons.by_hand.marking_page import Paper, codes, marking_pages
from lessons.by_hand.marks import Marks, merge
from lessons.by_hand.taken import Taken
from lessons.errors import GradingError
from lessons.exercises import AnyExercise
from lessons.gradebook.executors import Pool
from lessons.gradebook.finish import BY_HAND, SALT
from lessons.gradebook.regrade import regrade
from lessons.gradebook.settings import read_settings, setup_of
from lessons.gradebook.stored import ANSWERS
from lessons.gradebook.tables import MARKS, Results
from lessons.results.changes import Change
from lessons.results.keys import Marking, load
from lessons.results.model import Filed, Item, Result
from lessons.results.tally import Summary

Names = Literal["hidden", "shown"]


def write_pages(out: Path, folder: Path, names: Names) -> list[Path]:
    """Write a page for each question of which somebody must look at an answer."""
    marking, salt, written = load(setup_of(out)), _salt(out), list[Path]()
    folder.mkdir(parents=True, exist_ok=True)
    for exercise in _to_mark(marking, Results(out).waiting):
        papers, key = _papers(out, exercise), marking.keys[exercise.id]
        for page in marking_pages(exercise, marking.case, key, papers, salt=salt, names=names):
            written.append(folder / page.name)
            with written[-1].open("w", encoding="utf-8") as file:
                file.writelines(page.chunks)
    return written


def _salt(out: Path) -> str:
    # kept beside the gradebook: a page marked next week must still be understood
    path = out / SALT
    if not path.is_file():
        path.write_text(secrets.token_hex(16) + "\n", encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def _to_mark(marking: Marking, waiting: Container[str]) -> Iterator[AnyExercise]:
    """What somebody may have to look at: of two ways to the same points, each has pages of its own."""
    for exercise in marking.items:
        for way in filter(None, (exercise, marking.twins.get(exercise.id))):
            if exercise.id in waiting or way.kind == "text":
                yield way


def _papers(out: Path, exercise: AnyExercise) -> Iterator[Paper]:
    """The answers to one question: all texts, and of everything else what waits for a person."""
    with (out / ANSWERS).open(encoding="utf-8") as filed_lines, (out / MARKS).open(encoding="utf-8") as lines:
        for filed_line, line in zip(filed_lines, lines, strict=True):
            filed, result = Filed.model_validate_json(filed_line), Result.model_validate_json(line)
            answers = {answer.exercise: answer for answer in filed.answers}
            item = next((item for item in result.items if item.answered == exercise.id), None)
            if item and item.answer_hash and exercise.id in answers and _is_for_a_person(item, exercise):
                yield Paper(result.learner, answers[exercise.id], item)


def _is_for_a_person(item: Item, exercise: AnyExercise) -> bool:
    return exercise.kind == "text" or item.status in ("needs a person", "ungradable") or bool(item.marker)


def take(out: Path, files: Sequence[Path], pool: Pool) -> tuple[Summary, list[Change]]:
    """Take marks into the gradebook's own file of them, and reckon the gradebook again."""
    known = codes(_salt(out), Results(out))
    told = Marks()
    for file in files:
        told = merge(told, _read(file, known))
    old = read_marks(out / BY_HAND) if (out / BY_HAND).is_file() else Marks()
    kept, setup = merge(old, told), setup_of(out)
    lay: Callable[[Path], None] = lambda folder: write_marks(folder / BY_HAND, kept)  # noqa: E731
    summary, changes = regrade(out, setup, pool, lay)
    taken = Taken(told, kept, Results(out), load(setup))
    problems = (f"{p.where}: {p.found} {p.done}" for p in told.problems)
    summary.notes = [*taken.lines(), *problems, *summary.notes]
    return summary, changes


def _read(file: Path, known: dict[str, str]) -> Marks:
    """Marks as a page wrote them, with codes, or as a gradebook keeps them, with learners."""
    try:
        heading = file.read_text(encoding="utf-8-sig", errors="replace").partition("\n")[0]
    except OSError as error:
        raise GradingError(f"{file} cannot be opened ({error.strerror}). Check the path of --take.") from None
    return read_marks(file) if "learner" in heading else read_page_csv(file, known)


def marks_of(out: Path, marker: str) -> Marks:
    """Everything one marker has marked."""
    read_settings(out)  # a folder that is no gradebook is told as that
    marks = read_marks(out / BY_HAND) if (out / BY_HAND).is_file() else Marks()
    mine = tuple(mark for mark in marks.rows if mark.marker == marker)
    if not mine:
        there = ", ".join(sorted({mark.marker for mark in marks.rows})) or "nobody"
        raise GradingError(f"No marks by “{marker}” in {out}; there are marks by {there}.")
    return Marks(mine)
