"""Grading inside other people’s tools: nbgrader and Gradescope."""
