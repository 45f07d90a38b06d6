"""What belongs after an answer: places on the page that look at the book, and open by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from IPython.display import display

from lessons.answers import Place
from lessons.case import Lesson
from lessons.counting import is_answered
from lessons.desk.session import Session
from lessons.exercises import AnyExercise
from lessons.widgets import PlaceWidget


@dataclass
class Waiting:
    """A place that waits for some questions; ``content`` makes its HTML when it opens."""

    session: Session
    waits_for: Sequence[Place]
    line: str
    content: Callable[[], str]
    #: what a notebook that was not run shows, folded
    still: str = ""
    widget: PlaceWidget = field(init=False)

    def __post_init__(self) -> None:
        self.widget = PlaceWidget(self.still, line=self.line, can_show=bool(self.waits_for))
        self.widget.listen(self.look, self.show)

    def display(self) -> None:
        """Put it on the page; what was open before is open again."""
        display(self.widget)
        self.session.watchers.append(self.look)
        self.look()

    def look(self) -> None:
        """Open where everything it waits for is answered, or was shown before."""
        if all(is_open(self.session, place) for place in self.waits_for):
            self.widget.content = self.content()

    def show(self) -> None:
        """Open it for somebody who will not wait, and note so at each question that is not answered."""
        for place in self.waits_for:
            question = self.session.questions.get(place)
            if question is not None and not is_open(self.session, place):
                question.note_shown()
        self.widget.content = self.content()


def is_open(session: Session, place: Place) -> bool:
    """Whether a question was handed in, or what comes after it was shown all the same."""
    return any((record.committed and is_answered(record)) or record.shown for record in session.book.of(*place))


def awaited(lesson: Lesson, after: str) -> list[AnyExercise]:
    """The questions that ``after`` names: one by its id, or those of a stage, or of a stage's step."""
    if after in lesson.numbers:
        return [exercise for exercise in lesson.exercises if exercise.id == after]
    stage, _, step = after.partition(" ")
    return [e for e in lesson.exercises if e.stage == stage and (not step or e.step == step)]


def opens_after(numbers: Sequence[str]) -> str:
    """The quiet line: which questions open this."""
    if len(numbers) > 2:
        return f"Opens when you have answered {numbers[0]} to {numbers[-1]}."
    return f"Opens when you have answered {' and '.join(numbers)}."
