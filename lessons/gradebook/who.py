"""Whose hand-in is this? By the class list where there is one, else by what the folder or file is called."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count

from lessons.answers.counting import receipt
from lessons.gradebook.database import Rows, record_of
from lessons.gradebook.work import choose
from lessons.handins import HandIn, Problem, read
from lessons.handins.matching import Index
from lessons.handins.people import Learner, learner_for

_UNLISTED = "Graded under the name that was found; give the roster that name, or rename the folder."
_TOGETHER = "Both were read together; for each exercise the newest attempt counts."
Pseudonyms = Callable[[], Iterable[str]]


@dataclass(frozen=True)
class Credit:
    """The learner a hand-in is credited to, and what was doubtful: what was found, and what was done."""

    learner: Learner
    doubts: tuple[tuple[str, str], ...] = ()


@dataclass
class Register:
    """Decides whose hand-ins are, one after the other."""

    index: Index | None
    #: by learner, the pseudonyms in each hand-in of theirs that was met
    _met: dict[str, list[Pseudonyms]] = field(default_factory=dict)

    def whose(self, name: str, lms_id: str, pseudonyms: Pseudonyms, before: Credit | None = None) -> Credit:
        """Whose a hand-in is that is called so; what was decided before stays, unless the list knows better."""
        told = self._listed(name, lms_id, pseudonyms) if self.index else Credit(learner_for(name, lms_id))
        if before and not (told.learner.on_list or before.learner.on_list):
            told = Credit(before.learner, told.doubts or before.doubts)
        elif told.learner.id in self._met:
            told = self._another(told, name, pseudonyms)
        self._met.setdefault(told.learner.id, []).append(pseudonyms)
        return told

    def _listed(self, name: str, lms_id: str, pseudonyms: Pseudonyms) -> Credit:
        assert self.index
        match = self.index.match(name, lms_id)
        if match.learner is None and self.index.has_pseudonyms:  # perhaps the pseudonym on the answers tells
            match = self.index.match(name, lms_id, pseudonyms())
        if match.learner:
            return Credit(match.learner)
        return Credit(self.index.stranger(name, lms_id), ((match.why, _UNLISTED),))

    def _another(self, told: Credit, name: str, pseudonyms: Pseudonyms) -> Credit:
        """A second hand-in, or somebody else of that name: the list tells, else the pseudonym on the answers."""
        learner, mine = told.learner, frozenset[str]() if told.learner.on_list else frozenset(pseudonyms())
        ids = (f"{learner.id}-{number}" if number > 1 else learner.id for number in count(1))
        id = next(id for id in ids if learner.on_list or id not in self._met or self._knows(id, mine))
        if id in self._met:
            doubt = ("A second hand-in of the same learner.", _TOGETHER)
        else:
            done = f"Graded as two learners, this one as {id}. A roster with ids tells them apart."
            doubt = (f"The name “{name}” stands twice.", done)
        return Credit(replace(learner, id=id), (*told.doubts, doubt))

    def _knows(self, id: str, mine: frozenset[str]) -> bool:
        return any(mine.intersection(pseudonyms()) for pseudonyms in self._met[id])


def settle(rows: Rows, found: Iterable[HandIn], index: Index | None) -> dict[str, Credit]:
    """Whose each hand-in is, by its place: of those that earlier runs read, and of those found now."""
    register, settled = Register(index), dict[str, Credit]()
    for place, name, lms_id, id, before in _before(rows):
        settled[place] = register.whose(name, lms_id, partial(_pseudonyms_of, rows, id), before)
        _credit(rows, id, settled[place], before.learner)
    for hand_in in found:
        if hand_in.place not in settled:
            told = register.whose(hand_in.name, hand_in.lms_id, partial(_pseudonyms_in, hand_in))
            settled[hand_in.place] = told
    return settled


def _before(rows: Rows) -> list[tuple[str, str, str, int, Credit]]:
    learners = {learner.id: learner for learner in rows.learners()}
    asked = rows.ask("select place, name, lms_id, id, learner, doubts from hand_ins order by id").fetchall()
    return [(*row[:4], Credit(learners[row[4]], tuple(map(tuple, json.loads(row[5]))))) for row in asked]


def _pseudonyms_in(hand_in: HandIn) -> set[str]:
    return {record.who for record in read(hand_in).records if record.who}


def _pseudonyms_of(rows: Rows, hand_in: int) -> list[str]:
    asked = "select distinct who from records where hand_in = ? and who <> ''"
    return [who for (who,) in rows.ask(asked, (hand_in,)).fetchall()]


def choose_again(rows: Rows, learner: str) -> tuple[Problem, ...]:
    """Choose among all records of a learner, from whatever hand-in; what disagrees among them."""
    told = rows.records(learner)
    records = [record_of(row[1:]) for row in told]
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
    rows.ask("update hand_ins set doubts = ? where id = ?", (json.dumps(now.doubts), hand_in))
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
