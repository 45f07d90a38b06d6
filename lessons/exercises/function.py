"""A short function, judged by what it returns."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from pydantic import Field, TypeAdapter

from lessons.exercises.base import Complaint, Exercise, Frozen, Json, Key, Mark, Page, Remark


class Example(Frozen):
    """Arguments and what must come back."""

    args: list[Json]
    value: Json


class WrongResult(Example):
    """A result people get by a known slip, and the slip."""

    because: str = Field(min_length=1)


class FunctionKey(Key):
    """A right function, the cases it must pass, and known slips."""

    value: str
    cases: list[Example] = Field(min_length=2)
    wrong_result: list[WrongResult] = Field(default_factory=list)
    tolerance: float = 1e-6
    sample_wrong: str


@dataclass(frozen=True)
class Outcome:
    """What one call gave: a plain value, or the sentence of what went wrong."""

    value: Json = None
    problem: str = ""


@dataclass(frozen=True)
class Ran:
    """What came of a function's calls, in their order, and which isolation they ran in."""

    outcomes: tuple[Outcome, ...]
    how: str


class Function(Exercise[FunctionKey]):
    """A function of a few lines; its source is the answer, its results are what is judged."""

    kind: Literal["function"]
    name: str = Field(pattern=r"^[a-z_]+$")
    about_code: str
    examples: tuple[Example, ...] = Field(min_length=1)
    face: ClassVar[str] = "function"
    key_type: ClassVar[type[Key]] = FunctionKey
    shape: ClassVar[TypeAdapter[Any]] = TypeAdapter(str)

    def is_blank(self, answer: Json) -> bool:
        return not answer or (isinstance(answer, str) and not self._attempted(answer))

    def _attempted(self, source: str) -> bool:
        # the stub as handed out returns None and nothing else: that is "not attempted", not wrong
        try:
            bodies = [n.body for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)]
        except (SyntaxError, ValueError, RecursionError):
            return True
        return any(not _returns_none(body) for body in bodies)

    def traits(self, page: Page) -> dict[str, Json]:
        calls = [f"{self.name}({', '.join(map(repr, e.args))}) → {e.value!r}" for e in self.examples]
        return {"name": self.name, "about": self.about_code, "examples": calls}

    def faults(self, key: FunctionKey, page: Page) -> Iterator[Complaint]:
        for what, source in (("value", key.value), ("sample_wrong", key.sample_wrong)):
            if f"def {self.name}(" not in source:
                yield Complaint(f"{what} without “def {self.name}(”", "the function's source", "Write it.")

    def reveal(self, key: FunctionKey, page: Page) -> tuple[Remark, ...]:
        return (Remark("note", f"One way to write it:\n\n{key.value.strip()}"), Remark("note", key.because))

    def mark(self, key: FunctionKey, answer: Json, page: Page) -> Mark:
        raise TypeError("a function is judged by its outcomes: run it, then call judge")

    def judge(self, key: FunctionKey, outcomes: Sequence[Outcome]) -> Mark:
        """Score the outcomes of the key's cases, in their order."""
        judged = list(zip(key.cases, outcomes, strict=True))
        failed = [(case, outcome) for case, outcome in judged if not _same(outcome, case.value, key.tolerance)]
        if not failed:
            return Mark(1.0, (Remark("right", key.because),))
        remarks = tuple(dict.fromkeys(self._remark(key, case, outcome) for case, outcome in failed))
        return Mark(1 - len(failed) / len(judged), remarks)

    def _remark(self, key: FunctionKey, case: Example, outcome: Outcome) -> Remark:
        call = f"{self.name}({', '.join(map(repr, case.args))})"
        if outcome.problem:
            return Remark("wrong", f"{call} stopped: {outcome.problem}")
        for slip in key.wrong_result:
            if slip.args == case.args and _same(outcome, slip.value, key.tolerance):
                return Remark("wrong", slip.because)
        return Remark("wrong", f"{call} gave {outcome.value!r}; expected {case.value!r}.")


def _returns_none(body: list[ast.stmt]) -> bool:
    def idle(statement: ast.stmt) -> bool:
        if isinstance(statement, ast.Return):
            value = statement.value
            return value is None or (isinstance(value, ast.Constant) and value.value is None)
        return isinstance(statement, ast.Pass) or (
            isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        )

    return all(idle(statement) for statement in body)


def _same(outcome: Outcome, right: Json, tolerance: float) -> bool:
    return not outcome.problem and _equal(outcome.value, right, tolerance)


def _equal(given: Json, right: Json, tolerance: float) -> bool:
    if isinstance(right, list):
        return (
            isinstance(given, list | tuple)
            and len(given) == len(right)
            and all(_equal(g, r, tolerance) for g, r in zip(given, right, strict=True))
        )
    if isinstance(right, bool) or isinstance(given, bool):
        return given is right
    if isinstance(right, int | float):
        return isinstance(given, int | float) and abs(given - right) <= tolerance
    return type(given) is type(right) and bool(given == right)
