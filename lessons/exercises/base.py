"""What every exercise has, every key has, and what marking one gives back."""

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Annotated, Any, ClassVar, Generic, Self, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from lessons.answers.counting import EMPTY
from lessons.article import Article
from lessons.errors import AnswerError
from lessons.exercises.complaints import Complaint
from lessons.exercises.marks import Grade, Mark, Remark, Status
from lessons.exercises.stages import known_stage
from lessons.exercises.variants import Drawn, Varied
from lessons.exercises.wording import as_it_stands, readable
from lessons.ledger import Claim, Report

Json: TypeAlias = Any
Stage = Annotated[str, AfterValidator(known_stage)]
NOTHING = "There is no answer here yet: answer first, then press the button."
KEPT = "Kept. Press the button when it is your answer."


@dataclass(frozen=True)
class Page:
    """What exercises may look at: the article, its claims and the reports elsewhere, by id."""

    article: Article
    claims: Mapping[str, Claim] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)


class Frozen(BaseModel):
    """A value read from a case's file; an unknown field is a fault, not an oversight."""

    # types are not put off by “from __future__”: pydantic would compile each of them, 20 ms at every opening
    # built when one is read: a lesson has few of all kinds
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Slip(Frozen):
    """A wrong answer that people give: what to say of it, and the misconception it shows."""

    because: str = Field(min_length=1)
    #: the name of the misconception; empty where the key names none
    slip: str = ""


class Key(Frozen, Varied):
    """What is right, why, and an answer that must earn nothing; in each variant of its exercise."""

    value: Json
    because: str = Field(min_length=1)
    sample_wrong: Json
    #: what else in the case would tell: ``claims.an-id.verdict``; taken out of a graded handout
    withhold: tuple[str, ...] = ()
    #: the misconception of each wrong answer in a table of sentences: by option, or by item and label
    slips: dict[str, str | dict[str, str]] = Field(default_factory=dict)

    def slip(self, name: str, label: str = "") -> str:
        """The misconception that a wrong option, or a wrong label of an item, shows; empty where none is named."""
        found = self.slips.get(name, "")
        return found.get(label, "") if isinstance(found, dict) else found

    @property
    def told_when_right(self) -> str:
        """What a learner reads who answered well."""
        return self.because

    def for_variant(self, number: int) -> Self:
        """The key to one variant of the exercise."""
        if number > len(self.variants):
            raise AnswerError(f"This key has no answer for variant {number} of its exercise.")
        return self.variant(number)


K = TypeVar("K", bound=Key)


