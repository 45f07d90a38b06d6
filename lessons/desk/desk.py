"""The desk: what a notebook says in one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from IPython.display import display

from lessons.case import Lesson
from lessons.case.notes import NoteError
from lessons.desk import pages
from lessons.desk.asking import Asking
from lessons.desk.past import Past
from lessons.desk.places import Waiting, opens_after
from lessons.desk.progress import progress
from lessons.exercises import AnyExercise
from lessons.widgets import GraphWidget, MapWidget, PlaceWidget, TimelineWidget, show_beside


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
        elif slot in self.lesson.after:
            self._wait(slot, lambda: pages.as_html(self._note(slot)))
        else:
            pages.show_text(self._note(slot))

    def _note(self, slot: str) -> str:
        try:
            return self.case.note(self.lesson, slot)
        except NoteError as error:
            return f"This note cannot be shown here: {error}."

    def reveal(self, slot: str, chart: str = "") -> None:
        """A note and a chart that open when what they wait for is answered; all predictions, if none is named."""
        from lessons.desk.instruments import chart_of

        drawn = chart_of(self.case, chart) if chart else None
        picture = drawn.html() if drawn else ""
        self._wait(slot, lambda: pages.as_html(self._note(slot)) + picture)

    def _wait(self, slot: str, content: Callable[[], str]) -> None:
        """A place for what belongs after an answer; folded where nothing runs."""
        self._open_after(slot, content, content(), otherwise=self.lesson.meant("predict"))

    def _open_after(
        self,
        slot: str,
        content: Callable[[], Any],
        still: str,
        face: type[PlaceWidget] = PlaceWidget,
        otherwise: Sequence[AnyExercise] = (),
    ) -> None:
        awaited = self.lesson.awaited(slot) or otherwise
        waits_for = [(exercise.id, "second" if exercise.stage == "vote" else "") for exercise in awaited]
        line = opens_after([self.lesson.numbers[exercise.id] for exercise in awaited])
        Waiting(self._placed(slot), self.session, waits_for, line, content, still, face).display()

    def _keep_up(self, name: str, line: str, content: Callable[[], str]) -> None:
        """A place that tells where a learner stands, whenever something is answered."""
        Waiting(self._placed(name), self.session, (), line, content).display()

    def _placed(self, name: str) -> str:
        return name + self.suffix

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
        for exercise in sorted(chosen, key=self.lesson.exercises.index):  # so that numbers rise down the page
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

        self._drawn(f"chart {slot}", chart_of(self.case, slot), "chart of that name")

    def source_graph(self) -> None:
        """Who rests on whom: documented arrows solid, the others dotted; a chosen name lights up its chain."""
        from lessons.desk.instruments import graph_of

        slot = "source graph"
        if (graph := graph_of(self.case)) is None:
            self._lacks(slot)
        else:
            self._open_after(slot, lambda: graph.drawing, graph.html(), GraphWidget)

    def timeline(self) -> None:
        """The pack by date and by steps back to the first speaker; what was opened in the hunts is lit up."""
        from lessons.desk.timeline import opened_in, still, timeline_of

        if (blank := timeline_of(self.case)) is None:
            self._lacks("timeline")
        else:
            self._open_after(
                "timeline",
                lambda: timeline_of(self.case, opened_in(self.lesson, self.session)),
                still(blank),
                TimelineWidget,
            )

    def compare_rates(self) -> None:
        """A ratio of the article beside published base rates."""
        from lessons.desk.instruments import rates_of

        self._drawn("rates", rates_of(self.case), "rates to compare")

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
        if not hunts:
            self._lacks("hunt of that name")
            return
        self._keep_up(
            f"moves {step}",
            "Your moves stand here, beside an expert's, once you have hunted.",
            lambda: pages.as_html("\n\n".join(logs(e, self.case, self.session.book.latest(e.id)) for e in hunts)),
        )

    def map(self, label: str, *marks: str, beside: Desk | None = None) -> None:
        """The article as a page in small, a bar for each claim: the learner's labels, then the ledger's beside.

        ``marks`` draws "numbers" and "links" as well; ``beside`` is the desk of another article.
        """
        if label not in pages.FIELD_TITLES or not self.case.claims:
            self._lacks(f"map of “{label}”")
        elif beside is None:
            display(self._map(label, marks))
        else:
            show_beside([desk._map(label, marks) for desk in (self, beside)])

    def _map(self, label: str, marks: Sequence[str]) -> MapWidget:
        from lessons.desk.maps import ArticleMap

        name = self._placed(f"map {label}")
        return ArticleMap(name, label, self.case, self.lesson, self.session, self.suffix, marks).drawn()

    # looking back

    def progress(self) -> None:
        """What is answered in this notebook so far."""
        self._keep_up(
            "progress",
            "What you have answered is counted here.",
            lambda: progress(self.lesson, self.case, self.session.book),
        )

    def receipt(self) -> None:
        """What will be read when this notebook is handed in, what is missing, and a receipt."""
        from lessons.desk.naming import Naming
        from lessons.desk.receipt import slip

        Naming(self.session).display()
        self._keep_up(
            "receipt",
            "What will be read when you hand this notebook in, and your receipt, stand here.",
            lambda: slip(self.lesson, self.case, self.session).html(),
        )

    def answers(self, slug: str) -> None:
        """The answers of a lesson that only recorded, beside the learner's own."""
        from lessons.desk.review import answers_of

        lesson = next((n for n in self.case.lessons if n.slug == slug), None)
        if lesson is None:
            self._lacks(f"lesson “{slug}”")
        elif "answers" in self.lesson.after:
            self._wait("answers", lambda: pages.as_html(answers_of(lesson, self._past())))
        else:
            pages.show_text(answers_of(lesson, self._past()))

    def report(self) -> None:
        """What a learner did over the whole course: judgement, sureness, time, hints, changes."""
        if "report" in self.lesson.after:
            self._wait("report", self._report)
        else:
            self._keep_up("report", "Your report stands here, once you have answered something.", self._report)

    def _report(self) -> str:
        from lessons.desk.review import report

        past = self._past()
        told = pages.as_html("\n\n".join(report(past)))
        if rated := list(past.rated(*past.case.lessons)):
            from lessons.charts.calibration import calibration

            told += calibration(rated).html()
        return told

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

    def _drawn(self, slot: str, chart: object, what: str) -> None:
        """A chart at once, or in its place where the lesson lets it wait."""
        from lessons.charts.chart import Chart

        if slot in self.lesson.after and isinstance(chart, Chart):
            self._wait(slot, chart.html)
        else:
            self._show(chart, what)

    def _show(self, shown: object, what: str) -> None:
        if shown is None:
            self._lacks(what)
        else:
            display(shown)
