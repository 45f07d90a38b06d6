"""What a notebook holds for handing in: what will be read, what is missing, and a receipt to compare."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from lessons.answers import Book, Place, Record, records_in_notebook
from lessons.answers.counting import content, counting, is_answered, receipt
from lessons.case import Case, Lesson
from lessons.desk.pages import when_shown
from lessons.desk.past import other_books
from lessons.desk.session import Session
from lessons.exercises import AnyExercise
from lessons.exercises.wording import counted

RECORDED = "recorded"
CHANGED = "recorded; what you changed since is not: press the button"
DRAFT = "not recorded yet: press the button"
MISSING = "missing"
#: from the best to the worst: of two ways to the same points, the better one is told
STATES = (RECORDED, CHANGED, DRAFT, MISSING)


@dataclass(frozen=True)
class Row:
    """A question that is handed in: its number, its first words, and where it stands."""

    number: str
    words: str
    state: str

    def shown(self) -> str:
        """Its state for the page; what is still to do stands out."""
        return self.state if self.state == RECORDED else f"<b>{self.state}</b>"


@dataclass(frozen=True)
class Slip:
    """The receipt of one notebook, ready to be shown."""

    head: str
    rows: tuple[Row, ...]
    #: sentences on what will be read, and on the receipt itself
    read: tuple[str, ...]
    tail: tuple[str, ...]

    def html(self) -> str:
        """For the page."""
        cell = '<td style="text-align:left">'
        rows = "".join(
            f"<tr>{cell}{row.number}</td>{cell}{html.escape(row.words)}</td>{cell}{row.shown()}</td></tr>"
            for row in self.rows
        )
        read = "".join(f"<li>{_marked(line)}</li>" for line in self.read)
        tail = "".join(f"<p>{_marked(line)}</p>" for line in self.tail)
        table = f"<table>{rows}</table>" if rows else ""
        return f"<p><b>{self.head}</b></p>{table}<p>What will be read:</p><ul>{read}</ul>{tail}"


def _marked(line: str) -> str:
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(line))


def slip(lesson: Lesson, case: Case, session: Session) -> Slip:
    """The receipt of a lesson as it is answered now; before the first answer it is the same for everybody."""
    book = session.book
    counts = _answered(book.records)
    rows = tuple(_rows(lesson, case, book, counts))
    read, tail = (_read(session, counts), _tail(book, counts)) if counts else (NOTHING_READ, NO_RECEIPT)
    return Slip(_head(lesson, case, rows), rows, tuple(read), tuple(tail))


def _answered(records: Sequence[Record]) -> dict[Place, Record]:
    """The record that counts of each question that is answered."""
    return {place: record for place, record in counting(records)[0].items() if is_answered(record)}


NOTHING_READ = ("this notebook, once it is saved", "this lesson’s file in the folder `answers`")
NO_RECEIPT = ("Nothing is answered in this notebook yet, so there is no receipt.",)


def _head(lesson: Lesson, case: Case, rows: tuple[Row, ...]) -> str:
    done = sum(row.state in (RECORDED, CHANGED) for row in rows)
    counts = f"{done} of {len(rows)} recorded"
    if when := when_shown(lesson, case):
        return f"{counts}. Nothing is graded here; your answers come back {when}."
    return f"To hand in: {counts}." if rows else "This lesson has nothing for your teacher to grade."


def _rows(lesson: Lesson, case: Case, book: Book, counts: Mapping[Place, Record]) -> Iterator[Row]:
    wanted = [e for e in lesson.exercises if _is_handed_in(e, lesson, case, counts)]
    twins = {e.same_as: e for e in wanted if e.same_as}
    doubled = {twin.id for base, twin in twins.items() if base in {e.id for e in wanted}}
    for exercise in wanted:
        if exercise.id not in doubled:
            ways = [exercise, *filter(None, [twins.get(exercise.id)])]
            state = min((_state(way, book, counts) for way in ways), key=STATES.index)
            yield Row(" or ".join(lesson.numbers[way.id] for way in ways), _first_words(exercise.prompt), state)


def _is_handed_in(exercise: AnyExercise, lesson: Lesson, case: Case, counts: Mapping[Place, Record]) -> bool:
    """Whether somebody else grades it: what has no answer here, and a text if one was written."""
    if lesson.answers_shown_in or exercise.stage == "hand-in":
        return True
    if exercise.stage == "bank":
        return False
    if exercise.id not in case.practice:
        return True
    # a text may be marked by whoever teaches; in a graded handout what is marked has no key at all
    return exercise.read_by_a_person and (exercise.id, "") in counts and case.settings.handed_out != "graded"


def _state(exercise: AnyExercise, book: Book, counts: Mapping[Place, Record]) -> str:
    round = "second" if exercise.stage == "vote" else ""
    record, latest = counts.get((exercise.id, round)), book.latest(exercise.id, round)
    if record is None or latest is None:
        return MISSING
    if not record.committed:
        return DRAFT
    return RECORDED if latest.answer == record.answer else CHANGED


def _first_words(prompt: str) -> str:
    quoted = re.sub(r"\*+([^*]+)\*+", r"“\1”", prompt)
    words, kept = quoted.replace("`", "").split(), ""
    while words and len(kept) + len(words[0]) < 56:
        kept += " " * bool(kept) + words.pop(0)
    return kept + ("…" if words else "")


def _read(session: Session, counts: Mapping[Place, Record]) -> Iterator[str]:
    wanted = {content(record) for record in counts.values()}
    notebook = session.notebook_now()
    name = f"this notebook, `{notebook.name}`" if notebook else "this notebook"
    saved = records_in_notebook(notebook) if notebook else []
    held = _held(saved, wanted)
    more = ". Save it (Ctrl+S) for the rest." if held < len(wanted) else ""
    yield f"{name}, as it was last saved: {held} of {counted(len(wanted), 'answer')}{more}"
    path = session.book.path
    held = _held(Book.open(path).records, wanted)
    yield f"`{path.parent.name}/{path.name}`: {held} of {counted(len(wanted), 'answer')}"


def _held(records: list[Record], wanted: set[str]) -> int:
    return len(wanted & {content(record) for record in counting(records)[0].values()})


def _tail(book: Book, counts: Mapping[Place, Record]) -> Iterator[str]:
    newest = max(filter(None, (record.moment for record in counts.values())), default=None)
    when = f", the newest of {_local(newest)}" if newest else ""
    yield f"{counted(len(counts), 'answer')} in this notebook{when}. Receipt: `{receipt(counts)}`"
    rest = [record for path in other_books(book.path) for record in Book.open(path).records]
    whole = _answered([*rest, *book.records])
    if len(whole) > len(counts):
        yield (
            f"The folder `{book.path.parent.name}` holds your other lessons too: "
            f"{counted(len(whole), 'answer')}. Receipt: `{receipt(whole)}`"
        )
    yield f"Save the notebook (Ctrl+S). Then hand in this notebook, or the folder `{book.path.parent.name}`."


def _local(moment: datetime) -> str:
    with suppress(OverflowError, ValueError, OSError):  # a year that no clock can show
        moment = moment.astimezone()
    return f"{moment.day} {moment:%B %Y, %H:%M (%Z)}"
