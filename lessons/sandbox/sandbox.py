"""Where a learner's function runs: Monty first, confined CPython for a second opinion, else a person looks."""

from __future__ import annotations

import ast
import os
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock
from typing import Any, Self

from lessons.errors import CannotRun
from lessons.exercises import Outcome, Ran
from lessons.sandbox.confined import Confined
from lessons.sandbox.frames import Refused, Unconfined
from lessons.sandbox.limits import Limits
from lessons.sandbox.monty import Monty
from lessons.sandbox.monty_errors import Doubtful

_LONGEST = 20_000  # characters of source; a function of a few lines was asked for
_LOOK = "a person must look at it."
_HERE = f"Python {sys.version_info.major}.{sys.version_info.minor}"
#: how a function ran of which nothing could be run
_NOWHERE = ""


class Sandbox:
    """Runs learners' functions, one after the other, where they can reach nothing."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._left_to_the_parent: list[object] = []
        self._settle()

    def _settle(self) -> None:
        self._process, self._lock = os.getpid(), Lock()
        self._monty, self._confined = Monty(self._limits), Confined(self._limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes; a later ``run`` starts new ones."""
        self._monty.close()
        self._confined.close()

    def run(self, source: str, name: str, calls: Sequence[list[Any]]) -> Ran:
        """Call a source's function with each list of arguments; raises ``CannotRun`` where a person must look."""
        if self._process != os.getpid():  # forked: two graders on one pipe would read each other's results
            self._left_to_the_parent += [self._monty, self._confined]
            self._settle()
        if len(source) > _LONGEST:
            raise CannotRun(f"This source has {len(source):,} characters; {_LOOK}")
        try:
            tree = _parsed(source)
        except SyntaxError as error:
            return self._unreadable(source, error, len(calls))
        with self._lock:
            return self._run(source, tree, name, calls)

    def _unreadable(self, source: str, error: SyntaxError, calls: int) -> Ran:
        with self._lock, suppress(Doubtful):
            if "\0" not in source and self._monty.reads(source):
                raise CannotRun(f"{_HERE} cannot read this source ({error.msg}), but another Python may; {_LOOK}")
        problem = f"SyntaxError: {error.msg}" + (f" (line {error.lineno})" if error.lineno else "")
        return Ran((Outcome(problem=problem),) * calls, _NOWHERE)

    def _run(self, source: str, tree: ast.Module, name: str, calls: Sequence[list[Any]]) -> Ran:
        try:
            return Ran(self._monty.run(source, tree, name, calls), self._monty.how)
        except Doubtful as error:
            doubt = str(error)
        try:
            return Ran(self._confined.run(source, name, calls), self._confined.how)
        except Refused as error:
            raise CannotRun(f"This function tried to {error}, which nothing here may do; {_LOOK}") from None
        except Unconfined as error:
            raise CannotRun(f"Monty does not settle this function ({doubt}), and {error}; {_LOOK}") from None


def _parsed(source: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the learner's, not of ours
        try:
            return ast.parse(source)
        except (RecursionError, MemoryError):
            raise SyntaxError("nested too deeply to be read") from None
        except ValueError as error:  # a null character
            raise SyntaxError(str(error)) from None
