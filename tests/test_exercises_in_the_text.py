"""Exercises whose answers are places, orders and arrows: how far an answer overlaps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.errors import AnswerError
from lessons.exercises.sets import overlap
from tests.exercises_of_the_toy import case, ids, span, words
from tests.toy import ARTICLE, asked, marked, unhurried

__all__ = ["case"]  # fixtures, under the names the tests ask for


class TestOverlap:
    """F1 of two sets, and nothing below a half."""

    @given(ids)
    def test_the_right_set_earns_all(self, wanted):
        """What is wanted, and no more, is worth everything."""
        assert overlap(wanted, wanted) == 1

    @given(ids, ids)
    def test_never_leaves_its_bounds(self, found, wanted):
        """A share is 0, or lies between a half and one."""
        assert overlap(found, wanted) == 0 or 0.5 <= overlap(found, wanted) <= 1

    @given(ids, ids)
    def test_only_the_right_set_earns_all(self, found, wanted):
        """Full points mean that nothing is missing and nothing is too much."""
        assert (overlap(found, wanted) == 1) == (found == wanted)

    @given(st.integers(2, 6), st.data())
    def test_selecting_everything_never_beats_reading(self, size, data):
        """Where at most half belong, finding one more than half of them beats ticking all."""
        options = set("abcdef"[:size])
        wanted = set(sorted(options)[: data.draw(st.integers(1, size // 2))])
        read = set(sorted(wanted)[: len(wanted) // 2 + 1])
        assert overlap(read, wanted) >= overlap(options, wanted)

    @given(ids, ids)
    def test_a_wrong_tick_never_helps(self, found, wanted):
        """Ticking what does not belong is never worth more than leaving it."""
        wrong = {"g"}
        assert overlap(found | wrong, wanted) <= overlap(found, wanted)

    def test_below_a_half_is_nothing(self):
        """One of three ticks right, of three that belong, is no reading."""
        assert overlap(set("axy"), set("abc")) == 0

    def test_nothing_found_is_nothing(self):
        """An empty set earns nothing."""
        assert overlap(set(), set("a")) == 0


class TestSpans:
    """Words of the text; scored word by word."""

    def test_the_right_words_earn_all(self, case):
        """Both words are marked, and nothing else."""
        assert marked(case, "find-the-hedge", [words("reportedly about")]) == (
            1,
            [("right", "Both words weaken.")],
        )

    def test_half_a_word_counts_as_the_word(self, case):
        """A letter missed at either end costs nothing."""
        assert marked(case, "find-the-hedge", [words("portedly abo")])[0] == 1

    def test_half_the_words_earn_part(self, case):
        """One of two words found is worth two thirds, and told what is missing."""
        assert marked(case, "find-the-hedge", [words("reportedly")]) == (
            pytest.approx(2 / 3),
            [("wrong", "Only partly marked: “reportedly about”. No speaker, and no exact number.")],
        )

    def test_marking_the_whole_paragraph_earns_nothing(self, case):
        """Marking everything is no reading."""
        assert marked(case, "find-the-hedge", [words(ARTICLE.splitlines()[1])])[0] == 0

    def test_a_known_mistake_has_its_own_sentence(self, case):
        """Words that people mark by mistake are answered with what they are."""
        assert ("wrong", "“counted”: A count is firm.") in marked(case, "find-the-hedge", [words("counted")])[1]

    def test_other_extra_words_are_named(self, case):
        """Words too much are listed, with what was asked for."""
        said = marked(case, "find-the-hedge", [words("reportedly about"), words("The")])[1]
        assert said[-1] == (
            "wrong",
            "Marked, but not part of it: “The”. You were looking for the words that weaken.",
        )

    @pytest.mark.parametrize("paragraph", [0, 3, 99])
    def test_words_of_a_paragraph_not_shown_count_for_nothing(self, case, paragraph):
        """A forged paragraph neither earns nor fails."""
        assert marked(case, "find-the-hedge", [words("reportedly about"), span(0, 50, paragraph)])[0] == 1

    @given(st.integers(0, 101), st.integers(1, 101))
    @unhurried
    def test_any_stretch_can_be_marked(self, case, start, length):
        """Whatever stretch the page sends, it earns a share and a reason."""
        share, remarks = marked(case, "find-the-hedge", [span(start, start + length)])
        assert (0 <= share <= 1, bool(remarks)) == (True, True)

    @pytest.mark.parametrize("answer", [[span(-1, 3)], [{"paragraph": 1}], [span(0, 0)]])
    def test_refuses_what_is_no_stretch(self, case, answer):
        """A stretch begins at 0 or later and holds something."""
        with pytest.raises(AnswerError):
            asked(case, "find-the-hedge")[0].accept(answer)

    def test_its_face_is_told_words_in_code_points(self, case):
        """The page never counts characters itself."""
        shown = asked(case, "find-the-hedge")[0].traits(case.page)["paragraphs"][0]
        assert [shown["text"][start:end] for start, end in shown["words"][:3]] == ["The", "town", "gardener"]


class TestOrder:
    """Put in order; scored by pairs."""

    @pytest.mark.parametrize("middle", [["said", "expects"], ["expects", "said"]])
    def test_what_the_key_does_not_order_may_stand_either_way(self, case, middle):
        """Items of an inner list are right in any order."""
        assert marked(case, "from-sure-to-unsure", ["counted", *middle, "reportedly"])[0] == 1

    def test_one_swapped_pair_costs_its_share_and_is_explained(self, case):
        """Three of four pairs in order earn three quarters."""
        assert marked(case, "from-sure-to-unsure", ["expects", "counted", "said", "reportedly"]) == (
            0.75,
            [("wrong", "A count is firmer than a hope.")],
        )

    def test_the_reverse_earns_nothing(self, case):
        """Every pair the wrong way round is worth nothing."""
        assert marked(case, "from-sure-to-unsure", ["reportedly", "said", "expects", "counted"])[0] == 0

    @pytest.mark.parametrize("answer", [["counted"], ["counted"] * 4, ["counted", "said", "expects", "duck"]])
    def test_refuses_an_order_that_lacks_an_item(self, case, answer):
        """Every item stands in an order once."""
        with pytest.raises(AnswerError, match="does not hold every item once"):
            asked(case, "from-sure-to-unsure")[0].accept(answer)


class TestEdges:
    """Who told whom."""

    RIGHT = (["office", "gardener"], ["gardener", "club"])

    def test_the_documented_arrows_earn_all(self, case):
        """All arrows that are documented, and no other."""
        assert marked(case, "who-told-whom", [*self.RIGHT])[0] == 1

    def test_a_missing_arrow_is_counted_and_not_given_away(self, case):
        """How many arrows are missing is said; which ones is for the learner to find."""
        assert marked(case, "who-told-whom", [self.RIGHT[0]])[1] == [("wrong", "One more arrow is missing.")]

    def test_a_missing_arrow_is_told_when_the_answer_is_shown(self, case):
        """Whoever asks for the answer reads the evidence of each arrow."""
        exercise, key = asked(case, "who-told-whom")
        told = [remark.text for remark in exercise.reveal(key, case.page)]
        assert "“the town gardener” told “the pond club”: The club quotes it." in told

    def test_each_arrow_is_judged_by_its_name(self, case):
        """The page marks which arrows are right and which are not; of missing ones it hears nothing."""
        exercise, key = asked(case, "who-told-whom")
        given = exercise.mark(key, [["office", "gardener"], ["club", "office"]], case.page)
        judged = [(remark.tone, remark.item) for remark in given.remarks]
        assert (given.right, judged) == (("office → gardener",), [("wrong", "club → office"), ("wrong", "")])

    def test_kept_arrows_are_told_as_pairs(self, case):
        """What is kept reads as arrows, and half an arrow is none."""
        answer = [["office", "gardener"], ["gardener", "club"], ["club", ""]]
        said = asked(case, "who-told-whom")[0].said(answer, case.page)
        assert said == "“the bird office” told “the town gardener”\n“the town gardener” told “the pond club”"

    def test_an_arrow_the_wrong_way_is_told_so(self, case):
        """A turned arrow is not merely wrong."""
        said = marked(case, "who-told-whom", [self.RIGHT[0], ["club", "gardener"]])[1]
        assert said[0][1].endswith("the arrow points the wrong way. The club quotes it.")

    def test_a_known_mistake_has_its_own_sentence(self, case):
        """An arrow that people draw by mistake is answered in its own words."""
        said = marked(case, "who-told-whom", [*self.RIGHT, ["club", "office"]])[1]
        assert said == [("wrong", "“the pond club” told “the bird office”: The office never asked the club.")]

    def test_an_undocumented_arrow_is_not_called_false(self, case):
        """Where nothing is known, the remark says just that."""
        said = marked(case, "who-told-whom", [*self.RIGHT, ["office", "club"]])[1]
        assert said[0][1].endswith("nothing at hand documents this.")

    def test_every_arrow_there_is_earns_less(self, case):
        """Drawing all arrows never beats reading."""
        nodes = ["office", "gardener", "club"]
        share, _ = marked(case, "who-told-whom", [[a, b] for a in nodes for b in nodes if a != b])
        assert share <= 0.5

    @pytest.mark.parametrize("answer", [[["office"]], [["office", "duck"]], [["office", "club", "gardener"]]])
    def test_refuses_what_is_no_arrow(self, case, answer):
        """An arrow has two ends that are offered."""
        with pytest.raises(AnswerError):
            asked(case, "who-told-whom")[0].accept(answer)
