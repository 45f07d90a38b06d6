"""Run notebooks as the learner who answers nothing, and store their outputs for nbval to compare.

python tests/store_outputs.py notebooks/02_sourcing.ipynb
python tests/store_outputs.py                               # all of them
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def lesson_of(notebook: nbformat.NotebookNode) -> str:
    """The lesson a notebook opens the desk of."""
    source = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    opened = re.search(r'open_desk\("([a-z-]+)"\)', source)
    assert opened, "a notebook opens one desk"
    return opened[1]


def tidy(notebook: nbformat.NotebookNode) -> None:
    """Only what is written and what is shown: no times, no widget states, ids by position."""
    notebook.metadata = {
        "kernelspec": KERNEL,
        "language_info": {"name": "python"},
        "lessons": {"lesson": lesson_of(notebook)},
    }
    for place, cell in enumerate(notebook.cells):
        cell.id = f"cell-{place:02d}"
        cell.metadata = {}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
            output.pop("transient", None)
            if "metadata" in output:
                output["metadata"] = {}


def store(path: Path) -> None:
    """Run one notebook with an empty answer book and write it back with its outputs."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as empty:
        os.environ["LESSONS_ANSWERS"] = empty
        os.environ.pop("JPY_SESSION_NAME", None)
        client = NotebookClient(
            notebook,
            timeout=120,
            store_widget_state=False,
            kernel_name="python3",
            resources={"metadata": {"path": str(path.parent)}},
        )
        client.execute()
    tidy(notebook)
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for chosen in [Path(name) for name in sys.argv[1:]] or sorted(NOTEBOOKS.glob("[0-9]*.ipynb")):
        store(chosen)
        print(f"stored {chosen.name}")
