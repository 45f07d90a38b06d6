"""What lateness takes off, and the sentence that says why; the policy is described in ``late_policy``."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lessons.gradebook.late_policy import Policy
from lessons.gradebook.results import Lateness
from lessons.handins.moments import moment_in_words, span_in_words
from lessons.handins.people import Learner

_NO_TIME = "Nothing was taken off. Put the time into the roster's column “submitted” and grade again."


@dataclass(frozen=True)
class Reckoned:
    """The lateness of a hand-in; in one sentence ``why`` there is none to tell, or what contradicts it."""

    late: Lateness | None
    why: str = ""
    #: what was done about it, or what to do
    done: str = _NO_TIME


def lateness(
    policy: Policy,
    learner: Learner,
    submitted: datetime.datetime | None,
    marked_late: bool | None = None,
    by: str = "record",
) -> Reckoned:
    """What the policy keeps of a learner's points; where no time is known, no number is made up."""
    if submitted is None:
        unsaid = "The LMS's file name says “late”, but not when it was handed in."
        return Reckoned(None, unsaid if marked_late else "It is not known when this was handed in.")
    due = policy.due_for(learner)
    # a time without a zone comes from a roster, and an LMS writes the teacher's own zone
    given = submitted.replace(microsecond=0, tzinfo=submitted.tzinfo or policy.due.tzinfo)
    why = _contradiction(policy, due, given, marked_late, by)
    if why and by == "record":  # the LMS saw it come; a learner's clock may be anything
        given = policy.due + _A_SECOND if marked_late else due
    after = max(given - due, datetime.timedelta())
    keeps = _keeps(policy, after)
    because = _because(policy, due, after, keeps)
    if why and by == "record":
        because = because.replace("1 second late", "Late, by how much the LMS's file name does not say,")
    counts = "The LMS's file name counts" if by == "record" else "The time in the class list counts"
    done = f"{counts}: {because[0].lower()}{because[1:]} Ask if in doubt."
    return Reckoned(Lateness(int(after.total_seconds()), keeps, because), why, done)


_A_SECOND = datetime.timedelta(seconds=1)


def _contradiction(
    policy: Policy, due: datetime.datetime, given: datetime.datetime, marked_late: bool | None, by: str
) -> str:
    """In a sentence how what the LMS's file name says and a time contradict each other; empty where they agree."""
    whose = "the learner's clock" if by == "record" else "the class list"
    if marked_late and given <= policy.due:
        return f"The LMS's file name says “late”, but by {whose} it was handed in {moment_in_words(given)}."
    if marked_late is False and given > due:
        return (
            f"The LMS's file name does not say “late”, but by {whose} it was handed in {moment_in_words(given)}."
        )
    return ""


def _keeps(policy: Policy, after: datetime.timedelta) -> float:
    passed = [step.keeps for step in policy.steps if after > step.after]
    return 1.0 if after <= policy.grace else min(passed, default=1.0)


def _because(policy: Policy, due: datetime.datetime, after: datetime.timedelta, keeps: float) -> str:
    extended = "with the extension " if due != policy.due else ""
    when = f"{extended}due {moment_in_words(due)}"
    if not after:
        return f"In time: {when}."
    within = f", within the {span_in_words(policy.grace)} of grace" if after <= policy.grace else ""
    kept = f"{keeps * 100:g} % of the points are kept" if keeps else "no points are kept"
    taken = kept if keeps < 1 else "nothing is taken off"
    return f"{span_in_words(after)} late{within} ({when}): {taken}."
