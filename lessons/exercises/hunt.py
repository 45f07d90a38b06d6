"""A hunt: searching a pack of pages, with every move on record; scored by moves and sources."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from lessons.errors import AnswerError
from lessons.exercises.base import Exercise, Frozen, Json, Key, Page
from lessons.exercises.complaints import Complaint, missing, unknown
from lessons.exercises.marks import Mark, Remark
from lessons.exercises.sets import listed
from lessons.ledger import Report


class Search(Frozen):
    """Words typed into the search box."""

    move: Literal["search"]
    words: str = Field(min_length=1)


class Open(Frozen):
    """A page opened from the results."""

    move: Literal["open"]
    page: str


class Compare(Frozen):
    """Two pages laid side by side."""

    move: Literal["compare"]
    pages: tuple[str, str]


class ChooseSource(Frozen):
    """The page the learner trusts most for this question."""

    move: Literal["choose"]
    page: str


class Conclude(Frozen):
    """What the learner takes from the hunt."""

    move: Literal["conclude"]
    choice: str


Move = Annotated[Search | Open | Compare | ChooseSource | Conclude, Field(discriminator="move")]


class Log(Frozen):
    """Moves in the order they were made."""

    moves: tuple[Move, ...] = ()


class Why(Frozen):
    """Why an expert made a move."""

    why: str = Field(min_length=1)


class HuntKey(Key):
    """An expert's log with reasons, which sources are right, and why others are not."""

    value: Log
    log: list[Why]
    best: list[str] = Field(min_length=1)
    origin: list[str] = Field(min_length=1)
    near: dict[str, str] = Field(default_factory=dict)
    stale: dict[str, str] = Field(default_factory=dict)
    conclusion: str
    wrong: dict[str, str] = Field(default_factory=dict)
    sample_wrong: Log


