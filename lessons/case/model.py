"""A case as one value: the article, its ledger, the evidence and the lessons written on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from lessons.article import Article
from lessons.case.drawings import drawing
from lessons.case.figures import Figure, figure
from lessons.case.notes import Notes
from lessons.case.series import Series
from lessons.case.settings import Settings
from lessons.case.where import comes_along
from lessons.charts.drawing import Drawing
from lessons.errors import CourseError
from lessons.exercises import AnyExercise, Key, Page
from lessons.ledger import Claim, Entry, Number, Origin, Party, Report, Source, Time

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Lesson:
    """What a case contributes to one notebook."""

    number: int
    slug: str
    exercises: tuple[AnyExercise, ...] = ()
    notes: Notes = field(default_factory=Notes)
    #: the lesson in which the answers are shown, where this one only records
    answers_shown_in: str = ""

    @property
    def stem(self) -> str:
        """The name of its files: ``02-sourcing``."""
        return f"{self.number:02d}-{self.slug}"

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The number each of its exercises has on the page, such as 5.31, by id."""
        return {exercise.id: f"{self.number}.{place}" for place, exercise in enumerate(self.exercises, 1)}


class Featured(dict[str, Entry]):
    """Entries by the names notebooks use; a name the case does not have is told in a sentence."""

    def __missing__(self, name: str) -> Entry:
        raise CourseError(f"This article's case features nothing as “{name}”. Go on to the next cell.")


@dataclass(frozen=True, repr=False)
class Case:
    """One article, as data; ``repr`` is short, so that a notebook may show it."""

    folder: Path
    settings: Settings
    article: Article
    sources: tuple[Source, ...]
    origins: tuple[Origin, ...]
    claims: tuple[Claim, ...]
    numbers: tuple[Number, ...]
    times: tuple[Time, ...]
    reports: tuple[Report, ...]
    lessons: tuple[Lesson, ...]
    series: Series | None = None
    #: keys by exercise id; the graded one is empty wherever a course was handed out
    practice: Mapping[str, Key] = field(default_factory=dict)
    graded: Mapping[str, Key] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Case: {len(self.claims)} claims, {len(self.sources)} sources, {len(self.reports)} reports>"

    @property
    def handed_out(self) -> bool:
        """Whether this copy is a learner's: no graded key in it, and perhaps not all lessons."""
        return bool(self.settings.handed_out) or comes_along(self.folder)

    @cached_property
    def page(self) -> Page:
        """What exercises may look at."""
        claims, reports = (
            {claim.id: claim for claim in self.claims},
            {report.id: report for report in self.reports},
        )
        return Page(self.article, claims, reports)

    def lesson(self, slug: str) -> Lesson:
        """A lesson by its slug."""
        for lesson in self.lessons:
            if lesson.slug == slug:
                return lesson
        there = ", ".join(lesson.slug for lesson in self.lessons)
        raise CourseError(f"This case has no lesson “{slug}”; it has {there}.")

    def claim(self, id: str) -> Claim:
        """A claim by id."""
        return _by_id(self.claims, id, "claim")

    def source(self, id: str) -> Party:
        """A source, or an origin behind one, by id."""
        parties: tuple[Party, ...] = (*self.sources, *self.origins)
        return _by_id(parties, id, "source")

    def number(self, id: str) -> Number:
        """A number by id."""
        return _by_id(self.numbers, id, "number")

    def report(self, id: str) -> Report:
        """A report by id."""
        return _by_id(self.reports, id, "report")

    def sentence(self, claim_id: str) -> str:
        """The sentence a claim stands in, the claim's own words in bold Markdown."""
        span = self.article.find(self.claim(claim_id).anchor)
        whole, text = self.article.sentence_of(span), self.article.paragraphs[span.paragraph]
        before, after = text[whole.start : span.start], text[span.end : whole.end]
        return f"{before}**{self.article.text(span)}**{after}"

    @cached_property
    def featured(self) -> Mapping[str, Entry]:
        """The entries a notebook may speak of without naming them."""
        entries = {e.id: e for e in (*self.reports, *self.sources, *self.claims, *self.numbers)}
        return Featured({name: entries[id] for name, id in self.settings.featured.items() if id in entries})

    @cached_property
    def fetch(self) -> Mapping[str, Callable[..., Any]]:
        """What a note may ask for between double braces."""
        return {
            "claim": self.claim,
            "source": self.source,
            "number": self.number,
            "report": self.report,
            "sentence": self.sentence,
            "paragraph": self.article.paragraphs.__getitem__,
            "month": self._series.month,
            "lie_factor": self.lie_factor,
            "count": self.count,
        }

    @property
    def _series(self) -> Series:
        return self.series or Series("", (), ())

    def drawing(self, id: str) -> Drawing:
        """A chart of the case, ready to be plotted."""
        for chart in self.settings.charts:
            if chart.id == id:
                return drawing(chart, self._series)
        raise KeyError(f"no chart “{id}”")

    def lie_factor(self, id: str) -> float:
        """How much a chart exaggerates: its change as drawn over its change in the data."""
        from lessons.charts.plot import lie_factor  # late: a chart library for one figure

        return lie_factor(self.drawing(id))

    def note(self, lesson: Lesson, slot: str) -> str:
        """A slot of a lesson's notes as Markdown."""
        return lesson.notes.render(slot, self.fetch)

    def figure(self, reference: str) -> Figure:
        """The figure of ``number:id``, ``report:id``, ``series:month:column`` or ``sum:a+b``."""
        return figure(self, reference)

    def count(self, field: str = "", label: str = "") -> int:
        """How many claims there are, or how many have this label in this field (“withheld” is one)."""
        return sum(not field or claim.label(field) == label for claim in self.claims)


def _by_id(entries: Iterable[E], id: str, what: str) -> E:
    for entry in entries:
        if entry.id == id:
            return entry
    raise KeyError(f"no {what} “{id}”")
