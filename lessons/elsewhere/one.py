"""A folder that is one learner's, however its files are laid."""

from __future__ import annotations

from pathlib import Path

from lessons.submissions import HandIn, find


def whole(folder: Path) -> HandIn:
    """Everything in a folder as one hand-in: a folder in it is not another learner."""
    found = list(find((folder,)))
    return HandIn(
        folder.name,
        tuple(piece for hand_in in found for piece in hand_in.pieces),
        problems=tuple(problem for hand_in in found for problem in hand_in.problems),
    )
