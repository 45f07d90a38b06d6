"""A function that is written in the notebook: the cell above is the answer."""

from __future__ import annotations

import inspect
from typing import Any

from lessons.desk.question import Question
from lessons.exercises import AnyExercise, Function


class FunctionQuestion(Question):
    """A function that is written in the notebook, and read from there when the button is pressed."""

    def act(self, act: str, value: Any, confidence: float | None) -> None:
        source = written(self.exercise)
        if act == "commit" and self.exercise.is_blank(source):
            self.widget.state = "Not attempted yet: the function still returns nothing."
            return
        super().act(act, source, confidence)

    def look(self) -> None:
        """Keep what stands in the notebook now, as a draft, if it is more than the stub."""
        source = written(self.exercise)
        if not self.exercise.is_blank(source):
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
