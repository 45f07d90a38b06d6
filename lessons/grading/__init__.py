"""Key and answer -> a grade with its reasons."""

from lessons.grading.grade import Grade, grade
from lessons.grading.own_kernel import call, call_each, function_from

__all__ = ["Grade", "call", "call_each", "function_from", "grade"]
