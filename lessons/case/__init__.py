"""A folder of seeds/ read and checked as one value."""

from lessons.case.figures import Figure
from lessons.case.lesson import Lesson
from lessons.case.model import Case
from lessons.case.read import examine, open_case, read_case

__all__ = ["Case", "Figure", "Lesson", "examine", "open_case", "read_case"]
