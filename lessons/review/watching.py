"""Votes as they come in: files are looked at again and again, and only what has changed is read."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from lessons.answers import Record
from lessons.answers.record import identity
from lessons.case import Case
from lessons.errors import GradingError
from lessons.gradebook.codes import is_code_list, read_codes
from lessons.handins import HandIn, Piece, find, read
from lessons.handins.people import learner_for
from lessons.review.pupils import Pupil, whose
from lessons.review.votes import asked_to_vote

#: a file this young may still be written to within the same tick of its clock
_YOUNG = 3.0
_LISTS = (".csv", ".tsv", ".txt")
Stamp = tuple[int, int]


@dataclass
class Watch:
    """The votes in some folders and lists of codes; what was seen once is never lost by a file that breaks."""

    case: Case
    paths: Sequence[Path]
    #: of each pupil the votes seen so far, each once
    votes: dict[str, dict[str, Record]] = field(default_factory=dict)
    #: what could not be read when it was last looked at, by file
    troubles: dict[str, str] = field(default_factory=dict)
    _stamps: dict[tuple[Path, str], Stamp] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._asked = {exercise.id for _, exercise in asked_to_vote(self.case)}
        self._lists = [path for path in self.paths if path.suffix.lower() in _LISTS and not path.is_dir()]
        self._folders = [path for path in self.paths if path not in self._lists]

    def look(self) -> list[Pupil]:
        """Read what is new; the pupils there are, those without a vote too."""
        for path in self._lists:
            if is_code_list(path) and self._is_new(Piece(path)):
                self._read_list(path)
        with suppress(FileNotFoundError):
            for hand_in in find(self._folders):
                id = whose(hand_in, self._folders)
                self.votes.setdefault(id, {})
                for piece in hand_in.pieces:
                    if self._is_new(piece):
                        self._read(id, hand_in, piece)
        return self.known()

    def known(self) -> list[Pupil]:
        """The pupils as they were when it last looked."""
        return [Pupil.of("", records) for records in _once(self.votes.values())]

    def _is_new(self, piece: Piece) -> bool:
        """Whether a file has changed since it was read, or may have."""
        try:
            found = piece.path.stat()
        except OSError:  # gone while we looked: what was in it stays counted
            return False
        stamp, place = (found.st_size, found.st_mtime_ns), (piece.path, piece.member)
        is_young = abs(time.time() - found.st_mtime) < _YOUNG
        is_same, self._stamps[place] = self._stamps.get(place) == stamp, stamp
        return is_young or not is_same

    def _read(self, id: str, hand_in: HandIn, piece: Piece) -> None:
        submission = read(replace(hand_in, pieces=(piece,), problems=()))
        self._keep(id, submission.records)
        costly = [problem.found for problem in submission.problems if problem.costs]
        self.troubles.pop(piece.name, None)
        if costly:
            self.troubles[piece.name] = costly[0]

    def _read_list(self, path: Path) -> None:
        self.troubles.pop(path.name, None)
        try:
            found = read_codes(path, self.case)
        except GradingError as error:  # half written: it is read again
            self.troubles[path.name] = str(error)
            return
        for name, records in found.records.items():
            id = learner_for(name).id
            self.votes.setdefault(id, {})
            self._keep(id, records)
        if found.refused:
            self.troubles[path.name] = found.told

    def _keep(self, id: str, records: Iterable[Record]) -> None:
        mine = self.votes[id]
        for record in records:
            if record.exercise in self._asked and record.committed:
                mine.setdefault(identity(record), record)


def _once(votes: Iterable[dict[str, Record]]) -> list[list[Record]]:
    """The votes of each pupil; copies of one book, wherever they lie, are one pupil's."""
    found, owners = list[dict[str, Record]](), dict[str, dict[str, Record]]()
    for mine in votes:
        owner = next((owners[told] for told in mine if told in owners), None)
        if owner is None:
            owner = {}
            found.append(owner)
        owner |= mine
        owners |= dict.fromkeys(mine, owner)
    return [list(mine.values()) for mine in found]
