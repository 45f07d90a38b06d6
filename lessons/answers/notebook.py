"""What a notebook carries: the records of its answers, and the lesson it says it is of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from lessons.answers.record import Json, Record, as_record

MIME = "application/vnd.lessons.answer+json"
#: in the metadata, and in the set-up cell; with backslashes where a notebook is read as the text it is
_SAID = (
    re.compile(r'"lessons":\s*\{\s*"lesson":\s*"([a-z-]+)"'),
    re.compile(r"""open_desk\(\\?["']([a-z-]+)\\?["']\)"""),
)


def lesson_in(text: str) -> str:
    """The lesson that code, or the text of a notebook, says it is of; empty where it says none."""
    found = (said.search(text) for said in _SAID)
    return next((match[1] for match in found if match), "")


def bundled(notebook: Json) -> Iterator[Json]:
    """What stands under our MIME type in a notebook's outputs, in any format of notebook that has cells."""
    for sheet in (notebook, *_within(notebook, "worksheets")):
        for cell in _within(sheet, "cells"):
            for output in _within(cell, "outputs"):
                # format 3 keeps what an output shows in the output itself
                bundles = (output, output.get("data")) if isinstance(output, dict) else ()
                yield from (one for b in bundles if isinstance(b, dict) and MIME in b for one in each_of(b[MIME]))


def worth_keeping(records: Sequence[Record], counts: Record) -> Json:
    """What a notebook holds of a question: the record that counts and, as ``others``, the first and the newest."""
    first = next((record for record in records if record.committed), records[0])
    others = [record.plain() for record in [first, *records[-1:]] if record is not counts]
    return {**counts.plain(), "others": others}


def each_of(told: Json) -> list[Json]:
    """What a value under our MIME type holds: the record that counts, after the others that came with it."""
    if isinstance(told, list):
        return told or [told]
    return [*_within(told, "others"), told]


def _within(holder: Json, name: str) -> list[Json]:
    found = holder.get(name) if isinstance(holder, dict) else None
    return found if isinstance(found, list) else []


def records_in_notebook(path: Path) -> list[Record]:
    """The answer records that a notebook's own outputs hold; none where it cannot be read."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return []
    return [record for record in map(as_record, bundled(notebook)) if record is not None]
