"""``python -m lessons.cli``."""

from lessons.cli import cli

cli()
