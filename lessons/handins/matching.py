"""Whose a hand-in is: evidence is weighed, strongest first, over all hand-ins of a class at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import product
from typing import NamedTuple, TypeAlias

from lessons.handins.names import of_a_person
from lessons.handins.people import LETTERS, Learner, hashed_id, learner_for, plain_id

Book: TypeAlias = Mapping[str, tuple[Learner, ...]]
_LONGEST_NAME, _MOST_PIECES, _MOST_WORDS = 300, 12, 6
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))
_SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe", "ß": "ss"}
_SPELT_OUT = str.maketrans(_SPELT)


@dataclass(frozen=True)
class Called:
    """What a hand-in says of whose it is; where a teacher has ``decided``, nothing else is asked."""

    name: str
    lms_id: str = ""
    #: login, e-mail, id, where the LMS says them beside the hand-in
    marks: tuple[str, ...] = ()
    #: what the learner wrote into the notebook: a name, a number or both
    said: tuple[str, ...] = ()
    pseudonyms: Callable[[], Iterable[str]] = tuple
    decided: Learner | None = None


@dataclass(frozen=True)
class Match:
    """The learner that was found, by which evidence and ``why`` that is doubtful; or why none was."""

    learner: Learner | None
    why: str = ""
    by: str = ""


@dataclass(frozen=True)
class Listed:
    """A learner and what they may be called by."""

    learner: Learner
    #: id as in the roster, login, e-mail
    marks: tuple[str, ...]
    pseudonym: str = ""


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


_AS_THEY_ARE = "without apostrophes"
#: what is done to letters; the last word on an accent is the strongest that is left
_LETTERS: Mapping[str, Callable[[str], str]] = {
    _AS_THEY_ARE: lambda text: text.replace("'", ""),
    "without accents": lambda text: _bare(text),
    "ä as ae and the like": lambda text: _bare(text.translate(_SPELT_OUT)),
}
#: the evidence of a name that a learner wrote at the end of a notebook
SAID = "what stands in the notebook"
_NO_FIGURES = "part of a longer one with figures"
#: strongest first: each is tried for all hand-ins before the next
FORMS = tuple(Form(*form) for form in product(("", "part of a longer one", _NO_FIGURES), _LETTERS, (False, True)))


class Index:
    """Learners by all they may be called by: finding one does not look at the others."""

    def __init__(self, entries: Iterable[Listed]) -> None:
        known = tuple(entries)
        self._numbers = _book(known, lambda entry: [entry.learner.lms_id])
        self._marks = _book(known, lambda entry: map(_plain, entry.marks))
        self._names = _book(known, lambda entry: [_in_any_order(name_words(entry.learner.name))])
        self._pseudonyms = _book(known, lambda entry: [_plain(entry.pseudonym)])
        self._name_words = {word for entry in known for word in name_words(entry.learner.name)}
        self._weak = {form[1:]: _book(known, partial(_listed, form)) for form in FORMS[:6]}
        self._ids = {entry.learner.id for entry in known}

    def stranger(self, name: str, lms_id: str = "") -> Learner:
        """Somebody who is not on the list, under an id that nobody on it has."""
        learner = learner_for(name, lms_id)
        if learner.id not in self._ids:
            return learner
        return replace(learner, id=hashed_id(plain_id(name), f"{name}\0{lms_id}"))

    def match(self, name: str, lms_id: str = "", pseudonyms: Iterable[str] = ()) -> Match:
        """Whose a single hand-in is."""
        return self.match_all([Called(name, lms_id, pseudonyms=lambda: pseudonyms)])[0]

    def match_all(self, called: Iterable[Called]) -> list[Match]:
        """Whose each hand-in is: all strong evidence first; then what is weak, for those who are left."""
        every = [replace(one, name=one.name[:_LONGEST_NAME]) for one in called]
        matches = [self._strongly(one) for one in every]
        _part(every, matches)
        for form in FORMS:
            self._settle(form, every, matches)
        return [self._heard(one, match or _unknown(one)) for one, match in zip(every, matches, strict=True)]

    def _settle(self, form: Form, every: Sequence[Called], matches: list[Match | None]) -> None:
        """Settle what a weak form leads to: only where one hand-in and one learner are left for it."""
        waiting = [n for n, match in enumerate(matches) if match is None]
        found = {n: told for n in waiting if (told := self._called(form, every[n]))}
        taken = {match.learner for match in matches if match} if found else set()
        claims: dict[Learner, set[str]] = {}
        for n, told in found.items():
            for learner in told:
                claims.setdefault(learner, set()).add(_in_any_order(name_words(of_a_person(every[n].name))))
        for n, told in found.items():
            left = [learner for learner in told if learner not in taken]
            is_sure = len(left) == 1 and len(claims[left[0]]) == 1
            by = str(form) if {*left} & {*self._found(form, every[n].name)} else f"{SAID}: {form}"
            matches[n] = _agreeing(left[0], every[n], by) if is_sure else _unsure(every[n], told, left)

    def _strongly(self, one: Called) -> Match | None:
        """What number, marks and exact name say together, or the pseudonym where they say too little."""
        if one.decided:
            return Match(one.decided, by="who.csv")
        left, by = tuple[Learner, ...](), ""
        for evidence, found in self._evidence(one):
            both = tuple(learner for learner in found if learner in left) if left else found
            if found and not both:
                why = f"“{one.name}” would be {_any_of(left)} by {by}, but {_any_of(found)} by {evidence}."
                return Match(None, why)
            left, by = both or left, f"{by} and {evidence}" if by and both else by or evidence * bool(both)
        left, by, why = self._as_said(one, left, by)
        if why:
            return Match(None, why)
        if len(left) != 1 and any(self._pseudonyms):
            said = _each(self._pseudonyms.get(_plain(who), ()) for who in one.pseudonyms())
            left, by = tuple(one for one in said if not left or one in left) or left, f"{by or 'its'} pseudonym"
        if len(left) > 1:
            return Match(None, f"“{one.name}” may be {_any_of(left)}.")
        return _agreeing(left[0], one, by) if left else None

    def _as_said(self, one: Called, left: tuple[Learner, ...], by: str) -> tuple[tuple[Learner, ...], str, str]:
        """What a learner wrote into the notebook, beside all that others say; and whether the two contradict."""
        for said in one.said:
            found = self._written(said)
            # one of a team wrote, and each of them handed it in
            both = tuple(who for who in left if who in found or any(_together(who, mate) for mate in found))
            if found and left and not both:
                return (), "", f"“{one.name}” would be {_any_of(left)} by {by}, but {_any_of(found)} by {SAID}."
            left, by = both or left or found, f"{by} and {SAID}" if both else by or SAID * bool(found)
        if by != SAID or len(left) != 1:
            return left, by, ""
        if (first := self._first(one.name)) and left[0] in first[1]:
            return left, f"{first[0]} and {SAID}", ""
        other = f"{_any_of(first[1])} by {first[0]}" if first else ""
        if not first and _is_named(one):
            other = f"the LMS calls it that, with the number {one.lms_id}"
        return left, by, f"“{one.name}” would be {_any_of(left)} by {SAID}, but {other}." if other else ""

    def _first(self, name: str) -> tuple[Form, tuple[Learner, ...]] | None:
        """The strongest weak form of a name that leads to anybody."""
        return next(((form, found) for form in FORMS if (found := self._found(form, name))), None)

    def _written(self, said: str) -> tuple[Learner, ...]:
        """Whose number, login, e-mail, id or exact name somebody wrote; of two that agree, whose both are."""
        marked, rest = self._marked(said, is_asked=True)
        words = name_words(rest if marked else said)
        named = self._names.get(_in_any_order(words), ())
        agreed = tuple(learner for learner in marked if learner in named)
        return agreed or _each([marked, named, self._numbers.get(_plain(said), ())])

    def _heard(self, one: Called, match: Match) -> Match:
        """The match, unless the notebook names somebody else; and a word on what it says of nobody."""
        if not match.learner or one.decided:
            return match
        for said in one.said:
            found = self._written(said) or (self._first(said) or (None, ()))[1]
            if found and not any(match.learner == who or _together(match.learner, who) for who in found):
                why = f"“{one.name}” would be {_any_of([match.learner])} by {match.by}"
                return Match(None, f"{why}, but {_any_of(found)} by {SAID}.")
            if not found and not {*name_words(said)} & {*name_words(match.learner.name)}:
                match = replace(match, why=f"In the notebook stands “{said}”, whom the class list does not have.")
        return match

    def _called(self, form: Form, one: Called) -> tuple[Learner, ...]:
        """Whom a form of the name leads to, or of what was written into the notebook."""
        names = (one.name,) if _is_named(one) else (one.name, *one.said)
        return _each(self._found(form, name) for name in names)

    def _evidence(self, one: Called) -> Iterator[tuple[str, tuple[Learner, ...]]]:
        numbered = self._numbers.get(one.lms_id, ())
        agreeing = tuple(learner for learner in numbered if self._agrees(one, learner))
        yield "the LMS's number", agreeing or numbered
        if numbered and not agreeing:
            yield "name", (Learner("", one.name),)  # nobody's: the two contradict each other
        yield "what the LMS says", _each(self._marks.get(_plain(mark), ()) for mark in one.marks)
        marked, rest = self._marked(one.name)
        yield "login, e-mail or id", marked
        words = name_words(of_a_person(rest) if marked else one.name)
        named = self._names.get(_in_any_order(words), ())
        # of two whose names have the same words, the one who bears just this name
        yield "name", tuple(who for who in named if _turned(who.name) == _turned(one.name)) or named

    def _agrees(self, one: Called, learner: Learner) -> bool:
        """Whether a name may be the learner's, in whatever form; one that an LMS hides is anybody's."""
        if not _is_named(one) or learner in self._marked(one.name)[0]:
            return True
        same = _in_any_order(name_words(one.name)) == _in_any_order(name_words(learner.name))
        return same or any(learner in self._found(form, one.name) for form in FORMS)

    def _marked(self, name: str, *, is_asked: bool = False) -> tuple[tuple[Learner, ...], str]:
        """Whose e-mail, login or id a name is, or holds like “s1234567_hw1”; and the rest of the name."""
        text, seen = _plain(name), list[tuple[int, int]]()
        if whole := self._marks.get(text):
            return whole, ""
        found: dict[Learner, None] = {}
        for start, end in _pieces(text):
            tells = self._tells(text[start:end]) or (is_asked and any(map(str.isdigit, text[start:end])))
            hit = self._marks.get(text[start:end], ()) if tells else ()
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

    def _found(self, form: Form, name: str) -> tuple[Learner, ...]:
        """Whom a form of a name leads to: one of the two names has lost its accents, never both."""
        words, book = form.of(name), self._weak[form[1:]]
        if not words or (form.is_joined and len(words) > 1 and not _is_unspaced(words)):
            return ()
        found = _each(book.get(key, ()) for key in _keys(form, words))
        is_plain = form.letters == _AS_THEY_ARE or _is_plain(words)
        return found if is_plain else tuple(one for one in found if _is_plain(name_words(one.name)))


def _part(every: Sequence[Called], matches: list[Match | None]) -> None:
    """Who is somebody only by their own word joins no other hand-in of theirs, but of the same pseudonym."""
    of: dict[Learner, list[int]] = {}
    for n, match in enumerate(matches):
        if match and match.learner:
            of.setdefault(match.learner, []).append(n)
    for learner, numbers in of.items():
        only_said = [n for n in numbers if getattr(matches[n], "by", "") == SAID]
        if only_said and len(numbers) > 1 and not set.intersection(*({*every[n].pseudonyms()} for n in numbers)):
            for n in only_said:
                why = f"“{every[n].name}” would be {_any_of([learner])} by {SAID}, but they have another hand-in."
                matches[n] = Match(None, why)


def _is_named(one: Called) -> bool:
    """Whether an LMS that knows its people has said the name, and not only a number."""
    return bool(one.lms_id) and one.name != f"Participant {one.lms_id}"


def _together(one: Learner, other: Learner) -> bool:
    return bool(one.group) and one.group == other.group


def _unknown(one: Called) -> Match:
    written = f" In the notebook stands “{'”, “'.join(one.said)}”." if one.said else ""
    return Match(None, f"“{one.name}” is not on the roster.{written}")


def _listed(form: Form, entry: Listed) -> list[str]:
    """What a learner on the list is called in a weak form."""
    words = name_words(entry.learner.name)
    return _keys(form, words) if not form.is_joined or len(words) > 1 or _is_unspaced(words) else []


def _keys(form: Form, words: Sequence[str]) -> list[str]:
    """How words are looked up in a weak form: in any order; run together, from whichever word they begin."""
    words = [_LETTERS[form.letters](word) for word in words]
    if not form.is_joined:
        return [_in_any_order(words)]
    return ["".join(words[turn:] + words[:turn]) for turn in range(min(len(words), _MOST_WORDS))]


def _is_unspaced(words: Iterable[str]) -> bool:
    """Whether words are of a script in which a name is written with a space, or as well without one."""
    return all(c >= "\u3040" for word in words for c in word)


def _agreeing(learner: Learner, one: Called, by: str) -> Match:
    if one.lms_id and learner.lms_id and one.lms_id != learner.lms_id:
        why = f"“{one.name}” would be {learner.name}, but the number is {one.lms_id} and not {learner.lms_id}."
        return Match(None, f"{why} Is the roster of another course or assignment?")
    return Match(learner, by=by)


def _unsure(one: Called, found: Iterable[Learner], left: Iterable[Learner]) -> Match:
    others = "" if left else ", who has a hand-in that says so more plainly"
    return Match(None, f"“{one.name}” may be {_any_of(left or found)}{others}.")


def _any_of(learners: Iterable[Learner]) -> str:
    return " or ".join(f"{one.name} ({one.id})" if one.id else f"“{one.name}”" for one in [*learners][:4])


@lru_cache(maxsize=65_536)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, without case; a letter keeps all its marks, in whatever script."""
    text = unicodedata.normalize("NFC", name).lower().translate(_APOSTROPHES)
    return tuple("".join(c if _is_letter(c) else " " for c in text).split())


