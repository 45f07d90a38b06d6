"""A question a person can touch: one frame, and a face for each kind of answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from lessons.widgets.base import StillWidget, script, style
from lessons.widgets.still import still_question

_TOLD = ["value", "confidence"]  # what the page tells
Listener = Callable[[str, Any, float | None], None]
Message = dict[str, Any]
OLDER = "An answer that had waited in this page was left out: a newer one is recorded."


class QuestionWidget(StillWidget):
    """A frame with confidence, hints, feedback and state; ``value`` is the answer, or ``None``."""

    face = ""
    _css = style("question")

    # told to the page
    name = traitlets.Unicode().tag(sync=True)
    setup = traitlets.Dict().tag(sync=True)
    button = traitlets.Unicode().tag(sync=True)
    #: how sure one may be, in percent; empty where it is not asked
    sureness = traitlets.List(traitlets.Int()).tag(sync=True)
    hints_total = traitlets.Int(0).tag(sync=True)
    hints = traitlets.List(traitlets.Unicode()).tag(sync=True)
    feedback = traitlets.List(traitlets.Dict()).tag(sync=True)
    #: the items that are right, where each is judged by itself
    right = traitlets.List(traitlets.Unicode()).tag(sync=True)
    state = traitlets.Unicode("").tag(sync=True)
    locked = traitlets.Bool(False).tag(sync=True)
    can_show = traitlets.Bool(False).tag(sync=True)
    #: one line instead of the question, until another one is answered
    waits = traitlets.Unicode("").tag(sync=True)
    #: whose question it is: what a page keeps while no kernel hears is handed to this one and no other
    place = traitlets.Unicode("").tag(sync=True)
    #: the number of the newest record in the book, as the page knows it
    number = traitlets.Int(0).tag(sync=True)
    #: how many questions of the core are answered, and how many there are; empty where nobody counts
    progress = traitlets.List(traitlets.Int()).tag(sync=True)
    #: what the output below holds, by MIME type: a page that was loaded again writes it there itself
    kept = traitlets.Dict().tag(sync=True)
    # told by the page
    value = traitlets.Any(None, allow_none=True).tag(sync=True)
    confidence = traitlets.Any(None, allow_none=True).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._listener: Listener | None = None
        self._look: Callable[[], None] | None = None
        #: the acts that were heard: a page sends again what it had no answer to
        self._heard: set[str] = set()
        self.on_msg(self._hear)
        self.observe(self._changed, names=_TOLD)

    def listen(self, listener: Listener, look: Callable[[], None] | None = None) -> None:
        """Call ``listener(act, value, confidence)`` for every act, and ``look()`` for a new page."""
        self._listener, self._look = listener, look

    def _changed(self, _: object) -> None:
        self._tell("change")

    def _hear(self, _: object, message: Message, __: object) -> None:
        if message.get("type") == "hello":
            if self._look is not None:
                self._look()
            self.send({"type": "alive"})
        elif message.get("type") == "late":
            self._hear_late(message)
        else:
            self._take(message)

    def _hear_late(self, message: Message) -> None:
        """Take what a page could not tell when it was answered, unless somebody has answered since."""
        acts = [act for act in message.get("acts", []) if act.get("id") not in self._heard]
        is_old = bool(acts) and self.number > message.get("number", 0) and acts[-1].get("value") != self.value
        for act in acts:
            if is_old:
                self.state = OLDER
                self.send({"type": "heard", "id": act.get("id")})
            else:
                self._take(act)

    def _take(self, message: Message) -> None:
        id = message.get("id")
        if id is None or id not in self._heard:
            # the message carries the answer: it may overtake the trait, and must not be judged without
            self.unobserve(self._changed, names=_TOLD)
            try:
                self.set_trait("value", message.get("value"))
                self.set_trait("confidence", message.get("confidence"))
            finally:
                self.observe(self._changed, names=_TOLD)
            self._tell(str(message.get("type", "")))
        if id is not None:
            self._heard.add(id)
            self.send({"type": "heard", "id": id})

    def _tell(self, act: str) -> None:
        if self._listener is not None:
            self._listener(act, self.value, self.confidence)

    def still(self) -> str:
        return still_question(self.face, self.setup)


class ChoiceWidget(QuestionWidget):
    """One option, or several; ``value`` is an id, or a list of ids."""

    face = "choice"
    _esm = script("page", "keeping", "question", "choice")


class LabelsWidget(QuestionWidget):
    """A label for each item; ``value`` maps items to labels."""

    face = "labels"
    _esm = script("page", "draw", "keeping", "question", "patterns", "pen", "table", "labels")
    _css = style("question", "patterns", "labels", "pen")


class MarkerWidget(QuestionWidget):
    """Stretches of text marked word by word; ``value`` lists paragraph, start, end and quote."""

    face = "marker"
    _esm = script("page", "keeping", "question", "marker")


class QuantityWidget(QuestionWidget):
    """A number with base and unit, or a range; ``value`` maps their names."""

    face = "quantity"
    _esm = script("page", "keeping", "question", "reading", "quantity")


class OrderingWidget(QuestionWidget):
    """Items put in order by buttons; ``value`` lists their ids."""

    face = "ordering"
    _esm = script("page", "keeping", "question", "ordering")


class LinksWidget(QuestionWidget):
    """Arrows drawn between names on a field; ``value`` lists pairs of ids."""

    face = "links"
    _esm = script("page", "draw", "keeping", "question", "links")
    _css = style("question", "draw", "links")


class PredictionWidget(QuestionWidget):
    """A guess to commit to; ``value`` is an option's id or a number."""

    face = "prediction"
    _esm = script("page", "keeping", "question", "reading", "prediction")


class DeckWidget(QuestionWidget):
    """Cards turned up one at a time; ``value`` lists a vote for each."""

    face = "deck"
    _esm = script("page", "keeping", "question", "deck")


class FunctionWidget(QuestionWidget):
    """A function written in the notebook; ``value`` is its source."""

    face = "function"
    _esm = script("page", "keeping", "question", "function")


class SearchWidget(QuestionWidget):
    """A search box over a pack of pages; ``value`` lists every move."""

    face = "search"
    _esm = script("page", "keeping", "question", "search")


class WritingWidget(QuestionWidget):
    """A few sentences; ``value`` is the text."""

    face = "writing"
    _esm = script("page", "keeping", "question", "reading", "writing")


FACES: dict[str, type[QuestionWidget]] = {widget.face: widget for widget in QuestionWidget.__subclasses__()}
