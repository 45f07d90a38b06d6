"""The stages of a lesson, a method each: what a notebook calls, and nothing else."""

from __future__ import annotations

from abc import ABC, abstractmethod


class Stages(ABC):
    """Each method asks the lesson's exercises of its stage, or of one step of it."""

    @abstractmethod
    def _ask(self, stage: str, step: str, round: str = "") -> None:
        """Put the questions of a stage on the page."""

    def cold(self, step: str = "") -> None:
        """The cold read: asked and recorded, answered only at the end of the course."""
        self._ask("cold", step)

    def predict(self, step: str = "") -> None:
        """Commit to a guess before looking."""
        self._ask("predict", step)

    def guided(self, step: str = "") -> None:
        """The step of the worked example, with help at hand."""
        self._ask("guided", step)

    def alone(self, step: str = "") -> None:
        """The same without help; sound and flawed items mixed."""
        self._ask("alone", step)

    def explore(self, step: str = "") -> None:
        """Questions that go with an exhibit."""
        self._ask("explore", step)

    deck = explore
    hunt = explore

    def write(self, step: str = "") -> None:
        """A few sentences of one's own."""
        self._ask("write", step)

    def exit(self, step: str = "") -> None:
        """One question to leave with."""
        self._ask("exit", step)

    def further(self, step: str = "") -> None:
        """What lies beyond the core."""
        self._ask("further", step)

    def hand_in(self, step: str = "") -> None:
        """What a teacher collects: recorded here, graded elsewhere."""
        self._ask("hand-in", step)

    def vote(self, round: str, step: str = "") -> None:
        """Vote ``"first"``, talk, then vote ``"second"``; the reasons come after the second."""
        self._ask("vote", step, round)
