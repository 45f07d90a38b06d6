"""Laying a course out for somebody: a working copy, a handout for a class, and opening either."""

from lessons.course.lab import course_to_open, first_notebook, lab_environment, open_lab
from lessons.course.laying import Laid, start
from lessons.course.mending import renew

__all__ = ["Laid", "course_to_open", "first_notebook", "lab_environment", "open_lab", "renew", "start"]
