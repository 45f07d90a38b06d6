"""One exercise on the page: what is asked, what the learner does, what is kept and what is said."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import Any

from IPython.display import display, update_display

from lessons.answers import MIME, Record
from lessons.case import Case
from lessons.counting import counting
from lessons.desk.session import Session
from lessons.errors import AnswerError
from lessons.exercises import AnyExercise, Deck, Key, Predict, Text
from lessons.exercises.base import Remark
from lessons.exercises.wording import readable
from lessons.grading import Grade, grade
from lessons.grading.grade import Runner
from lessons.widgets import FACES, QuestionWidget

NOT_YET = "Not answered yet."
KEPT = "Kept. Press the button when it is your answer."
NOTHING = "There is no answer here yet: answer first, then press the button."


@dataclass
class Question:
    """An exercise, its widget and the learner's records of it.

    ``key`` is ``None`` where the answer is only recorded; ``recorded_text`` then says so.
    """

    exercise: AnyExercise
    case: Case
    session: Session
    key: Key | None
    recorded_text: str
    name: str
    round: str = ""
    run: Runner | None = None
    widget: QuestionWidget = field(init=False)
    attempt: int = 0
    shown: bool = False

    def __post_init__(self) -> None:
        face = FACES[self.exercise.face]
        self.widget = face(
            name=self.name,
            setup=self.exercise.traits(self.case.page),
            button=self._button(),
            ask_confidence=self.exercise.confidence,
            hints_total=len(self.exercise.hints),
            state=NOT_YET,
        )
        self.last: Record | None = None
        self.last = self._restore()
        self.widget.listen(self.act)

    def _button(self) -> str:
        if isinstance(self.exercise, Deck):
            return ""  # its cards carry their own
        if isinstance(self.exercise, Predict):
            return "This is my prediction"
        if isinstance(self.exercise, Text) and self.key and not self._is_vote:
            return "Show me texts to compare"
        return "Check my answer" if self.key and not self._is_vote else "Record my answer"

    @property
    def _is_vote(self) -> bool:
        return self.exercise.stage == "vote"

    @property
    def _slot(self) -> str:
        return f"answer-{self.exercise.id}-{self.round}"

    def display(self) -> None:
        """Show the widget and, below it, the record: empty until something is answered."""
        display(self.widget)
        display(self._bundle(), raw=True, display_id=self._slot)

    def _bundle(self) -> dict[str, Any]:
        if self.last is None:
            return {"text/plain": ""}
        counted = self._counted()
        if self.exercise.is_blank(self.last.answer):  # a hint was taken, and nothing said yet
            return {MIME: counted.plain(), "text/html": "", "text/plain": ""}
        said = f"Kept in your answers: {readable(self.last.answer, self.widget.setup)}"
        if counted.committed and counted.answer != self.last.answer:
            said += ". What you recorded before counts until you press the button."
        kept = f'<small style="color:#666;display:block;margin-bottom:1.2em">{html.escape(said)}</small>'
        return {MIME: counted.plain(), "text/html": kept, "text/plain": said}

    def _counted(self) -> Record:
        # a notebook handed in without its book must hold the record that counts in the book
        place = self.exercise.id, self.round
        return counting([r for r in self.session.book.records if (r.exercise, r.round) == place])[0][place]

    def _restore(self) -> Record | None:
        record = self.session.book.latest(self.exercise.id, self.round)
        # tries go on counting even where the wording is new: an older answer must not stay the newest
        self.attempt = record.attempt if record else 0
        if record is None or not self._still_fits(record):
            return None
        with self.widget.hold_trait_notifications():
            self.widget.value, self.widget.confidence = record.answer, record.confidence
            self.widget.hints = list(self.exercise.hints[: record.hints])
        self.shown, self.last = record.shown, record
        self.widget.state = self._draft_state()
        if record.committed:
            self._reply(record.answer)
        return record

    def _still_fits(self, record: Record) -> bool:
        # the wording may have changed since: an answer that no longer fits is kept, but not shown
        try:
            return self.exercise.is_blank(record.answer) or self.exercise.accept(record.answer) is not None
        except AnswerError:
            return False

    def act(self, act: str, value: Any, confidence: float | None) -> None:
        """What the page tells: a change, a commit, a hint asked for, the answer asked for."""
        if act == "commit":
            self._commit(value, confidence)
        elif act == "hint":
            self._hint(value, confidence)
        elif act == "show" and self.widget.can_show:
            self._show(value, confidence)
        elif not self._is_same(value, confidence):
            self._keep(value, confidence, committed=False)

    def _keep(self, value: Any, confidence: float | None, *, committed: bool) -> None:
        if self.widget.locked:
            return
        self.last = self.session.record(
            exercise=self.exercise.id,
            asked=self.exercise.asked,
            round=self.round,
            answer=value,
            confidence=confidence,
            attempt=self.attempt,
            committed=committed,
            hints=len(self.widget.hints),
            shown=self.shown,
        )
        update_display(self._bundle(), raw=True, display_id=self._slot)
        if not committed:
            self.widget.state = self._draft_state()
        self.widget.ask_to_save()

    def _draft_state(self) -> str:
        return NOT_YET if self.last is None or self.exercise.is_blank(self.last.answer) else KEPT

    def _is_recorded(self, value: Any) -> bool:
        return self.last is not None and self.last.committed and self.last.answer == value

    def _is_same(self, value: Any, confidence: float | None) -> bool:
        before = (None, None) if self.last is None else (self.last.answer, self.last.confidence)
        return (value, confidence) == before

    def _commit(self, value: Any, confidence: float | None) -> None:
        if why := self._why_not_yet(value, confidence):
            # what was said of an answer before is not said of this one
            self.widget.feedback, self.widget.state = [], why
            return
        self.attempt += 1
        self._keep(value, confidence, committed=True)
        self._reply(value)

    def _why_not_yet(self, value: Any, confidence: float | None) -> str:
        """Why this cannot be an answer yet, or nothing."""
        if self.exercise.is_blank(value):
            return NOTHING
        try:
            self.exercise.accept(value)
        except AnswerError as error:
            return str(error).partition(": ")[2]
        if self.exercise.confidence and confidence is None:
            return "Say how sure you are, then press the button again."
        # where a key answers, it says what is missing; where none does, nobody else would
        return self.exercise.lacks(value) if self.key is None else ""

    def _hint(self, value: Any, confidence: float | None) -> None:
        self.widget.hints = list(self.exercise.hints[: len(self.widget.hints) + 1])
        self._keep(value, confidence, committed=self._is_recorded(value))
        self._offer_answer()

    def _show(self, value: Any, confidence: float | None) -> None:
        self.shown = True
        self._keep(value, confidence, committed=self._is_recorded(value))
        if self.key is not None:
            self.widget.feedback = [_plain(r) for r in self.exercise.reveal(self.key, self.case.page)]
            self.widget.state = "Shown. Give it yourself now, if you like."

    def _reply(self, value: Any) -> None:
        if self.key is None:
            self.widget.state = self.recorded_text
        elif isinstance(self.exercise, Deck) and len(value) < len(self.exercise.cards):
            self.widget.state = "Voted. The next card is up."
        else:
            self._say(grade(self.exercise, self.key, value, self.case.page, self.run))

    def _say(self, given: Grade) -> None:
        self.widget.feedback = [_plain(remark) for remark in given.remarks]
        self.widget.state = self._verdict(given)
        if isinstance(self.exercise, Predict | Deck):
            self.widget.locked = True
        self._offer_answer(given.is_full)

    def _verdict(self, given: Grade) -> str:
        if given.status != "graded" or self._is_vote:
            return "Recorded."
        points = f"{given.points:g} of {given.out_of:g} point{'s' * (given.out_of != 1)}"
        if given.is_full:
            return f"Right: {points}."
        return f"{points}. Read why, change your answer and check again, as often as you like."

    def _offer_answer(self, is_full: bool = False) -> None:
        # a hint comes before the solution: it is offered after all hints, or after a second try
        tried = self.attempt >= 2 or (self.attempt >= 1 and len(self.widget.hints) == len(self.exercise.hints))
        self.widget.can_show = bool(self.key and self.exercise.graded and tried and not is_full)


def _plain(remark: Remark) -> dict[str, str]:
    return {"tone": remark.tone, "text": remark.text}
