"""What is recorded and answered with a reason, but never graded: predictions and decks of cards."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, FiniteFloat

from lessons.errors import AnswerError
from lessons.exercises.base import Exercise, Frozen, Json, Key, Page, is_number
from lessons.exercises.complaints import Complaint, unknown
from lessons.exercises.marks import Mark, Remark


class PredictKey(Key):
    """What turned out, and the words of the reveal."""

    value: str | float


class Predict(Exercise[PredictKey]):
    """Commit to a guess, then see; a guess cannot be changed after the reveal."""

    kind: Literal["predict"]
    options: dict[str, str] = Field(default_factory=dict)
    unit: str = ""
    low: float | None = None
    high: float | None = None
    points: float = 0
    face = "prediction"
    once = True
    paper_lines = 1
    key_type = PredictKey
    shape = FiniteFloat | str
    to_do = "Say what you expect, then press the button."
    graded = False

    def accept(self, answer: Json) -> Json:
        guess = super().accept(answer)
        if self.options:
            self.refuse_unknown([str(guess)], self.options)
        elif not is_number(answer) or not self._is_within(guess):
            raise AnswerError(f"{self.id}: Type a number{self._range}; {answer} was given.")
        return guess

    def _is_within(self, guess: float) -> bool:
        return (self.low is None or guess >= self.low) and (self.high is None or guess <= self.high)

    @property
    def _range(self) -> str:
        if self.low is not None and self.high is not None:
            return f" from {self.low:g} to {self.high:g}"
        least = "" if self.low is None else f" of {self.low:g} or more"
        return least if self.high is None else f" of {self.high:g} or less"

    def button(self, *, is_answered: bool) -> str:
        return "This is my prediction"

    def traits(self, page: Page) -> dict[str, Json]:
        return {"options": self.options, "unit": self.unit, "low": self.low, "high": self.high}

    def faults(self, key: PredictKey, page: Page) -> Iterator[Complaint]:
        if self.options:
            yield from unknown([str(key.value)], self.options, "option")
        elif not self.unit:
            yield Complaint("neither options nor a unit", "one of the two", "Say what is to be predicted.")
        elif not is_number(key.value) or not self._is_within(float(key.value)):
            yield Complaint(f"value {key.value}", f"a number{self._range}", "Correct it, or widen low and high.")

    def judge(self, key: PredictKey, answer: Json, page: Page) -> Mark:
        return Mark(None, (Remark("note", f"You said: {self.in_words(answer, page)}. {key.because}"),))

    def in_words(self, answer: Json, page: Page) -> str:
        if isinstance(answer, int | float):
            return f"{answer:,g} {self.unit}".strip()
        return self.options.get(str(answer), str(answer)).rstrip(".")


class DeckCard(Frozen):
    """One card of a deck."""

    title: str
    text: str


class CardReason(Frozen):
    """What the words on one card support."""

    because: str = Field(min_length=1)


class DeckKey(Key):
    """What each card's words support, and what the whole deck shows."""

    value: list[str]
    cards: list[CardReason]
    sample_wrong: list[str]

    @property
    def told_when_right(self) -> str:
        return " ".join([*(card.because for card in self.cards), self.because])


class Deck(Exercise[DeckKey]):
    """Cards turned up one at a time, with the same question after each."""

    kind: Literal["deck"]
    cards: tuple[DeckCard, ...] = Field(min_length=2)
    options: dict[str, str] = Field(min_length=2)
    points: float = 0
    face = "deck"
    once = True
    key_type = DeckKey
    shape = list[str]
    seconds_each = 20
    graded = False

    @property
    def items(self) -> int:
        return len(self.cards)

    def accept(self, answer: Json) -> Json:
        votes = super().accept(answer)
        if len(votes) > len(self.cards) or any(vote not in self.options for vote in votes):
            raise AnswerError(f"{self.id}: one vote for each of {len(self.cards)} cards is expected.")
        return votes

    def lacks(self, answer: Json) -> str:
        left = len(self.cards) - len(answer or ())
        return f"{'One card is' if left == 1 else f'{left} cards are'} still without your vote." if left else ""

    def button(self, *, is_answered: bool) -> str:
        return ""  # its cards carry their own

    def so_far(self, answer: Json) -> str:
        return "" if self.is_blank(answer) else "Voted. The next card is up."

    def traits(self, page: Page) -> dict[str, Json]:
        return {"cards": [card.model_dump() for card in self.cards], "options": self.options}

    def faults(self, key: DeckKey, page: Page) -> Iterator[Complaint]:
        yield from unknown(key.value, self.options, "option")
        for what, found in (("value", key.value), ("cards", key.cards)):
            if len(found) != len(self.cards):
                yield Complaint(f"{len(found)} in {what}", f"{len(self.cards)}, one a card", "Complete it.")

    def judge(self, key: DeckKey, answer: Json, page: Page) -> Mark:
        turned = list(zip(answer, key.value, key.cards, self.cards, strict=False))
        remarks = [self._remark(vote, right, reason, card) for vote, right, reason, card in turned]
        end = [Remark("note", key.because)] if len(answer) == len(self.cards) else []
        return Mark(None, (*remarks, *end))

    def _remark(self, vote: str, right: str, reason: CardReason, card: DeckCard) -> Remark:
        return Remark("right" if vote == right else "note", f"{card.title}: {reason.because}")
