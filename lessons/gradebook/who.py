"""Whose hand-in is this? By the roster where there is one, else by what the folder or file is called."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lessons.classlist.roster import Roster, learner_for
from lessons.gradebook.worker import Task
from lessons.results.model import Learner
from lessons.submissions import HandIn, Problem, read


def assign(hand_ins: Iterable[HandIn], roster: Roster | None) -> list[Task]:
    """One task a learner, in the order of their ids; a name that stands twice is told."""
    by_id: dict[str, tuple[Learner, HandIn]] = {}
    for hand_in in hand_ins:
        learner, told = _learner(hand_in, roster)
        hand_in = replace(hand_in, problems=(*hand_in.problems, *told))
        if learner.id in by_id and learner.on_roster:
            hand_in = _together(by_id[learner.id][1], hand_in)
        elif learner.id in by_id:
            learner, hand_in = _namesake(learner, hand_in, by_id)
        by_id[learner.id] = (learner, hand_in)
    return [(learner, hand_in, fingerprint(hand_in)) for _, (learner, hand_in) in sorted(by_id.items())]


def _learner(hand_in: HandIn, roster: Roster | None) -> tuple[Learner, tuple[Problem, ...]]:
    if roster is None:
        return learner_for(hand_in.name, hand_in.lms_id), ()
    match = roster.match(hand_in.name, hand_in.lms_id)
    if match.learner is None:  # the name does not tell: perhaps the pseudonym on the answers does
        match = roster.match(hand_in.name, hand_in.lms_id, _pseudonyms(hand_in))
    if match.learner:
        return match.learner, ()
    done = "Graded under the name that was found; give the roster that name, or rename the folder."
    problem = Problem(where=hand_in.name, found=match.why, done=done)
    return roster.stranger(hand_in.name, hand_in.lms_id), (problem,)


def _pseudonyms(hand_in: HandIn) -> set[str]:
    return {found.record.who for found in read(hand_in).records if found.record.who}


def _together(first: HandIn, second: HandIn) -> HandIn:
    done = "Both were read together; for each exercise the newest attempt counts."
    told = Problem(where=second.name, found="A second hand-in of the same learner.", done=done)
    return replace(
        first,
        pieces=(*first.pieces, *second.pieces),
        marked_late=first.marked_late or second.marked_late,
        problems=(*first.problems, *second.problems, told),
    )


def _namesake(
    learner: Learner, hand_in: HandIn, taken: dict[str, tuple[Learner, HandIn]]
) -> tuple[Learner, HandIn]:
    number = next(n for n in range(2, len(taken) + 3) if f"{learner.id}-{n}" not in taken)
    found = f"The name “{hand_in.name}” stands twice."
    done = f"Graded as two learners, this one as {learner.id}-{number}. A roster with ids tells them apart."
    told = replace(hand_in, problems=(*hand_in.problems, Problem(where=hand_in.name, found=found, done=done)))
    return learner.model_copy(update={"id": f"{learner.id}-{number}"}), told


def without_hand_in(tasks: Iterable[Task], roster: Roster | None) -> Iterator[Task]:
    """The learners of the roster of whom nothing was found."""
    there = {learner.id for learner, _, _ in tasks}
    for learner in roster.learners if roster else ():
        if learner.id not in there:
            nothing = HandIn(name=learner.name, pieces=())
            yield learner, nothing, fingerprint(nothing)


def fingerprint(hand_in: HandIn) -> str:
    """What the files of a hand-in were when they were found: by name, size and time, unread."""
    whole = hashlib.sha256(repr(hand_in.problems).encode("utf-8", "replace"))
    for piece in hand_in.pieces:
        try:
            found = piece.path.stat()
            seen = f"{piece.path}|{piece.member}|{found.st_size}|{found.st_mtime_ns}"
        except OSError:
            seen = f"{piece.path}|{piece.member}|gone"
        whole.update(seen.encode("utf-8", "surrogatepass"))
    return whole.hexdigest()[:16]
