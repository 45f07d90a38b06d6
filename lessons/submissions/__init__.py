"""What was handed in: found, grouped by learner and read; nothing in it is ever run."""

from lessons.submissions.model import Found, HandIn, Piece, Problem, Submission

__all__ = ["Found", "HandIn", "Piece", "Problem", "Submission"]
