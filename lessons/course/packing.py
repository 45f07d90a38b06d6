"""Packing: files as a zip that is the same every time, and this package as a wheel without a course in it."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from importlib import metadata, resources
from pathlib import Path

from lessons.errors import CourseError

DISTRIBUTION = "according-to"
#: the first moment that a zip can tell: nothing in a handout says when it was made
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_WHEEL = "Wheel-Version: 1.0\nGenerator: lessons handout\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def zipped(files: Mapping[str, bytes], *, executable: Collection[str] = ()) -> bytes:
    """A zip of files by name: the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = (0o755 if name in executable else 0o644) << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its place in it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def wheel() -> tuple[str, bytes]:
    """This package as pip installs it, name and content: without the course that comes along with it."""
    try:
        installed = metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        raise CourseError(
            "The package cannot be packed for learners: it is not installed here. Install it, then try again."
        ) from None
    stem = f"{re.sub(r'[-_.]+', '_', DISTRIBUTION)}-{installed.version}"
    # the long description is the front page of the project, and speaks to teachers
    about = (installed.read_text("METADATA") or "").partition("\n\n")[0] + "\n"
    files = dict(_package()) | {
        f"{stem}.dist-info/METADATA": about.encode(),
        f"{stem}.dist-info/WHEEL": _WHEEL.encode(),
        f"{stem}.dist-info/entry_points.txt": (installed.read_text("entry_points.txt") or "").encode(),
    }
    record = f"{stem}.dist-info/RECORD"
    return f"{stem}-py3-none-any.whl", zipped(files | {record: _record(files, record)})


def _package() -> Iterator[tuple[str, bytes]]:
    for name, content in files_in(Path(str(resources.files("lessons")))).items():
        parts = name.split("/")
        if parts[0] != "_course" and not any(part.startswith((".", "__pycache__")) for part in parts):
            yield f"lessons/{name}", content


def _record(files: Mapping[str, bytes], itself: str) -> bytes:
    lines = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in sorted(files.items())]
    return "\n".join([*lines, f"{itself},,", ""]).encode()


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
