"""The article map: where each claim stands, how the learner labelled it, and what the ledger says once it may."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from IPython.display import display

from lessons.answers import Record
from lessons.answers.counting import by_place
from lessons.case import Case, Lesson
from lessons.desk.pages import FIELD_TITLES
from lessons.desk.past import Past
from lessons.desk.places import opens_after
from lessons.desk.session import Session, opens
from lessons.errors import AnswerError
from lessons.exercises import AnyExercise
from lessons.ledger import LABELS, WITHHELD, WITHHELD_WORDS, Claim
from lessons.widgets import MapWidget

BOTH = "Both labels were accepted here."


@dataclass
class ArticleMap:
    """The map of one field of the codebook; fills as its questions are answered."""

    name: str
    label: str
    case: Case
    lesson: Lesson
    session: Session
    suffix: str = ""
    widget: MapWidget = field(init=False)

    def __post_init__(self) -> None:
        self.is_own = any(_asks(exercise, self.label) for exercise in self.lesson.exercises)
        # a later lesson looks back on the whole course
        lessons = (self.lesson,) if self.is_own else self.case.lessons
        self.tables = [(n, e) for n in lessons for e in n.exercises if _asks(e, self.label)]
        core = [e for e in self.lesson.exercises if e.core] if self.is_own else []
        self.speaking = [*core, *(e for _, e in self.tables if e not in core)]
        rows = [self._place(claim) for claim in self.case.claims]
        self.places = sorted(rows, key=lambda row: (row["paragraph"], row["start"], -row["end"]))
        self.widget = MapWidget(
            title=f"The article in small{self.suffix}: {FIELD_TITLES[self.label]}",
            paragraphs=list(self.case.article.paragraphs),
            labels={**LABELS[self.label], WITHHELD: WITHHELD_WORDS.rstrip(".").lower()},
            rows=[_row(place) for place in self.places],
        )
        self._say(frozenset())
        self.widget.listen(self.look)

    def display(self) -> None:
        """Put it on the page, with what the book holds by now."""
        shown = self.session.places.setdefault(self.name, self)
        shown.look()
        display(shown.widget)

    def look(self) -> None:
        """Draw what is labelled by now, and the ledger's label of each claim whose questions are all answered."""
        records = by_place(self._records())
        # of a vote the second round opens what comes after it
        answered = frozenset(id for (id, round), of in records.items() if round != "first" and any(map(opens, of)))
        given = {e.id: self._given(e, records[e.id, ""][-1]) for _, e in self.tables if (e.id, "") in records}
        mine = {claim: label for labels in given.values() for claim, label in labels.items()}
        told = self._told(answered)
        self.widget.rows = [self._filled(place, mine.get(place["id"], ""), told) for place in self.places]
        self._say(answered)

    def _records(self) -> Iterable[Record]:
        book = self.session.book
        return book.records if self.is_own else Past.of(self.case, book).records

    def _given(self, table: AnyExercise, record: Record) -> Mapping[str, str]:
        asked = table.variant(table.variant_asked(record.asked) or 0)
        try:
            return asked.given(self.label, asked.accept(record.answer))
        except AnswerError:  # an older wording, or nothing yet
            return {}

    def _told(self, answered: frozenset[str]) -> set[str]:
        """The claims whose label can be told: no question that speaks of it is unanswered, here or further on."""
        if not answered >= {exercise.id for _, exercise in self._awaited}:
            return set()
        asked = {c for e in self.speaking if e.id not in answered for one in e.each for c in one.speaks_of}
        # what a table has told by its feedback is no secret any more
        known = {c for _, e in self.tables if e.id in answered for one in e.each for c, _ in one.labelled()}
        claims = self.case.claims
        withheld = {claim.id for claim in claims if claim.label(self.label) == WITHHELD}
        return {claim.id for claim in claims} - asked | known | withheld

    @property
    def _awaited(self) -> list[tuple[Lesson, AnyExercise]]:
        """The questions of the core that a key replies to."""
        return [(n, e) for n, e in self.tables if e.core and e.id in self.case.practice]

    def _place(self, claim: Claim) -> dict[str, Any]:
        span = self.case.article.find(claim.anchor)
        sentence = self.case.article.sentence_of(span)
        return {
            "id": claim.id,
            "paragraph": span.paragraph,
            "start": span.start,
            "end": span.end,
            "from": sentence.start,
            "to": sentence.end,
        }

    def _filled(self, place: Mapping[str, Any], mine: str, told: set[str]) -> dict[str, Any]:
        label = self.case.claim(place["id"]).label(self.label) if place["id"] in told else ""
        is_other = bool(mine and label and label != WITHHELD and mine != label)
        is_accepted = is_other and mine in self._accepted(place["id"])
        note = BOTH if is_accepted else ""
        return _row(place, mine=mine, label=label, differs=is_other and not is_accepted, note=note)

    def _accepted(self, claim: str) -> set[str]:
        keys = ((e, self.case.practice[e.id]) for _, e in self.tables if e.id in self.case.practice)
        found = [
            asked.given(self.label, key.value) for e, k in keys for asked, key in zip(e.each, k.each, strict=False)
        ]
        labels = (value[claim] for value in found if claim in value)
        return {label for value in labels for label in ([value] if isinstance(value, str) else value)}

    def _say(self, answered: frozenset[str]) -> None:
        self.widget.line = self._line(answered)
        counts = "; ".join(filter(None, (self._counts("you", "mine"), self._counts("the ledger", "label"))))
        size = f"{len(self.widget.paragraphs)} paragraphs with {len(self.widget.rows)} claims"
        self.widget.alt = f"{self.widget.title}. {size}. {counts or 'No label yet'}."

    def _counts(self, who: str, what: str) -> str:
        counts = Counter(row[what] for row in self.widget.rows if row[what])
        told = ", ".join(
            f"{words} {counts[label]}" for label, words in self.widget.labels.items() if counts[label]
        )
        return f"{who}: {told}" if told else ""

    def _line(self, answered: frozenset[str]) -> str:
        if any(exercise.id not in answered for _, exercise in self._awaited):
            opening = opens_after([n.numbers[e.id] + self.suffix for n, e in self._awaited])
            return f"Your labels appear here as you choose them, the ledger's {opening.removeprefix('Opens ')}"
        rows = self.widget.rows
        both = [row for row in rows if row["mine"] and row["label"] not in ("", WITHHELD)]
        return _compared(both) + _later(sum(not row["label"] for row in rows))


def _compared(both: Sequence[Mapping[str, Any]]) -> str:
    differ = sum(row["differs"] for row in both)
    if not both:
        return "The ledger's labels."
    verb = "differs" if differ == 1 else "differ"
    return f"Yours beside the ledger's: of {len(both)} that you labelled, {differ or 'none'} {verb}."


def _later(number: int) -> str:
    if number == 1:
        return " One claim is asked about further on: its label waits for your answer."
    return f" {number} claims are asked about further on: their labels wait for your answers." if number else ""


def _asks(exercise: AnyExercise, label: str) -> bool:
    return any(field == label for one in exercise.each for _, field in one.labelled())


def _row(
    place: Mapping[str, Any], *, mine: str = "", label: str = "", differs: bool = False, note: str = ""
) -> dict[str, Any]:
    where = {name: value for name, value in place.items() if name != "id"}
    return {**where, "mine": mine, "label": label, "differs": differs, "note": note}
