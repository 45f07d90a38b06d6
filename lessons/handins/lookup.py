"""Learners by all they may be called by: finding one does not look at the others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from lessons.handins.names import in_any_order, name_words
from lessons.handins.people import Learner
from lessons.handins.spelling import FORMS, Form

Book: TypeAlias = Mapping[str, tuple[Learner, ...]]
_MOST_PIECES = 12


@dataclass(frozen=True)
class Listed:
    """A learner and what they may be called by."""

    learner: Learner
    #: id as in the roster, login, e-mail
    marks: tuple[str, ...]
    pseudonym: str = ""


class Lookup:
    """A class list, by number, mark, name, pseudonym and every weak form of a name."""

    def __init__(self, entries: Iterable[Listed]) -> None:
        known = tuple(entries)
        self.numbers = _book(known, lambda entry: [entry.learner.lms_id])
        self.marks = _book(known, lambda entry: map(plain, entry.marks))
        self.names = _book(known, lambda entry: [in_any_order(name_words(entry.learner.name))])
        self.pseudonyms = _book(known, lambda entry: [plain(entry.pseudonym)])
        self._name_words = {word for entry in known for word in name_words(entry.learner.name)}
        self._weak = {form[1:]: _book(known, partial(_in_form, form)) for form in FORMS[:6]}
        self.ids = {entry.learner.id for entry in known}

    def first(self, name: str) -> tuple[Form, tuple[Learner, ...]] | None:
        """The strongest weak form of a name that leads to anybody."""
        return next(((form, found) for form in FORMS if (found := self.found(form, name))), None)

    def written(self, said: str) -> tuple[Learner, ...]:
        """Whose number, login, e-mail, id or exact name somebody wrote; of two that agree, whose both are."""
        marked, rest = self.marked(said, is_asked=True)
        words = name_words(rest if marked else said)
        named = self.names.get(in_any_order(words), ())
        agreed = tuple(learner for learner in marked if learner in named)
        return agreed or each([marked, named, self.numbers.get(plain(said), ())])

    def marked(self, name: str, *, is_asked: bool = False) -> tuple[tuple[Learner, ...], str]:
        """Whose e-mail, login or id a name is, or holds like “s1234567_hw1”; and the rest of the name."""
        text, seen = plain(name), list[tuple[int, int]]()
        if whole := self.marks.get(text):
            return whole, ""
        found: dict[Learner, None] = {}
        for start, end in _pieces(text):
            tells = self._tells(text[start:end]) or (is_asked and any(map(str.isdigit, text[start:end])))
            hit = self.marks.get(text[start:end], ()) if tells else ()
            if hit and not any(s <= start and end <= e for s, e in seen):
                seen.append((start, end))
                found.update(dict.fromkeys(hit))
        rest = "".join(c for n, c in enumerate(text) if not any(s <= n < e for s, e in seen))
        return tuple(found), rest

    def _tells(self, piece: str) -> bool:
        # a login “berg” in “Ana Berg”, an id “3” in “Lesson 3” say nothing of whose it is
        if piece.isdigit():
            return len(piece) >= 5
        if any(c.isdigit() or c == "@" for c in piece):
            return len(piece) >= 4
        return len(piece) >= 6 and piece not in self._name_words

    def found(self, form: Form, name: str) -> tuple[Learner, ...]:
        """Whom a form of a name leads to: one of the two names has lost its accents, never both."""
        found = each(self._weak[form[1:]].get(key, ()) for key in form.sought(name))
        return tuple(one for one in found if form.fits(name, one.name))


def _in_form(form: Form, entry: Listed) -> list[str]:
    return form.listed(entry.learner.name)


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _pieces(text: str) -> list[tuple[int, int]]:
    """Where the runs of neighbouring words begin and end, longest first."""
    spans = [word.span() for word in re.finditer(r"[^\W_]+", text)][:_MOST_PIECES]
    runs = [(a[0], b[1]) for n, a in enumerate(spans) for b in spans[n:]]
    return sorted(runs, key=lambda run: (run[0] - run[1], run[0]))


def each(found: Iterable[tuple[Learner, ...]]) -> tuple[Learner, ...]:
    return tuple(dict.fromkeys(learner for some in found for learner in some))


def _book(entries: Iterable[Listed], called: Callable[[Listed], Iterable[str]]) -> Book:
    book: dict[str, dict[Learner, None]] = {}
    for entry in entries:
        for key in filter(None, called(entry)):
            book.setdefault(key, {})[entry.learner] = None
    return {key: tuple(learners) for key, learners in book.items()}
