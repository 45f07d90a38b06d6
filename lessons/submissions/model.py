"""A hand-in before and after reading: whose it is called, its files, the records in them, what was odd."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from lessons.answers import Record
from lessons.submissions.naming import Kind, kind_of, tidy


class Problem(BaseModel):
    """Something a person should know of a hand-in; ``costs`` tells whether answers may be lost by it."""

    model_config = ConfigDict(frozen=True)

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
    pieces: tuple[Piece, ...]
    #: the number an LMS puts into its file names: Canvas' user id, Moodle's participant
    lms_id: str = ""
    #: whether the LMS's file name says that it came late
    marked_late: bool = False
    #: what was refused while looking, such as a member of an archive that leads outside
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Found:
    """A record and the file it was found in."""

    record: Record
    file: str


@dataclass(frozen=True)
class Submission:
    """A hand-in as read: its records, in the order they were found, and what was odd about it."""

    name: str
    records: tuple[Found, ...]
    problems: tuple[Problem, ...]
    #: sha256 over the content of all its files
    sha256: str
    files: tuple[str, ...]
    lms_id: str = ""
    marked_late: bool = False
    #: files that may hold answers and could not be read: what is not found elsewhere is then not "missing"
    unreadable: tuple[str, ...] = ()
