"""Which lesson a notebook is of, as it says itself: in its metadata, or in its set-up cell."""

from __future__ import annotations

import re

#: in the metadata, and in the set-up cell; with backslashes where a notebook is read as the text it is
_SAID = (
    re.compile(r'"lessons":\s*\{\s*"lesson":\s*"([a-z-]+)"'),
    re.compile(r"""open_desk\(\\?["']([a-z-]+)\\?["']\)"""),
)


def lesson_in(text: str) -> str:
    """The lesson that code, or the text of a notebook, says it is of; empty where it says none."""
    found = (said.search(text) for said in _SAID)
    return next((match[1] for match in found if match), "")
