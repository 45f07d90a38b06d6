"""Laying a course out for a learner, in a folder of theirs."""

from __future__ import annotations

import codecs
import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import tomlkit

from lessons import __version__
from lessons.case import Case, read_case
from lessons.case.gathering import gather
from lessons.case.pseudonym import draw_pseudonym
from lessons.case.where import COURSE_FILE, Course, first_case, material, read_course, second_case
from lessons.case.writing import write_whole
from lessons.course.mending import FRESH, mend
from lessons.course.notebooks import as_file, notebooks_of, without_outputs
from lessons.course.packing import files_in, zipped
from lessons.errors import CourseError

CASE_FOLDER, NEXT_FOLDER = "case", "next"


@dataclass
class Laid:
    """What laying out did: files written, and files kept because the learner changed them."""

    folder: Path
    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    #: notebooks of lessons that the case does not have
    left_out: list[str] = field(default_factory=list)
    #: what was done to keep answers, in sentences
    told: list[str] = field(default_factory=list)


def start(folder: Path, case: Path | None = None) -> Laid:
    """Lay the course out in a folder; what a learner has changed there is never overwritten."""
    before = read_course(folder)
    if before and before.handed_out:
        raise CourseError(
            f"{folder} holds a course that was handed out ({before.handed_out}); “lessons start” would mix "
            f"another one into it. Open it as it is with “lessons lab {folder}”, or choose another folder."
        )
    seeds = material("seeds", Path.cwd())
    cases = {CASE_FOLDER: case or first_case(seeds)}
    if other := second_case(seeds):
        cases[NEXT_FOLDER] = other
    # a case with faults is refused before anything is written
    read = [read_case(source) for source in cases.values()]
    shelf = material("notebooks", Path.cwd())
    laid, hashes = Laid(folder), dict(before.files) if before else {}
    files = _all_files(shelf, read[0], cases, cleared=case is not None)
    notebooks = {name: content for name, content in files.items() if name.endswith(".ipynb") and "/" not in name}
    laid.told += mend(folder, notebooks)
    files[f"{CASE_FOLDER}/{FRESH}"] = zipped(notebooks)
    for name, content in files.items():
        _lay(folder, name, content, hashes, laid)
    laid.left_out += sorted({path.name for path in shelf.glob("*.ipynb")} - set(files))
    course = Course(
        version=__version__,
        pseudonym=before.pseudonym if before else draw_pseudonym(),
        listed_as=before.listed_as if before else None,
        case=CASE_FOLDER,
        next_case=NEXT_FOLDER if NEXT_FOLDER in cases else "",
        files=hashes,
    )
    write_whole(folder / COURSE_FILE, course_file(course, "lessons start"))
    laid.told += gather(folder)
    return laid


def _all_files(shelf: Path, first: Case, cases: dict[str, Path], *, cleared: bool) -> dict[str, bytes]:
    """Everything is read before anything is written: no half course is left behind."""
    try:
        return dict(_files(shelf, first, cases, cleared=cleared))
    except (OSError, ValueError, KeyError) as error:
        raise CourseError(
            f"The course cannot be laid out: a file of it cannot be read ({error}). "
            "Get a fresh copy, or restore that file."
        ) from None


def _files(shelf: Path, first: Case, cases: dict[str, Path], *, cleared: bool) -> Iterator[tuple[str, bytes]]:
    """Every file of a course and its content: notebooks and cases, nothing of the graded key."""
    for path in notebooks_of(shelf, first):
        content = path.read_bytes()
        yield path.name, as_file(without_outputs(content)) if cleared else content
    for folder, case in cases.items():
        for name, content in files_in(case).items():
            if not name.startswith("key/graded/"):
                yield f"{folder}/{name}", as_practice(content) if name == "case.toml" else content


def as_practice(settings: bytes) -> bytes:
    """The text of a case.toml that says: this copy is a learner's, and has no graded key."""
    if "handed_out" in tomllib.loads(settings.decode("utf-8-sig")):
        return settings
    return b'handed_out = "practice"\n' + settings.removeprefix(codecs.BOM_UTF8)


def course_file(course: Course, by: str) -> bytes:
    """The content of course.toml; a course without a pseudonym draws one when it is first opened."""
    document = tomlkit.document()
    document.add(tomlkit.comment(f"Written by “{by}”. The pseudonym stands on your answers instead of a name."))
    for name, value in course.model_dump(exclude={"files"}, exclude_defaults=True).items():
        document.add(name, value)
    document.add("files", tomlkit.item(dict(sorted(course.files.items()))))
    return tomlkit.dumps(document).encode()


def _lay(folder: Path, name: str, content: bytes, hashes: dict[str, str], laid: Laid) -> None:
    path, fresh = folder / name, hashlib.sha256(content).hexdigest()
    there = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    if there not in (None, fresh, hashes.get(name)):
        laid.kept.append(name)
        return
    if there != fresh:
        write_whole(path, content)
        laid.written.append(name)
    hashes[name] = fresh
