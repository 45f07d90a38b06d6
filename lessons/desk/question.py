"""One exercise on the page: what is asked, what the learner does, what is kept and what is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from IPython.display import display, update_display

from lessons.answers import MIME, Place, Record, worth_keeping
from lessons.answers.counting import counts
from lessons.case import Case
from lessons.desk.session import Session, is_open
from lessons.errors import AnswerError, LessonError
from lessons.exercises import AnyExercise, Key
from lessons.exercises.marks import Grade, Remark
from lessons.widgets import FACES, QuestionWidget
from lessons.widgets.still import still_answer

FIRST = "Opens when you have voted above."
NOT_YET = "Not answered yet."
REFUSED = (
    "Not in your answer book yet: {file} could not be written ({why}). Your answer stands in this page, and in "
    "the notebook when that is saved. Make room, or allow writing there, then press the button again."
)
SLIPPED = (
    "Something went wrong here ({what}). Your answer stands in this page. Press the button again; "
    "if this comes back, choose Kernel ▸ Restart Kernel and Run All Cells in the menu, and tell your teacher."
)


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
    #: the question that must be answered first, where there is one
    after: Place | None = None
    widget: QuestionWidget = field(init=False)
    #: the record that the page shows
    seen: Record | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        face = FACES[self.exercise.face]
        self.widget = face(
            name=self.name,
            place=f"{self.session.pseudonym}/{self.exercise.id}/{self.round}",
            setup=self.exercise.traits(self.case.page),
            button=self.exercise.button(is_answered=self.key is not None and not self._is_vote),
            sureness=self.exercise.sureness,
            hints_total=len(self.exercise.hints),
            state=NOT_YET,
        )
        self._restore()
        self.look()
        self.widget.listen(self.hear, self.catch_up)

    @property
    def _is_vote(self) -> bool:
        return self.exercise.stage == "vote"

    def look(self) -> None:
        """Open where what must come first is answered."""
        is_waiting = self.after is not None and not is_open(self.session, self.after)
        self.widget.waits = FIRST if is_waiting else ""

    @property
    def _slot(self) -> str:
        return f"answer-{self.exercise.id}-{self.round}"

    @property
    def records(self) -> list[Record]:
        """What the book on the disk holds of this question, oldest first."""
        return self.session.book.of(self.exercise.id, self.round)

    @property
    def last(self) -> Record | None:
        """The newest of its records that fits the question as it is asked now."""
        return next((record for record in reversed(self.records) if self._still_fits(record)), None)

    @property
    def attempt(self) -> int:
        """How often this was handed in, by whichever kernel and to whichever wording."""
        return max((record.attempt for record in self.records), default=0)

    def count(self) -> None:
        """Tell the page how much of this notebook's core is answered."""
        core = [asked for asked in self.session.questions.values() if asked.exercise.core]
        answered = [asked for asked in core if not asked.exercise.is_blank(asked.widget.value)]
        self.widget.progress = [len(answered), len(core)]

    def display(self) -> None:
        """Show the widget and, below it, the record: empty until something is answered."""
        self.count()
        display(self.widget)
        # the page finds its way to this output by the slot, after a reload too
        display(self._bundle(), raw=True, display_id=self._slot, metadata={"lessons": self.widget.place})

    def _bundle(self) -> dict[str, Any]:
        """What the notebook holds of it: the records for a reader of data, and all that was said for people."""
        records = self.records
        if not records:
            return {"text/plain": ""}
        counted, last = counts(records), records[-1]
        bundle = {MIME: worth_keeping(records, counted), "text/html": "", "text/plain": ""}
        if not self._still_fits(last):
            return bundle  # the question has other words now
        page, widget = self.case.page, self.widget
        answer = "" if self.exercise.is_blank(last.answer) else self.exercise.said(last.answer, page)
        told = still_answer(answer, last.confidence, widget.hints, widget.feedback, widget.state)
        where = "Not in your answer book yet" if self.session.book.trouble else "Kept in your answers"
        short = f"{where}: {answer}" if answer else ""
        if counted.committed and counted.answer != last.answer:
            short += ". What you recorded before counts until you press the button."
        return {**bundle, "text/html": told if answer or widget.hints else "", "text/plain": short}

    def publish(self) -> None:
        """Bring the notebook's copy up to date with what was answered and said."""
        bundle = self._bundle()
        if bundle != self.widget.kept:
            self.widget.kept = bundle
            update_display(bundle, raw=True, display_id=self._slot, metadata={"lessons": self.widget.place})

    def catch_up(self) -> None:
        """Show what the book holds by now: another kernel may have written into it."""
        self.session.book.refresh()
        if self.last != self.seen:
            self._restore()
        self.count()

    def _restore(self) -> None:
        record = self.seen = self.last
        # the number tells a page what is newer than its own, whether it is shown or not
        self.widget.number = max((old.number for old in self.records), default=0)
        if record is None:
            return
        with self.widget.hold_trait_notifications():
            self.widget.value, self.widget.confidence = record.answer, record.confidence
            self.widget.hints = list(self.exercise.hints[: record.hints])
        self._state(self._draft_state())
        if record.committed:
            self._reply(record.answer)
        self.widget.kept = self._bundle()

    def _still_fits(self, record: Record) -> bool:
        # the wording may have changed since: an answer that no longer fits is kept, but not shown
        return self.exercise.is_blank(record.answer) or self.exercise.understood(record.answer) is not None

    def hear(self, act: str, value: Any, confidence: float | None) -> None:
        """What the page tells; whatever goes wrong is said there, and the next press is heard again."""
        try:
            self.session.book.refresh()
            self.act(act, value, confidence)
            self.publish()
            self.count()
            self.session.look_around()
        except LessonError as error:
            self.widget.state = str(error)
        except Exception as error:  # nothing may leave a learner with a button that does nothing
            self.widget.state = SLIPPED.format(what=f"{type(error).__name__}: {error}")

    def note_shown(self) -> None:
        """Write down that what comes after this question was shown before it was answered."""
        value, sure = self._on_record
        self._keep(value, sure, committed=self._is_recorded(value), shown=True)
        self.publish()

    def act(self, act: str, value: Any, confidence: float | None) -> None:
        """What the page tells: a change, a commit, a hint asked for, the answer asked for."""
        if act == "open" and self.after and (before := self.session.questions.get(self.after)):
            before.note_shown()
        elif act == "commit":
            self._commit(value, confidence)
        elif act == "hint":
            self._hint(value, confidence)
        elif act == "show" and self.widget.can_show:
            self._show(value, confidence)
        elif (value, confidence) != self._on_record:
            self._keep(value, confidence, committed=False)

    def _keep(
        self, value: Any, confidence: float | None, *, committed: bool, attempt: int = 0, shown: bool = False
    ) -> None:
        if self.widget.locked:
            return
        record = self.seen = self.session.record(
            exercise=self.exercise.id,
            asked=self.exercise.asked,
            round=self.round,
            answer=value,
            confidence=confidence,
            attempt=attempt or self.attempt,
            committed=committed,
            hints=len(self.widget.hints),
            shown=shown or any(before.shown for before in self.records),
        )
        self.widget.number = record.number
        if not committed:
            self._state(self._draft_state())

    def _draft_state(self) -> str:
        return (self.exercise.so_far(self.last.answer) if self.last else "") or NOT_YET

    def _state(self, said: str) -> None:
        """Say where the answer is; never that it is recorded where the disk refused it."""
        book = self.session.book
        self.widget.state = REFUSED.format(file=book.path.name, why=book.trouble) if book.trouble else said

    def _is_recorded(self, value: Any) -> bool:
        last = self.last
        return last is not None and last.committed and last.answer == value

    @property
    def _on_record(self) -> tuple[Any, float | None]:
        last = self.last
        return (last.answer, last.confidence) if last else (None, None)

    def _commit(self, value: Any, confidence: float | None) -> None:
        if why := self._why_not_yet(value, confidence):
            # what was said of an answer before is not said of this one
            self._remark(())
            self.widget.state = why
            return
        self._keep(value, confidence, committed=True, attempt=self.attempt + 1)
        self._reply(value)

    def _why_not_yet(self, value: Any, confidence: float | None) -> str:
        """Why this cannot be an answer yet, or nothing."""
        if self.exercise.is_blank(value):
            return self.exercise.lacks(value)
        try:
            self.exercise.accept(value)
        except AnswerError as error:
            return str(error).partition(": ")[2]
        if self.exercise.confidence and confidence is None:
            return "Say how sure you are, then press the button again."
        # where a key answers, it says what is missing; where none does, nobody else would
        return self.exercise.lacks(value) if self.key is None or self._is_vote or self.exercise.once else ""

    def _hint(self, value: Any, confidence: float | None) -> None:
        self.widget.hints = list(self.exercise.hints[: len(self.widget.hints) + 1])
        self._keep(value, confidence, committed=self._is_recorded(value))
        self._offer_answer()

    def _show(self, value: Any, confidence: float | None) -> None:
        self._keep(value, confidence, committed=self._is_recorded(value), shown=True)
        if self.key is not None:
            self._remark(self.exercise.reveal(self.key, self.case.page))
            self._state("Shown. Give it yourself now, if you like.")

    def _reply(self, value: Any) -> None:
        if self.key is None:
            self._state(self.recorded_text)
            return
        given = self.exercise.grade(self.key, value, self.case.page)
        self._remark(given.remarks, given.right)
        self._state(self._verdict(given))
        self.widget.locked = self.exercise.once
        self._offer_answer(given.is_full)

    def _remark(self, remarks: Sequence[Remark], right: Sequence[str] = ()) -> None:
        """Say this of the answer, and nothing that was said before."""
        with self.widget.hold_sync():
            self.widget.right, self.widget.feedback = list(right), [_plain(remark) for remark in remarks]

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
    return {"tone": remark.tone, "text": remark.text, "item": remark.item, "why": remark.why}
