"""The ledger: frozen values, and a vocabulary that is closed."""

from __future__ import annotations

import datetime
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from lessons import ledger
from lessons.article import Anchor
from lessons.ledger import LABELS, Claim, Number, Report, Source, Time

CLAIM: dict[str, Any] = {
    "id": "forty-ducks",
    "paragraph": 1,
    "quote": "counted 40 ducks",
    "kind": "fact",
    "voice": "named",
    "source": "gardener",
    "access": "observer",
    "certainty": ["firm"],
    "verdict": "well supported",
    "wording": "kept",
    "verdict_why": "Two counts agree.",
}
REPORT: dict[str, Any] = {
    "id": "count-sheet",
    "role": "claim",
    "publisher": "Town Hall",
    "date": "2024-05-14",
    "address": "https://example.org/count",
    "agrees": "yes",
    "says": "Forty.",
}
NUMBER: dict[str, Any] = {
    "id": "sixty",
    "paragraph": 3,
    "words": "at least 60",
    "unit": "ducks",
    "counts": "ducks",
}


class TestClaim:
    """The smallest statement that could be right or wrong."""

    def test_its_anchor_is_its_quotation(self):
        """Where a claim stands is computed from its own fields."""
        assert Claim(**CLAIM, prefix="gardener ").anchor == Anchor(1, "counted 40 ducks", "gardener ")

    def test_reads_as_its_words(self):
        """Printed, a claim is what the article says."""
        assert str(Claim(**CLAIM)) == "counted 40 ducks"

    def test_cannot_be_changed(self):
        """A learner's code cannot alter the ledger by accident."""
        with pytest.raises(ValidationError, match="frozen"):
            Claim(**CLAIM).kind = "opinion"

    def test_refuses_an_unknown_field(self):
        """A mistyped field is a fault, not an oversight."""
        with pytest.raises(ValidationError, match="verdikt"):
            Claim(**CLAIM, verdikt="disputed")

    @pytest.mark.parametrize("field", ["kind", "voice", "access", "verdict", "wording"])
    def test_refuses_a_label_outside_the_codebook(self, field):
        """Only the codebook's labels exist."""
        with pytest.raises(ValidationError, match=field):
            Claim(**{**CLAIM, field: "rumour"})

    def test_refuses_a_certainty_outside_the_codebook(self):
        """Each word of the list must be one of the three."""
        with pytest.raises(ValidationError, match="certainty"):
            Claim(**{**CLAIM, "certainty": ["sure"]})

    @pytest.mark.parametrize("id", ["", "Forty", "forty ducks", "-forty", "40_ducks"])
    def test_refuses_an_id_that_is_no_slug(self, id):
        """Ids are small letters, digits and hyphens."""
        with pytest.raises(ValidationError, match="id"):
            Claim(**{**CLAIM, "id": id})

    def test_refuses_an_empty_quotation(self):
        """A claim has words."""
        with pytest.raises(ValidationError, match="quote"):
            Claim(**{**CLAIM, "quote": ""})

    def test_a_single_label_is_one_word(self):
        """A field with one label gives it."""
        assert Claim(**CLAIM).label("kind") == "fact"

    @pytest.mark.parametrize("order", [["hedged", "boosted"], ["boosted", "hedged"]])
    def test_two_certainties_are_one_label(self, order):
        """Weakened and strengthened at once is the same label in either order."""
        assert Claim(**{**CLAIM, "certainty": order}).label("certainty") == "hedged+boosted"


class TestLabels:
    """Every code is spelled out for a learner."""

    @pytest.mark.parametrize("field", ["kind", "voice", "access", "verdict", "wording"])
    def test_none_is_left_out(self, field):
        """Each label an author may use has its words on the page, and no other has: “withheld” is no choice."""
        assert set(LABELS[field]) == set(get_args(getattr(ledger, field.title()))) - {"withheld"}

    def test_certainty_has_its_double(self):
        """Certainty may be both, so both has words of its own."""
        assert set(LABELS["certainty"]) == {*get_args(ledger.Certainty), "hedged+boosted"} - {"withheld"}

    def test_cannot_be_changed(self):
        """The vocabulary is the same for everybody in one kernel."""
        with pytest.raises(TypeError):
            LABELS["kind"] = {}


class TestParties:
    """Who may know something."""

    def test_refuses_a_role_outside_the_codebook(self):
        """A source has one of the codebook's roles."""
        with pytest.raises(ValidationError, match="role"):
            Source(id="baker", name="A baker", paragraph=1, quote="A baker", role="baker", named=False)


class TestNumber:
    """A figure, and what it counts."""

    def test_an_open_end_stays_open(self):
        """“At least” has no upper end."""
        number = Number(**NUMBER, low=60, bound="at least")
        assert (number.low, number.high) == (60, None)

    def test_refuses_a_bound_outside_the_codebook(self):
        """Only the codebook's bounds exist."""
        with pytest.raises(ValidationError, match="bound"):
            Number(**NUMBER, bound="roughly")

    def test_its_window_may_be_open(self):
        """A stretch of time that the text does not close has no end."""
        number = Number(**NUMBER, bound="about", window={"from": datetime.date(2024, 5, 13)})
        assert (number.window.start, number.window.end) == (datetime.date(2024, 5, 13), None)


class TestTime:
    """A time expression and the dates it means."""

    def test_reads_from_and_to(self):
        """Files say from and to; code says start and end."""
        day = datetime.date(2024, 5, 13)
        time = Time(id="monday", paragraph=1, words="on Monday", **{"from": day, "to": day}, why="The calendar.")
        assert (time.start, time.end) == (day, day)

    def test_needs_its_reasoning(self):
        """Dates without a reason are refused."""
        with pytest.raises(ValidationError, match="why"):
            Time(id="monday", paragraph=1, words="on Monday")


class TestReport:
    """What a publication elsewhere said."""

    @pytest.mark.parametrize("date", ["2024", "2024-05", "2024-05-14", "undated"])
    def test_a_date_may_be_partial(self, date):
        """A report may give a day, a month, a year or nothing."""
        assert Report(**{**REPORT, "date": date}).date == date

    def test_a_toml_date_is_taken(self):
        """A date written without quotation marks is the same date."""
        assert Report(**{**REPORT, "date": datetime.date(2024, 5, 14)}).date == "2024-05-14"

    @pytest.mark.parametrize("date", ["May 2024", "2024-5", "", "14.5.2024"])
    def test_refuses_other_dates(self, date):
        """Dates are written in one way."""
        with pytest.raises(ValidationError, match="date"):
            Report(**{**REPORT, "date": date})

    @pytest.mark.parametrize("address", ["example.org", "javascript:alert(1)", "https://a b"])
    def test_refuses_what_is_no_address(self, address):
        """An address can be opened in a browser, and does nothing else."""
        with pytest.raises(ValidationError, match="address"):
            Report(**{**REPORT, "address": address})

    def test_reads_as_who_when_what(self):
        """Printed, a report says who published what and when."""
        assert str(Report(**REPORT)) == "Town Hall, 2024-05-14: Forty."
