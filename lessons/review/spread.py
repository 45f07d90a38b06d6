"""Where the room disagrees: the labels that pupils gave each claim of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

from lessons.answers import Json, Place, Record
from lessons.article import Span
from lessons.case import Case
from lessons.errors import AnswerError
from lessons.exercises import AnyExercise
from lessons.ledger import LABELS, Claim
from lessons.review.pupils import SchoolClass

#: a question of the ledger as a teacher would put it
FIELDS = {
    "kind": "What kind of claim?",
    "voice": "Who says so?",
    "access": "How could they know?",
    "certainty": "How sure?",
    "verdict": "What does other reporting support?",
    "wording": "What did the wording keep?",
}
#: from this many in 100 on, pupils differ often
OFTEN = 50


@dataclass(frozen=True)
class Spread:
    """The labels of one claim in one field, as many as were given first."""

    claim: Claim
    field: str
    counts: Mapping[str, int]

    @property
    def answered(self) -> int:
        """How many pupils labelled it."""
        return sum(self.counts.values())

    @property
    def apart(self) -> float:
        """Of 100 pairs of pupils, how many chose different labels."""
        return 100 * differing(list(self.counts.values()))

    def words(self) -> list[tuple[str, int]]:
        """Each label that was chosen in words, the commonest first, and how often."""
        spelled = LABELS[self.field]
        return [(spelled[label], n) for label, n in sorted(self.counts.items(), key=lambda c: -c[1])]


def differing(counts: Sequence[int]) -> float:
    """The chance that two of a room, drawn at random, said different things: Simpson's index of diversity."""
    total = sum(counts)
    same = sum(n * (n - 1) for n in counts)
    return 1 - same / (total * (total - 1)) if total > 1 else 0.0


def spreads(school_class: SchoolClass) -> list[Spread]:
    """Every claim that enough pupils labelled, in the order of the article."""
    found = dict[tuple[str, str], Counter[str]]()
    for pupil in school_class.pupils:
        labels = dict[tuple[str, str], str]()
        for exercise, answer in _tables(school_class.case, pupil.first):
            for field in {field for _, field in exercise.labelled()}:
                for claim, label in exercise.given(field, answer).items():
                    labels.setdefault((claim, field), label)
        for place, label in labels.items():
            found.setdefault(place, Counter())[label] += 1
    case = school_class.case
    rows = [Spread(case.claim(claim), field, counts) for (claim, field), counts in found.items()]
    enough = [row for row in rows if row.answered >= school_class.least]
    return sorted(enough, key=lambda row: (_place(case, row.claim), list(FIELDS).index(row.field)))


def _tables(case: Case, first: Mapping[Place, Record]) -> Iterator[tuple[AnyExercise, Json]]:
    for _, exercise in case.asked():
        record = first.get((exercise.id, ""))
        if record is not None and any(exercise.labelled()):
            with suppress(AnswerError):  # an older wording
                yield exercise, exercise.accept(record.answer)


def _place(case: Case, claim: Claim) -> tuple[int, int, int]:
    span = case.article.find(claim.anchor)
    return span.paragraph, span.start, -span.end


@dataclass(frozen=True)
class Words:
    """Some words of a paragraph, and the claims that they belong to."""

    text: str
    #: 0: not labelled, 1: pupils agree, 2: some differ, 3: many differ
    shade: int = 0
    #: the numbers of the claims that end here
    ends: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the article with the spreads of its claims."""

    number: int
    pieces: tuple[Words, ...]
    claims: tuple[tuple[int, tuple[Spread, ...]], ...]


def paragraphs(case: Case, rows: Sequence[Spread]) -> list[Paragraph]:
    """The paragraphs in which something was labelled, cut where claims begin and end."""
    spans = {row.claim.id: case.article.find(row.claim.anchor) for row in rows}
    numbers = {id: number for number, id in enumerate(spans, 1)}
    mine = {id: tuple(row for row in rows if row.claim.id == id) for id in spans}
    found = list[Paragraph]()
    for number, text in enumerate(case.article.paragraphs):
        here = {id: span for id, span in spans.items() if span.paragraph == number}
        if here:
            shades = {id: max(map(shade, mine[id])) for id in here}
            pieces = tuple(_pieces(text, here, shades, numbers))
            found.append(Paragraph(number, pieces, tuple((numbers[id], mine[id]) for id in here)))
    return found


def shade(row: Spread) -> int:
    """How much the room differs on a claim, in three steps."""
    return 3 if row.apart >= OFTEN else 2 if row.apart >= OFTEN / 2 else 1


def _pieces(
    text: str, here: Mapping[str, Span], shades: Mapping[str, int], numbers: Mapping[str, int]
) -> Iterator[Words]:
    cuts = sorted({0, len(text)} | {place for span in here.values() for place in (span.start, span.end)})
    for start, end in pairwise(cuts):
        over = [id for id, span in here.items() if span.start <= start and end <= span.end]
        ends = tuple(numbers[id] for id, span in here.items() if span.end == end)
        yield Words(text[start:end], max((shades[id] for id in over), default=0), ends)
