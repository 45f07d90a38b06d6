"""who.csv: whose each hand-in is and by which evidence, for a teacher to read and to correct."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from lessons.errors import GradingError
from lessons.gradebook.database import Rows
from lessons.handins.csv_file import read_csv, safe_cell
from lessons.handins.matching import Index
from lessons.handins.names import tidy
from lessons.handins.people import Learner, learner_for

#: the table of whose each hand-in is, and the column that a teacher corrects
WHO, CREDITED = "who.csv", "credited to"
COLUMNS = ("file or folder", "called", CREDITED, "name", "on the class list", "by", "doubtful")
_READ = COLUMNS[:3]
#: letters of a path
_LONGEST = 4_000


def decisions(rows: Rows, out: Path, index: Index | None) -> dict[str, Learner]:
    """What a teacher decided in who.csv, now or in an earlier run: whose what lies at a place is."""
    kept: dict[str, str] = json.loads(rows["who"] or "{}")
    credited = dict(rows.ask("select place, learner from hand_ins").fetchall())
    known = {_path(place): place for place in credited}
    if (out / WHO).is_file():
        for number, cells in read_csv(out / WHO).table(_READ):
            called, said = cells.get("called", ""), cells.get(CREDITED)
            if (path := _path(cells[COLUMNS[0]])) not in known:
                raise GradingError(
                    f"{WHO}, row {number}: found no hand-in at “{path}”; expected the paths as they were. "
                    f"Write them back, and save as CSV (UTF-8), or delete {WHO}: then it is written anew. "
                    "Nothing was graded."
                )
            # a row that was cut off says nothing; an emptied cell takes a decision back
            if said is not None and said != credited[place := known[path]]:
                kept[place] = _meant(rows, index, said, called, number).id if said else ""
    kept = {place: id for place, id in kept.items() if id}
    rows["who"] = json.dumps(kept)
    learners = {learner.id: learner for learner in rows.learners()}
    return {place: _now(learners[id], learners.values()) for place, id in kept.items() if id in learners}


def _now(meant: Learner, learners: Iterable[Learner]) -> Learner:
    """Who a learner is under the ids of another class list: the only one on it of just that name."""
    same = [one for one in learners if one.on_list and not meant.on_list and one.name == meant.name]
    return same[0] if len(same) == 1 else meant


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
        "select place, hand_ins.name, learner, learners.name, iif(on_list, 'yes', 'no'), evidence, "
        "coalesce((select group_concat(json_extract(value, '$[0]'), ' ') from json_each(doubts)), '') "
        "from hand_ins join learners on learners.id = learner order by on_list, doubts = '[]', place"
    )
    return [[*map(safe_cell, (tidy(place, _LONGEST), *told))] for place, *told in rows.ask(asked).fetchall()]
