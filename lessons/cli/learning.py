"""Commands for learners and authors: check a case, lay out a course, open it."""

from __future__ import annotations

from pathlib import Path

import click

from lessons.cli.group import FOLDER, cli


@cli.command()
@click.argument("case", type=FOLDER, required=False)
def check(case: Path | None) -> None:
    """Check a case and print its counts; every fault is one line.

    \b
        lessons check seeds/my-case
    """
    from lessons.case import examine
    from lessons.case.counts import counts
    from lessons.case.misconceptions import misconceptions, misnamed, unnamed
    from lessons.case.where import beside, default_case
    from lessons.course.minutes import promised, reckoned, too_long
    from lessons.course.notebooks import unasked
    from lessons.course.teaching.steps import unreadable

    folder = case or default_case(Path.cwd())
    found, faults = examine(folder)
    notebooks = beside(folder, "notebooks")
    if found:
        faults += unasked(found, notebooks)
    if found and not found.handed_out:
        faults += misnamed(found, misconceptions())
        faults += unreadable(found)
        faults += too_long(found, notebooks)
    for fault in sorted(faults):
        click.echo(str(fault), err=True)
    if faults or found is None:
        raise click.ClickException(f"{len(faults)} fault{'s' * (len(faults) != 1)} in {folder.resolve()}.")
    for name, number in counts(found):
        click.echo(f"{number:5d}  {name}")
    click.echo(f"{unnamed(found):5d}  wrong answers that name no misconception yet")
    for lesson, path, taken in reckoned(found, notebooks):
        minutes = " and ".join(f"{spent:.0f}" for spent in taken)
        click.echo(
            f"{minutes:>5}  minutes of core in lesson {lesson.number}, {lesson.slug}: {promised(path)} promised"
        )


@cli.command()
@click.argument("folder", type=FOLDER)
@click.option("--case", type=FOLDER, help="Lay out this case instead of the one that comes along.")
def start(folder: Path, case: Path | None) -> None:
    """Lay out a working course in FOLDER; files you have changed there are kept.

    \b
        lessons start my-course
    """
    from lessons.course import start as lay_out

    laid = lay_out(folder, case)
    click.echo(f"{len(laid.written)} files laid out in {folder}.")
    for name in laid.kept:
        click.echo(f"kept, because you changed it: {name}")
    for said in laid.told:
        click.echo(said)
    if laid.left_out:
        click.echo(f"left out, as the case has no such lesson: {', '.join(laid.left_out)}")
    click.echo(f"Open it with: lessons lab {folder}")


@cli.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--port", type=int, help="The port to serve on; JupyterLab chooses one otherwise.")
def lab(folder: Path | None, no_browser: bool, port: int | None) -> None:
    """Open the course in JupyterLab, in a working copy (default: my-course).

    \b
        lessons lab
    """
    from lessons.course import course_to_open, open_lab

    laid = course_to_open(folder)
    for said in laid.told:
        click.echo(said)
    click.echo(f"Your working copy is {laid.folder}; answers are kept in {laid.folder / 'answers'}.")
    raise SystemExit(open_lab(laid.folder, browser=not no_browser, port=port))


@cli.command()
@click.argument("lesson")
@click.option("--course", type=FOLDER, help="The course folder (default: as for “lessons lab”).")
def fresh(lesson: str, course: Path | None) -> None:
    """Lay out a fresh copy of the notebook of LESSON, a number or a name; no answer is lost.

    \b
        lessons fresh 05
    """
    from lessons.course import course_to_open, renew

    laid = course_to_open(course)
    for said in laid.told:
        click.echo(said)
    click.echo(renew(laid.folder, lesson))


@cli.command()
@click.argument("notebooks", nargs=-1, required=True, type=FOLDER)
def store(notebooks: tuple[Path, ...]) -> None:
    """Run notebooks as a learner who has answered nothing, and keep what they show; for who changes a lesson.

    \b
        lessons store notebooks/02_sourcing.ipynb
    """
    from lessons.course.storing import store_all

    for notebook in store_all(notebooks):
        click.echo(f"stored {notebook}")


@cli.command()
@click.argument("folder", type=FOLDER)
@click.option("--only", default="", metavar="02", help="Only the notebooks whose name begins so.")
def shots(folder: Path, only: str) -> None:
    """Take pictures of every notebook after Run All: light, dark, on a phone, printed; for who changes a look.

    \b
        lessons shots pictures
    """
    from lessons.course.shots import shots as take

    for path in take(folder, only):
        click.echo(str(path))
