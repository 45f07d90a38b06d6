"""All that decides one learner's result, and the way to it: choose, mark, hold back, marks by hand, lateness."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lessons.answers import Place, Record, by_place, listings, place_of
from lessons.answers.counting import counting, is_answered, receipt
from lessons.answers.record import plainly
from lessons.gradebook.by_hand import HandMark, Marks, apply
from lessons.gradebook.late import lateness
from lessons.gradebook.late_policy import Policy
from lessons.gradebook.marking import Lost, Marking, mark
from lessons.gradebook.results import Result, hold
from lessons.handins import HandIn, Problem, Submission, read
from lessons.handins.people import Learner

#: how it is told that copies of two computers disagree
APART = "Different answers under the pseudonyms"
#: the rounds whose answers count, the first of them that there is
ROUNDS = ("", "second", "first")


@dataclass(frozen=True)
class Work:
    """What the gradebook holds of one learner, from all their hand-ins together."""

    learner: Learner
    #: of each question the record that counts
    records: tuple[Record, ...] = ()
    #: what was odd when the hand-ins were read
    problems: tuple[Problem, ...] = ()
    is_unreadable: bool = False
    #: what the LMS's file name says; ``None``: nothing
    marked_late: bool | None = None
    #: when it was handed in, where the class list says so
    submitted: datetime.datetime | None = None
    by_hand: tuple[HandMark, ...] = ()
    #: by exercise: in whose hand-in the same record stands as well
    copied: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Chosen:
    """Of many records those to keep, and what disagrees among them."""

    counts: Mapping[Place, Record]
    #: of each question the first answer that was handed in: how somebody thought before any feedback
    first: Mapping[Place, Record]
    conflicts: tuple[Problem, ...] = ()
    #: what the notebooks say that a teacher's list calls this learner: kept, but no answer
    listings: tuple[Record, ...] = ()

    def __iter__(self) -> Iterator[tuple[Record, bool, bool]]:
        """Each record with whether it is the first of its question, and whether it counts."""
        for place, record in self.counts.items():
            first = self.first.get(place)
            if first and first is not record:
                yield first, True, False
            yield record, first is record, True
        yield from ((said, False, False) for said in self.listings)


def choose(records: Sequence[Record]) -> Chosen:
    """Choose the records to keep of each question."""
    counts, conflicts = counting(records)
    handed_in = by_place(record for record in records if record.committed)
    first = {place: found[0] for place, found in handed_in.items()}
    told = (Problem(*conflict) for conflict in conflicts)
    return Chosen(counts, first, (*told, *_two_computers(handed_in, counts)), tuple(listings(records)))


def _two_computers(
    handed_in: Mapping[Place, Sequence[Record]], counts: Mapping[Place, Record]
) -> Iterator[Problem]:
    """Questions to which copies from different computers hold different answers: between them time decides."""
    apart, others = list[str](), set[str]()
    for place, found in handed_in.items():
        now = counts[place]
        if elsewhere := {r.who for r in found if r.who != now.who and plainly(r.answer) != plainly(now.answer)}:
            apart.append(place[0])
            others |= {now.who, *elsewhere}
    if apart:
        told = f"{APART} {', '.join(sorted(others)[:4])}."
        yield Problem(
            ", ".join(apart[:6]), told, "Of each question the later answer counts, whatever its attempt."
        )


def read_one(hand_in: HandIn) -> tuple[Submission, Chosen]:
    """Read a hand-in and choose its records; one that breaks the reader costs no other."""
    try:
        submission = read(hand_in)
        chosen = choose(submission.records)
    except Exception as error:  # whatever a hand-in may do to us: the next one must be graded all the same
        return unread(hand_in, f"{type(error).__name__}: {error}"), choose(())
    return replace(submission, records=(), problems=(*submission.problems, *chosen.conflicts)), chosen


def unread(hand_in: HandIn, why: str) -> Submission:
    """What is known of a hand-in that could not be read at all."""
    files = tuple(piece.name for piece in hand_in.pieces)
    done = "Nothing of it was graded. Look at it by hand, and please report it."
    problem = Problem(hand_in.name, f"Reading this hand-in failed ({why[:200]}).", done, costs=True)
    return Submission(problems=(*hand_in.problems, problem), files=files, unreadable=files or (hand_in.name,))


def marked(work: Work, marking: Marking, policy: Policy | None = None) -> Result:
    """What one learner's work comes to, by the machine, by hand and after lateness."""
    chosen = {place_of(record): record for record in work.records}
    counted = {id: record for id, record in by_exercise(chosen).items() if id in marking.exercises}
    items, problems = mark(counted, marking, _lost(work))
    odd = tuple(dict.fromkeys((*_odd(chosen, counted, marking), *problems)))
    result = Result(work.learner, tuple(items), odd, *_submitted(work, counted.values()))
    result = apply(hold(result, _columns(work.copied, marking)), Marks(work.by_hand), marking.exercises)
    return _late(result, policy, work)


def by_exercise(chosen: Mapping[Place, Record]) -> dict[str, Record]:
    """Of the records that count one for each exercise: of a vote the second."""
    # what was asked again in a later lesson does not replace the answer
    exercises = sorted({exercise for exercise, round in chosen if round in ROUNDS})
    return {id: next(chosen[id, round] for round in ROUNDS if (id, round) in chosen) for id in exercises}


def _lost(work: Work) -> Lost:
    return Lost(frozenset(p.where for p in work.problems if p.costs), work.is_unreadable)


def alone(hand_in: HandIn, marking: Marking) -> Result:
    """What a single hand-in comes to, outside any gradebook."""
    now, chosen = read_one(hand_in)
    learner, counts = Learner("submission", "submission"), tuple(chosen.counts.values())
    result = marked(Work(learner, counts, now.problems, bool(now.unreadable)), marking)
    told = receipt(counts) if counts else ""
    return replace(result, problems=(*now.problems, *result.problems), receipt=told)


def _submitted(work: Work, counted: Iterable[Record]) -> tuple[datetime.datetime | None, str]:
    if work.submitted:
        return work.submitted, "roster"
    newest = max(filter(None, (record.moment for record in counted)), default=None)
    return newest, "record" if newest else ""


def _columns(copied: Mapping[str, str], marking: Marking) -> dict[str, str]:
    """Copied records by the column that they count in: of two ways to the same points there is one."""
    columns = {way.id: exercise.id for exercise in marking.items for way in marking.ways(exercise)}
    return {columns.get(exercise, exercise): other for exercise, other in copied.items()}


def _odd(chosen: Mapping[Place, Record], counted: Mapping[str, Record], marking: Marking) -> Iterator[Problem]:
    """What a teacher should know of the records that were chosen."""
    for id in sorted({record.exercise for record in chosen.values()} - marking.exercises.keys()):
        found = "An answer to an exercise that this case does not have."
        yield Problem(id, found, "Left out. Is it the right case? See --case.")
    for record in counted.values():
        if not record.committed and is_answered(record):
            found = "An answer that was kept but not recorded with the button."
            yield Problem(record.exercise, found, "It counts, since there is no other.")
    names = sorted({record.who for record in counted.values() if record.who})
    if len(names) > 1:
        found = f"Answers under {len(names)} pseudonyms: {', '.join(names[:4])}."
        yield Problem("pseudonym", found, "All were read: somebody may have used two computers.")


def _late(result: Result, policy: Policy | None, work: Work) -> Result:
    if policy is None:
        return result
    late, odd = lateness(policy, result.learner, result.submitted, work.marked_late, result.submitted_by)
    return replace(result, late=late, problems=(*result.problems, *odd))
