"""A handout as texts: what every file in it says, packed or not."""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lessons.case import Case
from lessons.exercises import AnyExercise


def files_in_zip(content: bytes) -> dict[str, bytes]:
    """Every file of a zip, those of zips and wheels in it included."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            found[name] = packed.read(name)
            if name.endswith((".whl", ".zip")):
                found |= {f"{name}/{inner}": text for inner, text in files_in_zip(found[name]).items()}
    return found


def plain(text: str) -> str:
    """Text as a search sees it: one space between words, no pictures."""
    return " ".join(re.sub(r"base64,[A-Za-z0-9+/=]+", "", text).split())


def strings(value: Any) -> Iterator[str]:
    """Every text in a nested value, names of fields included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for part in pair for text in strings(part))
    elif isinstance(value, list | tuple):
        yield from (text for part in value for text in strings(part))


def of(value: Any) -> set[str]:
    """Every text of an exercise or a key."""
    return set(map(plain, strings(value.model_dump(mode="json"))))


def texts(name: str, content: bytes) -> Iterator[str]:
    """What a file says, by its kind: each value, each cell and each output, or each line."""
    if name.endswith(".toml"):
        yield from strings(tomllib.loads(content.decode()))
    elif name.endswith(".ipynb"):
        yield from _notebook(json.loads(content))
    elif not name.endswith((".whl", ".zip")):
        yield from content.decode("utf-8", "replace").splitlines()


def _notebook(notebook: dict[str, Any]) -> Iterator[str]:
    yield from strings(notebook["metadata"])
    for cell in notebook["cells"]:
        yield "".join(cell["source"])
        for output in cell.get("outputs", []):
            yield from ("".join(part) for part in (output.get("data") or {"": output["text"]}).values())
            yield from strings(output.get("metadata", {}))


@dataclass(frozen=True)
class Handout:
    """What was handed out, and beside it the case with the key that no learner has."""

    case: Case
    files: dict[str, bytes]
    full: Case

    @cached_property
    def texts(self) -> list[str]:
        """Everything that is said anywhere."""
        return [plain(text) for name, content in self.files.items() for text in texts(name, content)]

    @cached_property
    def asked(self) -> dict[str, AnyExercise]:
        """Every exercise of the case by its id."""
        return {exercise.id: exercise for lesson in self.full.lessons for exercise in lesson.exercises}

    @cached_property
    def never_secret(self) -> set[str]:
        """The article, and what practice keys say: why a point is no percent is the same everywhere."""
        said = {text for key in self.full.practice.values() for text in of(key)}
        return said | {plain(" ".join(self.full.article.paragraphs))}

    @property
    def notebooks(self) -> Iterator[dict[str, Any]]:
        """Every notebook as it stands."""
        return (json.loads(content) for name, content in self.files.items() if name.endswith(".ipynb"))
