"""Key and answer -> a grade with its reasons."""

from lessons.grading.grade import Grade, grade

__all__ = ["Grade", "grade"]
