"""A class of made-up learners: what they hand in of lessons 5 and 6, quick to write and always the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from lessons.answers import MIME
from lessons.case import Case, read_case
from lessons.exercises import Function
from lessons.exercises.calling import Given, call_source
from tests.benchmarks.functions import FUNCTIONS, Written, written
from tests.hand_ins import answers, record
from tests.toy import asked

ROOT = Path(__file__).parents[2]
CASE = ROOT / "seeds" / "north-korea-russia"
NOTEBOOKS = {5: "05_out_of_how_many", 6: "06_the_trend"}
#: one hand-in of so many is damaged; one of so many holds a function that never ended
DAMAGED, ENDLESS = 100, 1000
_WAYS = ("right", "wrong", "", "nearly")
#: near misses, of which a regrading may want to be kinder
_NEARLY = {"one-night-in-march": {"number": 49.5, "base": "launched", "unit": "percent"}}
_MOMENT = "2026-11-20T10:{:02}:{:02}+00:00"
_HOLE = re.compile(r'"@([a-z0-9-]+)@"')


@dataclass(frozen=True)
class Learner:
    """One learner's number, pseudonym and answers to what is handed in."""

    number: int
    sources: Mapping[str, Written]
    #: by exercise: "right", "wrong", "nearly" or "" for nothing said
    said: Mapping[str, str]

    @property
    def name(self) -> str:
        return f"learner-{self.number:05}"

    @property
    def time(self) -> str:
        return _MOMENT.format(self.number // 60 % 60, self.number % 60)

    @property
    def damage(self) -> str:
        """What befell the file on its way."""
        kinds = ("cut off", "empty", "cleared")
        return kinds[self.number // DAMAGED % 3] if self.number % DAMAGED == 41 else ""


class Classroom:
    """The lessons' exercises with right and wrong answers, and the notebooks with holes to put records into."""

    def __init__(self) -> None:
        self.case: Case = read_case(CASE)
        lessons = [lesson for lesson in self.case.lessons if lesson.number in NOTEBOOKS]
        keyed = {**self.case.practice, **self.case.graded}
        self.by_lesson = {lesson.number: [e.id for e in lesson.exercises if e.id in keyed] for lesson in lessons}
        ids = [id for mine in self.by_lesson.values() for id in mine]
        self.handed_in = [id for id in ids if id in self.case.graded]
        self._twins = {e.same_as for lesson in lessons for e in lesson.exercises if e.same_as}
        self._given = {how: answers(self.case, learner=how, ids=ids) for how in ("right", "wrong")}
        self._given["nearly"] = _NEARLY
        self._results: dict[str, list[Given]] = {}

    def learner(self, number: int) -> Learner:
        """The learner of a number, the same in every class."""
        luck = Random(number)
        endless = "unaccounted" if number % ENDLESS == ENDLESS // 2 else ""
        sources = {id: written(id, luck, number, "endless" if id == endless else "") for id in FUNCTIONS}
        said = {id: luck.choices(_WAYS, self._odds(id))[0] for id in self.handed_in}
        return Learner(number, sources, said)

    def value(self, learner: Learner, id: str) -> Any:
        """What a learner answers; nothing where they say nothing."""
        return self._given[learner.said[id]][id] if learner.said[id] else None

    def _odds(self, id: str) -> tuple[int, ...]:
        # a question asked beside a function earns the same point: few do both
        return (12, 4, 84, 0) if id in self._twins else (66, 24, 6, 4 * (id in _NEARLY))

    @cached_property
    def _records(self) -> Mapping[tuple[str, str, int], str]:
        """Every record there may be, as JSON with holes for who, when and what source."""
        told = {}
        for how, given in self._given.items():
            for id, answer in given.items():
                answer = "@source@" if id in FUNCTIONS else answer
                for attempt in (1, 2):
                    plain = record(self.case, id, answer, who="@who@", time="@time@", attempt=attempt)
                    told[id, how, attempt] = plain.line()
        return told

    def _record(self, learner: Learner, id: str, how: str, attempt: int) -> str:
        line = self._records[id, how, attempt].replace("@who@", learner.name).replace("@time@", learner.time)
        if id in FUNCTIONS:
            return line.replace('"@source@"', json.dumps(self._called(learner.sources[id], id)))
        return line

    def _called(self, written: Written, id: str) -> dict[str, Any]:
        """What the learner's desk recorded: no two sources are the same, but most do the same."""
        exercise, _ = asked(self.case, id)
        assert isinstance(exercise, Function)
        without_comment = re.sub(r"    # try .*\n", "", written.source)
        if without_comment not in self._results:
            self._results[without_comment] = call_source(without_comment, exercise.name, exercise.calls)
        return {"source": written.source, "results": self._results[without_comment]}

    def counted(self, learner: Learner, lesson: int) -> Iterator[tuple[str, str]]:
        """The record that counts of each exercise of a lesson that was answered."""
        for id in self.by_lesson[lesson]:
            if id in FUNCTIONS or id not in learner.said:
                yield id, self._record(learner, id, "right", 1 if id in FUNCTIONS else 2)
            elif how := learner.said[id]:
                yield id, self._record(learner, id, how, 1)

    def book(self, learner: Learner, lesson: int) -> str:
        """An answer book: what is practised was wrong at first and right in the end."""
        practised = [id for id in self.by_lesson[lesson] if id not in learner.said and id not in FUNCTIONS]
        first = [self._record(learner, id, "wrong", 1) for id in practised]
        return "".join(f"{line}\n" for line in (*first, *(line for _, line in self.counted(learner, lesson))))

    def notebook(self, learner: Learner, lesson: int) -> str:
        """The notebook as the browser saves it, pictures and all, with the records in its outputs."""
        records = dict(self.counted(learner, lesson))
        whole = []
        for place, piece in enumerate(self._templates[lesson]):
            whole.append(self._fill(piece, learner, records) if place % 2 else piece)
        return "".join(whole)

    def _fill(self, hole: str, learner: Learner, records: Mapping[str, str]) -> str:
        if hole.startswith("source-"):
            return json.dumps(learner.sources[hole.removeprefix("source-")].source)
        said = f'"text/plain": {json.dumps("Kept in your answers." if hole in records else "")}'
        return f'{{"{MIME}": {records[hole]}, {said}}}' if hole in records else f"{{{said}}}"

    @cached_property
    def _templates(self) -> Mapping[int, list[str]]:
        return {lesson: _HOLE.split(self._with_holes(lesson)) for lesson in NOTEBOOKS}

    def _with_holes(self, lesson: int) -> str:
        notebook = json.loads((ROOT / "notebooks" / f"{NOTEBOOKS[lesson]}.ipynb").read_text(encoding="utf-8"))
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        # the desk leaves an empty output below each question, for its record
        empty = [o for cell in code for o in cell["outputs"] if _is_empty(o)]
        for output, id in zip(empty, self.by_lesson[lesson], strict=False):
            output["data"] = f"@{id}@"
        left = self.by_lesson[lesson][len(empty) :]
        code[-1]["outputs"] += [{"output_type": "display_data", "metadata": {}, "data": f"@{id}@"} for id in left]
        for cell in code:
            for id, name in FUNCTIONS.items():
                if f"def {name}(" in "".join(cell["source"]):
                    cell["source"] = f"@source-{id}@"
        return json.dumps(notebook, indent=1, ensure_ascii=False)


def _is_empty(output: Mapping[str, Any]) -> bool:
    return output["output_type"] == "display_data" and "".join(output["data"].get("text/plain", "x")) == ""


def write_class(folder: Path, learners: int, room: Classroom | None = None) -> int:
    """Write hand-ins: of every two learners one a folder with answer books, one notebooks. Gives their bytes."""
    room = room or Classroom()
    folder.mkdir(parents=True)
    return sum(_write(folder, room, room.learner(number)) for number in range(learners))


def _write(folder: Path, room: Classroom, learner: Learner) -> int:
    give: Callable[[Learner, int], str]
    if learner.number % 2:
        give, path = room.notebook, f"{learner.name}_{{}}.ipynb"
    else:
        give, path = room.book, f"{learner.name}/answers/{{}}.jsonl"
        (folder / learner.name / "answers").mkdir(parents=True)
    size = 0
    for lesson, stem in NOTEBOOKS.items():
        text = _damaged(give(learner, lesson), learner.damage)
        size += (folder / path.format(stem)).write_text(text, encoding="utf-8")
    return size


def _damaged(text: str, damage: str) -> str:
    if damage == "cleared":
        return text.replace(MIME, "application/gone").replace('"exercise"', '"nothing"')
    return {"": text, "cut off": text[: len(text) * 2 // 3], "empty": ""}[damage]
