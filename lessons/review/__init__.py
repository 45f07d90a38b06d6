"""The class's side: what a room voted, thought and mixed up, live and afterwards."""

from lessons.review.made_up import made_up_class
from lessons.review.pupils import Pupil, SchoolClass, read_class
from lessons.review.review import Review

__all__ = ["Pupil", "Review", "SchoolClass", "made_up_class", "read_class"]
