"""What lateness takes off, and the sentence that says why; the policy is described in ``late_policy``."""

from __future__ import annotations

import datetime

from lessons.gradebook.late_policy import Policy
from lessons.gradebook.results import Lateness
from lessons.handins import Problem
from lessons.handins.moments import moment_in_words, span_in_words
from lessons.handins.people import Learner

#: where it is told that two clocks disagree, or that there is none
TIME = "time"
_A_SECOND = datetime.timedelta(seconds=1)
_NO_TIME = Problem(
    TIME,
    "The LMS's file name says “late”, but not when it was handed in.",
    "Nothing was taken off. Put the time into the roster's column “submitted” and grade again.",
)


def lateness(
    policy: Policy,
    learner: Learner,
    submitted: datetime.datetime | None,
    marked_late: bool | None = None,
    by: str = "record",
) -> tuple[Lateness | None, tuple[Problem, ...]]:
    """What the policy keeps of a learner's points, and what contradicts it; without a time, no number."""
    if submitted is None:
        return None, (_NO_TIME,) if marked_late else ()
    due, is_clock = policy.due_for(learner), by == "record"
    # a time without a zone comes from a roster, and an LMS writes the teacher's own zone
    given = submitted.replace(microsecond=0, tzinfo=submitted.tzinfo or policy.due.tzinfo)
    why = _contradiction(policy, due, given, marked_late, "the learner's clock" if is_clock else "the class list")
    if why and is_clock:  # the LMS saw it come; a learner's clock may be anything
        given = policy.due + _A_SECOND if marked_late else due
    after = max(given - due, datetime.timedelta())
    keeps = _keeps(policy, after)
    because = _because(policy, due, after, keeps)
    if why and is_clock:
        because = because.replace("1 second late", "Late, by how much the LMS's file name does not say,")
    late = Lateness(int(after.total_seconds()), keeps, because)
    counts = "The LMS's file name counts" if is_clock else "The time in the class list counts"
    done = f"{counts}: {because[0].lower()}{because[1:]} Ask if in doubt."
    return late, (Problem(TIME, why, done),) if why else ()


def _contradiction(
    policy: Policy, due: datetime.datetime, given: datetime.datetime, marked_late: bool | None, whose: str
) -> str:
    """In a sentence how what the LMS's file name says and a time contradict each other; empty where they agree."""
    by = f"but by {whose} it was handed in {moment_in_words(given)}."
    if marked_late and given <= policy.due:
        return f"The LMS's file name says “late”, {by}"
    if marked_late is False and given > due:
        return f"The LMS's file name does not say “late”, {by}"
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
