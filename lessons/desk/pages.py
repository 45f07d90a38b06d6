"""What the desk lays on the page: text, the sentence a question is about, and the article itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from IPython.display import display

from lessons.article import Span
from lessons.case import Case, Lesson
from lessons.case.asking import question_text
from lessons.exercises import AnyExercise
from lessons.ledger import LABELS, Claim
from lessons.widgets import ReaderWidget

FIELD_TITLES = {
    "kind": "what kind of claim",
    "voice": "who says so",
    "access": "how the speaker could know",
    "certainty": "how sure",
    "verdict": "what other reporting supports",
    "wording": "what the wording kept",
}


def show_text(markdown: str) -> None:
    """Print Markdown as an output that is stored with the notebook."""
    display({"text/markdown": markdown, "text/plain": markdown}, raw=True)


def as_html(markdown: str) -> str:
    """A note of the case as HTML, for a place that opens later."""
    from markdown_it import MarkdownIt  # late: most of a page is Markdown that the front end draws

    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))


def asked(exercise: AnyExercise, number: str, case: Case) -> str:
    """A question's number and words."""
    return f"### Question {number}\n\n{question_text(exercise, case)}"


def when_shown(lesson: Lesson, case: Case) -> str:
    """When a lesson that only records shows its answers; empty for any other."""
    if not lesson.answers_shown_in:
        return ""
    shown = next((other.number for other in case.lessons if other.slug == lesson.answers_shown_in), None)
    return f"in lesson {shown}" if shown is not None else "later in the course"


def readings(exercise: AnyExercise) -> str:
    """Two reasoned readings of a vote, said to be what they are."""
    lines = "\n".join(f"{number}. {text}" for number, text in enumerate(exercise.readings, 1))
    return f"Two ways to read it, both written for this course:\n\n{lines}" if lines else ""


def reader(case: Case, fields: tuple[str, ...]) -> ReaderWidget:
    """The whole article, with the course's labels of these fields to switch on."""
    claims = case.claims if fields else ()
    terms = tuple(_explained(case))
    return ReaderWidget(
        paragraphs=[
            {
                "number": number,
                "sentences": [
                    _pieces(sentence, claims, terms, case)
                    for sentence in case.article.sentences
                    if sentence.paragraph == number
                ],
            }
            for number in range(len(case.article.paragraphs))
        ],
        claims=[
            {"quote": claim.quote, "labels": {field: claim.label(field) for field in fields}} for claim in claims
        ],
        fields={field: {"title": FIELD_TITLES[field], "words": dict(LABELS[field])} for field in fields},
    )


def _explained(case: Case) -> Iterator[tuple[Span, str]]:
    """Where a word of the glossary first stands in a paragraph, and its line; the longer word wins."""
    lines = {
        word: term.line.rstrip(".").replace("*", "")
        for terms in case.settings.glossary.values()
        for term in terms
        for word in term.words
    }
    if not lines:
        return
    wanted = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(lines, key=len, reverse=True)))})\b")
    for number, paragraph in enumerate(case.article.paragraphs):
        met: set[str] = set()
        for found in wanted.finditer(paragraph):
            line = lines[found[0]]
            if line not in met:
                yield Span(number, *found.span()), line
            met.add(line)


def _pieces(
    sentence: Span, claims: tuple[Claim, ...], terms: tuple[tuple[Span, str], ...], case: Case
) -> list[dict[str, Any]]:
    """A sentence cut wherever a claim or an explained word begins or ends; each piece knows which cover it."""
    spans = [
        (at, case.article.find(claim.anchor))
        for at, claim in enumerate(claims)
        if claim.paragraph == sentence.paragraph
    ]
    words = [(span, line) for span, line in terms if span.overlaps(sentence)]
    covers = [sentence, *(span for _, span in spans), *(span for span, _ in words)]
    ends = {end for span in covers for end in (span.start, span.end)}
    cuts = sorted(end for end in ends if sentence.start <= end <= sentence.end)
    return [_piece(Span(sentence.paragraph, start, end), spans, words, case) for start, end in pairwise(cuts)]


def _piece(
    piece: Span, spans: list[tuple[int, Span]], words: list[tuple[Span, str]], case: Case
) -> dict[str, Any]:
    return {
        "text": case.article.text(piece),
        "claims": [at for at, span in spans if span.overlaps(piece)],
        "ends": [at for at, span in spans if span.end == piece.end],
        "line": next((line for span, line in words if span.start == piece.start), ""),
    }
