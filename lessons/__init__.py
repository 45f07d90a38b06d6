"""According To: read the news by its claims, its sources and its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lessons.desk.desk import Desk

__version__ = "0.1.0"
__all__ = ["open_desk"]


def open_desk(lesson: str) -> Desk:
    """Sit down at the desk of a lesson, such as ``"sourcing"``; the only set-up a notebook needs."""
    import os

    # else pydantic looks for plug-ins of its own in every package that is installed
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from lessons.desk.opening import open_desk as sit_down  # late: the command line must not pay for widgets

    return sit_down(lesson)
