"""The file that says what a course is."""

from __future__ import annotations

import tomlkit

from lessons.case.where import Course


def course_file(course: Course, by: str) -> bytes:
    """The content of course.toml; a course without a pseudonym draws one when it is first opened."""
    document = tomlkit.document()
    document.add(tomlkit.comment(f"Written by “{by}”. The pseudonym stands on your answers instead of a name."))
    for name, value in course.model_dump(exclude={"files"}, exclude_defaults=True).items():
        document.add(name, value)
    document.add("files", tomlkit.item(dict(sorted(course.files.items()))))
    return tomlkit.dumps(document).encode()
