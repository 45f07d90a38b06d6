"""Folders on the disk and in archives, looked at by name alone, and all that lies beneath one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from lessons.submissions.model import Piece, Problem
from lessons.submissions.naming import CASE, GRADEBOOK, is_junk, is_silent, may_hold_answers, tidy

#: files looked at for one learner, and folders within folders
MOST_FILES = 1_000
DEEPEST = 12
_NAMED = 4


@dataclass
class Place:
    """A folder as it is listed: files by name, or what is wrong with them, and folders still to open."""

    name: str
    files: dict[str, Piece | Problem] = field(default_factory=dict)
    folders: dict[str, Callable[[], Place]] = field(default_factory=dict)

    @property
    def is_passed_over(self) -> bool:
        """Whether it is a case or a gradebook: it holds nobody's answers."""
        return CASE in self.files or GRADEBOOK in self.files


def on_disk(path: Path) -> Place:
    """List a folder; one that cannot be listed says so in place of its files."""
    try:
        return listed(path)
    except OSError as error:
        found = f"The folder cannot be opened ({error.strerror})."
        done = "Nothing in it was read. Check its permissions."
        problem = Problem(where=tidy(path.name), found=found, done=done, costs=True)
        return Place(path.name, {path.name: problem})


def listed(path: Path) -> Place:
    """List a folder, in order; links and whatever is no ordinary file are told, never opened."""
    place = Place(path.name)
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


def gather(places: Iterable[Place]) -> tuple[tuple[Piece, ...], tuple[Problem, ...]]:
    """Everything beneath some places that may hold answers, and a word on the rest."""
    found = (found for place in places for found in _beneath(place, 0))
    looked_at = list(islice(found, MOST_FILES))
    pieces = [piece for piece in looked_at if isinstance(piece, Piece)]
    problems = [problem for problem in looked_at if isinstance(problem, Problem)]
    others = [piece for piece in pieces if piece.kind == "other"]
    problems += [_not_read(others)] if others else []
    problems += [_too_many(next_one) for next_one in islice(found, 1)]
    return tuple(piece for piece in pieces if piece.kind != "other"), tuple(problems)


def _beneath(place: Place, depth: int) -> Iterator[Piece | Problem]:
    if depth and place.is_passed_over:
        return
    yield from (found for name, found in place.files.items() if not is_silent(name))
    for name, open_folder in place.folders.items():
        if depth == DEEPEST:
            yield _refused(name, f"A folder more than {DEEPEST} folders deep.")
        else:
            yield from _beneath(open_folder(), depth + 1)


def _not_read(others: list[Piece]) -> Problem:
    named = ", ".join(piece.name for piece in others[:_NAMED])
    more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
    found = "Neither a notebook (.ipynb) nor an answer book (.jsonl)."
    return Problem(where=f"{named}{more}", found=found, done="Not read.")


def _too_many(next_one: Piece | Problem) -> Problem:
    where = next_one.name if isinstance(next_one, Piece) else next_one.where
    found = f"More than {MOST_FILES:,} files from one learner."
    return Problem(where=where, found=found, done="This file and those after it were not read.", costs=True)
