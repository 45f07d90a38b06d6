"""The review as tables, one a part: what stands in the CSV files and in the notebook."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping

from lessons.handins.csv_file import safe_cell
from lessons.review.review import Review, Table
from lessons.review.votes import Vote


def items(review: Review) -> Table:
    """How each question went, with the commonest wrong way."""
    columns = (
        "question",
        "id",
        "answered",
        "all right",
        "percent right",
        "commonest wrong",
        "by",
        "misconception",
    )
    rows = []
    for item in review.items:
        said, by, slip = "", 0, ""
        if item.wrong:
            way = item.wrong[0]
            said, by, slip = way.said or way.because, len(way.pupils), way.slip
        share = round(100 * item.share)
        rows.append((item.number, item.exercise.id, item.answered, item.right, share, said, by, slip))
    return Table(columns, tuple(rows))


def misconceptions(review: Review) -> Table:
    """How many pupils showed each misconception, lesson by lesson."""
    lessons = sorted({lesson for one in review.misconceptions for lesson in one.by_lesson})
    columns = ("misconception", "pupils", *(f"lesson {lesson}" for lesson in lessons))
    rows = (
        (one.name, len(one.pupils), *(one.by_lesson.get(lesson, 0) for lesson in lessons))
        for one in review.misconceptions
    )
    return Table(columns, tuple(rows))


def votes(review: Review) -> Table:
    """Who moved where: first vote, second vote, and how many went from one to the other."""
    rows = [row for vote in review.votes for row in _moves(vote)]
    return Table(("question", "first vote", "second vote", "pupils"), tuple(rows))


def _moves(vote: Vote) -> list[tuple[object, ...]]:
    first = {option: sum(n for (b, _), n in vote.moves.items() if b == option) for option in vote.options}
    second = {option: sum(n for (_, a), n in vote.moves.items() if a == option) for option in vote.options}
    moved = [(vote.number, before, after, n) for (before, after), n in sorted(vote.moves.items())]
    left = [(vote.number, o, "(did not vote again)", vote.first[o] - first[o]) for o in vote.options]
    late = [(vote.number, "(did not vote)", o, vote.second[o] - second[o]) for o in vote.options]
    return [*moved, *(row for row in (*left, *late) if row[3])]


def labels(review: Review) -> Table:
    """Every label of every claim, how often it was given, and how often two pupils differ."""
    rows = (
        (row.claim.id, row.field, words, n, round(row.apart)) for row in review.spreads for words, n in row.words()
    )
    return Table(("claim", "field", "label", "pupils", "differing in 100 pairs"), tuple(rows))


def before_and_after(review: Review) -> Table:
    """What was noticed and what was only suspected, in both readings."""
    rows = (
        (name, review.readings.pupils, f.hits, f.flawed, f.false_alarms, f.sound)
        for name, f in review.readings.forms.items()
    )
    return Table(("reading", "pupils", "noticed", "of flawed", "false alarms", "of sound"), tuple(rows))


def sureness(review: Review) -> Table:
    """How often answers of each sureness were right."""
    rows = ((s.low, s.high, s.answers, round(s.right, 1)) for s in review.sureness)
    return Table(("sure from (%)", "to (%)", "answers", "right"), tuple(rows))


def minutes(review: Review) -> Table:
    """How long each core took beside what the plan reckons."""
    rows = (
        (m.lesson, m.pupils, *(round(part, 1) for part in (m.median, m.least, m.most)), round(m.planned) or "")
        for m in review.minutes
    )
    return Table(("lesson", "pupils", "median", "least", "most", "planned"), tuple(rows))


#: each part by the name of its file
TABLES: Mapping[str, Callable[[Review], Table]] = {
    "items": items,
    "misconceptions": misconceptions,
    "votes": votes,
    "labels": labels,
    "before_and_after": before_and_after,
    "sureness": sureness,
    "minutes": minutes,
}


def csv_of(table: Table) -> str:
    """A table as CSV; what a spreadsheet would take for a formula is made a text."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(table.columns)
    writer.writerows([safe_cell(c) if isinstance(c, str) else c for c in row] for row in table.rows)
    return made.getvalue()
