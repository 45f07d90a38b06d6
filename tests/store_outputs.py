"""Run notebooks as the learner who answers nothing, and store their outputs for nbval to compare.

python tests/store_outputs.py notebooks/02_sourcing.ipynb
python tests/store_outputs.py                               # all of them
"""

from __future__ import annotations

import sys
from pathlib import Path

from lessons.course.storing import lesson_of, store

__all__ = ["NOTEBOOKS", "lesson_of", "store"]

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"


if __name__ == "__main__":
    for chosen in [Path(name) for name in sys.argv[1:]] or sorted(NOTEBOOKS.glob("[0-9]*.ipynb")):
        store(chosen)
        print(f"stored {chosen.name}")
