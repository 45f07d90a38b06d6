"""The words of a feedback page: points, statuses, reasons and what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lessons.feedback.asked import Asked
from lessons.feedback.markup import clipped, line
from lessons.results.model import Item, Reason, Result
from lessons.submissions import Problem

TONES = {"right": "Right", "wrong": "Look again", "note": "Note"}
View = dict[str, Any]


def out_of(points: float | None, most: float) -> str:
    """Points and how many there are; none is not zero."""
    return f"no points yet, of {most:g}" if points is None else f"{points:g} of {most:g}"


def status(item: Item, limit: int) -> str:
    """What came of a question, in words."""
    if item.status == "graded":
        return f"{item.points:g} of {item.out_of:g} point{'s' * (item.out_of != 1)}"
    if item.status == "ungradable" and item.why and limit:
        return f"could not be read: {clipped(item.why, limit)}"
    return _STATUS[item.status]


_STATUS = {
    "blank": "not answered",
    "missing": "not handed in",
    # why is not told: it may speak of somebody else's hand-in
    "needs a person": "a person still has to look at this",
    "ungradable": "could not be read",
}
#: how the questions without points are told at the top
_OPEN = {
    "needs a person": "A person still has to look at",
    "ungradable": "Could not be read (your teacher knows)",
    "blank": "Not answered",
    "missing": "Not handed in",
}


def still_open(asked: Sequence[Asked]) -> Iterator[View]:
    """The questions without points, by what they wait for."""
    for kind, words in _OPEN.items():
        numbers = [question.number for question in asked if question.item.status == kind]
        more = f" and {len(numbers) - 40} more" if len(numbers) > 40 else ""
        if numbers:
            yield {"words": words, "numbers": ", ".join(numbers[:40]) + more}


def lesson_row(name: str, questions: Sequence[Asked]) -> View:
    """One lesson's row of the table of points."""
    points = [asked.item.points for asked in questions if asked.item.points is not None]
    return {
        "name": name,
        "points": f"{round(sum(points), 2):g}" if points else "none yet",
        "out_of": f"{sum(asked.item.out_of for asked in questions):g}",
        "open": sum(asked.item.points is None for asked in questions),
    }


def reason_view(reason: Reason, limit: int) -> View:
    """A reason, its tone as a word: colour alone reaches not everybody."""
    return {"tone": reason.tone, "word": TONES[reason.tone], "text": line(clipped(reason.text, limit))}


def problem_line(problem: Problem, limit: int) -> str:
    """What was odd about a hand-in, in one line."""
    return line(clipped(f"{problem.where}: {problem.found}", limit))


def small_print(result: Result) -> Iterator[str]:
    """When it came, and what it was."""
    if result.submitted:
        yield f"Handed in {result.submitted:%d %B %Y, %H:%M %Z}".strip()
    if result.receipt:
        yield f"Receipt {clipped(result.receipt, 80)}: what your notebook printed, if this is what you handed in"
