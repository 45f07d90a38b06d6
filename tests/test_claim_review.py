"""Verdicts as schema.org data: only terms that are published there, and nothing without a verdict."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lessons import open_desk
from lessons.case import read_case
from lessons.desk.desk import Desk
from tests.toy import be_in_course, hand_out, write_whole

#: the types that are written and, of the properties schema.org has for each (release 29), those that fit a verdict
SCHEMA = {
    "ClaimReview": {"claimReviewed", "author", "itemReviewed", "reviewRating", "datePublished", "url"},
    "Claim": {"text", "appearance", "firstAppearance", "author"},
    "CreativeWork": {"headline", "datePublished", "author", "url"},
    "Organization": {"name", "url"},
    "Person": {"name"},
    "Rating": {"alternateName", "ratingValue", "bestRating", "worstRating"},
}
GIVEN = {"forty-ducks": "well supported", "last-spring": "disputed"}


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder with the whole toy case, to be in."""
    home = tmp_path / "mine"
    hand_out(write_whole(home / "case"))
    return be_in_course(home, monkeypatch)


def judge(given: dict[str, str], act: str = "commit") -> Desk:
    """Fill in the table of verdicts and export it."""
    desk = open_desk("last-look")
    desk.guided()
    desk.questions["give-a-verdict", ""].act(act, given, None)
    desk.export_verdicts()
    return desk


def exported(course: Path) -> dict[str, Any]:
    """What was written, as JSON."""
    data: dict[str, Any] = json.loads((course / "verdicts.jsonld").read_text(encoding="utf-8"))
    return data


def unknown(value: object) -> list[str]:
    """Every type, and every property of a type, that the schema does not have."""
    if isinstance(value, list):
        return [name for part in value for name in unknown(part)]
    if not isinstance(value, dict):
        return []
    kind = value.get("@type", "")
    own = set(value) - {"@type"} - SCHEMA.get(kind, set())
    strange = [f"{kind}.{name}" for name in own] + ([] if kind in SCHEMA else [f"type “{kind}”"])
    return strange + [name for part in value.values() for name in unknown(part)]


class TestVocabulary:
    """Held against the published vocabulary."""

    def test_what_the_vocabulary_does_not_have_is_noticed(self):
        """A type or a property of our own making would be told."""
        review = {"@type": "ClaimReview", "duck": 1, "author": {"@type": "Duck", "name": "a duck"}}
        assert sorted(unknown(review)) == ["ClaimReview.duck", "Duck.name", "type “Duck”"]

    def test_its_context_is_that_of_schema_org(self, course):
        """Names mean what they mean there."""
        judge(GIVEN)
        assert exported(course)["@context"] == "https://schema.org"

    def test_every_type_and_property_is_a_published_one(self, course):
        """Reviews, claims, a page, people and ratings, each by its published name and with its own properties."""
        judge(GIVEN)
        assert (len(exported(course)["@graph"]), unknown(exported(course)["@graph"])) == (2, [])


class TestReviews:
    """One review for each verdict."""

    def test_each_verdict_is_a_review_of_its_claim(self, course):
        """The claim's words, and the verdict as it is spelled out on the page."""
        judge(GIVEN)
        assert [(r["claimReviewed"], r["reviewRating"]["alternateName"]) for r in exported(course)["@graph"]] == [
            ("The town gardener counted 40 ducks on the mill pond", "well supported"),
            ("Last spring there were reportedly about 25", "disputed by others who could know"),
        ]

    def test_a_review_says_whose_claim_and_where(self, course):
        """The claim is its source's, and appeared in the article."""
        judge({"forty-ducks": "disputed"})
        assert exported(course)["@graph"][0]["itemReviewed"] == {
            "@type": "Claim",
            "text": "The town gardener counted 40 ducks on the mill pond",
            "appearance": {
                "@type": "CreativeWork",
                "headline": "More Ducks on the Mill Pond This Spring",
                "datePublished": "2024-05-15",
            },
            "author": {"@type": "Organization", "name": "The town gardener"},
        }

    def test_a_claim_without_a_source_has_no_author(self, course):
        """Nobody is named who did not say it."""
        judge({"last-spring": "one origin"})
        assert "author" not in exported(course)["@graph"][0]["itemReviewed"]

    def test_its_author_is_the_pseudonym(self, course):
        """A learner's own name is nowhere."""
        judge(GIVEN)
        assert {r["author"]["name"] for r in exported(course)["@graph"]} == {"kind-otter"}

    def test_the_last_verdict_counts(self, course):
        """A verdict that was changed is exported as it is now."""
        judge({"forty-ducks": "disputed"})
        judge({"forty-ducks": "one origin"})
        assert [r["reviewRating"]["alternateName"] for r in exported(course)["@graph"]] == [
            "one origin: nothing shows a second"
        ]

    def test_holds_the_learners_verdict_and_not_the_keys(self, course):
        """What is exported was judged by the learner, right or wrong."""
        judge({"forty-ducks": "contradicted"})
        assert "contradicted by independent evidence" in str(exported(course))


class TestExport:
    """The file beside the notebook."""

    @pytest.mark.parametrize("given", [{}, {"forty-ducks": ""}])
    def test_no_verdict_writes_no_file(self, course, capsys, given):
        """An empty table leaves nothing, and says what to do."""
        judge(given)
        said = "There are no verdicts to export yet: fill in a verdict table above" in capsys.readouterr().out
        assert (said, (course / "verdicts.jsonld").exists()) == (True, False)

    def test_a_draft_is_no_verdict(self, course):
        """What was not handed in is not published."""
        judge(GIVEN, act="change")
        assert not (course / "verdicts.jsonld").exists()

    def test_a_learner_without_a_book_gets_a_sentence(self, course, capsys):
        """Whoever skipped the lesson, or is in another, gets no exception."""
        open_desk("pond").export_verdicts()
        assert "There are no verdicts to export yet" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("given", "said"), [(GIVEN, "2 verdicts are"), ({"forty-ducks": "disputed"}, "1 verdict is")]
    )
    def test_says_what_was_written(self, course, capsys, given, said):
        """The sentence counts, and names the file."""
        judge(given)
        assert f"{said} written to `verdicts.jsonld`, as schema.org `ClaimReview`." in capsys.readouterr().out

    def test_a_folder_that_cannot_be_written_gives_a_sentence(self, course, capsys):
        """The verdicts are kept, and that is said."""
        (course / "verdicts.jsonld").mkdir()
        judge(GIVEN)
        assert "could not be written here" in capsys.readouterr().out

    def test_is_written_where_another_lesson_runs(self, course):
        """Verdicts can be exported from any notebook of the course."""
        judge(GIVEN)
        before = exported(course)
        (course / "verdicts.jsonld").unlink()
        open_desk("keep").export_verdicts()
        assert exported(course) == before

    def test_every_claim_of_the_table_is_in_the_ledger(self, course):
        """A verdict is on words that stand in the article."""
        judge(GIVEN)
        quotes = {claim.quote for claim in read_case(course / "case").claims}
        assert {r["claimReviewed"] for r in exported(course)["@graph"]} <= quotes
