"""Reading a whole case: every file, every row, and what does not fit together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from lessons.article import Article
from lessons.case.check_ledger import check_ledger
from lessons.case.check_lessons import check_lessons
from lessons.case.check_withheld import check_withheld
from lessons.case.files import Reader
from lessons.case.model import Case, Lesson
from lessons.case.notes import Notes
from lessons.case.series import Series
from lessons.case.settings import Settings
from lessons.errors import CaseError, Fault
from lessons.exercises import KINDS, AnyExercise, Key
from lessons.ledger import Claim, Number, Origin, Report, Source, Time

_LESSON_STEM = re.compile(r"^(\d\d)-([a-z-]+)$")


def read_case(folder: Path, lesson: str = "") -> Case:
    """Read a case for use; faults raise ``CaseError``, those of other lessons' files excepted."""
    case, faults = examine(folder)
    faults = [fault for fault in faults if not lesson or _concerns(fault, lesson)]
    if case is None or faults:
        raise CaseError(faults)
    return case


def _concerns(fault: Fault, lesson: str) -> bool:
    # a slip in one lesson must not shut the others
    of_a_lesson = fault.file.startswith(("exercises/", "notes/", "key/"))
    return not of_a_lesson or Path(fault.file).stem[3:] == lesson


def examine(
    folder: Path, *, notes: Literal["checked", "passed over"] = "checked"
) -> tuple[Case | None, list[Fault]]:
    """Read a case and report every fault; the case is ``None`` where it could not be read at all."""
    reader = Reader(folder)
    if not folder.is_dir():
        found = "a file" if folder.is_file() else "no such folder"
        reader.fault(str(folder), "", found, "a case's folder", "Check the path.")
        return None, reader.faults
    case = _read(reader)
    if case is not None:
        lost = frozenset(reader.lost)
        if notes == "passed over":  # to check them draws every chart they speak of
            lost |= {f"notes/{lesson.stem}.md" for lesson in case.lessons}
        reader.faults.extend([*check_ledger(case, lost), *check_lessons(case, lost), *check_withheld(case, lost)])
    return case, reader.faults


def _read(reader: Reader) -> Case | None:
    settings = reader.whole(Settings, "case.toml")
    text = reader.text("article.txt")
    ledger, evidence = reader.table("ledger.toml"), reader.table("evidence.toml")
    lessons = tuple(_lessons(reader))
    if settings is None or text is None or ledger is None or evidence is None:
        return None
    _check_words(reader, settings)
    _only(reader, ledger, "ledger.toml", {"sources", "origins", "claims", "numbers", "times"})
    _only(reader, evidence, "evidence.toml", {"reports"})
    exercises = {exercise.id: exercise for lesson in lessons for exercise in lesson.exercises}
    return Case(
        folder=reader.folder,
        settings=settings,
        article=Article.from_text(text),
        sources=reader.rows(Source, ledger, "sources", "ledger.toml"),
        origins=reader.rows(Origin, ledger, "origins", "ledger.toml"),
        claims=reader.rows(Claim, ledger, "claims", "ledger.toml"),
        numbers=reader.rows(Number, ledger, "numbers", "ledger.toml"),
        times=reader.rows(Time, ledger, "times", "ledger.toml"),
        reports=reader.rows(Report, evidence, "reports", "evidence.toml"),
        lessons=lessons,
        series=_series(reader, settings.series),
        practice=_keys(reader, "practice", exercises),
        graded=_keys(reader, "graded", exercises),
    )


def _check_words(reader: Reader, settings: Settings) -> None:
    found = hashlib.sha256((reader.folder / "article.txt").read_bytes()).hexdigest()
    if found != settings.sha256:
        reader.fault(
            "article.txt",
            "",
            f"words whose sha256 is {found}",
            f"{settings.sha256[:12]}… as in case.toml",
            "The words were changed: restore them, or write their sha256 into case.toml.",
        )


def _only(reader: Reader, table: dict[str, Any], file: str, known: set[str]) -> None:
    for name in table.keys() - known:
        reader.fault(file, name, f"a table “{name}”", "one of " + ", ".join(sorted(known)), "Correct its name.")


def _series(reader: Reader, file: str) -> Series | None:
    text = reader.text(file) if file else None
    try:
        return None if text is None else Series.from_text(text)
    except ValueError as error:
        reader.fault(file, "", str(error), "one whole row a month", "Mend that row.")
        reader.lost.add(file)
        return None


def _lessons(reader: Reader) -> Iterator[Lesson]:
    for stem in sorted(_stems(reader.folder)):
        file, named = f"exercises/{stem}.toml", _LESSON_STEM.match(stem)
        if not named:
            reader.fault(file, "", "this name", "NN-slug.toml, such as 02-sourcing.toml", "Rename it.")
            continue
        table = reader.table(file) or {}
        _only(reader, table, file, {"exercises", "answers_shown_in"})
        exercises = tuple(_exercises(reader, table, file))
        notes = Notes.from_text(reader.text(f"notes/{stem}.md") or "")
        yield Lesson(int(named[1]), named[2], exercises, notes, str(table.get("answers_shown_in", "")))


def _stems(folder: Path) -> set[str]:
    """The lessons that any file speaks of: a missing one is told, not passed over."""
    patterns = ("exercises/*.toml", "notes/*.md")
    return {path.stem for pattern in patterns for path in folder.glob(pattern)}


def _exercises(reader: Reader, table: dict[str, Any], file: str) -> Iterator[AnyExercise]:
    for row in reader.raw_rows(table, "exercises", file):
        kind, id = str(row.get("kind", "")), str(row.get("id", ""))
        if kind not in KINDS:
            reader.fault(file, id, f"kind “{kind}”", "one of " + ", ".join(KINDS), "Correct the kind.")
            reader.lost.add(id)
        elif exercise := reader.value(KINDS[kind], row, file):
            yield exercise


def _keys(reader: Reader, which: str, exercises: dict[str, AnyExercise]) -> dict[str, Key]:
    keys: dict[str, Key] = {}
    for path in sorted((reader.folder / "key" / which).glob("*.toml")):
        file, asked_in = f"key/{which}/{path.name}", f"exercises/{path.name}"
        for id, row in (reader.table(file) or {}).items():
            if id in keys:
                reader.fault(file, id, "a second key", "one key an exercise", "Remove one.")
            elif id in exercises:
                if key := reader.value(exercises[id].key_type, row, file, id):
                    keys[id] = key
            elif id not in reader.lost and asked_in not in reader.lost:
                reader.fault(file, id, "a key", "an exercise of that id", "Write the exercise or remove the key.")
    return keys
