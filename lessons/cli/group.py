"""The group all commands belong to, and how it speaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from lessons import __version__
from lessons.errors import LessonError

#: a file or folder named on the command line
FOLDER = click.Path(path_type=Path)


class Spoken(click.Group):
    """A group whose own errors reach the user as sentences, never as tracebacks."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except LessonError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Spoken, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lessons")
def cli() -> None:
    """Learn to read the news by its claims, its sources and its numbers."""
