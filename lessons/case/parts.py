"""The parts of a case, a function for each file: read when somebody asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lessons.article import Article
from lessons.case.files import Reader
from lessons.case.notes import Notes
from lessons.case.series import Series
from lessons.case.settings import Settings
from lessons.exercises import KINDS, AnyExercise, Key
from lessons.ledger import Claim, Number, Origin, Report, Source, Time

_LESSON_STEM = re.compile(r"^(\d\d)-([a-z-]+)$")


@dataclass(frozen=True)
class Ledger:
    """The rows of ledger.toml."""

    sources: tuple[Source, ...]
    origins: tuple[Origin, ...]
    claims: tuple[Claim, ...]
    numbers: tuple[Number, ...]
    times: tuple[Time, ...]


@dataclass(frozen=True)
class ExerciseFile:
    """What a lesson's file of exercises holds."""

    exercises: tuple[AnyExercise, ...] = ()
    #: the lesson in which the answers are shown, where this one only records
    answers_shown_in: str = ""
    #: what belongs after an answer: by slot, the question, or the stage, that it waits for
    after: Mapping[str, str] = field(default_factory=dict)


def read_settings(reader: Reader) -> Settings:
    """case.toml."""
    return reader.needed(reader.whole(Settings, "case.toml"))


def read_article(reader: Reader) -> Article:
    """article.txt."""
    return Article.from_text(reader.needed(reader.text("article.txt")))


def read_ledger(reader: Reader) -> Ledger:
    """ledger.toml."""
    file = "ledger.toml"
    table = _tables(reader, file, {"sources", "origins", "claims", "numbers", "times"})
    return Ledger(
        sources=reader.rows(Source, table, "sources", file),
        origins=reader.rows(Origin, table, "origins", file),
        claims=reader.rows(Claim, table, "claims", file),
        numbers=reader.rows(Number, table, "numbers", file),
        times=reader.rows(Time, table, "times", file),
    )


def read_reports(reader: Reader) -> tuple[Report, ...]:
    """evidence.toml."""
    return reader.rows(Report, _tables(reader, "evidence.toml", {"reports"}), "reports", "evidence.toml")


def read_series(reader: Reader, file: str) -> Series | None:
    """The series, where the case names one."""
    text = reader.text(file) if file else None
    try:
        return None if text is None else Series.from_text(text)
    except ValueError as error:
        reader.fault(file, "", str(error), "one whole row a month", "Mend that row.")
        reader.lost.add(file)
        return None


def lesson_names(reader: Reader) -> tuple[tuple[int, str], ...]:
    """Number and slug of each lesson that any file speaks of: a file that is missing is told, not passed over."""
    patterns = ("exercises/*.toml", "notes/*.md")
    stems = sorted({path.stem for pattern in patterns for path in reader.folder.glob(pattern)})
    names = {stem: _LESSON_STEM.match(stem) for stem in stems}
    for stem in (stem for stem, named in names.items() if not named):
        expected = "NN-slug.toml, such as 02-sourcing.toml"
        reader.fault(f"exercises/{stem}.toml", "", "this name", expected, "Rename it.")
    return tuple((int(named[1]), named[2]) for named in names.values() if named)


def read_asked(reader: Reader, stem: str) -> ExerciseFile:
    """The exercises of a lesson."""
    file = f"exercises/{stem}.toml"
    table = reader.table(file) or {}
    _only(reader, table, file, {"exercises", "answers_shown_in", "after"})
    after = {str(slot): str(question) for slot, question in table.get("after", {}).items()}
    return ExerciseFile(tuple(_exercises(reader, table, file)), str(table.get("answers_shown_in", "")), after)


def read_notes(reader: Reader, stem: str) -> Notes:
    """The notes of a lesson."""
    return Notes.from_text(reader.text(f"notes/{stem}.md") or "")


def read_keys(reader: Reader, which: str, stem: str, exercises: tuple[AnyExercise, ...]) -> Mapping[str, Key]:
    """The keys of a lesson, practice or graded; none where there is no such file."""
    file, asked_in = f"key/{which}/{stem}.toml", f"exercises/{stem}.toml"
    asked, keys = {exercise.id: exercise for exercise in exercises}, dict[str, Key]()
    if not (reader.folder / file).exists():
        return keys
    for id, row in (reader.table(file) or {}).items():
        if id in asked:
            if key := reader.value(asked[id].key_type, row, file, id):
                keys[id] = key
        elif not {id, asked_in} & reader.lost:
            expected = f"an exercise of that id in {asked_in}"
            reader.fault(file, id, "a key", expected, "Write the exercise, or move or remove the key.")
    return keys


def _tables(reader: Reader, file: str, known: set[str]) -> dict[str, Any]:
    table = reader.needed(reader.table(file))
    _only(reader, table, file, known)
    return table


def _only(reader: Reader, table: dict[str, Any], file: str, known: set[str]) -> None:
    for name in table.keys() - known:
        reader.fault(file, name, f"a table “{name}”", "one of " + ", ".join(sorted(known)), "Correct its name.")


def _exercises(reader: Reader, table: dict[str, Any], file: str) -> Iterator[AnyExercise]:
    for row in reader.raw_rows(table, "exercises", file):
        kind, id = str(row.get("kind", "")), str(row.get("id", ""))
        if kind not in KINDS:
            reader.fault(file, id, f"kind “{kind}”", "one of " + ", ".join(KINDS), "Correct the kind.")
            reader.lost.add(id)
        elif exercise := reader.value(KINDS[kind], row, file):
            yield exercise
