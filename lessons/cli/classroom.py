"""Commands for a class: sheets, a plan and slides before it, a quiz and the room in it, then a review."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lessons.cli.group import FOLDER, cli

if TYPE_CHECKING:
    from lessons.case import Case

_case = click.option("--case", type=FOLDER, help="The case the class works on; default: the one at hand.")


def _at_hand(case: Path | None) -> Case:
    """The case that is named, else the one at hand; its faults are told before anything is written."""
    from lessons.case import read_case
    from lessons.case.where import default_case

    return read_case(case or default_case(Path.cwd()))


@cli.command()
@click.argument("numbers", default="", metavar="[LESSONS]")
@click.option("-o", "--output", type=FOLDER, default="sheets", show_default=True, help="Folder for the sheets.")
@click.option("--pupils", type=click.IntRange(1), default=30, show_default=True, help="How many to print for.")
@_case
def sheets(numbers: str, output: Path, pupils: int, case: Path | None) -> None:
    """Write sheets to print for LESSONS, such as 4 or 1-5 (all, if none is named).

    pupil/ and cards/ hold no key; teacher/ is yours: key, objections, minutes.

    \b
        lessons sheets 4 -o sheets
    """
    from lessons.case.chosen import lessons_of
    from lessons.course.teaching.sheets import CARDS, PUPIL, TEACHER, written

    at_hand = _at_hand(case)
    sides = dict.fromkeys((PUPIL, CARDS, TEACHER), 0)
    paper = dict(sides)
    for place, document in written(at_hand, lessons_of(numbers, at_hand), output):
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
@_case
def plan(number: int | None, minutes: int, cold: bool, output: Path, case: Path | None) -> None:
    """Write a plan of LESSON by the minute, on one page; without a number, the routes through the course.

    \b
        lessons plan 4 --minutes 45
    """
    from lessons.case.chosen import lesson_of
    from lessons.course.teaching.plan import plan as planned
    from lessons.course.teaching.plan import routes, written

    at_hand = _at_hand(case)
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
@_case
def slides(number: int, output: Path, case: Path | None) -> None:
    """Write the slides of LESSON: one file to open in any browser and steer by keyboard.

    \b
        lessons slides 4 -o slides
    """
    from lessons.case.chosen import lesson_of
    from lessons.course.teaching.slides import written

    at_hand = _at_hand(case)
    click.echo(
        f"{written(lesson_of(number, at_hand), at_hand, output)}: open it in a browser; → is the next slide."
    )


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
    from lessons.case.where import beside
    from lessons.course.minutes import reckoned
    from lessons.review import Review, read_class
    from lessons.review.page import write_review

    school_class = read_class(answers, _at_hand(case))
    notebooks = beside(school_class.case.folder, "notebooks")
    planned = {lesson.number: sum(taken) for lesson, _, taken in reckoned(school_class.case, notebooks)}
    made = Review(school_class, planned)
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
    from lessons.case.chosen import lesson_of
    from lessons.course.quiz import write_quiz

    found = _at_hand(case)
    size = write_quiz(found, lesson_of(lesson, found), output)
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
    from lessons.case.chosen import lesson_of
    from lessons.review.room import Room, watch

    found = _at_hand(case)
    only = None if lesson is None else lesson_of(lesson, found)
    click.echo(f"Open {output} in a browser. Ctrl+C ends it.")
    watch(Room(found, answers, output, only, of), lasts, click.echo)
