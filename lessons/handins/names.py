"""What a file or a folder is called: whose it is, what kind it is, and whether it is looked at."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["notebook", "book", "archive", "unsure", "other"]

#: how names end; a browser may add an ending of its own when it saves a notebook
_KINDS: dict[str, Kind] = {
    ".ipynb": "notebook",
    ".ipynb.txt": "notebook",
    ".ipynb.json": "notebook",
    ".jsonl": "book",
    ".jsonl.txt": "book",
    ".zip": "archive",
    ".tar": "archive",
    ".tar.gz": "archive",
    ".tgz": "archive",
}
#: what such files hold is no answer of ours, whatever else it is; any other file is looked into
_OTHER = frozenset(
    (
        *(
            ".doc",
            ".docx",
            ".odt",
            ".rtf",
            ".pages",
            ".pdf",
            ".ppt",
            ".pptx",
            ".odp",
            ".key",
            ".xls",
            ".xlsx",
            ".ods",
        ),
        *(
            ".png",
            ".jpg",
            ".jpeg",
            ".gif",
            ".svg",
            ".webp",
            ".heic",
            ".bmp",
            ".tif",
            ".tiff",
            ".mp3",
            ".mp4",
            ".mov",
        ),
        *(".html", ".htm", ".url", ".webloc", ".lnk", ".m4a", ".wav", ".webm", ".exe", ".dmg", ".msi"),
    )
)
#: what comes with a course folder, or lies in one that somebody works in
_COURSES_OWN = frozenset(
    (
        *(".whl", ".toml", ".md", ".py", ".pyc", ".css", ".js", ".csv", ".tsv", ".yml", ".yaml", ".cfg", ".ini"),
        *(".lock", ".log", ".sqlite", ".sh", ".bat", ".ps1"),
    )
)
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
#: the file that tells an environment of Python
ENVIRONMENT = "pyvenv.cfg"

#: what a course set aside is in its answer books already
_JUNK = frozenset(
    {"__macosx", "thumbs.db", "desktop.ini", "__pycache__", "set-aside", "site-packages", "node_modules"}
)
_JUNK_ENDINGS = (".damaged.jsonl", ".writing", ".rewriting")
#: what comes with a course or with an export of an LMS, and never holds an answer
_SILENT = frozenset(
    {
        COURSE,
        "metadata.yml",
        "submission_metadata.yml",
        "readme.md",
        "readme.txt",
        "readme",
        "license",
        "index.html",
    }
)
#: an instructor's own lists and settings may lie beside the hand-ins
_LISTS = (".csv", ".toml", ".yml", ".yaml")

_STEMS = "|".join(LESSONS)
_COPY = r"(?:[ _-]*(?:\(\d+\)|copy ?\d*|\d{1,2}))?"
_LESSON = re.compile(rf"(?:{_STEMS}){_COPY}", re.IGNORECASE)
_LESSON_LAST = re.compile(rf"[ _-]*(?:{_STEMS}){_COPY}$", re.IGNORECASE)
_LESSON_FIRST = re.compile(rf"^(?:{_STEMS})[ _-]+", re.IGNORECASE)

#: what stands in a name and is no part of a person's: a lesson, a pronoun, a date, a copy, a homework's number
_COPIES = (
    "copy of|copy|kopie von|kopie|copie de|copie|copia de|cópia de|copia|cópia|kopia|kopya|kopya -|копія|копия"
    "|のコピー|コピー|副本|사본"
)
_PRONOUNS = re.compile(
    r"\((?:she|he|they|ze|xe|any|ask|sie|er|elle|il|iel|ella|él)(?![^\W_])[^)]*\)", re.IGNORECASE
)
_NOISE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:{_STEMS})",
        _PRONOUNS.pattern,
        r"\(\d+\)",
        r"\b\d{4}[-._]\d{1,2}[-._]\d{1,2}\b|\b\d{1,2}[-._]\d{1,2}[-._](?:\d{4}|\d\d)\b",
        rf"(?<![^\W_])(?:{_COPIES})\d*(?![^\W_])",
        r"(?<![^\W_])(?:hw|homework|assignment|exercise|lesson|task|week|ex|hausaufgabe|aufgabe|devoir|tarea|tp|td)"
        r"[ _.-]*\d+(?![^\W_])",
        r"(?<![^\W_])(?:final|finished|draft|submission|homework|assignment|updated|new|fixed|v\d+|version ?\d+)"
        r"(?![^\W_])",
    )
)

#: what Moodle calls somebody whose name it hides, in the languages it comes in
PARTICIPANT = frozenset(
    (
        *("participant", "teilnehmer", "teilnehmerin", "teilnehmer/in", "participante", "partecipante"),
        *("deelnemer", "uczestnik", "katılımcı", "учасник", "участник", "참가자", "参加者", "参与者", "參與者"),
    )
)


class Made(NamedTuple):
    """How an LMS makes a name: a pattern with what it tells, and whether folders are called so, or files."""

    lms: str
    pattern: re.Pattern[str]
    is_folder: bool
    is_file: bool


def _made(lms: str, pattern: str, *, folder: bool = False, file: bool = False) -> Made:
    return Made(lms, re.compile(pattern, re.DOTALL), folder, file)


#: the first that fits counts; ``name``, ``number`` and ``late`` are what it says of the learner
_MADE = (
    _made(
        "anonymous",
        r"(?P<name>anon_[A-Za-z0-9]{5})(?P<late>_LATE)?_(?:(?P<file>\d+)_.+|text\.html|link\.html)",
        file=True,
    ),
    _made("blackboard", r".+?_(?P<name>[^_]+)_attempt_\d{4}(?:-\d\d){5}(?:_.+|\.txt)?", folder=True, file=True),
    _made(
        "canvas",
        r"(?P<name>[^_]+)(?P<late>_LATE)?_(?P<number>\d+)_(?:(?P<file>\d+)_.+|text\.html|link\.html)",
        file=True,
    ),
    _made(
        "moodle", r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext).*", folder=True, file=True
    ),
    _made(
        "brightspace",
        r"(?P<own>\d+)-\d+ ?- ?(?P<name>.+?) ?- ?[^-]*\d{4},? [^-]*?(?: ?- ?.+)?",
        folder=True,
        file=True,
    ),
    _made("gradescope", r"(?P<name>submission_\d+)", folder=True),
)
#: what an LMS writes about a hand-in, which is nobody's answer: Blackboard's own page of each attempt
_ABOUT = re.compile(r".+_attempt_\d{4}(?:-\d\d){5}\.txt")

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
    """What kind of file it is, by how its name ends; "unsure" where only its content can tell."""
    if ending := _ending(name):
        return _KINDS[ending]
    return "other" if _last(name) in _OTHER | _COURSES_OWN or is_silent(name) else "unsure"


def may_hold_answers(name: str) -> bool:
    """Whether answers may be lost with it: with anything but a document, a picture and the like."""
    return kind_of(name) != "other"


def _last(name: str) -> str:
    _, dot, ending = name.rpartition("/")[2].rpartition(".")
    return f"{dot}{ending}".lower()


def _ending(name: str) -> str:
    return next((ending for ending in sorted(_KINDS, key=len)[::-1] if name.lower().endswith(ending)), "")


def is_junk(name: str) -> bool:
    """Whether systems and editors made it: passed over without a word."""
    lower = name.lower()
    return lower.startswith((".", "~$")) or lower in _JUNK or lower.endswith(_JUNK_ENDINGS)


def is_silent(name: str) -> bool:
    """Whether it comes with a course or an export, so that nothing needs to be said of it."""
    lower = name.rpartition("/")[2].lower()
    return lower in _SILENT or _last(lower) in _COURSES_OWN or _ABOUT.fullmatch(lower) is not None


def is_beside(name: str) -> bool:
    """Whether a file beside the hand-ins is the instructor's own."""
    return name.lower() in _SILENT or name.lower().endswith(_LISTS)


