"""What came of one question in a few lines of plain text, for tools that show no more."""

from __future__ import annotations

from lessons.feedback.words import TONES, status
from lessons.results.model import Item

_LIMIT = 300


def in_words(item: Item) -> str:
    """Points, or what stands in their place, then each reason on a line of its own."""
    head = status(item, _LIMIT)
    reasons = [f"{TONES[reason.tone]}: {reason.text}" for reason in item.reasons]
    return "\n".join([f"{head[:1].upper()}{head[1:]}.", *reasons])
