"""The key that counts: which exercises of which case are graded, and by what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lessons.case import Case, examine
from lessons.case.check_lessons import NO_KEY
from lessons.case.chosen import chosen
from lessons.case.files import Reader
from lessons.errors import CaseError, GradingError
from lessons.exercises import Key
from lessons.gradebook.marking import Marking


@dataclass(frozen=True)
class Setup:
    """Where case and key lie and what they hold: small enough to travel to any worker."""

    case: Path
    key: Path
    #: sha256 over both, so that a changed key is never taken for the one before
    digest: str
    #: the lessons that count, as a teacher types them; empty for all
    lessons: str = ""


def find_setup(key: Path, case: Path | None = None, lessons: str = "") -> Setup:
    """Case and key from what was named: a folder of key files inside its case, or a case."""
    if not key.is_dir():
        raise GradingError(f"Found no folder {key}; expected one with key files. Check the path of --key.")
    if (key / "case.toml").is_file():
        case, key = case or key, key / "key" / "graded"
    home = case or next((folder for folder in key.resolve().parents if (folder / "case.toml").is_file()), None)
    if home is None:
        raise GradingError(
            f"Found no case around {key}; expected a folder of keys inside its case. Say which case: --case."
        )
    if not next(key.rglob("*.toml"), None):
        raise GradingError(f"Found no key files in {key}; expected NN-lesson.toml files. Check the path of --key.")
    return Setup(home.absolute(), key.absolute(), _digest(home, key, lessons), lessons)


def _digest(case: Path, key: Path, lessons: str) -> str:
    whole = hashlib.sha256(lessons.encode())
    asked = [case / "article.txt", case / "ledger.toml", case / "evidence.toml"]
    for path in (*asked, *sorted((case / "exercises").glob("*.toml")), *sorted(key.rglob("*.toml"))):
        whole.update(path.name.encode() + path.read_bytes() if path.is_file() else b"")
    return whole.hexdigest()


@lru_cache(maxsize=4)
def load(setup: Setup) -> Marking:
    """Case and keys, read once in each process; every fault of a key is told."""
    case, faults = examine(setup.case, notes="passed over")  # they neither ask nor answer anything
    # a key that is kept apart from its case is what one wants, not a fault
    faults = [fault for fault in faults if fault.found != NO_KEY]
    if case is None or faults:
        raise CaseError(faults)
    reader = Reader(setup.key)
    keys = dict(_keys(reader, case))
    numbers = chosen(setup.lessons, {lesson.number for lesson in case.lessons})
    if reader.faults:
        raise CaseError(reader.faults)
    counts = {e.id for lesson in case.lessons if lesson.number in numbers for e in lesson.exercises}
    return Marking(case, {id: key for id, key in keys.items() if id in counts})


def _keys(reader: Reader, case: Case) -> Iterator[tuple[str, Key]]:
    exercises = Marking(case, {}).exercises
    for path in sorted(reader.folder.rglob("*.toml")):
        file = path.relative_to(reader.folder).as_posix()
        for id, row in (reader.table(file) or {}).items():
            if id not in exercises:
                reader.fault(file, id, "a key", "an exercise of that id", "Write the exercise or remove the key.")
            elif key := reader.value(exercises[id].key_type, row, file, id):
                for fault in exercises[id].faults_of_each(key, case.page):
                    reader.fault(file, id, fault.found, fault.expected, fault.do)
                yield id, key
