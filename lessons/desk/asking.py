"""How a desk puts a question on the page: number, words, chart, the learner's variant, and what replies."""

from __future__ import annotations

from abc import abstractmethod

from lessons.case import Case, Lesson
from lessons.desk import pages
from lessons.desk.cell_question import CellQuestion
from lessons.desk.places import Waiting
from lessons.desk.question import Question
from lessons.desk.session import Session
from lessons.exercises import AnyExercise, Key


class Asking:
    """Asks the exercises of a lesson; a desk adds what there is to read and to use."""

    def __init__(self, lesson: Lesson, case: Case, session: Session) -> None:
        self.lesson, self.case, self.session = lesson, case, session
        #: every question on the page, by exercise and round
        self.questions: dict[tuple[str, str], Question] = {}
        #: what tells its places and its map from those of another desk in the same notebook
        self.suffix = ""

    @abstractmethod
    def chart(self, slot: str) -> None:
        """Draw a chart of the case by the name of its slot."""

    # the stages of a lesson, a method each

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

    def _ask(self, stage: str, step: str, round: str = "") -> None:
        """Ask the exercises of a stage, or of one step of it."""
        chosen = [e for e in self.lesson.exercises if (e.stage, e.step) == (stage, step)]
        asked = [exercise for exercise in chosen if exercise.asked_by[0] == stage]
        for exercise in asked:
            self._put(exercise, round)
        if not asked:
            self._lacks(f"questions for “{' '.join(filter(None, [stage, step]))}”")

    def _put(self, exercise: AnyExercise, round: str) -> None:
        number = self._number(exercise) + {"second": " (again)"}.get(round, "")
        variant = self._variant(exercise, round)
        asked = exercise.variant(variant)
        if round == "second" and asked.readings:
            told = pages.as_html(pages.readings(asked))
            line = "Two ways to read it open here when you have voted above."
            Waiting(
                f"readings {exercise.id}", self.session, [(exercise.id, "first")], line, lambda: told, told
            ).display()
        pages.show_text(pages.asked(asked, number, self.case))
        if asked.chart:
            self.chart(asked.chart)
        question = self._seated(asked, variant, round, f"Question {number}")
        self.questions[exercise.id, round] = question
        question.display()
        if isinstance(question, CellQuestion):
            question.read_cell()

    def _number(self, exercise: AnyExercise) -> str:
        """Lesson and place, such as 3.4; a question from another lesson keeps its number there."""
        owner = next((n for n in (self.lesson, *self.case.lessons) if exercise in n.exercises), self.lesson)
        number = owner.numbers[exercise.id]
        return number if owner is self.lesson else f"{number} (from lesson {owner.number})"

    def _variant(self, exercise: AnyExercise, round: str) -> int:
        """This learner's variant; what was answered once stays as it was asked, whatever their name is now."""
        record = self.session.book.latest(exercise.id, round)
        answered = exercise.variant_asked(record.asked) if record else None
        return exercise.variant_for(self.session.pseudonym) if answered is None else answered

    def _seated(self, asked: AnyExercise, variant: int, round: str, name: str) -> Question:
        """The question as this kernel knows it: a cell run twice, or copied, shows the same one again."""
        fresh = self._question(asked, variant, round, name)
        known = self.session.questions.setdefault((asked.id, round), fresh)
        if (known.exercise, known.key) != (fresh.exercise, fresh.key):  # its words were changed meanwhile
            known = self.session.questions[asked.id, round] = fresh
        known.catch_up()
        return known

    def _question(self, asked: AnyExercise, variant: int, round: str, name: str) -> Question:
        key, recorded = self._reply_to(asked, round)
        key = key.for_variant(variant) if key else None
        kind = CellQuestion if asked.is_code else Question
        after = (asked.id, "first") if round == "second" else None
        return kind(asked, self.case, self.session, key, recorded, name, round, after)

    def _reply_to(self, exercise: AnyExercise, round: str) -> tuple[Key | None, str]:
        """The key to answer with, or ``None`` and what to say instead."""
        if when := pages.when_shown(self.lesson, self.case):
            return None, f"Recorded. The answers are shown {when}; you may still change yours."
        if round == "first":
            return None, "Recorded. Talk it over, then vote again below."
        key = self.case.practice.get(exercise.id)
        if key is None and exercise.stage != "hand-in":
            return None, "Recorded. The answer is withheld until the hand-ins are graded."
        return key, "Recorded. This one is for handing in; whoever holds the key will grade it."

    def _lacks(self, what: str) -> None:
        pages.show_text(f"*This article's case has no {what} in this lesson. Go on to the next cell.*")
