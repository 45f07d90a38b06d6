"""What belongs after an answer: places on the page that look at the book, and open by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from IPython.display import display

from lessons.answers import Place
from lessons.desk.session import Session, is_open
from lessons.widgets import PlaceWidget


@dataclass
class Waiting:
    """A place that waits for some questions; ``content`` makes what it shows, as it opens and at every change."""

    #: of two cells that show the same place, both show this one
    name: str
    session: Session
    waits_for: Sequence[Place]
    line: str
    content: Callable[[], Any]
    #: what a notebook that was not run shows, folded
    still: str = ""
    face: type[PlaceWidget] = PlaceWidget
    widget: PlaceWidget = field(init=False)

    def __post_init__(self) -> None:
        self.widget = self.face(self.still, line=self.line, can_show=bool(self.waits_for))
        self.widget.listen(self.look, self.show)

    def display(self) -> None:
        """Put it on the page; what was open before is open again."""
        shown = self.session.places.setdefault(self.name, self)
        shown.look()
        display(shown.widget)

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


def opens_after(numbers: Sequence[str]) -> str:
    """The quiet line: which questions open this; none where it is open from the first."""
    if not numbers:
        return ""
    if len(numbers) > 2:
        return f"Opens when you have answered {numbers[0]} to {numbers[-1]}."
    return f"Opens when you have answered {' and '.join(numbers)}."
