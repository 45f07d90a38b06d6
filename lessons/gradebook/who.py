"""Whose hand-in is this? The class list tells, or what it is called; a teacher has the last word."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count

from lessons.answers import LISTED_AS, Record, names_in
from lessons.answers.counting import receipt
from lessons.gradebook.database import RECORD, Rows, record_of
from lessons.gradebook.who_csv import WHO
from lessons.gradebook.work import choose
from lessons.handins import HandIn, Problem, read
from lessons.handins.matching import Called, Index, Match
from lessons.handins.names import tidy
from lessons.handins.people import Learner, learner_for

_UNLISTED = "Graded under the name that was found; who.csv says how to give it to somebody."
_TOLD = "Credited all the same; who.csv says how to take it away."
_TOGETHER = "Both were read together; for each exercise the newest answer counts."
Pseudonyms = Callable[[], Iterable[str]]


@dataclass(frozen=True)
class Credit:
    """The learner a hand-in is credited to, by which evidence, and what was doubtful: found, and done."""

    learner: Learner
    doubts: tuple[tuple[str, str], ...] = ()
    by: str = ""


@dataclass
class Register:
    """Decides whose hand-ins are, one after the other, once the list was asked about all of them."""

    index: Index | None
    #: by learner, by which evidence each hand-in of theirs that was met is theirs, and the pseudonyms in it
    _met: dict[str, list[tuple[str, Pseudonyms]]] = field(default_factory=dict)

    def whose(self, one: Called, match: Match, before: Credit | None = None) -> Credit:
        """Whose a hand-in is; without a list, what was decided before stays."""
        told = self._told(one, match)
        if before and not one.decided and not (told.learner.on_list or before.learner.on_list):
            told = replace(before, doubts=told.doubts or before.doubts)
        elif told.learner.id in self._met and not one.decided:
            told = self._another(told, one)
        self._met.setdefault(told.learner.id, []).append((told.by, one.pseudonyms))
        return told

    def _told(self, one: Called, match: Match) -> Credit:
        if match.learner:
            return Credit(match.learner, ((match.why, _TOLD),) if match.why else (), match.by)
        if self.index is None:
            return Credit(learner_for(one.name, one.lms_id), by="its name; there is no class list")
        return Credit(self.index.stranger(one.name, one.lms_id), ((match.why, _UNLISTED),), "nothing")

    def _another(self, told: Credit, one: Called) -> Credit:
        """A second hand-in, or somebody else of that name: the list tells, else the pseudonym on the answers."""
        learner, mine = told.learner, frozenset[str]() if told.learner.on_list else frozenset(one.pseudonyms())
        ids = (f"{learner.id}-{number}" if number > 1 else learner.id for number in count(1))
        id = next(id for id in ids if learner.on_list or id not in self._met or self._knows(id, mine))
        if id in self._met:
            others = sorted({by for by, _ in self._met[id] if by != told.by})
            found = f", known by {told.by}; the other by {' or '.join(others)}." if others else "."
            doubt = (f"A second hand-in of the same learner{found}", _TOGETHER)
        else:
            done = f"Graded as two learners, this one as {id}. A roster with ids tells them apart."
            doubt = (f"The name “{one.name}” stands twice.", done)
        return replace(told, learner=replace(learner, id=id), doubts=(*told.doubts, doubt))

    def _knows(self, id: str, mine: frozenset[str]) -> bool:
        return any(mine.intersection(pseudonyms()) for _, pseudonyms in self._met[id])


def settle(
    rows: Rows, found: Iterable[HandIn], index: Index | None, decided: Mapping[str, Learner]
) -> dict[str, Credit]:
    """Whose each hand-in is, by its place: of those that earlier runs read, and of those found now."""
    before, called = _before(rows), dict[str, Called]()
    for place, id, told, _ in before:
        called[place] = replace(told, pseudonyms=partial(_pseudonyms_of, rows, id), decided=decided.get(place))
    for one in found:
        if one.place not in called:
            who = partial(_pseudonyms_in, one)
            called[one.place] = Called(one.name, one.lms_id, one.marks, (), who, decided.get(one.place))
    matches = index.match_all(called.values()) if index else [_undisputed(one) for one in called.values()]
    register, settled, earlier = Register(index), dict[str, Credit](), {place: now for place, _, _, now in before}
    for (place, said), match in zip(called.items(), matches, strict=True):
        settled[place] = register.whose(said, match, earlier.get(place))
    for place, id, _, credit in before:
        _credit(rows, id, settled[place], credit.learner)
    return settled


def _undisputed(one: Called) -> Match:
    return Match(one.decided, by=WHO if one.decided else "")


def _before(rows: Rows) -> list[tuple[str, int, Called, Credit]]:
    learners, said = {learner.id: learner for learner in rows.learners()}, _listings(rows)
    asked = rows.ask("select place, id, name, lms_id, marks, learner, doubts, evidence from hand_ins order by id")
    return [
        (
            place,
            id,
            Called(name, lms_id, tuple(json.loads(marks)), said.get(id, ())),
            Credit(learners[learner], tuple(map(tuple, json.loads(doubts))), by),
        )
        for place, id, name, lms_id, marks, learner, doubts, by in asked.fetchall()
    ]


def says_whose(rows: Rows) -> bool:
    """Whether any notebook says what the class list calls its learner."""
    return rows.ask("select 1 from records where exercise = ?", (LISTED_AS,)).fetchone() is not None


def _listings(rows: Rows) -> dict[int, tuple[str, ...]]:
    """By hand-in, what its notebooks say that the class list calls the learner."""
    said: dict[int, list[Record]] = {}
    for row in rows.ask(f"select hand_in, {RECORD} from records where exercise = ?", (LISTED_AS,)):
        said.setdefault(row[0], []).append(record_of(row))
    return {id: tuple(filter(None, map(tidy, names_in(records)))) for id, records in said.items()}


def _pseudonyms_in(hand_in: HandIn) -> set[str]:
    return {record.who for record in read(hand_in).records if record.who}


def _pseudonyms_of(rows: Rows, hand_in: int) -> list[str]:
    asked = "select distinct who from records where hand_in = ? and who <> ''"
    return [who for (who,) in rows.ask(asked, (hand_in,)).fetchall()]


def choose_again(rows: Rows, learner: str) -> tuple[Problem, ...]:
    """Choose among all records of a learner, from whatever hand-in; what disagrees among them."""
    told = rows.records(learner)
    records = list(map(record_of, told))
    chosen, ids = choose(records), {id(record): row[0] for record, row in zip(records, told, strict=True)}
    flags = dict.fromkeys(ids.values(), (False, False))
    flags |= {ids[id(record)]: (first, counts) for record, first, counts in chosen}
    for number, both in flags.items():
        rows.ask("update records set is_first = ?, counts = ? where id = ?", (*both, number))
    letters = receipt(chosen.counts) if chosen.counts else ""
    rows.ask("update learners set stale = 1, receipt = ? where id = ?", (letters, learner))
    return chosen.conflicts


def _credit(rows: Rows, hand_in: int, now: Credit, before: Learner) -> None:
    """Credit a hand-in that was read before; marks by hand go with a learner who has another id now."""
    told = (json.dumps(now.doubts), now.by, hand_in)
    rows.ask("update hand_ins set doubts = ?, evidence = ? where id = ?", told)
    if now.learner.id == before.id:
        return
    if now.learner.id not in {learner.id for learner in rows.learners()}:
        rows.add_learner(now.learner)
    rows.ask("update hand_ins set learner = ? where id = ?", (now.learner.id, hand_in))
    rows.ask("update problems set learner = ? where hand_in = ?", (now.learner.id, hand_in))
    for learner in (now.learner.id, before.id):
        choose_again(rows, learner)
    if not rows.ask("select 1 from hand_ins where learner = ?", (before.id,)).fetchone():
        rows.ask("update or ignore marks_by_hand set learner = ? where learner = ?", (now.learner.id, before.id))
