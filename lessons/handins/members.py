"""What archives have in common: members by name, in folders, each weighed; and the refusal of one."""

from __future__ import annotations

import os
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path

from lessons.handins.model import DEEPEST, Folder, Piece, Problem
from lessons.handins.names import is_junk, may_hold_answers, tidy

_LONGEST_NAME = 1_000


class Refused(Exception):
    """A file or a member that is not read; says what was found and what was done about it."""

    def __init__(self, found: str, done: str = "It was not read; the rest was.") -> None:
        self.found, self.done = found, done
        super().__init__(found)

    def problem(self, where: str) -> Problem:
        """The refusal as a problem."""
        return Problem(where=tidy(where), found=self.found, done=self.done, costs=may_hold_answers(where))


class Archive(ABC):
    """An open archive, its members by the names they were given."""

    @abstractmethod
    def place(self) -> Folder:
        """Its folders and files; a member that must not be read stands there as a problem."""

    @abstractmethod
    def content(self, member: str, most: int) -> bytes:
        """A member's bytes, weighed while they are read."""


def tree_of(path: Path, members: Iterable[tuple[str, Refused | None]]) -> Folder:
    """The folders and files of an archive; a member that must not be read stands there as a problem."""
    tree: dict[tuple[str, ...], Folder] = {(): Folder(path.stem, str(path))}
    for name, why in members:
        parts = tuple(_parts(name))
        if not parts or (any(map(is_junk, parts)) and not _leads_outside(name)):
            continue
        if why:
            files = _folder(tree, parts[:-1][:DEEPEST]).files
            files[f"{parts[-1]} (refused)"] = why.problem(f"{path.name}/{name}")
        elif name.endswith("/"):
            _folder(tree, parts)
        else:
            _folder(tree, parts[:-1]).files[parts[-1]] = Piece(path, name)
    return tree[()]


def badly_named(name: str, *, is_link: bool) -> Refused | None:
    if _leads_outside(name):
        return Refused("A file whose name leads outside its folder.", "Refused; the rest was read.")
    if is_link:
        return Refused("A link to some other place.", "Refused; the rest was read.")
    if name.count("/") > DEEPEST or len(name) > _LONGEST_NAME:
        return Refused("A file in too many folders, or with too long a name.")
    return None


def too_large(most: int) -> Refused:
    """The refusal of a file over its limit."""
    if most <= 0:
        return Refused("The learner's other files are too large already.", "It was not read.")
    return Refused(f"It is larger than {most / 1e6:.0f} MB.", "It was not read.")


def _leads_outside(name: str) -> bool:
    parts = re.split(r"[/\\]", name)
    return "\0" in name or not parts[0] or ".." in parts or bool(re.match(r"[A-Za-z]:", name))


def _parts(name: str) -> list[str]:
    # of a name that leads outside, what is left still tells whose it is
    parts = re.split(r"[/\\]", re.sub(r"^[A-Za-z]:", "", name))
    return [part for part in parts if part not in ("", os.curdir, os.pardir)]


def _folder(tree: dict[tuple[str, ...], Folder], parts: tuple[str, ...]) -> Folder:
    if parts not in tree:
        around = _folder(tree, parts[:-1])
        made = tree[parts] = Folder(parts[-1], f"{around.at}/{parts[-1]}")
        around.folders[parts[-1]] = lambda: made
    return tree[parts]
