"""A case as one value: the article, its ledger, the evidence and the lessons written on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from lessons.article import Article
from lessons.case.drawings import drawing
from lessons.case.figures import Figure, figure
from lessons.case.files import Reader
from lessons.case.lesson import Keys, Lesson
from lessons.case.parts import (
    Ledger,
    lesson_names,
    read_article,
    read_ledger,
    read_reports,
    read_series,
    read_settings,
)
from lessons.case.series import Series
from lessons.case.settings import Settings
from lessons.case.where import comes_along
from lessons.charts.drawing import Drawing
from lessons.errors import CourseError, NotInCase
from lessons.exercises import AnyExercise, Key, Page
from lessons.ledger import Claim, Entry, Number, Origin, Party, Report, Source, Time

E = TypeVar("E", bound=Entry)


class Featured(dict[str, Entry]):
    """Entries by the names notebooks use; a name the case does not have is told in a sentence."""

    def __missing__(self, name: str) -> Entry:
        raise NotInCase(f"This article's case features nothing as “{name}”. Go on to the next cell.")


@dataclass(frozen=True, eq=False)
class ById(Mapping[str, E]):
    """The rows of a table of the case by id; read when one of them is asked for."""

    case: Case
    table: str

    @cached_property
    def _rows(self) -> dict[str, E]:
        return {row.id: row for row in getattr(self.case, self.table)}

    def __getitem__(self, id: str) -> E:
        return self._rows[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


@dataclass(frozen=True, repr=False, eq=False)
class Case:
    """One article, as data, read file by file when asked for; ``repr`` is short: a notebook may show it."""

    reader: Reader

    def __repr__(self) -> str:
        return f"<Case: {len(self.claims)} claims, {len(self.sources)} sources, {len(self.reports)} reports>"

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return self.reader.folder

    @cached_property
    def settings(self) -> Settings:
        """What it is called, and the slots by which notebooks reach it."""
        return self.reader.part(read_settings)

    @cached_property
    def article(self) -> Article:
        """The article's words."""
        return self.reader.part(read_article)

    @cached_property
    def ledger(self) -> Ledger:
        """Everything the article says, row by row."""
        return self.reader.part(read_ledger)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Whom the article lets speak."""
        return self.ledger.sources

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Who stands behind a source without being named."""
        return self.ledger.origins

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What it claims."""
        return self.ledger.claims

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Its figures."""
        return self.ledger.numbers

    @property
    def times(self) -> tuple[Time, ...]:
        """Its time expressions."""
        return self.ledger.times

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """What was reported elsewhere."""
        return self.reader.part(read_reports)

    @cached_property
    def series(self) -> Series | None:
        """The data behind its charts."""
        return self.reader.part(read_series, self.settings.series)

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """Its lessons, in their order."""
        names = lesson_names(self.reader.forgiving())
        # a slip in one lesson must not shut the others: who opens a lesson looks at its faults
        return tuple(Lesson(number, slug, self.reader.forgiving()) for number, slug in names)

    @cached_property
    def practice(self) -> Keys:
        """The keys that go out with the course, by exercise."""
        return Keys(self.lessons, "practice")

    @cached_property
    def graded(self) -> Keys:
        """The keys that stay with the instructor; none wherever a course was handed out."""
        return Keys(self.lessons, "graded")

    def asked(self) -> Iterator[tuple[Lesson, AnyExercise]]:
        """Every question with its lesson, in the order of the course."""
        return ((lesson, exercise) for lesson in self.lessons for exercise in lesson.exercises)

    def keyed(self, keys: Mapping[str, Key]) -> Iterator[tuple[Lesson, AnyExercise, Key]]:
        """Every question that one of these keys is for, with its lesson."""
        return ((lesson, asked, keys[asked.id]) for lesson, asked in self.asked() if asked.id in keys)

    @property
    def handed_out(self) -> bool:
        """Whether this copy is a learner's: no graded key in it, and perhaps not all lessons."""
        return bool(self.settings.handed_out) or comes_along(self.folder)

    @cached_property
    def page(self) -> Page:
        """What exercises may look at."""
        return Page(self.article, ById[Claim](self, "claims"), ById[Report](self, "reports"))

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

    def name_of(self, id: str) -> str:
        """What a node of the source graph is called: a source, an origin, or a report's publisher."""
        reports = {report.id: report for report in self.reports}
        return reports[id].publisher if id in reports else self.source(id).name

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
            "glossary": self.settings.glossary.__getitem__,
        }

    @property
    def _series(self) -> Series:
        return self.series or Series("", (), ())

    def drawing(self, id: str) -> Drawing:
        """A chart of the case, ready to be plotted."""
        for chart in self.settings.charts:
            if chart.id == id:
                return drawing(chart, self._series)
        raise _unknown("chart", id, (chart.id for chart in self.settings.charts))

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


def _by_id(entries: Sequence[E], id: str, what: str) -> E:
    for entry in entries:
        if entry.id == id:
            return entry
    raise _unknown(what, id, (entry.id for entry in entries))


def _unknown(what: str, id: str, known: Iterable[str]) -> NotInCase:
    from difflib import get_close_matches  # late: only where a name was not found

    near = get_close_matches(str(id), known, 1)
    return NotInCase(f"no {what} “{id}”" + "".join(f"; the nearest is “{name}”" for name in near))
