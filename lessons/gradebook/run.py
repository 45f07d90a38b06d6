"""Grading hand-ins: find, share out, keep after every batch, publish whole."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial as applied
from itertools import islice
from pathlib import Path
from typing import TypeVar

from lessons.gradebook import publish
from lessons.gradebook.copies import copies
from lessons.gradebook.executors import Here, Pool, in_flight
from lessons.gradebook.finish import BY_HAND, LATE, ROSTER, SALT, Finish
from lessons.gradebook.keys import Setup, load
from lessons.gradebook.late import extensions_of_nobody, read_policy
from lessons.gradebook.lms import check_target, write_lms
from lessons.gradebook.model import Learner, Result
from lessons.gradebook.roster import Roster, read_roster
from lessons.gradebook.settings import Grading, write_settings
from lessons.gradebook.tables import Results
from lessons.gradebook.who import assign, without_hand_in
from lessons.gradebook.work import Graded, Work
from lessons.gradebook.worker import Task, grade_batch, lost_lines
from lessons.submissions import find

T = TypeVar("T")
#: hand-ins a worker is given at once: large enough to make sending cheap, small enough to lose little
BATCH = 16
#: learners whose feedback pages are worth more than one process
MANY = 2000
Tell = Callable[[int, int], None]


@dataclass
class Summary:
    """What a grading came to, in the numbers a teacher asks for."""

    out: Path
    learners: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    #: learners of whom something could not be read, with what it was
    unreadable: list[str] = field(default_factory=list)
    problems: int = 0
    how: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, result: Result) -> None:
        """Count one learner."""
        self.learners += 1
        self.statuses.update(item.status for item in result.items)
        self.how.update(item.how for item in result.items if item.how)
        self.problems += len(result.problems)
        costly = [problem for problem in result.problems if problem.costs]
        self.unreadable += [f"{result.learner.name}: {p.where}: {p.found}" for p in costly]


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
    marking, summary = load(order.setup), Summary(order.out)
    # to start workers costs more than to make the pages of a class
    pool = order.pool if len(learners) > MANY else Here
    with pool() as executor, publish.publication(order.out, order.setup, executor) as made:
        _beside(order, made.folder)
        copied = copies(work.copies(set(learners)), learners)
        finish = Finish.of(marking, made.folder, copied, order.assignment)
        made.tables.copies(copied)
        for row in work.rows(set(learners)):
            filed, marked = row.open()
            result = finish(marked, marked_late=filed.marked_late)
            made.add(row.filed.encode(), result, result.model_dump_json().encode())
            summary.add(result)
        made.finish()
        summary.notes = [*notes(finish, learners.values()), *lms(finish, made.folder, order.assignment)]
    return summary


def notes(finish: Finish, learners: Iterable[Learner]) -> Iterator[str]:
    """What was odd about the class list, the late policy and the marks by hand."""
    for problem in (*(finish.roster.problems if finish.roster else ()), *finish.marks.problems):
        yield f"{problem.where}: {problem.found} {problem.done}"
    for name in extensions_of_nobody(finish.policy, learners) if finish.policy else ():
        yield f"An extension for “{name}”, whom nobody here is called. Check the late policy."


def lms(finish: Finish, folder: Path, assignment: str) -> list[str]:
    """Write the class list's own file with the points in it, where there is a class list; gives its notes."""
    return write_lms(folder, finish.roster, Results(folder), assignment) if finish.roster else []


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
            assignment=order.assignment,
            roster=order.roster.name if order.roster else "",
            late=order.late.name if order.late else "",
        ),
    )
