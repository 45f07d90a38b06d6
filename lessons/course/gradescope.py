"""An autograder for Gradescope: the case with its graded key, the package, and the two scripts that are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

from lessons.case import read_case
from lessons.case.chosen import chosen
from lessons.course.files import write_whole
from lessons.course.packing import wheel, zipped
from lessons.errors import CourseError

#: what Gradescope runs
_SCRIPTS = ("run_autograder", "setup.sh")


def write_gradescope(folder: Path, target: Path, lessons: str = "") -> list[str]:
    """Write the autograder, a zip or a folder as the target's name says; returns the names of its files."""
    case = read_case(folder)
    numbers = chosen(lessons, {lesson.number for lesson in case.lessons})
    keys = [folder / "key" / "graded" / f"{n.stem}.toml" for n in case.lessons if n.number in numbers]
    files = dict(_files(folder, [path for path in keys if path.is_file()]))
    if target.suffix == ".zip":
        write_whole(
            target, zipped(files, executable=_SCRIPTS), "Choose another place: --gradescope AUTOGRADER.zip."
        )
    else:
        _write_folder(target, files)
    return sorted(files)


def _files(case: Path, keys: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """The keys by themselves say what counts: the case around them is whole."""
    if not keys:
        raise CourseError(
            f"{case} has no graded key (key/graded) for these lessons, and an autograder grades with it. "
            "Name the case that has it, --case CASE, or other lessons."
        )
    ours = resources.files("lessons.course") / "for_gradescope"
    for name in (*_SCRIPTS, "README.md"):
        yield name, (ours / name).read_bytes()
    yield wheel()
    for path in keys:
        yield f"key/{path.name}", path.read_bytes()
    for path in sorted(path for path in case.rglob("*") if path.is_file()):
        yield f"case/{path.relative_to(case).as_posix()}", path.read_bytes()


def _write_folder(target: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        write_whole(target / name, content, "Choose a folder of your own: --gradescope FOLDER.")
    for name in _SCRIPTS:
        (target / name).chmod(0o755)
