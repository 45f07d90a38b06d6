"""The article: its paragraphs, its sentences, and where in them a quotation stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")
# a sentence ends at . ? or ! (and a closing quotation mark) before a space and a capital; "U.S." ends none
_SENTENCE_END = re.compile(r"(?<!\b[A-Z]\.[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)[.?!][\"”’']?(?=\s+[\"“‘A-Z0-9])")


class AnchorError(ValueError):
    """A quotation that does not stand where it should; the message says how often it does."""


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of one paragraph, in Unicode code points of NFC text; ``end`` is exclusive."""

    paragraph: int
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.paragraph == other.paragraph and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Anchor:
    """Words and the paragraph they stand in; ``prefix`` and ``suffix`` tell doubles apart."""

    paragraph: int
    quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Article:
    """A news article as a reader meets it: numbered paragraphs, 0 being the headline."""

    paragraphs: tuple[str, ...]

    @classmethod
    def from_text(cls, text: str) -> Article:
        """One paragraph a line, normalised to NFC; blank lines at the end are no paragraphs."""
        return cls(tuple(unicodedata.normalize("NFC", text).rstrip("\n").split("\n")))

    def find(self, anchor: Anchor) -> Span:
        """Locate the anchor's words, which must stand in their paragraph exactly once."""
        if not 0 <= anchor.paragraph < len(self.paragraphs):
            raise AnchorError(f"no paragraph {anchor.paragraph} (the last is {len(self.paragraphs) - 1})")
        starts = list(self._starts(anchor))
        if len(starts) != 1:
            raise AnchorError(f"{len(starts)} copies of “{anchor.quote}” in paragraph {anchor.paragraph}")
        return Span(anchor.paragraph, starts[0], starts[0] + len(anchor.quote))

    def _starts(self, anchor: Anchor) -> Iterator[int]:
        text, whole = self.paragraphs[anchor.paragraph], anchor.prefix + anchor.quote + anchor.suffix
        found = text.find(whole)
        while anchor.quote and found >= 0:
            yield found + len(anchor.prefix)
            found = text.find(whole, found + 1)

    def text(self, span: Span) -> str:
        """The words a span covers."""
        return self.paragraphs[span.paragraph][span.start : span.end]

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Every sentence, in reading order."""
        return tuple(span for number in range(len(self.paragraphs)) for span in self._split(number))

    def _split(self, paragraph: int) -> Iterator[Span]:
        text, start = self.paragraphs[paragraph], 0
        for end in [match.end() for match in _SENTENCE_END.finditer(text)] + [len(text)]:
            if text[start:end].strip():
                yield Span(paragraph, start + len(text[start:end]) - len(text[start:end].lstrip()), end)
            start = end

    def sentence_of(self, span: Span) -> Span:
        """The sentence or sentences a span stands in, as one span."""
        met = [sentence for sentence in self.sentences if sentence.overlaps(span)]
        return Span(span.paragraph, met[0].start, met[-1].end)

    def words(self, span: Span) -> tuple[Span, ...]:
        """The words that a span touches; what marked stretches are scored by."""
        matches = _WORD.finditer(self.paragraphs[span.paragraph])
        spans = (Span(span.paragraph, match.start(), match.end()) for match in matches)
        return tuple(word for word in spans if word.overlaps(span))
