"""Edges: who told whom."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from lessons.exercises.base import Exercise, Json, Key, Page, Slip
from lessons.exercises.complaints import Complaint, unknown
from lessons.exercises.marks import Mark, Remark, Tone
from lessons.exercises.sets import overlap, still_missing


class Edge(Slip):
    """An arrow between two nodes, and what is known about it."""

    start: str = Field(alias="from")
    end: str = Field(alias="to")


class EdgesKey(Key):
    """The documented arrows, and the ones people draw by mistake."""

    value: list[Edge] = Field(min_length=1)
    wrong: list[Edge] = Field(default_factory=list)
    sample_wrong: list[tuple[str, str]]


class Edges(Exercise[EdgesKey]):
    """Arrows between nodes; only documented ones count, by precision and recall."""

    kind: Literal["edges"]
    nodes: dict[str, str] = Field(min_length=2)
    verb: str = "told"
    face = "links"
    comes_back = True
    paper_lines = 4
    key_type = EdgesKey
    shape = list[tuple[str, str]]
    to_do = "Draw an arrow, then press the button."
    seconds_each = 120

    def accept(self, answer: Json) -> Json:
        pairs = super().accept(answer)
        self.refuse_unknown((end for pair in pairs for end in pair if end), self.nodes)
        # an arrow with one end is none yet; `lacks` tells of it
        return [list(pair) for pair in pairs if all(pair)]

    def is_blank(self, answer: Json) -> bool:
        return not answer or (isinstance(answer, list) and all(map(_is_half, answer)))

    def lacks(self, answer: Json) -> str:
        half = next(filter(None, (self._left_open(*pair) for pair in answer or ())), "")
        return half or super().lacks(answer)

    def _left_open(self, start: str, end: str) -> str:
        if start == end:
            return f"An arrow from “{self.nodes.get(start, '…')}” ends where it begins: choose another end."
        if not end:
            return f"The arrow from “{self.nodes[start]}” has no end yet: choose one, or let it go."
        if not start:
            return f"The arrow to “{self.nodes[end]}” has no beginning yet: remove it, and draw it anew."
        return ""

    def traits(self, page: Page) -> dict[str, Json]:
        return {"nodes": self.nodes, "verb": self.verb}

    def in_words(self, answer: Json, page: Page) -> str:
        return "\n".join(self._says(start, end) for start, end in answer)

    def faults(self, key: EdgesKey, page: Page) -> Iterator[Complaint]:
        ends = [end for edge in [*key.value, *key.wrong] for end in (edge.start, edge.end)]
        yield from unknown(ends, self.nodes, "node")

    def _says(self, start: str, end: str) -> str:
        return f"“{self.nodes.get(start, start)}” {self.verb} “{self.nodes.get(end, end)}”"

    def reveal(self, key: EdgesKey, page: Page) -> tuple[Remark, ...]:
        drawn = (self._remark("note", (edge.start, edge.end), edge.because) for edge in key.value)
        return (*drawn, Remark("note", key.because))

    def judge(self, key: EdgesKey, answer: Json, page: Page) -> Mark:
        drawn = {(start, end) for start, end in answer}
        known = {(edge.start, edge.end): edge.because for edge in key.value}
        right = tuple(_item(*pair) for pair in known if pair in drawn)
        told = {(edge.start, edge.end): (edge.because, edge.slip) for edge in key.wrong}
        wrong = [
            self._remark("wrong", pair, *told.get(pair, (self._not_shown(pair, known), "")))
            for pair in sorted(drawn - set(known))
        ]
        missing = still_missing(len(set(known) - drawn), "arrow")
        return Mark(overlap(drawn, set(known)), (*wrong, *missing), right)

    def _remark(self, tone: Tone, pair: tuple[str, str], why: str, slip: str = "") -> Remark:
        return Remark(tone, f"{self._says(*pair)}: {why}", slip, _item(*pair), why)

    def _not_shown(self, pair: tuple[str, str], known: dict[tuple[str, str], str]) -> str:
        if pair[::-1] in known:
            return f"the arrow points the wrong way. {known[pair[::-1]]}"
        return "nothing at hand documents this."


def _item(start: str, end: str) -> str:
    """An arrow as the page names it."""
    return f"{start} → {end}"


def _is_half(pair: Json) -> bool:
    return isinstance(pair, list | tuple) and len(pair) == 2 and "" in pair