class Hunt(Exercise[HuntKey]):
    """A question to answer by leaving the page; the pack holds every report of the case."""

    kind: Literal["hunt"]
    question: str
    minutes: int = 10
    choices: dict[str, str] = Field(min_length=2)
    points: float = 6
    face = "search"
    has_steps = True
    key_type = HuntKey
    shape = Log
    seconds_each = 600

    def accept(self, answer: Json) -> Json:
        log = super().accept(answer)
        self.refuse_unknown((m.choice for m in log.moves if isinstance(m, Conclude)), self.choices)
        if len(log.moves) > 500:
            raise AnswerError(f"{self.id}: a log of {len(log.moves)} moves; at most 500 are read.")
        return log.model_dump(mode="json")

    def lacks(self, answer: Json) -> str:
        made = {move["move"] for move in (answer or {}).get("moves", ())}
        asked = {"choose": "choose the page you trust most", "conclude": "say what you conclude"}
        left = listed([what for move, what in asked.items() if move not in made])
        return f"{left[0].upper()}{left[1:]}, then press the button." if left else ""

    def traits(self, page: Page) -> dict[str, Json]:
        pages = [_shown(report) for report in page.reports.values()]
        return {"question": self.question, "minutes": self.minutes, "choices": self.choices, "pages": pages}

    def in_words(self, answer: Json, page: Page) -> str:
        return "\n".join(f"{number}. {step}" for number, step in enumerate(self.steps(answer, page), 1))

    def steps(self, answer: Json, page: Page) -> list[str]:
        return [say_move(move, self, page) for move in Log.model_validate(answer).moves]

    def visited(self, answer: Json) -> list[str]:
        return _pages(Log.model_validate(answer))

    def steps_of_an_expert(self, key: HuntKey, page: Page) -> list[str]:
        told = zip(key.value.moves, key.log, strict=False)
        return [f"{say_move(move, self, page)}. *{reason.why}*" for move, reason in told]

    def faults(self, key: HuntKey, page: Page) -> Iterator[Complaint]:
        named = [*key.best, *key.origin, *key.near, *key.stale, *_pages(key.value)]
        yield from unknown(named, page.reports, "report")
        yield from unknown([key.conclusion, *key.wrong], self.choices, "choice")
        yield from missing((c for c in self.choices if c != key.conclusion), key.wrong, "choice")
        if len(key.log) != len(key.value.moves):
            yield Complaint(f"{len(key.log)} reasons", f"{len(key.value.moves)}, one a move", "Complete them.")
        if self.mark(key, key.value.model_dump(mode="json"), page).share != 1:
            yield Complaint("an expert's log that misses a point", "one that earns them all", "Mend the log.")

    def reveal(self, key: HuntKey, page: Page) -> tuple[Remark, ...]:
        told = zip(key.value.moves, key.log, strict=False)
        steps = (Remark("note", f"{say_move(move, self, page)}: {reason.why}") for move, reason in told)
        return (*steps, Remark("note", key.because))

    def judge(self, key: HuntKey, answer: Json, page: Page) -> Mark:
        log = Log.model_validate(answer)
        points = list(self._points(key, log, page))
        share = sum(won for won, _, _ in points) / len(points)
        if share == 1:
            return Mark(1.0)
        slips = {why: key.slip(choice) for choice, why in key.wrong.items()}
        remarks = [
            Remark("right", yes) if won else Remark("wrong", no, slips.get(no, "")) for won, yes, no in points
        ]
        return Mark(share, (*remarks, *self._misleading(key, log, page), Remark("note", key.because)))

    def _misleading(self, key: HuntKey, log: Log, page: Page) -> Iterator[Remark]:
        """What to know of near-misses and stale pages that were opened."""
        for name in dict.fromkeys(name for name in _pages(log) if name in page.reports):
            if why := key.near.get(name) or key.stale.get(name):
                yield Remark("note", f"{page.reports[name].publisher}, {page.reports[name].date}: {why}")

    def _points(self, key: HuntKey, log: Log, page: Page) -> Iterator[tuple[bool, str, str]]:
        """One point each: whether it was earned, and what to say either way."""
        opened = [page.reports[name] for name in _pages(log) if name in page.reports]
        yield (
            any(isinstance(move, Search) for move in log.moves),
            "You searched in your own words.",
            "No search yet: type a short name for the thing itself.",
        )
        yield (
            len({report.publisher for report in opened}) >= 2,
            "You opened more than one publisher.",
            "One publisher, or none: open a second one before you believe the first.",
        )
        yield (
            any(report.id in key.origin for report in opened),
            "You went close to the one who said it first.",
            "You did not open a page near the first speaker: look for the one the others lean on.",
        )
        compared = [m for m in log.moves if isinstance(m, Compare) and len(set(m.pages) & set(page.reports)) == 2]
        yield (
            bool(compared),
            "You laid two pages side by side.",
            "Nothing was compared: lay two pages side by side and look for the word that differs.",
        )
        chosen = next((m.page for m in reversed(log.moves) if isinstance(m, ChooseSource)), "")
        yield (chosen in key.best, "You chose a source that can carry the answer.", self._no_source(key, chosen))
        concluded = next((m.choice for m in reversed(log.moves) if isinstance(m, Conclude)), "")
        yield (
            concluded == key.conclusion,
            "Your conclusion is what the pages support.",
            key.wrong.get(concluded, "Say what you take from it: choose a conclusion."),
        )

    def _no_source(self, key: HuntKey, chosen: str) -> str:
        if not chosen:
            return "Choose the page you trust most for this question."
        plain = (
            "That page cannot carry the answer: others here are nearer to the first speaker, or to the question."
        )
        return key.near.get(chosen) or key.stale.get(chosen) or plain


def say_move(move: Move, hunt: Hunt, page: Page) -> str:
    """A move in words."""

    def named(id: str) -> str:
        report = page.reports.get(id)
        return f"{report.publisher}, {report.date}" if report else id

    if isinstance(move, Search):
        return f"searched for “{move.words}”"
    if isinstance(move, Open):
        return f"opened {named(move.page)}"
    if isinstance(move, Compare):
        return f"compared {named(move.pages[0])} with {named(move.pages[1])}"
    if isinstance(move, ChooseSource):
        return f"chose {named(move.page)}"
    return f"concluded “{hunt.choices.get(move.choice, move.choice)}”"


def _pages(log: Log) -> list[str]:
    pages = [
        [m.page] if isinstance(m, Open) else list(m.pages) for m in log.moves if isinstance(m, Open | Compare)
    ]
    return [name for names in pages for name in names]


def _shown(report: Report) -> dict[str, Json]:
    fields = ("id", "publisher", "date", "address", "says", "attribution", "unit")
    return {name: getattr(report, name) for name in fields}
