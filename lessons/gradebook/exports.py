"""What is made from the database, and made again whenever it has changed: tables, the LMS's file, the summary."""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import get_args

from lessons.gradebook.by_hand_csv import csv_of_marks
from lessons.gradebook.database import Row, Rows
from lessons.gradebook.keys import Setup, load
from lessons.gradebook.late import TIME
from lessons.gradebook.late_policy import Policy, extensions_of_nobody
from lessons.gradebook.lms import Scored, lms_file
from lessons.gradebook.marking import Marking
from lessons.gradebook.results import Status
from lessons.gradebook.who_csv import COLUMNS, WHO, whose_is_what
from lessons.gradebook.work import APART
from lessons.handins import Problem
from lessons.handins.csv_file import safe_cell
from lessons.handins.matching import SAID
from lessons.handins.names import some_of
from lessons.handins.roster import Roster

STATUSES: tuple[str, ...] = get_args(Status)
_PERSON = ("id", "name", "email", "section")
_WHOLE = (
    "points",
    "after lateness",
    "out of",
    "late because",
    "handed in",
    "says who",
    "receipt",
    "contradictions",
)
#: the columns of a learner that stand under these headings
_COLUMNS = "id, name, email, section, points, after_lateness, out_of, late_why, submitted, submitted_by, receipt"
_PROBLEMS = ("learner", "name", "answers may be lost", "where", "found", "done")
#: hand-ins that a list on the screen names
_NAMED = 10
_BOM = "\ufeff"  # without it a spreadsheet reads no accents


@dataclass(frozen=True)
class Summary:
    """What a gradebook came to, in the numbers a teacher asks for."""

    out: Path
    learners: int
    statuses: Counter[str]
    #: how many remarks there are on hand-ins that need nobody at once
    problems: int
    #: learners of whom something could not be read, with what it was
    unreadable: list[str]
    #: learners of whom nothing that counts was found
    absent: list[str]
    #: what is to be said of hand-ins that are nobody's on the class list; empty where all are somebody's
    unsettled: list[str]
    #: what was odd about class list, policy and marks
    notes: list[str]


def export(rows: Rows, out: Path, setup: Setup, roster: Roster | None, policy: Policy | None) -> Summary:
    """Write gradebook.csv, problems.csv, who.csv, by_hand.csv and lms/ anew, and sum up."""
    _write_tables(rows, out, setup)
    if marks := rows.marks_by_hand():
        _write(out / "by_hand.csv", csv_of_marks(marks))
    notes = [*_odd(rows, roster, policy), *_points(rows, out, roster)]
    names = {
        "unreadable": _unreadable(rows, load(setup)),
        "absent": _absent(rows),
        "unsettled": _unsettled(rows, out),
        "notes": notes,
    }
    (learners,) = rows.ask("select count(*) from learners").fetchone()
    statuses = Counter(dict(rows.ask("select status, count(*) from marks group by status").fetchall()))
    return Summary(out, learners, statuses, _count_problems(rows), **names)


def _write_tables(rows: Rows, out: Path, setup: Setup) -> None:
    marking = load(setup)
    exercises = [f"{marking.named(e.id)} ({e.points:g})" for e in marking.items]
    marks, remarks = list[Sequence[object]](), list[list[str]]()
    for told in rows.ask(f"select {_COLUMNS} from learners order by id").fetchall():
        items = rows.ask("select status, points from marks where learner = ? order by place", told[:1]).fetchall()
        said = "; ".join(found for _, found in contradictions(rows, told[0]))
        marks.append(_marks((*told, said), items))
        odd = dict.fromkeys((*rows.doubts(told[0]), *rows.problems(told[0])))
        remarks += (_problem(told, problem, marking) for problem in odd)
    _write_table(out / "gradebook.csv", [[*_PERSON, *_WHOLE, *STATUSES, *exercises], *marks])
    # first what needs a person: answers that may be lost
    _write_table(out / "problems.csv", [_PROBLEMS, *sorted(remarks, key=lambda remark: not remark[2])])
    _write_table(out / WHO, [COLUMNS, *whose_is_what(rows)])


def _write_table(path: Path, lines: Iterable[Sequence[object]]) -> None:
    table = StringIO()
    csv.writer(table).writerows(lines)
    _write(path, table.getvalue())


def _write(path: Path, text: str) -> None:
    """Whole or not at all: nobody opens half a table."""
    half = path.with_name(f".{path.name}.writing")
    half.write_bytes((_BOM + text).encode("utf-8", "replace"))
    os.replace(half, path)


def _marks(told: Row, items: Sequence[tuple[str, float | None]]) -> list[object]:
    """Points where there are points; everything else stays empty, never a zero."""
    met, points = Counter(status for status, _ in items), [_number(points) for _, points in items]
    whole = [*map(_number, told[4:7]), safe_cell(told[7] or ""), told[8] or "", *told[9:-1], safe_cell(told[-1])]
    return [*map(safe_cell, told[:4]), *whole, *(met[status] for status in STATUSES), *points]


