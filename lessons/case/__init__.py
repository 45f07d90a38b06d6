"""A folder of seeds/ read and checked as one value."""

from lessons.case.figures import Figure
from lessons.case.model import Case, Lesson
from lessons.case.read import examine, read_case

__all__ = ["Case", "Figure", "Lesson", "examine", "read_case"]
