"""What a file or a folder is called: whose it is, what kind it is, and whether it is looked at."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Kind = Literal["notebook", "book", "archive", "other"]

#: how names end; a browser may add an ending of its own when it saves a notebook
_KINDS: dict[str, Kind] = {
    ".ipynb": "notebook",
    ".ipynb.txt": "notebook",
    ".ipynb.json": "notebook",
    ".jsonl": "book",
    ".jsonl.txt": "book",
    ".zip": "archive",
}
#: the notebooks of the course, which is the same for every case: a file may be called by one of them
LESSONS = (
    "00_cold_read",
    "01_claims",
    "02_sourcing",
    "03_certainty",
    "04_one_source_or_many",
    "05_out_of_how_many",
    "06_the_trend",
    "07_leave_the_page",
    "08_verdict",
    "09_keep_it",
)
#: the folders that a learner's course folder holds
COURSE_FOLDERS = frozenset({"answers", "case", "next", "pictures"})
#: the files that say what a folder is: a learner's course, a case, a gradebook
COURSE, CASE, GRADEBOOK = "course.toml", "case.toml", "gradebook.sqlite"

#: what a course set aside is in its answer books already
_JUNK = frozenset({"__macosx", "thumbs.db", "desktop.ini", "__pycache__", "set-aside"})
_JUNK_ENDINGS = (".damaged.jsonl", ".writing", ".rewriting")
#: what comes with a course or with an export of an LMS, and never holds an answer
_SILENT = frozenset({COURSE, "metadata.yml", "submission_metadata.yml", "readme.md", "readme.txt"})
#: an instructor's own lists and settings may lie beside the hand-ins
_LISTS = (".csv", ".toml", ".yml", ".yaml")

_STEMS = "|".join(LESSONS)
_COPY = r"(?:[ _-]*(?:\(\d+\)|copy ?\d*|\d{1,2}))?"
_LESSON = re.compile(rf"(?:{_STEMS}){_COPY}", re.IGNORECASE)
_LESSON_LAST = re.compile(rf"[ _-]*(?:{_STEMS}){_COPY}$", re.IGNORECASE)
_LESSON_FIRST = re.compile(rf"^(?:{_STEMS})[ _-]+", re.IGNORECASE)

_CANVAS = re.compile(r"([^_]+)(_LATE)?_(\d+)_(?:\d+_.+|text\.html)", re.DOTALL)
_MOODLE = re.compile(r"(.+?)_(\d+)_assignsubmission_(?:file|onlinetext).*", re.DOTALL)
_GRADESCOPE = re.compile(r"submission_\d+")

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
#: marks that turn the direction of what follows: a name must not rewrite the line it stands in
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, order=True)
class Whose:
    """Whom a name speaks of; what has the same ``key`` belongs to one learner."""

    key: tuple[str, ...]
    name: str
    lms_id: str = ""
    #: whether an LMS made the name
    by_lms: bool = False


def tidy(text: str, most: int = 200) -> str:
    """A name as it may be printed: one line, running in its own direction, no longer than ``most``."""
    writable = text[: 4 * most].encode("utf-8", "replace").decode("utf-8")
    plain = _TURNING.sub("", _CONTROLS.sub(" ", unicodedata.normalize("NFC", writable)))
    return " ".join(plain.split())[:most]


def kind_of(name: str) -> Kind:
    """What kind of file it is, by how its name ends."""
    ending = _ending(name)
    return _KINDS[ending] if ending else "other"


def may_hold_answers(name: str) -> bool:
    """Whether answers may be lost with it: with a notebook, a book, a zip, and what may be a folder."""
    return kind_of(name) != "other" or "." not in name.rpartition("/")[2]


def _ending(name: str) -> str:
    return next((ending for ending in _KINDS if name.lower().endswith(ending)), "")


def is_junk(name: str) -> bool:
    """Whether systems and editors made it: passed over without a word."""
    lower = name.lower()
    return lower.startswith((".", "~$")) or lower in _JUNK or lower.endswith(_JUNK_ENDINGS)


def is_silent(name: str) -> bool:
    """Whether it comes with a course or an export, so that nothing needs to be said of it."""
    return name.lower() in _SILENT


def is_beside(name: str) -> bool:
    """Whether a file beside the hand-ins is the instructor's own."""
    return is_silent(name) or name.lower().endswith(_LISTS)


def is_lesson(name: str) -> bool:
    """Whether a file is called by its lesson alone, as in a learner's own course folder."""
    return _LESSON.fullmatch(_stem(name)) is not None


def is_late(name: str) -> bool:
    """Whether Canvas says in the name that it came late."""
    match = _CANVAS.fullmatch(name)
    return bool(match and match[2])


def whose_folder(name: str) -> Whose:
    """The learner that a folder belongs to."""
    return _by_moodle(name) or Whose(("folder", name), name, by_lms=bool(_GRADESCOPE.fullmatch(name)))


def whose_file(name: str, folder: str) -> Whose:
    """The learner that a file belongs to; ``folder``'s, where it is called by its lesson alone."""
    return _by_canvas(name) or _by_moodle(name) or _by_stem(name, folder)


def _by_canvas(name: str) -> Whose | None:
    match = _CANVAS.fullmatch(name)
    return Whose(("canvas", match[1], match[3]), match[1], match[3], by_lms=True) if match else None


def _by_moodle(name: str) -> Whose | None:
    match = _MOODLE.fullmatch(name)
    if not match:
        return None
    # marked blind, all are called alike
    called = f"Participant {match[2]}" if match[1] == "Participant" else match[1]
    return Whose(("moodle", match[1], match[2]), called, match[2], by_lms=True)


def _by_stem(name: str, folder: str) -> Whose:
    if is_lesson(name):
        return Whose(("lessons", folder), folder)
    called = _LESSON_FIRST.sub("", _LESSON_LAST.sub("", _stem(name)))
    return Whose(("file", called), called)


def _stem(name: str) -> str:
    ending = _ending(name)
    return name[: -len(ending)] if ending else name.rpartition(".")[0] or name
