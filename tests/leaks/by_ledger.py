"""Guessing from ledger, evidence, practice keys and instruments, each in the way its kind of question invites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations
from typing import Any

from lessons.charts.trend import Window, change_of
from lessons.exercises import AnyExercise, Choose, Edges, NumberExercise, Order, Spans
from lessons.ledger import LABELS, Claim
from tests.leaks.by_text import WORD
from tests.leaks.material import Handout, of, plain


def options(handout: Handout, exercise: AnyExercise, key: Any) -> bool:
    """The ledger's labels, or its reasons, single out the right option; or a practice key does."""
    if not isinstance(exercise, Choose):
        return False
    right = {key.value} if isinstance(key.value, str) else set(key.value)
    claims = [handout.case.claim(id) for id in exercise.about]
    labels = {text for claim in claims for field in ("verdict", "wording") for text in _spellings(claim, field)}
    reasons = {word for claim in claims for word in WORD.findall(claim.verdict_why.lower())}
    by_label = {id: sum(label in text.lower() for label in labels) for id, text in exercise.options.items()}
    by_reason = {id: len(reasons & set(WORD.findall(text.lower()))) for id, text in exercise.options.items()}
    return bool({_single(by_label), _single(by_reason), *_practised(handout, exercise)} & right)


def _spellings(claim: Claim, field: str) -> tuple[str, ...]:
    """A label as the files have it, and as the page begins it; nothing of one that is withheld."""
    label = claim.label(field)
    return () if label == "withheld" else (label, " ".join(re.findall(r"[\w’-]+", LABELS[field][label])[:2]))


def _single(scores: dict[str, int]) -> str | None:
    best = [id for id, score in scores.items() if score == max(scores.values()) > 0]
    return best[0] if len(best) == 1 else None


def _practised(handout: Handout, exercise: Choose) -> Iterator[str]:
    """The option that a practice key takes where the same is asked."""
    for id, key in handout.case.practice.items():
        other = handout.asked[id]
        same = (other.prompt, other.extract, other.chart) == (exercise.prompt, exercise.extract, exercise.chart)
        if same and isinstance(other, Choose) and isinstance(key.value, str):
            yield from (option for option, text in exercise.options.items() if text == other.options[key.value])


def doubt(handout: Handout, exercise: AnyExercise, key: Any) -> bool:
    """The ledger lists the words, or a practice key or a note on the same claims calls them words of doubt."""
    if not isinstance(exercise, Spans):
        return False
    there = [claim for claim in handout.case.claims if claim.paragraph in exercise.paragraphs]
    about = {claim.id for claim in there}
    told = [
        text.lower()
        for id, key in handout.case.practice.items()
        if about & set(handout.asked[id].speaks_of)
        for text in of(key)
    ]
    marks = {word.lower() for claim in handout.full.claims if claim.id in about for word in claim.boost_words}
    told += [text.lower() for text in handout.texts if any(mark in text.lower() for mark in marks)]
    wanted = {stretch.quote.lower() for stretch in key.value}
    weak = [text for text in told if re.search("weaken|doubt", text)]
    said = {word for word in wanted if any(re.search(rf"\*{word}\b[^*]*\*", text) for text in weak)}
    return wanted <= said | {word.lower() for claim in there for word in claim.hedge_words}


def arrows(handout: Handout, exercise: AnyExercise, key: Any) -> bool:
    """The evidence says from whom each of the nodes has it."""
    if not isinstance(exercise, Edges):
        return False
    case, drawn = handout.case, set()
    names = {party.id: party.name for party in (*case.sources, *case.origins)}
    for report in case.reports:
        if set(report.claims) & set(exercise.about):
            told = " ".join([report.attribution, *(names.get(id, id) for id in report.rests_on)]).lower().split()
            starts = [id for id, text in exercise.nodes.items() if _known_by(text) <= set(told)]
            ends = [id for id, text in exercise.nodes.items() if text.lower() in report.publisher.lower()]
            drawn |= {(start, end) for start in starts for end in ends if start != end}
    right = {(edge.start, edge.end) for edge in key.value}
    return bool(drawn) and 2 * len(drawn & right) / (len(drawn) + len(right)) >= 0.5


def _known_by(name: str) -> set[str]:
    return {word for word in name.lower().split() if word not in ("of", "the")}


def numbers(handout: Handout, exercise: AnyExercise, key: Any) -> bool:
    """A text has the number beside a figure of the question, or the trend explorer says it."""
    if not isinstance(exercise, NumberExercise):
        return False
    low, high = key.value.number - key.tolerance, key.value.number + key.tolerance
    figures = set(re.findall(r"\d[\d,]+", exercise.extract))
    return any(
        low <= number <= high for number in (*_printed(handout, exercise, figures), *_explored(handout, figures))
    )


def _printed(handout: Handout, exercise: NumberExercise, figures: set[str]) -> Iterator[float]:
    own = of(handout.asked[exercise.id])
    for text in handout.texts:
        for found in re.finditer(r"(\d+(?:\.\d+)?) ?(?:percent|%)", text) if text not in own else ():
            around = text[max(0, found.start() - 120) : found.end() + 120]
            if figures & set(re.findall(r"\d[\d,]+", around)):
                yield float(found[1])


def _explored(handout: Handout, figures: set[str]) -> Iterator[float]:
    """Every change that the trend explorer gives between two figures of the question."""
    trend, series = handout.case.settings.trend, handout.case.series
    if trend is None or series is None:
        return
    for column in (column for rules in trend.units.values() for column in (rules.start, rules.end) if column):
        values = tuple(series.number(month, column) for month in series.months)
        known = [m for m, value in zip(series.months, values, strict=True) if value and f"{value:,.0f}" in figures]
        for start, end in permutations(known, 2):
            change = change_of(Window("", series.months, values, start, end, ("", ""), withheld=trend.withheld))
            if not isinstance(change, str):
                yield change.percent


def order(handout: Handout, exercise: AnyExercise, key: Any) -> bool:
    """Practice keys put the same markers in order."""
    if not isinstance(exercise, Order):
        return False
    known = {
        (_marker(other.rows[first]), _marker(other.rows[second]))
        for id, practice in handout.case.practice.items()
        if isinstance(other := handout.asked[id], Order)
        for first, second in practice.pairs
    }
    return all((_marker(exercise.rows[a]), _marker(exercise.rows[b])) in known for a, b in key.pairs)


def _marker(text: str) -> str:
    return " ".join(re.findall(r"\*\*(.+?)\*\*", text)) or plain(text)


WAYS = (options, doubt, arrows, numbers, order)
