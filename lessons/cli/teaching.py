"""Commands for who stands before a class: quiz, review."""

from __future__ import annotations

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
