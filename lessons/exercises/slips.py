"""Which misconception a wrong answer shows: the name that its key gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lessons.exercises.base import Key


def wrong_answers(key: Key) -> Iterator[tuple[str, str]]:
    """Every wrong answer that has a sentence of its own, with the misconception it names, if any."""
    for field in type(key).model_fields:
        if field.startswith("wrong"):
            yield from _named(getattr(key, field), key.slips)


def _named(wrong: Any, slips: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not isinstance(wrong, dict):
        yield from ((entry.because, entry.slip) for entry in wrong)
        return
    for name, told in wrong.items():
        if isinstance(told, dict):
            yield from ((f"{name}.{label}", slips.get(name, {}).get(label, "")) for label in told)
        else:
            yield name, slips.get(name, "")


def strangers(key: Key) -> Iterator[str]:
    """What the key's slips name although there is no wrong answer of that name."""
    known = {where for where, _ in wrong_answers(key)}
    for name, slip in key.slips.items():
        places = [f"{name}.{label}" for label in slip] if isinstance(slip, dict) else [name]
        yield from (place for place in places if place not in known)
