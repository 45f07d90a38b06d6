"""Which learner of a roster a hand-in is from: by number, by e-mail, login or id, by name, by pseudonym."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from lessons.handins.people import Learner, hashed_id, learner_for, plain_id, run_together, words

Book: TypeAlias = Mapping[str, tuple[Learner, ...]]
_LONGEST_NAME, _MOST_PIECES = 300, 12


@dataclass(frozen=True)
class Match:
    """The learner that was found, or in one sentence ``why`` none was."""

    learner: Learner | None
    why: str = ""


@dataclass(frozen=True)
class Listed:
    """A learner and what they may be called by."""

    learner: Learner
    #: id as in the roster, login, e-mail
    marks: tuple[str, ...]
    pseudonym: str = ""


class Index:
    """Learners by all they may be called by: finding one does not look at the others."""

    def __init__(self, entries: Iterable[Listed]) -> None:
        known = tuple(entries)
        self._numbers = _book(known, lambda entry: [entry.learner.lms_id])
        self._marks = _book(known, lambda entry: map(_plain, entry.marks))
        self._names = _book(known, lambda entry: [_in_any_order(entry.learner.name)])
        self._together = _book(known, lambda entry: run_together(entry.learner.name))
        self._ids = {entry.learner.id for entry in known}
        #: whether the names in answers may tell whose they are
        self.has_pseudonyms = any(entry.pseudonym for entry in known)
        self._pseudonyms = _book(known, lambda entry: [_plain(entry.pseudonym)])
        self._name_words = {word for entry in known for word in words(entry.learner.name)}

    def stranger(self, name: str, lms_id: str = "") -> Learner:
        """Somebody who is not on the list, under an id that nobody on it has."""
        learner = learner_for(name, lms_id)
        if learner.id not in self._ids:
            return learner
        return replace(learner, id=hashed_id(plain_id(name), f"{name}\0{lms_id}"))

    def match(self, name: str, lms_id: str = "", pseudonyms: Iterable[str] = ()) -> Match:
        """The first way that leads to one learner; where a way leads to several, the next must choose."""
        several: tuple[Learner, ...] = ()
        for found in self._ways(name[:_LONGEST_NAME], lms_id, pseudonyms):
            left = tuple(one for one in found if not several or one in several)
            if len(left) == 1:
                return _agreeing(left[0], name, lms_id)
            several = left or several
        if several:
            names = " or ".join(f"{one.name} ({one.id})" for one in several[:4])
            return Match(None, f"“{name}” may be {names}.")
        return Match(None, f"“{name}” is not on the roster.")

    def _ways(self, name: str, lms_id: str, pseudonyms: Iterable[str]) -> Iterator[tuple[Learner, ...]]:
        yield self._numbers.get(lms_id, ())
        yield self._marks.get(_plain(name), ()) or self._marked(name)
        yield self._named(name)
        called = (self._pseudonyms.get(_plain(pseudonym), ()) for pseudonym in pseudonyms)
        yield tuple(dict.fromkeys(learner for found in called for learner in found))

    def _marked(self, name: str) -> tuple[Learner, ...]:
        """Those whose e-mail, login or id is part of a name such as “s1234567_hw1”; longer parts count first."""
        text, seen = _plain(name), list[tuple[int, int]]()
        found: dict[Learner, None] = {}
        for start, end in _pieces(text):
            hit = self._marks.get(text[start:end], ()) if self._tells(text[start:end]) else ()
            if hit and not any(s <= start and end <= e for s, e in seen):
                seen.append((start, end))
                found.update(dict.fromkeys(hit))
        return tuple(found)

    def _tells(self, piece: str) -> bool:
        # a login “berg” in “Ana Berg”, an id “3” in “Lesson 3” say nothing of whose it is
        if piece.isdigit():
            return len(piece) >= 5
        if any(c.isdigit() or c == "@" for c in piece):
            return len(piece) >= 4
        return len(piece) >= 6 and piece not in self._name_words

    def _named(self, name: str) -> tuple[Learner, ...]:
        # “ana_li_hw3”: what holds a figure is no part of a name, unless the roster's names do
        only_words = " ".join(word for word in words(name) if word.isalpha())
        for called in (name, only_words):
            joined = "".join(words(called))
            if found := self._names.get(_in_any_order(called)) or self._together.get(joined):
                return found
        return ()


def _agreeing(learner: Learner, name: str, lms_id: str) -> Match:
    if lms_id and learner.lms_id and lms_id != learner.lms_id:
        why = f"“{name}” would be {learner.name}, but the number is {lms_id} and not {learner.lms_id}."
        return Match(None, f"{why} Is the roster of another course or assignment?")
    return Match(learner)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _in_any_order(name: str) -> str:
    return " ".join(sorted(words(name)))


def _pieces(text: str) -> list[tuple[int, int]]:
    """Where the runs of neighbouring words begin and end, longest first."""
    spans = [word.span() for word in re.finditer(r"[^\W_]+", text)][:_MOST_PIECES]
    runs = [(a[0], b[1]) for n, a in enumerate(spans) for b in spans[n:]]
    return sorted(runs, key=lambda run: (run[0] - run[1], run[0]))


def _book(entries: Iterable[Listed], called: Callable[[Listed], Iterable[str]]) -> Book:
    book: dict[str, dict[Learner, None]] = {}
    for entry in entries:
        for key in filter(None, called(entry)):
            book.setdefault(key, {})[entry.learner] = None
    return {key: tuple(learners) for key, learners in book.items()}
