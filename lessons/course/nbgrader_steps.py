"""Two steps in nbgrader's own row of steps; nbgrader_config.py puts them where they belong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nbconvert.preprocessors import Preprocessor
from traitlets import Bool

from lessons.answers import MIME
from lessons.course.in_nbgrader import ITEM

#: the statuses for which nbgrader's number says what happened: it knows no other sign for “not answered” than 0
SETTLED = ("graded", "blank", "missing")
#: by which a test cell of ours is known: a teacher may add others
OURS = "lessons.course.in_nbgrader"


class KeepAnswers(Preprocessor):
    """Clear a handed-in notebook's outputs but for the answers in them: they may be kept nowhere else."""

    enabled = Bool(True).tag(config=True)

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        if cell.cell_type == "code":
            kept = [output for output in cell.get("outputs", []) if MIME in output.get("data", {})]
            cell.outputs = [] if _is_test(cell) else kept
            cell.execution_count = None
        return cell, resources


class LeaveToAPerson(Preprocessor):
    """After nbgrader has saved its points: what our cell did not settle waits for a person, and is no number."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        from nbgrader.api import Gradebook

        where = resources["nbgrader"]
        with Gradebook(where["db_url"]) as gradebook:
            for id in waiting(nb):
                row = gradebook.find_grade(id, where["notebook"], where["assignment"], where["student"])
                row.auto_score, row.needs_manual_grade = None, True
            gradebook.db.commit()
        return nb, resources


def waiting(nb: Any) -> Iterator[str]:
    """The ids of our test cells whose points nobody should believe, or that have none."""
    for cell in nb.cells:
        if _is_test(cell) and OURS in cell.source and not _settled(cell):
            yield cell.metadata.nbgrader.grade_id


def _is_test(cell: Any) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def _settled(cell: Any) -> bool:
    """Whether it says what came of the question, and ends in those very points."""
    items = [o.data[ITEM] for o in cell.outputs if ITEM in o.get("data", {})]
    ends = [o.data.get("text/plain") for o in cell.outputs if o.output_type == "execute_result"]
    return len(items) == 1 and items[0]["status"] in SETTLED and ends == [repr(float(items[0]["points"] or 0))]
