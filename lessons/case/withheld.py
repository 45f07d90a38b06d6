"""What graded exercises ask about: the places of a case that a graded handout takes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lessons.case.model import Case
from lessons.exercises import AnyExercise, Key
from lessons.ledger import WITHHELD, WITHHELD_WORDS, Entry

#: what tells a field of a row, or is told by it
COMPANIONS: Mapping[str, tuple[str, ...]] = {
    "verdict": ("verdict_why",),
    "wording": ("verdict_why",),
    "certainty": ("hedge_words", "boost_words"),
    "hedge_words": ("certainty", "boost_words"),
    "boost_words": ("certainty", "hedge_words"),
    "voice": ("source",),
    "source": ("voice",),
    "rests_on": ("perhaps_rests_on", "rests_on_why"),
    "perhaps_rests_on": ("rests_on", "rests_on_why"),
    "low": ("high",),
    "high": ("low",),
    "from": ("to",),
    "to": ("from",),
}
#: what stands in a field instead; ``None``: nothing, as in a row that never had it
INSTEAD: Mapping[str, str | tuple[str, ...] | None] = {
    **dict.fromkeys(("kind", "voice", "access", "verdict", "wording", "bound", "agrees"), WITHHELD),
    "certainty": (WITHHELD,),
    **dict.fromkeys(("verdict_why", "rests_on_why", "stake", "says", "attribution"), WITHHELD_WORDS),
    **dict.fromkeys(("unit", "counts", "base", "why", "date_note"), WITHHELD_WORDS),
    **dict.fromkeys(("hedge_words", "boost_words", "evidence", "claims", "rests_on", "perhaps_rests_on")),
    **dict.fromkeys(("source", "claim", "low", "high", "window", "from", "to")),
}
ROWS = ("sources", "origins", "claims", "numbers", "times", "reports")


@dataclass(frozen=True, order=True)
class Place:
    """A field of a row, a slot of the notes, a practice key, a cell of the series, or a change of the trend."""

    group: str
    id: str
    field: str = ""

    @classmethod
    def named(cls, reference: str) -> Place:
        """The place a reference names, whether there is one or not."""
        group, _, rest = reference.partition(".")
        return cls(group, *rest.split(".", 1))

    def __str__(self) -> str:
        return ".".join(filter(None, (self.group, self.id, self.field)))

    @property
    def told_by(self) -> Iterator[Place]:
        """The place, and those of its row that would tell it."""
        yield self
        yield from (Place(self.group, self.id, field) for field in COMPANIONS.get(self.field, ()))


def places(case: Case) -> dict[Place, set[str]]:
    """Every place that is withheld, with the graded exercises that ask about it."""
    found: dict[Place, set[str]] = {}
    for _, exercise, key in case.keyed(case.graded):
        for asked in asked_about(exercise, key):
            for place in _telling(asked, case):
                found.setdefault(place, set()).add(exercise.id)
    return found


def asked_about(exercise: AnyExercise, key: Key) -> Iterator[Place]:
    """What an exercise asks of the case: the labels of a table of claims, and whatever its key names."""
    for variant in exercise.each:
        yield from (Place("claims", claim, field) for claim, field in variant.labelled())
    yield from (Place.named(reference) for held in key.each for reference in held.withhold)


def _telling(asked: Place, case: Case) -> Iterator[Place]:
    """A place with all that would tell it: of a verdict also what each report says on it."""
    of_the_row = asked.told_by if asked.group in ROWS else iter([asked])
    yield from (place for place in of_the_row if place == asked or is_in(place, case))
    if (asked.group, asked.field) == ("claims", "verdict"):
        yield from (Place("reports", report.id, "agrees") for report in case.reports if asked.id in report.claims)


def rows_of(case: Case, group: str) -> tuple[Entry, ...]:
    """The rows of one table of ledger or evidence."""
    rows: tuple[Entry, ...] = getattr(case, group) if group in ROWS else ()
    return rows


def is_in(place: Place, case: Case) -> bool:
    """Whether a case has this place, and it is one that can be taken out."""
    if place.group in ROWS:
        row = next((row for row in rows_of(case, place.group) if row.id == place.id), None)
        return row is not None and place.field in INSTEAD and place.field in fields_of(row)
    if place.group == "notes":
        return any(n.stem == place.id and place.field in n.notes.slots for n in case.lessons)
    if place.group == "practice":
        return place.id in case.practice and not place.field
    months, columns = (case.series.months, case.series.columns[1:]) if case.series else ((), ())
    if place.group == "series":
        return place.id in months and place.field in columns
    return place.group == "trend" and case.settings.trend is not None and {place.id, place.field} <= set(months)


def fields_of(row: Entry) -> Iterable[str]:
    """The fields of a row, by the names they have in its file."""
    return {field.alias or name for name, field in type(row).model_fields.items()}
