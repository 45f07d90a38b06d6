"""A name as it is spelt: its words, and the weak forms in which a file system, an LMS or a habit writes it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from lessons.handins.names import in_any_order, name_words, of_a_person
from lessons.handins.people import LETTERS

_MOST_WORDS = 6
_SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe", "ß": "ss"}
_SPELT_OUT = str.maketrans(_SPELT)


class Form(NamedTuple):
    """A weak form of a name: what a file system, an LMS or a habit is known to do to it."""

    #: which part of what the hand-in is called, how its letters are written, and whether its words run together
    part: str
    letters: str
    is_joined: bool

    def __str__(self) -> str:
        joined = "run together" if self.is_joined else ""
        letters = "" if self.letters == _AS_THEY_ARE and (self.part or joined) else self.letters
        return ", ".join(filter(None, ("name", self.part, letters, joined)))

    def of(self, name: str) -> tuple[str, ...]:
        """The words of a hand-in's name that this form looks at."""
        words = name_words(of_a_person(name) if self.part else name)
        return tuple(word for word in words if word.isalpha()) if self.part == _NO_FIGURES else words

    def sought(self, name: str) -> list[str]:
        """What a hand-in's name is looked up by; nothing where this form does not speak of it."""
        words = self.of(name)
        return self._keys(words) if len(words) == 1 or not self.is_joined or _is_unspaced(words) else []

    def listed(self, name: str) -> list[str]:
        """What a name on a class list is found by."""
        words = name_words(name)
        return self._keys(words) if len(words) > 1 or not self.is_joined or _is_unspaced(words) else []

    def _keys(self, words: Sequence[str]) -> list[str]:
        """In any order; run together, from whichever word they begin."""
        changed = [_LETTERS[self.letters](word) for word in words]
        if not self.is_joined:
            return [in_any_order(changed)]
        return ["".join(changed[turn:] + changed[:turn]) for turn in range(min(len(changed), _MOST_WORDS))]

    def fits(self, name: str, listed: str) -> bool:
        """Whether one of two names has lost its accents, and not both."""
        return self.letters == _AS_THEY_ARE or _is_plain(self.of(name)) or _is_plain(name_words(listed))


_AS_THEY_ARE = "without apostrophes"
#: what is done to letters; the last word on an accent is the strongest that is left
_LETTERS: Mapping[str, Callable[[str], str]] = {
    _AS_THEY_ARE: lambda text: text.replace("'", ""),
    "without accents": lambda text: _bare(text),
    "ä as ae and the like": lambda text: _bare(text.translate(_SPELT_OUT)),
}
_NO_FIGURES = "part of a longer one with figures"
#: strongest first: each is tried for all hand-ins before the next
FORMS = tuple(Form(*form) for form in product(("", "part of a longer one", _NO_FIGURES), _LETTERS, (False, True)))


def _bare(text: str) -> str:
    """A text without the marks that Latin and Greek letters bear; of other scripts they are letters."""
    kept, base = list[str](), ""
    for c in unicodedata.normalize("NFD", text.translate(LETTERS).replace("'", "")):
        if not unicodedata.combining(c):
            base = c
        elif base < "\u0250" or "\u0370" <= base < "\u0400":
            continue
        kept.append(c)
    return unicodedata.normalize("NFC", "".join(kept))


def _is_plain(words: Iterable[str]) -> bool:
    return all(_bare(word) == word.replace("'", "") for word in words)


def _is_unspaced(words: Iterable[str]) -> bool:
    """Whether words are of a script in which a name is written with a space, or as well without one."""
    return all(c >= "\u3040" for word in words for c in word)
