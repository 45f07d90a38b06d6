"""A learner's pseudonym: two random words and a number in course.toml, so that an answer carries no name."""

from __future__ import annotations

import os
import time
from pathlib import Path

from lessons.case.where import COURSE_FILE, read_course

_WORDS = (
    "amber brisk calm clear eager early fair gentle keen kind lively mellow patient quick quiet steady warm wise",
    "badger beaver crane curlew finch hare heron ibis lark linnet marten otter plover robin stork swift wren",
)
#: how many seconds another notebook may take to write the pseudonym down
PATIENCE = 1.0


def draw_pseudonym() -> str:
    """Two random words and a number that say nothing of anybody, such as kind-otter-417."""
    # words alone are 324: in most classes of thirty two learners would share one
    import secrets  # late: drawn once, where a course is laid out

    return "-".join([*(secrets.choice(words.split()) for words in _WORDS), str(100 + secrets.randbelow(900))])


def pseudonym_of(home: Path) -> str:
    """The pseudonym of a course, drawn and written down at the first opening; empty where that cannot be."""
    course = read_course(home)
    if course is None or course.pseudonym:
        return course.pseudonym if course else ""
    claim = home / f"{COURSE_FILE}.naming"
    try:
        claim.touch(exist_ok=False)
    except FileExistsError:
        return _wait(home, claim)
    except OSError:  # a folder to read only: answers then carry no pseudonym
        return ""
    try:
        return _settle(home)
    except OSError:
        return ""
    finally:
        claim.unlink(missing_ok=True)


def _wait(home: Path, claim: Path) -> str:
    """What another notebook, opened at the same time, writes down."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if (course := read_course(home)) and course.pseudonym:
            return course.pseudonym
        time.sleep(0.05)
    claim.unlink(missing_ok=True)  # left by one that was stopped: the next opening will do
    return ""


def _settle(home: Path) -> str:
    course = read_course(home)
    drawn = (course.pseudonym if course else "") or draw_pseudonym()
    write_down(home, "pseudonym", drawn)
    return drawn


def write_down(home: Path, name: str, value: str) -> None:
    """Put one line into course.toml; all else in it stays as it is."""
    import tomlkit  # late: needed a few times in the life of a course

    path = home / COURSE_FILE
    document = tomlkit.parse(path.read_bytes().decode())
    if document.get(name) != value:
        document[name] = value
        half = path.with_name(path.name + ".writing")
        half.write_bytes(tomlkit.dumps(document).encode())
        os.replace(half, path)
