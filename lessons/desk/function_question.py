"""A function that is written in the notebook: a cell further up is the answer."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Sequence
from typing import Any

from lessons.desk.question import Question
from lessons.exercises import AnyExercise, Function

BROKEN = "Your newest cell with this function stopped with an error. Mend it and run it, then press the button."
STUB = "Not attempted yet: the function still returns nothing."


class FunctionQuestion(Question):
    """A function that is written in the notebook, and read from there when the button is pressed."""

    def act(self, act: str, value: Any, confidence: float | None) -> None:
        source = written(self.exercise)
        if act == "commit" and (why := self._why_not(source)):
            self.widget.feedback, self.widget.state = [], why
            return
        super().act(act, source, confidence)

    def _why_not(self, source: str) -> str:
        # after a cell with a slip in it, the kernel still holds the function of before
        if is_broken(self.exercise):
            return BROKEN
        return STUB if self.exercise.is_blank(source) else ""

    def look(self) -> None:
        """Keep what stands in the notebook now, as a draft, if it is new and more than the stub."""
        source = written(self.exercise)
        if not self.exercise.is_blank(source) and not self._is_same(source, None):
            self._keep(source, None, committed=False)


def written(exercise: AnyExercise) -> str:
    """The source of the learner's function as it stands in this kernel, or an empty text."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    assert isinstance(exercise, Function)
    try:
        return inspect.getsource(shell.user_ns[exercise.name]) if shell else ""
    except (KeyError, OSError, TypeError):
        return ""


def is_broken(exercise: AnyExercise) -> bool:
    """Whether the newest cell that writes this function could not be read."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    assert isinstance(exercise, Function)
    cells: Sequence[str] = shell.user_ns.get("In", ()) if shell else ()
    heading = re.compile(rf"\bdef\s+{exercise.name}\b")  # share is not share_range
    newest = next(filter(heading.search, reversed(cells)), "")
    try:
        ast.parse(newest)
    except (SyntaxError, ValueError):
        return True
    return False
