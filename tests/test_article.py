"""The article: paragraphs, anchors, sentences and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.article import Anchor, AnchorError, Article, Span
from tests.toy import unhurried

DUCKS = Article.from_text("Ducks\n“We saw 40,” she said. He said 1,200.5 were there. They had gone.\n")


def texts(article: Article, spans: tuple[Span, ...]) -> list[str]:
    """The words that spans cover."""
    return [article.text(span) for span in spans]


class TestFromText:
    """One paragraph a line."""

    def test_the_headline_is_paragraph_0(self):
        """The first line is the headline."""
        assert DUCKS.paragraphs[0] == "Ducks"

    def test_blank_lines_at_the_end_are_no_paragraphs(self):
        """However many line ends a file closes with, the paragraphs are the same."""
        assert Article.from_text("a\nb\n\n\n") == Article.from_text("a\nb")

    def test_a_blank_line_in_the_middle_keeps_its_number(self):
        """An empty paragraph between two others is counted, so that numbers do not shift."""
        assert Article.from_text("a\n\nb").paragraphs == ("a", "", "b")

    def test_accents_are_composed(self):
        """Text is NFC: an accent written as two code points becomes one."""
        assert Article.from_text("cafe\u0301").paragraphs == ("caf\u00e9",)


class TestFind:
    """Where a quotation stands."""

    def test_gives_code_points(self):
        """A span counts characters, not bytes: “ is one."""
        assert DUCKS.find(Anchor(1, "We saw")) == Span(1, 1, 7)

    def test_refuses_words_that_stand_twice(self):
        """An anchor must be unambiguous."""
        with pytest.raises(AnchorError, match="2 copies of “said” in paragraph 1"):
            DUCKS.find(Anchor(1, "said"))

    def test_refuses_words_that_stand_nowhere(self):
        """Words that are not in their paragraph are no anchor, even if they stand in another."""
        with pytest.raises(AnchorError, match="0 copies of “Ducks” in paragraph 1"):
            DUCKS.find(Anchor(1, "Ducks"))

    def test_counts_copies_that_overlap(self):
        """Copies that share letters are still two copies."""
        with pytest.raises(AnchorError, match="2 copies"):
            Article(("anana",)).find(Anchor(0, "ana"))

    @pytest.mark.parametrize("anchor", [Anchor(1, "said", prefix="He "), Anchor(1, "said", suffix=" 1,200.5")])
    def test_a_neighbour_tells_doubles_apart(self, anchor):
        """Prefix or suffix is enough to say which copy is meant, and is no part of the span."""
        assert DUCKS.find(anchor) == Span(1, 26, 30)

    @pytest.mark.parametrize("number", [2, -1])
    def test_refuses_a_paragraph_that_does_not_exist(self, number):
        """The message names the last paragraph there is."""
        with pytest.raises(AnchorError, match=rf"no paragraph {number} \(the last is 1\)"):
            DUCKS.find(Anchor(number, "said"))

    def test_refuses_no_words(self):
        """Nothing stands everywhere, so it is no anchor."""
        with pytest.raises(AnchorError, match="0 copies"):
            DUCKS.find(Anchor(1, ""))

    @unhurried
    @given(st.text("ab ", min_size=1, max_size=12), st.data())
    def test_what_was_found_is_what_was_asked(self, text, data):
        """Whatever is found reads as it was quoted."""
        start = data.draw(st.integers(0, len(text) - 1))
        quote = text[start : data.draw(st.integers(start + 1, len(text)))]
        article = Article((text,))
        anchor = Anchor(0, quote, text[:start], text[start + len(quote) :])
        assert article.text(article.find(anchor)) == quote


class TestSentences:
    """Where sentences begin and end."""

    def test_are_in_reading_order(self):
        """Sentences follow one another through all paragraphs."""
        assert texts(DUCKS, DUCKS.sentences) == [
            "Ducks",
            "“We saw 40,” she said.",
            "He said 1,200.5 were there.",
            "They had gone.",
        ]

    @pytest.mark.parametrize(
        "text", ["The U.S. Navy came.", "Mr. Reed came.", "Dr. Reed came.", "It fell by 3.5 percent."]
    )
    def test_not_every_full_stop_ends_one(self, text):
        """Initials, titles and decimals end no sentence."""
        assert texts(Article((text,)), Article((text,)).sentences) == [text]

    def test_a_closing_quotation_mark_belongs_to_its_sentence(self):
        """A quotation keeps its closing mark."""
        article = Article(("“They came.” Then they left.",))
        assert texts(article, article.sentences) == ["“They came.”", "Then they left."]

    def test_an_empty_paragraph_has_none(self):
        """Blank lines hold no sentence."""
        assert Article(("a", "  ", "b")).sentences == (Span(0, 0, 1), Span(2, 0, 1))

    def test_a_span_finds_its_sentence(self):
        """The whole sentence is given for a few of its words."""
        span = DUCKS.sentence_of(DUCKS.find(Anchor(1, "were there")))
        assert DUCKS.text(span) == "He said 1,200.5 were there."

    def test_a_span_over_two_sentences_finds_both(self):
        """Words that run on into the next sentence give both as one span."""
        span = DUCKS.sentence_of(DUCKS.find(Anchor(1, "there. They")))
        assert DUCKS.text(span) == "He said 1,200.5 were there. They had gone."

    @unhurried
    @given(st.text("aB. ”\n", max_size=30))
    def test_no_letter_is_lost(self, text):
        """Every character that is not a blank stands in exactly one sentence."""
        article = Article.from_text(text)
        kept = "".join(texts(article, article.sentences))
        assert "".join(kept.split()) == "".join("".join(article.paragraphs).split())


class TestWords:
    """What marked stretches are scored by."""

    def test_a_figure_is_one_word(self):
        """Thousands commas and decimal points do not cut a number."""
        assert "1,200.5" in texts(DUCKS, DUCKS.words(DUCKS.sentences[2]))

    @pytest.mark.parametrize("word", ["don’t", "twenty-five", "U.S"])
    def test_hyphen_and_apostrophe_hold_a_word_together(self, word):
        """A word with a hyphen, apostrophe or point inside is one word."""
        assert Article((word,)).words(Span(0, 0, 1)) == (Span(0, 0, len(word)),)

    def test_a_touched_word_counts_whole(self):
        """Half a marked word is that word: a slip of the mouse costs nothing."""
        assert texts(DUCKS, DUCKS.words(Span(1, 2, 5))) == ["We", "saw"]

    def test_punctuation_is_no_word(self):
        """Quotation marks and full stops are never scored."""
        assert Article(("“a.”",)).words(Span(0, 0, 4)) == (Span(0, 1, 2),)


class TestOverlaps:
    """Whether two spans share a character."""

    def test_neighbours_do_not(self):
        """The end of a span is exclusive."""
        assert not Span(1, 0, 3).overlaps(Span(1, 3, 5))

    def test_other_paragraphs_do_not(self):
        """The same places in another paragraph are other places."""
        assert not Span(1, 0, 3).overlaps(Span(2, 0, 3))

    def test_one_character_is_enough(self):
        """A single shared character counts."""
        assert Span(1, 0, 3).overlaps(Span(1, 2, 5))
