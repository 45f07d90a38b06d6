"""Bytes as text: which letters they are, or what else they are."""

from __future__ import annotations

import codecs
import re

_WIDE = {
    # the longer marks first: they begin with the shorter ones
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_NO_TEXT = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip or an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"<!DOC": "a web page",
    b"<!doc": "a web page",
    b"<html": "a web page",
}


def other_than_text(content: bytes) -> str:
    """What a file is, where it cannot hold records at all; else empty."""
    if not content.strip(b"\0 \t\r\n"):
        return "an empty file"
    return next((what for begins, what in _NO_TEXT.items() if content.startswith(begins)), "")


def narrowed(content: bytes) -> bytes:
    """The same text in UTF-8 and without a byte order mark, where a mark says what it is."""
    for mark, name in _WIDE.items():
        if content.startswith(mark):
            return content.decode(name, "replace").encode("utf-8", "replace")
    return content.removeprefix(codecs.BOM_UTF8)


def as_text(content: bytes) -> tuple[str, bool]:
    """The text, and whether every letter of it is certain."""
    try:
        return content.decode("utf-8"), True
    except UnicodeDecodeError:
        return _guessed(content), False


def _guessed(content: bytes) -> str:
    # a few damaged letters among good ones, or every accent from another system?
    mended = content.decode("utf-8", "replace")
    good = len(re.findall(r"[^\x00-\x7f\ufffd]", mended))
    return mended if good > mended.count("\ufffd") else content.decode("latin-1")
