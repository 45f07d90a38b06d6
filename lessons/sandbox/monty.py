"""Monty, a subset of Python in a separate program: the first to run a learner's function, on every system."""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from lessons.exercises import Outcome
from lessons.sandbox.alike import Reading
from lessons.sandbox.in_turn import in_turn
from lessons.sandbox.limits import Limits
from lessons.sandbox.monty_errors import Doubtful
from lessons.sandbox.monty_session import Asked, unheard

if TYPE_CHECKING:
    from pydantic_monty import Monty as Pool
    from pydantic_monty import MontySession

_AT_ONCE = 0.5  # seconds for all calls together; what needs longer is called one by one
_GRACE = 1.0  # seconds for Monty to notice its own limit before its process is killed
_DEEPEST_CALLS = 1000  # as in CPython
#: the package keeps threads for the whole process; in a fork they are gone, and it would wait for them for ever
_started_in: set[int] = set()


class Monty:
    """Workers that keep nothing from one function to the next; started when first needed."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pool: Pool | None = None

    @property
    def how(self) -> str:
        """Its name with its version, for the report."""
        from pydantic_monty import __version__

        return f"Monty {__version__}"

    def run(self, source: str, tree: ast.Module, name: str, calls: Sequence[list[Any]]) -> tuple[Outcome, ...]:
        """What came of each call; raises ``Doubtful`` where CPython might say otherwise."""
        reading = Reading(tree)
        if difference := reading.difference():
            raise Doubtful(difference)
        pool, asked = self._started(), Asked(source, reading, name, self._limits)
        calls = json.loads(json.dumps(calls))  # to Monty, one list that stands in two places is one list
        with self._session(pool, min(self._limits.seconds, _AT_ONCE)) as session:
            outcomes = asked.all_at_once(session, calls)
        if outcomes is not None:
            return outcomes
        return in_turn(calls, self._limits, lambda rest, until: self._attempt(pool, asked, rest, until))

    def reads(self, source: str) -> bool:
        """Whether the source is Python of some version, if not of this one."""
        from pydantic_monty import MontyError, MontySyntaxError

        pool = self._started()
        try:
            with self._session(pool, self._limits.seconds) as session:
                session.feed_run(source, print_callback=unheard)
        except MontySyntaxError:
            return False
        except MontyError:
            return True
        return True

    def close(self) -> None:
        """End the workers."""
        if self._pool:
            self._pool.__exit__(None, None, None)
        self._pool = None

    def _started(self) -> Pool:
        if _started_in and os.getpid() not in _started_in:
            raise Doubtful("it does not survive that a process that uses it is forked")
        if self._pool is None:
            try:
                from pydantic_monty import Monty as Pool

                _keep_to_ourselves()
                pool = Pool(max_processes=1, feed_duration_limit_grace=_GRACE)
                self._pool = pool.__enter__()
                _started_in.add(os.getpid())
            except ImportError:
                raise Doubtful("it is not installed; it comes with the extra “grade”") from None
            except Exception as error:  # the package says what it likes where its program is missing or foreign
                raise Doubtful(f"it does not start here: {error}") from None
        return self._pool

    def _attempt(self, pool: Pool, asked: Asked, calls: Sequence[list[Any]], until: float) -> list[Outcome]:
        with self._session(pool, self._limits.seconds) as session:
            definition, _ = asked.define(session)
            if definition.problem:
                return [definition] * len(calls)
            outcomes: list[Outcome] = []
            for args in calls:
                outcome, broke = asked.call(session, args)
                outcomes.append(outcome)
                if broke or monotonic() > until:
                    break
            return outcomes

    def _session(self, pool: Pool, seconds: float) -> MontySession:
        return pool.checkout(
            limits={
                "max_feed_duration_secs": seconds,
                "max_memory": self._limits.megabytes * 2**20,
                "max_recursion_depth": _DEEPEST_CALLS,
            },
            os_policy={"sleep": "zero"},
            assert_message_annotations=False,
        )


def _keep_to_ourselves() -> None:
    # the package starts its program with an empty environment, but hands on what is marked inheritable
    for number in os.listdir("/dev/fd") if os.path.isdir("/dev/fd") else []:
        with suppress(OSError):
            if int(number) > 2:
                os.set_inheritable(int(number), False)
