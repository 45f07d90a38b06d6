"""Commands for who stands before a class: quiz, room, review."""

from __future__ import annotations

import re
from pathlib import Path

import click

from lessons.cli.group import FOLDER, cli

_case = click.option("--case", type=FOLDER, help="The case the class works on; default: the one at hand.")


@cli.command()
@click.argument("answers", nargs=-1, required=True, type=FOLDER)
@_case
@click.option("--names", is_flag=True, help="Name pupils; without it nobody is named.")
@click.option("-o", "--output", type=FOLDER, default="review", show_default=True, help="Folder for the review.")
def review(answers: tuple[Path, ...], case: Path | None, names: bool, output: Path) -> None:
    """Plan the next hour from a gradebook or from hand-ins: what a class mixed up, where it disagrees.

    \b
        lessons review grades -o review
        lessons review hand-ins.zip -o review
    """
    from lessons.case import read_case
    from lessons.case.where import beside, default_case
    from lessons.course.minutes import reckoned
    from lessons.review import Review, read_class
    from lessons.review.page import write_review

    school_class = read_class(answers, read_case(case or default_case(Path.cwd())))
    notebooks = beside(school_class.case.folder, "notebooks")
    planned = reckoned(school_class.case, notebooks) if notebooks else ()
    made = Review(school_class, {lesson.number: sum(taken) for lesson, _, taken in planned})
    for path in write_review(made, output, names=names):
        click.echo(str(path))
    for line in school_class.told:
        click.echo(line, err=True)


@cli.command()
@click.argument("lesson", type=int)
@_case
@click.option("-o", "--output", type=FOLDER, default="quiz.html", show_default=True, help="The page to write.")
def quiz(lesson: int, case: Path | None, output: Path) -> None:
    """Write the practice choices and labels of LESSON as one page for phones; it ends in a short code.

    Send the file to the class. Codes come back by any form or chat; review, room and grade read lists of them.

    \b
        lessons quiz 4 -o quiz.html
    """
    from lessons.case import read_case
    from lessons.case.chosen import chosen
    from lessons.case.where import default_case
    from lessons.course.quiz import write_quiz

    found = read_case(case or default_case(Path.cwd()))
    (number,) = chosen(str(lesson), {lesson.number for lesson in found.lessons})
    size = write_quiz(found, next(one for one in found.lessons if one.number == number), output)
    click.echo(f"{output}: {size / 1000:.0f} KB.")


def _seconds(ctx: click.Context, param: click.Parameter, value: str) -> float:
    """A length of time such as ``45m``, in seconds."""
    told = re.fullmatch(r"(\d+) ?([smh])", value.strip().lower())
    if not told:
        raise click.BadParameter(f"found “{value}”; expected a number with s, m or h, such as 45m.", ctx, param)
    return float(int(told[1]) * {"s": 1, "m": 60, "h": 3600}[told[2]])


@cli.command()
@click.argument("answers", nargs=-1, required=True, type=FOLDER)
@_case
@click.option("--lesson", type=int, help="Only this lesson's votes; else all that somebody took part in.")
@click.option("--of", type=click.IntRange(1), help="How many pupils there are; else those found.")
@click.option("--for", "lasts", callback=_seconds, default="60m", show_default=True, help="When to stop.")
@click.option("-o", "--output", type=FOLDER, default="room.html", show_default=True, help="The page to write.")
def room(
    answers: tuple[Path, ...], case: Path | None, lesson: int | None, of: int | None, lasts: float, output: Path
) -> None:
    """Show the votes of a class as they come in, without names, on a page that follows by itself.

    ANSWERS: a shared folder, hand-ins, the home folders of a hub, or a file of short codes (CSV or pasted text).
    Open the page in a browser. There is no server, so closing that window stops nothing here: press Ctrl+C, or
    wait for the end of --for.

    \b
        lessons room shared-folder -o room.html --of 30
    """
    from lessons.case import read_case
    from lessons.case.chosen import chosen
    from lessons.case.where import default_case
    from lessons.review.room import Room, watch

    found = read_case(case or default_case(Path.cwd()))
    if lesson is not None:
        chosen(str(lesson), {one.number for one in found.lessons})
    click.echo(f"Open {output} in a browser. Ctrl+C ends it.")
    watch(Room(found, answers, output, lesson, of), lasts, click.echo)
