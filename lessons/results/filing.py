"""A submission -> the answers that count, filed for grading now and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lessons.answers import Record
from lessons.counting import counting, receipt
from lessons.exercises import AnyExercise
from lessons.results.model import Answer, Filed, Learner
from lessons.submissions import Problem, Submission

#: the rounds whose answers count, the first of them that there is
ROUNDS = ("", "second", "first")


def file_answers(submission: Submission, learner: Learner, exercises: Mapping[str, AnyExercise]) -> Filed:
    """Choose the record that counts for each exercise, and say what was odd about the rest."""
    chosen, conflicts = counting([found.record for found in submission.records])
    counted = [record for record in _one_each(chosen.values()) if record.exercise in exercises]
    told = [
        *submission.problems,
        *(Problem(where=c.exercise, found=c.found, done=c.done) for c in conflicts),
        *_unknown(chosen.values(), exercises),
        *_drafts(counted),
        *_hands(counted),
    ]
    submitted = max(filter(None, (record.moment for record in counted)), default=None)
    return Filed(
        learner=learner,
        answers=tuple(_answer(record) for record in counted),
        problems=tuple(told),
        files=submission.files,
        sha256=submission.sha256,
        unreadable=submission.unreadable,
        marked_late=submission.marked_late,
        submitted=submitted,
        submitted_by="record" if submitted else "",
        receipt=receipt(chosen.values()) if chosen else "",
    )


def _one_each(records: Iterable[Record]) -> list[Record]:
    # of a vote the second round counts; what was asked again in a later lesson does not replace the answer
    by_place = {(record.exercise, record.round): record for record in records}
    exercises = sorted({exercise for exercise, round in by_place if round in ROUNDS})
    return [next(by_place[e, round] for round in ROUNDS if (e, round) in by_place) for e in exercises]


def _answer(record: Record) -> Answer:
    fields = ("exercise", "answer", "asked", "attempt", "committed", "time", "who")
    return Answer(**{name: getattr(record, name) for name in fields})


def _unknown(records: Iterable[Record], exercises: Mapping[str, AnyExercise]) -> Iterator[Problem]:
    for id in sorted({record.exercise for record in records} - exercises.keys()):
        found = "An answer to an exercise that this case does not have."
        yield Problem(where=id, found=found, done="Left out. Is it the right case? See --case.")


def _drafts(records: Iterable[Record]) -> Iterator[Problem]:
    for record in records:
        if not record.committed and record.answer not in (None, "", [], {}):
            found = "An answer that was kept but not recorded with the button."
            yield Problem(where=record.exercise, found=found, done="It counts, since there is no other.")


def _hands(records: Iterable[Record]) -> Iterator[Problem]:
    names = sorted({record.who for record in records if record.who})
    if len(names) > 1:
        found = f"Answers under {len(names)} pseudonyms: {', '.join(names[:4])}."
        yield Problem(where="pseudonym", found=found, done="All were read: somebody may have used two computers.")
