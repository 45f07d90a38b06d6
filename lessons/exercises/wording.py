"""Answers in words: what somebody answered, said as the exercise would say it, and how many."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


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
