"""What is said to a session of Monty, and how its answers are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lessons.exercises import Outcome
from lessons.sandbox.alike import Reading
from lessons.sandbox.limits import Limits
from lessons.sandbox.monty_errors import Doubtful, breaks, problem_of
from lessons.sandbox.plain import NOT_FINITE, TOO_MANY_DIGITS, Unfit, from_json, not_plain, too_deep, too_long

if TYPE_CHECKING:
    from pydantic_monty import MontySession

#: Monty rounds numbers as they are written, not as they are stored: its round(2.675, 2) is 2.68, Python's is 2.67
_ROUND = """
_round_ = round
def round(number, ndigits=None):
    if type(number) is float and ndigits is not None and ndigits > 0:
        return float(f"{number:.{ndigits}f}")
    return _round_(number, ndigits)
"""
#: what is printed is no part of the answer; to carry it out of Monty would cost more than the function
_PRINT = """
def print(*values, sep=None, end=None, file=None, flush=False):
    return None
"""
#: a result leaves as text, so that nothing but text is ever taken from a session
_WRITTEN = """
import json as _json_
def _written_(value, most):
    try:
        text = _json_.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        return "!" + str(error)[:200]
    return text if len(text) <= most else "!too long"
"""
_BEFORE = {"round": _ROUND, "print": _PRINT}


class Asked:
    """One learner's program, put to a session."""

    def __init__(self, source: str, reading: Reading, name: str, limits: Limits) -> None:
        before = "".join(program for name, program in _BEFORE.items() if name in reading.names)
        self._program, self._lazy = f"{before}{source}\n{_WRITTEN}", reading.is_lazy
        self._name, self._limits = name, limits

    def all_at_once(self, session: MontySession, calls: Sequence[list[Any]]) -> tuple[Outcome, ...] | None:
        """Make every call in one go, as nearly all functions allow; ``None`` where one of them went wrong."""
        from pydantic_monty import MontyError

        code = f"[{self._written} for _args_ in _calls_]"
        try:
            session.feed_run(self._program, print_callback=unheard)
            said = session.feed_run(code, inputs={"_calls_": calls}, print_callback=unheard)
        except MontyError:
            return None
        if type(said) is not list or len(said) != len(calls):
            return None
        return tuple(_read(result, self._limits) for result in said)

    @property
    def _written(self) -> str:
        return f"_written_({self._name}(*_args_), {self._limits.characters})"

    def define(self, session: MontySession) -> tuple[Outcome, bool]:
        """Run the program itself."""
        return self._feed(session, self._program, {})

    def call(self, session: MontySession, args: list[Any]) -> tuple[Outcome, bool]:
        """Call the function once; also whether the session broke over it."""
        return self._feed(session, self._written, {"_args_": args})

    def _feed(self, session: MontySession, code: str, given: dict[str, Any]) -> tuple[Outcome, bool]:
        from pydantic_monty import MontyError

        try:
            said = session.feed_run(code, inputs=given, print_callback=unheard)
        except MontyError as error:
            problem = problem_of(error, self._name, self._limits)
            if self._lazy and not breaks(error):
                raise Doubtful("something lazy may have failed early") from None
            return Outcome(problem=problem), breaks(error)
        return _read(said, self._limits) if given else Outcome(), False


def unheard(stream: str, text: str) -> None:
    """What a learner prints is not part of the answer."""


def _read(said: object, limits: Limits) -> Outcome:
    if type(said) is not str:
        return Outcome(problem="its result could not be read.")
    if said.startswith("!"):
        return Outcome(problem=_in_words(said[1:], limits))
    try:
        return Outcome(from_json(said, limits.characters, limits.depth))
    except Unfit as error:
        return Outcome(problem=str(error))


def _in_words(refusal: str, limits: Limits) -> str:
    kind = re.match(r"Object of type (\w+) is not|keys must be .* not (\w+)", refusal)
    if kind:
        return not_plain(kind[1] or kind[2])
    for sign, words in (
        ("too long", too_long(limits.characters)),
        ("Out of range float", NOT_FINITE),
        ("recursion", too_deep(limits.depth)),
        ("Circular", too_deep(limits.depth)),
        ("digits", TOO_MANY_DIGITS),
    ):
        if sign in refusal:
            return words
    raise Doubtful(refusal)
