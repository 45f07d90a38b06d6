"""The desk: what a notebook says in one line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from IPython.display import display

from lessons.case import Lesson
from lessons.case.notes import NoteError
from lessons.desk import pages
from lessons.desk.asking import Asking
from lessons.desk.past import Past
from lessons.desk.progress import progress


class Desk(Asking):
    """A lesson on an article: text to read, questions to answer, instruments to use."""

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
            if exercise.asked_by == ("function", name):
                self._put(exercise, "")
                return
        self._lacks(f"function “{name}”")

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
        from lessons.desk.instruments import share_of

        self._show(share_of(self.case, step), "figures to divide")

    def explore_trend(self) -> None:
        """Choose months, unit, rule and axis of a trend, and read its change three ways."""
        from lessons.desk.trend import TrendExplorer

        trend, series = self.case.settings.trend, self.case.series
        self._show(TrendExplorer(trend, series).widget if trend and series else None, "trend to explore")

    def move_log(self, step: str = "") -> None:
        """The learner's moves of a hunt beside an expert's, with the expert's reasons."""
        from lessons.desk.hunts import logs

        hunts = [e for e in self.lesson.exercises if e.has_steps and e.step == step]
        said = [logs(hunt, self.case, self.session.book.latest(hunt.id)) for hunt in hunts]
        pages.show_text("\n\n".join(said)) if said else self._lacks("hunt of that name")

    # looking back

    def progress(self) -> None:
        """What is answered in this notebook so far."""
        said = progress(self.lesson, self.case, self.session.book)
        display({"text/html": said, "text/plain": "Run this cell to see what is answered."}, raw=True)

    def receipt(self) -> None:
        """What will be read when this notebook is handed in, what is missing, and a receipt."""
        from lessons.desk.receipt import slip

        shown = slip(self.lesson, self.case, self.session)
        display({"text/html": shown.html(), "text/plain": shown.plain()}, raw=True)

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
