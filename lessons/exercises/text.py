"""Free text with a rubric: levels 0 to 4 on each criterion, given by a person."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from lessons.exercises.base import Exercise, Frozen, Json, Key, Page
from lessons.exercises.complaints import Complaint, unknown
from lessons.exercises.marks import Mark, Remark


class Sample(Frozen):
    """A text somebody might write, its level on each criterion, and why."""

    text: str
    levels: dict[str, int]
    because: str = Field(min_length=1)


class TextKey(Key):
    """Three scored samples, from strong to weak; the learner compares."""

    value: str
    samples: list[Sample] = Field(min_length=3, max_length=3)
    sample_wrong: str

    @property
    def told_when_right(self) -> str:
        return " ".join([self.because, *(f"{sample.text} {sample.because}" for sample in self.samples)])


class Text(Exercise[TextKey]):
    """A few sentences of the learner's own, looked at by a person."""

    kind: Literal["text"]
    criteria: dict[str, str] = Field(min_length=1)
    words: int = Field(60, gt=0)
    face = "writing"
    key_type = TextKey
    shape = str
    graded = False
    read_by_a_person = True
    paper_lines = 5
    to_do = "Write your text, then press the button."
    seconds_each = 240

    @property
    def rubric(self) -> Mapping[str, str]:
        return self.criteria

    def models(self, key: TextKey) -> tuple[Sample, ...]:
        return tuple(key.samples)

    def button(self, *, is_answered: bool) -> str:
        return "Show me texts to compare" if is_answered else super().button(is_answered=False)

    def is_blank(self, answer: Json) -> bool:
        return not isinstance(answer, str) or not answer.strip()

    def traits(self, page: Page) -> dict[str, Json]:
        return {"criteria": list(self.criteria.values()), "words": self.words}

    def faults(self, key: TextKey, page: Page) -> Iterator[Complaint]:
        for sample in key.samples:
            yield from unknown(sample.levels, self.criteria, "criterion")
            if set(sample.levels) != set(self.criteria) or not all(0 <= v <= 4 for v in sample.levels.values()):
                yield Complaint(f"levels {sample.levels}", "0 to 4 for every criterion", "Complete them.")

    def judge(self, key: TextKey, answer: Json, page: Page) -> Mark:
        scored = [Remark("note", self._sample(number, sample)) for number, sample in enumerate(key.samples, 1)]
        return Mark(None, (Remark("note", key.because), *scored))

    def _sample(self, number: int, sample: Sample) -> str:
        levels = "\n".join(f"  {level} of 4 · {self.criteria[name]}" for name, level in sample.levels.items())
        return f"Sample {number}\n\n“{sample.text.strip()}”\n\n{levels}\n\n{sample.because}"
