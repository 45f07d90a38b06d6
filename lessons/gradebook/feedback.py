"""A learner's feedback: one small page that needs no other file, with a reason for every point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lessons.answers import Record
from lessons.case import Case
from lessons.gradebook.asked import Asked, as_met, by_lesson, of_the_whole
from lessons.gradebook.feedback_words import clipped, still_open, template
from lessons.gradebook.results import Result

#: bytes that no page reaches
LIMIT = 30_000


@dataclass(frozen=True)
class Detail:
    """How much a page tells: of how many questions, and how many characters of each text."""

    answer: int
    prompt: int
    reason: int
    reasons: int
    #: whether a question that lost nothing is told in one line
    losses_only: bool = False
    items: int = 400
    problems: int = 12

    def is_brief(self, asked: Asked) -> bool:
        """Whether a question is told in its one line of points."""
        lost_nothing = asked.item.points == asked.item.out_of or asked.item.status in ("blank", "missing")
        return not self.reason or (self.losses_only and lost_nothing and not asked.item.comment)


#: tried in turn until the page is small enough; nearly every page is written with the first or second
DETAILS = (
    Detail(answer=2000, prompt=6000, reason=1500, reasons=40),
    Detail(answer=800, prompt=600, reason=500, reasons=12),
    Detail(answer=300, prompt=200, reason=250, reasons=6),
    Detail(answer=300, prompt=200, reason=250, reasons=4, losses_only=True),
    Detail(answer=60, prompt=80, reason=140, reasons=1, losses_only=True),
    Detail(answer=0, prompt=0, reason=100, reasons=1, losses_only=True),
    Detail(answer=0, prompt=0, reason=0, reasons=0, items=100, problems=5),
)


def feedback_page(result: Result, case: Case, answers: Mapping[str, Record], title: str) -> str:
    """The page as HTML, always below ``LIMIT`` bytes: long texts are shortened, and the page says so."""
    questions = list(as_met(result, case, answers))
    for detail in DETAILS:
        # half an emoji in a file's name cannot be written down; the rest of the page can
        page = _page(result, questions, detail, case, title).encode("utf-8", "replace")
        if len(page) < LIMIT:
            break
    return page.decode()


def _page(result: Result, questions: Sequence[Asked], detail: Detail, case: Case, title: str) -> str:
    lessons = by_lesson(questions)
    return template("feedback.html.j2").render(
        language=case.settings.language,
        title=clipped(title, 200),
        result=result,
        open=list(still_open(questions)),
        table=lessons if 1 < len(lessons) <= 40 else (),
        lessons=by_lesson(questions[: detail.items]),
        detail=detail,
        is_cut=detail is not DETAILS[0],
        left_out=max(0, len(questions) - detail.items),
        problems=of_the_whole(result)[: detail.problems],
    )
