"""What marking gives back: points, a status and the reasons, which never travel apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["graded", "blank", "recorded", "needs a person", "ungradable"]
Tone = Literal["right", "wrong", "note"]


@dataclass(frozen=True)
class Remark:
    """One sentence of feedback, and whether it speaks of something right or wrong."""

    tone: Tone
    text: str
    #: the misconception that a wrong answer shows, by its name; empty where the key names none
    slip: str = ""
    #: the id of the one item it speaks of, and what is left to say where that item stands beside it
    item: str = ""
    why: str = ""


@dataclass(frozen=True)
class Mark:
    """The share of an exercise's points an answer earns (``None``: a person must say), with reasons."""

    share: float | None
    remarks: tuple[Remark, ...] = ()
    #: the ids of the items that are right, where each is judged by itself
    right: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grade:
    """Points (``None`` where no machine gives any), what they are out of, and why."""

    exercise: str
    status: Status
    points: float | None
    out_of: float
    remarks: tuple[Remark, ...] = ()
    #: the ids of the items that are right, where each is judged by itself
    right: tuple[str, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether every point was earned."""
        return self.points is not None and self.points >= self.out_of
