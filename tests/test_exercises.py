"""The kinds of exercise: what each accepts, what it scores, and that it says why."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.case import Case
from lessons.errors import AnswerError
from lessons.exercises import KINDS, Exercise
from lessons.exercises.sets import overlap
from lessons.widgets import FACES
from tests.toy import ARTICLE, asked, marked, toy_case, unhurried

ids = st.sets(st.sampled_from("abcdef"), min_size=1)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The toy case; nothing here changes it."""
    return toy_case(tmp_path_factory.mktemp("case") / "toy")


def span(start: int, end: int, paragraph: int = 1) -> dict[str, Any]:
    """A marked stretch as the page sends it."""
    return {"paragraph": paragraph, "start": start, "end": end, "quote": "as marked"}


def words(quote: str) -> dict[str, Any]:
    """These words of the first paragraph, marked."""
    start = ARTICLE.splitlines()[1].index(quote)
    return span(start, start + len(quote))


def of_kind(case: Case, kind: str) -> Exercise[Any]:
    """The toy case's first exercise of a kind."""
    return next(e for e in case.lesson("pond").exercises if e.kind == kind)


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


class TestEveryKind:
    """What holds for all of them."""

    def test_the_toy_case_holds_each(self, case):
        """No kind is left out of these tests."""
        assert {exercise.kind for exercise in case.lesson("pond").exercises} == set(KINDS)

    @pytest.mark.parametrize("kind", KINDS)
    def test_has_a_face(self, kind):
        """Each kind names a widget that exists."""
        assert KINDS[kind].face in FACES

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("blank", [None, "", [], {}])
    def test_nothing_is_blank(self, case, kind, blank):
        """No answer is no answer, in whatever shape it comes."""
        assert of_kind(case, kind).is_blank(blank)

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("junk", [{"duck": object}, [[1]], True, 1j], ids=str)
    def test_refuses_junk_with_a_sentence(self, case, kind, junk):
        """An answer of another shape is refused by name, never with a traceback of another kind."""
        exercise = of_kind(case, kind)
        with pytest.raises(AnswerError, match=f"^{exercise.id}: "):
            exercise.accept(junk)

    @pytest.mark.parametrize("kind", KINDS)
    def test_shows_no_answer(self, case, kind):
        """What a face is told holds nothing of the key's reasons."""
        exercise, key = asked(case, of_kind(case, kind).id)
        assert key.because not in str(exercise.traits(case.page))

    @pytest.mark.parametrize("kind", KINDS)
    def test_its_reveal_gives_the_reason(self, case, kind):
        """The answer is never shown without its reason."""
        exercise, key = asked(case, of_kind(case, kind).id)
        assert key.because in " ".join(remark.text for remark in exercise.reveal(key, case.page))

    def test_its_hash_stays_while_its_words_stay(self, case, tmp_path):
        """An exercise read again has the same hash."""
        again = of_kind(toy_case(tmp_path / "again"), "choose")
        assert again.asked == of_kind(case, "choose").asked

    def test_its_hash_changes_with_a_word(self, case):
        """An answer to older wording can be told from one to this."""
        exercise = of_kind(case, "choose")
        assert exercise.model_copy(update={"prompt": "Who else?"}).asked != exercise.asked


class TestChoose:
    """One of several; all or nothing."""

    def test_the_right_one_earns_all_and_says_why(self, case):
        """Right comes with its reason."""
        assert marked(case, "who-counted", "gardener") == (
            1,
            [("right", "The gardener is the subject of counted.")],
        )

    def test_each_wrong_one_has_its_own_sentence(self, case):
        """The remark speaks of the option that was chosen."""
        assert marked(case, "who-counted", "nobody") == (0, [("wrong", "Somebody is described.")])

    def test_any_of_a_list_is_right(self, case):
        """A key that accepts two options gives full points for either."""
        exercise, key = asked(case, "who-counted")
        wide = key.model_copy(update={"value": ["gardener", "baker"]})
        assert [exercise.mark(wide, option, case.page).share for option in wide.value] == [1, 1]

    def test_refuses_what_is_not_offered(self, case):
        """The message lists what is."""
        with pytest.raises(AnswerError, match="“duck” is not offered here; gardener, baker, nobody are"):
            asked(case, "who-counted")[0].accept("duck")


