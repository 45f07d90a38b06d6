"""A learner's feedback: one small page that needs no other file, with a reason for every point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lessons.answers import Record
from lessons.case import Case
from lessons.gradebook.asked import Asked, as_met, by_lesson, of_the_whole
from lessons.gradebook.feedback_words import (
    View,
    clipped,
    lesson_row,
    line,
    out_of,
    paragraphs,
    problem_line,
    reason_view,
    shortened,
    small_print,
    status,
    still_open,
    template,
)
from lessons.gradebook.results import Result

#: bytes that no page reaches
LIMIT = 30_000
_BRIEF: View = {"prompt": "", "answer": "", "is_code": False, "reasons": (), "comment": "", "notes": ()}


@dataclass(frozen=True)
class Detail:
    """How much a page tells: of which questions, how many of them, and how many characters of each text."""

    of: Literal["every question", "what lost points", "points only"]
    answer: int
    prompt: int
    reason: int
    reasons: int
    problems: int = 12
    items: int = 400

    def is_brief(self, asked: Asked) -> bool:
        """Whether a question is told in its one line of points."""
        if self.of == "what lost points":
            nothing_to_say = asked.item.points == asked.item.out_of or asked.item.status in ("blank", "missing")
            return nothing_to_say and not asked.item.comment
        return self.of == "points only"

    def at_least(self, asked: Asked) -> int:
        """Fewer bytes than a question will take: what cannot fit need not be written to be measured."""
        if self.is_brief(asked):
            return 15
        reasons = sum(min(len(reason.text), self.reason) for reason in asked.item.reasons[: self.reasons])
        return 15 + min(len(asked.prompt), self.prompt) + min(len(asked.answer), self.answer) + reasons


#: tried in turn until the page is small enough; nearly every page is written with the first or second
DETAILS = (
    Detail("every question", answer=2000, prompt=6000, reason=1500, reasons=40),
    Detail("every question", answer=800, prompt=600, reason=500, reasons=12),
    Detail("every question", answer=300, prompt=200, reason=250, reasons=6),
    Detail("what lost points", answer=300, prompt=200, reason=250, reasons=4),
    Detail("what lost points", answer=60, prompt=80, reason=140, reasons=1),
    Detail("what lost points", answer=0, prompt=0, reason=100, reasons=1),
    Detail("points only", answer=0, prompt=0, reason=0, reasons=0, problems=5, items=100),
)


def feedback_page(result: Result, case: Case, answers: Mapping[str, Record], title: str) -> str:
    """The page as HTML, always below ``LIMIT`` bytes: long texts are shortened, and the page says so."""
    questions = list(as_met(result, case, answers))
    for detail in DETAILS:
        if detail is not DETAILS[-1] and sum(map(detail.at_least, questions)) > LIMIT:
            continue
        view = {
            "language": case.settings.language,
            "title": clipped(title, 200),
            **_view(result, questions, detail),
        }
        # half an emoji in a file's name cannot be written down; the rest of the page can
        page = template("feedback.html.j2").render(view).encode("utf-8", "replace")
        if len(page) < LIMIT:
            break
    return page.decode()


def _view(result: Result, questions: Sequence[Asked], detail: Detail) -> View:
    lessons, problems = by_lesson(questions), of_the_whole(result)[: detail.problems]
    return {
        "name": clipped(result.learner.name, 120),
        "earned": out_of(result.raw, result.out_of),
        "late": _late(result),
        "open": list(still_open(questions)),
        "table": [lesson_row(*lesson) for lesson in lessons] if 1 < len(lessons) <= 40 else (),
        "lessons": list(_sections(by_lesson(questions[: detail.items]), detail)),
        "shortened": detail is not DETAILS[0],
        "left_out": max(0, len(questions) - detail.items),
        "problems": [problem_line(problem, max(detail.reason, 100)) for problem in problems],
        "small": list(small_print(result)),
    }


def _late(result: Result) -> View | None:
    if result.late is None:
        return None
    points = out_of(result.adjusted, result.out_of)
    return {"points": points, "because": line(clipped(result.late.because, 200))}


def _sections(lessons: Sequence[tuple[str, list[Asked]]], detail: Detail) -> Iterator[View]:
    for name, questions in lessons:
        yield {"name": name, "questions": [_question(asked, detail) for asked in questions]}


def _question(asked: Asked, detail: Detail) -> View:
    item = asked.item
    head = {"number": asked.number, "status": status(item, min(detail.reason, 300))}
    if detail.is_brief(asked):
        return head | _BRIEF
    return head | {
        "prompt": paragraphs(clipped(asked.prompt, detail.prompt)) if detail.prompt else "",
        "answer": shortened(asked.answer, detail.answer) if detail.answer else "",
        "is_code": asked.is_code,
        "reasons": [reason_view(reason, detail.reason) for reason in item.reasons[: detail.reasons]],
        "comment": shortened(item.comment, max(detail.answer, 200)),
        "marker": clipped(item.marker, 80),
        "notes": [line(clipped(note, 300)) for note in asked.notes[:3]],
    }
