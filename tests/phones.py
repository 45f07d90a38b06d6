"""Codes as a phone writes them: what ``quiz.js`` does, in Python; the browser's test holds the two together."""

from __future__ import annotations

from collections.abc import Sequence

from lessons.answers.codes import CHECK, LESSON, VERSION, WORDING, length
from lessons.answers.counting import LETTERS


def write_code(lesson: int, wording: int, phone: str, values: Sequence[int], sizes: Sequence[int]) -> str:
    """The code of some answers: each a number below its size."""
    whole = check = 0
    for value, size in zip(values, sizes, strict=True):
        whole = whole * size + value
    told = letters(lesson, LESSON) + letters(wording, WORDING) + phone + letters(whole, length(sizes))
    for letter in told:
        check = (check * 33 + LETTERS.index(letter) + 1) % 1_048_573
    told += letters(check, CHECK)
    return "-".join([VERSION, *(told[at : at + 4] for at in range(0, len(told), 4))])


def letters(number: int, count: int) -> str:
    """A number in letters, each worth five bits."""
    return "".join(LETTERS[number >> (5 * place) & 31] for place in reversed(range(count)))
