"""A toy case: an invented article about ducks, a lesson with every kind of exercise, and a way to spoil it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import settings

from lessons.case import Case, examine, read_case
from lessons.errors import Fault
from lessons.exercises import AnyExercise, Key
from lessons.exercises.calling import call_source

#: for properties: a shared machine may be slow, and nothing is kept between runs
unhurried = settings(deadline=None, max_examples=60, database=None)

#: the toy case as it lies on the disk
TOY = Path(__file__).parent / "toy_case"
FILES = {path.relative_to(TOY).as_posix(): path.read_text(encoding="utf-8") for path in sorted(TOY.rglob("*.*"))}
ARTICLE, NOTES, EVIDENCE, SERIES = (
    FILES[name] for name in ("article.txt", "notes/01-pond.md", "evidence.toml", "series/ducks.csv")
)
EXERCISES, PRACTICE, GRADED = (
    FILES[f"{place}/01-pond.toml"] for place in ("exercises", "key/practice", "key/graded")
)

NOTEBOOK: dict[str, Any] = {
    "cells": [
        {"cell_type": "markdown", "source": "# Ducks", "metadata": {}},
        {
            "cell_type": "code",
            "source": "2 + 2",
            "metadata": {},
            "execution_count": 1,
            "outputs": [{"output_type": "stream", "name": "stdout", "text": "about ducks"}],
        },
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def write_toy(folder: Path) -> Path:
    """Write the toy case into a folder, and give that folder back."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(name="toy")
def toy_folder(tmp_path: Path) -> Path:
    """The folder of a fresh toy case."""
    return write_toy(tmp_path / "toy")


def toy_case(folder: Path) -> Case:
    """The toy case, written and read."""
    return read_case(write_toy(folder))


