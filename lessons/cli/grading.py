"""Commands for those who grade: grade, regrade, mark, agreement, release."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from lessons.cli.group import FOLDER, cli

if TYPE_CHECKING:
    from lessons.gradebook.exports import Summary
    from lessons.gradebook.keys import Setup
    from lessons.gradebook.results import Regraded

#: how many names a list on the screen holds; the rest stands in problems.csv
_SHOWN = 20

_jobs = click.option(
    "--jobs", type=click.IntRange(1), default=2, show_default=True, help="Processes to grade with."
)
_dask = click.option("--dask", metavar="ADDRESS", help="Grade on a Dask cluster that sees the same files.")
_case = click.option("--case", type=FOLDER, help="The case, where the key does not lie inside it.")


@cli.command()
@click.argument("submissions", nargs=-1, required=True, type=FOLDER)
@click.option("--key", required=True, type=FOLDER, help="Folder of keys: what has its key there counts.")
@_case
@click.option(
    "--lessons", default="", metavar="1-5", help="The lessons that you handed out; all where none is named."
)
@click.option("--roster", type=FOLDER, help="Your class list: the LMS's own export, or a CSV with names.")
@click.option("--assignment", default="", help="The column of the LMS's export that the points go into.")
@click.option("--late", type=FOLDER, help="What is taken off when work is late (TOML).")
@_jobs
@_dask
@click.option("-o", "--output", required=True, type=FOLDER, help="Folder for the gradebook.")
def grade(
    submissions: tuple[Path, ...],
    key: Path,
    case: Path | None,
    lessons: str,
    roster: Path | None,
    assignment: str,
    late: Path | None,
    jobs: int,
    dask: str | None,
    output: Path,
) -> None:
    """Grade hand-ins: folders, notebooks, answer books, zips from an LMS, lists of codes. Nothing in them is run.

    Into a gradebook that is there, what is new or has changed is added; what was read before stays.

    \b
        lessons grade hand-ins.zip --key seeds/my-case/key/graded --roster class.csv -o grades
    """
    from lessons.gradebook.executors import Workers
    from lessons.gradebook.grade import Grading, grade_hand_ins
    from lessons.gradebook.keys import find_setup
    from lessons.gradebook.regrade import lessons_of

    setup, workers = find_setup(key, case, lessons or lessons_of(output)), Workers(jobs, dask or "")
    submissions = _without_codes(submissions, setup, output)
    order = Grading(submissions, setup, output, workers, roster, late, assignment)
    with click.progressbar(length=1, label="Grading", show_pos=True) as bar:

        def tell(done: int, of: int) -> None:
            bar.length = max(of, 1)
            bar.update((done if of else 1) - bar.pos)

        summary = grade_hand_ins(order, tell)
    _report(summary)


def _without_codes(submissions: tuple[Path, ...], setup: Setup, output: Path) -> tuple[Path, ...]:
    """Answer books in the place of lists of codes; how many codes were read is told."""
    from lessons.gradebook.codes import as_hand_ins, is_code_list, read_codes
    from lessons.gradebook.keys import load

    listed = [path for path in submissions if is_code_list(path)]
    lists = [read_codes(path, load(setup).case) for path in listed]
    for found in lists:
        click.echo(found.told)
        _list(found.refused)
    books = as_hand_ins(lists, output.with_name(f"{output.name}-codes"))
    return (*(path for path in submissions if path not in listed), *books)


def _report(summary: Summary) -> None:
    click.echo(f"{summary.learners} learner{'s' * (summary.learners != 1)}; gradebook in {summary.out}.")
    for status in ("graded", "blank", "missing", "needs a person", "ungradable"):
        click.echo(f"{summary.statuses[status]:6d}  {status}")
    for line in summary.unsettled:
        click.echo(line, err=True)
    if summary.unreadable:
        click.echo("Could not be read (empty in every export, never a zero):", err=True)
        _list(summary.unreadable)
    for note in summary.notes:
        click.echo(note)
    if summary.absent:
        more = f" and {len(summary.absent) - _SHOWN} more" if len(summary.absent) > _SHOWN else ""
        click.echo(f"Nothing to grade was handed in by: {'; '.join(summary.absent[:_SHOWN])}{more}.")
    if summary.problems:
        remarks = "1 more remark" if summary.problems == 1 else f"{summary.problems} more remarks"
        click.echo(f"{remarks} on hand-ins: see {summary.out / 'problems.csv'}.")
    if summary.unreadable or summary.unsettled:
        raise SystemExit(3)


def _list(lines: list[str]) -> None:
    for line in lines[:_SHOWN]:
        click.echo(f"  {line}", err=True)
    if len(lines) > _SHOWN:
        click.echo(f"  … and {len(lines) - _SHOWN} more", err=True)


@cli.command()
@click.argument("gradebook", type=FOLDER)
@click.option("--key", required=True, type=FOLDER, help="Folder of keys to grade with now.")
@_case
@click.option("--late", type=FOLDER, help="Another late policy.")
@_jobs
@_dask
def regrade(gradebook: Path, key: Path, case: Path | None, late: Path | None, jobs: int, dask: str | None) -> None:
    """Grade the stored answers again, without the hand-ins, and say who changed, by how much and why.

    Marks by hand stay, unless that answer has changed.

    \b
        lessons regrade grades --key seeds/my-case/key/graded
    """
    from lessons.gradebook.executors import Workers
    from lessons.gradebook.regrade import regrade as again
    from lessons.gradebook.regrade import setup_with

    _changed(*again(gradebook, setup_with(gradebook, key, case), Workers(jobs, dask or ""), late))


def _changed(summary: Summary, changes: list[Regraded]) -> None:
    for change in changes:
        click.echo(str(change))
    for note in summary.notes:
        click.echo(note)
    moved = len({change.learner for change in changes})
    click.echo(f"{moved} of {summary.learners} learners changed.")


@cli.command()
@click.argument("gradebook", type=FOLDER)
@click.option("-o", "--output", type=FOLDER, default="marking", show_default=True, help="Folder for the pages.")
@click.option(
    "--names",
    type=click.Choice(["hidden", "shown"]),
    default="hidden",
    show_default=True,
    help="Whether a marker sees whose answer it is.",
)
@click.option("--take", type=FOLDER, multiple=True, metavar="CSV", help="Take these marks into the gradebook.")
@_jobs
def mark(
    gradebook: Path, output: Path, names: Literal["hidden", "shown"], take: tuple[Path, ...], jobs: int
) -> None:
    """Write a page to mark on for each question a person must look at; or take marks in.

    \b
        lessons mark grades -o marking
        lessons mark grades --take marks-my-question.csv
    """
    from lessons.gradebook import taking
    from lessons.gradebook.executors import Workers

    if not take:
        for page in taking.write_pages(gradebook, output, names):
            click.echo(str(page))
        click.echo("Open a page, mark, download its CSV; then: lessons mark GRADEBOOK --take CSV")
        return
    _changed(*taking.take(gradebook, take, Workers(jobs)))


@cli.command()
@click.argument("gradebook", type=FOLDER)
@click.argument("first")
@click.argument("second")
def agreement(gradebook: Path, first: str, second: str) -> None:
    """How far two markers agree: quadratic weighted kappa for each criterion.

    \b
        lessons agreement grades KM LP
    """
    from lessons.gradebook.agreement import agreement as compare
    from lessons.gradebook.taking import marks_of

    for line in compare(marks_of(gradebook, first), marks_of(gradebook, second)):
        click.echo(line)


@cli.command()
@click.argument("gradebook", type=FOLDER)
@click.option("-o", "--output", type=FOLDER, required=True, help="Folder to give away.")
@click.option(
    "--waiting",
    type=click.Choice(["leave out", "include"]),
    default="leave out",
    show_default=True,
    help="Learners of whom something still waits for a person.",
)
@click.option("--only", default="", metavar="NAME", help="Write one learner's page, finished or not, to look at.")
@_jobs
def release(gradebook: Path, output: Path, waiting: Literal["leave out", "include"], only: str, jobs: int) -> None:
    """Give feedback away: write a page for each learner whose work is marked into a folder of their own.

    \b
        lessons release grades -o feedback-to-send
        lessons release grades --only ana-li -o look
    """
    from lessons.gradebook.executors import Workers
    from lessons.gradebook.release import release as give

    released = give(gradebook, output, waiting, Workers(jobs), only)
    click.echo(f"{released.pages} page{'s' * (released.pages != 1)} in {released.folder}.")
    for archive in released.archives:
        is_moodle = "moodle" in archive.name
        where = (
            "Moodle (“Upload multiple feedback files in a zip”)" if is_moodle else "Canvas (“Upload Submissions”)"
        )
        click.echo(f"For {where}: {archive}")
    if released.waiting:
        count = len(released.waiting)
        click.echo(
            f"{count} page{'s wait' if count > 1 else ' waits'} for a person, as an answer is not marked or "
            f"could not be read: {'; '.join(released.waiting)}.\n"
            f"To mark: lessons mark {gradebook} -o marking\n"
            f"To send all the same: lessons release {gradebook} -o {output} --waiting include"
        )
