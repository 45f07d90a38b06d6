"""A short function, judged by what it gave where its author ran it."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from lessons.exercises.base import Exercise, Frozen, Json, Key, Page, Slip
from lessons.exercises.calling import Given, call_each, call_source, plain
from lessons.exercises.complaints import Complaint
from lessons.exercises.marks import Mark, Remark
from lessons.exercises.sources import is_attempt
from lessons.exercises.wording import counted

#: why a person must look
NEVER_CALLED = "It was never called on the question's calls: only its source is here."


class Example(Frozen):
    """Arguments and what must come back."""

    args: list[Json]
    value: Json


class WrongResult(Example, Slip):
    """A result people get by a known slip."""


class FunctionKey(Key):
    """A right function, what each call of the question gives, and known slips."""

    value: str
    #: one for each of the question's calls, in their order
    values: list[Json]
    wrong_result: list[WrongResult] = Field(default_factory=list)
    tolerance: float = 1e-6
    sample_wrong: str


class GaveValue(Frozen):
    """A call that came to its end."""

    value: Annotated[Json, AfterValidator(plain)]


class GaveNothing(Frozen):
    """A call that did not, and the sentence of what went wrong."""

    problem: str = Field(min_length=1)


class FunctionAnswer(Frozen):
    """What a learner wrote, and what it gave for each call of the question."""

    source: str
    results: list[GaveValue | GaveNothing] = Field(default_factory=list)


#: characters of one value in a sentence
_SHOWN = 80


class Function(Exercise[FunctionKey]):
    """A function of a few lines; the answer is its source with what it gave, and what it gave is judged."""

    kind: Literal["function"]
    name: str = Field(pattern=r"^[a-z_]+$")
    about_code: str
    examples: tuple[Example, ...] = Field(min_length=1)
    #: the arguments of each call that is judged
    calls: tuple[tuple[Json, ...], ...] = Field(min_length=2)
    face = "function"
    is_code = True
    paper_lines = None
    key_type = FunctionKey
    shape = FunctionAnswer

    def accept(self, answer: Json) -> Json:
        # in older books an answer is the source alone
        return super().accept({"source": answer} if isinstance(answer, str) else answer).model_dump()

    def is_blank(self, answer: Json) -> bool:
        source = answer.get("source", answer) if isinstance(answer, dict) else answer
        return not source or (isinstance(source, str) and not is_attempt(source))

    def traits(self, page: Page) -> dict[str, Json]:
        examples = [f"{self.call(e.args)} → {e.value!r}" for e in self.examples]
        return {"about": self.about_code, "examples": examples}

    def call(self, args: Sequence[Json]) -> str:
        """A call as somebody would type it."""
        return f"{self.name}({', '.join(map(repr, args))})"

    @property
    def asked_by(self) -> tuple[str, str]:
        return "function", self.name

    def answer_of(self, source: str, made: object) -> Json:
        return {"source": source, "results": call_each(made, self.calls)}

    def in_words(self, answer: Json, page: Page) -> str:
        # the source, then each call with what it gave
        gave = (f"{self.call(c)} → {_said(r)}" for c, r in zip(self.calls, answer["results"], strict=False))
        return "\n".join([answer["source"].rstrip(), "", *gave]).rstrip()

    def faults(self, key: FunctionKey, page: Page) -> Iterator[Complaint]:
        for what, source in (("value", key.value), ("sample_wrong", key.sample_wrong)):
            if f"def {self.name}(" not in source:
                yield Complaint(f"{what} without “def {self.name}(”", "the function's source", "Write it.")
        if len(key.values) != len(self.calls):
            found, expected = f"{len(key.values)} values", f"{len(self.calls)}, one for each of the calls"
            yield Complaint(found, expected, "Write the value of each call, in their order.")
        else:
            yield from self._sources(key)
            yield from self._slips(key)

    def _sources(self, key: FunctionKey) -> Iterator[Complaint]:
        right = call_source(key.value, self.name, self.calls)
        for args, given, value in zip(self.calls, right, key.values, strict=True):
            if not _same(given, value, key.tolerance):
                found = f"{value!r} as the value of {self.call(args)}"
                yield Complaint(found, f"what the function in value gives: {_said(given)}", "Correct one of them.")
        wrong = call_source(key.sample_wrong, self.name, self.calls)
        if all(map(_same, wrong, key.values, [key.tolerance] * len(wrong))):
            found = "a sample_wrong that gives the right value in every call"
            yield Complaint(found, "a call that tells them apart", "Add such a call, or write another sample.")

    def _slips(self, key: FunctionKey) -> Iterator[Complaint]:
        for slip in key.wrong_result:
            right = [v for args, v in zip(self.calls, key.values, strict=True) if list(args) == slip.args]
            if not right:
                found = f"a wrong_result for {self.call(slip.args)}"
                calls = ", ".join(map(self.call, self.calls))
                yield Complaint(found, f"one of the calls: {calls}", "Add the call, or move the slip to another.")
            elif _equal(slip.value, right[0], key.tolerance):
                found = f"a wrong_result for {self.call(slip.args)} that is right there: {slip.value!r}"
                yield Complaint(found, "a call that tells them apart", "Move the slip to such a call.")

    def reveal(self, key: FunctionKey, page: Page) -> tuple[Remark, ...]:
        return (Remark("note", f"One way to write it:\n\n{key.value.strip()}"), Remark("note", key.because))

    def judge(self, key: FunctionKey, answer: Json, page: Page) -> Mark:
        results = answer["results"]
        if len(results) != len(self.calls):
            found = f"It has {counted(len(results), 'result')}; the question has {len(self.calls)} calls."
            return Mark(None, (Remark("note", found if results else NEVER_CALLED),))
        judged = zip(self.calls, results, key.values, strict=True)
        failed = [(args, given) for args, given, value in judged if not _same(given, value, key.tolerance)]
        slips = {known.because: known.slip for known in key.wrong_result}
        reasons = (self._why(key, args, given) for args, given in failed)
        remarks = (Remark("wrong", why, slips.get(why, "")) for why in reasons)
        return Mark(1 - len(failed) / len(results), tuple(dict.fromkeys(remarks)))

    def _why(self, key: FunctionKey, args: Sequence[Json], given: Given) -> str:
        if "problem" in given:
            return f"{self.call(args)}: {given['problem']}"
        slips = (
            s.because for s in key.wrong_result if s.args == list(args) and _same(given, s.value, key.tolerance)
        )
        # what a graded key holds is not told: only what stands in the question itself
        known = next(
            (f" Expected {e.value!r}, as in the example." for e in self.examples if e.args == list(args)), ""
        )
        return next(slips, f"{self.call(args)} gave {_said(given)}, which is not it.{known}")


def _said(given: Given) -> str:
    said = str(given["problem"]) if "problem" in given else repr(given["value"])
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"


def _same(given: Given, right: Json, tolerance: float) -> bool:
    return "value" in given and _equal(given["value"], right, tolerance)


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
        return isinstance(given, int | float) and _near(given, right, tolerance)
    return type(given) is type(right) and bool(given == right)


def _near(given: float, right: float, tolerance: float) -> bool:
    try:
        return abs(given - right) <= tolerance
    except OverflowError:  # a whole number of hundreds of digits
        return False
