"""Answers in words: what somebody answered, said as the exercise would say it, and how many."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

#: scripts without spaces between words, and about how many letters a word has there
_UNSPACED = (
    ("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]", 2),  # Chinese, Japanese
    ("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]", 5),  # Thai, Lao, Burmese, Khmer
)


def readable(answer: Any, setup: Mapping[str, Any]) -> str:
    """An answer in the words of its exercise, on one line."""
    words = {id: text for table in setup.values() if isinstance(table, dict) for id, text in table.items()}
    if isinstance(answer, dict):
        return "; ".join(f"{words.get(name, name)}: {readable(part, setup)}" for name, part in answer.items())
    if isinstance(answer, list):
        return "; ".join(readable(part, setup) for part in answer)
    return str(words.get(answer, answer)) if isinstance(answer, str) else json.dumps(answer)


def counted(number: int, what: str) -> str:
    """A number of things: 1 answer, 2 answers."""
    return f"{number} {what}{'s' * (number != 1)}"


def as_it_stands(answer: Any) -> str:
    """An answer that no exercise understands: a text as it is, anything else as it was written down."""
    if isinstance(answer, str):
        return answer
    try:
        return json.dumps(answer, ensure_ascii=False)
    except (RecursionError, ValueError, TypeError):
        return "(too deeply nested to be shown)"


def count_words(text: str) -> int:
    """How many words a text has; about how many where its script puts no spaces between them."""
    return sum(map(_words_in, text.split()))


def _words_in(piece: str) -> int:
    words = sum(len(re.findall(letters, piece)) / each for letters, each in _UNSPACED)
    return max(1, round(words))
