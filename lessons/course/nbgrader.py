"""A handed-out course as an nbgrader course folder; its test cells hold the key on the teacher's side only."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from lessons.case import Case, Lesson
from lessons.course.files import write_whole
from lessons.course.handout import Stage
from lessons.course.nbgrader_cells import added
from lessons.errors import CourseError

_DO = "Choose a folder of your own: --nbgrader FOLDER."


@dataclass(frozen=True)
class Assignment:
    """What was written: nbgrader's name for it, where it lies, and files that were there and were kept."""

    name: str
    source: Path
    kept: tuple[str, ...] = ()


def write_nbgrader(stage: Stage, case: Case, folder: Path) -> Assignment:
    """Write a staged course, and the graded keys of its case, as an nbgrader course folder."""
    numbers = [_number(path.name) for path in stage.notebooks]
    name = f"lessons-{numbers[0]:02d}-{numbers[-1]:02d}"
    source = folder / "source" / name
    if source.exists():
        raise CourseError(
            f"{source} is there already; expected no assignment of that name. Move it away, or choose another "
            "folder: nbgrader knows its cells by now, and what you changed in them would be lost."
        )
    _write(dict(_files(stage, case)), source)
    return Assignment(name, source, tuple(_beside(folder)))


def _number(notebook: str) -> int:
    return int(notebook.partition("_")[0])


def _files(stage: Stage, case: Case) -> Iterator[tuple[str, bytes]]:
    """What nbgrader needs of a handout: the package and how to install it are the teacher's to give."""
    lessons = {lesson.number: lesson for lesson in case.lessons}
    for name, content in stage.files().items():
        if name.endswith(".ipynb") and "/" not in name:
            yield name, _with_cells(content, lessons.get(_number(name)), case)
        elif "/" in name or name.endswith(".toml"):
            yield name, content


def _with_cells(content: bytes, lesson: Lesson | None, case: Case) -> bytes:
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":  # nbgrader clears them for the release: here they may tell too much
            cell["outputs"], cell["execution_count"] = [], None
    notebook["cells"] += added(lesson, case) if lesson else []
    return json.dumps(notebook, indent=1, ensure_ascii=False).encode() + b"\n"


def _write(files: Mapping[str, bytes], source: Path) -> None:
    half = source.with_name(source.name + ".writing")
    shutil.rmtree(half, ignore_errors=True)
    for name, content in files.items():
        write_whole(half / name, content, _DO)
    os.replace(half, source)


def _beside(folder: Path) -> Iterator[str]:
    """Write the configuration and what to know of it; a teacher's own file is kept, and told."""
    ours = resources.files("lessons.course") / "for_nbgrader"
    for shipped, name in (("nbgrader_config.txt", "nbgrader_config.py"), ("README.md", "README.md")):
        content, path = (ours / shipped).read_bytes(), folder / name
        if path.exists() and path.read_bytes() != content:
            yield name
        else:
            write_whole(path, content, _DO)