def _is_letter(c: str) -> bool:
    # vowel signs of Thai and Devanagari are marks; joiners tell words apart in Persian
    return c.isalnum() or c in "'\u200c\u200d" or unicodedata.category(c)[0] == "M"


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


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _in_any_order(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


def _turned(name: str) -> tuple[str, ...]:
    """The words of a name in the order they are said in: “Li, Ana” is Ana Li."""
    last, comma, first = name.partition(",")
    return name_words(f"{first} {last}" if comma else name)


def _pieces(text: str) -> list[tuple[int, int]]:
    """Where the runs of neighbouring words begin and end, longest first."""
    spans = [word.span() for word in re.finditer(r"[^\W_]+", text)][:_MOST_PIECES]
    runs = [(a[0], b[1]) for n, a in enumerate(spans) for b in spans[n:]]
    return sorted(runs, key=lambda run: (run[0] - run[1], run[0]))


def _each(found: Iterable[tuple[Learner, ...]]) -> tuple[Learner, ...]:
    return tuple(dict.fromkeys(learner for some in found for learner in some))


def _book(entries: Iterable[Listed], called: Callable[[Listed], Iterable[str]]) -> Book:
    book: dict[str, dict[Learner, None]] = {}
    for entry in entries:
        for key in filter(None, called(entry)):
            book.setdefault(key, {})[entry.learner] = None
    return {key: tuple(learners) for key, learners in book.items()}
