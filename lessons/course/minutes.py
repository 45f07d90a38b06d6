"""How long the core of a lesson takes: reckoned by one rule from what its cells show and ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from lessons.case import Case, Lesson
from lessons.case.asking import question_text
from lessons.course.notebooks import calls, cells_of, numbered, read_asks
from lessons.errors import Fault
from lessons.exercises import AnyExercise

WORDS_A_MINUTE = 150
#: two minutes of talk, and half a minute to vote again
VOTED_AGAIN = 150
SURENESS = 10
#: how many of a bank are asked, and how many minutes a sitting may take
FROM_THE_BANK = 8
LONGEST = 30

_EXTRA = "## Go further"
_NEXT_SITTING = "# Second sitting"
_FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Sitting:
    """What one sitting shows: its prose, and what its cells call."""

    prose: str
    calls: frozenset[tuple[str, str]]


def sittings(path: Path) -> list[Sitting]:
    """The core of a notebook, up to *Go further*; in two where a heading begins a second sitting."""
    found: list[list[tuple[str, str]]] = [[]]
    for kind, source in cells_of(path):
        if source.startswith(_EXTRA):
            break
        if source.startswith(_NEXT_SITTING):
            found.append([])
        found[-1].append((kind, source))
    return [_sitting(cells) for cells in found]


def _sitting(cells: Sequence[tuple[str, str]]) -> Sitting:
    prose = "\n".join(source for kind, source in cells if kind == "markdown")
    called = (calls(source) for kind, source in cells if kind == "code")
    return Sitting(prose, frozenset(chain.from_iterable(called)))


def minutes(sitting: Sitting, lesson: Lesson, case: Case) -> float:
    """Minutes to read what a sitting shows, and to answer what it asks."""
    asked = [exercise for exercise in lesson.exercises if exercise.asked_by in sitting.calls]
    bank = [seconds_for(exercise, lesson, case) for exercise in asked if exercise.stage == "bank"]
    own = [seconds_for(exercise, lesson, case) for exercise in asked if exercise.stage != "bank"]
    read = words(sitting.prose) + sum(words(text) for text in _read(sitting, lesson, case))
    return (seconds_to_read(read) + sum(own) + FROM_THE_BANK * sum(bank) / max(1, len(bank))) / 60


def words(text: str) -> int:
    """How many words a reader meets; what is folded away is looked up, not read."""
    return sum(any(map(str.isalnum, piece)) for piece in _TAG.sub(" ", _FOLDED.sub("", text)).split())


def seconds_to_read(count: int) -> float:
    return 60 * count / WORDS_A_MINUTE


def _read(sitting: Sitting, lesson: Lesson, case: Case) -> Iterator[str]:
    for verb, word in sitting.calls:
        slot = f"worked {word}".strip() if verb == "worked" else word
        if (verb, word) == ("read", ""):
            yield from case.article.paragraphs
        elif verb in ("read", "worked", "reveal") and slot in lesson.notes.slots:
            yield case.note(lesson, slot)
        elif verb == "answers":
            recorded = next((other for other in case.lessons if other.slug == word), None)
            yield from (_shown_again(exercise, case) for exercise in (recorded.exercises if recorded else ()))


def _shown_again(exercise: AnyExercise, case: Case) -> str:
    """A question that was answered long ago, without its extract, and what is right."""
    return question_text(exercise.model_copy(update={"extract": ""}), case) + " " + _told(exercise, case)


def _told(exercise: AnyExercise, case: Case) -> str:
    key = case.practice.get(exercise.id)
    return key.told_when_right if key else ""


def seconds_for(exercise: AnyExercise, lesson: Lesson, case: Case) -> float:
    """Seconds for one question: to read it, to answer it, and to read why."""
    offered = () if exercise.has_steps else _texts(exercise.traits(case.page))
    told = "" if lesson.answers_shown_in else _told(exercise, case)
    read = sum(map(words, (question_text(exercise, case), told, *exercise.readings, *offered)))
    voted = VOTED_AGAIN if exercise.stage == "vote" else 0
    return seconds_to_read(read) + exercise.seconds + voted + SURENESS * exercise.confidence


def _texts(traits: object) -> Iterator[str]:
    """Every string that a question's face shows."""
    if isinstance(traits, str):
        yield traits
    elif isinstance(traits, dict | list | tuple):
        parts: Iterable[object] = traits.values() if isinstance(traits, dict) else traits
        yield from chain.from_iterable(map(_texts, parts))


def reckoned(case: Case, folder: Path | None) -> Iterator[tuple[Lesson, Path, list[float]]]:
    """Each lesson of a case that a notebook opens, and the minutes of its sittings."""
    lessons = {lesson.slug: lesson for lesson in case.lessons}
    for path in numbered(folder):
        if lesson := lessons.get(read_asks(path).lesson):
            yield lesson, path, [minutes(sitting, lesson, case) for sitting in sittings(path)]


def promised(path: Path) -> str:
    """How long a notebook says that its core takes."""
    prose = " ".join(sitting.prose for sitting in sittings(path))
    found = re.search(r"\d+ to \d+ minutes", prose)
    return found[0] if found else "no time"


def too_long(case: Case, folder: Path | None) -> Iterator[Fault]:
    """A fault for each sitting that takes longer than the course allows, or than its notebook promises."""
    for lesson, path, taken in reckoned(case, folder):
        told = re.match(r"\d+", promised(path))
        allowed = min(LONGEST, int(told[0])) if told else LONGEST
        for spent in taken:
            if round(spent) > allowed:
                found, expected = f"a core of {spent:.0f} minutes in {path.name}", f"at most {allowed}"
                do = "Move questions below *Go further*, shorten what is read, or mend what the notebook promises."
                yield Fault(f"exercises/{lesson.stem}.toml", "", found, expected, do)
