"""A hand-in before and after reading; folders on the disk and in archives, and all that lies beneath one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from lessons.answers import Record
from lessons.handins.names import is_junk, is_silent, kind_of, lesson_in, may_hold_answers, some_of, tidy
from lessons.handins.patterns import CASE, ENVIRONMENT, GRADEBOOK, PICTURES, Kind


@dataclass(frozen=True)
class Problem:
    """Something a person should know of a hand-in; ``costs`` tells whether answers may be lost by it."""

    #: the file, or the exercise, that it is about
    where: str
    #: what was found, and what was expected: one sentence
    found: str
    #: what was done about it, or what to do: one sentence
    done: str
    costs: bool = False


@dataclass(frozen=True)
class Piece:
    """A file to read: on the disk, or a member of an archive there."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """Its name as a person would look for it, fit to be printed."""
        return tidy(f"{self.path.name}/{self.member}" if self.member else self.path.name)

    @property
    def kind(self) -> Kind:
        """What kind of file it is called."""
        return kind_of(self.member or self.path.name)


@dataclass(frozen=True)
class HandIn:
    """One learner's files, found but not read yet."""

    #: what the folder, the file or the LMS calls the learner, as found
    name: str
    pieces: tuple[Piece, ...] = ()
    #: where it lies, however it was named on the command line
    place: str = ""
    #: the number an LMS puts into its file names: Canvas' user id, Moodle's participant
    lms_id: str = ""
    #: login, e-mail, id, where an LMS's own list beside the hand-ins says them
    marks: tuple[str, ...] = ()
    #: whether the LMS's file name says that it came late; ``None`` where it says nothing of it
    marked_late: bool | None = None
    #: what was refused while looking, such as a member of an archive that leads outside
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Submission:
    """A hand-in as read: its records, in the order they were found, and what was odd about it."""

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    #: sha256 over the content of all its files
    sha256: str = ""
    files: tuple[str, ...] = ()
    #: files that may hold answers and could not be read: what is not found elsewhere is then not "missing"
    unreadable: tuple[str, ...] = ()


#: files looked at for one learner, and folders within folders
MOST_FILES = 1_000
DEEPEST = 12
_NAMED = 4


@dataclass
class Folder:
    """A folder as it is listed: files by name, or what is wrong with them, and folders still to open."""

    name: str
    #: its path; of a folder in a zip, that of the zip and what follows
    at: str = ""
    files: dict[str, Piece | Problem] = field(default_factory=dict)
    folders: dict[str, Callable[[], Folder]] = field(default_factory=dict)

    @property
    def is_passed_over(self) -> bool:
        """Whether it is a case, a gradebook or an environment of Python: it holds nobody's answers."""
        return not ({CASE, GRADEBOOK} | ENVIRONMENT).isdisjoint({*self.files, *self.folders})


def on_disk(path: Path) -> Folder:
    """List a folder; one that cannot be listed says so in place of its files."""
    try:
        return listed(path)
    except OSError as error:
        found = f"The folder cannot be opened ({error.strerror})."
        done = "Nothing in it was read. Check its permissions."
        problem = Problem(where=tidy(path.name), found=found, done=done, costs=True)
        return Folder(path.name, str(path), {path.name: problem})


def listed(path: Path) -> Folder:
    """List a folder, in order; links and whatever is no ordinary file are told, never opened."""
    place = Folder(path.name, str(path))
    with os.scandir(path) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if is_junk(entry.name):
                continue
            if entry.is_symlink():
                place.files[entry.name] = _refused(entry.name, "A link to some other place.")
            elif entry.is_dir(follow_symlinks=False):
                place.folders[entry.name] = partial(on_disk, path / entry.name)
            elif entry.is_file(follow_symlinks=False):
                place.files[entry.name] = Piece(path / entry.name)
            else:
                place.files[entry.name] = _refused(entry.name, "No ordinary file.")
    return place


def _refused(name: str, found: str) -> Problem:
    done = "It was not opened. Ask for the file itself."
    return Problem(where=tidy(name), found=found, done=done, costs=may_hold_answers(name))


def gather(places: Iterable[Folder]) -> tuple[tuple[Piece, ...], tuple[Problem, ...]]:
    """Everything beneath some places that may hold answers, and a word on the rest."""
    found = (found for place in places for found in _beneath(place, 0))
    looked_at = list(islice(found, MOST_FILES))
    pieces = [piece for piece in looked_at if isinstance(piece, Piece)]
    problems = [problem for problem in looked_at if isinstance(problem, Problem)]
    others = [piece for piece in pieces if piece.kind == "other"]
    problems += _told(others, [piece for piece in pieces if piece.kind != "other"])
    problems += [_too_many(next_one) for next_one in islice(found, 1)]
    return tuple(piece for piece in pieces if piece.kind != "other"), tuple(problems)


def _beneath(place: Folder, depth: int) -> Iterator[Piece | Problem]:
    if depth and (place.is_passed_over or place.name.lower() == PICTURES):
        return
    yield from (found for name, found in place.files.items() if not is_silent(name))
    for name, open_folder in place.folders.items():
        if depth == DEEPEST:
            yield _refused(name, f"A folder more than {DEEPEST} folders deep.")
        else:
            yield from _beneath(open_folder(), depth + 1)


def _told(others: Sequence[Piece], readable: Sequence[Piece]) -> Iterator[Problem]:
    """A word on documents; one that is called by a lesson of which there is nothing else may be the lesson."""
    has = {lesson_in(piece.name) for piece in readable}
    unsure = {"archive", "unsure"} & {piece.kind for piece in readable}
    lonely = [] if unsure else [piece.name for piece in others if lesson_in(piece.name) not in {"", *has}]
    plain = [piece.name for piece in others if piece.name not in lonely]
    yield from [not_read(lonely, costs=True)] if lonely else []
    yield from [not_read(plain)] if plain else []


def not_read(others: Sequence[str], *, costs: bool = False) -> Problem:
    """A word on files that hold no answers, all in one."""
    found = "Neither a notebook (.ipynb) nor an answer book (.jsonl)."
    return Problem(where=some_of(others, _NAMED), found=found, done="Not read.", costs=costs)


def _too_many(next_one: Piece | Problem) -> Problem:
    where = next_one.name if isinstance(next_one, Piece) else next_one.where
    found = f"More than {MOST_FILES:,} files from one learner."
    return Problem(where=where, found=found, done="This file and those after it were not read.", costs=True)
