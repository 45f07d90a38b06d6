"""Judgement, not suspicion: hits and false alarms apart, and how sureness and rightness went together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lessons.answers import Record
from lessons.exercises import AnyExercise


@dataclass(frozen=True)
class Discrimination:
    """Flawed items that were called flawed, and sound items that were called flawed."""

    hits: int
    flawed: int
    false_alarms: int
    sound: int


def discrimination(items: Sequence[AnyExercise], answers: Mapping[str, Any]) -> Discrimination:
    """Count alarms among the flawed and among the sound items that were answered."""
    judged = [item for item in items if item.sound is not None and answers.get(item.id) is not None]
    alarms = {item.id for item in judged if answers[item.id] in item.alarm}
    flawed, sound = [i for i in judged if not i.sound], [i for i in judged if i.sound]
    return Discrimination(
        sum(item.id in alarms for item in flawed),
        len(flawed),
        sum(item.id in alarms for item in sound),
        len(sound),
    )


def firsts(records: Iterable[Record]) -> dict[str, Record]:
    """The first answer handed in to each exercise: how somebody thought before any feedback."""
    found: dict[str, Record] = {}
    for record in records:
        if record.committed and not record.round:
            found.setdefault(record.exercise, record)
    return found


def lasts(records: Iterable[Record]) -> dict[str, Record]:
    """The last answer handed in to each exercise."""
    return {record.exercise: record for record in records if record.committed and not record.round}


def brier(rated: Sequence[tuple[float, float]]) -> float:
    """Mean squared distance of sureness (in percent) from the share right: 0 is perfect, 0.25 a coin."""
    return sum((sure / 100 - right) ** 2 for sure, right in rated) / len(rated)
