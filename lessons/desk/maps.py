"""The article map: where each claim stands, how the learner labelled it, and what the ledger says once it may."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lessons.answers import Record
from lessons.answers.counting import by_place
from lessons.case import Case, Lesson
from lessons.desk.pages import FIELD_TITLES
from lessons.desk.past import Past
from lessons.desk.places import opens_after
from lessons.desk.session import Session, opens
from lessons.exercises import AnyExercise
from lessons.ledger import LABELS, WITHHELD, WITHHELD_WORDS, Anchored, Claim
from lessons.widgets import MapWidget

BOTH = "Both labels were accepted here."


def _numbers(case: Case) -> Iterable[tuple[Anchored, str]]:
    for number in case.numbers:
        counts = "" if "counts" in number.withheld else f": {number.counts}"
        yield number, f"“{number.words}”{counts}"


def _links(case: Case) -> Iterable[tuple[Anchored, str]]:
    for source in case.sources:
        if source.rests_on and "rests_on" not in source.withheld:
            yield source, f"{source.name} had it from: {', '.join(map(case.name_of, source.rests_on))}"


#: what may be drawn as well: a sign, what it means, and the entries of a case it stands at
MARKS = {
    "numbers": ("◆", "a number", _numbers),
    "links": ("◀", "a speaker who had it from another", _links),
}


def _marks(case: Case, names: Iterable[str]) -> Iterator[dict[str, Any]]:
    for sign, _, entries in (MARKS[name] for name in names):
        for entry, words in entries(case):
            span = case.article.find(entry.anchor)
            yield {"paragraph": span.paragraph, "start": span.start, "sign": sign, "words": words}


@dataclass
class ArticleMap:
    """The map of one field of the codebook; fills as its questions are answered."""

    name: str
    label: str
    case: Case
    lesson: Lesson
    session: Session
    suffix: str = ""
    #: the kinds of marks to draw as well, by their names in :data:`MARKS`
    marked: Sequence[str] = ()
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
            rows=[self._filled(place, "", set()) for place in self.places],
            marks=list(_marks(self.case, self.marked)),
            signs=dict(MARKS[name][:2] for name in self.marked),
        )
        self._say(frozenset())
        self.widget.listen(self.look, self.show)

    def drawn(self) -> MapWidget:
        """What to put on the page, with what the book holds by now."""
        shown = self.session.places.setdefault(self.name, self)
        shown.look()
        return shown.widget

    def show(self) -> None:
        """Tell the ledger's labels to somebody who will not wait, and note so at each question that is open."""
        for exercise in self._open(self._answered()):
            if question := self.session.questions.get((exercise.id, "")):
                question.note_shown()
        self.look()

    def look(self) -> None:
        """Draw what is labelled by now, and the ledger's label of each claim whose questions are all answered."""
        records, answered = by_place(self._records()), self._answered()
        given = {e.id: self._given(e, records[e.id, ""][-1]) for _, e in self.tables if (e.id, "") in records}
        mine = {claim: label for labels in given.values() for claim, label in labels.items()}
        told = self._told(answered)
        self.widget.rows = [self._filled(place, mine.get(place["id"], ""), told) for place in self.places]
        self._say(answered)

    def _answered(self) -> frozenset[str]:
        records = by_place(self._records())
        # of a vote the second round opens what comes after it
        return frozenset(id for (id, round), of in records.items() if round != "first" and any(map(opens, of)))

    def _records(self) -> Iterable[Record]:
        book = self.session.book
        return book.records if self.is_own else Past.of(self.case, book).records

    def _given(self, table: AnyExercise, record: Record) -> Mapping[str, str]:
        asked = table.variant(table.variant_asked(record.asked) or 0)
        return asked.given(self.label, asked.understood(record.answer) or {})

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

    def _open(self, answered: frozenset[str]) -> list[AnyExercise]:
        return [exercise for _, exercise in self._awaited if exercise.id not in answered]

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
        return {**place, "mine": mine, "label": label, "differs": is_other and not is_accepted, "note": note}

    def _accepted(self, claim: str) -> set[str]:
        keys = ((e, self.case.practice[e.id]) for _, e in self.tables if e.id in self.case.practice)
        found = [
            asked.given(self.label, key.value) for e, k in keys for asked, key in zip(e.each, k.each, strict=False)
        ]
        labels = (value[claim] for value in found if claim in value)
        return {label for value in labels for label in ([value] if isinstance(value, str) else value)}

    def _say(self, answered: frozenset[str]) -> None:
        waiting = self._open(answered)
        self.widget.line = self._line(bool(waiting))
        self.widget.can_show = bool(waiting) and all((e.id, "") in self.session.questions for e in waiting)
        counts = "; ".join(filter(None, (self._counts("you", "mine"), self._counts("the ledger", "label"))))
        size = f"{len(self.widget.paragraphs)} paragraphs with {len(self.widget.rows)} claims"
        marks = Counter(mark["sign"] for mark in self.widget.marks)
        signs = "".join(f" {sign} {words}: {marks[sign]}." for sign, words in self.widget.signs.items())
        self.widget.alt = f"{self.widget.title}. {size}. {counts or 'No label yet'}.{signs}"

    def _counts(self, who: str, what: str) -> str:
        counts = Counter(row[what] for row in self.widget.rows if row[what])
        told = ", ".join(
            f"{words} {counts[label]}" for label, words in self.widget.labels.items() if counts[label]
        )
        return f"{who}: {told}" if told else ""

    def _line(self, is_waiting: bool) -> str:
        if is_waiting:
            opening = opens_after([n.numbers[e.id] for n, e in self._awaited])
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
