"""What a teacher is told when marks are taken: how many, which of them count for nothing, what is left to mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lessons.by_hand.apply import answered, why_not
from lessons.by_hand.marks import HandMark, Marks
from lessons.results.keys import Marking
from lessons.results.model import Item, Result

#: learners that one line names; of more it says how many
_NAMED = 20


@dataclass(frozen=True)
class Taken:
    """The marks of some files, the gradebook's own with these among them, and what came of the answers."""

    marks: Marks
    kept: Marks
    results: Mapping[str, Result]
    marking: Marking

    def lines(self) -> Iterator[str]:
        """How many there are, and what a teacher must still do about some."""
        yield _many(self.marks.rows)
        items = [(mark, self._item(mark)) for mark in self.marks.rows]
        yield from self._of_nobody([mark for mark, item in items if item is None])
        yield from self._changed([mark for mark, item in items if item and item.answer_hash != mark.answer])
        yield from self._open()

    def _item(self, mark: HandMark) -> Item | None:
        if mark.learner not in self.results:
            return None
        items = self.results[mark.learner].items
        return next((item for item in items if item.exercise == mark.exercise), None)

    def _of_nobody(self, marks: Sequence[HandMark]) -> Iterator[str]:
        if marks:
            yield f"{_marks(marks)} for nobody or no question of this gradebook: {self._named(marks)}. " + (
                f"{_kept(marks)}; check the file."
            )

    def _changed(self, marks: Sequence[HandMark]) -> Iterator[str]:
        if marks:
            yield f"{_marks(marks)} made for an answer that has changed since: {self._named(marks)}. " + (
                f"{_kept(marks)}; mark {'this' if len(marks) == 1 else 'these'} again."
            )

    def _open(self) -> Iterator[str]:
        """What was marked for just this answer and gives no points yet."""
        taken = {mark.place for mark in self.marks.rows}
        # as it is kept: who marked the rest before, or only adds a comment, has nothing left to do
        for mark in self.kept.rows:
            item = self._item(mark) if mark.place in taken and mark.gives else None
            if item and item.answer_hash == mark.answer:
                why = why_not(mark, item, answered(item, self.marking.exercises))
                yield from [f"{self._name(mark)}: {why}."] if why else []

    def _named(self, marks: Sequence[HandMark]) -> str:
        names = list(dict.fromkeys(map(self._name, marks)))
        more = [f"and {len(names) - _NAMED} more"] if len(names) > _NAMED else []
        return ", ".join(names[:_NAMED] + more)

    def _name(self, mark: HandMark) -> str:
        number = self.marking.numbers.get(mark.exercise, mark.exercise)
        known = mark.learner in self.results
        return f"{self.results[mark.learner].learner.name if known else mark.learner} ({number})"


def _many(marks: Sequence[HandMark]) -> str:
    given = sum(mark.gives for mark in marks)
    alone = sum(bool(mark.comment) for mark in marks if not mark.gives)
    comments = f" and {alone} comment{'s' * (alone != 1)} without a mark" if alone else ""
    return f"{given} mark{'s' * (given != 1)}{comments} taken."


def _marks(marks: Sequence[HandMark]) -> str:
    return "1 mark was" if len(marks) == 1 else f"{len(marks)} marks were"


def _kept(marks: Sequence[HandMark]) -> str:
    return "It is kept and counts for nothing" if len(marks) == 1 else "They are kept and count for nothing"