def is_lesson(name: str) -> bool:
    """Whether a file is called by its lesson alone, as in a learner's own course folder."""
    return _LESSON.fullmatch(_stem(name)) is not None


def marked_late(name: str) -> bool | None:
    """Whether Canvas says in the name that it came late; ``None`` where nobody says."""
    made = _fitting(name, is_folder=False)
    return made[1]["late"] is not None if made and "late" in made[1].groupdict() else None


def to_canvas(name: str, file: str) -> str:
    """What a file must be called to go back to whom Canvas had ``name`` from; empty for a name of others."""
    for part in name.split("/"):
        made = _fitting(part, is_folder=False)
        if made and made[1].groupdict().get("file"):
            return f"{part[: made[1].end('file')]}_{file}"
    return ""


def whose_folder(name: str) -> Whose:
    """The learner that a folder belongs to."""
    return _by_lms(name, is_folder=True) or Whose(("folder", name), name)


def whose_file(name: str, folder: str) -> Whose:
    """The learner that a file belongs to; ``folder``'s, where it is called by its lesson alone."""
    return _by_lms(name, is_folder=False) or _by_stem(name, folder)


def _fitting(name: str, *, is_folder: bool) -> tuple[str, re.Match[str]] | None:
    fits = ((m.lms, m.pattern.fullmatch(name)) for m in _MADE if (m.is_folder if is_folder else m.is_file))
    return next(((lms, match) for lms, match in fits if match), None)


def _by_lms(name: str, *, is_folder: bool) -> Whose | None:
    if not (made := _fitting(name, is_folder=is_folder)):
        return None
    lms, told = made[0], made[1].groupdict()
    called, number = told["name"], told.get("number") or ""
    # marked blind, all are called alike
    hidden = number and called.casefold().replace("_", "/") in PARTICIPANT
    key = (lms, called, number or told.get("own") or "")
    return Whose(tuple(filter(None, key)), f"Participant {number}" if hidden else called, number, by_lms=True)


def _by_stem(name: str, folder: str) -> Whose:
    if is_lesson(name):
        return Whose(("lessons", folder), folder)
    called = _LESSON_FIRST.sub("", _LESSON_LAST.sub("", _stem(name)))
    return Whose(("file", called), called)


def of_a_person(name: str) -> str:
    """What is left of a name without all that is known to be no part of a person's."""
    for noise in _NOISE:
        name = noise.sub(" ", name)
    return name


def without_pronouns(name: str) -> str:
    """A name as a class list has it, without “(she/her)”."""
    return " ".join(_PRONOUNS.sub(" ", name).split())


def _stem(name: str) -> str:
    if not _ending(name):  # “.gz”, “.download”, “.json”
        name = name.rpartition(".")[0] or name
    ending = _ending(name)
    return name[: -len(ending)] if ending else name
