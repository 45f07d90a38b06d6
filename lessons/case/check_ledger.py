"""What must hold in and between ledger and evidence: anchors, ids, labels, ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lessons.article import AnchorError
from lessons.case.model import Case
from lessons.errors import Fault
from lessons.ledger import WITHHELD, Anchored, Claim, Entry, Number, Party, Report

Known = frozenset[str] | set[str]


def check_ledger(case: Case, lost: Known) -> Iterator[Fault]:
    """Every fault of ledger and evidence; ids in ``lost`` could not be read and were told already."""
    yield from _doubles(case)
    yield from _anchors(case)
    yield from _references(case, lost)
    for claim in case.claims:
        yield from _claim(claim, case, lost)
    yield from _ends(case)
    yield from _glossary(case)


def _glossary(case: Case) -> Iterator[Fault]:
    for terms in case.settings.glossary.values():
        for term in terms:
            for word in term.words:
                if not any(word in paragraph for paragraph in case.article.paragraphs):
                    yield Fault(
                        "case.toml", term.name, f"the word “{word}”", "words of the article", "Quote them."
                    )


def _doubles(case: Case) -> Iterator[Fault]:
    named = (*case.sources, *case.origins, *case.reports)
    groups: list[tuple[str, Iterable[Entry]]] = [
        ("ledger.toml", case.claims),
        ("ledger.toml", case.numbers),
        ("ledger.toml", case.times),
        ("ledger.toml or evidence.toml", named),
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


def unknown(file: str, id: str, names: Iterable[str], known: Known, what: str) -> Iterator[Fault]:
    """A fault for each name that nothing has."""
    for name in names:
        if name not in known:
            expected = f"the id of {'an' if what[0] in 'aeiou' else 'a'} {what}"
            yield Fault(file, id, f"{what} “{name}”", expected, "Correct the id or add the entry.")


def _references(case: Case, lost: Known) -> Iterator[Fault]:
    claims, reports = lost | {c.id for c in case.claims}, lost | {r.id for r in case.reports}
    speakers = {s.id for s in (*case.sources, *case.origins)}
    parties: tuple[Party, ...] = (*case.sources, *case.origins)
    for source in parties:
        rests = (*source.rests_on, *source.perhaps_rests_on)
        yield from unknown("ledger.toml", source.id, rests, speakers | reports, "source")
        yield from unknown("ledger.toml", source.id, source.evidence, reports, "report")
    for number in case.numbers:
        yield from unknown("ledger.toml", number.id, filter(None, [number.claim]), claims, "claim")
    for report in case.reports:
        rests = (*report.rests_on, *report.perhaps_rests_on)
        yield from unknown("evidence.toml", report.id, report.claims, claims, "claim")
        yield from unknown("evidence.toml", report.id, rests, speakers | reports, "source")
        if report.role == "claim" and not (report.claims or "claims" in report.withheld):
            yield Fault("evidence.toml", report.id, "no claims", "at least one claim id", "Say which it bears on.")


def _claim(claim: Claim, case: Case, lost: Known) -> Iterator[Fault]:
    def fault(found: str, expected: str, do: str) -> Fault:
        return Fault("ledger.toml", claim.id, found, expected, do)

    sources = lost | {source.id for source in case.sources}
    yield from unknown("ledger.toml", claim.id, filter(None, [claim.source]), sources, "source")
    yield from unknown("ledger.toml", claim.id, claim.evidence, lost | {r.id for r in case.reports}, "report")
    if claim.voice == "named" and not claim.source:
        yield fault("voice named without a source", "a source", "Name it, or change the voice.")
    if claim.voice in ("hedge-only", "article") and claim.source:
        yield fault(f"voice {claim.voice} with a source", "none", "Remove the source or change the voice.")
    if not (claim.source or "source" in claim.withheld) and claim.access not in ("unclear", WITHHELD):
        yield fault(f"access {claim.access} without a source", "unclear", "Change the access.")
    if not claim.certainty or ("firm" in claim.certainty and len(claim.certainty) > 1):
        yield fault(f"certainty {list(claim.certainty)}", "firm alone, or hedged, boosted or both", "Correct it.")
    for label, words in (("hedged", claim.hedge_words), ("boosted", claim.boost_words)):
        if (label in claim.certainty) != bool(words):
            yield fault(f"{label} and words {list(words)}", "both or neither", "Quote the words that do it.")
        for word in words if claim.paragraph < len(case.article.paragraphs) else ():
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
