"""What class lists are headed with in many languages: a table of data, and how headings are compared."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

#: what tells one learner from another
WHO = frozenset({"name", "first", "last", "id", "email", "login", "lms_id"})
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))


@cache
def table() -> Mapping[str, Mapping[str, Any]]:
    """What class lists are headed with in many languages."""
    return tomllib.loads(resources.files("lessons.handins").joinpath("headings.toml").read_text(encoding="utf-8"))


@cache
def meanings(part: str) -> Mapping[str, str]:
    return {header_key(heading): role for role, headings in table()[part].items() for heading in headings}


def header_key(header: str) -> str:
    """A header as it is compared: without case, underscores, hyphens and a full stop, in one kind of each sign."""
    plain = unicodedata.normalize("NFKC", header).translate(_APOSTROPHES)
    return re.sub(r"[\s_\-]+", " ", plain).strip().rstrip(".").casefold()


def is_heading(row: Sequence[str]) -> bool:
    """Whether a row names columns: one of them says who somebody is."""
    known = meanings("roles")
    return any(known.get(header_key(cell)) in WHO for cell in row)