class TestChooseSeveral:
    """Any number; scored by overlap."""

    def test_all_that_belong_earn_all(self, case):
        """The right set in any order is right."""
        assert marked(case, "which-weakened", ["confirmed", "reportedly"])[0] == 1

    def test_a_missed_one_is_counted_and_not_given_away(self, case):
        """How many ticks are missing is said; which ones is for the learner to find."""
        assert marked(case, "which-weakened", ["reportedly"]) == (
            pytest.approx(2 / 3),
            [("wrong", "One more tick is missing. Look again, or take a hint.")],
        )

    def test_a_missed_one_is_explained_when_the_answer_is_shown(self, case):
        """Whoever asks for the answer reads why each option belongs."""
        exercise, key = asked(case, "which-weakened")
        assert "“confirmed”: It strengthens." in [r.text for r in exercise.reveal(key, case.page)]

    def test_a_wrong_one_is_explained(self, case):
        """What was ticked by mistake is named, with why it does not belong."""
        assert marked(case, "which-weakened", ["reportedly", "confirmed", "counted"]) == (
            0.8,
            [("wrong", "“counted”: It reports an act.")],
        )

    def test_a_double_tick_counts_once(self, case):
        """Sending an option twice changes nothing."""
        assert marked(case, "which-weakened", ["reportedly", "reportedly", "confirmed"])[0] == 1


class TestLabel:
    """A label for each item; the share that is right."""

    def test_half_right_earns_half(self, case):
        """Each row counts on its own."""
        given = {"forty-ducks": "fact", "sixty-next": "opinion"}
        assert marked(case, "kinds-of-claim", given) == (
            0.5,
            [
                ("note", "1 of 2 rows are right."),
                ("wrong", "Row 2, “The pond club expects at least 60 ducks next spring”: Next spring is to come."),
            ],
        )

    def test_a_tempting_label_has_its_own_sentence(self, case):
        """A label that people often choose is answered in its own words."""
        given = {"forty-ducks": "fact", "sixty-next": "fact"}
        assert marked(case, "kinds-of-claim", given)[1][1][1].endswith("Nobody can count what is to come.")

    def test_a_row_left_out_is_not_called_wrong(self, case):
        """What is not labelled yet earns nothing, and is only noted."""
        assert marked(case, "kinds-of-claim", {"forty-ducks": "fact"}) == (
            0.5,
            [("note", "1 of 2 rows are right."), ("note", "Row 2 is not labelled yet.")],
        )

    def test_a_set_of_labels_may_be_accepted(self, case):
        """Any label of an accepted list is right."""
        exercise, key = asked(case, "kinds-of-claim")
        wide = key.model_copy(update={"value": {**key.value, "forty-ducks": ["fact", "estimate"]}})
        given = {"forty-ducks": "estimate", "sixty-next": "forecast"}
        assert exercise.mark(wide, given, case.page).share == 1

    @pytest.mark.parametrize("answer", [{"duck": "fact"}, {"forty-ducks": "rumour"}])
    def test_refuses_an_unknown_row_or_label(self, case, answer):
        """Only rows and labels that are offered are accepted."""
        with pytest.raises(AnswerError, match="is not offered here"):
            asked(case, "kinds-of-claim")[0].accept(answer)

    def test_rows_without_a_label_are_blank(self, case):
        """Lists that were opened and left alone are no answer."""
        assert asked(case, "kinds-of-claim")[0].is_blank({"forty-ducks": "", "sixty-next": ""})

    def test_its_rows_are_the_words_of_the_claims(self, case):
        """A claim is shown as the article says it."""
        shown = asked(case, "kinds-of-claim")[0].traits(case.page)["items"]
        assert shown["sixty-next"] == "The pond club expects at least 60 ducks next spring"


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


class TestNumber:
    """A number with base and unit."""

    @pytest.mark.parametrize("number", [66.7, 66.2, 67.2])
    def test_within_tolerance_is_right(self, case, number):
        """As far off as the key allows is still right."""
        given = {"number": number, "base": "expected", "unit": "percent"}
        assert marked(case, "share-of-expected", given) == (1, [("right", "40 of 60.")])

    @pytest.mark.parametrize("number", [66.1, 67.3])
    def test_beyond_tolerance_is_not(self, case, number):
        """A little further off is wrong."""
        assert marked(case, "share-of-expected", {"number": number, "base": "expected", "unit": "percent"})[0] == 0

    def test_a_known_slip_has_its_own_sentence(self, case):
        """A number that people reach by a slip is answered with that slip."""
        given = {"number": 150, "base": "expected", "unit": "percent"}
        assert marked(case, "share-of-expected", given) == (0, [("wrong", "That is 60 of 40.")])

    def test_number_base_and_unit_each_get_their_own(self, case):
        """Three things wrong are told as three things."""
        given = {"number": 1, "base": "before", "unit": "ducks"}
        assert marked(case, "share-of-expected", given)[1] == [
            ("wrong", "The number 1 is not it: the share."),
            ("wrong", "That was last spring."),
            ("wrong", "A share has no ducks."),
        ]

    def test_a_number_without_base_and_unit_is_asked_for_them(self, case):
        """The right number alone is not enough, and is told what is missing."""
        assert marked(case, "share-of-expected", {"number": 66.7}) == (
            0,
            [
                ("wrong", "Say the base too: a number without its base cannot be read."),
                ("wrong", "Say the unit too: a number without its unit cannot be read."),
            ],
        )

    @pytest.mark.parametrize("number", ["66.7", True, None, float("inf"), float("nan"), [66.7]])
    def test_refuses_what_is_no_number(self, case, number):
        """A text, a truth value or an endless number is not taken for one."""
        with pytest.raises(AnswerError):
            asked(case, "share-of-expected")[0].accept({"number": number, "base": "expected", "unit": "percent"})

    def test_a_base_without_a_number_is_blank(self, case):
        """Choosing only a base answers nothing yet."""
        assert asked(case, "share-of-expected")[0].is_blank({"number": None, "base": "expected"})

    def test_zero_is_an_answer(self, case):
        """Nought is a number like any other."""
        assert not asked(case, "share-of-expected")[0].is_blank({"number": 0})


