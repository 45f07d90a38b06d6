"""Reading a hand-in: every piece of it in memory, within limits, each on its own."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from lessons.answers import Record
from lessons.handins.archives import LEARNERS, TAR, USTAR, Tar, Zip, archive_at, gunzipped
from lessons.handins.members import Archive, Refused, too_large
from lessons.handins.model import Folder, HandIn, Piece, Problem, Submission, gather, not_read
from lessons.handins.names import is_unread, lesson_in, whose_file, whose_folder
from lessons.handins.records import MOST, Content, in_book, in_either, in_notebook

#: bytes of one file, and of all files of one learner, unpacked
MOST_OF_ONE, MOST_OF_ALL = 50_000_000, 200_000_000
#: archives within archives, the outermost counted
_MOST_ARCHIVES = 2
_MOST_PROBLEMS = 50
#: how files begin that are archives of a kind that is not read here
_UNREAD = (b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")


def read(hand_in: HandIn) -> Submission:
    """Read every piece of a hand-in; what is wrong with one never costs another. Nothing is run."""
    refused = [problem.where for problem in hand_in.problems if problem.costs]
    reading = _Reading(MOST_OF_ALL, problems=list(hand_in.problems), unreadable=refused)
    for piece in hand_in.pieces:
        reading.read(piece)
    reading.unreadable += reading.lonely()
    return Submission(
        records=tuple(reading.records()),
        problems=tuple(reading.told()),
        sha256=reading.digest(),
        files=tuple(reading.files),
        unreadable=tuple(dict.fromkeys(reading.unreadable)),
    )


@dataclass
class _Reading:
    """What was read so far, and how much more may be."""

    left: int
    notebooks: list[Record] = field(default_factory=list)
    books: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    #: files in which no answers of ours can be
    others: list[str] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)

    def read(self, piece: Piece, archive: Archive | None = None, *, inside: int = 0) -> None:
        """Read a piece, on the disk or in an archive that lies ``inside`` how many."""
        most = min(self.left, MOST_OF_ONE)
        try:
            if piece.kind == "archive" and not piece.member and not is_small(piece.path):
                self._unpack_large(piece)
                return
            content = archive.content(piece.member, most) if archive else load(piece, most)
            self.left -= len(content)
            self._open(piece, content, inside + bool(piece.member and not archive))
        except Refused as refused:
            self._refuse(piece, refused)
        except Exception as error:  # whatever a file may do to us: the learner's others are read all the same
            self._refuse(piece, Refused(f"It cannot be read ({type(error).__name__}).", "Please report it."))

    def _open(self, piece: Piece, content: bytes, inside: int) -> None:
        self.digests.append(f"{piece.name} {hashlib.sha256(content).hexdigest()}")
        if content.startswith(b"\x1f\x8b"):
            content = gunzipped(content, min(self.left, MOST_OF_ONE))
            self.left -= len(content)
        if content.startswith(_UNREAD) or is_unread(piece.name):
            found = "An archive, a mail or half a download, of a kind that is not read here."
            raise Refused(found, "Ask for the files themselves, or for a zip.")
        if (
            piece.kind == "archive"
            or content[TAR] == USTAR
            or (piece.kind == "unsure" and content[:4] == b"PK\x03\x04")
        ):
            self._unpack(piece, opened(piece, content), inside + 1)
        elif (read := _content(piece, content)) is None:
            self.others.append(piece.name)
        else:
            self._take(piece, read)
            self.files.append(piece.name)

    def _unpack_large(self, piece: Piece) -> None:
        """A zip on the disk is read where it lies: somebody's whole environment may be in it."""
        with piece.path.open("rb") as file:
            self._unpack(piece, Zip(piece.path, file, LEARNERS), 1)

    def _take(self, piece: Piece, content: Content) -> None:
        if len(self.notebooks) + len(self.books) + len(content.records) > MOST:
            raise Refused(f"More than {MOST:,} records from one learner.")
        (self.notebooks if piece.kind == "notebook" else self.books).extend(content.records)
        self.problems += content.problems
        self.unreadable += [] if content.is_readable else [piece.name]

    def _unpack(self, piece: Piece, archive: Archive, archives: int) -> None:
        if archives > _MOST_ARCHIVES:
            raise Refused("A zip inside a zip inside a zip.", "It was not opened. Ask for the files themselves.")
        place = archive.place()
        if _is_of_a_class(place):
            raise Refused("The zip of a whole class.", "It was not read. Give it to “lessons grade” by itself.")
        pieces, problems = gather([place])
        self.problems += problems
        self.unreadable += [problem.where for problem in problems if problem.costs]
        self.files += [] if pieces else [piece.name]
        for inner in pieces:
            self.read(inner, archive, inside=archives)

    def _refuse(self, piece: Piece, refused: Refused) -> None:
        self.problems.append(refused.problem(piece.name))
        self.unreadable.append(piece.name)
        self.files.append(piece.name)
        self.digests.append(f"{piece.name} {refused.found}")

    def records(self) -> Iterator[Record]:
        """Each record once, where it was found last; books after notebooks, since they hold more."""
        last: dict[str, Record] = {}
        for record in (*self.notebooks, *self.books):
            told = repr(vars(record))
            last.pop(told, None)
            last[told] = record
        return iter(last.values())

    def lonely(self) -> list[str]:
        """Files without answers where there should be some: all there is, or all there is of a lesson."""
        there = {"", *map(lesson_in, self.files)}
        return [name for name in self.others if not self.files or lesson_in(name) not in there]

    def told(self) -> Iterator[Problem]:
        """The problems, each once and not without end."""
        lonely = self.lonely()
        plain = [name for name in self.others if name not in lonely]
        others = [not_read(names, costs=names is lonely) for names in (lonely, plain) if names]
        problems = list(dict.fromkeys([*self.problems, *others]))
        yield from problems[:_MOST_PROBLEMS]
        if more := problems[_MOST_PROBLEMS:]:
            costs = any(problem.costs for problem in more)
            found = f"{len(more):,} more problems like these."
            yield Problem(where=more[0].where, found=found, done="Look at the files by hand.", costs=costs)
        if self.files and not any(problem.costs for problem in problems) and not (self.notebooks or self.books):
            found = "No answers in what was handed in."
            done = "Outputs may have been cleared: ask for the folder “answers” too."
            yield Problem(where=", ".join(self.files[:4]), found=found, done=done)

    def digest(self) -> str:
        """A hash over names and contents, whatever the order they were found in."""
        return hashlib.sha256("\n".join(sorted(self.digests)).encode()).hexdigest()


def _content(piece: Piece, content: bytes) -> Content | None:
    if piece.kind == "unsure":
        return in_either(content, piece.name)
    return (in_book if piece.kind == "book" else in_notebook)(content, piece.name)


def opened(piece: Piece, content: bytes) -> Archive:
    """An archive that lies in memory."""
    path = Path(piece.name)
    return Tar(path, content) if content[TAR] == USTAR else Zip(path, io.BytesIO(content), LEARNERS)


def is_small(path: Path) -> bool:
    """Whether a file may be read whole."""
    with suppress(OSError):
        return path.stat().st_size <= MOST_OF_ONE
    return True


def load(piece: Piece, most: int) -> bytes:
    """The bytes of a piece, where there are not more than ``most``."""
    if piece.member:
        return archive_at(piece.path).content(piece.member, most)
    try:
        with piece.path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > most:
                raise too_large(most)
            return file.read(size)
    except OSError as error:
        raise Refused(f"It cannot be read ({error.strerror}).", "Check its permissions.") from None


def _is_of_a_class(place: Folder) -> bool:
    named = [whose_file(name, "") for name in place.files] + [whose_folder(name) for name in place.folders]
    return len({whose.key for whose in named if whose.by_lms}) > 1
