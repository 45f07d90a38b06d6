"""A learner's verdicts as schema.org data, in the words fact-checkers publish theirs in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lessons.case import Case
from lessons.desk.judgement import lasts
from lessons.desk.past import Past
from lessons.ledger import LABELS, Claim

FILE = "verdicts.jsonld"


def claim_reviews(past: Past, pseudonym: str) -> dict[str, Any]:
    """JSON-LD: one ``ClaimReview`` for each claim the learner gave a verdict; possibly none."""
    given = verdicts(past)
    reviews = [_review(past.case.claim(id), verdict, past.case, pseudonym) for id, verdict in given.items()]
    return {"@context": "https://schema.org", "@graph": reviews}


def verdicts(past: Past) -> dict[str, str]:
    """The last verdict handed in for each claim."""
    last = lasts(past.records)
    tables = [e for lesson in past.case.lessons for e in lesson.exercises if e.id in last]
    given = [(table, table.understood(last[table.id].answer)) for table in tables]
    return {c: label for table, rows in given if rows for c, label in table.given("verdict", rows).items()}


def _review(claim: Claim, verdict: str, case: Case, pseudonym: str) -> dict[str, Any]:
    settings = case.settings
    page = {"@type": "CreativeWork", "headline": settings.title, "datePublished": settings.published.isoformat()}
    about: dict[str, Any] = {"@type": "Claim", "text": claim.quote, "appearance": page}
    if claim.source:
        about["author"] = {"@type": "Organization", "name": case.source(claim.source).name}
    return {
        "@type": "ClaimReview",
        "claimReviewed": claim.quote,
        "author": {"@type": "Person", "name": pseudonym or "a learner"},
        "itemReviewed": about,
        "reviewRating": {"@type": "Rating", "alternateName": LABELS["verdict"].get(verdict, verdict)},
    }


def export(past: Past, pseudonym: str, folder: Path) -> str:
    """Write the verdicts beside the notebook and say what was written; nothing is written for none."""
    data = claim_reviews(past, pseudonym)
    if not data["@graph"]:
        return "There are no verdicts to export yet: fill in a verdict table above, then run this cell again."
    path = folder / FILE
    try:
        path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        return f"{FILE} could not be written here ({error.strerror}). Your verdicts are kept in your answers."
    count = len(data["@graph"])
    return f"{count} verdict{'s are' if count != 1 else ' is'} written to `{FILE}`, as schema.org `ClaimReview`."
