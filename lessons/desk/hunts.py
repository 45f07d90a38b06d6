"""A hunt looked back on: the learner's moves beside an expert's."""

from __future__ import annotations

from typing import Any

from lessons.answers import Record
from lessons.case import Case
from lessons.errors import AnswerError
from lessons.exercises import Hunt
from lessons.exercises.hunt import HuntKey, Log, Move, say_move


def logs(hunt: Hunt, case: Case, record: Record | None) -> str:
    """Both logs as Markdown; the expert's only once the learner's own is handed in."""
    moves = _moves(hunt, record)
    if record is None or not moves:
        return "No moves yet. Do the hunt above, then run this cell again."
    mine = [say_move(move, hunt, case.page) for move in moves]
    said = "**Your moves**\n\n" + _numbered(mine)
    key: Any = case.practice.get(hunt.id)
    if not record.committed or not isinstance(key, HuntKey):
        return said + "\n\nThe expert's log comes when you have checked your own answer."
    expert = [
        f"{say_move(move, hunt, case.page)}. *{reason.why}*"
        for move, reason in zip(key.value.moves, key.log, strict=False)
    ]
    return f"{said}\n\n**An expert's moves, with reasons**\n\n{_numbered(expert)}"


def _moves(hunt: Hunt, record: Record | None) -> tuple[Move, ...]:
    try:
        return Log.model_validate(hunt.accept(record.answer)).moves if record else ()
    except AnswerError:
        return ()


def _numbered(lines: list[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
