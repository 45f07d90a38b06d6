"""A short function, judged by what it returns."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from pydantic import Field

from lessons.exercises.base import Exercise, Frozen, Json, Key, Mark, Page, Remark
from lessons.exercises.complaints import Complaint


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


#: a line that gives something back; and what may make a line of a text look so
_GIVES = re.compile(r"^[ \t]+return (?!None\b)[\w\"'\[{-]", re.MULTILINE)
_OVER_LINES = re.compile(r"\\|\"{3}|'{3}")

#: what a remark may tell of a case: the call with what was expected of it, or only which case it was
Telling = Literal["calls", "labels"]


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
    shape: ClassVar[Any] = str

    def is_blank(self, answer: Json) -> bool:
        return not answer or (isinstance(answer, str) and not self._attempted(answer))

    def _attempted(self, source: str) -> bool:
        # the stub as handed out returns None and nothing else: that is "not attempted", not wrong
        if _GIVES.search(source) and not _OVER_LINES.search(source):
            return True  # as nearly all: a class of thousands need not be parsed to know
        try:
            nodes = ast.walk(ast.parse(source))
            return any(isinstance(n, ast.FunctionDef) and not _returns_none(n.body) for n in nodes)
        except (SyntaxError, ValueError, RecursionError):
            return True

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

    def judge(self, key: FunctionKey, outcomes: Sequence[Outcome], telling: Telling = "calls") -> Mark:
        """Score the outcomes of the key's cases, in their order; told by label, a hidden case stays hidden."""
        judged = list(zip(key.cases, outcomes, strict=True))
        failed = {
            place: (case, outcome)
            for place, (case, outcome) in enumerate(judged, 1)
            if not _same(outcome, case.value, key.tolerance)
        }
        if not failed:
            return Mark(1.0, (Remark("right", key.because),))
        if telling == "labels":
            said = [(place, _by_label(key, *pair)) for place, pair in failed.items()]
            remarks = tuple(_labelled(said, len(judged)))
        else:
            remarks = tuple(dict.fromkeys(self._remark(key, *pair) for pair in failed.values()))
        return Mark(1 - len(failed) / len(judged), remarks)

    def _remark(self, key: FunctionKey, case: Example, outcome: Outcome) -> Remark:
        call = f"{self.name}({', '.join(map(repr, case.args))})"
        if outcome.problem:
            return Remark("wrong", f"{call} stopped: {outcome.problem}")
        plain = f"{call} gave {outcome.value!r}; expected {case.value!r}."
        return Remark("wrong", _slip(key, case, outcome) or plain)


def _slip(key: FunctionKey, case: Example, outcome: Outcome) -> str:
    """What the key says of a result that people get by a known slip."""
    slips = (slip for slip in key.wrong_result if slip.args == case.args)
    return next((slip.because for slip in slips if _same(outcome, slip.value, key.tolerance)), "")


#: how a sandbox speaks of time; not how much: a name can carry a figure
_OUT_OF_TIME = "it did not finish"


def _by_label(key: FunctionKey, case: Example, outcome: Outcome) -> str:
    # a function may return or raise its own arguments: neither value nor message is passed on
    if not outcome.problem:
        return _slip(key, case, outcome) or "it gave another value than the right one."
    if outcome.problem.startswith(_OUT_OF_TIME):
        return f"{_OUT_OF_TIME}."
    error = getattr(builtins, outcome.problem.partition(":")[0], None)
    if isinstance(error, type) and issubclass(error, BaseException):
        return f"it stopped with {error.__name__}."
    return "it stopped before it gave a value."


def _labelled(said: Sequence[tuple[int, str]], cases: int) -> Iterator[Remark]:
    """The same sentence for several cases is said once."""
    for sentence in dict.fromkeys(sentence for _, sentence in said):
        places = [str(place) for place, other in said if other == sentence]
        named = " and ".join(filter(None, [", ".join(places[:-1]), places[-1]]))
        yield Remark("wrong", f"Case{'s' * (len(places) > 1)} {named} of {cases}: {sentence}")
    if len(said) < cases:
        yield Remark("note", f"{cases - len(said)} of {cases} cases came out right.")


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
