"""What lateness takes off, and the sentence that says why; the policy is described in ``late_policy``."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lessons.classlist.moments import moment_in_words, span_in_words
from lessons.gradebook.late_policy import Policy
from lessons.gradebook.results import Lateness
from lessons.handins.people import Learner


@dataclass(frozen=True)
class Reckoned:
    """The lateness of a hand-in, or in one sentence ``why`` there is none to tell."""

    late: Lateness | None
    why: str = ""


def lateness(
    policy: Policy, learner: Learner, submitted: datetime.datetime | None, marked_late: bool = False
) -> Reckoned:
    """What the policy keeps of a learner's points; where no time is known, no number is made up."""
    if submitted is None:
        late = "The LMS's file name says “late”, but not when it was handed in."
        return Reckoned(None, late if marked_late else "It is not known when this was handed in.")
    due = policy.due_for(learner)
    # a time without a zone comes from a roster, and an LMS writes the teacher's own zone
    given = submitted.replace(microsecond=0, tzinfo=submitted.tzinfo or policy.due.tzinfo)
    after = max(given - due, datetime.timedelta())
    keeps = _keeps(policy, after)
    seconds = int(after.total_seconds())
    return Reckoned(Lateness(seconds=seconds, keeps=keeps, because=_because(policy, due, after, keeps)))


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
