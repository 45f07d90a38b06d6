"""A toy class that hands in and is graded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from lessons.case import Case
from tests.hand_ins import (
    graded,
    hand_in,
)
from tests.toy import toy_case


@dataclass(frozen=True)
class Class:
    """A toy case, a folder for hand-ins and a place for the gradebook."""

    case: Case
    hand_ins: Path
    out: Path

    @property
    def key(self) -> Path:
        """Every key of the case."""
        return self.case.folder / "key"


@pytest.fixture
def toys(tmp_path: Path) -> Class:
    """A class that has handed in nothing yet."""
    (tmp_path / "hand-ins").mkdir()
    return Class(toy_case(tmp_path / "toy"), tmp_path / "hand-ins", tmp_path / "grades")


def one(toys: Class, **given: object) -> object:
    """The result of Ana, who answered just this."""
    hand_in(toys.hand_ins, "Ana", toys.case, {id.replace("_", "-"): answer for id, answer in given.items()})
    return graded(toys.hand_ins, toys.key, toys.out)[1]["ana"]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
