"""The command ``lessons``: thin; every verb parses, calls and prints."""

from lessons.cli import classroom, grading, handing, learning
from lessons.cli.group import cli

__all__ = ["classroom", "cli", "grading", "handing", "learning"]
