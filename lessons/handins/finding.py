"""Finding hand-ins by the names of files and folders: who handed what in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lessons.errors import GradingError
from lessons.handins.archives import archive_at
from lessons.handins.members import Refused
from lessons.handins.model import Folder, HandIn, Piece, Problem, gather, listed
from lessons.handins.names import (
    Whose,
    is_beside,
    is_junk,
    is_lesson,
    kind_of,
    marked_late,
    tidy,
    whose_file,
    whose_folder,
)
from lessons.handins.patterns import COURSE, COURSE_FOLDERS
from lessons.handins.submitters import SUBMITTERS, Submitter, submitters


def find(paths: Sequence[Path]) -> Iterator[HandIn]:
    """Hand-ins in some folders, zips and single files, learner by learner; the package says by which rules."""
    for path in paths:
        if not (path.is_dir() or path.is_file()):
            raise GradingError(
                f"Nothing lies at {path}; expected a folder of hand-ins, a notebook, an answer book or a zip. "
                "Check the path."
            )
    return _find(sorted({Path(os.path.abspath(path)) for path in paths}))


def _find(paths: Sequence[Path]) -> Iterator[HandIn]:
    alone: dict[Path, Folder] = {}
    for path in paths:
        place = _listed(path) if path.is_dir() else _class_in(path)
        if place is not None:
            yield from _in_place(place)
        elif not is_junk(path.name):
            lying = alone.setdefault(path.parent, Folder(_name_of(path.parent), str(path.parent)))
            lying.files[path.name] = Piece(path)
    for lying in alone.values():
        yield from _learners(lying)


def _listed(path: Path) -> Folder:
    try:
        place = listed(path)
    except OSError as error:
        raise GradingError(f"{path} cannot be opened ({error.strerror}). Check its permissions.") from None
    place.name = _name_of(path)
    return place


def _name_of(folder: Path) -> str:
    return folder.parent.name if folder.name.lower() == "answers" else folder.name


def _class_in(path: Path) -> Folder | None:
    """What a zip holds of a class; ``None`` for a learner's own zip, and for any other file."""
    if kind_of(path.name) != "archive" or whose_file(path.name, "").by_lms:
        return None
    try:
        place = _unwrapped(archive_at(path).place())
    except Refused:
        return None
    return None if _is_of_one(place) or _holds_little(place) else place


def _in_place(place: Folder) -> Iterator[HandIn]:
    place = _unwrapped(place)
    if _is_of_one(place):
        yield _hand_in(whose_folder(place.name), place, place.at)
    else:
        yield from _learners(place)


def _unwrapped(place: Folder) -> Folder:
    """Inside the folders that only hold another: zips are often made so."""
    while len(place.folders) == 1 and not _readable(place):
        (inner,) = (open_folder() for open_folder in place.folders.values())
        if COURSE in inner.files or not (inner.name == place.name or _is_of_many(inner)):
            break
        place = inner
    return place


def _is_of_many(place: Folder) -> bool:
    names = [whose_file(name, "") for name in place.files] + [whose_folder(name) for name in place.folders]
    return any(whose.by_lms for whose in names) or len(_learner_folders(place)) > 1


def _is_of_one(place: Folder) -> bool:
    """Whether a folder is one learner's own: it looks like a course folder, or an LMS made it for one."""
    if COURSE in place.files or whose_folder(place.name).by_lms:
        return True
    if _learner_folders(place):
        return False
    named = _readable(place)
    return "answers" in place.folders or (bool(named) and all(map(is_lesson, named)))


def _holds_little(place: Folder) -> bool:
    """Whether a zip can hardly be of a class: a course folder and nothing else, or a single file."""
    if _is_of_many(place):
        return False
    folders = [place.folders[name]() for name in _learner_folders(place)]
    return all(COURSE in folder.files for folder in folders) and len(_readable(place)) + len(folders) <= 1


def _learner_folders(place: Folder) -> list[str]:
    return [name for name in place.folders if name.lower() not in COURSE_FOLDERS]


def _readable(place: Folder) -> list[str]:
    return [name for name in place.files if kind_of(name) in ("notebook", "book", "archive")]


def _learners(place: Folder) -> Iterator[HandIn]:
    groups: dict[tuple[str, ...], tuple[Whose, Folder]] = {}

    def group(whose: Whose) -> Folder:
        return groups.setdefault(whose.key, (whose, Folder(whose.name)))[1]

    listed_by = submitters(place.files[SUBMITTERS]) if SUBMITTERS in place.files else {}
    for name, found in place.files.items():
        if not is_beside(name):
            group(whose_file(name, place.name)).files[name] = found
    for name, open_folder in place.folders.items():
        group(whose_folder(name)).folders[name] = open_folder
    for key in sorted(groups, key=lambda key: (key[1:], key)):
        whose, own = groups.pop(key)
        folders = {name: open_folder() for name, open_folder in own.folders.items()}
        own.folders = {name: _opened(inner) for name, inner in folders.items() if not inner.is_passed_over}
        if own.files or own.folders:
            kind = "" if key[0] == "folder" else f"[{key[0]}]"
            hand_in = _hand_in(whose, own, f"{place.at}/{kind}{'/'.join(key[1:])}")
            yield from _by_submitter(hand_in, listed_by.get(whose.name, ()))


def _by_submitter(hand_in: HandIn, people: Sequence[Submitter]) -> Iterator[HandIn]:
    """A hand-in for each of those who Gradescope says handed it in together."""
    yield from [] if people else [hand_in]
    for number, one in enumerate(people):
        place = f"{hand_in.place}#{number + 1}" if number else hand_in.place
        yield replace(hand_in, name=tidy(one.name) or hand_in.name, marks=one.marks, place=place)


def _opened(place: Folder) -> Callable[[], Folder]:
    return lambda: place


def _hand_in(whose: Whose, place: Folder, at: str) -> HandIn:
    pieces, problems = gather([place])
    if not pieces and not problems:
        found = "Neither a notebook (.ipynb) nor an answer book (.jsonl)."
        problems = (Problem(where=tidy(whose.name), found=found, done="Ask for the notebooks."),)
    elif not pieces:  # a text in another program's file, say: not nothing, but nothing that is read here
        problems = tuple(replace(problem, costs=True) for problem in problems)
    return HandIn(
        name=tidy(whose.name) or "(no name)",
        pieces=pieces,
        place=at.encode("utf-8", "backslashreplace").decode(),
        lms_id=whose.lms_id,
        marked_late=_late([marked_late(name) for name in place.files]),
        problems=problems,
    )


def _late(said: list[bool | None]) -> bool | None:
    return True in said if set(said) - {None} else None


def whole(folder: Path) -> HandIn:
    """Everything in a folder as one hand-in: a folder in it is not another learner."""
    found = list(find((folder,)))
    pieces = tuple(piece for hand_in in found for piece in hand_in.pieces)
    return HandIn(folder.name, pieces, problems=tuple(p for hand_in in found for p in hand_in.problems))
