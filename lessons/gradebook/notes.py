"""What was odd about the class, told once a gradebook is written; and the class list's own file with points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lessons.classlist.late import extensions_of_nobody
from lessons.classlist.lms import write_lms
from lessons.gradebook.finish import Decisions, Finish, finish_by
from lessons.gradebook.tables import Results
from lessons.results.model import Learner


def notes(decisions: Decisions, folder: Path, learners: Iterable[Learner]) -> list[str]:
    """Write the class list's own file with the points in it, where there is one; tell what was odd."""
    finish = finish_by(decisions)
    return [*_odd(finish, learners), *_points(finish, folder, decisions.assignment)]


def _odd(finish: Finish, learners: Iterable[Learner]) -> Iterator[str]:
    for problem in (*(finish.roster.problems if finish.roster else ()), *finish.marks.problems):
        yield f"{problem.where}: {problem.found} {problem.done}"
    for name in extensions_of_nobody(finish.policy, learners) if finish.policy else ():
        yield f"An extension for “{name}”, whom nobody here is called. Check the late policy."


def _points(finish: Finish, folder: Path, assignment: str) -> list[str]:
    return write_lms(folder, finish.roster, Results(folder), assignment) if finish.roster else []
