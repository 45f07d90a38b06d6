"""What a class gets: lessons of one case with what is graded withheld, outputs made anew, and the package."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lessons import __version__
from lessons.case import Case, read_case
from lessons.case.chosen import chosen
from lessons.case.pages import filled
from lessons.case.travelling import Mode, travelling
from lessons.case.where import COURSE_FILE, Course, material, second_case
from lessons.case.withheld import Place, places
from lessons.case.writing import write_whole
from lessons.course.laying import CASE_FOLDER, NEXT_FOLDER, course_file
from lessons.course.mending import FRESH
from lessons.course.notebooks import notebooks_of
from lessons.course.noticing import notice
from lessons.course.packing import DISTRIBUTION, files_in, wheel, zipped
from lessons.errors import CourseError


@dataclass(frozen=True)
class Stage:
    """A handout in the making: laid out like a clone, so that its notebooks run and nobody's name is drawn."""

    folder: Path
    mode: Mode
    #: the folders of a course, and the cases that go into them
    cases: Mapping[str, Path]
    #: what is withheld, and the graded exercises that ask about it
    withheld: Mapping[Place, Collection[str]]
    #: how many exercises of the case are graded
    graded: int

    @property
    def notebooks(self) -> list[Path]:
        """The notebooks that go out, in their order."""
        return sorted((self.folder / "notebooks").glob("*.ipynb"))

    def files(self) -> dict[str, bytes]:
        """Everything a learner gets, by name, as it now stands."""
        files = {path.name: path.read_bytes() for path in self.notebooks}
        fresh = zipped(files)
        for name, case in self.cases.items():
            files |= {f"{name}/{place}": content for place, content in files_in(case).items()}
        files[f"{CASE_FOLDER}/{FRESH}"] = fresh
        course = Course(
            version=__version__,
            case=CASE_FOLDER,
            next_case=NEXT_FOLDER if NEXT_FOLDER in self.cases else "",
            handed_out=self.mode,
            files={name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        )
        package, packed = wheel()
        return files | {
            COURSE_FILE: course_file(course, "lessons handout"),
            package: packed,
            "README.md": self._how_to(package).encode(),
        }

    @property
    def told(self) -> str:
        """How much is withheld, and for how many of the graded exercises anything is."""
        asking, places = {id for ids in self.withheld.values() for id in ids}, len(self.withheld)
        count = f"{places} place{'s' * (places != 1)} of the case"
        return f"Withheld: {count}, for {len(asking)} of {self.graded} graded exercises."

    def _how_to(self, package: str) -> str:
        names, told = [path.stem for path in self.notebooks], {"folder": DISTRIBUTION, "package": package}
        return filled("course/for_learners.md.j2", **told, notebooks=names, mode=self.mode) + "\n"

    def pack(self, output: Path) -> int:
        """Write the zip, whole or not at all, and say how many files are in it."""
        files = {f"{DISTRIBUTION}/{name}": content for name, content in self.files().items()}
        write_whole(output, zipped(files), "Choose another place: -o COURSE.zip.")
        return len(files)


@contextmanager
def staged(case: Path, mode: Mode, lessons: str = "") -> Iterator[Stage]:
    """Lay a handout out in a folder that is gone afterwards; its notebooks have yet to be run."""
    given = _given(case, mode)
    there = _notebooks(given)
    numbers = chosen(lessons, there)
    with tempfile.TemporaryDirectory() as temporary:
        # the real path: a course is found by comparing folders
        home = Path(os.path.realpath(temporary))
        write_whole(home / "lessons" / "py.typed", b"")
        cases = {CASE_FOLDER: home / "seeds" / "1"}
        _lay(given, mode, numbers, cases[CASE_FOLDER])
        if other := _next(case, numbers):
            cases[NEXT_FOLDER] = home / "seeds" / "2"
            _lay(other, mode, numbers, cases[NEXT_FOLDER])
        withheld: Mapping[Place, Collection[str]] = places(given) if mode == "graded" else {}
        for number in sorted(numbers):
            write_whole(home / "notebooks" / there[number].name, notice(there[number].read_bytes(), withheld))
        yield Stage(home, mode, cases, withheld, len(given.graded))


def _given(folder: Path, mode: Mode) -> Case:
    case = read_case(folder)
    if case.settings.handed_out:
        raise CourseError(f"{folder} was handed out itself. Hand out the case it was made from: --case CASE.")
    if mode == "graded" and not case.graded:
        raise CourseError(
            f"{folder} has no graded key (key/graded), so nobody can tell what to withhold. "
            "Name the case that has it, --case CASE, or hand out for practice: --mode practice."
        )
    return case


def _next(first: Path, numbers: Collection[int]) -> Case | None:
    """The second article, where one of the lessons handed out is on it."""
    folder = second_case(material("seeds", Path.cwd()))
    if folder is None or folder.resolve() == first.resolve():
        return None
    other = read_case(folder)
    return other if any(lesson.number in numbers for lesson in other.lessons) else None


def _lay(case: Case, mode: Mode, numbers: Collection[int], folder: Path) -> None:
    for name, content in travelling(case, mode, numbers).items():
        write_whole(folder / name, content)
    read_case(folder)  # a note that needs what is withheld, say: told now, and not to a learner


def _notebooks(case: Case) -> dict[int, Path]:
    paths = notebooks_of(material("notebooks", Path.cwd()), case)
    return {int(path.name.partition("_")[0]): path for path in paths}
