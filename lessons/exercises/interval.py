"""A range with two ends."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, FiniteFloat

from lessons.errors import AnswerError
from lessons.exercises.base import Exercise, Frozen, Json, Key, Page, Slip, is_number
from lessons.exercises.complaints import Complaint
from lessons.exercises.marks import Mark, Remark
from lessons.exercises.number import near
from lessons.exercises.sets import listed


class Interval(Frozen):
    """From low to high, both included."""

    low: FiniteFloat
    high: FiniteFloat


class WrongInterval(Slip):
    """One end or both that people reach by a known slip."""

    low: float | None = None
    high: float | None = None


class IntervalKey(Key):
    """The two ends, how far off is still right, and known slips."""

    value: Interval
    tolerance: float = Field(0, ge=0)
    wrong_interval: list[WrongInterval] = Field(default_factory=list)
    sample_wrong: Interval


class IntervalExercise(Exercise[IntervalKey]):
    """A range; both ends must be right."""

    kind: Literal["interval"]
    ask: str = "from … to …"
    unit: str
    face = "quantity"
    comes_back = True
    paper_lines = 1
    key_type = IntervalKey
    shape = Interval
    to_do = "Type both ends of the range, then press the button."
    seconds_each = 90

    def accept(self, answer: Json) -> Json:
        if why := self._left_open(answer):
            raise AnswerError(f"{self.id}: {why}")
        given = super().accept(answer)
        low, high = sorted((given.low, given.high))
        return {"low": low, "high": high}

    def _left_open(self, answer: Json) -> str:
        ends = answer if isinstance(answer, dict) else {}
        left = [end for end in ("low", "high") if not is_number(ends.get(end))]
        names = listed([{"low": "“from”", "high": "“to”"}[end] for end in left])
        return f"A range has two ends: type a number for {names} too." if left else ""

    def lacks(self, answer: Json) -> str:
        if why := super().lacks(answer) or self._left_open(answer):
            return why
        low, high = answer["low"], answer["high"]
        return (
            f"The range goes from {low:.12g} down to {high:.12g}: type the lower end first." if low > high else ""
        )

    def traits(self, page: Page) -> dict[str, Json]:
        return {"ask": self.ask, "units": {"unit": self.unit}, "bases": {}, "interval": True}

    def in_words(self, answer: Json, page: Page) -> str:
        return f"{answer['low']:.12g} to {answer['high']:.12g} {self.unit}"

    def faults(self, key: IntervalKey, page: Page) -> Iterator[Complaint]:
        if key.value.low > key.value.high:
            yield Complaint(f"low {key.value.low:g} above high {key.value.high:g}", "low first", "Swap them.")

    def reveal(self, key: IntervalKey, page: Page) -> tuple[Remark, ...]:
        right = self.in_words(key.value.model_dump(), page)
        return (Remark("note", f"The answer is {right}. {key.because}"),)

    def judge(self, key: IntervalKey, answer: Json, page: Page) -> Mark:
        ends = {end: near(answer[end], getattr(key.value, end), key.tolerance) for end in ("low", "high")}
        if all(ends.values()):
            return Mark(1.0)
        slips = [slip for slip in key.wrong_interval if self._is(slip, answer, key)]
        names = {"low": "lower", "high": "upper"}
        plain = (
            Remark("wrong", f"The {names[end]} end, {answer[end]:g} {self.unit}, is not it.")
            for end, right in ends.items()
            if not right
        )
        return Mark(0.0, tuple(Remark("wrong", slip.because, slip.slip) for slip in slips) or tuple(plain))

    def _is(self, slip: WrongInterval, answer: Json, key: IntervalKey) -> bool:
        named = [(end, getattr(slip, end)) for end in ("low", "high") if getattr(slip, end) is not None]
        return bool(named) and all(near(answer[end], value, key.tolerance) for end, value in named)
