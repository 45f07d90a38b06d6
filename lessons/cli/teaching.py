"""Commands for the hour before a class: sheets to print, a plan, slides."""

from __future__ import annotations

from pathlib import Path

import click

from lessons.cli.group import FOLDER, cli


@cli.command()
@click.argument("numbers", default="", metavar="[LESSONS]")
@click.option("-o", "--output", type=FOLDER, default="sheets", show_default=True, help="Folder for the sheets.")
@click.option("--pupils", type=click.IntRange(1), default=30, show_default=True, help="How many to print for.")
@click.option("--case", type=FOLDER, help="The case to print; default: the one at hand.")
def sheets(numbers: str, output: Path, pupils: int, case: Path | None) -> None:
    """Write sheets to print for LESSONS, such as 4 or 1-5 (all, if none is named).

    pupil/ and cards/ hold no key; teacher/ is yours: key, objections, minutes.

    \b
        lessons sheets 4 -o sheets
    """
    from lessons.case import read_case
    from lessons.case.chosen import chosen
    from lessons.case.where import default_case
    from lessons.course.teaching.sheets import CARDS, PUPIL, TEACHER, written

    at_hand = read_case(case or default_case(Path.cwd()))
    picked = chosen(numbers, [lesson.number for lesson in at_hand.lessons])
    lessons = [lesson for lesson in at_hand.lessons if lesson.number in picked]
    sides = dict.fromkeys((PUPIL, CARDS, TEACHER), 0)
    paper = dict(sides)
    for place, document in written(at_hand, lessons, output):
        sides[place] += len(document.pages)
        paper[place] += document.sheets
        click.echo(f"{len(document.pages):3d} pages  {output / place / document.name}.html")
    click.echo(
        f"For {pupils} pupils: {pupils} × {sides[PUPIL]} pages = {pupils * sides[PUPIL]}, "
        f"on {pupils * paper[PUPIL]} sheets of paper printed on both sides. "
        f"A set of cards: {sides[CARDS]}, on one side. For you: {sides[TEACHER]}, on {paper[TEACHER]} sheets."
    )
