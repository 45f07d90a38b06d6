"""Where things lie: a learner's course folder, a clone, or the installed package."""

import os
import tomllib
from importlib import resources
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lessons.errors import CourseError

COURSE_FILE = "course.toml"
#: where tests send answers, so that a notebook finds the same empty folder every day
ANSWERS_VARIABLE = "LESSONS_ANSWERS"


class Course(BaseModel):
    """The content of course.toml: which case, which version, and what was laid out."""

    model_config = ConfigDict(frozen=True)

    version: str = ""
    #: a random name for the learner, so that an answer carries none of their own
    pseudonym: str = ""
    #: what the teacher's list calls the learner, where they wrote it into a notebook; ``None``: never asked
    listed_as: str | None = None
    case: str
    #: the folder of the second article, where there is one
    next_case: str = ""
    #: how a teacher handed this course out; such a course is opened as it is, and never laid out again
    handed_out: Literal["", "practice", "graded"] = ""
    #: sha256 of each file as it was laid out: what differs from it is the learner's
    files: dict[str, str] = Field(default_factory=dict)


def read_course(folder: Path) -> Course | None:
    """The course laid out in a folder, if there is one."""
    path = folder / COURSE_FILE
    if not path.is_file():
        return None
    try:
        return Course.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError):
        raise CourseError(
            f"{path} cannot be read; expected the file that “lessons start” writes. "
            "Move it away and run “lessons start” there again: your notebooks and answers are kept."
        ) from None


def course_folder(start: Path) -> Path | None:
    """The course folder that a path lies in, if any."""
    return next((folder for folder in (start, *start.parents) if (folder / COURSE_FILE).is_file()), None)


def course_at(start: Path) -> tuple[Path, Course] | None:
    """The course folder that a path lies in, and what its course.toml says, if any."""
    home = course_folder(start)
    course = read_course(home) if home else None
    return (home, course) if home and course else None


def default_case(start: Path) -> Path:
    """The case to use from here: the course's own, else a clone's first, else the one that came along."""
    if found := course_at(start):
        home, course = found
        return home / course.case
    return first_case(material("seeds", start))


def next_case(start: Path) -> Path | None:
    """The second article of a course: what comes after the first case of a course, a clone or the package."""
    if found := course_at(start):
        home, course = found
        return home / course.next_case if course.next_case else None
    try:
        return second_case(material("seeds", start))
    except CourseError:
        return None


def first_case(seeds: Path) -> Path:
    """The first case of a folder of cases."""
    if cases := _cases(seeds):
        return cases[0]
    raise CourseError(f"No case in {seeds}; expected a folder with a case.toml. See seeds/README.md.")


def second_case(seeds: Path) -> Path | None:
    """The case after the first of a folder of cases, if there is one."""
    return next(iter(_cases(seeds)[1:]), None)


def _cases(seeds: Path) -> list[Path]:
    return [file.parent for file in sorted(seeds.glob("*/case.toml"))]


def material(name: str, start: Path) -> Path:
    """``seeds`` or ``notebooks``: of the clone that ``start`` lies in, else of the installed package."""
    # a package that is installed from its clone, and used elsewhere, has the clone around it
    if found := beside(start, name) or beside(Path(str(resources.files("lessons"))), name):
        return found
    if not (_shipped() / name).is_dir():
        raise CourseError(
            f"No {name} found; run this inside the clone, or install the package again. "
            "A course that was handed out to you opens from inside its own folder: lessons lab."
        )
    return _shipped() / name


def beside(start: Path, name: str) -> Path | None:
    """A folder of the clone that a path lies in, if it lies in one."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "lessons" / "py.typed").is_file() and (folder / name).is_dir():
            return folder / name
    return None


def _shipped() -> Path:
    return Path(str(resources.files("lessons"))) / "_course"


def comes_along(folder: Path) -> bool:
    """Whether a case is the one in the installed package, which never has the graded key."""
    return folder.resolve().is_relative_to(_shipped().resolve())


def book_of(start: Path, stem: str) -> Path:
    """Where the answers to a lesson are kept: by the lesson's number, whatever its notebook is called by now."""
    found = course_at(start)
    laid_out = found[1].files if found else ()
    # as the notebook was called when it was laid out, so that files of a course go by one name
    names = [name for name in laid_out if name.startswith(stem[:3].replace("-", "_")) and name.endswith(".ipynb")]
    return answers_folder(start) / f"{Path(names[0]).stem if names else stem.replace('-', '_')}.jsonl"


def answers_folder(start: Path) -> Path:
    """Where the answers of a notebook in ``start`` are kept."""
    chosen = os.environ.get(ANSWERS_VARIABLE)
    return Path(chosen) if chosen else (course_folder(start) or start) / "answers"
