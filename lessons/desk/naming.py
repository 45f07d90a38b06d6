"""What a teacher's list calls a learner, where they say so: kept in the folder, handed in with the answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any

from IPython.display import display, update_display

from lessons.answers import LISTED_AS, MIME
from lessons.desk.session import Session
from lessons.handins.names import tidy
from lessons.widgets.naming import NamingWidget
from lessons.widgets.still import STILL

KEPT = "Kept. It is handed in with your answers; empty the field to take it out again."
REFUSED = "Not kept: {file} could not be written ({why}). Make room, or allow writing there, then type it again."
_SLOT = "listed-as"


@dataclass
class Naming:
    """One optional field, the same in every lesson of a folder."""

    session: Session
    widget: NamingWidget = field(init=False)

    def __post_init__(self) -> None:
        self.widget = NamingWidget(place=f"{self.session.pseudonym}/{LISTED_AS}/{self.session.book.path.stem}")
        self.widget.listen(self.hear, self.look)

    def display(self) -> None:
        """Put it on the page, with what was written in this folder before."""
        shown = self.session.places.setdefault(_SLOT, self)
        assert isinstance(shown, Naming)
        self.session.sign()
        shown.catch_up()
        display(shown.widget)
        # the page finds its way to this output by the slot, after a reload too
        display(shown.bundle(), raw=True, display_id=_SLOT, metadata={"lessons": shown.widget.place})

    def hear(self, _: str, value: Any, __: float | None) -> None:
        """Write down what was typed, or that it was taken out."""
        self.session.book.refresh()
        # what the folder knows already is no news: it was put here by the kernel
        if (name := tidy(str(value or ""))) != self.session.listed_as():
            self.session.list_as(name)
        self.look()

    def look(self) -> None:
        """Something was written, here or in another lesson: bring page and notebook up to date."""
        before = self.widget.kept
        self.catch_up()
        if self.widget.kept != before:
            update_display(self.bundle(), raw=True, display_id=_SLOT, metadata={"lessons": self.widget.place})

    def catch_up(self) -> None:
        """Show what the folder knows by now."""
        name, widget, book = self.session.listed_as(), self.widget, self.session.book
        if tidy(str(widget.value or "")) != name:
            widget.value = name
        widget.number = max((record.number for record in book.of(LISTED_AS)), default=0)
        refused = REFUSED.format(file=book.path.name, why=book.trouble)
        widget.state = refused if book.trouble else KEPT if name else ""
        widget.kept = self.bundle() if book.of(LISTED_AS) else {}

    def bundle(self) -> dict[str, Any]:
        """What the notebook holds of it: nothing until something was written."""
        if not (said := self.session.book.latest(LISTED_AS)):
            return {"text/plain": ""}
        name = f"As your teacher’s list has it: {said.answer}" if said.answer else ""
        still = f'<p class="{STILL}">{escape(name)}</p>' if name else ""
        return {MIME: said.plain(), "text/html": still, "text/plain": name}