def _problem(told: Row, problem: Problem, marking: Marking) -> list[str]:
    row = [*told[:2], "yes" if problem.costs else "", marking.named(problem.where), problem.found, problem.done]
    return [safe_cell(cell) for cell in row]


def _number(points: float | None) -> str:
    return "" if points is None else f"{points:g}"


def _count_problems(rows: Rows) -> int:
    """Remarks that are not on the screen already, each learner's once."""
    plain = (
        "select count(*) from (select distinct learner, place, found, done from problems where not costs "
        f"and place <> '{TIME}' and found not like '{APART}%')"
    )
    doubts = "select sum(json_array_length(doubts)) from hand_ins join learners on learners.id = learner"
    of_listed = f"{doubts} where on_list" if rows["class list"] else doubts
    return int(rows.ask(f"select ({plain}) + ifnull(({of_listed}), 0)").fetchone()[0])


def _unreadable(rows: Rows, marking: Marking) -> list[str]:
    asked = (
        "select distinct name, place, found from problems join learners on id = learner where costs order by id"
    )
    return [f"{name}: {marking.named(place)}: {found}" for name, place, found in rows.ask(asked)]


def _absent(rows: Rows) -> list[str]:
    present = "select learner from marks where status <> 'missing'"
    return [name for (name,) in rows.ask(f"select name from learners where id not in ({present}) order by id")]


def _unsettled(rows: Rows, out: Path) -> list[str]:
    """Which hand-ins are nobody's on the list and why, how many of the class have none, and what to do."""
    asked = "select hand_ins.name, doubts from hand_ins join learners on learners.id = learner where not on_list"
    strangers = rows.ask(f"{asked} order by hand_ins.name").fetchall()
    asked = "select count(*), sum(id not in (select learner from hand_ins)) from learners where on_list"
    listed, without = rows.ask(asked).fetchone()
    if not listed or not strangers:
        return []
    (handed_in,) = rows.ask("select count(*) from hand_ins").fetchone()
    are = "1 hand-in is" if len(strangers) == 1 else f"{len(strangers)} hand-ins are"
    whys = [next((f"  {found}" for found, _ in json.loads(doubts)), f"  {name}") for name, doubts in strangers]
    more = [f"  … and {len(whys) - _NAMED} more"] if len(whys) > _NAMED else []
    likelier = (
        "That is most of them, so the class list is the likelier fault: "
        "is it of another course, another assignment, another language or another export?"
    )
    return [
        f"{are} of nobody on the class list, and {without} of the {listed} on it have none:",
        *[*whys[:_NAMED], *more],
        *([likelier] if 2 * len(strangers) > max(handed_in, 2) else []),
        f"They are graded and wait under their own names. Write into {out / WHO}, column “credited to”, "
        "whose they are, and grade again.",
    ]


def contradictions(rows: Rows, learner: str = "") -> list[tuple[str, str]]:
    """Where two witnesses disagree on somebody of the list: the learner's name, and what was found."""
    asked = """
        select distinct name, found from problems join learners on id = learner
        where (place = ? or found like ?) and ? in ('', learner) order by id"""
    return [*rows.ask(asked, (TIME, f"{APART}%", learner))]


def _by_their_word(rows: Rows) -> Iterator[str]:
    """Whose hand-ins are somebody's only because their notebook says so."""
    asked = "select hand_ins.name, learners.name from hand_ins join learners on learners.id = learner"
    found = rows.ask(f"{asked} where on_list and evidence like ? order by hand_ins.id", (f"{SAID}%",)).fetchall()
    named = [f"“{called}” to {name}" for called, name in found]
    if named:
        yield f"Credited only by {SAID}: {some_of(named, _NAMED, '; ')}. See {WHO}."


def _odd(rows: Rows, roster: Roster | None, policy: Policy | None) -> Iterator[str]:
    yield from said(roster.problems if roster else ())
    yield from _by_their_word(rows)
    found = [f"{name}: {what}" for name, what in contradictions(rows)]
    yield from found[:_NAMED]
    if len(found) > _NAMED:
        yield f"{len(found) - _NAMED} more contradict each other like this: see gradebook.csv."
    for name in extensions_of_nobody(policy, rows.learners()) if policy else ():
        yield f"An extension for “{name}”, whom nobody here is called. Check the late policy."


def said(problems: Iterable[Problem]) -> Iterator[str]:
    """Problems as they stand on a screen."""
    return (f"{problem.where}: {problem.found} {problem.done}" for problem in problems)


def _points(rows: Rows, out: Path, roster: Roster | None) -> list[str]:
    """The class list's own file with the points in it; gives back what its reader should know."""
    if roster is None:
        return []
    asked = rows.ask("select id, points, after_lateness, out_of, waiting from learners order by id").fetchall()
    made = lms_file(roster, {id: Scored(*told) for id, *told in asked}, rows["assignment"])
    (out / "lms").mkdir(exist_ok=True)
    (out / "lms" / made.name).write_bytes(made.content)
    return list(made.notes)
