"""A notebook that cannot be read, or is wanted fresh: the old one is set aside, its answers are kept."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from lessons.case.gathering import bring_in, exercises_of, set_aside, stem_in
from lessons.case.where import read_course
from lessons.case.writing import write_whole
from lessons.errors import CourseError
from lessons.handins.records import has_cells, in_notebook

#: beside the case's own files: the notebooks as they were laid out
FRESH = "notebooks.zip"
_RUN = "Open it and choose Run ▸ Run All Cells: your answers come back."


def fresh_notebooks(home: Path) -> dict[str, bytes]:
    """The notebooks of a course as they were laid out, by name; none in a course of an older kind."""
    course = read_course(home)
    try:
        packed = (home / course.case / FRESH).read_bytes() if course else b""
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (OSError, zipfile.BadZipFile):
        return {}


def mend(home: Path, fresh: Mapping[str, bytes]) -> Iterator[str]:
    """Put a fresh notebook where one cannot be read, and say so."""
    course = read_course(home)
    for name in sorted({*fresh, *(course.files if course else ())}):
        path = home / name
        if path.suffix == ".ipynb" and path.is_file() and (why := _why_unreadable(path)):
            saved, place = _put_aside(home, name, f"{path.stem}.unreadable.ipynb", fresh)
            said = f"{name} could not be read: {why}. It is kept as {place}; {saved} could be saved from it."
            yield f"{said} {_lay(home, name, fresh)}"


def renew(home: Path, which: str) -> str:
    """Lay a fresh copy of a lesson's notebook out; what stood there is set aside, and no answer is lost."""
    fresh = fresh_notebooks(home)
    course = read_course(home)
    name = _named(
        which, [*fresh] or [name for name in (course.files if course else ()) if name.endswith(".ipynb")]
    )
    if name not in fresh:
        raise CourseError(_none_here(name))
    if not (home / name).is_file():
        return f"{name} was not there. {_lay(home, name, fresh)}"
    when = datetime.now().strftime("%Y-%m-%d %H.%M")
    _, place = _put_aside(home, name, f"{Path(name).stem} {when}.ipynb", fresh)
    return f"{name} as it was is kept as {place}. {_lay(home, name, fresh)}"


def _named(which: str, names: list[str]) -> str:
    """The notebook that is meant by a number, a name or a file."""
    asked = Path(which).name.removesuffix(".ipynb").replace("-", "_")
    for name in names:
        number, _, rest = name.removesuffix(".ipynb").partition("_")
        if asked and (asked in (f"{number}_{rest}", rest) or asked.zfill(2) == number):
            return name
    raise CourseError(f"No lesson “{which}” in this course; expected a number or one of {', '.join(names)}.")


def _why_unreadable(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        do = "Close the program that holds it, or allow reading it, and try again."
        raise CourseError(f"{path} cannot be opened ({error.strerror}). {do}") from None
    if not content.strip(b"\0 \t\r\n"):
        return "it is empty"
    try:
        notebook = json.loads(content)
    except (ValueError, RecursionError):
        return "it breaks off, or holds something else than a notebook"
    return "" if has_cells(notebook) else "it has no cells"


def _put_aside(home: Path, name: str, as_name: str, fresh: Mapping[str, bytes]) -> tuple[str, str]:
    """Bring the answers in a notebook into its book, then set it aside: how many records, and where it lies."""
    content = (home / name).read_bytes()
    records, exercises = in_notebook(content, name).records, exercises_of(home)
    stem = stem_in(content, exercises) or stem_in(fresh.get(name, b""), exercises)
    if stem:
        bring_in(home, stem, records)
    try:
        return f"{len(records)} record{'s' * (len(records) != 1)}", set_aside(home, home / name, as_name)
    except OSError as error:
        raise CourseError(
            f"{home / name} cannot be set aside ({error.strerror}). Allow writing in {home}, and try again."
        ) from None


def _lay(home: Path, name: str, fresh: Mapping[str, bytes]) -> str:
    if name not in fresh:
        return _none_here(name)
    write_whole(home / name, fresh[name])
    return f"A fresh one lies in its place. {_RUN}"


def _none_here(name: str) -> str:
    return (
        f"This course keeps no fresh copy of {name}: unpack what you were given once more, into another folder, "
        f"and copy {name} from there to here. {_RUN}"
    )