class TestInterval:
    """From low to high."""

    def test_both_ends_right_earn_all(self, case):
        """Ends within tolerance are right."""
        assert marked(case, "range-of-share", {"low": 40.5, "high": 66.7})[0] == 1

    def test_ends_the_other_way_round_are_the_same_range(self, case):
        """A range is a range in either order."""
        assert marked(case, "range-of-share", {"low": 67, "high": 40})[0] == 1

    def test_one_wrong_end_earns_nothing_and_is_named(self, case):
        """All or nothing; the wrong end is told."""
        assert marked(case, "range-of-share", {"low": 20, "high": 67}) == (
            0,
            [("wrong", "The lower end, 20 percent, is not it.")],
        )

    def test_a_known_slip_has_its_own_sentence(self, case):
        """An end that people reach by a slip is answered with that slip."""
        assert marked(case, "range-of-share", {"low": 40, "high": 100})[1] == [("wrong", "Not all are there.")]

    def test_half_a_range_is_refused(self, case):
        """A range with one end is not judged."""
        with pytest.raises(AnswerError):
            asked(case, "range-of-share")[0].accept({"low": 40, "high": None})


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
        assert marked(case, "who-told-whom", [self.RIGHT[0]])[1] == [
            ("wrong", "One more arrow is missing. Look again, or take a hint.")
        ]

    def test_a_missing_arrow_is_told_when_the_answer_is_shown(self, case):
        """Whoever asks for the answer reads the evidence of each arrow."""
        exercise, key = asked(case, "who-told-whom")
        told = [remark.text for remark in exercise.reveal(key, case.page)]
        assert "“the town gardener” told “the pond club”: The club quotes it." in told

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


class TestPredict:
    """A guess is recorded, never scored."""

    @pytest.mark.parametrize("guess", ["april", "may"])
    def test_any_guess_gets_the_reveal_and_no_points(self, case, guess):
        """Right or wrong, a guess is answered with what turned out."""
        assert marked(case, "guess-the-month", guess) == (None, [("note", "May had 40, April 31.")])

    def test_refuses_a_guess_that_is_not_offered(self, case):
        """Only the options can be guessed."""
        with pytest.raises(AnswerError, match="“june” is not offered here"):
            asked(case, "guess-the-month")[0].accept("june")

    def test_a_number_may_be_guessed_where_a_unit_is_given(self, case):
        """Without options a guess is a number."""
        exercise = asked(case, "guess-the-month")[0].model_copy(update={"options": {}, "unit": "ducks"})
        assert exercise.accept(40) == 40


class TestDeck:
    """Cards turned up one at a time."""

    def test_a_vote_is_answered_card_by_card(self, case):
        """After one card only that card is spoken of."""
        assert marked(case, "turn-the-cards", ["yes"]) == (None, [("note", "The baker: Liking is no harm.")])

    def test_the_whole_deck_gets_its_point(self, case):
        """After the last card the deck's own sentence follows."""
        assert marked(case, "turn-the-cards", ["open", "yes"])[1] == [
            ("right", "The baker: Liking is no harm."),
            ("right", "The vet: He says harm."),
            ("note", "Only the vet speaks of harm."),
        ]

    @pytest.mark.parametrize("votes", [["yes"] * 3, ["duck"]])
    def test_refuses_votes_that_were_not_asked(self, case, votes):
        """One vote a card, out of the options."""
        with pytest.raises(AnswerError, match="one vote for each of 2 cards"):
            asked(case, "turn-the-cards")[0].accept(votes)


class TestText:
    """A few sentences, looked at by a person."""

    def test_gets_samples_to_compare_and_no_points(self, case):
        """A text is answered with three scored samples."""
        share, said = marked(case, "in-your-words", "The gardener counted.")
        assert (share, len(said)) == (None, 4)

    def test_a_sample_says_its_level_and_why(self, case):
        """Each sample comes with its level on each criterion and a reason."""
        assert marked(case, "in-your-words", "Ducks")[1][1] == (
            "note",
            "Sample 1\n\n“The gardener counted 40.”\n\n  4 of 4 · a source is named\n\nIt names one.",
        )

    def test_blanks_are_no_text(self, case):
        """Spaces and line ends answer nothing."""
        assert asked(case, "in-your-words")[0].is_blank(" \n ")