def quick(id: str, right: str = "yes", **fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A short question with three options, and its key."""
    options = {"yes": "it is so", "no": "it is not so", "open": "cannot be told"}
    others = [option for option in options if option != right]
    row = {"id": id, "kind": "choose", "stage": "guided", "prompt": f"Is it so ({id})?", "hints": ["Read on."]}
    wrong = {option: f"Not “{option}” for {id}." for option in others}
    key = {"value": right, "because": f"The page says so of {id}.", "sample_wrong": others[0], "wrong": wrong}
    return {**row, "options": options, **fields}, key


def write_lesson(folder: Path, stem: str, *asked: tuple[dict[str, Any], dict[str, Any]], **head: str) -> None:
    """Write a lesson of these exercises and keys into a case."""
    rows = {**head, "exercises": [row for row, _ in asked]}
    keys = {row["id"]: key for row, key in asked}
    files = {
        f"exercises/{stem}.toml": tomlkit.dumps(rows),
        f"key/practice/{stem}.toml": tomlkit.dumps(keys),
        f"notes/{stem}.md": NOTES,
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


#: a table of verdicts, its labels those of the ledger
VERDICTS = (
    {
        "id": "give-a-verdict",
        "kind": "label",
        "stage": "guided",
        "labels": "verdict",
        "claims": ["forty-ducks", "last-spring", "lovely-noise"],
        "prompt": "What does other reporting support?",
        "hints": ["Look at the reports."],
    },
    {
        "because": "Two counts, one letter, one matter of taste.",
        "value": {
            "forty-ducks": "well supported",
            "last-spring": "one origin",
            "lovely-noise": "cannot be checked here",
        },
        "items": {"forty-ducks": "Two agree.", "last-spring": "One letter.", "lovely-noise": "Taste."},
        "sample_wrong": {"forty-ducks": "disputed", "last-spring": "disputed", "lovely-noise": "disputed"},
    },
)


def write_whole(folder: Path) -> Path:
    """Write the toy case with a cold read before its lesson and five lessons after it."""
    write_toy(folder)
    for stem, form in (("00-first-look", "A"), ("08-last-look", "B")):
        told = {"answers_shown_in": "last-look"} if form == "A" else {}
        fields: dict[str, Any] = {"stage": "cold", "form": form, "alarm": ["no"], "confidence": True}
        flawed = [quick(f"{form.lower()}-flawed-{n}", "no", sound=False, **fields) for n in (1, 2)]
        sound = [quick(f"{form.lower()}-sound-{n}", "yes", sound=True, **fields) for n in (1, 2)]
        write_lesson(folder, stem, *flawed, *sound, *([VERDICTS] if form == "B" else []), **told)
    write_lesson(folder, "02-nest", quick("nest-one"), quick("nest-two"))
    write_lesson(folder, "03-reed", quick("reed-one"), quick("reed-two"))
    write_lesson(folder, "04-egg", quick("egg-recall", stage="recall", recalls="reed"), quick("egg-one"))
    slugs = ("pond", "nest", "reed", "egg")
    bank = [quick(f"bank-{slug}-{n}", stage="bank", recalls=slug) for slug in slugs for n in (1, 2, 3, 4)]
    write_lesson(folder, "09-keep", *bank)
    return folder


def write_next(folder: Path, stem: str = "01-pond") -> Path:
    """Write a second case on the same invented article: one lesson, one question."""
    write_toy(folder)
    for name in ("exercises", "key/practice", "key/graded", "notes"):
        for path in (folder / name).iterdir():
            path.unlink()
    write_lesson(folder, stem, quick("elsewhere", stage="alone"))
    return folder


def write_clone(folder: Path) -> Path:
    """Write a folder that looks like a clone: a package, the toy case and one notebook with an output."""
    write_toy(folder / "seeds" / "toy")
    for name, text in (("lessons/py.typed", ""), ("notebooks/00_pond.ipynb", json.dumps(NOTEBOOK))):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def hand_out(folder: Path) -> Path:
    """Take the graded key out of a case and say so in it, as laying a course out does."""
    shutil.rmtree(folder / "key" / "graded")
    settings = folder / "case.toml"
    settings.write_text(f'handed_out = "practice"\n{settings.read_text(encoding="utf-8")}', encoding="utf-8")
    return folder


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Put other words into a file of a case, where the old ones stand once."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{text.count(old)} times in {file}: {old}"
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def withhold(folder: Path, *references: str) -> Path:
    """Let the graded exercise of the toy case ask about these places."""
    named = tomlkit.item(references).as_string()
    change(folder, "key/graded/01-pond.toml", "[collected]\n", f"[collected]\nwithhold = {named}\n")
    return folder


def faults_of(folder: Path) -> list[Fault]:
    """Every fault of a case, in order."""
    return sorted(examine(folder)[1])


SHARE = "def share(part, whole):\n    return 100 * part / whole\n"
_SHARE_CALLS = ([1, 4], [40, 60])  # of the toy case


def share_answer(source: str = SHARE) -> dict[str, Any]:
    """What a desk records of a function ``share``."""
    return {"source": source, "results": call_source(source, "share", _SHARE_CALLS)}


def asked(case: Case, id: str) -> tuple[AnyExercise, Key]:
    """An exercise and its key, by id."""
    exercise = next(e for lesson in case.lessons for e in lesson.exercises if e.id == id)
    return exercise, {**case.practice, **case.graded}[id]


def marked(case: Case, id: str, answer: Any) -> tuple[float | None, list[tuple[str, str]]]:
    """The share an answer earns, and its remarks as tone and text."""
    exercise, key = asked(case, id)
    mark = exercise.mark(key, exercise.accept(answer), case.page)
    return mark.share, [(remark.tone, remark.text) for remark in mark.remarks]


def be_in_course(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder that holds a case a learner's course, and sit in it, with nothing set from outside."""
    (home / "course.toml").write_text('case = "case"\npseudonym = "kind-otter"\n', encoding="utf-8")
    monkeypatch.chdir(home)
    monkeypatch.delenv("LESSONS_ANSWERS", raising=False)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    return home
