"""Short codes: the answers given on a phone, as letters that can be typed, pasted or photographed.

A code is ``Q1``, then letters in groups of four: one for the lesson, two for the wording of its questions, four
drawn by the phone, the answers, and four that betray a slip. The letters are those of a receipt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod

from lessons.answers.counting import LETTERS

VERSION = "Q1"
LESSON, WORDING, PHONE, CHECK = 1, 2, 4, 4
_HEAD = LESSON + WORDING + PHONE
#: the largest prime that four letters can hold: no single slip and no two letters swapped go unseen
_PRIME, _STEP = 1_048_573, 33
#: what a text looks like that is a code, give or take its last group; and one that is meant to be one
LOOK = re.compile(r"\bQ\d(?:[\s\-–—_.]?[0-9A-Z]{4}){2,}(?:[\s\-–—_.]?[0-9A-Z]{1,4})?(?![0-9A-Z])", re.IGNORECASE)
MEANT = re.compile(r"\bQ\d[\s\-–—_.].*", re.IGNORECASE)
#: letters that people read or type for another
_MISREAD = str.maketrans("OILU", "011V")


class CodeError(ValueError):
    """A code that cannot be read; says what was found, in a sentence."""


@dataclass(frozen=True)
class Code:
    """A code that is whole; what its answers mean depends on the questions of its lesson."""

    lesson: int
    wording: int
    #: the four letters that the phone drew once
    phone: str
    body: str


def read_code(text: str) -> Code:
    """A code as somebody typed it; one that was cut, mistyped or made by another version raises ``CodeError``."""
    plain = re.sub(r"[^0-9A-Z]", "", text.upper())
    if not plain.startswith(VERSION):
        raise CodeError(f"It begins with “{plain[:2]}”; codes of this course begin with “{VERSION}”.")
    letters = plain[len(VERSION) :].translate(_MISREAD)
    if len(letters) <= _HEAD + CHECK:
        raise CodeError("It is too short: a part of it is missing.")
    told, check = letters[:-CHECK], letters[-CHECK:]
    if _number(check) != _check(told):
        raise CodeError("Its last letters do not fit the rest: it was cut or mistyped.")
    lesson, wording, phone, body = (told[:1], told[1:3], told[3:_HEAD], told[_HEAD:])
    return Code(_number(lesson), _number(wording), phone, body)


def values_in(code: Code, sizes: Sequence[int]) -> list[int]:
    """The numbers in a code, each below its size."""
    if len(code.body) != length(sizes) or _number(code.body) >= prod(sizes):
        raise CodeError("It holds other questions than this lesson asks.")
    whole, values = _number(code.body), list[int]()
    for size in reversed(sizes):
        whole, value = divmod(whole, size)
        values.append(value)
    return values[::-1]


def length(sizes: Iterable[int]) -> int:
    """How many letters hold numbers below these sizes."""
    return max(1, -(-(prod(sizes) - 1).bit_length() // 5))


def _check(letters: str) -> int:
    check = 0
    for letter in letters:
        check = (check * _STEP + LETTERS.index(letter) + 1) % _PRIME
    return check


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 32 + LETTERS.index(letter)
    return number
