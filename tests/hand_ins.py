"""Hand-ins made for tests: records, books and notebooks as a learner's course folder holds them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lessons.answers import MIME, Record
from lessons.case import Case
from lessons.gradebook.database import opened
from lessons.gradebook.executors import Workers
from lessons.gradebook.exports import Summary
from lessons.gradebook.grade import Grading, grade_hand_ins
from lessons.gradebook.keys import find_setup
from lessons.gradebook.results import Item, Result
from tests.learners import right, wrong
from tests.toy import asked


def record(case: Case, id: str, answer: Any, **fields: Any) -> Record:
    """An answer as the desk records it."""
    wording = next(e.asked for lesson in case.lessons for e in lesson.exercises if e.id == id)
    plain = {"asked": wording, "attempt": 1, "committed": True, "time": "2026-11-20T10:00:00+00:00"}
    return Record(exercise=id, answer=answer, **{**plain, **fields})


def answers(case: Case, *, learner: str = "right", ids: Iterable[str] = ()) -> dict[str, Any]:
    """The answers of a learner who is always right, or always wrong, to these exercises or to all."""
    give = {"right": right, "wrong": wrong}[learner]
    every = [e.id for lesson in case.lessons for e in lesson.exercises]
    return {id: give(*asked(case, id), case) for id in (ids or every)}


def write_book(path: Path, records: Iterable[Record]) -> Path:
    """Write an answer book."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(record.line() + "\n" for record in records), encoding="utf-8")
    return path


def notebook_of(records: Iterable[Record]) -> dict[str, Any]:
    """A notebook that holds these records in its outputs."""
    outputs = [
        {"output_type": "display_data", "metadata": {}, "data": {MIME: record.plain(), "text/plain": ""}}
        for record in records
    ]
    cells = [
        {
            "cell_type": "code",
            "source": "desk.hand_in()",
            "metadata": {},
            "execution_count": 1,
            "outputs": [output],
        }
        for output in outputs
    ]
    return {"cells": cells, "metadata": {"lessons": {"lesson": "pond"}}, "nbformat": 4, "nbformat_minor": 5}


def write_notebook(path: Path, records: Iterable[Record]) -> Path:
    """Write such a notebook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook_of(records)), encoding="utf-8")
    return path


def hand_in(folder: Path, name: str, case: Case, given: Mapping[str, Any], **fields: Any) -> Path:
    """A learner's folder with an answer book of these answers."""
    who = {"who": f"kind-{name.lower().replace(' ', '-')}", **fields}
    records = [record(case, id, answer, **who) for id, answer in given.items()]
    return write_book(folder / name / "answers" / "01_pond.jsonl", records).parent.parent


def graded(
    submissions: Path | list[Path], key: Path, out: Path, **fields: Any
) -> tuple[Summary, dict[str, Result]]:
    """Grade in this process, and give back what was said and every result by the learner's id."""
    paths = tuple([submissions] if isinstance(submissions, Path) else submissions)
    summary = grade_hand_ins(Grading(paths, find_setup(key), out, Workers(), **fields), lambda done, of: None)
    return summary, results(out)


def results(out: Path) -> dict[str, Result]:
    """Every result in a gradebook, by the learner's id."""
    with opened(out) as rows:
        return {learner.id: rows.result(learner) for learner in rows.learners()}


def item(result: Result, exercise: str) -> Item:
    """What came of one exercise."""
    return next(item for item in result.items if item.exercise == exercise)


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV file as rows by heading."""
    with path.open(encoding="utf-8-sig", newline="") as book:
        return list(csv.DictReader(book))
