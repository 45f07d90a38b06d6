"""Files that a command writes: each whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from lessons.errors import CourseError


def write_whole(path: Path, content: bytes | str, do: str = "Choose a folder of your own.") -> Path:
    """Write a file beside its place and move it there; what stood there before is whole until then."""
    half = path.with_name(f".{path.name}.writing")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(content.encode() if isinstance(content, str) else content)
        os.replace(half, path)
    except OSError as error:
        raise CourseError(f"{path} cannot be written ({error.strerror}). {do}") from None
    return path
