"""Every test and every notebook run here answers into an empty folder of its own, and reads nothing else."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

# set on import, so that the kernels which run the notebooks inherit it
os.environ["LESSONS_ANSWERS"] = tempfile.mkdtemp(prefix="answers-")
os.environ.pop("JPY_SESSION_NAME", None)

#: files and folders of tests that run notebooks, pack a course, start other programs or attack the grader
SLOW = {
    "hostile",
    "notebooks",
    *(f"test_{name}.py" for name in ("executors", "gradescope", "handout", "handout_leaks", "hub", "nbgrader")),
    *(f"test_{name}.py" for name in ("notebooks", "packaging", "kept_always", "calling", "real_case")),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow by where it stands, so that no file has to say it of itself."""
    for item in items:
        if SLOW & set(Path(item.path).parts):
            item.add_marker(pytest.mark.slow)
