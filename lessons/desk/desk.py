"""The desk: what a notebook says in one line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from IPython.display import display

from lessons.case import Case, Lesson
from lessons.case.notes import NoteError
from lessons.desk import pages
from lessons.desk.function_question import FunctionQuestion
from lessons.desk.past import Past
from lessons.desk.progress import progress
from lessons.desk.question import Question
from lessons.desk.session import Session
from lessons.desk.stages import Stages
from lessons.exercises import AnyExercise, Function, Hunt, Ran
from lessons.grading import call_each


class Desk(Stages):
    """A lesson on an article: text to read, questions to answer, instruments to use."""

    def __init__(self, lesson: Lesson, case: Case, session: Session) -> None:
        self.lesson, self.case, self.session = lesson, case, session
        #: every question on the page, by exercise and round
        self.questions: dict[tuple[str, str], Question] = {}
        #: what a question's number is followed by, where two desks share a notebook
        self.suffix = ""

    def __repr__(self) -> str:
        return f"<Desk: lesson {self.lesson.number}, {self.lesson.slug}>"

    # reading

    def read(self, slot: str = "", labels: Sequence[str] = ()) -> None:
        """Print a note of this lesson; without a slot, open the whole article."""
        if not slot:
            display(pages.reader(self.case, tuple(labels)))
        elif slot not in self.lesson.notes.slots:
            self._lacks(f"note “{slot}”")
        else:
            self._print(slot)

    def _print(self, slot: str) -> None:
        try:
            pages.show_text(self.case.note(self.lesson, slot))
        except NoteError as error:
            pages.show_text(f"This note cannot be shown here: {error}.")

    def reveal(self, slot: str, chart: str = "") -> None:
        """Print a note, and draw a chart, once every prediction of this lesson has been made."""
        guesses = [e for e in self.lesson.exercises if e.stage == "predict"]
        records = [self.session.book.latest(exercise.id) for exercise in guesses]
        if all(record is not None and record.committed for record in records):
            self.read(slot)
            if chart:
                self.chart(chart)
        else:
            pages.show_text("*Make your guesses above first; then run this cell again, and see.*")

    def worked(self, step: str = "") -> None:
        """Print a worked example: the step done well, with its reasons."""
        self.read(f"worked {step}".strip())

    # asking

    def recall(self, step: str = "") -> None:
        """Questions from earlier lessons; then what this learner missed there at the first try."""
        from lessons.desk.errors_again import missed_before

        self._ask("recall", step)
        for exercise in missed_before(self.lesson, self._past()):
            self._put(exercise, f"recall-{self.lesson.number}")

    def from_errors(self, size: int = 8) -> None:
        """Items of the bank, most of them on what this learner missed at the first try."""
        from lessons.desk.errors_again import from_bank

        chosen = from_bank(self.lesson, self._past(), size)
        for exercise in chosen:
            self._put(exercise, "")
        if not chosen:
            self._lacks("bank of questions")

    def function(self, name: str) -> None:
        """Ask for a function that is written in the cell above."""
        for exercise in self.lesson.exercises:
            if isinstance(exercise, Function) and exercise.name == name:
                self._put(exercise, "")
                return
        self._lacks(f"function “{name}”")

    def _ask(self, stage: str, step: str, round: str = "") -> None:
        chosen = [e for e in self.lesson.exercises if (e.stage, e.step) == (stage, step)]
        asked = [exercise for exercise in chosen if not isinstance(exercise, Function)]
        for exercise in asked:
            self._put(exercise, round)
        if not asked:
            self._lacks(f"questions for “{' '.join(filter(None, [stage, step]))}”")

    def _put(self, exercise: AnyExercise, round: str) -> None:
        number = self._number(exercise) + self.suffix + {"second": " (again)"}.get(round, "")
        if round == "second" and exercise.readings:
            voted = self.session.book.latest(exercise.id, "first")
            pages.show_text(pages.readings(exercise) if voted else pages.READINGS_LATER)
        pages.show_text(pages.asked(exercise, number, self.case))
        if exercise.chart:
            self.chart(exercise.chart)
        question = self._question(exercise, round, f"Question {number}")
        self.questions[exercise.id, round] = question
        question.display()
        if isinstance(question, FunctionQuestion):
            question.look()

    def _number(self, exercise: AnyExercise) -> str:
        """Lesson and place, such as 3.4; a question from another lesson keeps its number there."""
        owner = next((n for n in (self.lesson, *self.case.lessons) if exercise in n.exercises), self.lesson)
        number = f"{owner.number}.{owner.exercises.index(exercise) + 1}"
        return number if owner is self.lesson else f"{number} (from lesson {owner.number})"

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

    def _run(self, source: str, name: str, calls: Sequence[list[Any]]) -> Ran:
        from IPython.core.getipython import get_ipython

        shell = get_ipython()
        return call_each(shell.user_ns.get(name) if shell else None, calls)

    # instruments

    def chart(self, slot: str) -> None:
        """Draw a chart of the case by the name of its slot."""
        from lessons.desk.instruments import chart_of

        self._show(chart_of(self.case, slot), "chart of that name")

    def source_graph(self) -> None:
        """Who rests on whom: documented arrows solid, the others dotted."""
        from lessons.desk.instruments import graph_of

        self._show(graph_of(self.case), "source graph")

    def compare_rates(self) -> None:
        """A ratio of the article beside published base rates."""
        from lessons.desk.instruments import rates_of

        self._show(rates_of(self.case), "rates to compare")

    def explore_share(self, step: str = "") -> None:
        """Choose a part and a base, and move each within its ends."""
        from lessons.desk.instruments import ShareExplorer

        fitting = [share for share in self.case.settings.shares if share.step == step]
        self._show(ShareExplorer(fitting[0], self.case).widget if fitting else None, "figures to divide")

    def explore_trend(self) -> None:
        """Choose months, unit, rule and axis of a trend, and read its change three ways."""
        from lessons.desk.trend import TrendExplorer

        trend, series = self.case.settings.trend, self.case.series
        self._show(TrendExplorer(trend, series).widget if trend and series else None, "trend to explore")

    def move_log(self, step: str = "") -> None:
        """The learner's moves of a hunt beside an expert's, with the expert's reasons."""
        from lessons.desk.hunts import logs

        hunts = [e for e in self.lesson.exercises if isinstance(e, Hunt) and e.step == step]
        said = [logs(hunt, self.case, self.session.book.latest(hunt.id)) for hunt in hunts]
        pages.show_text("\n\n".join(said)) if said else self._lacks("hunt of that name")

    # looking back

    def progress(self) -> None:
        """What is answered in this notebook so far."""
        said = progress(self.lesson, self.case, self.session.book)
        display({"text/html": said, "text/plain": "Run this cell to see what is answered."}, raw=True)

    def answers(self, slug: str) -> None:
        """The answers of a lesson that only recorded, beside the learner's own."""
        from lessons.desk.review import answers_of

        lesson = next((n for n in self.case.lessons if n.slug == slug), None)
        self._lacks(f"lesson “{slug}”") if lesson is None else pages.show_text(answers_of(lesson, self._past()))

    def report(self) -> None:
        """What a learner did over the whole course: judgement, sureness, time, hints, changes."""
        from lessons.desk.review import report

        past = self._past()
        pages.show_text("\n\n".join(report(past)))
        if rated := list(past.rated()):
            from lessons.charts.calibration import calibration

            display(calibration(rated))

    def export_verdicts(self) -> None:
        """Write the learner's verdicts into the course folder as schema.org data."""
        from lessons.desk.claim_review import export

        pages.show_text(export(self._past(), self.session.pseudonym, Path.cwd()))

    def next_article(self) -> Desk:
        """A desk on the course's second article, for this same lesson."""
        from lessons.case.where import next_case
        from lessons.desk.elsewhere import on_other_case

        other = on_other_case(next_case(Path.cwd()), self.lesson)
        if other is None:
            self._lacks("second article")
            return Desk(Lesson(self.lesson.number, self.lesson.slug), self.case, self.session)
        desk = Desk(*other, self.session)
        desk.questions, desk.suffix = self.questions, " (new text)"
        return desk

    def _past(self) -> Past:
        return Past.of(self.case, self.session.book)

    def _show(self, shown: object, what: str) -> None:
        if shown is None:
            self._lacks(what)
        else:
            display(shown)

    def _lacks(self, what: str) -> None:
        pages.show_text(f"*This article's case has no {what} in this lesson. Go on to the next cell.*")
