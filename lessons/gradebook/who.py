"""Whose hand-in is this? The class list tells, or what it is called; a teacher has the last word."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path

from lessons.answers import LISTED_AS, Record, names_in
from lessons.answers.counting import receipt
from lessons.errors import GradingError
from lessons.gradebook.database import RECORD, Rows, record_of
from lessons.gradebook.work import choose
from lessons.handins import HandIn, Problem, read
from lessons.handins.csv_file import CsvFile, read_csv, safe_cell
from lessons.handins.matching import Called, Index, Match
from lessons.handins.names import tidy
from lessons.handins.people import Learner, learner_for

#: the table of whose each hand-in is, and the column that a teacher corrects
WHO, CREDITED = "who.csv", "credited to"
COLUMNS = ("file or folder", "called", CREDITED, "name", "on the class list", "by", "doubtful")
#: letters of a path
_LONGEST = 4_000
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


def decisions(rows: Rows, out: Path, index: Index | None) -> dict[str, Learner]:
    """What a teacher decided in who.csv, now or in an earlier run: whose what lies at a place is."""
    kept: dict[str, str] = json.loads(rows["who"] or "{}")
    credited = dict(rows.ask("select place, learner from hand_ins").fetchall())
    known = {_path(place): place for place in credited}
    if (out / WHO).is_file():
        for number, path, called, said in _rows_of(read_csv(out / WHO)):
            if path not in known:
                raise GradingError(
                    f"{WHO}, row {number}: found no hand-in at “{path}”; expected the paths as they were. "
                    f"Write them back, and save as CSV (UTF-8), or delete {WHO}: then it is written anew. "
                    "Nothing was graded."
                )
            if said != credited[place := known[path]]:
                kept[place] = _meant(rows, index, said, called, number).id if said else ""
    kept = {place: id for place, id in kept.items() if id}
    rows["who"] = json.dumps(kept)
    learners = {learner.id: learner for learner in rows.learners()}
    return {place: _now(learners[id], learners.values()) for place, id in kept.items() if id in learners}


def _now(meant: Learner, learners: Iterable[Learner]) -> Learner:
    """Who a learner is under the ids of another class list: the only one on it of just that name."""
    same = [one for one in learners if one.on_list and not meant.on_list and one.name == meant.name]
    return same[0] if len(same) == 1 else meant


def _rows_of(file: CsvFile) -> list[tuple[int, str, str, str]]:
    table = [tuple(cell.removeprefix("'") for cell in row) for row in file.rows() if any(row)]
    wanted = [COLUMNS[0], COLUMNS[1], CREDITED]
    if missing := [name for name in wanted if name not in table[0]]:
        raise GradingError(
            f"{file.name}: found no column “{missing[0]}”; expected the headings that “lessons grade” wrote. "
            f"Put them back, or delete {file.name}: then it is written anew."
        )
    places = [table[0].index(name) for name in wanted]
    path, called, credited = places
    whole = [(n, row) for n, row in enumerate(table[1:], 2) if len(row) > max(places)]
    return [(n, _path(row[path]), row[called].strip(), row[credited].strip()) for n, row in whole]


def _path(place: str) -> str:
    """A place as it stands in who.csv: one line, without what would make the file no text."""
    return tidy(place, _LONGEST)


def _meant(rows: Rows, index: Index | None, said: str, called: str, number: int) -> Learner:
    """The learner that a teacher wrote into who.csv: an id, or what the list calls exactly one."""
    learners = list(rows.learners())
    meant: list[Learner] = []
    for names in (("id",), ("login", "email"), ("name",)):
        meant = [one for one in learners if said.casefold() in (getattr(one, name).casefold() for name in names)]
        if len(meant) == 1:
            return meant[0]
    if said.casefold() == called.casefold():
        own = index.stranger(called) if index else learner_for(called)
        rows.add_learner(own)
        return own
    found = f"{len(meant)} learners" if meant else "nobody"
    raise GradingError(
        f"{WHO}, row {number}: found {found} called “{said}”; expected an id, such as "
        f"{' or '.join(one.id for one in learners[:3])}, or “{called}” for somebody of that name. "
        "Nothing was graded."
    )


def whose_is_what(rows: Rows) -> list[Sequence[str]]:
    """The rows of who.csv."""
    asked = (
        "select place, hand_ins.name, learner, learners.name, on_list, evidence, doubts "
        "from hand_ins join learners on learners.id = learner order by on_list, doubts = '[]', place"
    )
    return [
        [safe_cell(cell) for cell in (_path(place), *told, "yes" if on_list else "no", by, _in_words(doubts))]
        for place, *told, on_list, by, doubts in rows.ask(asked).fetchall()
    ]


def _in_words(doubts: str) -> str:
    return " ".join(found for found, _ in json.loads(doubts))


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
