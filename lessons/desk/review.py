"""What a learner sees of themselves: the answers of the cold read, and a report before and after."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lessons.answers import Record
from lessons.case import Lesson
from lessons.desk.judgement import Discrimination, brier, discrimination, firsts, lasts
from lessons.desk.pages import asked
from lessons.desk.past import Past
from lessons.exercises import AnyExercise, Key, Page
from lessons.exercises.wording import counted

#: a pause longer than this many seconds is not time spent on a question
PAUSE = 300


def answers_of(lesson: Lesson, past: Past) -> str:
    """Each question of a lesson that only recorded: the learner's answer, the right one and why."""
    first = firsts(past.records)
    case, shown = past.case, []
    for number, exercise in enumerate(lesson.exercises, 1):
        if exercise.id in case.practice:
            given = first.get(exercise.id)
            put, key = past.as_asked(exercise, given)
            question = asked(put.model_copy(update={"extract": ""}), f"{lesson.number}.{number}", case)
            shown.append(f"{question}\n\n{_folded(put.extract)}{_told(put, key, given, case.page)}")
    return "\n\n---\n\n".join(shown)


def _folded(extract: str) -> str:
    """What lay beside the question, for whoever wants to look again."""
    return f"<details><summary>Source material</summary>\n\n{extract.strip()}\n\n</details>\n\n" if extract else ""


def _told(exercise: AnyExercise, key: Key, given: Record | None, page: Page) -> str:
    answer = " ".join(remark.text for remark in exercise.reveal(key, page))
    accepted = exercise.understood(given.answer) if given else None
    if accepted is None:
        return f"Your answer: *you did not answer it.*\n\n{answer}"
    why = [remark.text for remark in exercise.grade(key, accepted, page).remarks if remark.tone == "wrong"]
    return "\n\n".join([f"Your answer: “{exercise.said(accepted, page)}”", *why, answer])


def report(past: Past) -> Iterator[str]:
    """The report, paragraph by paragraph; nothing answered gives one sentence."""
    if not past.records:
        yield "There are no answers yet: this report fills up as you work through the lessons."
        return
    yield from _forms(past)
    yield from _sureness(past)
    yield from _work(past)
    yield from _changes(past)


def _forms(past: Past) -> Iterator[str]:
    answers = {id: record.answer for id, record in firsts(past.records).items()}
    names = {"A": "Cold read, before the lessons", "B": "Second reading, after them"}
    for form, name in names.items():
        items = [e for lesson in past.case.lessons for e in lesson.exercises if e.form == form]
        found = discrimination(items, answers)
        if found.flawed or found.sound:
            yield f"{name}: {_say(found)}"


def _say(found: Discrimination) -> str:
    return (
        f"you called {found.hits} of {found.flawed} flawed sentences flawed, and "
        f"{found.false_alarms} of {found.sound} sound ones. "
        "Good judgement is many of the first and few of the second."
    )


def _sureness(past: Past) -> Iterator[str]:
    rated = list(past.rated(*past.case.lessons))
    if rated:
        right = f"{sum(share for _, share in rated):.3g}"
        yield (
            f"You said how sure you were {len(rated)} times; {right} of {len(rated)} first answers were right. "
            f"Brier score: {brier(rated):.2f} (0 is perfect; saying “50 %” to everything gives 0.25)."
        )


def _work(past: Past) -> Iterator[str]:
    hints = sum({(r.exercise, r.round): r.hints for r in past.records}.values())
    answered, minutes = len({r.exercise for r in past.records if r.committed}), _minutes(past)
    yield (
        f"{counted(answered, 'question')} answered, {counted(hints, 'hint')} taken, about "
        f"{counted(minutes, 'minute')} between answers (pauses over five minutes left out)."
    )


def _minutes(past: Past) -> int:
    times = [record.moment for record in past.records if record.moment]
    gaps = [(after - before).total_seconds() for before, after in pairwise(sorted(times))]
    return round(sum(gap for gap in gaps if gap <= PAUSE) / 60)


def _changes(past: Past) -> Iterator[str]:
    first, last = firsts(past.records), lasts(past.records)
    judged = past.judged(*past.case.lessons)
    changed = [e for e in judged if e.id in first and first[e.id].answer != last[e.id].answer]
    mended = [e for e in changed if past.was_right(e, last[e.id]) and not past.was_right(e, first[e.id])]
    if changed:
        yield (
            f"You changed {counted(len(changed), 'answer')} after reading why; {len(mended)} of "
            f"{len(changed)} went from not right to right."
        )
