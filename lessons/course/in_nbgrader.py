"""What the last cells of a notebook say when nbgrader runs it: the points for a question, or a text to mark."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import redirect_stderr
from dataclasses import asdict
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any

from lessons.answers.counting import counting
from lessons.case import Case, read_case
from lessons.case.where import default_case
from lessons.gradebook.feedback_words import in_words
from lessons.gradebook.marking import Marking
from lessons.gradebook.results import Item
from lessons.gradebook.work import alone, by_exercise
from lessons.handins import read, whole

#: the type of the output in which a test cell says how it came to its points
ITEM = "application/vnd.lessons.item+json"


def earned(keys: Mapping[str, Any]) -> float:
    """The points for a question by its key, from the records beside the notebook; shows the reasons."""
    from IPython.display import display

    with redirect_stderr(StringIO()):  # to nbgrader, a warning means that the test has failed
        item = item_of(_home(), keys)
    display({ITEM: asdict(item), "text/plain": in_words(item)}, raw=True)
    return item.points or 0.0


def written(exercise: str) -> None:
    """Print what the learner wrote, for whoever marks it."""
    records = by_exercise(counting(read(whole(_home())).records)[0])
    print((exercise in records and records[exercise].answer) or "Nothing was written here.")


def item_of(home: Path, keys: Mapping[str, Any]) -> Item:
    """What comes of one question, from all records in a folder; two keys are two ways to the same points."""
    case = _case(default_case(home))
    exercises = Marking(case, {}).exercises
    marking = Marking(case, {id: exercises[id].key_type.model_validate(key) for id, key in keys.items()})
    return alone(whole(home), marking).items[0]


@lru_cache(maxsize=1)
def _case(folder: Path) -> Case:
    return read_case(folder)


def _home() -> Path:
    """Where the notebook lies, wherever its own code has gone since."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    return Path(shell.starting_dir) if shell else Path.cwd()
