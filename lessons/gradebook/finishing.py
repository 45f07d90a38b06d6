"""What a worker does last: results finished, feedback pages written, everything made ready to be put in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from lessons.gradebook.finish import Decisions, finish_by
from lessons.gradebook.pages import has_page, keep_page, page_of, write_page
from lessons.gradebook.portion import Final, Portion, portion
from lessons.gradebook.stored import ANSWERS, Part, damaged, lines
from lessons.gradebook.tables import MARKS
from lessons.gradebook.work import Graded
from lessons.results.changes import Change, changes
from lessons.results.keys import Setup, load
from lessons.results.marking import mark
from lessons.results.model import Filed, Result


def ready(setup: Setup) -> None:
    """Read the key before the first answers come."""
    load(setup)


def finish_batch(decisions: Decisions, batch: tuple[Graded, ...]) -> Portion:
    """Finish what was graded from hand-ins."""
    finals = [_finished(decisions, row) for row in batch]
    return portion(finals, "".join(f"{row.filed}\n" for row in batch).encode())


def _finished(decisions: Decisions, row: Graded) -> Final:
    filed, marked = row.open()
    final = finish_by(decisions).final(filed, marked, row.result.encode())
    write_page(decisions.folder, load(decisions.setup).case, filed, final.result)
    return final


@dataclass(frozen=True)
class Again:
    """A gradebook to be graded again, and what decides now."""

    out: Path
    decisions: Decisions
    same_key: bool
    #: whether pages that changed are left to the release
    pages_wait: bool


class Stored(NamedTuple):
    """One learner as a gradebook keeps them: the answers and their line, and the line of marks."""

    filed: Filed
    line: bytes
    marks: bytes


def grade_again(again: Again, part: Part) -> Portion:
    """Grade some stored answers, without the hand-ins."""
    finals, changed, waiting = list[Final](), list[Change](), 0
    for stored in _stored(again.out, part):
        final = _graded(again.decisions, stored)
        finals.append(final)
        changed += _changed(again, stored, final)
        waiting += _page_waits(again, stored, final)
    made = portion(finals, b"")
    return made._replace(stored=part.answers, changes=tuple(changed), pages_wait=waiting)


def _stored(out: Path, part: Part) -> Iterator[Stored]:
    try:
        for line, marks in zip(lines(out / ANSWERS, part.answers), lines(out / MARKS, part.marks), strict=True):
            yield Stored(Filed.model_validate_json(line), line, marks)
    except (OSError, ValueError) as error:  # a line that is no answers, or lines that are one too few
        raise damaged(out / ANSWERS, error) from None


def _graded(decisions: Decisions, stored: Stored) -> Final:
    marked = mark(stored.filed, load(decisions.setup))
    return finish_by(decisions).final(stored.filed, marked, marked.model_dump_json().encode())


def _changed(again: Again, before: Stored, final: Final) -> Iterator[Change]:
    if final.line == before.marks:
        return
    try:
        old = Result.model_validate_json(before.marks)
    except ValidationError as error:
        raise damaged(again.out / MARKS, error) from None
    yield from changes(old, final.result, same_key=again.same_key)


def _page_waits(again: Again, before: Stored, final: Final) -> bool:
    """Take a page over that stays as it is, write one that does not; whether that is left to the release."""
    folder, learner = again.decisions.folder, final.result.learner.id
    if not has_page(before.filed) or (final.line == before.marks and keep_page(again.out, folder, learner)):
        return False
    if not again.pages_wait:
        write_page(folder, load(again.decisions.setup).case, before.filed, final.result)
    return again.pages_wait


def write_waiting(out: Path, setup: Setup, part: Part) -> int:
    """Write the pages that some learners of a gradebook have not yet; how many these were."""
    case, written = load(setup).case, 0
    for stored in _stored(out, part):
        if has_page(stored.filed) and not page_of(out, stored.filed.learner.id).is_file():
            write_page(out, case, stored.filed, Result.model_validate_json(stored.marks))
            written += 1
    return written
