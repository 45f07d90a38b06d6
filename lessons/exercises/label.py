"""Label items: a list of claims, or of other things, and one label for each."""

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby, pairwise
from typing import Any, Literal

from pydantic import Field

from lessons.article import Span
from lessons.exercises.base import Exercise, Json, Key, Page, as_list
from lessons.exercises.complaints import Complaint, missing, unknown
from lessons.exercises.marks import Mark, Remark
from lessons.exercises.sets import listed
from lessons.ledger import LABELS


class LabelKey(Key):
    """The label of each item (or the set that is accepted) and why."""

    value: dict[str, str | list[str]]
    items: dict[str, str]
    #: a sentence of its own for one label of one item, where people often choose it
    wrong: dict[str, dict[str, str]] = Field(default_factory=dict)
    sample_wrong: dict[str, str]


class Label(Exercise[LabelKey]):
    """A label for each item; the score is the share that is right."""

    kind: Literal["label"]
    rows: dict[str, str] = Field(default_factory=dict, alias="items")
    claims: tuple[str, ...] = ()
    labels: str | dict[str, str]
    face = "labels"
    comes_back = True
    key_type = LabelKey
    shape = dict[str, str]
    seconds_each = 20

    def accept(self, answer: Json) -> Json:
        given = {name: label for name, label in super().accept(answer).items() if label}
        self.refuse_unknown(given, self.names)
        self.refuse_unknown(given.values(), self.choices)
        return given

    @property
    def speaks_of(self) -> tuple[str, ...]:
        return (*super().speaks_of, *self.claims)

    @property
    def items(self) -> int:
        return len(self.rows) + len(self.claims)

    @property
    def names(self) -> list[str]:
        """The ids of what is labelled, in order."""
        return [*self.rows, *self.claims]

    @property
    def choices(self) -> dict[str, str]:
        """Every label and how it is spelled out."""
        return dict(LABELS.get(self.labels, {})) if isinstance(self.labels, str) else self.labels

    @property
    def offered(self) -> Mapping[str, Collection[str]]:
        return dict.fromkeys(self.names, self.choices)

    def chosen(self, choices: Mapping[str, Json]) -> Json:
        return dict(choices)

    def said_of(self, answer: Json, row: str, page: Page) -> str:
        return f"{self.texts(page)[row]}: {self.choices[answer[row]]}"

    def replies(self, key: LabelKey, page: Page) -> Iterator[tuple[str, str, Remark]]:
        for name in self.names:
            right, why = as_list(key.value[name]), key.items[name]
            yield from ((name, label, Remark("right", why)) for label in right)
            others = {**key.wrong.get(name, {}), "*": why}
            told = ((label, self._told(right, words)) for label, words in others.items())
            yield from ((name, label, Remark("wrong", words)) for label, words in told)

    @property
    def chance(self) -> float:
        return 100 / max(len(self.choices), 1)

    def texts(self, page: Page) -> dict[str, str]:
        """What each item says."""
        quoted = {name: page.claims[name].quote for name in self.claims if name in page.claims}
        return {**self.rows, **quoted}

    def lacks(self, answer: Json) -> str:
        rows = [f"row {n}" for n, name in enumerate(self.names, 1) if not (answer or {}).get(name)]
        if not rows:
            return ""
        verb = "has" if len(rows) == 1 else "have"
        return f"{listed(rows).capitalize()} {verb} no label yet."

    def traits(self, page: Page) -> dict[str, Json]:
        return {"items": self.texts(page), "labels": self.choices, "passages": self.passages(page)}

    def passages(self, page: Page) -> list[dict[str, Json]]:
        """The one or two neighbouring paragraphs in whose words every item stands; none where some do not."""
        claims = [page.claims[name] for name in self.claims if name in page.claims]
        numbers = sorted({claim.paragraph for claim in claims})
        if len(claims) < self.items or not numbers or numbers[-1] - numbers[0] > 1:
            return []
        found = sorted((page.article.find(claim.anchor), claim.id) for claim in claims)
        if any(one.overlaps(other) for (one, _), (other, _) in pairwise(found)):
            return []  # words inside other words cannot carry two labels
        inside = groupby(found, key=lambda one: one[0].paragraph)
        return [_passage(number, page.article.paragraphs[number], list(spans)) for number, spans in inside]

    def in_words(self, answer: Json, page: Page) -> str:
        rows = enumerate(self.texts(page).items(), 1)
        labelled = ((row, text, self.choices.get(answer.get(name, ""), "no label")) for row, (name, text) in rows)
        return "\n".join(f"{row}. “{text}” – {label}" for row, text, label in labelled)

    def labelled(self) -> Iterator[tuple[str, str]]:
        if isinstance(self.labels, str):
            yield from ((claim, self.labels) for claim in self.claims)

    def given(self, field: str, answer: Json) -> Mapping[str, Any]:
        given = answer.items() if self.labels == field else ()
        return {claim: label for claim, label in given if claim in self.claims}

    def faults(self, key: LabelKey, page: Page) -> Iterator[Complaint]:
        if not self.choices:
            yield Complaint(f"labels “{self.labels}”", "a field of the codebook", "Correct the name.")
        yield from unknown([*key.value, *key.items, *key.wrong], self.names, "item")
        yield from missing(self.names, key.value, "the label of item")
        yield from missing(self.names, key.items, "item")
        used = [label for value in key.value.values() for label in as_list(value)]
        used += [label for labels in key.wrong.values() for label in labels]
        yield from unknown(used, self.choices, "label")
        yield from self._disagreements(key, page)

    def _disagreements(self, key: LabelKey, page: Page) -> Iterator[Complaint]:
        # a key and the ledger must never teach two different things
        for name, field in self.labelled() if self.choices else ():
            if name in page.claims and name in key.value:
                in_ledger = page.claims[name].label(field)
                if in_ledger not in as_list(key.value[name]):
                    yield Complaint(
                        f"{name} = {key.value[name]!r}", f"the ledger's “{in_ledger}”", "Mend key or ledger."
                    )

    def reveal(self, key: LabelKey, page: Page) -> tuple[Remark, ...]:
        texts = self.texts(page)
        told = {name: self._told(as_list(key.value[name]), key.items[name]) for name in self.names}
        rows = (Remark("note", f"“{texts[n]}”: {why}", item=n, why=why) for n, why in told.items())
        return (*rows, Remark("note", key.because))

    def _told(self, labels: list[str], why: str) -> str:
        return f"{' or '.join(self.choices[label] for label in labels)}. {why}"

    def judge(self, key: LabelKey, answer: Json, page: Page) -> Mark:
        right = [name for name in self.names if answer.get(name) in as_list(key.value[name])]
        if len(right) == self.items:
            return Mark(1.0, right=tuple(right))
        rows = enumerate(self.texts(page).items(), 1)
        remarks = [
            self._remark(key, n, name, answer.get(name, ""), t) for n, (name, t) in rows if name not in right
        ]
        counted = Remark("note", f"{len(right)} of {self.items} rows are right.")
        return Mark(len(right) / self.items, (counted, *remarks), tuple(right))

    def _remark(self, key: LabelKey, row: int, name: str, label: str, text: str) -> Remark:
        if not label:
            return Remark("note", f"Row {row} is not labelled yet.", item=name, why="Not labelled yet.")
        why = key.wrong.get(name, {}).get(label, key.items[name])
        return Remark("wrong", f"Row {row}, “{text}”: {why}", key.slip(name, label), name, why)


def _passage(number: int, text: str, found: list[tuple[Span, str]]) -> dict[str, Json]:
    items = [{"item": item, "start": span.start, "end": span.end} for span, item in found]
    return {"number": number, "text": text, "items": items}
