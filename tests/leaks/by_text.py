"""Guessing from what is said somewhere: sentences of the key, solutions, labels in one breath with a claim."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from lessons.exercises import AnyExercise, Function, Key, Label
from lessons.exercises.base import as_list
from lessons.ledger import LABELS, Claim
from tests.leaks.material import Handout, of, plain

WORD = re.compile(r"[a-z0-9][a-z0-9,.-]{4,}")


def words(handout: Handout, exercise: AnyExercise, key: Any) -> bool:
    """A sentence that only the key has, or a function of that name that does something."""
    public = handout.never_secret | of(exercise)
    hidden = {text for text in of(key) if len(text) > 30 and not any(text in other for other in public)}
    everything = "\n".join(handout.texts)
    told = any(text in everything for text in hidden - set(key.withhold))
    return told or (isinstance(exercise, Function) and any(_solutions(handout, exercise.name)))


def _solutions(handout: Handout, name: str) -> Iterator[ast.FunctionDef]:
    for notebook in handout.notebooks:
        for cell in notebook["cells"]:
            try:
                body = ast.parse("".join(cell["source"])).body if cell["cell_type"] == "code" else []
            except SyntaxError:
                continue
            yield from (
                node for node in body if isinstance(node, ast.FunctionDef) and node.name == name and busy(node)
            )


def busy(function: ast.FunctionDef) -> bool:
    """Whether a function does more than return nothing."""
    return [ast.unparse(statement) for statement in function.body] != ["return None"]


def marked(handout: Handout, exercise: AnyExercise, key: Key) -> bool:
    """The exercise as handed out says whether it is sound."""
    handed = (other for lesson in handout.case.lessons for other in lesson.exercises)
    return any(other.id == exercise.id and other.sound is not None for other in handed)


def labels(handout: Handout, exercise: AnyExercise, key: Any) -> bool:
    """The ledger has a label, a practice key has it, a sentence has it, or a total and a count give it away."""
    if not isinstance(exercise, Label):
        return False
    return any(_row(handout, exercise, name, set(as_list(key.value[name]))) for name in exercise.names)


def _row(handout: Handout, exercise: Label, name: str, right: set[str]) -> bool:
    if name in exercise.rows:
        return bool(_practised(handout, exercise.rows[name]) & right)
    claim, field = handout.case.claim(name), str(exercise.labels)
    return (
        claim.label(field) in right
        or bool(_practised(handout, name) & right)
        or _said(handout, claim, exercise, right)
        or any(_total(handout, field, label) for label in right)
    )


def _practised(handout: Handout, what: str) -> set[str]:
    """The labels that practice keys give to a claim, or to the same words."""
    return {
        label
        for id, key in handout.case.practice.items()
        if isinstance(other := handout.asked[id], Label)
        for row, value in key.value.items()
        if plain(what).lower() in (row, plain(other.rows.get(row, "")).lower())
        for label in as_list(value)
    }


def _said(handout: Handout, claim: Claim, exercise: Label, right: set[str]) -> bool:
    """A sentence elsewhere has one label, the right one, and the claim's own words."""
    own, wanted = of(exercise), set(WORD.findall(claim.quote.lower()))
    for text in handout.texts:
        for sentence in re.split(r"(?<=[.!?]) ", text.lower()) if text not in own else ():
            near = len(wanted & set(WORD.findall(sentence))) >= min(3, len(wanted))
            # where several labels stand, they are offered and not said
            said = {label for label in LABELS[str(exercise.labels)] if near and label in sentence}
            if len(said) == 1 and said <= right:
                return True
    return False


def _total(handout: Handout, field: str, label: str) -> bool:
    """A text says how many claims have a label, and the ledger shows fewer."""
    number = handout.full.count(field, label)
    pattern = re.compile(rf"{label}\W{{1,8}}{number}\b|\b{number} (?:of|claims)[^.,]{{0,30}}{label}", re.I)
    return number != handout.case.count(field, label) and any(map(pattern.search, handout.texts))
