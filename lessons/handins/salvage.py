"""What can be saved from a notebook that is damaged, or too large to be read whole."""

from __future__ import annotations

import json
import re

from lessons.answers import MIME, Json, each_of

#: a record that is searched for ends within the first of these, or within the second
_WINDOWS = (4_096, 450_000)
_MOST_BROKEN = 200
_KEY = re.compile(rb'"' + re.escape(MIME).replace("/", r"\\?/").encode() + rb'"\s*:\s*')


def saved(content: bytes, most: int) -> tuple[list[Json], int]:
    """Every value under our MIME type, up to so many, and how many break off."""
    values, broken, place = list[Json](), 0, 0
    while match := _KEY.search(content, place):
        value, place = _value(content, match.end())
        if place > match.end():
            values += each_of(value)
        else:
            broken += 1
        if broken == _MOST_BROKEN or len(values) >= most:
            break
    return values, broken


def _value(content: bytes, start: int) -> tuple[Json, int]:
    for width in _WINDOWS:
        text = content[start : start + width].decode("utf-8", "surrogateescape")
        try:
            value, end = json.JSONDecoder().raw_decode(text)
            return value, start + len(text[:end].encode("utf-8", "surrogateescape"))
        except (ValueError, RecursionError):
            continue
    return None, start
