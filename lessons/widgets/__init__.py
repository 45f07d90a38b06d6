"""Questions and charts a person can touch; they know nothing of ledgers or learners."""

from lessons.widgets.base import show_beside
from lessons.widgets.map import MapWidget
from lessons.widgets.place import GraphWidget, PlaceWidget, TimelineWidget
from lessons.widgets.question import FACES, QuestionWidget
from lessons.widgets.reader import ReaderWidget
from lessons.widgets.share import ShareWidget
from lessons.widgets.trend import TrendWidget

__all__ = [
    "FACES",
    "GraphWidget",
    "MapWidget",
    "PlaceWidget",
    "QuestionWidget",
    "ReaderWidget",
    "ShareWidget",
    "TimelineWidget",
    "TrendWidget",
    "show_beside",
]
