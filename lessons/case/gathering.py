"""Copies of answer books and of notebooks in a course folder: what they hold is brought into the books."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from lessons.answers import MIME, Book, Record
from lessons.answers.notebook import lesson_in
from lessons.case.where import answers_folder, book_of, read_course
from lessons.handins.names import is_junk
from lessons.handins.records import in_book, in_notebook, narrowed

#: where a course folder keeps what is not used any more: nothing is ever thrown away
SET_ASIDE = "set-aside"


def gather(home: Path, exercises: Mapping[str, Collection[str]] | None = None) -> tuple[str, ...]:
    """Bring what copies hold into the books of some lessons, by default of all, and say so.

    ``exercises`` are the ids of the exercises of each lesson, by its stem such as ``05-out-of-how-many``. What a
    program that syncs folders calls a copy does not matter: a book is known by its exercises, and a notebook
    by the lesson it says it is of.
    """
    asked = exercises_of(home) if exercises is None else exercises
    own = {book_of(home, stem) for stem in asked}
    return (*_from_books(home, asked, own), *_from_notebooks(home, asked))


def stem_in(notebook: bytes, stems: Iterable[str]) -> str:
    """Which of these lessons a notebook says it is of, whole or damaged; empty where it says none."""
    slug = lesson_in(narrowed(notebook).decode("utf-8", "replace"))
    return next((stem for stem in stems if stem[3:] == slug), "")


def bring_in(home: Path, stem: str, records: Iterable[Record]) -> int | None:
    """How many of some records were new to a lesson's book; ``None`` where they could not all be taken."""
    book = Book.open(book_of(home, stem))
    whose, all_of_them = _learner(home, book), list(records)
    mine = [record for record in all_of_them if not whose or record.who in whose]
    before = len(book.records)
    book.adopt(sorted(mine, key=lambda record: record.time))
    return None if book.trouble or len(mine) < len(all_of_them) else len(book.records) - before


def set_aside(home: Path, path: Path, name: str) -> str:
    """Move a file to where nothing reads it, under a name that nothing has there; gives its new place."""
    shelf, wanted = home / SET_ASIDE, Path(name)
    shelf.mkdir(exist_ok=True)
    numbered = (wanted.with_stem(f"{wanted.stem}-{number}") for number in range(2, 10_000))
    place = next(shelf / new for new in (wanted, *numbered) if not (shelf / new).exists())
    path.rename(place)
    return f"{SET_ASIDE}/{place.name}"


def exercises_of(home: Path) -> dict[str, set[str]]:
    """The ids of all exercises of a course, by the stem of their lesson: of its article and of the second one."""
    course = read_course(home)
    ids: dict[str, set[str]] = {}
    for case in filter(None, (course.case, course.next_case) if course else ()):
        for path in sorted((home / case / "exercises").glob("*.toml")):
            ids.setdefault(path.stem, set()).update(_ids(path))
    return ids


def _ids(path: Path) -> Iterator[str]:
    with suppress(OSError, ValueError):  # a file that cannot be read is told where its lesson is opened
        rows = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("exercises", [])
        yield from (str(row.get("id")) for row in rows)


def _from_books(home: Path, exercises: Mapping[str, Collection[str]], own: Collection[Path]) -> Iterator[str]:
    for path, content in _files(answers_folder(home), ".jsonl"):
        records = () if path in own else in_book(content, path.name).records
        stem = _lesson_of(records, exercises)
        new = bring_in(home, stem, records) if stem else None
        if new is not None:
            with suppress(OSError):
                place = set_aside(home, path, path.name)
                what = f"{path.name} was another copy of your answer book of lesson {stem[:2]}"
                yield f"{what}: {_count(new)}. It is kept as {place}."


def _from_notebooks(home: Path, exercises: Mapping[str, Collection[str]]) -> Iterator[str]:
    for path, content in _files(home, ".ipynb"):
        stem = stem_in(content, exercises) if MIME.encode() in content else ""
        if stem and (new := bring_in(home, stem, in_notebook(content, path.name).records)):
            yield f"{path.name} held answers to lesson {stem[:2]} that your answer book did not: {_count(new)}."


def _files(folder: Path, ending: str) -> Iterator[tuple[Path, bytes]]:
    """The files of a folder by what their names hold: a copy may be called ``….ipynb~`` or ``….jsonl (1)``."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if ending in path.name.lower() and not is_junk(path.name) and path.is_file():
            with suppress(OSError):
                yield path, path.read_bytes()


def _lesson_of(records: Iterable[Record], exercises: Mapping[str, Collection[str]]) -> str:
    """The lesson that most records of a book are of; what an older lesson asks again does not count."""
    asked = [record.exercise for record in records if not record.round.startswith("recall-")]
    return next((stem for stem, ids in exercises.items() if 2 * sum(id in ids for id in asked) > len(asked)), "")


def _learner(home: Path, book: Book) -> set[str]:
    """The pseudonyms of this learner; none where nothing says who this is."""
    course = read_course(home)
    names = {course.pseudonym} if course and course.pseudonym else set()
    # an older book of theirs may bear an older pseudonym
    return {"", *names, *(record.who for record in book.records)} if names else set()


def _count(new: int) -> str:
    return f"{new} record{'s' * (new != 1)} brought in" if new else "nothing in it was new"
