"""Sitting down at a lesson's desk: the only set-up a notebook needs."""

from __future__ import annotations

from pathlib import Path

from lessons.case import open_case
from lessons.case.where import default_case
from lessons.desk.desk import Desk
from lessons.desk.plain_errors import speak_plainly
from lessons.desk.session import gathered, open_session


def open_desk(slug: str) -> Desk:
    """Open the case of this course and the notebook's answer book, and sit down."""
    speak_plainly()
    case = open_case(default_case(Path.cwd()), slug)
    lesson = case.lesson(slug)
    for told in gathered(Path.cwd()):
        print(told)
    session = open_session(lesson)
    if session.book.set_aside:
        print(
            f"Some lines of your answer book could not be read. They were set aside in "
            f"{session.book.set_aside.name}; {len(session.book.records)} answers are kept."
        )
    return Desk(lesson, case, session)
