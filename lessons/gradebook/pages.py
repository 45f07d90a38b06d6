"""The feedback page of each learner who handed something in."""

from __future__ import annotations

import os
from pathlib import Path

from lessons.case import Case
from lessons.feedback.page import feedback_page
from lessons.gradebook.stored import second_name
from lessons.results.model import Filed, Result

FEEDBACK = "feedback"
#: learners whose pages take seconds: more than one process writes them, and after grading again the release does
MANY = 2000


def page_of(folder: Path, learner: str) -> Path:
    """Where a gradebook has the page of a learner."""
    return folder / FEEDBACK / f"{learner}.html"


def has_page(filed: Filed) -> bool:
    """Whether there is anything to say: something was handed in."""
    return bool(filed.answers or filed.files)


def write_page(folder: Path, case: Case, filed: Filed, result: Result) -> None:
    """Write a learner's page into a gradebook."""
    if has_page(filed):
        answers = {answer.exercise: answer for answer in filed.answers}
        page = feedback_page(result, case, answers, case.settings.title)
        page_of(folder, result.learner.id).write_text(page, encoding="utf-8")


def keep_page(before: Path, folder: Path, learner: str) -> bool:
    """Take a page over as it was; whether there was one."""
    page = f"{FEEDBACK}{os.sep}{learner}.html"
    try:
        second_name(f"{before}{os.sep}{page}", f"{folder}{os.sep}{page}")
    except FileNotFoundError:
        return False
    return True
