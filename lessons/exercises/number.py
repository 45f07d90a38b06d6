"""A number with its base and unit."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, FiniteFloat

from lessons.exercises.base import Exercise, Frozen, Json, Key, Page, Slip, is_number
from lessons.exercises.complaints import Complaint, missing, unknown
from lessons.exercises.marks import Mark, Remark


class Quantity(Frozen):
    """A number, what it is out of, and what it is measured in; the last two where they are asked."""

    number: FiniteFloat
    base: str = ""
    unit: str = ""


class WrongNumber(Slip):
    """A number people reach by a known slip."""

    number: float


class NumberKey(Key):
    """The quantity, how far off is still right, and a sentence for each known slip."""

    value: Quantity
    tolerance: float = Field(0, ge=0)
    wrong_number: list[WrongNumber] = Field(default_factory=list)
    wrong_base: dict[str, str] = Field(default_factory=dict)
    wrong_unit: dict[str, str] = Field(default_factory=dict)
    sample_wrong: Quantity


class NumberExercise(Exercise[NumberKey]):
    """A number that must be right in value, base and unit; each has feedback of its own."""

    kind: Literal["number"]
    ask: str
    units: dict[str, str] = Field(default_factory=dict)
    bases: dict[str, str] = Field(default_factory=dict)
    face = "quantity"
    comes_back = True
    paper_lines = 1
    key_type = NumberKey
    shape = Quantity
    to_do = "Type a number, then press the button."
    seconds_each = 90

    def accept(self, answer: Json) -> Json:
        number = answer.get("number") if isinstance(answer, dict) else answer
        if not is_number(number):
            answer = {"number": None}
        given = super().accept(answer)
        self.refuse_unknown(filter(None, [given.unit]), self.units)
        self.refuse_unknown(filter(None, [given.base]), self.bases)
        return given.model_dump()

    def is_blank(self, answer: Json) -> bool:
        return not answer or (isinstance(answer, dict) and answer.get("number") in (None, ""))

    def lacks(self, answer: Json) -> str:
        asked = {"unit": self.units, "base": self.bases}
        if self.is_blank(answer):
            return self.to_do
        left = " and the ".join(name for name, choices in asked.items() if choices and not answer.get(name))
        return f"Say the {left} too, then press the button." if left else ""

    def traits(self, page: Page) -> dict[str, Json]:
        return {"ask": self.ask, "units": self.units, "bases": self.bases, "interval": False}

    def in_words(self, answer: Json, page: Page) -> str:
        unit, base = self.units.get(answer["unit"], ""), self.bases.get(answer["base"], "")
        said = f"{answer['number']:.12g} {unit}".strip()
        return f"{said}, out of {base}" if base else said

    def faults(self, key: NumberKey, page: Page) -> Iterator[Complaint]:
        for name, known, wrong in (
            ("base", self.bases, key.wrong_base),
            ("unit", self.units, key.wrong_unit),
        ):
            right = getattr(key.value, name)
            if bool(known) != bool(right):
                yield Complaint(f"{name} “{right}”", f"one of {list(known)}", f"Give {name}s and a {name}.")
            elif known:
                yield from unknown([right, *wrong], known, name)
                yield from missing((n for n in known if n != right), wrong, name)

    def reveal(self, key: NumberKey, page: Page) -> tuple[Remark, ...]:
        right = self.in_words(key.value.model_dump(), page)
        return (Remark("note", f"The answer is {right}. {key.because}"),)

    def judge(self, key: NumberKey, answer: Json, page: Page) -> Mark:
        wrong = (*self._number(key, answer), *self._named(key, answer))
        return Mark(0.0 if wrong else 1.0, wrong)

    def _number(self, key: NumberKey, answer: Json) -> Iterator[Remark]:
        number = answer["number"]
        if near(number, key.value.number, key.tolerance):
            return
        slips = [slip for slip in key.wrong_number if near(number, slip.number, key.tolerance)]
        if slips:
            yield Remark("wrong", slips[0].because, slips[0].slip)
        else:
            yield Remark("wrong", f"The number {number:g} is not it: {self.ask}.")

    def _named(self, key: NumberKey, answer: Json) -> Iterator[Remark]:
        for name, wrong in (("base", key.wrong_base), ("unit", key.wrong_unit)):
            right, given = getattr(key.value, name), answer[name]
            if right and not given:
                yield Remark("wrong", f"Say the {name} too: a number without its {name} cannot be read.")
            elif right and given != right:
                yield Remark("wrong", wrong.get(given, f"The {name} is another one."), key.slip(given))


def near(number: float, right: float, tolerance: float) -> bool:
    """Whether a number is right, as far as the tolerance goes."""
    # 1e-9: a tolerance of 0.1 must hold for 36.5 against 36.4, whatever binary fractions say
    return abs(number - right) <= tolerance + 1e-9
