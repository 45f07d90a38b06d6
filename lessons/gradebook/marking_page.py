"""A page to mark one question on: every learner's answer, without a name, marked by keyboard, mouse or touch."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Literal

from lessons.answers import Record
from lessons.case import Case
from lessons.exercises import AnyExercise, Key
from lessons.exercises.wording import count_words
from lessons.gradebook.asked import wording
from lessons.gradebook.by_hand import LEVELS
from lessons.gradebook.by_hand_csv import TAG
from lessons.gradebook.executors import batches
from lessons.gradebook.feedback_words import shortened, source, template
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
    view, because = _beside(exercise, case, key, salt), _because(exercise, case, key)
    pile = sorted(papers, key=lambda paper: code(salt, paper.learner.id))
    if names == "shown":
        pile.sort(key=lambda paper: paper.learner.name.casefold())
    parts = list(batches(pile, PAGE))
    for number, part in enumerate(parts, 1):
        stem = exercise.id if len(parts) == 1 else f"{exercise.id}-{number}"
        whys = [_why(paper, because, names) for paper in part]
        # the reason that all answers of a page share is read once, not under each
        why_all = whys[0] if len(whys) > 1 and len({*whys}) == 1 else ""
        shown = (
            _answer(exercise, case, paper) | {"number": n, "why": "" if why_all else why}
            for n, (paper, why) in enumerate(zip(part, whys, strict=True), (number - 1) * PAGE + 1)
        )
        told = {"stem": stem, "part": number, "parts": len(parts), "count": len(part), "why_all": why_all}
        page = template(_TEMPLATE).generate(view | told, because=because, names=names, papers=shown)
        yield MarkingPage(f"{stem}.html", page)


def _beside(exercise: AnyExercise, case: Case, key: Key, salt: str) -> dict[str, Any]:
    """The question with all that a marker wants beside the answers: what stands on every page."""
    return {
        "language": case.settings.language,
        "script_hash": script_hash(),
        "exercise": exercise,
        "number": Marking(case, {}).numbers.get(exercise.id, exercise.id),
        # answers of one gradebook never meet the marks of another in the browser's memory
        "store": hashlib.sha256(f"{salt}:{exercise.id}".encode()).hexdigest()[:16],
        "code": partial(code, salt),
        "shown": [case.sentence(id) for id in exercise.show],
        "levels": LEVELS,
        "function": key.value.strip() if exercise.is_code else "",
        "samples": exercise.models(key),
    }


def _because(exercise: AnyExercise, case: Case, key: Key) -> tuple[str, ...]:
    if exercise.is_code or exercise.read_by_a_person:
        return (key.because,)
    return tuple(remark.text for remark in exercise.reveal(key, case.page))


def _answer(exercise: AnyExercise, case: Case, paper: Paper) -> dict[str, Any]:
    """An answer with what is needed to mark it."""
    asked = wording(exercise, paper.record)
    text = asked.said(paper.record.answer, case.page)
    return {
        "learner": paper.learner,
        "item": paper.item,
        "answer": TAG + paper.item.answer_hash,
        "text": shortened(text, LONGEST),
        "words": count_words(text),
        "prompt": "" if asked is exercise else asked.prompt,
        "is_code": asked.is_code,
        "by_levels": bool(asked.rubric) and paper.item.status != "ungradable",
    }


def _why(paper: Paper, because: Sequence[str], names: Names) -> str:
    """Why an answer waits, without what stands beside all of them anyway."""
    item = paper.item
    of_the_answer = next((reason.text for reason in item.reasons if _begins(item.why, reason.text)), "")
    if of_the_answer in because:
        return item.why.removeprefix(of_the_answer).removeprefix("; ")
    is_safe = names == "shown" or of_the_answer or item.status == "ungradable" or not item.why
    return item.why if is_safe else HELD


def _begins(why: str, reason: str) -> bool:
    # what marking adds, such as that the answer has changed since, follows after a semicolon
    return why == reason or why.startswith(f"{reason}; ")


@cache
def script_hash() -> str:
    """The hash by which the page allows its own script and no other."""
    script = re.search(r"<script>(.*?)</script>", source(_TEMPLATE), re.DOTALL)
    digest = hashlib.sha256(script[1].encode() if script else b"").digest()
    return base64.b64encode(digest).decode()
