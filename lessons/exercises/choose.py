"""Choose one, or choose several, of the options."""

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from pydantic import Field

from lessons.exercises.base import Exercise, Json, Key, Page, as_list
from lessons.exercises.complaints import Complaint, missing, unknown
from lessons.exercises.marks import Mark, Remark
from lessons.exercises.sets import overlap, still_missing


class ChooseKey(Key):
    """The right option (or the several that are accepted) and why each other one is not."""

    value: str | list[str]
    wrong: dict[str, str] = Field(default_factory=dict)
    sample_wrong: str


class Choose(Exercise[ChooseKey]):
    """One of several options; all or nothing."""

    kind: Literal["choose"]
    options: dict[str, str] = Field(min_length=2)
    face = "choice"
    comes_back = True
    key_type = ChooseKey
    shape = str
    to_do = "Choose one of the options, then press the button."

    @property
    def chance(self) -> float:
        return 100 / len(self.options)

    @property
    def offered(self) -> Mapping[str, Collection[str]]:
        return {"": self.options}

    def said_of(self, answer: Json, row: str, page: Page) -> str:
        return self.options[answer]

    def replies(self, key: ChooseKey, page: Page) -> Iterator[tuple[str, str, Remark]]:
        yield from (("", option, self.mark(key, option, page).remarks[0]) for option in self.options)

    def accept(self, answer: Json) -> Json:
        self.refuse_unknown([super().accept(answer)], self.options)
        return answer

    def traits(self, page: Page) -> dict[str, Json]:
        return {"options": self.options, "several": self.several}

    def faults(self, key: ChooseKey, page: Page) -> Iterator[Complaint]:
        right = as_list(key.value)
        yield from unknown([*right, *key.wrong], self.options, "option")
        yield from missing((o for o in self.options if o not in right), key.wrong, "option")

    def reveal(self, key: ChooseKey, page: Page) -> tuple[Remark, ...]:
        texts = (self.options[option] for option in as_list(key.value))
        right = " or ".join(text if text.startswith("“") else f"“{text}”" for text in texts)
        stop = "" if right.endswith(".”") else "."
        return (Remark("note", f"The answer is {right}{stop} {key.because}"),)

    def judge(self, key: ChooseKey, answer: Json, page: Page) -> Mark:
        if answer in as_list(key.value):
            return Mark(1.0)
        return Mark(0.0, (Remark("wrong", key.wrong.get(answer, key.because), key.slip(answer)),))


class SeveralKey(Key):
    """All the options that belong, why each belongs, and why each other does not."""

    value: list[str] = Field(min_length=1)
    wrong: dict[str, str] = Field(default_factory=dict)
    missed: dict[str, str] = Field(default_factory=dict)
    sample_wrong: list[str]


class ChooseSeveral(Exercise[SeveralKey]):
    """Any number of options; scored by overlap with the right set."""

    kind: Literal["choose-several"]
    options: dict[str, str] = Field(min_length=2)
    face = "choice"
    comes_back = True
    key_type = SeveralKey
    shape = list[str]
    to_do = "Tick each option that belongs, then press the button."
    several = True

    @property
    def offered(self) -> Mapping[str, Collection[str]]:
        return {"": self.options}

    def replies(self, key: SeveralKey, page: Page) -> Iterator[tuple[str, str, Remark]]:
        for option, words in self.options.items():
            if option in key.value:
                yield "", option, Remark("note", f"“{words}” belongs. {key.missed.get(option, '')}")
            else:
                yield "", option, self.mark(key, [option], page).remarks[0]

    def accept(self, answer: Json) -> Json:
        self.refuse_unknown(super().accept(answer), self.options)
        return answer

    def traits(self, page: Page) -> dict[str, Json]:
        return {"options": self.options, "several": self.several}

    def faults(self, key: SeveralKey, page: Page) -> Iterator[Complaint]:
        yield from unknown([*key.value, *key.wrong, *key.missed], self.options, "option")
        yield from missing((o for o in self.options if o not in key.value), key.wrong, "option")
        yield from missing(key.value, key.missed, "missed option")

    def reveal(self, key: SeveralKey, page: Page) -> tuple[Remark, ...]:
        belong = (
            Remark("note", f"“{self.options[option]}”: {key.missed.get(option, '')}") for option in key.value
        )
        return (*belong, Remark("note", key.because))

    def judge(self, key: SeveralKey, answer: Json, page: Page) -> Mark:
        picked, right = set(answer), set(key.value)
        wrong = [
            Remark("wrong", f"“{self.options[o]}”: {key.wrong.get(o, '')}", key.slip(o))
            for o in self.options
            if o in picked - right
        ]
        return Mark(overlap(picked, right), (*wrong, *still_missing(len(right - picked), "tick")))
