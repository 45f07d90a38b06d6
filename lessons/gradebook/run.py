"""Grading hand-ins: find, share out, keep after every batch, publish whole."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial as applied
from itertools import islice
from pathlib import Path
from typing import TypeVar

from lessons.classlist.late import read_policy
from lessons.classlist.lms import check_target
from lessons.classlist.roster import Roster, read_roster
from lessons.gradebook import pages, publish
from lessons.gradebook.executors import Here, Pool, in_flight, in_order
from lessons.gradebook.finish import BY_HAND, LATE, ROSTER, SALT, Decisions
from lessons.gradebook.finishing import finish_batch
from lessons.gradebook.notes import notes
from lessons.gradebook.settings import Grading, write_settings
from lessons.gradebook.stored import TOGETHER
from lessons.gradebook.who import assign, without_hand_in
from lessons.gradebook.work import Graded, Work
from lessons.gradebook.worker import Task, grade_batch, lost_lines
from lessons.results.copies import copies
from lessons.results.keys import Setup, load
from lessons.results.model import Learner
from lessons.results.tally import Summary
from lessons.submissions import find

T = TypeVar("T")
#: hand-ins a worker is given at once: large enough to make sending cheap, small enough to lose little
BATCH = 16
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Order:
    """What a teacher asked for: the hand-ins, the key, and what is to be made of them."""

    submissions: tuple[Path, ...]
    setup: Setup
    out: Path
    pool: Pool
    most_in_flight: int = 8
    roster: Path | None = None
    late: Path | None = None
    assignment: str = ""

    @property
    def purpose(self) -> str:
        """What work in progress was made for: another key, case or roster begins anew."""
        roster = self.roster.read_bytes() if self.roster else b""
        return hashlib.sha256(self.setup.digest.encode() + roster).hexdigest()


def grade_hand_ins(order: Order, tell: Tell) -> Summary:
    """Grade everything and put the gradebook in place; ``tell`` hears how many of how many are done."""
    publish.refuse_foreign(order.out)
    load(order.setup)  # so is a key with a fault
    roster = _roster(order)
    if order.late:
        read_policy(order.late)  # whatever cannot be read is told before any work is done
    with publish.alone(order.out):
        found = assign(find(order.submissions), roster)
        tasks = sorted([*found, *without_hand_in(found, roster)], key=lambda task: task[0].id)
        work = Work(publish.partial(order.out) / "work.sqlite", order.purpose)
        try:
            _grade(order, work, tasks, tell)
            return _publish(order, work, {learner.id: learner for learner, _, _ in tasks})
        finally:
            work.close()


def _roster(order: Order) -> Roster | None:
    if order.roster is None:
        return None
    roster = read_roster(order.roster, order.assignment)
    check_target(roster, order.assignment)  # where points go must be certain before any work is done
    return roster


def _grade(order: Order, work: Work, tasks: Sequence[Task], tell: Tell) -> None:
    done = work.done()
    todo = [task for task in tasks if done.get(task[0].id) != task[2]]
    count = len(tasks) - len(todo)
    tell(count, len(tasks))
    call = applied(grade_batch, order.setup)
    for batch, graded in in_flight(order.pool, call, batches(todo, BATCH), order.most_in_flight):
        work.keep(graded if graded is not None else list(_one_by_one(order, batch)))
        count += len(batch)
        tell(count, len(tasks))


def _one_by_one(order: Order, batch: Sequence[Task]) -> Iterator[Graded]:
    # one of these ended its worker: alone, each can only harm itself
    call = applied(grade_batch, order.setup)
    for (task,), graded in in_flight(order.pool, call, ((task,) for task in batch), 1):
        yield from graded if graded is not None else [lost_lines(order.setup, task, "it ended its worker")]


def batches(things: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """The things in order, ``size`` at a time."""
    rest = iter(things)
    while some := tuple(islice(rest, size)):
        yield some


def _publish(order: Order, work: Work, learners: dict[str, Learner]) -> Summary:
    summary = Summary(out=order.out)
    # to start workers costs more than to finish a class
    pool = order.pool if len(learners) > pages.MANY else Here
    with publish.publication(order.out, order.setup) as made:
        _beside(order, made.folder)
        copied = copies(work.copies(set(learners)), learners)
        decisions = Decisions.beside(made.folder, order.setup, order.assignment, copied)
        made.tables.copies(copied)
        rows = batches(work.rows(set(learners)), TOGETHER)
        for some in in_order(pool, applied(finish_batch, decisions), rows):
            made.add(some)
            summary.update(some.tally)
        made.finish()
        summary.notes = notes(decisions, made.folder, learners.values())
    return summary


def _beside(order: Order, folder: Path) -> None:
    """Lay roster, policy, settings and the marks by hand beside what is to be written."""
    given = {ROSTER: order.roster, LATE: order.late, BY_HAND: order.out / BY_HAND, SALT: order.out / SALT}
    for name, path in given.items():
        if path and path.is_file():
            shutil.copyfile(path, folder / name)
    setup = order.setup
    write_settings(
        folder,
        Grading(
            case=str(setup.case),
            key=str(setup.key),
            key_sha256=setup.digest,
            lessons=setup.lessons,
            assignment=order.assignment,
            roster=order.roster.name if order.roster else "",
            late=order.late.name if order.late else "",
        ),
    )
