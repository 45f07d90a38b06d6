"""The names of files and folders, as data: of the course, of systems and editors, and as each LMS makes them."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["notebook", "book", "archive", "unsure", "other"]

#: how names end; a browser may add an ending of its own when it saves a notebook
KINDS: dict[str, Kind] = {
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
OTHER = frozenset((
    ".doc", ".docx", ".odt", ".rtf", ".pages", ".pdf", ".ppt", ".pptx", ".odp", ".key", ".xls", ".xlsx",
    ".ods", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".heic", ".bmp", ".tif", ".tiff", ".mp3", ".mp4",
    ".mov", ".m4a", ".wav", ".webm", ".html", ".htm", ".url", ".webloc", ".lnk", ".exe", ".msi",
))  # fmt: skip
#: what may hold answers and is not read here, whatever it begins with; the last only stand for a file elsewhere
UNREAD = frozenset((
    ".rar", ".7z", ".xz", ".txz", ".bz2", ".tbz", ".tbz2", ".zst", ".lz", ".lzh", ".lzma", ".cab", ".iso", ".sit",
    ".sitx", ".dmg", ".eml", ".msg", ".p7m", ".crdownload", ".part", ".partial", ".opdownload", ".icloud", ".gdoc",
))  # fmt: skip
#: what comes with a course folder, or lies in one that somebody works in
COURSES_OWN = frozenset((
    ".whl", ".toml", ".md", ".py", ".pyc", ".css", ".js", ".csv", ".tsv", ".yml", ".yaml", ".cfg", ".ini",
    ".lock", ".log", ".sqlite", ".sh", ".bat", ".ps1",
))  # fmt: skip
#: what JupyterLab exports a notebook to: of a lesson that is not there otherwise, it is told
EXPORTS = (".py", ".md")
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
#: the file, or the folder, that tells an environment of Python
ENVIRONMENT = frozenset({"pyvenv.cfg", "conda-meta"})
#: the folder of a course that holds its own pictures
PICTURES = "pictures"

#: what a course set aside is in its answer books already
JUNK = frozenset(
    {"__macosx", "thumbs.db", "desktop.ini", "__pycache__", "set-aside", "site-packages", "node_modules"}
)
JUNK_ENDINGS = (".damaged.jsonl", ".writing", ".rewriting")
#: what comes with a course or with an export of an LMS, and never holds an answer
SILENT = frozenset(
    (COURSE, "submission_metadata.yml", "metadata.yml", "readme.txt", "readme", "license", "index.html")
)
#: an instructor's own lists and settings may lie beside the hand-ins
LISTS = (".csv", ".toml", ".yml", ".yaml")

#: a person may write the name of a lesson with spaces or hyphens
_STEMS = "|".join(name.replace("_", "[ _-]+") for name in LESSONS)
#: months as dates have them beside a day
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_COPY = r"(?:[ _-]*(?:\(\d+\)|copy ?\d*|\d{1,2}))?"
LESSON_IN = re.compile(_STEMS, re.IGNORECASE)
LESSON = re.compile(rf"(?:{_STEMS}){_COPY}", re.IGNORECASE)
LESSON_LAST = re.compile(rf"[ _-]*(?:{_STEMS}){_COPY}$", re.IGNORECASE)
LESSON_FIRST = re.compile(rf"^(?:{_STEMS})[ _-]+", re.IGNORECASE)

#: what stands in a name and is no part of a person's: a lesson, a pronoun, a date, a copy, a homework's number
_COPIES = (
    "copy of|copy|kopie von|kopie van|kopie|copie de|copie|copia di|copia de|cópia de|copia|cópia|kopia av|kopi av"
    "|kopi af|kopia|kopi|kopio|kopya|kopya -|másolat|kopija|αντίγραφο|копія|копия|のコピー|コピー|副本|사본"
    "|bản sao|salinan"
)
PRONOUNS = re.compile(
    r"\((?:she|he|they|ze|xe|any|ask|sie|er|elle|il|iel|ella|él)(?![^\W_])[^)]*\)", re.IGNORECASE
)
NOISE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:{_STEMS})",
        PRONOUNS.pattern,
        r"\(\d+\)",
        r"\b\d{4}[-._]\d{1,2}[-._]\d{1,2}\b|\b\d{1,2}[-._]\d{1,2}[-._](?:\d{4}|\d\d)\b",
        rf"(?<![^\W_])(?:{_MONTH}\.? \d{{1,2}}|\d{{1,2}}\.? {_MONTH})(?:,? \d{{4}})?(?![^\W_])",
        rf"(?<![^\W_])(?:{_COPIES})\d*(?![^\W_])",
        r"(?<![^\W_])(?:hw|homework|assignment|exercise|lesson|task|week|part|group|ex|hausaufgabe|aufgabe|gruppe|devoir"
        r"|groupe|tarea|grupo|compito|opdracht|zadanie|tp|td)[ _.#-]*\d+(?![^\W_])",
        r"(?<![^\W_])(?:final|finished|completed|draft|submission|homework|assignment|updated|new|fixed|v\d+"
        r"|version ?\d+|nbconvert|untitled\d*|(?:my )?(?:answers?|solutions?))(?![^\W_])",
    )
)

#: what Moodle calls somebody whose name it hides, in the languages it comes in
PARTICIPANT = frozenset((
    "participant", "teilnehmer", "teilnehmerin", "teilnehmer/in", "participante", "partecipante", "deelnemer",
    "uczestnik", "katılımcı", "учасник", "участник", "참가자", "参加者", "参与者", "参与人", "參與者",
))  # fmt: skip


#: how an LMS makes a name; ``name``, ``number`` and ``late`` are what it says of the learner
_MADE = {
    "anonymous": r"(?P<name>anon_[A-Za-z0-9]{5})(?P<late>_LATE)?_(?:(?P<file>\d+)_.+|text\.html|link\.html)",
    "blackboard": r".+?_(?P<name>[^_]+)_attempt_\d{4}(?:-\d\d){5}(?:_.+|\.txt)?",
    "canvas": r"(?P<name>[^_]+)(?P<late>_LATE)?_(?P<number>\d+)_(?:(?P<file>\d+)_.+|text\.html|link\.html)",
    "moodle": r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext).*",
    "brightspace": r"(?P<own>\d+)-\d+ ?- ?(?P<name>.+?) ?- ?(?:[^-]*\d{4}|\d{4}-\d\d-\d\d),? [^-]*?(?: ?- ?.+)?",
    "gradescope": r"(?P<name>submission_\d+)",
}


def _made(*systems: str) -> dict[str, re.Pattern[str]]:
    return {lms: re.compile(_MADE[lms], re.DOTALL) for lms in systems}


#: by which LMS a folder, and a file, is called so; the first that fits counts
MADE_FOLDERS = _made("blackboard", "moodle", "brightspace", "gradescope")
MADE_FILES = _made("anonymous", "blackboard", "canvas", "moodle", "brightspace")
#: what an LMS writes about a hand-in, which is nobody's answer: Blackboard's own page of each attempt
ABOUT = re.compile(r".+_attempt_\d{4}(?:-\d\d){5}\.txt")