@cache
def _taker(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


class Exercise(Frozen, Drawn, Generic[K]):
    """What is asked of a learner: never what is right."""

    #: what counts, when it is met and what it is compared with are the same for every learner
    shared: ClassVar[frozenset[str]] = frozenset(
        {"id", "kind", "stage", "step", "core", "points", "confidence", "sound", "alarm", "form", "pair"}
        | {"recalls", "same_as", "variants"}
    )

    #: the widget face that shows it, and the key that belongs to it
    face: ClassVar[str]
    key_type: ClassVar[type[Key]]
    #: the type of an answer, as Python says it
    shape: ClassVar[Any]
    #: whether a machine gives points for it, or a person reads it
    graded: ClassVar[bool] = True
    read_by_a_person: ClassVar[bool] = False
    #: whether it may come back as recall, and be judged in a report: right or wrong, with nothing to run
    comes_back: ClassVar[bool] = False
    #: whether it is closed once it was answered: a guess after the reveal is none
    once: ClassVar[bool] = False
    #: whether its answer is written in a cell of the notebook, and is the text of a program
    is_code: ClassVar[bool] = False
    #: whether every step on the way to the answer is on record, and can be looked back on
    has_steps: ClassVar[bool] = False
    #: the lines to write on where it is printed; ``None`` where paper is no place for it
    paper_lines: ClassVar[int | None] = 0
    #: what to do where there is no answer yet
    to_do: ClassVar[str] = NOTHING
    #: whether any number of what is offered may be chosen
    several: ClassVar[bool] = False
    #: how long one decision takes, reading not counted: a minute, for most
    seconds_each: ClassVar[int] = 60

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    kind: str
    stage: Stage
    step: str = ""
    core: bool = True
    points: float = Field(1, ge=0)
    about: tuple[str, ...] = ()
    show: tuple[str, ...] = ()
    #: the case's chart that is drawn above it
    chart: str = ""
    sound: bool | None = None
    #: the options by which a reader says that something is wrong: what counts as an alarm
    alarm: tuple[str, ...] = ()
    form: str = ""
    pair: str = ""
    confidence: bool = False
    recalls: str = ""
    #: another exercise that asks for the same in another way; the better of the two counts, once
    same_as: str = ""
    prompt: str = Field(min_length=1)
    extract: str = ""
    hints: tuple[str, ...] = Field((), max_length=3)
    readings: tuple[str, ...] = ()

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        for member in ("face", "key_type", "shape"):
            if not hasattr(cls, member):
                raise TypeError(
                    f"The kind {cls.__name__} does not say its {member}; see the comments of Exercise."
                )

    def __class_getitem__(cls, _: type[Key]) -> type[Self]:  # type: ignore[override]
        # the kind of key is for who checks types: pydantic would build another class for each kind
        return cls

    @property
    def speaks_of(self) -> tuple[str, ...]:
        """The ids of all claims it names."""
        return (*self.about, *self.show)

    @property
    def asked_by(self) -> tuple[str, str]:
        """The verb and the word by which a cell of the notebook asks it."""
        return self.stage, "" if self.stage == "bank" else self.step

    @property
    def offered(self) -> Mapping[str, Collection[str]]:
        """What may be chosen in each row, where choosing is all there is to do; a single row is called nothing."""
        return {}

    def chosen(self, choices: Mapping[str, Json]) -> Json:
        """The answer that is made by a choice in each of these rows."""
        return choices[""]

    def replies(self, key: K, page: Page) -> Iterator[tuple[str, str, Remark]]:
        """What is said of each choice: its row, the choice (``*`` for any other), and the remark."""
        yield from ()

    def said_of(self, answer: Json, row: str, page: Page) -> str:
        """What an accepted answer chose in a row, in words; empty where nothing is offered."""
        return ""

    @property
    def rubric(self) -> Mapping[str, str]:
        """What a person gives levels for; empty where an answer is right or wrong."""
        return {}

    def models(self, key: K) -> tuple[Any, ...]:
        """Answers with their levels that a marker compares with."""
        return ()

    def button(self, *, is_answered: bool) -> str:
        """The words on its button; ``is_answered``: whether a key replies. None where its face has its own."""
        return "Check my answer" if is_answered else "Record my answer"

    @property
    def items(self) -> int:
        """How many separate decisions it asks for."""
        return 1

    @property
    def chance(self) -> float:
        """The chance, in percent, that a blind guess is right: where being sure begins."""
        return 0.0

    @property
    def sureness(self) -> list[int]:
        """How sure one may say one is, in percent: from a blind guess to certain; empty where it is not asked."""
        if not self.confidence:
            return []
        rise = (100 - self.chance) / 5
        return [round(self.chance), *(5 * round((self.chance + rise * step) / 5) for step in range(1, 6))]

    @property
    def seconds(self) -> int:
        """How long answering takes, reading not counted."""
        return self.seconds_each * self.items

    def accept(self, answer: Json) -> Json:
        """The answer as this kind understands it, or an ``AnswerError`` that says what it takes."""
        try:
            return _taker(self.shape).validate_python(answer)
        except ValidationError as error:
            raise AnswerError(f"{self.id}: this answer does not fit ({error.errors()[0]['msg']}).") from None

    def understood(self, answer: Json) -> Json:
        """The accepted answer; ``None`` where there is none, or none that fits as it is asked now."""
        try:
            return None if self.is_blank(answer) else self.accept(answer)
        except AnswerError:
            return None

    def refuse_unknown(self, names: Iterable[str], known: Collection[str]) -> None:
        """Raise an ``AnswerError`` for a name that the exercise does not offer."""
        for name in names:
            if name not in known:
                raise AnswerError(f"{self.id}: “{name}” is not offered here; {', '.join(known)} are.")

    def is_blank(self, answer: Json) -> bool:
        """Whether nothing has been answered, which is not the same as wrong."""
        parts = answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else [answer]
        return all(part in EMPTY for part in parts)

    def lacks(self, answer: Json) -> str:
        """What an answer that is only recorded still lacks, in a sentence; empty where it is whole."""
        return self.to_do if self.is_blank(answer) else ""

    def so_far(self, answer: Json) -> str:
        """What a page says of a draft; empty where there is nothing in it yet."""
        return "" if self.is_blank(answer) else KEPT

    def in_words(self, answer: Json, page: Page) -> str:
        """An accepted answer as somebody would say it, on as many lines as it needs."""
        return readable(answer, self.traits(page))

    def said(self, answer: Json, page: Page) -> str:
        """Any answer in words; one that does not fit is given as it stands."""
        try:
            return self.in_words(self.accept(answer), page)
        except (AnswerError, RecursionError):
            return as_it_stands(answer)

    def steps(self, answer: Json, page: Page) -> list[str]:
        """The steps of an accepted answer, in words."""
        return []

    def steps_of_an_expert(self, key: K, page: Page) -> list[str]:
        """The key's own steps, in words, each with its reason."""
        return []

    def visited(self, answer: Json) -> list[str]:
        """The ids of the reports that an accepted answer has opened, in their order."""
        return []

    def answer_of(self, source: str, made: object) -> Json:
        """The answer that is written in a cell: its source, and what became of it in the kernel."""
        return source

    def labelled(self) -> Iterator[tuple[str, str]]:
        """The labels of the ledger that it asks for: each a claim's id, and the field."""
        yield from ()

    def stretches(self, key: K) -> set[tuple[int, str]]:
        """The words of the article that its key marks: each a paragraph, and what stands there."""
        return set()

    def given(self, field: str, answer: Json) -> Mapping[str, Any]:
        """The label of a field that an accepted answer, or a key's value, gives each claim; empty if not asked."""
        return {}

    def faults(self, key: K, page: Page) -> Iterator[Complaint]:
        """What does not fit between what is asked and what is right."""
        yield from ()

    def as_asked(self, key: K, asked: str) -> tuple[Self, K]:
        """Exercise and key in the variant that a record answers; as written where its wording is an older one."""
        number = self.variant_asked(asked) or 0
        return self.variant(number), key.for_variant(number)

    def faults_of_each(self, key: K, page: Page) -> Iterator[Complaint]:
        """The faults of every variant against its own key."""
        if len(key.variants) != len(self.variants):
            found = f"{len(key.variants)} variants in the key"
            yield Complaint(found, f"{len(self.variants)}, as the exercise has", "Write one for each.")
        for number, (asked, held) in enumerate(zip(self.each, key.each, strict=False)):
            for complaint in list(asked.faults(held, page)) or asked._faults_of_sample(held, page):
                where = f"variant {number}: " if number else ""
                yield replace(complaint, found=where + complaint.found)

    def sample_wrong(self, key: K, page: Page) -> Json:
        """The key's answer that must earn nothing, as a page would send it."""
        return key.model_dump(mode="json")["sample_wrong"]

    def _faults_of_sample(self, key: K, page: Page) -> Iterator[Complaint]:
        try:
            earned = self.mark(key, self.accept(self.sample_wrong(key, page)), page).share
        except AnswerError as error:
            yield Complaint(f"a sample_wrong that is no answer: {error}", "an answer", "Correct it.")
        else:
            if earned:
                yield Complaint("a sample_wrong that earns points", "one that earns none", "Change it.")

    def reveal(self, key: K, page: Page) -> tuple[Remark, ...]:
        """The answer itself, for a learner who asks to be shown."""
        return (Remark("note", key.because),)

    @abstractmethod
    def traits(self, page: Page) -> dict[str, Json]:
        """What its face needs to draw it."""

    def grade(self, key: K, answer: Any, page: Page) -> Grade:
        """The status of an answer, its points by the key, and why."""
        if self.is_blank(answer):
            return Grade(self.id, "blank", None, self.points)
        try:
            accepted = self.accept(answer)
        except AnswerError as error:
            return Grade(self.id, "ungradable", None, self.points, (Remark("note", str(error)),))
        return self._graded(self.mark(key, accepted, page))

    def _graded(self, mark: Mark) -> Grade:
        if mark.share is None:
            # of what a machine judges, only an answer that it cannot judge has no share
            status: Status = "needs a person" if self.graded or self.read_by_a_person else "recorded"
            return Grade(self.id, status, None, 0 if status == "recorded" else self.points, mark.remarks)
        points = round(mark.share * self.points, 2)
        return Grade(self.id, "graded", points, self.points, mark.remarks, mark.right)

    def mark(self, key: K, answer: Json, page: Page) -> Mark:
        """The mark of an accepted answer; where all is right and nothing else to say, with the key's reason."""
        mark = self.judge(key, answer, page)
        if mark.share != 1 or mark.remarks:
            return mark
        return replace(mark, remarks=(Remark("right", key.because),))

    @abstractmethod
    def judge(self, key: K, answer: Json, page: Page) -> Mark:
        """Score an accepted answer and explain it."""


def as_list(value: str | list[str]) -> list[str]:
    """A key's value that may be one or several, as several."""
    return [value] if isinstance(value, str) else value


def is_number(value: Json) -> bool:
    """Whether this is a number: a text or a truth value is none, even where Python would take it for one."""
    return isinstance(value, int | float) and not isinstance(value, bool)
