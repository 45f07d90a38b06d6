"""Lists of short codes, as a form tool exports them or a chat holds them: whose each is, and what it answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lessons.answers import Record
from lessons.answers.codes import LOOK, MEANT, CodeError, read_code
from lessons.case import Case
from lessons.case.quizzed import records_in
from lessons.errors import GradingError
from lessons.gradebook.database import unwritable
from lessons.handins.csv_file import read_csv

_ENDINGS = (".csv", ".tsv", ".txt")
_MOST = 5_000_000
_NAME = re.compile(r"name|pupil|student|learner|schüler|élève|alumn|e-?mail", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x1f\\/:*?\"<>|]+")


@dataclass
class CodeList:
    """What the codes of a list say, by the name beside each, and which could not be read."""

    file: str
    records: dict[str, list[Record]] = field(default_factory=dict)
    taken: int = 0
    refused: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        """How many codes were read and how many were not, in a sentence."""
        read = f"{self.file}: {self.taken} code{'s' * (self.taken != 1)} read"
        return f"{read}, {len(self.refused)} not (nothing was counted for those)." if self.refused else f"{read}."


def is_code_list(path: Path) -> bool:
    """Whether a file is a list of codes: by its ending, and by a text in it that looks like one."""
    if not path.is_file() or path.suffix.lower() not in _ENDINGS or path.stat().st_size > _MOST:
        return False
    return LOOK.search(path.read_bytes().decode("utf-8", "replace").replace("\0", "")) is not None


def read_codes(path: Path, case: Case) -> CodeList:
    """Read a list of codes; a wrong, cut or mistyped one is told, and never counted."""
    found, phones = CodeList(path.name), dict[str, str]()
    for row, name, text in _rows(path):
        try:
            code = read_code(text)
            records = records_in(code, case)
        except CodeError as error:
            found.refused.append(f"{path.name}, row {row}: “{text[:60]}” is no code that can be read. {error}")
            continue
        owner = phones.setdefault(code.phone, name or f"phone {code.phone}")
        if name and name != owner:
            told = f"It comes from the phone of row “{owner}”; it was counted there, and not twice."
            found.refused.append(f"{path.name}, row {row}: {name} handed in a code of somebody else. {told}")
            continue
        mine = found.records.setdefault(owner, [])
        mine += [record.model_copy(update={"number": row, "attempt": row}) for record in records]
        found.taken += 1
    return found


def _rows(path: Path) -> Iterator[tuple[int, str, str]]:
    """Each row that should hold a code: its number, the name beside it, and the code."""
    if path.suffix.lower() == ".txt":
        yield from _lines(path)
        return
    rows = [(number, row) for number, row in enumerate(read_csv(path).rows(), 1) if any(map(str.strip, row))]
    looks = Counter(place for _, row in rows for place, cell in enumerate(row) if LOOK.search(cell))
    if not looks:
        raise GradingError(f"{path.name}: found no column of codes; expected codes such as Q1-4F7K-…")
    column = max(looks, key=lambda place: looks[place])
    named = _column_of_names([row for _, row in rows], column)
    started = False
    for number, row in rows:
        cell = row[column].strip() if column < len(row) else ""
        started = started or LOOK.search(cell) is not None
        if started and cell:  # what stands above the first code is headings
            yield number, row[named].strip() if named is not None and named < len(row) else "", cell


def _lines(path: Path) -> Iterator[tuple[int, str, str]]:
    """Codes as they were pasted, one a line: what stands before one is a name."""
    for number, line in enumerate(path.read_bytes().decode("utf-8-sig", "replace").splitlines(), 1):
        if match := LOOK.search(line) or MEANT.search(line):
            yield number, line[: match.start()].strip(" \t,;:–-"), match[0]


def _column_of_names(rows: Sequence[Sequence[str]], codes: int) -> int | None:
    """The column that a heading above the codes calls one of names."""
    for row in rows:
        if codes < len(row) and LOOK.search(row[codes]):
            return None
        named = [place for place, cell in enumerate(row) if place != codes and _NAME.search(cell)]
        if named:
            return named[0]
    return None


def as_hand_ins(lists: Sequence[CodeList], folder: Path) -> list[Path]:
    """Write what the codes say as answer books, a folder for each name, to be graded like any others."""
    written = []
    for found in lists:
        home = folder / Path(found.file).stem
        try:
            for name, records in found.records.items():
                book = home / _folder_name(name) / "answers" / "codes.jsonl"
                book.parent.mkdir(parents=True, exist_ok=True)
                book.write_text("".join(record.line() + "\n" for record in records), encoding="utf-8")
        except OSError as error:
            raise unwritable(home, error) from None
        written += [home] if found.records else []
    return written


def _folder_name(name: str) -> str:
    return _UNSAFE.sub(" ", name).strip(" .")[:100] or "nameless"
