"""A case as it goes out to learners: only known files, no comments, and nothing that is withheld."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import tomlkit

from lessons.case.check_lessons import SHEET
from lessons.case.lesson import Lesson
from lessons.case.model import Case
from lessons.case.withheld import INSTEAD, Place, places
from lessons.ledger import WITHHELD, WITHHELD_WORDS

Mode = Literal["practice", "graded"]
Table = dict[str, Any]
Texts = Iterator[tuple[str, str]]

#: what a note may say to its authors alone
_ASIDE = re.compile(r"<!--.*?-->|\{#.*?#\}", re.DOTALL)


def travelling(case: Case, mode: Mode, numbers: Collection[int]) -> dict[str, bytes]:
    """The files of a case by name, with these lessons of it."""
    withheld = frozenset(places(case)) if mode == "graded" else frozenset()
    return {name: text.encode() for name, text in _texts(case, mode, numbers, withheld)}


def _texts(case: Case, mode: Mode, numbers: Collection[int], withheld: Collection[Place]) -> Texts:
    folder, series = case.folder, case.settings.series
    yield "article.txt", _text(folder / "article.txt")
    yield "case.toml", _toml(_settings(_table(folder / "case.toml"), mode, withheld))
    for file in ("ledger.toml", "evidence.toml"):
        yield file, _toml(_rows(_table(folder / file), withheld))
    if series:
        yield series, _series(_text(folder / series).removeprefix("\ufeff"), withheld)
    for lesson in case.lessons:
        if lesson.number in numbers:
            yield from _lesson(lesson, case, mode, withheld)


def _lesson(lesson: Lesson, case: Case, mode: Mode, withheld: Collection[Place]) -> Texts:
    asked, key = f"exercises/{lesson.stem}.toml", f"key/practice/{lesson.stem}.toml"
    yield asked, _toml(_exercises(_table(case.folder / asked), set(case.graded) if mode == "graded" else set()))
    yield f"notes/{lesson.stem}.md", _notes(lesson, withheld)
    if (case.folder / key).is_file():
        told = _table(case.folder / key)
        yield key, _toml({id: row for id, row in told.items() if Place("practice", id) not in withheld})


def _text(path: Path) -> str:
    # byte for byte: the article has a checksum
    return path.read_bytes().decode("utf-8")


def _table(path: Path) -> Table:
    return tomllib.loads(path.read_bytes().decode("utf-8-sig"))


def _settings(table: Table, mode: Mode, withheld: Iterable[Place]) -> Table:
    changes = sorted([place.id, place.field] for place in withheld if place.group == "trend")
    if changes:
        table["trend"]["withheld"] = changes
    return {**table, "handed_out": mode}


def _rows(table: Table, withheld: Iterable[Place]) -> Table:
    for place in sorted(withheld):
        for row in table.get(place.group, []):
            if row["id"] == place.id:
                _take_out(row, place.field)
    return table


def _take_out(row: Table, field: str) -> None:
    # a field that was never there is listed too: that it is empty may be the answer
    row.setdefault("withheld", []).append(field)
    value = INSTEAD[field]
    if value is None:
        row.pop(field, None)
    else:
        row[field] = value if isinstance(value, str) else list(value)


def _exercises(table: Table, graded: Collection[str]) -> Table:
    for row in table.get("exercises", []):
        if row["id"] in graded:
            row.pop("sound", None)
    return table


def _notes(lesson: Lesson, withheld: Collection[Place]) -> str:
    kept = {slot: body for slot, body in lesson.notes.slots.items() if not slot.startswith(SHEET)}
    told = {
        slot: WITHHELD_WORDS if Place("notes", lesson.stem, slot) in withheld else _ASIDE.sub("", body)
        for slot, body in kept.items()
    }
    return "\n".join(f"## {slot}\n\n{body.strip()}\n" for slot, body in told.items())


def _series(text: str, withheld: Iterable[Place]) -> str:
    cells = {(place.id, place.field) for place in withheld if place.group == "series"}
    if not cells:
        return text
    lines = text.splitlines()
    columns, *rows = csv.reader(line for line in lines if line and not line.startswith("#"))
    month = columns.index("month")
    told = io.StringIO()
    table = csv.writer(told, lineterminator="\n")
    table.writerow(columns)
    for row in rows:
        named = zip(columns, row, strict=False)
        table.writerow([WITHHELD if (row[month], column) in cells else cell for column, cell in named])
    return "\n".join([*(line for line in lines if line.startswith("#")), told.getvalue()])


def _toml(table: Table) -> str:
    return tomlkit.dumps(_written(table))


def _written(value: Any) -> Any:
    """Long texts keep their lines, so that a handed-out file can be read by people too."""
    if isinstance(value, dict):
        return {name: _written(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_written(inner) for inner in value]
    # a line break right after the opening quotation marks would be lost
    if isinstance(value, str) and "\n" in value and not value.startswith(("\n", "\r")) and "\r" not in value:
        return tomlkit.string(value, multiline=True)
    return value
