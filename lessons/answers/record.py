"""The record: what one learner answered to one exercise at one moment."""

import json
from datetime import UTC, datetime
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

Json: TypeAlias = Any


#: the name under which a learner's own name stands among the answers; no exercise of a case is called so
LISTED_AS = "listed-as"


class Record(BaseModel):
    """What one learner answered to one exercise at one moment: plain data, no verdict."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    #: version of this format; a reader of a later one may still read this
    schema_: int = Field(1, alias="schema")
    exercise: str
    #: hash of the exercise as it was asked, so that an answer to older wording is noticed
    asked: str = ""
    #: which of several askings: "first" or "second" of a vote, else empty
    round: str = ""
    answer: Json = None
    #: in percent, from the chance of a blind guess to 100, or none where it was not asked
    confidence: float | None = Field(None, ge=0, le=100)
    #: how often the learner has handed this exercise in; a draft keeps the number before it
    attempt: int = Field(0, ge=0)
    committed: bool = False
    hints: int = Field(0, ge=0)
    #: which record of this question it is in its book, counted from 1: a clock set back does not change that
    number: int = Field(0, ge=0)
    #: whether the answer had been shown before this record
    shown: bool = False
    time: str = ""
    who: str = ""
    course: str = ""

    @field_validator("answer", mode="before")
    @classmethod
    def _writable(cls, answer: Json, told: ValidationInfo) -> Json:
        if told.mode == "json":
            return answer  # it was read from a file
        # a browser may send half an emoji, which no file can hold: the rest of the answer is kept
        text = json.dumps(answer, ensure_ascii=False)
        return json.loads(text.encode("utf-8", "replace"))

    @property
    def moment(self) -> datetime | None:
        """When it was given, if its time can be read; without a zone it is taken as UTC."""
        try:
            moment = datetime.fromisoformat(self.time)
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    @property
    def is_listing(self) -> bool:
        """Whether it answers no question, but says what the teacher's list calls the learner."""
        return self.exercise == LISTED_AS

    def line(self) -> str:
        """The record as one line of strict JSON."""
        return json.dumps(self.plain(), ensure_ascii=False, allow_nan=False, sort_keys=True)

    def plain(self) -> dict[str, Json]:
        """The record as JSON types only."""
        return self.model_dump(mode="json", by_alias=True)


def plainly(told: Json) -> str:
    """JSON as one line that is the same wherever it was written."""
    # a notebook saved by the browser holds 40 where the book holds 40.0
    whole = json.loads(json.dumps(told), parse_float=_shortest)
    return json.dumps(whole, sort_keys=True, separators=(",", ":"))


def _shortest(text: str) -> float | int:
    number = float(text)
    return int(number) if number.is_integer() else number


def identity(record: Record) -> str:
    """All of a record as one line: equal for the same record in a book and in a notebook."""
    return plainly(record.plain())


#: an exercise and the round it was asked in, empty where there is only one
Place: TypeAlias = tuple[str, str]


def place_of(record: Record) -> Place:
    """The question that a record answers."""
    return record.exercise, record.round


def as_record(told: Json) -> Record | None:
    """A record as a line of JSON tells it, or JSON already read; ``None`` where it is none."""
    try:
        if isinstance(told, bytes | str):
            return Record.model_validate_json(told)
        return Record.model_validate(told)
    except (ValueError, RecursionError):
        return None
