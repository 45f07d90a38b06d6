"""What a file, a folder or somebody is called: whose and what kind it is, whether it is looked at; its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lessons.handins import patterns
from lessons.handins.patterns import Kind

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))
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


def some_of(names: Sequence[str], most: int, joined: str = ", ") -> str:
    """The first of some names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return joined.join(names[:most]) + more


def kind_of(name: str) -> Kind:
    """What kind of file it is, by how its name ends; "unsure" where only its content can tell."""
    if ending := _ending(name):
        return patterns.KINDS[ending]
    return "other" if _last(name) in patterns.OTHER | patterns.COURSES_OWN or is_silent(name) else "unsure"


def may_hold_answers(name: str) -> bool:
    """Whether answers may be lost with it: with anything but a document, a picture and the like."""
    return kind_of(name) != "other"


def _last(name: str) -> str:
    _, dot, ending = name.rpartition("/")[2].rpartition(".")
    return f"{dot}{ending}".lower()


def _ending(name: str) -> str:
    return next((ending for ending in sorted(patterns.KINDS, key=len)[::-1] if name.lower().endswith(ending)), "")


def is_unread(name: str) -> bool:
    """Whether it is an archive or a mail of a kind that is not read here."""
    return _last(name) in patterns.UNREAD


def lesson_in(name: str) -> str:
    """The lesson that a name speaks of; empty where it speaks of none."""
    found = patterns.LESSON_IN.search(name)
    return re.sub("[ -]+", "_", found[0].lower()) if found else ""


def is_junk(name: str) -> bool:
    """Whether systems and editors made it: passed over without a word."""
    lower = name.lower()
    if is_unread(lower):  # “.06_the_trend.ipynb.icloud” stands for a notebook that never left a cloud
        return False
    return lower.startswith((".", "~$")) or lower in patterns.JUNK or lower.endswith(patterns.JUNK_ENDINGS)


def is_silent(name: str) -> bool:
    """Whether it comes with a course or an export, so that nothing needs to be said of it."""
    lower = name.rpartition("/")[2].lower()
    if lower.endswith(patterns.EXPORTS) and lesson_in(lower):
        return False
    is_the_courses = lower in patterns.SILENT or _last(lower) in patterns.COURSES_OWN
    return is_the_courses or patterns.ABOUT.fullmatch(lower) is not None


def is_beside(name: str) -> bool:
    """Whether a file beside the hand-ins is the instructor's own."""
    return name.lower() in patterns.SILENT or name.lower().endswith(patterns.LISTS)


def is_lesson(name: str) -> bool:
    """Whether a file is called by its lesson alone, as in a learner's own course folder."""
    return patterns.LESSON.fullmatch(_stem(name)) is not None


def marked_late(name: str) -> bool | None:
    """Whether Canvas says in the name that it came late; ``None`` where nobody says."""
    made = _fitting(name, patterns.MADE_FILES)
    return made[1]["late"] is not None if made and "late" in made[1].groupdict() else None


def to_canvas(name: str, file: str) -> str:
    """What a file must be called to go back to whom Canvas had ``name`` from; empty for a name of others."""
    for part in name.split("/"):
        made = _fitting(part, patterns.MADE_FILES)
        if made and made[1].groupdict().get("file"):
            return f"{part[: made[1].end('file')]}_{file}"
    return ""


def whose_folder(name: str) -> Whose:
    """The learner that a folder belongs to."""
    return _by_lms(name, patterns.MADE_FOLDERS) or Whose(("folder", name), name)


def whose_file(name: str, folder: str) -> Whose:
    """The learner that a file belongs to; ``folder``'s, where it is called by its lesson alone."""
    return _by_lms(name, patterns.MADE_FILES) or _by_stem(name, folder)


def _fitting(name: str, known: Mapping[str, re.Pattern[str]]) -> tuple[str, re.Match[str]] | None:
    fits = ((lms, pattern.fullmatch(name)) for lms, pattern in known.items())
    return next(((lms, match) for lms, match in fits if match), None)


def _by_lms(name: str, known: Mapping[str, re.Pattern[str]]) -> Whose | None:
    if not (made := _fitting(name, known)):
        return None
    lms, told = made[0], made[1].groupdict()
    called, number = told["name"], told.get("number") or ""
    # marked blind, all are called alike
    hidden = number and called.casefold().replace("_", "/") in patterns.PARTICIPANT
    key = (lms, called, number or told.get("own") or "")
    return Whose(tuple(filter(None, key)), f"Participant {number}" if hidden else called, number, by_lms=True)


def _by_stem(name: str, folder: str) -> Whose:
    if is_lesson(name):
        return Whose(("lessons", folder), folder)
    called = patterns.LESSON_FIRST.sub("", patterns.LESSON_LAST.sub("", _stem(name)))
    return Whose(("file", called), called)


def of_a_person(name: str) -> str:
    """What is left of a name without all that is known to be no part of a person's."""
    for noise in patterns.NOISE:
        name = noise.sub(" ", name)
    return name


def without_pronouns(name: str) -> str:
    """A name as a class list has it, without “(she/her)”."""
    return " ".join(patterns.PRONOUNS.sub(" ", name).split())


def _stem(name: str) -> str:
    if not _ending(name):  # “.gz”, “.download”, “.json”
        name = name.rpartition(".")[0] or name
    ending = _ending(name)
    return name[: -len(ending)] if ending else name


@lru_cache(maxsize=65_536)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, without case; a letter keeps all its marks, in whatever script."""
    text = unicodedata.normalize("NFC", name).lower().translate(_APOSTROPHES)
    return tuple("".join(c if _is_letter(c) else " " for c in text).split())


def _is_letter(c: str) -> bool:
    # vowel signs of Thai and Devanagari are marks; joiners tell words apart in Persian
    return c.isalnum() or c in "'\u200c\u200d" or unicodedata.category(c)[0] == "M"


def in_any_order(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


def turned(name: str) -> tuple[str, ...]:
    """The words of a name in the order they are said in: “Li, Ana” is Ana Li."""
    last, comma, first = name.partition(",")
    return name_words(f"{first} {last}" if comma else name)
