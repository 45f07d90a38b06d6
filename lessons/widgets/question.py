"""A question a person can touch: one frame, and a face for each kind of answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from lessons.widgets.base import StillWidget, script, style
from lessons.widgets.still import still_question

_TOLD = ["value", "confidence"]  # what the page tells
Listener = Callable[[str, Any, float | None], None]


class QuestionWidget(StillWidget):
    """A frame with confidence, hints, feedback and state; ``value`` is the answer, or ``None``."""

    face = ""
    _css = style("question")

    # told to the page
    name = traitlets.Unicode().tag(sync=True)
    setup = traitlets.Dict().tag(sync=True)
    button = traitlets.Unicode().tag(sync=True)
    ask_confidence = traitlets.Bool(False).tag(sync=True)
    hints_total = traitlets.Int(0).tag(sync=True)
    hints = traitlets.List(traitlets.Unicode()).tag(sync=True)
    feedback = traitlets.List(traitlets.Dict()).tag(sync=True)
    state = traitlets.Unicode("").tag(sync=True)
    locked = traitlets.Bool(False).tag(sync=True)
    can_show = traitlets.Bool(False).tag(sync=True)
    # told by the page
    value = traitlets.Any(None, allow_none=True).tag(sync=True)
    confidence = traitlets.Any(None, allow_none=True).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._listener: Listener | None = None
        self.on_msg(self._hear)
        self.observe(self._changed, names=_TOLD)

    def listen(self, listener: Listener) -> None:
        """Call ``listener(act, value, confidence)`` for change, commit, hint and show."""
        self._listener = listener

    def _changed(self, _: object) -> None:
        self._tell("change")

    def _hear(self, _: object, message: dict[str, Any], __: object) -> None:
        if message.get("type") == "hello":
            self.send({"type": "alive"})
            return
        # the message carries the answer: it may overtake the trait, and must not be judged without
        self.unobserve(self._changed, names=_TOLD)
        self.set_trait("value", message.get("value"))
        self.set_trait("confidence", message.get("confidence"))
        self.observe(self._changed, names=_TOLD)
        self._tell(str(message.get("type", "")))

    def _tell(self, act: str) -> None:
        if self._listener is not None:
            self._listener(act, self.value, self.confidence)

    def ask_to_save(self) -> None:
        """Ask the notebook in the browser to save itself."""
        self.send({"type": "save"})

    def still(self) -> str:
        return still_question(self.face, self.setup)


class ChoiceWidget(QuestionWidget):
    """One option, or several; ``value`` is an id, or a list of ids."""

    face = "choice"
    _esm = script("question", "choice")


class LabelsWidget(QuestionWidget):
    """A label for each item; ``value`` maps items to labels."""

    face = "labels"
    _esm = script("question", "labels")


class MarkerWidget(QuestionWidget):
    """Stretches of text marked word by word; ``value`` lists paragraph, start, end and quote."""

    face = "marker"
    _esm = script("question", "marker")


class QuantityWidget(QuestionWidget):
    """A number with base and unit, or a range; ``value`` maps their names."""

    face = "quantity"
    _esm = script("question", "quantity")


class OrderingWidget(QuestionWidget):
    """Items put in order by buttons; ``value`` lists their ids."""

    face = "ordering"
    _esm = script("question", "ordering")


class LinksWidget(QuestionWidget):
    """Arrows between nodes; ``value`` lists pairs of ids."""

    face = "links"
    _esm = script("question", "links")


class PredictionWidget(QuestionWidget):
    """A guess to commit to; ``value`` is an option's id or a number."""

    face = "prediction"
    _esm = script("question", "prediction")


class DeckWidget(QuestionWidget):
    """Cards turned up one at a time; ``value`` lists a vote for each."""

    face = "deck"
    _esm = script("question", "deck")


class FunctionWidget(QuestionWidget):
    """A function written in the notebook; ``value`` is its source."""

    face = "function"
    _esm = script("question", "function")


class SearchWidget(QuestionWidget):
    """A search box over a pack of pages; ``value`` lists every move."""

    face = "search"
    _esm = script("question", "search")


class WritingWidget(QuestionWidget):
    """A few sentences; ``value`` is the text."""

    face = "writing"
    _esm = script("question", "writing")


FACES: dict[str, type[QuestionWidget]] = {widget.face: widget for widget in QuestionWidget.__subclasses__()}
