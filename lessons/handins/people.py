"""Learners and what they are called: compared whatever the order, case and accents; and as safe file names."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

#: letters that no accent can be taken from
LETTERS = str.maketrans(
    dict(zip("øØłŁđĐı", "oOlLdDi", strict=True)) | {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe"}
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")


@dataclass(frozen=True)
class Learner:
    """Somebody whose work is graded: from the class list, or as the hand-in calls them."""

    #: unique in a gradebook, and safe as a file name
    id: str
    name: str
    email: str = ""
    login: str = ""
    section: str = ""
    #: learners of one group may hand in the same answer book
    group: str = ""
    #: the LMS's own number for the learner
    lms_id: str = ""
    on_list: bool = False


def learner_for(name: str, lms_id: str = "") -> Learner:
    """A learner as the hand-in calls them; the id comes from name and number alone."""
    if re.fullmatch(r"[0-9]{1,15}", lms_id):
        id = f"{plain_id(name)}--{lms_id}"
    else:
        id = hashed_id(plain_id(name), f"{name}\0{lms_id}") if lms_id else sure_id(name)
    return Learner(id=id, name=name or id, lms_id=lms_id)


def folded(text: str) -> str:
    """A text without case and accents, for comparing."""
    plain = unicodedata.normalize("NFKD", text.translate(LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().translate(LETTERS)


def plain_id(text: str) -> str:
    """A text as the beginning of a file name on any system: lower-case ASCII, not empty, at most 40 long."""
    ascii_only = folded(text).encode("ascii", "ignore").decode()
    joined = re.sub(r"[-._@]{2,}", "-", re.sub(r"[^a-z0-9._@]+", "-", ascii_only))
    plain = joined.strip("-._@")[:40].rstrip("-._@") or "learner"
    return f"learner-{plain}"[:40] if _RESERVED.fullmatch(plain) else plain


def sure_id(text: str) -> str:
    """An id that no name of other letters has: readable where it can be, else with a short hash."""
    plain = plain_id(text)
    # case, accents and the space between words are not missed; anything else that went is
    return plain if plain == folded(text).replace(" ", "-") else hashed_id(plain, text)


def hashed_id(plain: str, text: str) -> str:
    """A plain id made certain by a hash; in letters, so that it is never taken for an LMS's number."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain}--{digest.translate(str.maketrans('0123456789', 'ghijklmnop'))}"
