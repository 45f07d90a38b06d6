"""Laying a course out for a learner, and opening it in JupyterLab."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

import tomlkit

from lessons import __version__
from lessons.case import read_case
from lessons.case.pseudonym import draw_pseudonym
from lessons.case.where import COURSE_FILE, Course, first_case, material, read_course, second_case
from lessons.errors import CourseError

CASE_FOLDER, NEXT_FOLDER = "case", "next"
_GRADED = ("key", "graded")


@dataclass
class Laid:
    """What laying out did: files written, and files kept because the learner changed them."""

    folder: Path
    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def start(folder: Path, case: Path | None = None) -> Laid:
    """Lay the course out in a folder; what a learner has changed there is never overwritten."""
    before = read_course(folder)
    seeds = material("seeds", Path.cwd())
    cases = {CASE_FOLDER: case or first_case(seeds)}
    if other := second_case(seeds):
        cases[NEXT_FOLDER] = other
    for source in cases.values():
        read_case(source)  # a case with faults is refused before anything is written
    laid, hashes = Laid(folder), dict(before.files) if before else {}
    for name, content in _all_files(cases, cleared=case is not None):
        _lay(folder, name, content, hashes, laid)
    course = Course(
        version=__version__,
        pseudonym=before.pseudonym if before else draw_pseudonym(),
        case=CASE_FOLDER,
        next_case=NEXT_FOLDER if NEXT_FOLDER in cases else "",
        files=hashes,
    )
    _write(folder / COURSE_FILE, _course_file(course).encode())
    return laid


def _all_files(cases: dict[str, Path], *, cleared: bool) -> list[tuple[str, bytes]]:
    """Everything is read before anything is written: no half course is left behind."""
    try:
        return list(_files(cases, cleared=cleared))
    except (OSError, ValueError, KeyError) as error:
        raise CourseError(
            f"The course cannot be laid out: a file of it cannot be read ({error}). "
            "Get a fresh copy, or restore that file."
        ) from None


def _files(cases: dict[str, Path], *, cleared: bool) -> Iterator[tuple[str, bytes]]:
    """Every file of a course and its content: notebooks and cases, nothing of the graded key."""
    for path in sorted(material("notebooks", Path.cwd()).glob("*.ipynb")):
        content = path.read_bytes()
        yield path.name, _without_outputs(content) if cleared else content
    for folder, case in cases.items():
        for path in sorted(path for path in case.rglob("*") if path.is_file()):
            place = path.relative_to(case)
            if place.parts[:2] != _GRADED:
                yield f"{folder}/{place.as_posix()}", path.read_bytes()


def _without_outputs(content: bytes) -> bytes:
    # stored outputs speak of the article they were made with; another case makes its own
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return json.dumps(notebook, indent=1, ensure_ascii=False).encode() + b"\n"


def _lay(folder: Path, name: str, content: bytes, hashes: dict[str, str], laid: Laid) -> None:
    path, fresh = folder / name, hashlib.sha256(content).hexdigest()
    there = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    if there not in (None, fresh, hashes.get(name)):
        laid.kept.append(name)
        return
    if there != fresh:
        _write(path, content)
        laid.written.append(name)
    hashes[name] = fresh


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(path.name + ".writing")
        half.write_bytes(content)
        os.replace(half, path)
    except OSError as error:
        raise CourseError(
            f"{path} cannot be written ({error.strerror}). Choose a folder of your own: lessons start MY-FOLDER."
        ) from None


def _course_file(course: Course) -> str:
    document = tomlkit.document()
    document.add(
        tomlkit.comment("Written by “lessons start”. The pseudonym stands on your answers instead of a name.")
    )
    for name, value in course.model_dump(exclude={"files"}).items():
        document.add(name, value)
    document.add("files", tomlkit.item(dict(sorted(course.files.items()))))
    return tomlkit.dumps(document)


def first_notebook(folder: Path) -> Path:
    """The notebook a course opens on."""
    notebooks = sorted(folder.glob("[0-9]*.ipynb"))
    if not notebooks:
        raise CourseError(f"No notebook in {folder}; run “lessons start {folder}” first.")
    return notebooks[0]


def open_lab(folder: Path, *, browser: bool, port: int | None) -> int:
    """Open a course folder in JupyterLab on its first notebook, and wait until it is closed."""
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={folder.resolve()}",
        f"--LabApp.default_url=/lab/tree/{first_notebook(folder).name}",
    ]
    command += [] if browser else ["--no-browser"]
    command += [f"--port={port}"] if port else []
    # in a container everybody is root, and JupyterLab would only refuse to start
    command += ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    try:
        return subprocess.run(command, cwd=folder, env=lab_environment(), check=False).returncode
    except KeyboardInterrupt:
        return 0


def lab_environment() -> dict[str, str]:
    """The environment in which JupyterLab saves often and keeps widgets in the file."""
    ours = str(resources.files("lessons") / "lab")
    theirs = os.environ.get("JUPYTER_CONFIG_PATH")
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, [ours, theirs]))}
