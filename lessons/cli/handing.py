"""The command for handing a course out to a class."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lessons.cli.group import FOLDER, cli

if TYPE_CHECKING:
    from lessons.case.travelling import Mode


@cli.command()
@click.option(
    "--mode",
    type=click.Choice(["practice", "graded"]),
    required=True,
    help="practice: everything but the graded key; graded: what graded items ask about is withheld as well.",
)
@click.option("--lessons", "numbers", default="", metavar="1-5", help="Only these, such as 1-5 or 0,4,9.")
@click.option("--case", type=FOLDER, help="The case to hand out, with its graded key; default: the one at hand.")
@click.option("-o", "--output", type=FOLDER, required=True, metavar="COURSE.zip", help="The zip to write.")
def handout(mode: Mode, numbers: str, case: Path | None, output: Path) -> None:
    """Pack a course for a class: one zip with notebooks, case, package and how to begin.

    \b
        lessons handout --mode graded --lessons 1-5 -o course.zip
    """
    from lessons.case.where import default_case
    from lessons.course.handout import staged
    from lessons.course.storing import store

    with staged(case or default_case(Path.cwd()), mode, numbers) as stage:
        with click.progressbar(stage.notebooks, label="Notebooks") as todo:
            for path in todo:
                store(path)
        number = stage.pack(output)
    click.echo(f"{output}: {number} files, {output.stat().st_size / 1e6:.1f} MB.")
    if mode == "graded":
        click.echo(stage.told)
