"""Runs a learner's function where it can reach nothing, and never saw what is right."""

from lessons.sandbox.limits import Limits
from lessons.sandbox.sandbox import Sandbox

__all__ = ["Limits", "Sandbox"]
