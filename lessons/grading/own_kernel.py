"""Practice only: a learner's function run in the learner's own kernel, never in an instructor's."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from typing import Any

from lessons.exercises import Outcome, Ran
from lessons.sandbox import Limits
from lessons.sandbox.plain import Unfit, as_json

_LIMITS = Limits()


def function_from(source: str, name: str) -> Callable[..., Any] | None:
    """The function that a source defines, or ``None`` where it defines none."""
    namespace: dict[str, Any] = {}
    exec(source, namespace)  # the learner's own code, on the learner's own machine
    found = namespace.get(name)
    return found if callable(found) else None


def call(function: Callable[..., Any] | None, args: list[Any]) -> Outcome:
    """Call once with copies of the arguments; a failure becomes a sentence, not a traceback."""
    if function is None:
        return Outcome(problem="there is no function of that name yet.")
    try:
        result = function(*copy.deepcopy(args))
        # told here what grading would say of it later
        return Outcome(json.loads(as_json(result, _LIMITS.characters, _LIMITS.depth)))
    except Unfit as unfit:
        return Outcome(problem=str(unfit))
    except Exception as error:  # whatever a learner's code may raise
        return Outcome(problem=f"{type(error).__name__}: {error}")


def call_each(function: Callable[..., Any] | None, calls: Sequence[list[Any]]) -> Ran:
    """Call once with each list of arguments."""
    return Ran(tuple(call(function, args) for args in calls), "the learner's own kernel")
