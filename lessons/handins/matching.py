"""Whose a hand-in is: evidence is weighed, strongest first, over all hand-ins of a class at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lessons.handins.lookup import Listed, Lookup, each, plain
from lessons.handins.names import in_any_order, name_words, of_a_person, turned
from lessons.handins.people import Learner, hashed_id, learner_for, plain_id
from lessons.handins.spelling import FORMS, Form

_LONGEST_NAME = 300
#: the evidence of a name that a learner wrote at the end of a notebook
SAID = "what stands in the notebook"


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


class Index:
    """A class list that is asked whose hand-ins are."""

    def __init__(self, entries: Iterable[Listed]) -> None:
        self._list = Lookup(entries)

    def stranger(self, name: str, lms_id: str = "") -> Learner:
        """Somebody who is not on the list, under an id that nobody on it has."""
        learner = learner_for(name, lms_id)
        if learner.id not in self._list.ids:
            return learner
        return replace(learner, id=hashed_id(plain_id(name), f"{name}\0{lms_id}"))

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
                claims.setdefault(learner, set()).add(in_any_order(name_words(of_a_person(every[n].name))))
        for n, told in found.items():
            left = [learner for learner in told if learner not in taken]
            is_sure = len(left) == 1 and len(claims[left[0]]) == 1
            by = str(form) if {*left} & {*self._list.found(form, every[n].name)} else f"{SAID}: {form}"
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
        if len(left) != 1 and any(self._list.pseudonyms):
            said = each(self._list.pseudonyms.get(plain(who), ()) for who in one.pseudonyms())
            left, by = tuple(one for one in said if not left or one in left) or left, f"{by or 'its'} pseudonym"
        if len(left) > 1:
            return Match(None, f"“{one.name}” may be {_any_of(left)}.")
        return _agreeing(left[0], one, by) if left else None

    def _as_said(self, one: Called, left: tuple[Learner, ...], by: str) -> tuple[tuple[Learner, ...], str, str]:
        """What a learner wrote into the notebook, beside all that others say; and whether the two contradict."""
        for said in one.said:
            found = self._list.written(said)
            # one of a team wrote, and each of them handed it in
            both = tuple(who for who in left if who in found or any(_together(who, mate) for mate in found))
            if found and left and not both:
                return (), "", f"“{one.name}” would be {_any_of(left)} by {by}, but {_any_of(found)} by {SAID}."
            left, by = both or left or found, f"{by} and {SAID}" if both else by or SAID * bool(found)
        if by != SAID or len(left) != 1:
            return left, by, ""
        if (first := self._list.first(one.name)) and left[0] in first[1]:
            return left, f"{first[0]} and {SAID}", ""
        other = f"{_any_of(first[1])} by {first[0]}" if first else ""
        if not first and _is_named(one):
            other = f"the LMS calls it that, with the number {one.lms_id}"
        return left, by, f"“{one.name}” would be {_any_of(left)} by {SAID}, but {other}." if other else ""

    def _heard(self, one: Called, match: Match) -> Match:
        """The match, unless the notebook names somebody else; and a word on what it says of nobody."""
        if not match.learner or one.decided:
            return match
        for said in one.said:
            found = self._list.written(said) or (self._list.first(said) or (None, ()))[1]
            if found and not any(match.learner == who or _together(match.learner, who) for who in found):
                why = f"“{one.name}” would be {_any_of([match.learner])} by {match.by}"
                return Match(None, f"{why}, but {_any_of(found)} by {SAID}.")
            if not found and not {*name_words(said)} & {*name_words(match.learner.name)}:
                match = replace(match, why=f"In the notebook stands “{said}”, whom the class list does not have.")
        return match

    def _called(self, form: Form, one: Called) -> tuple[Learner, ...]:
        """Whom a form of the name leads to, or of what was written into the notebook."""
        names = (one.name,) if _is_named(one) else (one.name, *one.said)
        return each(self._list.found(form, name) for name in names)

    def _evidence(self, one: Called) -> Iterator[tuple[str, tuple[Learner, ...]]]:
        numbered = self._list.numbers.get(one.lms_id, ())
        agreeing = tuple(learner for learner in numbered if self._agrees(one, learner))
        yield "the LMS's number", agreeing or numbered
        if numbered and not agreeing:
            yield "name", (Learner("", one.name),)  # nobody's: the two contradict each other
        yield "what the LMS says", each(self._list.marks.get(plain(mark), ()) for mark in one.marks)
        marked, rest = self._list.marked(one.name)
        yield "login, e-mail or id", marked
        words = name_words(of_a_person(rest) if marked else one.name)
        named = self._list.names.get(in_any_order(words), ())
        # of two whose names have the same words, the one who bears just this name
        yield "name", tuple(who for who in named if turned(who.name) == turned(one.name)) or named

    def _agrees(self, one: Called, learner: Learner) -> bool:
        """Whether a name may be the learner's, in whatever form; one that an LMS hides is anybody's."""
        if not _is_named(one) or learner in self._list.marked(one.name)[0]:
            return True
        same = in_any_order(name_words(one.name)) == in_any_order(name_words(learner.name))
        return same or any(learner in self._list.found(form, one.name) for form in FORMS)


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
