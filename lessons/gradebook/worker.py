"""What a worker does first: read one learner's hand-in, file the answers, mark them; nothing stops the batch."""

from __future__ import annotations

from lessons.gradebook.work import Graded
from lessons.results.copies import fingerprints
from lessons.results.filing import file_answers
from lessons.results.keys import Setup, load
from lessons.results.marking import mark
from lessons.results.model import Filed, Learner
from lessons.submissions import HandIn, Problem, read

#: a learner, the hand-in to read, and the fingerprint of its files
Task = tuple[Learner, HandIn, str]


def grade_batch(setup: Setup, tasks: tuple[Task, ...]) -> list[Graded]:
    """Grade some hand-ins; one that breaks the grader is told as such and costs no other."""
    return [_graded(setup, *task) for task in tasks]


def _graded(setup: Setup, learner: Learner, hand_in: HandIn, pieces: str) -> Graded:
    try:
        return _lines(setup, file_answers(read(hand_in), learner, load(setup).exercises), pieces)
    except Exception as error:  # whatever a hand-in may do to us: the next one must be graded all the same
        return _lines(setup, lost(learner, hand_in, f"{type(error).__name__}: {error}"), pieces)


def lost(learner: Learner, hand_in: HandIn, why: str) -> Filed:
    """What is filed of a hand-in that could not be graded at all."""
    files = tuple(piece.name for piece in hand_in.pieces)
    found = f"Grading this hand-in failed ({why[:200]})."
    done = "Nothing of it was graded. Look at it by hand, and please report it."
    problem = Problem(where=hand_in.name, found=found, done=done, costs=True)
    return Filed(learner=learner, answers=(), problems=(problem,), files=files, unreadable=files)


def _lines(setup: Setup, filed: Filed, pieces: str) -> Graded:
    result = mark(filed, load(setup))
    return Graded(
        filed.learner.id, pieces, filed.model_dump_json(), result.model_dump_json(), tuple(fingerprints(filed))
    )


def lost_lines(setup: Setup, task: Task, why: str) -> Graded:
    """A hand-in that ended its worker, as a row like any other."""
    learner, hand_in, pieces = task
    return _lines(setup, lost(learner, hand_in, why), pieces)
