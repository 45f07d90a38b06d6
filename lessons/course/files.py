"""Files of a course: each written whole or not at all, and the one that says what the course is."""

from __future__ import annotations

import os
from pathlib import Path

import tomlkit

from lessons.case.where import Course
from lessons.errors import CourseError


def write_whole(
    path: Path, content: bytes, do: str = "Choose a folder of your own: lessons start MY-FOLDER."
) -> None:
    """Write a file beside its place and move it there; what stood there before is whole until then."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(path.name + ".writing")
        half.write_bytes(content)
        os.replace(half, path)
    except OSError as error:
        raise CourseError(f"{path} cannot be written ({error.strerror}). {do}") from None


def course_file(course: Course, by: str) -> bytes:
    """The content of course.toml; a course without a pseudonym draws one when it is first opened."""
    document = tomlkit.document()
    document.add(tomlkit.comment(f"Written by “{by}”. The pseudonym stands on your answers instead of a name."))
    for name, value in course.model_dump(exclude={"files"}, exclude_defaults=True).items():
        document.add(name, value)
    document.add("files", tomlkit.item(dict(sorted(course.files.items()))))
    return tomlkit.dumps(document).encode()
