"""Plain values as text: written where a learner's function ran, read where nothing of it may be believed.

The confined process loads this file by its path, so it imports nothing of the house.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterator
from itertools import accumulate
from json.encoder import encode_basestring_ascii
from typing import Any, NoReturn

#: looked up by the type itself: a subclass may say anything of itself, an object may claim to equal everything
_LISTS = (list, tuple)
_DICTS = (dict, Counter, OrderedDict, defaultdict)
_WANTED = "numbers, text, True, False, None, or lists and dictionaries of these"
NOT_FINITE = "it returned a number that is not finite (NaN or infinity)."
TOO_MANY_DIGITS = "it returned a whole number of more than 4,300 digits."
HALF_A_CHARACTER = "it returned text with half a character in it."
_LONGEST_INT = 14_000  # bits; a little under the 4,300 digits that Python is willing to write
#: a string, closed or not, or a bracket: every character is looked at once, whatever a stranger wrote
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)?|[][{}]', re.DOTALL)


class Unfit(Exception):
    """A value that is not plain data; its text is the sentence that says why."""


def not_plain(name: str) -> str:
    """What is said of a value whose type has no plain form."""
    return f"it returned a value of type {name}; expected {_WANTED}."


def too_long(characters: int) -> str:
    """What is said of a value that is too long to bring back."""
    return f"its result is longer than {characters:,} characters."


def too_deep(depth: int) -> str:
    """What is said of a value with too many lists within lists."""
    return f"its result is nested more than {depth} levels deep."


def no_function(name: str) -> str:
    """What is said where a source does not define what was asked for."""
    return f"there is no function named “{name}”."


def too_hungry(megabytes: int) -> str:
    """What is said of a call that wanted more memory than there is."""
    return f"it used more than {megabytes} MB of memory."


def as_json(value: object, characters: int, depth: int) -> str:
    """A value as JSON, if it is plain data throughout."""
    pieces, room = [], characters
    for piece in _pieces(value, characters, depth, depth):
        room -= len(piece)
        if room < 0:
            raise Unfit(too_long(characters))
        pieces.append(piece)
    return "".join(pieces)


def _pieces(value: object, characters: int, left: int, depth: int) -> Iterator[str]:
    kind = type(value)
    if kind in _LISTS or kind in _DICTS:
        if not left:
            raise Unfit(too_deep(depth))
        entries = _entries(value, characters) if kind in _DICTS else (("", item) for item in value)  # type: ignore[attr-defined]
        yield "{" if kind in _DICTS else "["
        for place, (name, item) in enumerate(entries):
            yield f"{',' if place else ''}{name}"
            yield from _pieces(item, characters, left - 1, depth)
        yield "}" if kind in _DICTS else "]"
    else:
        yield _single(value, characters)


def _entries(value: Any, characters: int) -> Iterator[tuple[str, object]]:
    for key, item in dict.items(value):
        name = _single(key, characters)
        yield f"{name}:" if type(key) is str else f'"{name}":', item  # 1 -> "1", as JSON has it


def _single(value: object, characters: int) -> str:
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if type(value) is str:
        return _text(value, characters)
    if type(value) is int:
        if value.bit_length() > _LONGEST_INT:
            raise Unfit(TOO_MANY_DIGITS)
        return int.__repr__(value)
    if type(value) is float:
        return float.__repr__(finite(value))
    raise Unfit(not_plain(type.__dict__["__name__"].__get__(type(value))))


def _text(value: str, characters: int) -> str:
    if len(value) > characters:
        raise Unfit(too_long(characters))
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Unfit(HALF_A_CHARACTER) from None
    return encode_basestring_ascii(value)


def finite(number: float | str) -> float:
    """A number that can be compared."""
    number = float(number)
    if not math.isfinite(number):
        raise Unfit(NOT_FINITE)
    return number


def from_json(text: str, characters: int, depth: int) -> Any:
    """Read plain data that a stranger wrote: its length and nesting are known before it is parsed."""
    if len(text) > characters:
        raise Unfit(too_long(characters))
    if _is_deeper(text, depth):
        raise Unfit(too_deep(depth))
    try:
        value = json.loads(text, parse_float=finite, parse_constant=_refuse)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Unfit(HALF_A_CHARACTER) from None
    except ValueError as error:
        raise Unfit(TOO_MANY_DIGITS if "digits" in str(error) else "its result could not be read.") from None
    return value


def _refuse(constant: str) -> NoReturn:
    raise Unfit(NOT_FINITE)


def _is_deeper(text: str, depth: int) -> bool:
    if text.count("[") + text.count("{") <= depth:
        return False
    tokens = (token[0] for token in _TOKEN.finditer(text))
    steps = (1 if token in "[{" else -1 for token in tokens if token in "[]{}")
    return any(level > depth for level in accumulate(steps))
