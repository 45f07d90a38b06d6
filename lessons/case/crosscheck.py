"""What must hold between the files of a case: anchors, ids, labels, keys and slots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lessons.article import AnchorError
from lessons.case.model import Case, Lesson
from lessons.case.notes import NoteError
from lessons.errors import Fault
from lessons.exercises import AnyExercise, Key
from lessons.ledger import Anchored, Claim, Entry, Number, Party, Report

_SLOTS = ("opening", "recap", "sheet cards", "sheet minutes", "sheet objections")


def cross_check(case: Case) -> Iterator[Fault]:
    """Every fault between files, in no particular order."""
    yield from _doubles(case)
    yield from _anchors(case)
    yield from _references(case)
    for claim in case.claims:
        yield from _claim(claim, case)
    yield from _ends(case)
    for lesson in case.lessons:
        yield from _lesson(lesson, case)
    yield from _settings(case)


def _doubles(case: Case) -> Iterator[Fault]:
    exercises = [exercise for lesson in case.lessons for exercise in lesson.exercises]
    named = (*case.sources, *case.origins, *case.reports)
    groups: list[tuple[str, Iterable[Entry | AnyExercise]]] = [
        ("ledger.toml", case.claims),
        ("ledger.toml", case.numbers),
        ("ledger.toml", case.times),
        ("ledger.toml or evidence.toml", named),
        ("exercises", exercises),
    ]
    for file, entries in groups:
        for id, times in Counter(entry.id for entry in entries).items():
            if times > 1:
                yield Fault(file, id, f"this id {times} times", "once", "Rename all but one.")


def _anchors(case: Case) -> Iterator[Fault]:
    anchored: tuple[Anchored, ...] = (*case.sources, *case.claims, *case.numbers, *case.times)
    for entry in anchored:
        try:
            case.article.find(entry.anchor)
        except AnchorError as error:
            yield Fault(
                "ledger.toml",
                entry.id,
                str(error),
                "the words exactly once",
                "Quote the exact words, correct the paragraph, or add prefix and suffix.",
            )


def _unknown(file: str, id: str, names: Iterable[str], known: set[str], what: str) -> Iterator[Fault]:
    for name in names:
        if name not in known:
            yield Fault(file, id, f"{what} “{name}”", f"the id of a {what}", "Correct the id or add the entry.")


def _references(case: Case) -> Iterator[Fault]:
    claims, reports = {c.id for c in case.claims}, {r.id for r in case.reports}
    speakers = {s.id for s in (*case.sources, *case.origins)}
    parties: tuple[Party, ...] = (*case.sources, *case.origins)
    for source in parties:
        rests = (*source.rests_on, *source.perhaps_rests_on)
        yield from _unknown("ledger.toml", source.id, rests, speakers | reports, "source")
        yield from _unknown("ledger.toml", source.id, source.evidence, reports, "report")
    for number in case.numbers:
        yield from _unknown("ledger.toml", number.id, filter(None, [number.claim]), claims, "claim")
    for report in case.reports:
        rests = (*report.rests_on, *report.perhaps_rests_on)
        yield from _unknown("evidence.toml", report.id, report.claims, claims, "claim")
        yield from _unknown("evidence.toml", report.id, rests, speakers | reports, "source")
        if report.role == "claim" and not report.claims:
            yield Fault("evidence.toml", report.id, "no claims", "at least one claim id", "Say which it bears on.")


def _claim(claim: Claim, case: Case) -> Iterator[Fault]:
    def fault(found: str, expected: str, do: str) -> Fault:
        return Fault("ledger.toml", claim.id, found, expected, do)

    yield from _unknown(
        "ledger.toml",
        claim.id,
        filter(None, [claim.source]),
        {source.id for source in case.sources},
        "source",
    )
    yield from _unknown("ledger.toml", claim.id, claim.evidence, {r.id for r in case.reports}, "report")
    if claim.voice == "named" and not claim.source:
        yield fault("voice named without a source", "a source", "Name it, or change the voice.")
    if claim.voice in ("hedge-only", "article") and claim.source:
        yield fault(f"voice {claim.voice} with a source", "none", "Remove the source or change the voice.")
    if not claim.source and claim.access != "unclear":
        yield fault(f"access {claim.access} without a source", "unclear", "Change the access.")
    if not claim.certainty or ("firm" in claim.certainty and len(claim.certainty) > 1):
        yield fault(f"certainty {list(claim.certainty)}", "firm alone, or hedged, boosted or both", "Correct it.")
    for label, words in (("hedged", claim.hedge_words), ("boosted", claim.boost_words)):
        if (label in claim.certainty) != bool(words):
            yield fault(f"{label} and words {list(words)}", "both or neither", "Quote the words that do it.")
        for word in words:
            if word.lower() not in case.article.paragraphs[claim.paragraph].lower():
                yield fault(f"the word “{word}”", "a word of that paragraph", "Quote the exact word.")


def _ends(case: Case) -> Iterator[Fault]:
    figures: tuple[Number | Report, ...] = (*case.numbers, *case.reports)
    for entry in figures:
        if entry.low is not None and entry.high is not None and entry.low > entry.high:
            file = "evidence.toml" if entry in case.reports else "ledger.toml"
            yield Fault(file, entry.id, f"low {entry.low:g} above high {entry.high:g}", "low first", "Swap them.")
    for time in case.times:
        if time.start and time.end and time.start > time.end:
            yield Fault("ledger.toml", time.id, f"{time.start} after {time.end}", "from first", "Swap them.")


def _lesson(lesson: Lesson, case: Case) -> Iterator[Fault]:
    file, notes = f"exercises/{lesson.stem}.toml", f"notes/{lesson.stem}.md"
    for slot in _SLOTS:
        if slot not in lesson.notes.slots:
            yield Fault(notes, slot, "no such slot", f"a heading “## {slot}”", "Write it.")
    for slot in lesson.notes.slots:
        try:
            case.note(lesson, slot)
        except NoteError as error:
            yield Fault(
                notes,
                slot,
                f"a note that fails: {error}",
                "ids the case has",
                "Correct what stands between the braces.",
            )
    slugs = {other.slug for other in case.lessons}
    for exercise in lesson.exercises:
        yield from _unknown(file, exercise.id, (*exercise.about, *exercise.show), set(case.page.claims), "claim")
        yield from _unknown(file, exercise.id, filter(None, [exercise.recalls]), slugs, "lesson")
        ids = {other.id for other in lesson.exercises}
        yield from _unknown(file, exercise.id, filter(None, [exercise.same_as]), ids, "exercise")
        if not exercise.hints:
            yield Fault(file, exercise.id, "no hints", "one to three", "Write a nudge that points at the text.")
        yield from _key(exercise, lesson, case)


def _key(exercise: AnyExercise, lesson: Lesson, case: Case) -> Iterator[Fault]:
    held = [
        (which, keys[exercise.id])
        for which, keys in (("practice", case.practice), ("graded", case.graded))
        if exercise.id in keys
    ]
    if len(held) != 1 and not _handed_out(case, held):
        found = "no key" if not held else "a practice and a graded key"
        yield Fault(
            f"exercises/{lesson.stem}.toml",
            exercise.id,
            found,
            "exactly one key",
            "Write it in key/practice or key/graded, never in both.",
        )
    for which, key in held:
        yield from _complaints(exercise, key, f"key/{which}/{lesson.stem}.toml", case)


def _handed_out(case: Case, held: list[tuple[str, Key]]) -> bool:
    # a course that was laid out for learners carries no graded key at all
    return not held and not (case.folder / "key" / "graded").exists()


def _complaints(exercise: AnyExercise, key: Key, file: str, case: Case) -> Iterator[Fault]:
    for complaint in exercise.faults(key, case.page):
        yield Fault(file, exercise.id, complaint.found, complaint.expected, complaint.do)


def _settings(case: Case) -> Iterator[Fault]:
    yield from _unknown(
        "case.toml",
        "featured",
        case.settings.featured.values(),
        {e.id for e in (*case.reports, *case.sources, *case.claims, *case.numbers)},
        "entry",
    )
    if case.settings.graph:
        known = {e.id for e in (*case.sources, *case.origins, *case.reports)}
        yield from _unknown("case.toml", "graph", case.settings.graph.nodes, known, "source")
    for reference in _figures(case):
        try:
            case.figure(reference)
        except (KeyError, TypeError, ValueError) as error:
            yield Fault("case.toml", reference, str(error).strip("'\""), "a figure the case has", "Correct it.")


def _figures(case: Case) -> Iterator[str]:
    for share in case.settings.shares:
        for card in (*share.parts, *share.bases):
            yield from filter(None, (card.of, card.least, card.most))
    if rates := case.settings.rates:
        yield from (end for own in rates.own for end in (own.part, own.whole))
        yield from (rate.of for rate in (rates.band, *rates.cases) if rate)
