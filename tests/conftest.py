"""Every test and every notebook run here answers into an empty folder of its own, and reads nothing else."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

# set on import, so that the kernels which run the notebooks inherit it
os.environ["LESSONS_ANSWERS"] = tempfile.mkdtemp(prefix="answers-")
os.environ.pop("JPY_SESSION_NAME", None)

#: files and folders of tests that run notebooks, pack a course, start other programs or attack the grader,
#: and tests of thousands of files or records
SLOW = {
    "hostile",
    "notebooks",
    *(f"test_{name}.py" for name in ("executors", "gradescope", "handout", "handout_leaks", "hub", "nbgrader")),
    *(f"test_{name}.py" for name in ("notebooks", "packaging", "kept_always", "calling", "real_case")),
    *(f"test_{name}" for name in ("memory_does_not_grow", "memory_stays_small", "ten_thousand_files")),
    *(f"test_{name}" for name in ("ten_thousand_files_of_one_learner", "a_page_is_small_whatever_was_handed_in")),
    "test_matching_does_not_slow_down_with_the_class",
    "test_torn_doubled_and_copied_votes_come_out_right",
    "test_however_answers_are_spread_each_is_in_the_book_once",
    "test_cut_at_any_byte_it_gives_every_record_that_is_whole",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow by where it stands, so that no file has to say it of itself."""
    for item in items:
        if SLOW & {*Path(item.path).parts, item.name.partition("[")[0]}:
            item.add_marker(pytest.mark.slow)
