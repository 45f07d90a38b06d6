"""grading.toml: what a gradebook was made with, so that it can be made again."""

from __future__ import annotations

import tomllib
from pathlib import Path

import tomlkit
from pydantic import BaseModel, ConfigDict, ValidationError

from lessons.errors import GradingError
from lessons.results.keys import Setup, find_setup

FILE = "grading.toml"


class Grading(BaseModel):
    """The settings of one gradebook; roster and late policy lie beside it, as they were given."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: str
    key: str
    key_sha256: str
    #: the lessons that count, as they were named; empty for all
    lessons: str = ""
    title: str = ""
    #: the LMS column that points go into
    assignment: str = ""
    roster: str = ""
    late: str = ""
    #: whether feedback pages are still to be written, which the release does
    pages_wait: bool = False


def write_settings(folder: Path, grading: Grading) -> None:
    """Write grading.toml."""
    document = tomlkit.document()
    document.add(tomlkit.comment("Written by “lessons grade”: what this gradebook was made with."))
    for name, value in grading.model_dump().items():
        document.add(name, value)
    (folder / FILE).write_text(tomlkit.dumps(document), encoding="utf-8")


def read_settings(folder: Path) -> Grading:
    """The settings of a gradebook folder."""
    try:
        return Grading.model_validate(tomllib.loads((folder / FILE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise GradingError(
            f"{folder} is no gradebook: there is no {FILE} in it. "
            "Expected the folder that “lessons grade … -o” wrote."
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise GradingError(
            f"{folder / FILE} cannot be read ({error}). Grade once more into a new folder."
        ) from None


def setup_of(out: Path) -> Setup:
    """Case and key a gradebook was made with, as they are today."""
    settings = read_settings(out)
    return find_setup(Path(settings.key), Path(settings.case), settings.lessons)


def setup_with(out: Path, key: Path, case: Path | None) -> Setup:
    """Another key for a gradebook: the same lessons count."""
    return find_setup(key, case, read_settings(out).lessons)
