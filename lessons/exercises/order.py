"""Put in order: scored by the pairs that the key orders."""

from collections.abc import Iterator
from itertools import pairwise, product
from typing import Literal

from pydantic import Field

from lessons.errors import AnswerError
from lessons.exercises.base import Exercise, Json, Key, Page, Slip, as_list
from lessons.exercises.complaints import Complaint, unknown
from lessons.exercises.marks import Mark, Remark


class WrongPair(Slip):
    """Why ``first`` comes before ``second``: said when they stand the other way round."""

    first: str
    second: str


class OrderKey(Key):
    """The order; an inner list holds items that it does not order among themselves."""

    value: list[str | list[str]] = Field(min_length=2)
    wrong_pair: list[WrongPair] = Field(default_factory=list)
    sample_wrong: list[str]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every pair of neighbours that the key orders."""
        groups = [as_list(group) for group in self.value]
        return [pair for before, after in pairwise(groups) for pair in product(before, after)]

    @property
    def names(self) -> list[str]:
        """All items, in the order of the key."""
        return [name for group in self.value for name in as_list(group)]


class Order(Exercise[OrderKey]):
    """Items to be put in order, from ``first`` to ``last``."""

    kind: Literal["order"]
    rows: dict[str, str] = Field(min_length=2, alias="items")
    first: str
    last: str
    face = "ordering"
    comes_back = True
    key_type = OrderKey
    shape = list[str]
    to_do = "Move an item, or choose “It is in my order already”, then press the button."

    def accept(self, answer: Json) -> Json:
        names = super().accept(answer)
        if names and sorted(names) != sorted(self.rows):
            raise AnswerError(f"{self.id}: this order does not hold every item once.")
        return names

    def traits(self, page: Page) -> dict[str, Json]:
        return {"items": self.rows, "first": self.first, "last": self.last}

    def in_words(self, answer: Json, page: Page) -> str:
        return " → ".join(f"“{self.rows[name]}”" for name in answer)

    def faults(self, key: OrderKey, page: Page) -> Iterator[Complaint]:
        pair_names = [name for pair in key.wrong_pair for name in (pair.first, pair.second)]
        yield from unknown([*key.names, *pair_names], self.rows, "item")
        if sorted(key.names) != sorted(self.rows):
            yield Complaint(f"value {key.names}", "every item once", "Correct it.")
        if list(self.rows) == key.names:
            yield Complaint("the items written in the right order", "another order", "Shuffle the items.")
        explained = {(pair.first, pair.second) for pair in key.wrong_pair}
        for first, second in key.pairs:
            if (first, second) not in explained:
                yield Complaint(f"no wrong_pair {first} – {second}", "one for each pair", "Write why.")

    def reveal(self, key: OrderKey, page: Page) -> tuple[Remark, ...]:
        groups = [" = ".join(f"“{self.rows[name]}”" for name in as_list(group)) for group in key.value]
        return (Remark("note", f"From {self.first} to {self.last}: {' → '.join(groups)}. {key.because}"),)

    def judge(self, key: OrderKey, answer: Json, page: Page) -> Mark:
        place = {name: position for position, name in enumerate(answer)}
        swapped = [pair for pair in key.pairs if place[pair[0]] > place[pair[1]]]
        why = {(pair.first, pair.second): (pair.because, pair.slip) for pair in key.wrong_pair}
        remarks = tuple(Remark("wrong", *why.get(pair, (key.because,))) for pair in swapped)
        return Mark(1 - len(swapped) / len(key.pairs), remarks)
