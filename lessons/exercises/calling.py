"""A function called on a question's calls: what each gave as plain data, or what went wrong in words.

Only ever one's own function on one's own machine: a learner's in their kernel, a key's where its case is checked.
"""

from __future__ import annotations

import builtins
import copy
import json
import math
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from numbers import Integral, Real
from time import monotonic
from typing import Any, NoReturn

from lessons.exercises.time_limit import OutOfTime, TimeLimit

#: for one call; when the calls before took as long, no new one begins
SECONDS = 5.0
#: of one value, written as JSON, and of one sentence
_CHARACTERS, _SENTENCE = 10_000, 500
_LEVELS = 20
#: a little under the 4,300 digits that Python is willing to write
_BITS = 14_000

NO_FUNCTION = "there is no function of that name yet."
NOT_CALLED = "it was not called: the calls before it took too long."
_WANTED = "numbers, text, True, False, None, or lists and dictionaries of these"
#: what a call gave: {"value": …} or {"problem": "…"}
Given = dict[str, Any]


class NotPlain(ValueError):
    """A value that is no plain data; its text is the sentence that says why."""


def call_each(function: object, calls: Iterable[Iterable[Any]]) -> list[Given]:
    """Call once with a copy of each list of arguments."""
    if not callable(function):
        return [{"problem": NO_FUNCTION} for _ in calls]
    began = monotonic()
    return [call(function, args) if monotonic() - began < SECONDS else {"problem": NOT_CALLED} for args in calls]


def call_source(source: str, name: str, calls: Iterable[Iterable[Any]]) -> list[Given]:
    """Call the function that a key's source defines."""
    namespace: dict[str, Any] = {}
    try:
        exec(source, namespace)
    except Exception as error:  # whatever an author may have written
        return [{"problem": _sentence(error)} for _ in calls]
    return call_each(namespace.get(name), calls)


def call(function: Callable[..., Any], args: Iterable[Any]) -> Given:
    """Call once with copies of the arguments; nothing it does ends the one who called it."""
    try:
        with _undisturbed(), TimeLimit(SECONDS):
            return _call(function, args)
    except OutOfTime:
        return {"problem": f"it did not finish within {SECONDS:g} seconds. Is there a loop without an end?"}
    except SystemExit:
        return {"problem": "it called exit() before it gave a value."}
    except KeyboardInterrupt:
        return {"problem": "it was interrupted before it gave a value."}
    except BaseException as error:  # a learner may raise anything, and write a class for it
        return {"problem": f"it stopped with {type(error).__name__}."}


def _call(function: Callable[..., Any], args: Iterable[Any]) -> Given:
    try:
        value = plain(function(*copy.deepcopy(list(args))))
        if len(json.dumps(value, ensure_ascii=False)) > _CHARACTERS:
            raise NotPlain(f"its result is longer than {_CHARACTERS:,} characters.")
    except NotPlain as error:
        return {"problem": str(error)}
    except Exception as error:  # whatever a learner's code may raise
        return {"problem": _sentence(error)}
    return {"value": value}


def _sentence(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:_SENTENCE].encode("utf-8", "replace").decode()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """What is printed goes nowhere, and a question to the keyboard is an error: nobody sits there."""
    asking = builtins.input
    builtins.input = _nobody
    try:
        with (
            open(os.devnull, "w", encoding="utf-8") as nowhere,
            redirect_stdout(nowhere),
            redirect_stderr(nowhere),
        ):
            yield
    finally:
        builtins.input = asking


def _nobody(*_: object) -> NoReturn:
    raise EOFError("input() waits for somebody to type. Take what you need from the arguments.")


def plain(value: Any, levels: int = _LEVELS) -> Any:
    """A value as strict JSON has it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Real):  # numpy's numbers and fractions too
        return _number(value)
    if not isinstance(value, list | tuple | dict):
        raise NotPlain(f"it returned a value of type {type(value).__name__}; expected {_WANTED}.")
    if not levels:
        raise NotPlain(f"its result is nested more than {_LEVELS} levels deep.")
    if isinstance(value, dict):
        return {_name(name): plain(item, levels - 1) for name, item in value.items()}
    return [plain(item, levels - 1) for item in value]


def _text(value: str) -> str:
    try:
        return value.encode().decode()
    except UnicodeEncodeError:
        raise NotPlain("it returned text with half a character in it.") from None


def _number(value: Real) -> int | float:
    if isinstance(value, Integral):
        if int(value).bit_length() > _BITS:
            raise NotPlain("it returned a whole number of more than 4,300 digits.")
        return int(value)
    if not math.isfinite(value):
        raise NotPlain("it returned a number that is not finite (NaN or infinity).")
    return float(value)


def _name(name: object) -> str:
    if isinstance(name, str):
        return _text(name)
    if name is None or isinstance(name, Real):
        return json.dumps(plain(name))  # 1 -> "1", as JSON has it
    raise NotPlain(f"it returned a dictionary with a {type(name).__name__} for a name; expected text.")
