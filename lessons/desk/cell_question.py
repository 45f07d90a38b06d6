"""A function that is written in the notebook: a cell further up is the answer."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Mapping, Sequence
from typing import Any

from IPython.utils.capture import capture_output

from lessons.desk.question import Question
from lessons.exercises import AnyExercise
from lessons.exercises.base import Json

BROKEN = "Your newest cell with this function stopped with an error. Mend it and run it, then press the button."
STUB = "Not attempted yet: the function still returns nothing."
CALLING = "Calling your function …"


class CellQuestion(Question):
    """A function that is written in the notebook, and read and called there when the button is pressed."""

    def act(self, act: str, value: Any, confidence: float | None) -> None:
        source = written(self.exercise)
        if act == "commit" and (why := self._why_not(source)):
            self.widget.feedback, self.widget.state = [], why
            return
        if act == "commit":
            self.widget.state = CALLING
        answer = answered(self.exercise, source) if act == "commit" or self._is_new(source) else self._last_answer
        super().act(act, answer, confidence)

    def _why_not(self, source: str) -> str:
        # after a cell with a slip in it, the kernel still holds the function of before
        if is_broken(self.exercise):
            return BROKEN
        return STUB if self.exercise.is_blank(source) else ""

    def _is_new(self, source: str) -> bool:
        # a kernel just started knows no function yet: what was written before stays
        return source != self._last_source and not self.exercise.is_blank(source)

    @property
    def _last_answer(self) -> Json:
        return self.last.answer if self.last else None

    @property
    def _last_source(self) -> str:
        answer = self._last_answer
        return str(answer.get("source", "") if isinstance(answer, dict) else answer or "")

    def read_cell(self) -> None:
        """Keep what stands in the notebook now, as a draft, if it is new and more than the stub."""
        source = written(self.exercise)
        if self._is_new(source):
            self._keep(answered(self.exercise, source), None, committed=False)
            self.publish()


def answered(exercise: AnyExercise, source: str) -> Json:
    """The answer that a source is: with what it gives, now, for each of the question's calls."""
    with capture_output(stdout=False, stderr=False):  # a figure that it draws is no part of the page
        return exercise.answer_of(source, _namespace().get(_name(exercise)))


def written(exercise: AnyExercise) -> str:
    """The source of what the learner gave that name, as it stands in this kernel, or an empty text."""
    try:
        return inspect.getsource(_namespace()[_name(exercise)])
    except KeyError:
        return ""
    except (OSError, TypeError):  # a value, or a function that was made by another one
        return _newest_cell(_name(exercise))


def is_broken(exercise: AnyExercise) -> bool:
    """Whether the newest cell that writes this function could not be read."""
    try:
        ast.parse(_newest_cell(_name(exercise)))
    except (SyntaxError, ValueError):
        return True
    return False


def _name(exercise: AnyExercise) -> str:
    return exercise.asked_by[1]


def _newest_cell(name: str) -> str:
    """The cell run last that gives something this name, by ``def`` or by ``=``."""
    cells: Sequence[str] = _namespace().get("In", ())
    return next((cell for cell in reversed(cells) if _gives(cell, name)), "")


def _gives(cell: str, name: str) -> bool:
    import symtable  # late: most lessons ask for no function

    try:
        return symtable.symtable(cell, "a cell", "exec").lookup(name).is_assigned()
    except KeyError:
        return False
    except (SyntaxError, ValueError):  # share is not share_range
        return bool(re.search(rf"\bdef\s+{name}\b|^[ \t]*{name}[ \t]*=", cell, re.MULTILINE))


def _namespace() -> Mapping[str, Any]:
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    return shell.user_ns if shell else {}
