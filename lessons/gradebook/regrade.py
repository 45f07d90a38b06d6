"""Marking from what the gradebook holds: whoever has changed, or everybody when the key has; and what came out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from lessons.errors import GradingError
from lessons.gradebook.database import FILE, Row, Rows, opened, record_of
from lessons.gradebook.executors import Workers
from lessons.gradebook.exports import Summary, export
from lessons.gradebook.keys import Setup, find_setup, load
from lessons.gradebook.late_policy import Policy, policy_of, read_policy
from lessons.gradebook.results import Regraded, Result, changes
from lessons.gradebook.work import Work, marked
from lessons.handins.csv_file import csv_of
from lessons.handins.people import Learner
from lessons.handins.roster import Roster, roster_of

#: learners a worker marks at once
TOGETHER = 100
#: by learner and exercise, in whose hand-in the same record stands too; learners of one team may share it, and
#: whoever alone of them has no other pseudonym on any answer is its owner
_COPIED = """
with counted as (select * from answers where counts),
same as (
    select exercise, time, who, answer from counted where time <> '' and who <> ''
    group by exercise, time, who, answer having count(distinct learner) > 1
),
holders as (
    select distinct time || who || answer as record, exercise, learner, name, team,
        (select count(distinct who) from counted as own where own.learner = counted.learner) = 1 as sole
    from same join counted using (exercise, time, who, answer) join learners on learners.id = learner
),
told as (select *, sole and sum(sole) over (partition by exercise, record) = 1 as owns from holders)
select one.learner, exercise, min(other.name) from told as one join holders as other using (exercise, record)
where not owns and one.learner <> other.learner and (one.team = '' or one.team <> other.team)
group by one.learner, exercise
"""


def regrade(out: Path, setup: Setup, workers: Workers, late: Path | None = None) -> tuple[Summary, list[Regraded]]:
    """Mark everybody again, without the hand-ins: with another key, or another late policy."""
    load(setup)
    given: dict[str, str | bytes] = {}
    if late and read_policy(late):
        given = {"late policy": late.read_bytes(), "late policy file": late.name}
    with opened(out) as rows:
        same_key = rows["key_sha256"] == setup.digest
        with rows:
            decide(rows, setup, given)
            rows.ask("update learners set stale = 1")
        changed = mark_stale(rows, setup, workers, same_key=same_key)
        return summed(rows, setup, out), changed


def decide(rows: Rows, setup: Setup, given: Mapping[str, str | bytes]) -> None:
    """Write down what is graded with now; where that is another than before, everybody is to be marked again."""
    paths = {"case": str(setup.case), "key": str(setup.key)}
    now = {**paths, "key_sha256": setup.digest, "lessons": setup.lessons, **given}
    if any(rows[name] != value for name, value in now.items()):
        rows.ask("update learners set stale = 1")
    for name, value in now.items():
        rows[name] = value


def setup_of(rows: Rows) -> Setup:
    """Case and key a gradebook was made with, as they are today."""
    if not Path(rows["key"]).is_dir():
        done = "Say where it is now: lessons regrade GRADEBOOK --key KEY"
        raise GradingError(f"The key that this gradebook was made with lies no longer at {rows['key']}. {done}")
    return find_setup(Path(rows["key"]), Path(rows["case"]), rows["lessons"])


def setup_with(out: Path, key: Path, case: Path | None) -> Setup:
    """Another key for a gradebook: the same lessons count."""
    with opened(out) as rows:
        return find_setup(key, case, rows["lessons"])


def lessons_of(out: Path) -> str:
    """The lessons that count in a gradebook, as they were named; empty where there is none yet."""
    if not (out / FILE).is_file():
        return ""
    with opened(out) as rows:
        return str(rows["lessons"])


def roster_in(rows: Rows) -> Roster | None:
    """The class list that a gradebook keeps, as it was given."""
    content = rows["class list"]
    return roster_of(csv_of(rows["class list file"], content), rows["assignment"]) if content else None


def policy_in(rows: Rows) -> Policy | None:
    """The late policy that a gradebook keeps, as it was given."""
    content = rows["late policy"]
    return policy_of(rows["late policy file"], content) if content else None


def summed(rows: Rows, setup: Setup, out: Path) -> Summary:
    """Everything that is made from the gradebook, made again."""
    return export(rows, out, setup, roster_in(rows), policy_in(rows))


def mark_stale(rows: Rows, setup: Setup, workers: Workers, *, same_key: bool = True) -> list[Regraded]:
    """Mark everybody of whom something has changed; what came out otherwise than before, by learner."""
    changed = list(_marked(rows, setup, workers, same_key=same_key))
    if _hold_copies(rows):
        changed += _marked(rows, setup, workers, same_key=same_key)
    named = load(setup).named
    return sorted((replace(c, exercise=named(c.exercise)) for c in changed), key=lambda change: change.learner)


def _marked(rows: Rows, setup: Setup, workers: Workers, *, same_key: bool) -> Iterator[Regraded]:
    roster, learners = roster_in(rows), list(rows.learners("stale"))
    call = partial(_mark_each, setup, policy_in(rows))
    works = ((work_of(rows, one, roster), rows.records(one.id, "counts")) for one in learners)
    for batch, results in workers.share(call, works, len(learners), TOGETHER):
        if results is None:
            raise GradingError("A process that marks was ended, for want of memory perhaps. Try again.")
        with rows:
            for (work, _), result in zip(batch, results, strict=True):
                yield from _keep(rows, work.learner, result, same_key=same_key)


def _mark_each(setup: Setup, policy: Policy | None, batch: Sequence[tuple[Work, Sequence[Row]]]) -> list[Result]:
    marking = load(setup)
    return [marked(replace(work, records=tuple(map(record_of, told))), marking, policy) for work, told in batch]


def work_of(rows: Rows, learner: Learner, roster: Roster | None) -> Work:
    """All that decides a learner's result, but for the records."""
    asked = "select max(unreadable <> '[]'), max(marked_late) from hand_ins where learner = ?"
    unreadable, late = rows.ask(asked, (learner.id,)).fetchone()
    copied = rows.ask("select exercise, other from copies where learner = ?", (learner.id,)).fetchall()
    return Work(
        learner,
        problems=rows.problems(learner.id, "hand_in is not null"),
        is_unreadable=bool(unreadable),
        marked_late=None if late is None else bool(late),
        submitted=roster.submitted.get(learner.id) if roster else None,
        by_hand=rows.marks_by_hand("learner = ?", learner.id),
        copied=dict(copied),
    )


def _keep(rows: Rows, learner: Learner, after: Result, *, same_key: bool) -> Iterator[Regraded]:
    before = rows.result(learner)
    told = replace(before, problems=rows.problems(learner.id, "hand_in is null"), receipt="")
    if told == after:
        rows.ask("update learners set stale = 0 where id = ?", (learner.id,))
        return
    rows.add_result(after)
    if before.items:
        yield from changes(before, after, same_key=same_key)


def _hold_copies(rows: Rows) -> bool:
    """Find the records that stand in two hand-ins; whether anybody is to be marked again for it."""
    now = set(rows.ask(_COPIED).fetchall())
    before = set(rows.ask("select * from copies").fetchall())
    with rows:
        rows.ask("delete from copies")
        rows.put("copies", sorted(now))
        for learner, *_ in now ^ before:
            rows.ask("update learners set stale = 1 where id = ?", (learner,))
    return now != before
