"""A late policy: what an instructor writes down once.

It is a small TOML file:

    due = 2026-11-20T23:59:00+01:00     # one time for all, with its zone
    grace = "15 minutes"                # nothing is taken off within it

    [[steps]]                           # later than this after the due time: so much is kept
    after = "0 minutes"
    keeps = 0.9
    [[steps]]
    after = "1 day"
    keeps = 0.5
    [[steps]]
    after = "7 days"
    keeps = 0.0

    [extensions]                        # by learner id, login or e-mail: more time, or a new due time
    "ana.li@school.example" = "3 days"
    "ben" = 2026-12-01T12:00:00+01:00

Exactly at a boundary is in time. Steps are counted from the due time, extension included; grace only
decides from when they apply. A time without a zone in a roster is read in the zone of ``due``.
"""

from __future__ import annotations

import datetime
import itertools
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError, model_validator

from lessons.errors import GradingError
from lessons.handins.moments import read_moment, read_span, span_in_words
from lessons.handins.people import Learner, folded

_LONGEST = datetime.timedelta(days=3660)


def _moment(value: Any) -> datetime.datetime:
    time = read_moment(value) if isinstance(value, str) else value
    if not isinstance(time, datetime.datetime) or not 1970 <= time.year <= 9000:
        raise ValueError("expected a day, a time and a zone, such as 2026-11-20T23:59:00+01:00. Write it so")
    if time.tzinfo is None:
        raise ValueError(
            "expected a time with its zone, such as 2026-11-20T23:59:00+01:00. Add +01:00, or your own"
        )
    return time


def _span(value: Any) -> datetime.timedelta:
    span = read_span(value) if isinstance(value, str) else None
    if span is None or span > _LONGEST:
        raise ValueError("expected a span of time, such as “15 minutes” or “2 days 4 hours”. Write it so")
    return span


def _extension(value: Any) -> datetime.timedelta | datetime.datetime:
    is_time = isinstance(value, datetime.date) or (isinstance(value, str) and read_moment(value) is not None)
    return _moment(value) if is_time else _span(value)


Moment = Annotated[datetime.datetime, PlainValidator(_moment)]
Span = Annotated[datetime.timedelta, PlainValidator(_span)]
Extension = Annotated[datetime.timedelta | datetime.datetime, PlainValidator(_extension)]


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Written):
    """Later than ``after``, only this share of the earned points is kept."""

    after: Span
    keeps: float = Field(ge=0, le=1, strict=True, allow_inf_nan=False)


class Policy(_Written):
    """A late policy as written down."""

    due: Moment
    grace: Span = datetime.timedelta()
    steps: tuple[Step, ...] = ()
    extensions: dict[str, Extension] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _falls(self) -> Policy:
        steps = sorted(self.steps, key=lambda step: step.after)
        for one, later in itertools.pairwise(steps):
            if one.after == later.after:
                raise ValueError(f"found two steps after “{span_in_words(one.after)}”; expected one. Remove one")
            if one.keeps < later.keeps:
                raise ValueError(
                    f"found that more is kept after “{span_in_words(later.after)}” than before; expected less. "
                    "Correct keeps"
                )
        return self

    @model_validator(mode="after")
    def _extend(self) -> Policy:
        for who, given in self.extensions.items():
            if isinstance(given, datetime.datetime) and given < self.due:
                raise ValueError(
                    f"found an extension of “{who}” that ends before due; expected a later time. Correct it"
                )
        return self

    def due_for(self, learner: Learner) -> datetime.datetime:
        """When it is due for one learner: the latest of the extensions they have."""
        own = _called(learner)
        given = [extra for who, extra in self.extensions.items() if _key(who) in own]
        return max([self.due, *(self.due + x if isinstance(x, datetime.timedelta) else x for x in given)])


def _key(who: str) -> str:
    return folded(who.strip())


def _called(learner: Learner) -> set[str]:
    return {_key(called) for called in (learner.id, learner.login, learner.email) if called}


def extensions_of_nobody(policy: Policy, learners: Iterable[Learner]) -> tuple[str, ...]:
    """The extensions that no learner has, a slip of the pen perhaps: they would cost somebody points."""
    known = set[str]().union(*map(_called, learners))
    return tuple(who for who in policy.extensions if _key(who) not in known)


def read_policy(path: Path) -> Policy:
    """Read a late policy from a TOML file."""
    try:
        return policy_of(path.name, path.read_bytes())
    except OSError as error:
        raise _unreadable(path.name, error.strerror or str(error)) from None


def policy_of(name: str, content: bytes) -> Policy:
    """The same of a file's content."""
    try:
        return Policy.model_validate(tomllib.loads(content.decode("utf-8-sig")))
    except ValidationError as error:
        raise GradingError("\n".join(f"{name}: {fault}" for fault in _explained(error))) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise _unreadable(name, str(error)) from None


def _unreadable(name: str, reason: str) -> GradingError:
    return GradingError(
        f"{name} cannot be read as a late policy ({reason}). Expected TOML text that begins with a line "
        "such as: due = 2026-11-20T23:59:00+01:00"
    )


def _explained(error: ValidationError) -> Iterator[str]:
    for item in error.errors():
        place = _place(item["loc"])
        message = item["msg"].removeprefix("Value error, ").replace("Input should be ", "expected ")
        if item["type"] == "missing":
            yield f"found no “{place}”; expected it. Add it."
        elif item["type"] == "extra_forbidden":
            yield f"found “{place}”; expected due, grace, steps (after, keeps), extensions. Correct its name."
        elif item["loc"][-1:] == ("keeps",):
            yield f"found {place} = {_shown(item['input'])}; expected a share from 0 to 1, such as 0.9."
        elif item["loc"]:
            yield f"found {place} = {_shown(item['input'])}; {message}."
        else:
            yield f"{message}."


def _place(loc: tuple[int | str, ...]) -> str:
    """Where a fault stands, as a teacher would say it: keeps of step 1."""
    if loc[:1] == ("steps",) and len(loc) == 3:
        return f"{loc[2]} of step {int(loc[1]) + 1}"
    return ".".join(map(str, loc))


def _shown(value: Any) -> str:
    return str(value) if isinstance(value, datetime.date | datetime.time) else repr(value)[:90]
