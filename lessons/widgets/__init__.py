"""Questions and charts a person can touch; they know nothing of ledgers or learners."""

from lessons.widgets.base import show_beside
from lessons.widgets.knobs import KnobsWidget
from lessons.widgets.map import MapWidget
from lessons.widgets.place import GraphWidget, PlaceWidget, TimelineWidget
from lessons.widgets.question import FACES, QuestionWidget
from lessons.widgets.reader import ReaderWidget

__all__ = [
    "FACES",
    "GraphWidget",
    "KnobsWidget",
    "MapWidget",
    "PlaceWidget",
    "QuestionWidget",
    "ReaderWidget",
    "TimelineWidget",
    "show_beside",
]
