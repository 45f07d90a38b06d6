"""The pack as a timeline: each report by its date, and by the steps back to the one who said it first."""

from __future__ import annotations

import calendar
import html
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from lessons.case import Case, Lesson
from lessons.desk.session import Session
from lessons.exercises.wording import counted
from lessons.ledger import WITHHELD, Party, Report

#: how a row stands to the article's day
WHEN = {
    "before": "before the article's day",
    "day": "on the article's day",
    "after": "after it: nobody could read these on the day",
    "open": "with no day printed: it cannot be told",
}
NONE = "none shown"


def timeline_of(case: Case, opened: Sequence[str] = ()) -> dict[str, Any] | None:
    """What a page draws the timeline from; ``None`` where there are no reports."""
    day = case.settings.published
    if not case.reports:
        return None
    rows = sorted({_row(report.date, day) for report in case.reports}, key=lambda row: (row == "undated", row))
    known: tuple[Party | Report, ...] = (*case.sources, *case.origins, *case.reports)
    parties = {party.id: party for party in known}
    pages = [_page(report, rows.index(_row(report.date, day)), parties, opened) for report in case.reports]
    columns = [*sorted({p["steps"] for p in pages} - {NONE, WITHHELD}), NONE, WITHHELD]
    columns = [column for column in columns if any(p["steps"] == column for p in pages)]
    told = [{"label": _label(row, when(row, day)), "when": when(row, day)} for row in rows]
    return {
        "summary": _summary(pages, told, columns),
        "columns": columns,
        "rows": told,
        "when": WHEN,
        "pages": sorted(pages, key=lambda page: (page["row"], columns.index(page["steps"]))),
    }


def still(told: Mapping[str, Any]) -> str:
    """How many pages stand where, as a table for a page that nothing draws."""
    counts = Counter((page["row"], page["steps"]) for page in told["pages"])
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in ("date", *told["columns"]))
    rows = (
        f'<tr><th scope="row">{html.escape(row["label"])}</th>'
        + "".join(f"<td>{counts[at, column] or ''}</td>" for column in told["columns"])
        + "</tr>"
        for at, row in enumerate(told["rows"])
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f"<p>{html.escape(told['summary'])} Columns: steps back to the first speaker.</p>{table}"


def opened_in(lesson: Lesson, session: Session) -> list[str]:
    """The reports that a learner has opened in this lesson's hunts, in their order, each once."""
    hunts = [(hunt, session.book.latest(hunt.id)) for hunt in lesson.exercises if hunt.has_steps]
    made = [(hunt, hunt.understood(record.answer)) for hunt, record in hunts if record]
    return list(dict.fromkeys(id for hunt, moves in made if moves for id in hunt.visited(moves)))


def _page(
    report: Report, row: int, parties: Mapping[str, Party | Report], opened: Sequence[str]
) -> dict[str, Any]:
    chain = _chain(report, parties, frozenset())
    return {
        "id": report.id,
        "name": report.publisher,
        "date": in_words(report.date),
        "says": report.says,
        "row": row,
        "steps": _counted(chain),
        "chain": [step for step in chain or () if step != WITHHELD],
        "opened": opened.index(report.id) + 1 if report.id in opened else 0,
    }


def _counted(chain: Sequence[str]) -> str:
    if WITHHELD in chain:
        return WITHHELD
    return counted(len(chain), "step") if chain else NONE


def _chain(one: Party | Report, parties: Mapping[str, Party | Report], seen: frozenset[str]) -> list[str]:
    """From whom it has it, from whom that one has it, and so on: the shortest way back that is documented."""
    if "rests_on" in one.withheld:
        return [WITHHELD]
    told = [parties[id] for id in one.rests_on if id in parties and id not in seen]
    ways = [[_named(other), *_chain(other, parties, seen | {one.id})] for other in told]
    return min(ways, key=len, default=[])


def _named(one: Party | Report) -> str:
    return one.name if isinstance(one, Party) else one.publisher


def _row(printed: str, day: date) -> str:
    """The nearer to the article's day, the finer: days of its month, months of its year, other years."""
    if printed[:7] == f"{day:%Y-%m}" or printed == "undated":
        return printed
    return printed[:7] if printed[:4] == f"{day:%Y}" else printed[:4]


def when(row: str, day: date) -> str:
    """Whether this stands before, on or after the article's day; open where its date does not tell."""
    same = day.isoformat()[: len(row)]
    if row == day.isoformat():
        return "day"
    if row in (same, "undated"):
        return "open"
    return "before" if row < same else "after"


def in_words(printed: str) -> str:
    """A year, a month or a day as people write it."""
    year, month, day = (*printed.split("-"), "", "")[:3]
    if printed == "undated":
        return "no date"
    return " ".join(filter(None, [str(int(day)) if day else "", calendar.month_name[int(month or 0)], year]))


def _label(row: str, when: str) -> str:
    """What stands at the head of a row."""
    lacks = {4: " (no month)", 7: " (no day)"} if when == "open" and row != "undated" else {}
    return in_words(row) + lacks.get(len(row), "")


def _summary(pages: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> str:
    whens = Counter(rows[page["row"]]["when"] for page in pages)
    steps = Counter(page["steps"] for page in pages)
    far = ", ".join(f"{column} {steps[column]}" for column in columns)
    return (
        f"{len(pages)} pages: {', '.join(_parts(whens, WHEN))}. "
        f"Steps from a page back to whoever said it first, as far as the pages show: {far}."
    )


def _parts(counts: Counter[str], words: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{counts[name]} {said.partition(':')[0]}" for name, said in words.items() if counts[name])
