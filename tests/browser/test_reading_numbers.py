"""One function reads every number that is typed: the table in its file, and what holds for all texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.widgets.base import script
from tests.browser.faces import empty_page
from tests.toy import unhurried

__all__ = ["empty_page"]  # a fixture, under the name the tests ask for
pytestmark = pytest.mark.browser
some = settings(unhurried, max_examples=20)
READING = script("reading")
#: the decisions as the file writes them: what is typed, and what is read; ? is asked back
TABLE = [
    (re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), typed), None if read == "?" else float(read))
    for typed, read in re.findall(r"«([^»]*)» (\S+)", READING)
]
READ = "([source, typed]) => new Function(source + '; return readNumber')()(typed, ['percent'])"
READ_ALL = (
    "([source, all]) => { const read = new Function(source + '; return readNumber')();"
    " return all.map((typed) => read(typed, ['percent'])); }"
)
READ_OTHERWISE = (
    "([source, all]) => { const read = new Function(source + '; return readNumber')();"
    " return all.filter((number) => read(String(number)).number !== number); }"
)
#: ways to write what stands between figures, and the figures
SEPARATORS = ((" ", ","), (" ", "."), ("\u202f", ","), (",", "."), (".", ","))
FIGURES = ("0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९")


class TestReading:
    """One function reads every number."""

    @pytest.mark.parametrize(("typed", "read"), TABLE, ids=[ascii(typed) for typed, _ in TABLE])
    def test_each_decision_of_the_table(self, browser, typed, read):
        """What is typed is read as the table says; what is asked back is told in a sentence."""
        found = browser.evaluate(READ, [READING, typed])
        assert (found["number"], read is None and not found["said"]) == (read, False)

    @given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=50))
    @some
    def test_a_number_written_in_a_field_is_read_as_itself(self, browser, numbers):
        """What the kernel sends back and the field shows means the same when it is read again."""
        assert browser.evaluate(READ_OTHERWISE, [READING, numbers]) == []

    @given(st.integers(1000, 10**12), st.integers(0, 99), st.data())
    @some
    def test_a_number_is_the_same_in_every_spelling(self, browser, whole, hundredths, data):
        """Groups, decimal signs, scripts, spaces and invisible characters change nothing."""
        between, point = data.draw(
            st.sampled_from([(" ", ","), (" ", "."), ("\u202f", ","), (",", "."), (".", ",")])
        )
        plain = f"{whole:,}".replace(",", between) + f"{point}{hundredths:02}"
        figures = data.draw(st.sampled_from(FIGURES))
        spelled = "".join(figures[int(sign)] if sign.isdigit() else sign for sign in plain)
        at = data.draw(st.integers(0, len(spelled)))
        unseen = data.draw(st.sampled_from(["", "\u200b", "\ufeff", "\u00ad", "\u200f"]))
        read = browser.evaluate(READ, [READING, f" {spelled[:at]}{unseen}{spelled[at:]} "])
        assert read["number"] == pytest.approx(whole + hundredths / 100, rel=1e-15)

    @given(st.lists(st.text(max_size=8) | st.text("0123456789.,' -/½%e", max_size=8), min_size=50))
    @some
    def test_any_text_is_read_or_told(self, browser, texts):
        """Nothing that is typed passes without a number and without a word."""
        found = browser.evaluate(READ_ALL, [READING, texts])
        seen = [re.sub(r"\s", "", text) for text in texts]
        passed = [text for text, one in zip(seen, found, strict=True) if one["number"] is None and not one["said"]]
        assert [text for text in passed if text.isprintable() and text] == []
