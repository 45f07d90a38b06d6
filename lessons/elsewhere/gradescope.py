"""One hand-in, as Gradescope runs it: graded as ``lessons grade`` does, told in Gradescope's file of results."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lessons.elsewhere.one import whole
from lessons.errors import LessonError
from lessons.feedback.in_words import in_words
from lessons.gradebook.worker import grade_batch
from lessons.results.keys import Marking, Setup, find_setup, load
from lessons.results.model import Item, Learner, Result

#: points and reasons are seen when the teacher publishes them, what was read is seen at once
_LATER = "after_published"


def results(setup: Setup, submission: Path) -> dict[str, Any]:
    """Grade what lies in a folder, all of it one learner's, as Gradescope wants it told."""
    learner = Learner(id="submission", name="submission")
    (row,) = grade_batch(setup, ((learner, whole(submission), ""),))
    _, result = row.open()
    return _told(result, load(setup))


def _told(result: Result, marking: Marking) -> dict[str, Any]:
    told: dict[str, Any] = {
        "output": "\n".join(_read(result, marking)),
        "stdout_visibility": "hidden",
        # everything a learner wrote is shown as text, never as a page
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "tests": [_test(item, marking) for item in result.items],
        "extra_data": {
            "receipt": result.receipt,
            "statuses": dict(Counter(item.status for item in result.items)),
            "problems": [problem.model_dump() for problem in result.problems],
        },
    }
    # where nothing was graded there is no number, not even 0
    return told if result.raw is None else {**told, "score": result.raw}


def _test(item: Item, marking: Marking) -> dict[str, Any]:
    number = marking.numbers[item.exercise]
    test = {
        "name": f"Question {number}",
        "number": number,
        "output": in_words(item),
        "visibility": _LATER,
        "extra_data": {"exercise": item.exercise, "status": item.status},
    }
    return test if item.points is None else {**test, "score": item.points, "max_score": item.out_of}


def _read(result: Result, marking: Marking) -> Iterator[str]:
    """What was found in the hand-in and what was not: no word on right or wrong."""
    answered = sum(bool(item.answer_hash) for item in result.items)
    yield f"{answered} of {len(result.items)} questions that count are answered in what you handed in."
    if result.receipt:
        yield f"Receipt: {result.receipt}. Your notebook printed the same, if everything came through."
    for status, said in (("missing", "Not found"), ("blank", "Left empty")):
        numbers = [marking.numbers[item.exercise] for item in result.items if item.status == status]
        if numbers:
            yield f"{said}: {', '.join(numbers)}."
    if result.waiting:
        yield "Some answers are looked at by a person; their points come later."
    for problem in result.problems:
        if problem.costs:
            yield f"{problem.where}: {problem.found} {problem.done}"


def main(arguments: list[str] | None = None) -> None:
    """Grade a folder and write the results: what ``run_autograder`` calls."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, about in (
        ("case", "the case"),
        ("key", "a folder of keys: what has its key there counts"),
        ("submission", "what one learner handed in"),
        ("results", "the file to write"),
    ):
        parser.add_argument(name, type=Path, help=about)
    given = parser.parse_args(arguments)
    try:
        told = results(find_setup(given.key, given.case), given.submission)
    except LessonError as error:
        raise SystemExit(str(error)) from None
    given.results.parent.mkdir(parents=True, exist_ok=True)
    given.results.write_text(json.dumps(told, indent=1), encoding="utf-8")
    print(told["output"])


if __name__ == "__main__":
    main()
