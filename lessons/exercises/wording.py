"""Answers in words: what somebody answered, said as the exercise would say it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from lessons.errors import AnswerError
from lessons.exercises import AnyExercise, Edges, Function, Hunt, IntervalExercise, Label, Number, Order
from lessons.exercises.base import Json, Page
from lessons.exercises.hunt import Log, say_move


def readable(answer: Json, setup: Mapping[str, Any]) -> str:
    """An answer in the words of its exercise, on one line."""
    words = {id: text for table in setup.values() if isinstance(table, dict) for id, text in table.items()}
    if isinstance(answer, dict) and answer.keys() == {"source", "results"}:
        return str(answer["source"])
    if isinstance(answer, dict):
        return "; ".join(
            f"{words.get(k, k)}: {words.get(v, v) if isinstance(v, str) else v}"
            for k, v in answer.items()
            if v not in ("", None)
        )
    if isinstance(answer, list):
        return "; ".join(
            readable(part, setup) if not isinstance(part, dict) else f"“{part.get('quote', '')}”"
            for part in answer
            if part != "" and not (isinstance(part, dict) and part.get("begun"))
        )
    return str(words.get(answer, answer)) if isinstance(answer, str) else json.dumps(answer)


def in_words(exercise: AnyExercise, answer: Json, page: Page) -> str:
    """An answer in words, on as many lines as it needs; one that does not fit is given as it stands."""
    try:
        accepted = exercise.accept(answer)
    except (AnswerError, RecursionError):
        return as_it_stands(answer)
    say = _SAY.get(type(exercise))
    return say(exercise, accepted, page) if say else readable(accepted, exercise.traits(page))


def as_it_stands(answer: Json) -> str:
    """An answer that no exercise understands: a text as it is, anything else as it was written down."""
    if isinstance(answer, str):
        return answer
    try:
        return json.dumps(answer, ensure_ascii=False)
    except (RecursionError, ValueError, TypeError):
        return "(too deeply nested to be shown)"


def _number(exercise: Number, answer: Json, page: Page) -> str:
    unit, base = exercise.units.get(answer["unit"], ""), exercise.bases.get(answer["base"], "")
    said = f"{answer['number']:.12g} {unit}".strip()
    return f"{said}, out of {base}" if base else said


def _interval(exercise: IntervalExercise, answer: Json, page: Page) -> str:
    return f"{answer['low']:.12g} to {answer['high']:.12g} {exercise.unit}"


def _order(exercise: Order, answer: Json, page: Page) -> str:
    return " → ".join(f"“{exercise.rows[name]}”" for name in answer)


def _edges(exercise: Edges, answer: Json, page: Page) -> str:
    nodes = exercise.nodes
    return "\n".join(f"“{nodes[start]}” {exercise.verb} “{nodes[end]}”" for start, end in answer)


def _label(exercise: Label, answer: Json, page: Page) -> str:
    rows = enumerate(exercise.texts(page).items(), 1)
    labelled = ((row, text, answer.get(name, "")) for row, (name, text) in rows)
    return "\n".join(
        f"{row}. “{text}” – {exercise.choices.get(label, 'no label')}" for row, text, label in labelled
    )


def _hunt(exercise: Hunt, answer: Json, page: Page) -> str:
    return "\n".join(
        f"{n}. {say_move(m, exercise, page)}" for n, m in enumerate(Log.model_validate(answer).moves, 1)
    )


_SAY: dict[type[AnyExercise], Callable[[Any, Json, Page], str]] = {
    Edges: _edges,
    Function: lambda exercise, answer, page: str(exercise.in_words(answer)),
    Hunt: _hunt,
    IntervalExercise: _interval,
    Label: _label,
    Number: _number,
    Order: _order,
}
