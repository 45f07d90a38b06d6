"""What a grading came to, in the numbers a teacher asks for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from lessons.results.model import Result


@dataclass
class Tally:
    """Counts over some learners."""

    learners: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    #: learners of whom something could not be read, with what it was
    unreadable: list[str] = field(default_factory=list)
    problems: int = 0
    #: learners of whom nothing that counts was found
    absent: list[str] = field(default_factory=list)

    def add(self, result: Result) -> None:
        """Count one learner."""
        self.learners += 1
        self.statuses.update(item.status for item in result.items)
        self.problems += len(result.problems)
        self.absent += [result.learner.name] if {item.status for item in result.items} == {"missing"} else []
        costly = [problem for problem in result.problems if problem.costs]
        self.unreadable += [f"{result.learner.name}: {p.where}: {p.found}" for p in costly]

    def update(self, other: Tally) -> None:
        """Count what was counted elsewhere."""
        self.learners += other.learners
        self.statuses.update(other.statuses)
        self.problems += other.problems
        self.absent += other.absent
        self.unreadable += other.unreadable


@dataclass
class Summary(Tally):
    """The counts over a whole gradebook, where it lies, and what was odd about class list, policy and marks."""

    out: Path = field(kw_only=True)
    notes: list[str] = field(default_factory=list)
