"""Reading a case: what one lesson shows, or every file and row of it and what does not fit together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from lessons.case.files import Reader, Strict
from lessons.case.lesson import Lesson
from lessons.case.model import Case
from lessons.case.parts import read_keys
from lessons.errors import CaseError, Fault


def open_case(folder: Path, lesson: str) -> Case:
    """A case for one lesson: its own files are read now, all others when they are asked for."""
    if fault := _no_folder(folder):
        raise CaseError([fault])
    case = Case(Strict(folder))
    case.reader.part(_check_words, case)
    own = case.lesson(lesson)
    _read(own, "exercises", "notes", "practice")
    if own.reader and own.reader.faults:
        raise CaseError(own.reader.faults)
    return case


def read_case(folder: Path) -> Case:
    """A whole case, checked; its faults raise ``CaseError``."""
    case, faults = examine(folder)
    if case is None or faults:
        raise CaseError(faults)
    return case


def examine(
    folder: Path, *, notes: Literal["checked", "passed over"] = "checked"
) -> tuple[Case | None, list[Fault]]:
    """Read a case and report every fault; the case is ``None`` where it could not be read at all."""
    if fault := _no_folder(folder):
        return None, [fault]
    reader = Reader(folder)
    case = Case(reader)
    for lesson in case.lessons:
        _read(lesson, "exercises", "notes", "practice", "graded")
    _keys_of_nothing(case)
    if [part for part in ("settings", "article", "ledger", "reports") if not _is_there(case, part)]:
        return None, reader.faults
    _read(case, "series")
    _check_words(reader, case)
    lost = frozenset(reader.lost)
    if notes == "passed over":  # to check them draws every chart they speak of
        lost |= {f"notes/{lesson.stem}.md" for lesson in case.lessons}
    return case, [*reader.faults, *_misfits(case, lost)]


def _misfits(case: Case, lost: frozenset[str]) -> Iterator[Fault]:
    """What was read and does not fit together."""
    # late: a desk only reads
    from lessons.case.check_ledger import check_ledger
    from lessons.case.check_lessons import check_lessons
    from lessons.case.check_withheld import check_withheld

    yield from check_ledger(case, lost)
    yield from check_lessons(case, lost)
    yield from check_withheld(case, lost)


def _no_folder(folder: Path) -> Fault | None:
    found = "a file" if folder.is_file() else "no such folder"
    return None if folder.is_dir() else Fault(str(folder), "", found, "a case's folder", "Check the path.")


def _read(whole: Case | Lesson, *parts: str) -> None:
    """Read these parts now and not later."""
    for part in parts:
        getattr(whole, part)


def _is_there(case: Case, part: str) -> bool:
    try:
        _read(case, part)
    except CaseError:  # its faults are with the reader
        return False
    return True


def _keys_of_nothing(case: Case) -> None:
    """A fault for each key in a file that no lesson has the name of."""
    lessons = {lesson.stem for lesson in case.lessons}
    for which in ("practice", "graded"):
        for path in sorted((case.folder / "key" / which).glob("*.toml")):
            if path.stem not in lessons:
                read_keys(case.reader, which, path.stem, ())


def _check_words(reader: Reader, case: Case) -> None:
    _read(case, "article")
    found = hashlib.sha256((case.folder / "article.txt").read_bytes()).hexdigest()
    if found != case.settings.sha256:
        reader.fault(
            "article.txt",
            "",
            f"words whose sha256 is {found}",
            f"{case.settings.sha256[:12]}… as in case.toml",
            "The words were changed: restore them, or write their sha256 into case.toml.",
        )
