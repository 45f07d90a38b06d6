"""What a learner's own notebook says that their teacher's list calls them: a record that answers no question."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from lessons.answers.record import Record

#: the name under which it stands among the answers; no exercise of a case is called so
LISTED_AS = "listed-as"
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def is_listing(record: Record) -> bool:
    """Whether a record says who somebody is."""
    return record.exercise == LISTED_AS


def listings(records: Iterable[Record]) -> list[Record]:
    """What was said last under each pseudonym; whatever lesson it was said in, time decides."""
    said = sorted(filter(is_listing, records), key=lambda record: (record.moment or _LONG_AGO, record.number))
    return list({record.who: record for record in said}.values())


def names_in(records: Iterable[Record]) -> tuple[str, ...]:
    """The names that hold now; of somebody who took theirs out again, none."""
    said = (record.answer for record in listings(records))
    return tuple(dict.fromkeys(name for name in said if isinstance(name, str) and name.strip()))
