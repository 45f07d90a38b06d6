"""Monty's errors: which are certainly the learner's own, and which may only say what Monty lacks."""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING, Any

from lessons.sandbox.limits import Limits
from lessons.sandbox.plain import no_function, too_hungry

if TYPE_CHECKING:
    from pydantic_monty import MontyError

_OWN = (ZeroDivisionError, IndexError, KeyError, AssertionError, RecursionError, UnboundLocalError)
_SIMPLE = "(?:int|float|str|bool|list|NoneType)"
#: {name} stands for the function that is asked for; a built-in that takes fewer arguments may be Monty's lack
_OWN_WORDS = {
    TypeError: (
        rf"'{_SIMPLE}' object is not (?:callable|iterable|subscriptable)",
        rf"'[<>]=?' not supported between instances of '{_SIMPLE}' and '{_SIMPLE}'",
        rf"unsupported operand type\(s\) for (?:[-+*/]|//|\*\*.*): '{_SIMPLE}' and '{_SIMPLE}'",
        rf'can only concatenate {_SIMPLE} \(not "{_SIMPLE}"\) to {_SIMPLE}',
        r"(?:list|string) indices must be .*",
        r"{name}\(\) (?:missing|takes) .*",
    ),
    ValueError: (
        r"invalid literal for int\(\) .*",
        r"could not convert string to float: .*",
        r"(?:not enough|too many) values to unpack .*",
    ),
}
_NO_ATTRIBUTE = re.compile(rf"'({_SIMPLE}|dict|tuple)' object has no attribute '(\w+)'")
_LIMITS = ("feed time limit exceeded", "memory limit exceeded")


class Doubtful(Exception):
    """Monty's answer would not settle the matter; says why."""


def is_own(error: Exception, name: str) -> bool:
    """Whether CPython would raise this error too, for certain."""
    if isinstance(error, _OWN):
        return True
    if isinstance(error, NameError):
        return _is_unknown(str(error))
    if isinstance(error, AttributeError):
        return _lacks_everywhere(str(error))
    words = _OWN_WORDS.get(type(error), ())
    return any(re.fullmatch(word.replace("{name}", re.escape(name)), str(error)) for word in words)


def _is_unknown(words: str) -> bool:
    found = re.fullmatch(r"name '(\w+)' is not defined", words)
    return found is not None and found[1] not in dir(builtins)


def _lacks_everywhere(words: str) -> bool:
    found = _NO_ATTRIBUTE.fullmatch(words)
    if found is None:
        return False
    kind = type(None) if found[1] == "NoneType" else getattr(builtins, found[1])
    return not hasattr(kind, found[2])


def problem_of(error: MontyError, name: str, limits: Limits) -> str:
    """An error of Monty's in the words of a report; raises ``Doubtful`` where CPython might not have it."""
    inner: Any = error.exception()
    if breaks(error):
        return (
            limits.too_slow
            if isinstance(inner, TimeoutError) or _was_killed(error)
            else too_hungry(limits.megabytes)
        )
    if isinstance(inner, NameError) and str(inner) == f"name '{name}' is not defined":
        return no_function(name)
    if not is_own(inner, name):
        raise Doubtful(f"it stopped with {type(inner).__name__}: {inner}"[:200])
    return f"{type(inner).__name__}: {inner}"[:300]


def breaks(error: MontyError) -> bool:
    """Whether the session is of no more use: Monty leaves its memory as it was when a limit struck."""
    return _was_killed(error) or str(error.exception()).startswith(_LIMITS)


def _was_killed(error: MontyError) -> bool:
    return bool(getattr(error, "timed_out", False))
