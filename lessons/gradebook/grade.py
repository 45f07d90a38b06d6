"""Grading hand-ins: find them, read what is new or changed, a batch a transaction; then mark whom it touches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from lessons.answers.counting import receipt
from lessons.gradebook.database import Row, Rows, opened, row_of
from lessons.gradebook.executors import Workers
from lessons.gradebook.exports import Summary
from lessons.gradebook.keys import Setup, load
from lessons.gradebook.late_policy import read_policy
from lessons.gradebook.lms import check_target
from lessons.gradebook.regrade import decide, mark_stale, roster_in, summed
from lessons.gradebook.who import Credit, choose_again, says_whose, settle
from lessons.gradebook.who_csv import decisions
from lessons.gradebook.work import Chosen, read_one, unread
from lessons.handins import HandIn, Submission, find
from lessons.handins.roster import Roster, read_roster

#: hand-ins a worker is given at once: large enough to make sending cheap, small enough to lose little
BATCH = 32
_HAND_IN = """
insert into hand_ins values (null, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (place) do update set
    marked_late = excluded.marked_late, looked_like = excluded.looked_like, sha256 = excluded.sha256,
    files = excluded.files, unreadable = excluded.unreadable
returning id
"""
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Grading:
    """What a teacher asked for; what is not named stays as an earlier run into the same gradebook had it."""

    hand_ins: tuple[Path, ...]
    setup: Setup
    out: Path
    workers: Workers
    roster: Path | None = None
    late: Path | None = None
    assignment: str = ""


class Task(NamedTuple):
    """A hand-in to read, whose it is, and what its files looked like."""

    hand_in: HandIn
    whose: Credit
    looks_like: str


def grade_hand_ins(order: Grading, tell: Tell) -> Summary:
    """Read and mark what is new or changed; ``tell`` hears how many of how many are read."""
    load(order.setup)
    taken = list[str]()
    if order.roster:
        given = read_roster(order.roster, order.assignment)
        check_target(given, order.assignment)
        taken = [given.taken]
    if order.late:
        read_policy(order.late)  # whatever cannot be read is told before any work is done
    found = list(find(order.hand_ins))
    with opened(order.out, begin=True) as rows:
        with rows:
            decide(rows, order.setup, _given(order))
            roster = roster_in(rows)
            if roster:
                _enrol(rows, roster)
            index = roster.index if roster else None
            decided = decisions(rows, order.out, index)
            tasks = _tasks(rows, found, settle(rows, found, index, decided))
        _read(rows, order, tasks, tell)
        if tasks and index and says_whose(rows):
            with rows:  # only now is it known what the hand-ins themselves say
                settle(rows, (), index, decided)
                _strike(rows)
        others = {change.learner for change in mark_stale(rows, order.setup, order.workers)}
        summary = summed(rows, order.setup, order.out)
    moved = [f"Learners who were graded before and have other marks now: {len(others)}."] if others else []
    return replace(summary, notes=[*taken, *moved, *summary.notes])


def _given(order: Grading) -> dict[str, str | bytes]:
    given: dict[str, str | bytes] = {}
    if order.assignment or order.roster:
        given["assignment"] = order.assignment
    for setting, path in (("class list", order.roster), ("late policy", order.late)):
        if path:
            given |= {setting: path.read_bytes(), f"{setting} file": path.name}
    return given


def _tasks(rows: Rows, found: Sequence[HandIn], settled: Mapping[str, Credit]) -> list[Task]:
    """What is to be read, once it is settled whose everything is."""
    _strike(rows)
    before = dict(rows.ask("select place, looked_like from hand_ins").fetchall())
    seen = {hand_in.place: (hand_in, looks_like(hand_in)) for hand_in in found}
    return [Task(h, settled[place], looks) for place, (h, looks) in seen.items() if before.get(place) != looks]


def _enrol(rows: Rows, roster: Roster) -> None:
    """Everybody on the class list, as it is now; who was not there or is otherwise now is to be marked."""
    known = {learner.id: learner for learner in rows.learners()}
    rows.ask("update learners set on_list = 0")
    for learner in roster.learners:
        if known.get(learner.id) == learner:
            rows.ask("update learners set on_list = 1 where id = ?", (learner.id,))
        else:
            rows.add_learner(learner)


def _strike(rows: Rows) -> None:
    """Nobody stays who is on no list and of whom nothing was ever handed in."""
    gone = "(select id from learners where not on_list and id not in (select learner from hand_ins))"
    for table in ("marks", "problems"):
        rows.ask(f"delete from {table} where learner in {gone}")
    rows.ask(f"delete from learners where id in {gone}")


def _read(rows: Rows, order: Grading, tasks: Sequence[Task], tell: Tell) -> None:
    done = 0
    tell(done, len(tasks))
    for batch, read in order.workers.share(_read_each, tasks, len(tasks), BATCH):
        with rows:
            for number, task in enumerate(batch):
                _keep(rows, task, read[number] if read else _ended(task))
        tell(done := done + len(batch), len(tasks))


class Reading(NamedTuple):
    """What was read of a hand-in, ready to be written down."""

    submission: Submission
    #: the records to keep, each with whether it is the first of its question and whether it counts
    records: list[Row]
    receipt: str


def _read_each(tasks: Sequence[Task]) -> list[Reading]:
    return [_reading(*read_one(task.hand_in)) for task in tasks]


def _reading(submission: Submission, chosen: Chosen) -> Reading:
    records = [(*row_of(record), first, counts) for record, first, counts in chosen]
    return Reading(submission, records, receipt(chosen.counts) if chosen.counts else "")


def _ended(task: Task) -> Reading:
    return Reading(unread(task.hand_in, "it ended its worker"), [], "")


def _keep(rows: Rows, task: Task, read: Reading) -> None:
    """Put what was read beside what was read of the same learner before."""
    learner, hand_in, now = task.whose.learner, task.hand_in, read.submission
    if not rows.ask("select 1 from learners where id = ?", (learner.id,)).fetchone():
        rows.add_learner(learner)
    is_more = rows.ask("select 1 from answers where learner = ?", (learner.id,)).fetchone()
    named = (hand_in.place, hand_in.name, learner.id, json.dumps(task.whose.doubts), task.whose.by)
    looked = (hand_in.lms_id, json.dumps(hand_in.marks), hand_in.marked_late, task.looks_like, now.sha256)
    lists = (json.dumps(names, ensure_ascii=False) for names in (now.files, now.unreadable))
    (id,) = rows.ask(_HAND_IN, (*named, *looked, *lists)).fetchone()
    rows.keep(id, read.records)
    rows.ask("update learners set stale = 1, receipt = ? where id = ?", (read.receipt, learner.id))
    conflicts = choose_again(rows, learner.id) if is_more else ()
    rows.add_problems(learner.id, id, dict.fromkeys((*now.problems, *conflicts)))


def looks_like(hand_in: HandIn) -> str:
    """What the files of a hand-in are while they are unread: by name, size and time."""
    whole = hashlib.sha256(repr(hand_in.problems).encode("utf-8", "replace"))
    for piece in hand_in.pieces:
        seen = f"{piece.path}|{piece.member}|gone"
        with suppress(OSError):
            found = piece.path.stat()
            seen = f"{piece.path}|{piece.member}|{found.st_size}|{found.st_mtime_ns}"
        whole.update(seen.encode("utf-8", "surrogatepass"))
    return whole.hexdigest()[:16]
