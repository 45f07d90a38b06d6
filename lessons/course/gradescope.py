"""An autograder for Gradescope: what it holds, and one hand-in graded as Gradescope runs and wants it told."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any

from lessons.case import read_case
from lessons.case.chosen import lessons_of
from lessons.case.writing import write_whole
from lessons.course.packing import files_in, wheel, zipped
from lessons.errors import CourseError, LessonError
from lessons.gradebook.feedback_words import in_words
from lessons.gradebook.keys import Setup, find_setup, load
from lessons.gradebook.marking import Marking
from lessons.gradebook.results import Item, Result
from lessons.gradebook.work import alone
from lessons.handins import whole

#: points and reasons are seen when the teacher publishes them, what was read is seen at once
_LATER = "after_published"
#: what Gradescope runs
_SCRIPTS = ("run_autograder", "setup.sh")


def write_gradescope(folder: Path, target: Path, lessons: str = "") -> list[str]:
    """Write the autograder, a zip; returns the names of its files."""
    case = read_case(folder)
    keys = [folder / "key" / "graded" / f"{lesson.stem}.toml" for lesson in lessons_of(lessons, case)]
    files = dict(_files(folder, [path for path in keys if path.is_file()]))
    do = "Choose another place: --gradescope AUTOGRADER.zip."
    write_whole(target, zipped(files, executable=_SCRIPTS), do)
    return sorted(files)


def _files(case: Path, keys: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """The keys by themselves say what counts: the case around them is whole."""
    if not keys:
        raise CourseError(
            f"{case} has no graded key (key/graded) for these lessons, and an autograder grades with it. "
            "Name the case that has it, --case CASE, or other lessons."
        )
    ours = resources.files("lessons.course") / "for_gradescope"
    for name in (*_SCRIPTS, "README.md"):
        yield name, (ours / name).read_bytes()
    yield wheel()
    for path in keys:
        yield f"key/{path.name}", path.read_bytes()
    for name, content in files_in(case).items():
        yield f"case/{name}", content


def results(setup: Setup, submission: Path) -> dict[str, Any]:
    """Grade what lies in a folder, all of it one learner's, as Gradescope wants it told."""
    return _told(alone(whole(submission), load(setup)), load(setup))


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
            "problems": [asdict(problem) for problem in result.problems],
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


def main(case: Path, key: Path, submission: Path, written: Path) -> None:
    """Grade what one learner handed in and write the results: what ``run_autograder`` calls."""
    try:
        told = results(find_setup(key, case), submission)
    except LessonError as error:
        raise SystemExit(str(error)) from None
    write_whole(written, json.dumps(told, indent=1))
    print(told["output"])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
