"""A page to mark one question on: every learner's answer, without a name, marked by keyboard, mouse or touch."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from lessons.answers import Record
from lessons.case import Case
from lessons.exercises import AnyExercise, Key
from lessons.exercises.text import count_words
from lessons.gradebook.asked import wording
from lessons.gradebook.by_hand import LEVELS
from lessons.gradebook.by_hand_csv import TAG
from lessons.gradebook.feedback_words import line, paragraphs, shortened, source, template
from lessons.gradebook.marking import Marking
from lessons.gradebook.results import Item
from lessons.handins.people import Learner

Names = Literal["hidden", "shown"]
#: answers on one page; more go on further pages
PAGE = 300
#: characters of one answer that a page shows
LONGEST = 20_000
#: letters only: a spreadsheet must not take a code for a number or a date
_LETTERS = "abcdfghjkmnpqrstvwxz"
_TEMPLATE = "marking_page.html.j2"
#: in place of a reason that may name another learner
HELD = "Held back for a person; problems.csv says why, with the name. Marking it here gives the points."


@dataclass(frozen=True)
class Paper:
    """One learner's answer to the question of a page, and what came of it so far."""

    learner: Learner
    record: Record
    item: Item


@dataclass(frozen=True)
class MarkingPage:
    """A page as a file: its name and its text, piece by piece."""

    name: str
    chunks: Iterator[str]


def code(salt: str, learner: str) -> str:
    """What stands for a learner on a page: without the gradebook's salt nobody gets from it to the name."""
    digest = hashlib.sha256(f"{salt}:{learner}".encode("utf-8", "replace")).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:12])


def codes(salt: str, learners: Iterable[str]) -> dict[str, str]:
    """The learners of a gradebook by their codes: what ``read_page_csv`` needs."""
    return {code(salt, learner): learner for learner in learners}


def marking_pages(
    exercise: AnyExercise,
    case: Case,
    key: Key,
    papers: Iterable[Paper],
    *,
    salt: str,
    names: Names = "hidden",
) -> Iterator[MarkingPage]:
    """The pages for one question, at most ``PAGE`` answers each, in an order that tells nothing of the names."""
    table = _Table(exercise, case, key, salt, names)
    shuffled = sorted(papers, key=table.place)
    parts = [shuffled[at : at + PAGE] for at in range(0, len(shuffled), PAGE)]
    for number, part in enumerate(parts, 1):
        stem = exercise.id if len(parts) == 1 else f"{exercise.id}-{number}"
        first = (number - 1) * PAGE + 1
        view = table.view() | {
            "stem": stem,
            "part": number,
            "parts": len(parts),
            "count": len(part),
            "why_all": line(table.why_all(part)),
            "papers": table.papers(part, first),
        }
        yield MarkingPage(f"{stem}.html", template(_TEMPLATE).generate(view))


@dataclass(frozen=True)
class _Table:
    """The question with all that a marker wants beside the answers."""

    exercise: AnyExercise
    case: Case
    key: Key
    salt: str
    names: Names

    def place(self, paper: Paper) -> str:
        """Where a paper lies in the pile: by its code, or by the name where names are shown."""
        hidden = code(self.salt, paper.learner.id)
        return hidden if self.names == "hidden" else f"{paper.learner.name.casefold()} {hidden}"

    def view(self) -> dict[str, Any]:
        """What stands on every page."""
        exercise = self.exercise
        return {
            "language": self.case.settings.language,
            "script_hash": script_hash(),
            "number": Marking(self.case, {}).numbers.get(exercise.id, exercise.id),
            # answers of one gradebook never meet the marks of another in the browser's memory
            "store": hashlib.sha256(f"{self.salt}:{exercise.id}".encode()).hexdigest()[:16],
            "out_of": f"{exercise.points:g}",
            "prompt": paragraphs(exercise.prompt),
            "shown": [paragraphs(self.case.sentence(id)) for id in exercise.show],
            "extract": paragraphs(exercise.extract),
            "criteria": {name: line(words) for name, words in self.exercise.rubric.items()},
            "levels": LEVELS,
            **self._key(),
        }

    def _key(self) -> dict[str, Any]:
        return {
            "because": [line(text) for text in self._because],
            "function": self.key.value.strip() if self.exercise.is_code else "",
            "samples": [_sample(model) for model in self.exercise.models(self.key)],
        }

    @cached_property
    def _because(self) -> tuple[str, ...]:
        if self.exercise.is_code or self.exercise.read_by_a_person:
            return (self.key.because,)
        return tuple(remark.text for remark in self.exercise.reveal(self.key, self.case.page))

    def papers(self, papers: Sequence[Paper], first: int) -> Iterator[dict[str, Any]]:
        """The answers of one page, each with what is needed to mark it."""
        why_all = self.why_all(papers)
        for number, paper in enumerate(papers, first):
            asked = wording(self.exercise, paper.record)
            text = asked.said(paper.record.answer, self.case.page)
            by_levels = bool(asked.rubric) and paper.item.status != "ungradable"
            yield {
                "number": number,
                "name": paper.learner.name if self.names == "shown" else "",
                "code": code(self.salt, paper.learner.id),
                # the gradebook's column, whichever of two ways to its points was answered
                "exercise": paper.item.exercise,
                "answer": TAG + paper.item.answer_hash,
                "text": shortened(text, LONGEST),
                "words": count_words(text),
                "why": "" if why_all else line(self._why(paper)),
                "prompt": "" if asked is self.exercise else paragraphs(asked.prompt),
                "is_code": asked.is_code,
                "by_levels": by_levels,
            }

    def why_all(self, papers: Sequence[Paper]) -> str:
        """The reason that all answers of a page share: read once, not under each."""
        reasons = {self._why(paper) for paper in papers} if len(papers) > 1 else set()
        return reasons.pop() if len(reasons) == 1 else ""

    def _why(self, paper: Paper) -> str:
        """Why an answer waits, without what stands beside all of them anyway."""
        item = paper.item
        of_the_answer = next((reason.text for reason in item.reasons if _begins(item.why, reason.text)), "")
        if of_the_answer in self._because:
            return item.why.removeprefix(of_the_answer).removeprefix("; ")
        is_safe = self.names == "shown" or of_the_answer or item.status == "ungradable" or not item.why
        return item.why if is_safe else HELD


def _begins(why: str, reason: str) -> bool:
    # what marking adds, such as that the answer has changed since, follows after a semicolon
    return why == reason or why.startswith(f"{reason}; ")


def _sample(sample: Any) -> dict[str, Any]:
    return {"text": line(sample.text), "levels": sample.levels, "because": line(sample.because)}


@cache
def script_hash() -> str:
    """The hash by which the page allows its own script and no other."""
    script = re.search(r"<script>(.*?)</script>", source(_TEMPLATE), re.DOTALL)
    digest = hashlib.sha256(script[1].encode() if script else b"").digest()
    return base64.b64encode(digest).decode()
