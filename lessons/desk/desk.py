"""The desk: what a notebook says in one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from IPython.display import display

from lessons.case import Case, Lesson
from lessons.case.notes import NoteError
from lessons.desk import pages
from lessons.desk.progress import progress
from lessons.desk.question import FunctionQuestion, Question
from lessons.desk.session import Session
from lessons.exercises import AnyExercise, Function, Outcome
from lessons.grading import call


class Desk:
    """A lesson on an article: text to read, questions to answer, instruments to use."""

    def __init__(self, lesson: Lesson, case: Case, session: Session) -> None:
        self.lesson, self.case, self.session = lesson, case, session
        #: every question on the page, by exercise and round
        self.questions: dict[tuple[str, str], Question] = {}

    def __repr__(self) -> str:
        return f"<Desk: lesson {self.lesson.number}, {self.lesson.slug}>"

    # reading

    def read(self, slot: str = "", labels: Sequence[str] = ()) -> None:
        """Print a note of this lesson; without a slot, open the whole article."""
        if not slot:
            display(pages.reader(self.case, tuple(labels)))
        elif slot not in self.lesson.notes.slots:
            self._lacks(f"a note “{slot}”")
        else:
            self._print(slot)

    def _print(self, slot: str) -> None:
        try:
            pages.show_text(self.case.note(self.lesson, slot))
        except NoteError as error:
            pages.show_text(f"This note cannot be shown here: {error}.")

    def worked(self, step: str = "") -> None:
        """Print a worked example: the step done well, with its reasons."""
        self.read(f"worked {step}".strip())

    # asking, stage by stage

    def cold(self, step: str = "") -> None:
        """The cold read: asked and recorded, answered only at the end of the course."""
        self._ask("cold", step)

    def recall(self, step: str = "") -> None:
        """Questions from earlier lessons."""
        self._ask("recall", step)

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

    def function(self, name: str) -> None:
        """Ask for a function that is written in the cell above."""
        for exercise in self.lesson.exercises:
            if isinstance(exercise, Function) and exercise.name == name:
                self._put(exercise, "")
                return
        self._lacks(f"a function “{name}”")

    def _ask(self, stage: str, step: str, round: str = "") -> None:
        chosen = [
            e for e in self.lesson.exercises if (e.stage, e.step) == (stage, step) and not isinstance(e, Function)
        ]
        for exercise in chosen:
            self._put(exercise, round)
        if not chosen:
            self._lacks(f"questions for “{' '.join(filter(None, [stage, step]))}”")

    def _put(self, exercise: AnyExercise, round: str) -> None:
        number = f"{self.lesson.number}.{self.lesson.exercises.index(exercise) + 1}"
        again = " (again)" if round == "second" else ""
        if again and (readings := pages.readings(exercise)):
            pages.show_text(readings)
        pages.show_text(pages.asked(exercise, number + again, self.case))
        question = self._question(exercise, round, f"Question {number}{again}")
        self.questions[exercise.id, round] = question
        question.display()
        if isinstance(question, FunctionQuestion):
            question.look()

    def _question(self, exercise: AnyExercise, round: str, name: str) -> Question:
        key, recorded = self._reply_to(exercise, round)
        kind = FunctionQuestion if isinstance(exercise, Function) else Question
        return kind(exercise, self.case, self.session, key, recorded, name, round, self._run)

    def _reply_to(self, exercise: AnyExercise, round: str) -> tuple[Any, str]:
        """The key to answer with, or ``None`` and what to say instead."""
        if self.lesson.answers_shown_in:
            shown = next((n.number for n in self.case.lessons if n.slug == self.lesson.answers_shown_in), None)
            when = f"in lesson {shown}" if shown is not None else "later in the course"
            return None, f"Recorded. The answers are shown {when}; you may still change yours."
        if round == "first":
            return None, "Recorded. Talk it over, then vote again below."
        key = self.case.practice.get(exercise.id)
        return key, "Recorded. This one is for handing in; whoever holds the key will grade it."

    def _run(self, source: str, name: str, args: list[Any]) -> Outcome:
        from IPython.core.getipython import get_ipython

        shell = get_ipython()
        return call(shell.user_ns.get(name) if shell else None, args)

    # instruments

    def source_graph(self) -> None:
        """Who rests on whom: documented arrows solid, the others dotted."""
        from lessons.desk.instruments import graph_of

        self._show(graph_of(self.case), "a source graph")

    def compare_rates(self) -> None:
        """A ratio of the article beside published base rates."""
        from lessons.desk.instruments import rates_of

        self._show(rates_of(self.case), "rates to compare")

    def explore_share(self, step: str = "") -> None:
        """Choose a part and a base, and move each within its ends."""
        from lessons.desk.instruments import ShareExplorer

        fitting = [share for share in self.case.settings.shares if share.step == step]
        self._show(ShareExplorer(fitting[0], self.case).widget if fitting else None, "figures to divide")

    def progress(self) -> None:
        """What is answered in this notebook so far."""
        said = progress(self.lesson, self.case, self.session.book)
        display({"text/html": said, "text/plain": "Run this cell to see what is answered."}, raw=True)

    def _show(self, shown: object, what: str) -> None:
        if shown is None:
            self._lacks(what)
        else:
            display(shown)

    def _lacks(self, what: str) -> None:
        pages.show_text(
            f"*This article's case has no {what.removeprefix('a ')} in this lesson. Go on to the next cell.*"
        )
