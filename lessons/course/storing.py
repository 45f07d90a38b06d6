"""Stored outputs: what a notebook shows a learner who has answered nothing."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from lessons.answers.notebook import lesson_in
from lessons.case.where import ANSWERS_VARIABLE
from lessons.case.writing import write_whole
from lessons.errors import CourseError

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
#: seconds a cell may take, on a slow machine
PATIENCE = 120


def lesson_of(notebook: Any) -> str:
    """The lesson a notebook opens the desk of; empty where it opens none."""
    return lesson_in("\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code"))


def store_all(paths: Sequence[Path]) -> Iterator[Path]:
    """Store notebooks side by side, one a core, and give each back when it is done."""
    with ThreadPoolExecutor(os.cpu_count()) as cores:  # a thread only waits: the work is its kernel's
        for path, _ in zip(paths, cores.map(store, paths), strict=True):
            yield path


def store(path: Path) -> None:
    """Run a notebook with an empty answer book and write it back with its outputs."""
    import nbformat

    try:
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call,unused-ignore]
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} cannot be read as a notebook ({error}). Check the path.") from None
    run(notebook, path)
    tidy(notebook)
    write_whole(path, nbformat.writes(notebook).encode() + b"\n")  # type: ignore[no-untyped-call,unused-ignore]


def run(notebook: Any, path: Path) -> None:
    """Run every cell as nobody in particular; a cell that fails is told in a sentence."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    with tempfile.TemporaryDirectory() as empty:
        env = {**os.environ, ANSWERS_VARIABLE: empty}
        env.pop("JPY_SESSION_NAME", None)
        where = {"metadata": {"path": str(path.parent)}}
        client = NotebookClient(
            notebook, timeout=PATIENCE, kernel_name="python3", store_widget_state=False, resources=where
        )
        try:
            client.execute(env=env, stderr=subprocess.DEVNULL)  # what a kernel says of its sockets is no news
        except CellExecutionError as error:
            raise CourseError(f"{path.name}: a cell stopped with {error.ename}: {error.evalue}") from None
        except (CellTimeoutError, DeadKernelError):
            raise CourseError(f"{path.name}: a cell took over {PATIENCE} seconds, or its kernel died.") from None


def tidy(notebook: Any) -> None:
    """Only what is written and what is shown: no times, no widget states."""
    notebook.metadata = {
        "kernelspec": KERNEL,
        "language_info": {"name": "python"},
        "lessons": {"lesson": lesson_of(notebook)},
    }
    for cell in notebook.cells:
        # a tag is written: “raises-exception” lets Run All go on past a learner's slip
        cell.metadata = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
        if cell.cell_type == "code":
            cell.execution_count = (
                1  # nbval asks for a number: the same for all, so that a new cell changes no other
            )
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
            output.pop("transient", None)
            if "execution_count" in output:
                output["execution_count"] = 1
            if "metadata" in output:
                output["metadata"] = {}
