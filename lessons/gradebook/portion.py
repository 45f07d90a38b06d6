"""Some learners of a gradebook, ready to be written: made by a worker, put in their order by one process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lessons.gradebook import columns, tables
from lessons.gradebook.stored import NOWHERE, Span
from lessons.results.changes import Change
from lessons.results.model import Learner, Result
from lessons.results.tally import Tally


class Final(NamedTuple):
    """The result of one learner that counts, also as its line of marks.jsonl."""

    result: Result
    line: bytes


class Portion(NamedTuple):
    """Everything that is written of some learners; their feedback pages are written already, or wait."""

    lines: tuple[bytes, ...]
    columns: columns.Lines
    rows: tables.Rows
    tally: Tally
    learners: tuple[Learner, ...]
    #: the learners' lines of answers.jsonl; empty where all stay as they are stored, and where that is
    answers: bytes
    stored: Span = NOWHERE
    changes: tuple[Change, ...] = ()
    #: feedback pages that the release will write
    pages_wait: int = 0


def portion(finals: Sequence[Final], answers: bytes) -> Portion:
    """The rows, lines and counts of some learners."""
    results, tally = [final.result for final in finals], Tally()
    for result in results:
        tally.add(result)
    return Portion(
        tuple(final.line for final in finals),
        columns.lines(results),
        tables.rows(results),
        tally,
        tuple(result.learner for result in results),
        answers,
    )
