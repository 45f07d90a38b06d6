"""The kinds of exercise: what each accepts, shows and scores."""

from __future__ import annotations

from typing import Any

from lessons.exercises.base import Exercise, Key, Page
from lessons.exercises.choose import Choose, ChooseSeveral
from lessons.exercises.complaints import Complaint
from lessons.exercises.edges import Edges
from lessons.exercises.function import Function
from lessons.exercises.hunt import Hunt
from lessons.exercises.interval import IntervalExercise
from lessons.exercises.label import Label
from lessons.exercises.marks import Mark, Remark
from lessons.exercises.number import NumberExercise
from lessons.exercises.order import Order
from lessons.exercises.spans import Spans
from lessons.exercises.text import Text
from lessons.exercises.ungraded import Deck, Predict

AnyExercise = Exercise[Any]

#: Every kind by the name a case's files use; a new kind is a file here and a line in this table.
KINDS: dict[str, type[AnyExercise]] = {
    "choose": Choose,
    "choose-several": ChooseSeveral,
    "deck": Deck,
    "edges": Edges,
    "function": Function,
    "hunt": Hunt,
    "interval": IntervalExercise,
    "label": Label,
    "number": NumberExercise,
    "order": Order,
    "predict": Predict,
    "spans": Spans,
    "text": Text,
}

__all__ = ["KINDS", "AnyExercise", "Complaint", "Exercise", "Key", "Mark", "Page", "Remark"]
