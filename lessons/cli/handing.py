"""The command for handing a course out to a class."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lessons.cli.group import FOLDER, cli

if TYPE_CHECKING:
    from lessons.case.travelling import Mode


_HOLDS = "for you alone: it holds the graded key"


@cli.command()
@click.option(
    "--mode",
    type=click.Choice(["practice", "graded"]),
    help="practice: everything but the graded key; graded: what graded items ask about is withheld as well.",
)
@click.option("--lessons", "numbers", default="", metavar="1-5", help="Only these, such as 1-5 or 0,4,9.")
@click.option("--case", type=FOLDER, help="The case to hand out, with its graded key; default: the one at hand.")
@click.option("-o", "--output", type=FOLDER, metavar="COURSE.zip", help="The zip to write.")
@click.option("--nbgrader", type=FOLDER, metavar="FOLDER", help=f"Write an nbgrader course, {_HOLDS}.")
@click.option("--gradescope", type=FOLDER, metavar="AUTOGRADER.zip", help=f"Write an autograder, {_HOLDS}.")
def handout(
    mode: Mode | None,
    numbers: str,
    case: Path | None,
    output: Path | None,
    nbgrader: Path | None,
    gradescope: Path | None,
) -> None:
    """Pack a course for a class: one zip with notebooks, case, package and how to begin.

    \b
        lessons handout --mode graded --lessons 1-5 -o course.zip
    """
    from lessons.case.where import default_case

    if not (output or nbgrader or gradescope):
        raise click.UsageError(
            "Say what to write: -o COURSE.zip, --nbgrader FOLDER or --gradescope AUTOGRADER.zip."
        )
    if output and mode is None:
        raise click.UsageError("Say what learners get: --mode practice or --mode graded.")
    if (nbgrader or gradescope) and mode == "practice":
        raise click.UsageError("nbgrader and Gradescope grade: hand out with --mode graded.")
    chosen = case or default_case(Path.cwd())
    if output and mode:
        _pack(chosen, mode, numbers, output)
    if nbgrader:
        _nbgrader(chosen, numbers, nbgrader)
    if gradescope:
        _gradescope(chosen, numbers, gradescope)


def _pack(case: Path, mode: Mode, numbers: str, output: Path) -> None:
    from lessons.course.handout import staged
    from lessons.course.storing import store_all

    with staged(case, mode, numbers) as stage:
        stored, length = store_all(stage.notebooks), len(stage.notebooks)
        with click.progressbar(stored, length=length, label="Notebooks") as done:
            for _ in done:
                pass
        number = stage.pack(output)
    click.echo(f"{output}: {number} files, {output.stat().st_size / 1e6:.1f} MB.")
    if mode == "graded":
        click.echo(stage.told)


def _nbgrader(case: Path, numbers: str, folder: Path) -> None:
    from lessons.case import read_case
    from lessons.course.handout import staged
    from lessons.course.nbgrader import write_nbgrader

    with staged(case, "graded", numbers) as stage:
        made = write_nbgrader(stage, read_case(case), folder)
    for name in made.kept:
        click.echo(f"kept, because it is yours: {folder / name}")
    click.echo(f"{made.source} holds the graded key. Go on in {folder}: nbgrader generate_assignment {made.name}")


def _gradescope(case: Path, numbers: str, target: Path) -> None:
    from lessons.course.gradescope import write_gradescope

    files = write_gradescope(case, target, numbers)
    click.echo(f"{target}: {len(files)} files, the graded key among them. Upload it as the autograder.")
