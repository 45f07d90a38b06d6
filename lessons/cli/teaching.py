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


@cli.command()
@click.argument("number", type=int, required=False, metavar="[LESSON]")
@click.option("--minutes", type=click.IntRange(10), default=45, show_default=True, help="How long the class is.")
@click.option("--cold", is_flag=True, help="The class has had no lesson before: begin with the article.")
@click.option("-o", "--output", type=FOLDER, default="plans", show_default=True, help="Folder for the plan.")
@click.option("--case", type=FOLDER, help="The case to plan for; default: the one at hand.")
def plan(number: int | None, minutes: int, cold: bool, output: Path, case: Path | None) -> None:
    """Write a plan of LESSON by the minute, on one page; without a number, the routes through the course.

    \b
        lessons plan 4 --minutes 45
    """
    from lessons.case import read_case
    from lessons.case.where import default_case
    from lessons.course.teaching.plan import lesson_of, routes, written
    from lessons.course.teaching.plan import plan as planned

    at_hand = read_case(case or default_case(Path.cwd()))
    if number is None:
        text, name = routes(at_hand), "routes"
    else:
        lesson = lesson_of(number, at_hand)
        text, name = planned(lesson, at_hand, minutes, cold=cold), f"{lesson.stem}-{minutes}-minutes"
    for path in written(text, name, at_hand, output):
        click.echo(str(path))


@cli.command()
@click.argument("number", type=int, metavar="LESSON")
@click.option("-o", "--output", type=FOLDER, default="slides", show_default=True, help="Folder for the slides.")
@click.option("--case", type=FOLDER, help="The case to show; default: the one at hand.")
def slides(number: int, output: Path, case: Path | None) -> None:
    """Write the slides of LESSON: one file to open in any browser and steer by keyboard.

    \b
        lessons slides 4 -o slides
    """
    from lessons.case import read_case
    from lessons.case.where import default_case
    from lessons.course.teaching.plan import lesson_of
    from lessons.course.teaching.slides import written

    at_hand = read_case(case or default_case(Path.cwd()))
    click.echo(
        f"{written(lesson_of(number, at_hand), at_hand, output)}: open it in a browser; → is the next slide."
    )
